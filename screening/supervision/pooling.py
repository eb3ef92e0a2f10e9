"""Who knew what: which prompts an agency could raise by itself, and which exist only when information is put together.

For a prompt that nobody could raise alone, each agency's piece is named, and which of the pieces nobody else held.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from screening.case.account import CaseFile
from screening.engine.alone import knowing, raised_alone
from screening.engine.document import FactLine, Finding, Screening
from screening.rulebook.pack import Pack
from screening.supervision.reasons import Part


class Knew(Part):
    """What one agency had.

    Attributes:
        told: how many accounts it wrote.
        heard: how many of the others' accounts it is told to have known.
        alone: titles of the prompts that it could raise from what it knew itself.
    """

    agency: str
    told: int
    heard: int
    alone: tuple[str, ...]


class Piece(Part):
    """What one agency knew of what a prompt rests on.

    Attributes:
        only_here: facts of these that no other agency knew: the missing piece, for everybody else.
    """

    agency: str
    facts: tuple[FactLine, ...]
    only_here: tuple[str, ...]


class Together(Part):
    """A prompt that exists only when information is put together, and who held which piece."""

    rule: str
    subject: str | None
    title: str
    pieces: tuple[Piece, ...]


class Pooled(Part):
    """One case, agency by agency; empty where fewer than two agencies know of it: there is nothing to put together."""

    knew: tuple[Knew, ...]
    together: tuple[Together, ...]


def pooled(case: CaseFile, pack: Pack, whole: Screening) -> Pooled:
    """What each agency could see in a case beside what all of them see together.

    Args:
        case: what was told.
        pack: the rules.
        whole: the screening with everything known, of the same day.
    """
    day = datetime.date.fromisoformat(whole.as_of)
    own = raised_alone(case, pack, day, whole.accounts)
    if len(own) < 2:
        return Pooled(knew=(), together=())
    shown = (*whole.findings, *whole.strengths)
    return Pooled(
        knew=tuple(
            Knew(
                agency=name,
                told=sum(one.agency == name for one in whole.accounts),
                heard=sum(name in one.known_to and one.agency != name for one in whole.accounts),
                alone=tuple(
                    dict.fromkeys(one.title for one in shown if (one.rule, one.subject) in alone)
                ),
            )
            for name, alone in own.items()
        ),
        together=tuple(
            Together(rule=one.rule, subject=one.subject, title=one.title, pieces=tuple(_pieces(one, whole)))
            for one in shown
            if not any((one.rule, one.subject) in found for found in own.values())
        ),
    )  # fmt: skip


def _pieces(finding: Finding, whole: Screening) -> Iterator[Piece]:
    accounts = {one.id: one for one in whole.accounts}
    held: dict[str, dict[str, FactLine]] = {}
    for fact in (fact for ground in finding.because for fact in ground.facts):
        for told in fact.told:
            for name in knowing(accounts[told.account]) if told.account in accounts else ():
                held.setdefault(name, {})[fact.path] = fact
    for name, facts in held.items():
        others = {path for other, theirs in held.items() if other != name for path in theirs}
        yield Piece(
            agency=name, facts=tuple(facts.values()), only_here=tuple(path for path in facts if path not in others)
        )
