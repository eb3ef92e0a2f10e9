"""An agenda with what was chosen for it and is kept with each case; and what of it can be brought into a record.

A reason that was left out may be gone by the next day: what was chosen is kept, and counts where it still applies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from screening.reports import agenda_words
from screening.reports.agenda import in_few_words
from screening.reports.plain import cleaned, unmarked
from screening.services.record_drafting import WHOLE, CaseChoices
from screening.supervision.agenda import Agenda, CaseOnAgenda, Choices, chosen
from screening.supervision.reasons import KINDS, Reason, ReasonKind

_ONE_BY_ONE: tuple[ReasonKind, ...] = ("action", "no-outcome", "promise", "closing", "added")
"""Kinds of which each reason is talked about by itself; the others are talked over together."""
_LONGEST = 1000


def with_choices(whole: Agenda, by_case: Mapping[str, CaseChoices], first: Sequence[str] = ()) -> Agenda:
    """An agenda as it was chosen to be.

    Args:
        whole: the agenda from which nothing is left out.
        by_case: what was chosen, by the reference of the case.
        first: references of the cases that come first; one that is not on it is passed over.
    """
    drop: list[str] = []
    add: list[tuple[str, str]] = []
    for case in whole.cases:
        choices = by_case.get(case.case, CaseChoices())
        known = {word for reason in case.reasons for word in (reason.kind, reason.id)}
        drop += [case.case] if WHOLE in choices.drop else [f"{case.case}/{one}" for one in choices.drop if one in known]
        add += [(case.case, words) for words in choices.add]
    there = {one.case for one in whole.cases}
    return chosen(whole, Choices(first=tuple(one for one in first if one in there), drop=tuple(drop), add=tuple(add)))


def kinds_of(case: CaseOnAgenda) -> tuple[tuple[ReasonKind, str, tuple[tuple[str, str], ...]], ...]:
    """Every kind of reason of a case: its word, its title, and its reasons by id, each in few words."""
    case = cleaned(case)
    found = []
    for kind in KINDS:
        reasons = [one for one in case.reasons if one.kind == kind]
        if reasons:
            found.append((kind, agenda_words.TITLES[kind], tuple((one.id, _few(one)) for one in reasons)))
    return tuple(found)


def topics_of(case: CaseOnAgenda) -> tuple[tuple[str, str], ...]:
    """What of a case's agenda can be brought into the record of it, each with the word by which the agenda knows it."""
    return tuple(_topics(cleaned(case)))


def _topics(case: CaseOnAgenda) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        reasons = [one for one in case.reasons if one.kind == kind]
        if kind in _ONE_BY_ONE:
            for one in reasons:
                yield one.id, one.words or "" if kind == "added" else f"{agenda_words.TITLES[kind]}: {_few(one)}"
        elif reasons:
            few = "; ".join(dict.fromkeys(_few(one) for one in reasons))
            shown = few if len(few) <= _LONGEST else f"{few[:_LONGEST].rpartition(';')[0]}; and others"
            yield kind, f"{agenda_words.TITLES[kind]}: {shown}"


def _few(reason: Reason) -> str:
    if reason.kind == "question":
        return reason.title or ""
    return reason.words or "" if reason.kind == "added" else unmarked(in_few_words(reason))
