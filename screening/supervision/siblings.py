"""Every child of the family side by side: seen when, heard, hurt, not brought, and what is known of one only.

Reviews find that the child who was the reason for the work is seen and the others are not. What is told of one child
and of no other is a question about the others, and no sign of anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from screening.case.dictionary import at_case_path
from screening.case.words import NotKnownReason
from screening.engine.document import FactLine
from screening.engine.wording import age_in_words, label_in_words
from screening.supervision.reasons import Part
from screening.supervision.since_last import Looked

SEEN: Final = ("days_since_seen", "last_seen_on", "last_seen_by", "seen_alone", "seen_regularly")
VOICE: Final = ("views_recorded", "views_acted_on", "daily_life_recorded", "important_people_recorded")
OF_INJURY: Final = ("kind", "seen_on", "explanation", "explanation_fits", "medical")
OF_APPOINTMENT: Final = ("service", "purpose", "on", "outcome", "followed_up")
ASKED_OF_EVERY_CHILD: Final = (
    "placement", "education", "seen_regularly", "last_seen_on", "seen_alone", "views_recorded", "daily_life_recorded",
    "important_people_recorded", "strengths_recorded", "background_recorded", "health_needs", "disability",
    "development", "physical_care", "presentation_changed", "harm_seen", "distress", "domestic_abuse_exposure",
    "earlier_involvement", "injuries", "appointments",
)  # fmt: skip
"""What can be asked about any child of any age: our choice. What belongs to one child's age or needs is left out."""


class InTheSweep(Part):
    """One child.

    Attributes:
        seen, voice, injuries, appointments: what is told of each, for injuries and appointments entry by entry.
        looked_for_injuries, appointments_in_full: whether somebody told that the list is whole.
        prompts: titles of the prompts about this child, with their rule.
    """

    child: str
    age: str | None
    unborn: bool
    seen: tuple[FactLine, ...]
    voice: tuple[FactLine, ...]
    injuries: tuple[tuple[FactLine, ...], ...]
    looked_for_injuries: bool
    appointments: tuple[tuple[FactLine, ...], ...]
    appointments_in_full: bool
    prompts: tuple[tuple[str, str], ...]


class OfSomeOnly(Part):
    """A fact that is told of some children and not of others.

    Attributes:
        not_of: the children of whom nobody told it, each with the reason where somebody gave one.
    """

    label: str
    of: tuple[str, ...]
    not_of: tuple[tuple[str, NotKnownReason | None], ...]


class Sweep(Part):
    """All children in one view.

    Attributes:
        others: people told of as a brother or sister of whom nothing else is told as of a child.
        in_full: somebody told that these are all the children.
        of_some_only: see ``OfSomeOnly``.
    """

    children: tuple[InTheSweep, ...]
    others: tuple[str, ...]
    in_full: bool
    of_some_only: tuple[OfSomeOnly, ...]


def sweep(looked: Looked) -> Sweep:
    """Every child of a case, side by side."""
    ids = looked.told.members.get("children", ())
    return Sweep(
        children=tuple(_child(looked, one) for one in ids),
        others=tuple(
            member
            for member in looked.told.members.get("people", ())
            if "sibling" in looked.values(f"people.{member}.relationship") and member not in ids
        ),
        in_full="children" in looked.told.in_full,
        of_some_only=tuple(_of_some_only(looked)),
    )


def _child(looked: Looked, child: str) -> InTheSweep:
    path = f"children.{child}"
    return InTheSweep(
        child=child,
        age=age_in_words(looked.told, child),
        unborn=looked.values(f"{path}.unborn") == {True},
        seen=looked.lines(path, *SEEN),
        voice=looked.lines(path, *VOICE),
        injuries=_entries(looked, f"{path}.injuries", OF_INJURY),
        looked_for_injuries=f"{path}.injuries" in looked.told.in_full,
        appointments=_entries(looked, f"{path}.appointments", OF_APPOINTMENT),
        appointments_in_full=f"{path}.appointments" in looked.told.in_full,
        prompts=tuple((one.title, one.rule) for one in looked.now.findings if one.subject == child),
    )


def _entries(looked: Looked, name: str, fields: tuple[str, ...]) -> tuple[tuple[FactLine, ...], ...]:
    return tuple(lines for path in looked.entries(name) if (lines := looked.lines(path, *fields)))


def _of_some_only(looked: Looked) -> Iterator[OfSomeOnly]:
    born = [
        one for one in looked.told.members.get("children", ()) if looked.values(f"children.{one}.unborn") != {True}
    ]  # fmt: skip
    for name in ASKED_OF_EVERY_CHILD:
        told_of = tuple(one for one in born if _told(looked, f"children.{one}.{name}"))
        not_of = tuple((one, _reason(looked, f"children.{one}.{name}")) for one in born if one not in told_of)
        if told_of and not_of:
            yield OfSomeOnly(
                label=label_in_words(at_case_path(f"children.{born[0]}.{name}")), of=told_of, not_of=not_of
            )


def _told(looked: Looked, path: str) -> bool:
    return bool(looked.told.of(path) or looked.told.members.get(path) or path in looked.told.in_full)


def _reason(looked: Looked, path: str) -> NotKnownReason | None:
    reasons = looked.told.not_known.get(path, ())
    return reasons[-1][0] if reasons else None
