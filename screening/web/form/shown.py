"""A page of a form as a template shows it: the question, what can be chosen, what is filled in, what the case says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from screening.case.dictionary import Entry
from screening.case.told import Told
from screening.case.words import NotKnownReason
from screening.engine.wording import how_told, thing_in_words
from screening.forms import phrases
from screening.forms.draft import Answer
from screening.forms.interview import Ask, How, More, Page
from screening.services.account_words import capital, told_value
from screening.web.form.desk import Desk
from screening.web.form.given import ALONE, Sent, is_recorded, people_in, recorded_entries

Control = Literal["radios", "checkboxes", "date", "input", "textarea"]

_CONTROLS: Final[dict[str, Control]] = {
    "choice": "radios", "yes-no": "radios", "reference": "radios", "choices": "checkboxes", "references": "checkboxes",
    "date": "date", "text": "textarea",
}  # fmt: skip
_HINTS: Final = {
    "date": "For example 4 5 2026. The month and year, or the year alone, will do where no more is known.",
    "number": "A whole number.",
    "word": "A short word, such as “health visiting”. Never a name.",
    "words": "Short words with commas between them, such as “GP, health visiting”. Never a name.",
    "list": "Short words with commas between them. Never a name.",
}


@dataclass(frozen=True)
class Shown:
    """One page.

    Attributes:
        kind: what is asked: a fact, whether a list has more entries, or how somebody knows.
        words: the question.
        help: beneath the question; may be empty.
        control: how it is answered.
        items: what can be chosen; ``reveals`` names what one of them opens.
        filled: what is filled in, by field.
        recorded: what the case says already, line by line.
        thing: whose fact it is, where it is not the child's own; else empty.
        entries: for a list, the entries spoken of so far with a word about each.
        people: whom somebody can be chosen from.
        state: a fingerprint of what the draft has here; see ``state_of``.
        numeric: whether a number is typed.
    """

    kind: Literal["fact", "more", "how"]
    words: str
    help: str
    control: Control
    items: list[dict[str, Any]]
    filled: dict[str, Any]
    recorded: list[str] = field(default_factory=list)
    thing: str = ""
    entries: list[tuple[str, str]] = field(default_factory=list)
    people: tuple[str, ...] = ()
    state: str = ""
    numeric: bool = False


def shown(page: Page, desk: Desk, sent: Sent | None = None) -> Shown:
    """A page, with what was just sent filled in, or else what the draft has."""
    if isinstance(page, How):
        return _how(page, desk, sent)
    if isinstance(page, More):
        return _more(page, desk, sent)
    return _ask(page, desk, sent)


def state_of(page: Page, desk: Desk) -> str:
    """A fingerprint of what the draft has on a page, to see whether another window has changed it since."""
    draft = desk.draft
    said: object
    if isinstance(page, How):
        said = (draft.how.get(page.section), draft.known_to.get(page.section), draft.notes.get(page.section))
    elif isinstance(page, More):
        said = (draft.entries.get(page.path), page.path in draft.ended, draft.ended.get(page.path))
    else:
        said = draft.answers.get(page.key)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def answer_in_words(entry: Entry, answer: Answer | None) -> str:
    """An answer as people read it."""
    if answer is None:
        return "Not answered yet"
    if answer.not_known is not None:
        return f"{phrases.NOT_KNOWN}. {phrases.REASONS[answer.not_known]}."
    if answer.value is None:
        return "As it stands in the case"
    return told_value(entry, answer.value)


def lines_of(told: Told, path: str, entry: Entry) -> list[str]:
    """What a case says about one fact, line by line, each with who told it and when."""
    lines = [f"{told_value(entry, one.value)} ({how_told(one.account)})" for one in told.of(path)]
    if not lines:
        lines = [f"{_why(reason)} ({how_told(account)})" for reason, account in told.not_known.get(path, ())]
    return lines


def thing_of(desk: Desk, path: str) -> str:
    """Whose fact it is; empty for the child's own."""
    parts = path.split(".")
    if (parts[0] == "children" and len(parts) <= 3) or len(parts) == 1:
        return ""
    return thing_in_words(desk.told, path)


def _why(reason: NotKnownReason) -> str:
    return f"{phrases.NOT_KNOWN}: {phrases.REASONS[reason]}"


def _ask(page: Ask, desk: Desk, sent: Sent | None) -> Shown:
    kind = page.entry.kind
    recorded = lines_of(desk.recorded, page.key, page.entry)
    control = _CONTROLS.get(kind, "input")
    people = people_in(desk, page.entry.fact.refers_to or "people") if kind.startswith("reference") else ()
    items: list[dict[str, Any]] = []
    if kind == "yes-no":
        items = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
    elif kind in ("choice", "choices"):
        items = [{"value": one, "text": capital(page.entry.label(one))} for one in page.entry.values]
    elif people or kind.startswith("reference"):
        items = [{"value": one, "text": one} for one in people]
        items.append({"value": "-else", "text": "Somebody else", "reveals": "else"})
    several = kind in ("choices", "references")
    last: list[dict[str, Any]] = [{"value": "-none", "text": ALONE["-none"]}] if several else []
    if is_recorded(page, desk):
        last.append({"value": "-leave", "text": ALONE["-leave"]})
    last.append({"value": "-not-known", "text": ALONE["-not-known"], "reveals": "reasons"})
    if control != "radios":
        last = [{**one, "behaviour": "exclusive"} for one in last]
    return Shown(
        kind="fact",
        words=page.words,
        help=" ".join(filter(None, (page.help, _HINTS.get(kind, "Choose all that apply." if several else "")))),
        control=control,
        items=[*items, *([{"divider": "or"}] if items else []), *last],
        filled=_filled(page, desk, sent),
        recorded=recorded,
        thing=thing_of(desk, page.key),
        people=people,
        state=state_of(page, desk),
        numeric=kind == "number",
    )


def _filled(page: Ask, desk: Desk, sent: Sent | None) -> dict[str, Any]:
    names = ("day", "month", "year", "else", "reason")
    if sent is not None:
        written = {name: sent.one(name) for name in names}
        return {**written, "chosen": [*sent.all("answer"), *sent.all("instead")], "text": sent.one("answer")}
    answer = desk.draft.answers.get(page.key)
    if answer is None:
        return {"chosen": []}
    if answer.not_known is not None:
        return {"chosen": ["-not-known"], "reason": answer.not_known}
    value = answer.value
    if value is None:
        return {"chosen": ["-leave"]}
    if page.entry.kind == "date":
        year, _, rest = str(value).partition("-")
        month, _, day = rest.partition("-")
        return {"chosen": [], "year": year, "month": month.lstrip("0"), "day": day.lstrip("0")}
    if isinstance(value, tuple):
        if page.entry.kind in ("choices", "references"):
            return {"chosen": list(value) or ["-none"]}
        return {"chosen": [], "text": ", ".join(value)}
    if isinstance(value, bool):
        return {"chosen": ["yes" if value else "no"]}
    return {"chosen": [str(value)], "text": str(value)}


def _more(page: More, desk: Desk, sent: Sent | None) -> Shown:
    draft = desk.draft
    entries = draft.entries.get(page.path, ())
    recorded = recorded_entries(page, desk)
    items: list[dict[str, Any]]
    if len(entries) > len(page.so_far):
        items = [{"value": "-go-on", "text": f"Go on with {entries[len(page.so_far)]}"}]
    else:
        items = [{"value": one, "text": f"About {one}, which the case has already"} for one in recorded]
        another: dict[str, Any] = {"value": "-another", "text": "Yes, put one down"}
        if page.path == "people":
            another["reveals"] = "word"
        none = "No, that is all" if page.so_far or recorded else "Looked or asked, and there are none"
        items += [another, {"value": "-no-more", "text": none}, {"divider": "or"}]
        items.append({"value": "-not-known", "text": phrases.NOT_KNOWN, "reveals": "reasons"})
    filled: dict[str, Any] = {"chosen": []}
    if sent is not None:
        filled = {"chosen": sent.all("answer"), "word": sent.one("word"), "reason": sent.one("reason")}
    elif len(entries) > len(page.so_far):
        filled = {"chosen": ["-go-on"]}
    elif page.path in draft.ended:
        why = draft.ended[page.path]
        filled = {"chosen": ["-not-known" if why else "-no-more"], "reason": why}
    return Shown(
        kind="more",
        words=phrases.any_more(page),
        help="" if page.so_far else page.entry.fact.help,
        control="radios",
        items=items,
        filled=filled,
        entries=[(one, thing_in_words(desk.told, f"{page.path}.{one}.on")) for one in entries],
        state=state_of(page, desk),
    )


def _how(page: How, desk: Desk, sent: Sent | None) -> Shown:
    draft = desk.draft
    people = tuple(one for one in people_in(desk) if one != draft.child)
    items: list[dict[str, Any]] = [{"value": source, "text": words} for source, words in phrases.SOURCES.items()]
    if people:
        items = [one | ({"reveals": one["value"]} if one["value"] in ("carer", "family") else {}) for one in items]
    if sent is not None:
        names = ("note", "known-to", "told-by-carer", "told-by-family")
        filled = {name: sent.one(name) for name in names} | {"chosen": sent.all("answer")}
    else:
        how = draft.how.get(page.section)
        if how is None and draft.how:
            how = draft.how[max(draft.how)]
        filled = {
            "chosen": [how.source] if how else [],
            "note": draft.notes.get(page.section, ""),
            "known-to": ", ".join(draft.known_to.get(page.section, ())),
            f"told-by-{how.source if how else ''}": (how.told_by or "-none") if how else "",
        }
    return Shown(
        kind="how",
        words=phrases.HOW_KNOWN,
        help="",
        control="radios",
        items=items,
        filled=filled,
        people=people,
        state=state_of(page, desk),
    )
