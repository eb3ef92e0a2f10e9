"""Two packs compared, and what the difference comes to in a folder of cases, one case and day at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.engine.impact import StandingChange, impact
from screening.errors import Problem, ProblemsFound
from screening.forms.scenario import read_scenario
from screening.packs import pack_folder
from screening.rulebook.differences import Differences, differences
from screening.rulebook.pack import Pack, read_pack
from screening.yamlsource import read_path


@dataclass(frozen=True)
class CaseOnDay:
    """A case to be looked at on a day."""

    case: CaseFile
    day: datetime.date


class RuleDiff(BaseModel):
    """What differs between two packs.

    Attributes:
        looked_at: how many days of cases were looked at under both; None where no cases were given.
        standings: what stands differently in them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    packs: Differences
    looked_at: int | None = None
    standings: tuple[StandingChange, ...] = ()


def read_both(before: str, after: str) -> tuple[Pack, Pack]:
    """The packs in two folders, each in its own locality and with its tests; mistakes in either are all reported.

    Raises:
        ProblemsFound: with everything that is wrong.
    """
    packs: list[Pack] = []
    problems: list[Problem] = []
    for folder in (before, after):
        try:
            packs.append(read_pack(pack_folder(folder))[0])
        except ProblemsFound as found:
            problems.extend(found.problems)
    if problems:
        raise ProblemsFound(problems)
    return packs[0], packs[1]


def compared(before: Pack, after: Pack) -> RuleDiff:
    """What differs between two packs, without looking at cases."""
    return RuleDiff(packs=differences(before, after))


def cases_in(folder: Path) -> tuple[list[CaseOnDay], list[Problem]]:
    """Every case file and scenario in a folder and the folders in it, and what is wrong with those that cannot be read.

    A scenario is looked at on the day of each step; a case on the day of its last account, or today where no account
    has a day.
    """
    found: list[CaseOnDay] = []
    problems: list[Problem] = []
    paths = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml", ".json") and path.is_file())
    for path in sorted(paths):
        try:
            found.extend(_days_of(path))
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
    return found, problems


def _days_of(path: Path) -> Iterator[CaseOnDay]:
    value = read_path(path).value
    if isinstance(value, dict) and "scenario" in value:
        scenario = read_scenario(path)
        # Two steps may be on one day; what the rules come to is the same at both.
        yield from (CaseOnDay(scenario.case, day) for day in sorted({step.as_of for step in scenario.steps}))
        return
    case = read_case(path).case
    days = [account.day for account in case.all_accounts if account.day is not None]
    yield CaseOnDay(case, datetime.date.fromordinal(max(days)) if days else datetime.date.today())


def effects(before: Pack, after: Pack, cases: list[CaseOnDay]) -> Iterator[tuple[StandingChange, ...]]:
    """What stands differently, one case and day after the other."""
    return (impact(one.case, one.day, before, after) for one in cases)
