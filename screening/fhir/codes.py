"""The code systems of the Questionnaires: one for the values of each fact, and a few of our own.

Their addresses are URNs: names, not places. Nothing is looked up there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from screening.case.dictionary import Entry
from screening.forms.phrases import NONE_OF_THESE, NOT_KNOWN, REASONS, SOURCES

FACT: Final = "urn:screening:fact"
"""The facts of the dictionary, such as ``injury.kind``; says what a question asks for."""
YES_NO: Final = "urn:screening:yes-no"
REASON: Final = "urn:screening:not-known"
"""Why something is not known yet."""
SOURCE: Final = "urn:screening:source"
"""How somebody knows."""
NONE: Final = "urn:screening:none"
"""Of several choices, none."""
ANY: Final = "urn:screening:any"
"""Whether a list has entries, and whether all of them are put down."""

ALL_HERE, MORE, NO_ENTRIES = "all-here", "may-be-more", "none"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen: the code system, the code in it, and its words."""

    system: str
    code: str
    display: str


def values_of(entry: Entry) -> tuple[Option, ...]:
    """The answers to a question with given answers, without those that stand for none or for not known."""
    if entry.kind == "yes-no":
        return (Option(YES_NO, "yes", entry.label(True)), Option(YES_NO, "no", entry.label(False)))
    return tuple(Option(f"urn:screening:value:{entry.path}", value, entry.label(value)) for value in entry.values)


def options_of(entry: Entry) -> tuple[Option, ...]:
    """Every answer to a question with given answers."""
    none = (Option(NONE, "none", NONE_OF_THESE),) if entry.kind == "choices" else ()
    return (*values_of(entry), *none, *REASONS_OPTIONS)


REASONS_OPTIONS: Final = tuple(Option(REASON, code, f"{NOT_KNOWN}: {words}") for code, words in REASONS.items())
SOURCE_OPTIONS: Final = tuple(Option(SOURCE, code, words) for code, words in SOURCES.items())
ANY_OPTIONS: Final = (
    Option(ANY, ALL_HERE, "Yes, and all of them are put down here"),
    Option(ANY, MORE, "Yes, and there may be more than are put down here"),
    Option(ANY, NO_ENTRIES, "Looked or asked, and there are none"),
    *REASONS_OPTIONS,
)
