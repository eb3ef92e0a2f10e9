"""Finding a training scenario: by its name among those that came along, or as a file of one's own."""

from __future__ import annotations

from pathlib import Path

from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.forms.scenario import Scenario, read_scenario, read_scenarios
from screening.packs import checklists_folder


def all_scenarios(checklists: str | None = None) -> dict[str, Scenario]:
    """Every scenario of a folder of checklists by its name.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    return read_scenarios(checklists_folder(checklists) / "scenarios")


def find_scenario(name: str, checklists: str | None = None) -> Scenario:
    """A scenario by its name, or from a file of that name.

    Raises:
        ProblemsFound: there is none, with what is near; or the file has mistakes.
    """
    if Path(name).suffix in (".yaml", ".yml", ".json"):
        return read_scenario(Path(name))
    known = all_scenarios(checklists)
    if name not in known:
        near = did_you_mean(name, known)
        hint = f'Did you mean "{near}"?' if near else f"There are: {', '.join(known)}."
        raise ProblemsFound([Problem("F301", f'There is no scenario "{name}".', hint=hint)])
    return known[name]
