"""Asking a group, one answer at a time: each is kept as it is typed, so that nothing is lost by stopping there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import questionary
from questionary import Choice, Separator, Style

from screening.cli.conversation import say
from screening.reports.plain import clean
from screening.services.training_draft import Unfinished, Writing
from screening.training.events import NEEDED, Column
from screening.training.exercises import BARRIER_ASKS, BARRIERS, COLUMN_WORDS, COULD_FIND, FIELD_ASKS, POLICY_ASKS
from screening.training.seeing import GroupView

T = TypeVar("T")

STYLE: Final = Style([("question", "bold"), ("answer", ""), ("instruction", ""), ("pointer", "bold")])
_LONGEST: Final = 90


class Asker:
    """Asks for what an entry, a policy or a barrier is made of.

    Args:
        unfinished: where what is half written is kept.
    """

    def __init__(self, unfinished: Unfinished) -> None:
        self._unfinished = unfinished

    def entry(self, writing: Writing, column: Column, view: GroupView) -> Writing:
        """The answers for an entry of a column; those given before are not asked for again."""
        writing = self._text(writing, "text", COLUMN_WORDS[column].asks_text)
        for name in (field for of, field in NEEDED if of == column):
            ask_facts = name == "facts"
            writing = self._facts(writing, view) if ask_facts else self._text(writing, name, FIELD_ASKS[name])
        return writing

    def policy(self, writing: Writing) -> Writing:
        """The answers for a policy."""
        writing = self._text(writing, "policy", POLICY_ASKS)
        writing = self._text(writing, "role", "Whose suggestion is it? A role, never a name.")
        return self._one_of(writing, "could_find", "Could you find it now? Try.", COULD_FIND)

    def barrier(self, writing: Writing) -> Writing:
        """The answers for a barrier."""
        writing = self._one_of(writing, "kind", BARRIER_ASKS, BARRIERS)
        return self._text(writing, "words", "In your own words. It is kept without saying who said it.")

    def words(self, writing: Writing, question: str) -> Writing:
        """One text."""
        return self._text(writing, "words", question)

    def _text(self, writing: Writing, name: str, question: str) -> Writing:
        if name in writing.given:
            return writing
        half = writing.typing[1] if writing.typing is not None and writing.typing[0] == name else ""
        text = ""
        while not text:
            text = self._typed(writing, name, question, half)
            if not text:
                say("Write at least a word, or press Ctrl-C to stop; nothing is lost.")
        return self._given(writing, name, text)

    def _typed(self, writing: Writing, name: str, question: str, half: str) -> str:
        prompt = questionary.text(question, default=half, style=STYLE)

        def keep(buffer: Any) -> None:
            self._unfinished.keep(writing.model_copy(update={"typing": (name, buffer.text)}))

        prompt.application.current_buffer.on_text_changed += keep
        return str(prompt.unsafe_ask()).strip()

    def _facts(self, writing: Writing, view: GroupView) -> Writing:
        if "facts" in writing.given:
            return writing
        paths = pick_facts(view)
        return self._given(writing, "facts", paths)

    def _one_of(self, writing: Writing, name: str, question: str, words: Any) -> Writing:
        if name in writing.given:
            return writing
        return self._given(writing, name, choose(question, [(text, key) for key, text in words.items()]))

    def _given(self, writing: Writing, name: str, value: str | tuple[str, ...]) -> Writing:
        writing = writing.model_copy(update={"given": {**writing.given, name: value}, "typing": None})
        self._unfinished.keep(writing)
        return writing


def choose(question: str, choices: Sequence[tuple[str, T] | None], *, search: bool = False) -> T:
    """One of several; None among the choices draws a line. With ``search`` typing narrows the list."""
    listed = [Separator() if one is None else Choice(_short(one[0]), value=_Boxed(one[1])) for one in choices]
    box = questionary.select(
        question,
        listed,
        style=STYLE,
        use_search_filter=search,
        use_jk_keys=not search,
        instruction="(type to narrow the list)" if search else " ",
    ).unsafe_ask()
    value: T = box.value
    return value


def pick_facts(view: GroupView) -> tuple[str, ...]:
    """The facts that something is based on, the latest told first; one at least."""
    order = {one.id: place for place, one in enumerate(view.chronology.accounts)}
    facts = sorted(view.facts, key=lambda fact: max(order.get(one.account, 0) for one in fact.told), reverse=True)
    listed = [Choice(_short(f"{one.thing}, {one.label}: {one.value}"), value=one.path) for one in facts]
    say("Choose with the space bar, as many as you like; type to narrow the list; then press Enter.")
    picked: list[str] = []
    while not picked:
        picked = questionary.checkbox(
            FIELD_ASKS["facts"], listed, style=STYLE, instruction=" ", use_search_filter=True, use_jk_keys=False
        ).unsafe_ask()
        if not picked:
            say("A concern names one fact at least. What is missing belongs under further information.")
    return tuple(picked)


def confirmed(question: str, default: bool = True) -> bool:
    """Yes or no."""
    return bool(questionary.confirm(question, default=default, style=STYLE).unsafe_ask())


def line(question: str, check: Callable[[str], object] = str) -> str:
    """One line of text, asked for again where ``check`` raises ``ValueError``."""
    while True:
        text = str(questionary.text(question, style=STYLE).unsafe_ask()).strip()
        try:
            if text:
                check(text)
                return text
        except ValueError as wrong:
            say(str(wrong))


class _Boxed:
    """A choice's value as it is. Without a box, None and texts would be taken for something else."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
