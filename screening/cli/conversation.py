"""Filling in a checklist in the terminal: one question at a time, with a way back and "not known yet" on every one.

It holds the conversation and nothing else: which question comes next is the interview's, what was answered is in the
draft, and the caller is handed each new draft to keep.
"""

from __future__ import annotations

import datetime
import shutil
import textwrap
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import click
import questionary
from questionary import Choice, Separator, Style

from screening.case.words import NotKnownReason, Source
from screening.engine.wording import value_in_words
from screening.forms import phrases
from screening.forms.answers import value_of, word_of
from screening.forms.draft import Answer, Draft, HowKnown
from screening.forms.interview import Ask, How, Interview, More, Page, is_done, new_entry

T = TypeVar("T")

BACK: Final = "< Back"
LEAVE: Final = "As it stands in the case already"
NO_MORE: Final = "No, that is all"
NONE: Final = "Looked or asked, and there are none"
ANOTHER: Final = "Yes, put one down"
_SOMEBODY_ELSE: Final = Answer(value="somebody-else")
_WIDEST: Final = 100
_HINT = "(? for not known yet, < to go back)"
_STYLE = Style([("question", "bold"), ("answer", ""), ("instruction", ""), ("pointer", "bold")])


def say(text: str, lead: str = "", *, dim: bool = False) -> None:
    """One paragraph, wrapped to the terminal; the lines after the first stand under the text."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    click.secho(textwrap.fill(text, width, initial_indent=lead, subsequent_indent=" " * len(lead)), dim=dim)


def typed(question: str, instruction: str | None = None, default: str = "") -> str:
    """What somebody types in answer to a question, without spaces around it."""
    prompt = questionary.text(question, default=default, instruction=instruction, style=_STYLE)
    return str(prompt.unsafe_ask()).strip()


def until(ask: Callable[[], T], wrong: Callable[[T], str | None]) -> T:
    """Asks until nothing is wrong with the answer, and says each time what is.

    The message is a line of its own, not one at the foot of the screen: those are not seen in every terminal, and not
    read out.
    """
    while True:
        given = ask()
        message = wrong(given)
        if message is None:
            return given
        say(message)


def complaint(read: Callable[[], object]) -> str | None:
    """What is wrong with an answer that cannot be read; None where it can."""
    try:
        read()
    except ValueError as wrong:
        return str(wrong)
    return None


class _GoBack(Exception):  # noqa: N818 -- not an error: somebody wants to see the page before
    pass


class Conversation:
    """A checklist put to one person at a terminal.

    Args:
        interview: the checklist and what the case held before.
        draft: the answers so far.
        keep: called with every new draft.
    """

    def __init__(self, interview: Interview, draft: Draft, keep: Callable[[Draft], None]) -> None:
        self.interview = interview
        self.draft = draft
        self._keep = keep
        self._section: int | None = None

    def run(self) -> bool:
        """Ask until everything is answered and checked; False where the person leaves it for now.

        Raises:
            KeyboardInterrupt: the person pressed Ctrl-C; every answer has been kept.
        """
        key: str | None = None
        while True:
            page = self._at(key)
            if page is None:
                going_on, key = self._check()
                if going_on is not None:
                    return going_on
                continue
            try:
                self._say_where(page)
                self._ask(page)
                key = self._after(page.key)
            except _GoBack:
                key = self._before(page.key)

    def _at(self, key: str | None) -> Page | None:
        """The page of a key; without one, the first that is not done."""
        pages = self.interview.pages(self.draft)
        if key is not None:
            return next((page for page in pages if page.key == key), None)
        return next((page for page in pages if not is_done(page, self.draft)), None)

    def _after(self, key: str) -> str | None:
        """The next page that is not done; after the last one, the first that is not."""
        pages = self.interview.pages(self.draft)
        keys = [page.key for page in pages]
        start = keys.index(key) + 1 if key in keys else 0
        return next((page.key for page in pages[start:] if not is_done(page, self.draft)), None)

    def _before(self, key: str) -> str:
        keys = [page.key for page in self.interview.pages(self.draft)]
        return keys[max(keys.index(key) - 1, 0)] if key in keys else key

    def _set(self, draft: Draft) -> None:
        self.draft = draft
        self._keep(draft)

    def _say_where(self, page: Page) -> None:
        if page.section == self._section:
            return
        self._section = page.section
        sections = self.interview.checklist.sections
        section = sections[page.section]
        click.echo()
        click.secho(f"{page.section + 1} of {len(sections)}: {section.title}", bold=True)
        if section.about:
            say(section.about)
        for item in section.items:
            say(item.do, "  [ ] ")

    def _ask(self, page: Page) -> None:
        if isinstance(page, How):
            self._set(self.draft.knowing(page.section, self._how()))
        elif isinstance(page, More):
            self._more(page)
        else:
            click.echo()
            if page.help:
                say(page.help, dim=True)
            self._set(self.draft.answering(page.key, self._answer(page)))

    def _answer(self, page: Ask) -> Answer:
        recorded = self._recorded(page)
        for line in recorded:
            click.echo(f"In the case already: {line}")
        kind = page.entry.kind
        before = self.draft.answers.get(page.key)
        if kind in ("choice", "yes-no"):
            return self._choice(page, bool(recorded), before)
        if kind == "choices":
            return self._several(page, bool(recorded), before)
        if kind == "reference" and self._people():
            return self._somebody(page, bool(recorded))
        return self._typed(page, bool(recorded), before)

    def _choice(self, page: Ask, recorded: bool, before: Answer | None) -> Answer:
        values: Sequence[object] = page.entry.values if page.entry.kind == "choice" else (True, False)
        choices = [Choice(_capital(page.entry.label(value)), value=Answer(value=value)) for value in values]
        return self._select(page, choices, recorded, before)

    def _somebody(self, page: Ask, recorded: bool) -> Answer:
        choices = [Choice(person, value=Answer(value=person)) for person in self._people()]
        choices.append(Choice("Somebody else", value=_SOMEBODY_ELSE))
        answer = self._select(page, choices, recorded, None)
        return self._typed(page, False, None) if answer is _SOMEBODY_ELSE else answer

    def _select(self, page: Ask, choices: list[Choice], recorded: bool, before: Answer | None) -> Answer:
        if recorded:
            choices.append(Choice(LEAVE, value=Answer()))
        choices += [Separator(), Choice(phrases.NOT_KNOWN, value=phrases.NOT_KNOWN), Choice(BACK, value=BACK)]
        default = next((one for one in choices if before is not None and one.value == before), None)
        answer = self._one_of(page.words, choices, default)
        if answer == phrases.NOT_KNOWN:
            return Answer(not_known=self._reason())
        assert isinstance(answer, Answer)  # noqa: S101 -- every other choice has an answer for its value
        return answer

    def _several(self, page: Ask, recorded: bool, before: Answer | None) -> Answer:
        chosen = before.value if before is not None and isinstance(before.value, tuple) else ()
        choices: list[Choice] = [
            Choice(_capital(page.entry.label(value)), value=value, checked=value in chosen)
            for value in page.entry.values
        ]
        alone = [phrases.NONE_OF_THESE, *([LEAVE] if recorded else []), phrases.NOT_KNOWN, BACK]
        choices += [Separator(), *(Choice(one, value=one) for one in alone)]

        def wrong(picked: list[str]) -> str | None:
            if not picked:
                return page.question.if_missing
            mixed = len(picked) > 1 and set(picked) & set(alone)
            return f'Choose "{picked[-1]}" alone, or not at all.' if mixed else None

        click.echo("Choose all that apply with the space bar, then press Enter.")
        picked = until(
            lambda: questionary.checkbox(page.words, choices, style=_STYLE, instruction=" ").unsafe_ask(), wrong
        )
        if picked == [BACK]:
            raise _GoBack
        if picked == [LEAVE]:
            return Answer()
        if picked == [phrases.NOT_KNOWN]:
            return Answer(not_known=self._reason())
        return Answer(value=() if picked == [phrases.NONE_OF_THESE] else tuple(picked))

    def _typed(self, page: Ask, recorded: bool, before: Answer | None) -> Answer:
        today = datetime.date.today()

        def wrong(text: str) -> str | None:
            if not text:
                return None if recorded else page.question.if_missing
            return None if text in ("?", "<") else complaint(lambda: value_of(page.entry, text, today))

        value = before.value if before is not None else None
        default = "" if value is None else ", ".join(value) if isinstance(value, tuple) else str(value)
        hint = f"{_HINT[:-1]}, Enter to leave it)" if recorded else _HINT
        text = until(lambda: typed(page.words, f"{hint} ", default), wrong)
        if text == "<":
            raise _GoBack
        if text == "?":
            return Answer(not_known=self._reason())
        return Answer(value=value_of(page.entry, text, today)) if text else Answer()

    def _more(self, page: More) -> None:
        told = self.interview.recorded(self.draft)
        recorded = [one for one in told.members.get(page.path, ()) if one not in self.draft.entries.get(page.path, ())]
        click.echo()
        if not page.so_far and page.entry.fact.help:
            say(page.entry.fact.help, dim=True)
        entries = self.draft.entries.get(page.path, ())
        if len(entries) > len(page.so_far):
            # Somebody came back: what was put down next is kept, or taken out again.
            following = entries[len(page.so_far)]
            choices = [
                Choice(f"Go on with {following}", value=self.draft),
                Choice(f"Take {following} out", value=self.draft.removing(page.path, following)),
                Choice(BACK, value=BACK),
            ]
            self._set(self._one_of(phrases.any_more(page), choices, None))
            return
        choices = [Choice(f"About {one}, which the case has already", value=(one,)) for one in recorded]
        choices += [
            Choice(ANOTHER, value=ANOTHER),
            Choice(NO_MORE if page.so_far or recorded else NONE, value=NO_MORE),
            Choice(phrases.NOT_KNOWN, value=phrases.NOT_KNOWN),
            Choice(BACK, value=BACK),
        ]
        answer = self._one_of(phrases.any_more(page), choices, None)
        if answer == phrases.NOT_KNOWN:
            self._set(self.draft.ending(page.path, self._reason()))
        elif answer == NO_MORE:
            self._set(self.draft.ending(page.path))
        else:
            entry = self._new_entry(page, recorded) if answer == ANOTHER else answer[0]
            self._set(self.draft.adding(page.path, entry))

    def _new_entry(self, page: More, recorded: Sequence[str]) -> str:
        """An id for a new entry; of a person one would rather say who it is."""
        suggested = new_entry(self.draft, page.path, recorded)
        if page.path != "people":
            return suggested
        taken = {*recorded, *self.draft.entries.get(page.path, ())}

        def wrong(text: str) -> str | None:
            said = complaint(lambda: word_of(text))
            return "There is somebody of that word already." if said is None and word_of(text) in taken else said

        question = "A word for this person, such as mother or partner-2, never a name:"
        return word_of(until(lambda: typed(question, default=suggested), wrong))

    def _how(self) -> HowKnown:
        click.echo()
        before = self.draft.how[max(self.draft.how)].source if self.draft.how else None
        choices: list[Choice] = [Choice(words, value=one) for one, words in phrases.SOURCES.items()]
        default = next((one for one in choices if one.value == before), None)
        source: Source = self._one_of(phrases.HOW_KNOWN, [*choices, Separator(), Choice(BACK, value=BACK)], default)
        if source == "child":
            return HowKnown(source=source, told_by=self.draft.child)
        people = [one for one in self._people() if one != self.draft.child]
        if source not in ("carer", "family") or not people:
            return HowKnown(source=source)
        who: list[Choice] = [Choice(one, value=one) for one in people]
        who += [Choice("Not put down here", value=""), Choice(BACK, value=BACK)]
        return HowKnown(source=source, told_by=self._one_of(phrases.WHO_SAID, who, None) or None)

    def _reason(self) -> NotKnownReason:
        choices: list[Choice] = [Choice(words, value=reason) for reason, words in phrases.REASONS.items()]
        reason: NotKnownReason = self._one_of(
            phrases.WHY_NOT_KNOWN, [*choices, Separator(), Choice(BACK, value=BACK)], None
        )
        return reason

    def _one_of(self, words: str, choices: Sequence[Choice | Separator], default: Choice | None) -> Any:
        answer = questionary.select(words, choices=choices, default=default, style=_STYLE, instruction=" ").unsafe_ask()
        if answer == BACK:
            raise _GoBack
        return answer

    def _check(self) -> tuple[bool | None, str | None]:
        """Check your answers: whether to save (True), to leave it (False), or which page to go to."""
        pages = self.interview.pages(self.draft)
        click.echo()
        click.secho("Check your answers", bold=True)
        asked = [page for page in pages if isinstance(page, Ask)]
        lines = [f"{page.words} {self._said(page)}" for page in asked]
        for page, line in zip(asked, lines, strict=True):
            thing = page.key.split(".")[-2] if self.interview.checklist.sections[page.section].each else ""
            click.echo(f"  {f'{thing}: ' if thing else ''}{line}")
        choices: list[Choice] = [
            Choice("All of it is right: put it into the case", value=True),
            Choice("Change an answer", value="change"),
            Choice("Leave it for now", value=False),
        ]
        answer = self._one_of("What now?", choices, None)
        if answer != "change":
            return bool(answer), None
        again: list[Choice] = [Choice(line, value=page.key) for page, line in zip(asked, lines, strict=True)]
        again += [
            Choice(f"How it is known: {self.interview.checklist.sections[page.section].title}", value=page.key)
            for page in pages
            if isinstance(page, How)
        ]
        try:
            self._section = None
            return None, self._one_of("Which one?", [*again, Separator(), Choice(BACK, value=BACK)], None)
        except _GoBack:
            return None, None

    def _said(self, page: Ask) -> str:
        answer = self.draft.answers.get(page.key, Answer())
        if answer.not_known is not None:
            return f"{phrases.NOT_KNOWN}. {phrases.REASONS[answer.not_known]}."
        return "As it stands in the case" if answer.value is None else page.entry.label(answer.value)

    def _recorded(self, page: Ask) -> list[str]:
        told = self.interview.recorded(self.draft)
        lines = []
        for telling in told.of(page.key):
            by = (telling.account.by or telling.account.agency, telling.account.on)
            lines.append(f"{value_in_words(page.entry, telling)} ({', '.join(one for one in by if one)})")
        return lines

    def _people(self) -> list[str]:
        told = self.interview.recorded(self.draft)
        people = (*told.members.get("people", ()), *self.draft.entries.get("people", ()), self.draft.child)
        return list(dict.fromkeys(people))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
