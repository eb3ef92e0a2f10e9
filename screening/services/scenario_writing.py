"""Writing a scenario of one's own: begun as a file, checked at every line, or made from a case that was anonymised."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.engine.document import Lens
from screening.engine.lens import view
from screening.engine.outcome import look, subjects
from screening.errors import Problem, ProblemsFound
from screening.forms.scenario import Scenario, scenario_in
from screening.rulebook.pack import Pack
from screening.training.anonymising import Confirmed, anonymised, secret_weeks
from screening.training.checking_scenarios import check_scenario
from screening.training.replacing import COMMON_SERVICES
from screening.training.writing_scenarios import Begun, drafted, provenance_of, reference_of, template
from screening.writing import write_whole
from screening.yamlsource import read_path, read_text


@dataclass(frozen=True)
class Looked:
    """A scenario that was looked at; None where its mistakes are such that it cannot be read."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]

    @property
    def mistakes(self) -> int:
        """How many of the problems keep it from being used."""
        return sum(one.severity == "error" for one in self.problems)


def look_at(path: str, pack: Pack) -> Looked:
    """Everything that is wrong or doubtful about a scenario file."""
    try:
        document = read_path(path)
        scenario, warnings = scenario_in(document)
    except ProblemsFound as found:
        return Looked(None, found.problems)
    found_more = check_scenario(scenario, document, pack)
    return Looked(scenario, ProblemsFound([*warnings, *found_more]).problems if warnings or found_more else ())


def new_place(file: str) -> Path:
    """The path of a scenario that is not there yet.

    Raises:
        ProblemsFound: something is there already; or the name of the file can be no scenario's name.
    """
    path = Path(file)
    if path.exists():
        hint = "Choose another name."
        raise ProblemsFound([Problem("D202", "This file is there already and was left as it is.", file, hint=hint)])
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem) or path.suffix not in (".yaml", ".yml"):
        hint = "Name it in small letters with hyphens, such as two-bruises.yaml."
        raise ProblemsFound([Problem("T226", "The file's name becomes the scenario's name.", file, hint=hint)])
    return path


def begin(path: Path, begun: Begun | None = None) -> None:
    """Write a scenario that explains itself.

    Raises:
        ProblemsFound: the file cannot be written.
    """
    write_whole(path, template(begun or Begun(name=path.stem)))


def live_case(file: str, name: str) -> CaseFile:
    """A case file that a scenario is to be made from.

    Args:
        file: the case file.
        name: of the scenario to be.

    Raises:
        ProblemsFound: with every mistake in it; it is a scenario already; or the name gives the case away.
    """
    value = read_path(file).value
    if isinstance(value, dict) and "scenario" in value:
        hint = "Copy the file, and change the copy."
        raise ProblemsFound([Problem("T224", "This is a scenario already.", file, hint=hint)])
    case = read_case(Path(file)).case
    if any(_bare(one) in _bare(name) for one in _names(case)):
        message = "The name of the scenario holds the reference, or a word for a person, of the case."
        raise ProblemsFound([Problem("T225", message, name, hint="Name the file after what the group is to learn.")])
    return case


def _names(case: CaseFile) -> set[str]:
    members = {one for account in case.all_accounts for _, one in account.flattened.members}
    services = {one for account in case.all_accounts for one in (account.agency, *account.known_to) if one}
    common = {"mother", "father", "child", "baby", "sibling", "partner", *COMMON_SERVICES}
    return {one for one in (case.case, *members, *services) if len(_bare(one)) > 2 and one not in common}


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def from_case(case: CaseFile, confirmed: Confirmed, name: str, today: datetime.date) -> str:
    """The text of the scenario that a case becomes, with the dates moved by a number of weeks that nobody learns.

    Raises:
        ProblemsFound: a step was not confirmed, a rare fact not decided on, or no account carries a date.
    """
    made = anonymised(case, confirmed, secret_weeks(case), reference_of(name))
    return drafted(made, name, provenance_of(confirmed, today))


@dataclass(frozen=True)
class Difference:
    """Rules that the two cases do not have in common: what was lost on the way and what came about."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]


def difference(case: CaseFile, text: str, pack: Pack) -> Difference:
    """What the rules no longer find in the scenario, and what they find only there, each on its last day."""
    scenario, _ = scenario_in(read_text(text, "scenario"))
    before, after = _opened(case, pack), _opened(scenario.case, pack)
    return Difference(tuple(sorted(before - after)), tuple(sorted(after - before)))


def _opened(case: CaseFile, pack: Pack) -> set[str]:
    days = [account.day for account in case.all_accounts if account.day is not None]
    told = view(case.all_accounts, max(days), Lens(), pack.header.changing_window_days)
    return {
        f"{rule.id} {rule.title}"
        for rule in pack.rules.values()
        if rule.status != "retired"
        for subject in subjects(rule, told)
        if look(rule, pack.bound[rule.id], told, subject).standing.word in ("met", "disputed")
    }
