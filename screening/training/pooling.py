"""Putting together what agencies know: what opens only then, who held which piece, and what the rest settles.

It is shown once a facilitator has the groups pool. Who was not at the table is told apart, because that an agency knows
a family is itself a fact that the groups may not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.engine.alone import raised
from screening.engine.compare import Change, compare
from screening.engine.document import AccountLine, FactLine, Finding, Screening
from screening.engine.screen import screen
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack
from screening.training.events import RuleKey
from screening.training.seeing import accounts_for, agencies_in, case_for, step_called
from screening.training.session import Pool


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Piece(_Part):
    """The facts of a prompt that some of those at the table knew and the rest did not."""

    known_to: tuple[str, ...]
    facts: tuple[FactLine, ...]


class Together(RuleKey):
    """A prompt that none of them could have raised alone.

    Attributes:
        pieces: who held which of the facts that it rests on; facts that all of them knew are left out.
        learning: the rows that taught it.
    """

    title: str
    summary: str
    pieces: tuple[Piece, ...]
    learning: tuple[str, ...]


class Settled(_Part):
    """What somebody's own knowledge raised and the others' settled or weakened."""

    agency: str
    changes: tuple[Change, ...]


class Pooling(_Part):
    """What putting knowledge together brings at one checkpoint.

    Attributes:
        agencies: those at the table.
        opened: what opens only when put together.
        settled: what one had raised and the others' knowledge settled or weakened.
    """

    number: int
    as_of: str
    agencies: tuple[str, ...]
    opened: tuple[Together, ...]
    settled: tuple[Settled, ...]
    accounts: tuple[AccountLine, ...]


def pooled(scenario: Scenario, step: str, agencies: Sequence[str], pack: Pack) -> Pooling:
    """What opens when these agencies put together what each knew by a checkpoint.

    Raises:
        ProblemsFound: there is no such checkpoint or agency.
    """
    agencies = tuple(dict.fromkeys(agencies))
    at = step_called(scenario, step)
    case = together(scenario, step, agencies)
    whole = screen(case, pack, at.as_of)
    own = {one: screen(case_for(scenario, step, one), pack, at.as_of) for one in agencies}
    knows = {one: {account.id for account in accounts_for(scenario, step, one)} for one in agencies}
    alone = {key for found in own.values() for key in raised(found)}
    return Pooling(
        number=scenario.steps.index(at) + 1,
        as_of=at.as_of.isoformat(),
        agencies=agencies,
        opened=tuple(
            Together(
                rule=one.rule,
                subject=one.subject,
                title=one.title,
                summary=one.summary,
                pieces=tuple(_pieces(one, knows)),
                learning=tuple(row.row for row in one.citations),
            )
            for one in (*whole.findings, *whole.strengths)
            if (one.rule, one.subject) not in alone
        ),
        settled=tuple(_settled(own, whole)),
        accounts=whole.accounts,
    )


def together(scenario: Scenario, step: str, agencies: Iterable[str]) -> CaseFile:
    """The case as these agencies know it between them at a checkpoint.

    Raises:
        ProblemsFound: there is no such checkpoint or agency.
    """
    first, *rest = agencies
    return case_for(scenario, step, first, [Pool(step=step, groups=(), agencies=(one,)) for one in rest])


def not_at_the_table(scenario: Scenario, step: str, agencies: Iterable[str]) -> tuple[str, ...]:
    """Agencies that knew something by a checkpoint which none of these knew. For the facilitator."""
    known = {one.id for one in together(scenario, step, agencies).accounts}
    return tuple(
        one
        for one in agencies_in(scenario)
        if any(account.id not in known for account in accounts_for(scenario, step, one))
    )


def _pieces(one: Finding, knows: Mapping[str, set[str | None]]) -> Iterator[Piece]:
    by_holders: dict[tuple[str, ...], dict[str, FactLine]] = {}
    for ground in one.because:
        for fact in ground.facts:
            told = {value.account for value in fact.told}
            holders = tuple(agency for agency, accounts in knows.items() if told & accounts)
            if len(holders) < len(knows):
                by_holders.setdefault(holders, {})[fact.path] = fact
    for holders, facts in by_holders.items():
        yield Piece(known_to=holders, facts=tuple(facts.values()))


def _settled(own: Mapping[str, Screening], whole: Screening) -> Iterator[Settled]:
    for agency, found in own.items():
        raised = {(one.rule, one.subject) for one in found.findings}
        changes = tuple(
            one
            for one in compare(found, whole).changes
            if one.how in ("settled", "closed", "weaker") and (one.rule, one.subject) in raised
        )
        if changes:
            yield Settled(agency=agency, changes=changes)
