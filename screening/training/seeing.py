"""What a group may see at a checkpoint: what was told by that day and known to its agency, and nothing else.

Everything that a group is shown about a case comes from the accounts that ``accounts_for`` lets through. They leave
without what speaks to the facilitator: notes, where a fact comes from, who else knew it, and which accounts bear it
out that the group has not seen. A view holds no title, note or expectation of any step, because titles tell too. That
later facts stay closed is what a review learnt of chronologies used for training (PLS-010).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.case.account import Account, CaseFile
from screening.case.dictionary import at_case_path
from screening.case.told import Told, fold
from screening.case.words import NotKnownReason
from screening.engine import wording
from screening.engine.chronology import Chronology, chronology
from screening.engine.document import ChildLine, FactLine
from screening.engine.findings import fact_line
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.forms.scenario import Scenario, Step
from screening.training.session import Pool, State

_NO_REFERENCE: Final = "training"
"""In place of the case's own reference, which may be telling."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NotTold(_Part):
    """Something that somebody asked for and did not learn. What nobody asked for is left for the group to notice."""

    path: str
    thing: str
    label: str
    reason: NotKnownReason
    account: str


class GroupView(_Part):
    """What one group sees at one checkpoint.

    Attributes:
        number: of the checkpoint, counted from 1; ``of`` how many there are, the debrief left out.
        debrief: it is no checkpoint but what became of the case; nobody writes any more.
        agencies: whose knowledge it is; empty for the whole case.
        pooled_on: the day up to which it has what the groups at the table put together; None where they did not.
        chronology: what was told and what is dated, the earliest first.
        facts: each fact that counts as told on the day, by case path; what an entry may name.
        not_told: what somebody asked for and did not learn.
    """

    number: int
    of: int
    debrief: bool
    as_of: datetime.date
    agencies: tuple[str, ...]
    pooled_on: datetime.date | None
    children: tuple[ChildLine, ...]
    chronology: Chronology
    facts: tuple[FactLine, ...]
    not_told: tuple[NotTold, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The facts that an entry may name."""
        return frozenset(one.path for one in self.facts)


def view(scenario: Scenario, step: str, agency: str | None = None, pools: Iterable[Pool] = ()) -> GroupView:
    """What a group sees at a checkpoint.

    Args:
        scenario: the whole of it; most of it stays closed.
        step: the id of the checkpoint.
        agency: whose knowledge the group is given; None for the whole case.
        pools: what was put together with this group at the table.

    Raises:
        ProblemsFound: there is no such checkpoint, or no account is from or known to the agency.
    """
    at = step_called(scenario, step)
    pools = tuple(pools)
    accounts = accounts_for(scenario, step, agency, pools)
    told = fold(accounts, at.as_of.toordinal())
    pooled = [step_called(scenario, one.step).as_of for one in pools]
    return GroupView(
        number=scenario.steps.index(at) + 1,
        of=len(scenario.checkpoints),
        debrief=at.debrief,
        as_of=at.as_of,
        agencies=(agency,) if agency else (),
        pooled_on=min(max(pooled), at.as_of) if pooled else None,
        children=tuple(
            ChildLine(id=child, age=wording.age_in_words(told, child)) for child in told.members.get("children", ())
        ),
        chronology=chronology(CaseFile(case=_NO_REFERENCE, training=True, accounts=accounts), at.as_of),
        facts=tuple(line for path in told.tellings if not _private(path) and (line := fact_line(told, path))),
        not_told=tuple(_not_told(told)),
    )


def view_of(now: State, scenario: Scenario, group: str, step: str | None = None) -> GroupView | None:
    """What a group of a session sees at a checkpoint that is open, the latest if none is named.

    None where no checkpoint is open yet, where the one named is not, or where there is no such group.
    """
    sits, step = now.group(group), step or now.step
    if sits is None or step is None or step not in now.opened:
        return None
    return view(scenario, step, sits.agency, pools_for(now, group, step))


def pools_for(now: State, group: str, step: str) -> tuple[Pool, ...]:
    """What was put together with a group at the table, up to a checkpoint."""
    return tuple(one for one in now.pools if group in one.groups and now.place(one.step) <= now.place(step))


def case_for(scenario: Scenario, step: str, agency: str | None = None, pools: Iterable[Pool] = ()) -> CaseFile:
    """The case as a group knows it at a checkpoint, for whatever screens or compares it.

    Raises:
        ProblemsFound: as ``view``.
    """
    return CaseFile(case=_NO_REFERENCE, training=True, accounts=accounts_for(scenario, step, agency, pools))


def accounts_for(
    scenario: Scenario, step: str, agency: str | None = None, pools: Iterable[Pool] = ()
) -> tuple[Account, ...]:
    """The accounts that a group may see, without what speaks to the facilitator.

    Raises:
        ProblemsFound: as ``view``.
    """
    day = step_called(scenario, step).as_of.toordinal()
    if agency is not None:
        check_agency(scenario, agency)
    seen = [one for one in _dated(scenario, day) if agency is None or _knows(agency, one)]
    for pool in pools:
        until = min(day, step_called(scenario, pool.step).as_of.toordinal())
        seen += [
            one
            for one in _dated(scenario, until)
            if not pool.agencies or any(_knows(other, one) for other in pool.agencies)
        ]
    ids = {one.id for one in seen}
    return tuple(_closed(one, ids) for one in _dated(scenario, day) if one.id in ids)


def step_called(scenario: Scenario, step: str) -> Step:
    """A checkpoint by its id.

    Raises:
        ProblemsFound: there is none.
    """
    known = {one.id: one for one in scenario.steps}
    if step not in known:
        near = did_you_mean(step, known)
        hint = f'Did you mean "{near}"?' if near else f"There are: {', '.join(known)}."
        raise ProblemsFound([Problem("T103", f'{scenario.scenario} has no checkpoint "{step}".', hint=hint)])
    return known[step]


def agencies_in(scenario: Scenario) -> tuple[str, ...]:
    """Every agency that told or knew something in a scenario. For the facilitator: the list itself tells something."""
    named = {name for one in scenario.case.all_accounts for name in (one.agency, *one.known_to) if name}
    return tuple(sorted(named))


def check_agency(scenario: Scenario, agency: str) -> None:
    """Refuse an agency that told and knew nothing.

    Raises:
        ProblemsFound: with the agencies that there are.
    """
    known = agencies_in(scenario)
    if agency not in known:
        near = did_you_mean(agency, known)
        hint = f'Did you mean "{near}"?' if near else f"There are: {', '.join(known) or 'none'}."
        raise ProblemsFound(
            [Problem("T104", f'No account in {scenario.scenario} is from or known to "{agency}".', hint=hint)]
        )


def check_dated(scenario: Scenario) -> None:
    """Refuse a scenario with an account of which nobody can say at which checkpoint a group may see it.

    Raises:
        ProblemsFound: with every account that carries no date.
    """
    hint = "Give it the day on which it was told or seen (on)."
    problems = [
        Problem("T105", f"Account {one.id} carries no date, so it cannot be opened at a checkpoint.", hint=hint)
        for one in scenario.case.all_accounts
        if one.day is None
    ]
    if problems:
        raise ProblemsFound(problems)


def _dated(scenario: Scenario, day: int) -> list[Account]:
    """What was told by a day. An account without a date opens at no checkpoint."""
    return [one for one in scenario.case.all_accounts if one.day is not None and one.day <= day]


def _knows(agency: str, account: Account) -> bool:
    return agency == account.agency or agency in account.known_to


def _closed(account: Account, seen: Iterable[str | None]) -> Account:
    seen = set(seen)
    return account.model_copy(
        update={
            "note": None,
            "cites": None,
            "basis": None,
            "known_to": (),
            "corroborated_by": tuple(one for one in account.corroborated_by if one in seen),
            "withdraws": tuple(one for one in account.withdraws if one in seen),
        }
    )


def _not_told(told: Told) -> Iterable[NotTold]:
    for path, reasons in told.not_known.items():
        for reason, account in reasons:
            if reason != "not-asked" and not told.of(path):
                yield NotTold(
                    path=path,
                    thing=wording.thing_in_words(told, path),
                    label=wording.label_in_words(at_case_path(path)),
                    reason=reason,
                    account=account.id or "",
                )


def _private(path: str) -> bool:
    return at_case_path(path).fact.private
