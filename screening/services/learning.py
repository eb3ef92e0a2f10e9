"""The pack's learning with everything that carries it: rules with their tests, checklists and scenarios."""

from __future__ import annotations

from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.forms.checklist import read_checklists
from screening.forms.scenario import read_scenarios
from screening.learning.coverage import CarriedRow, Coverage, coverage
from screening.packs import checklists_folder, pack_folder
from screening.rulebook.pack import Pack, read_pack
from screening.rulebook.sources import Source


def open_coverage(
    source: str | None = None, pack: str | None = None, checklists: str | None = None
) -> tuple[Pack, Coverage]:
    """The coverage of all sources, or of one, with the pack itself.

    Args:
        source: id of a source; all of them if not given.
        pack: folder of a pack; the one that came along if not given.
        checklists: folder of checklists with ``scenarios`` in it; the one that came along if not given.

    Raises:
        ProblemsFound: with every mistake in every file, or where there is no such source.
    """
    opened, _ = read_pack(pack_folder(pack))
    folder = checklists_folder(checklists)
    only = _source(opened, source) if source is not None else None
    listed = read_checklists(folder).values()
    return opened, coverage(opened, listed, read_scenarios(folder / "scenarios").values(), only)


def find_row(found: Coverage, name: str) -> CarriedRow:
    """One row of a coverage by its id, in capitals or not.

    Raises:
        ProblemsFound: there is none; a near match is suggested.
    """
    by_id = {one.row.id: one for one in found.rows}
    if name.upper() not in by_id:
        near = did_you_mean(name.upper(), by_id)
        hint = f'Did you mean "{near}"?' if near else "screening sources show SOURCE lists the rows of a source."
        raise ProblemsFound([Problem("R305", f'There is no row of learning "{name}".', hint=hint)])
    return by_id[name.upper()]


def _source(pack: Pack, name: str) -> Source:
    if name not in pack.sources:
        near = did_you_mean(name, pack.sources)
        hint = f'Did you mean "{near}"?' if near else f"The sources are: {', '.join(pack.sources)}."
        raise ProblemsFound([Problem("R305", f'There is no source "{name}".', hint=hint)])
    return pack.sources[name]
