"""Coverage: is every row of every source carried by something, or declined with a reason?

A row that could be a rule is expected to be one; where it is not, its register says why (``no_rule``). What says both
that a row is declined and carries it is a slip. Showing the result is left to the command and to the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from screening.forms.checklist import Checklist
from screening.forms.scenario import Scenario
from screening.learning.carriers import CARRIER_KINDS, Carrier, CarrierKind, carriers
from screening.rulebook.pack import Pack
from screening.rulebook.sources import LearningRow, RowKind, Source


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CarriedRow(_Part):
    """One row and what carries it.

    Attributes:
        slips: what is wrong with its coverage, in sentences; none where all is well.
    """

    source: str
    row: LearningRow
    carriers: tuple[Carrier, ...]
    slips: tuple[str, ...]

    def by(self, kind: CarrierKind) -> tuple[Carrier, ...]:
        """What carries it of one kind."""
        return tuple(one for one in self.carriers if one.kind == kind)


class Count(_Part):
    """How the rows of one source and kind are carried.

    Attributes:
        carried_by: for each kind of carrier, how many rows it carries; a row may be carried in several ways.
        uncovered: rows with a slip.
    """

    source: str
    kind: RowKind
    rows: int
    carried_by: Mapping[CarrierKind, int]
    declined: int
    uncovered: int


class Coverage(_Part):
    """The coverage of some or all sources.

    Attributes:
        unknown: what cites a row that no source has, in sentences.
    """

    rows: tuple[CarriedRow, ...]
    counts: tuple[Count, ...]
    unknown: tuple[str, ...]

    @property
    def uncovered(self) -> tuple[CarriedRow, ...]:
        """The rows with a slip."""
        return tuple(one for one in self.rows if one.slips)

    @property
    def complete(self) -> bool:
        """Whether every row is carried or declined, and every citation leads to a row."""
        return not self.uncovered and not self.unknown


def coverage(
    pack: Pack, checklists: Iterable[Checklist], scenarios: Iterable[Scenario], only: Source | None = None
) -> Coverage:
    """The coverage of all sources of a pack, or of one."""
    by_row = carriers(pack, checklists, scenarios)
    sources = [only] if only is not None else list(pack.sources.values())
    rows = tuple(_carried(source, row, by_row.get(row.id, ())) for source in sources for row in source.learning)
    unknown = tuple(
        f"{one.where}{f' ({one.part})' if one.part else ''} cites {row}, and no source has it."
        for row, ones in by_row.items()
        if row not in pack.learning
        for one in ones
    )
    return Coverage(rows=rows, counts=tuple(_counts(rows)), unknown=unknown)


def _carried(source: Source, row: LearningRow, by: tuple[Carrier, ...]) -> CarriedRow:
    return CarriedRow(source=source.id, row=row, carriers=by, slips=tuple(_slips(row, by)))


def _slips(row: LearningRow, by: tuple[Carrier, ...]) -> Iterator[str]:
    ruled = any(one.kind in ("rule", "strength") for one in by)
    if row.declined and by:
        yield "It is declined, and something carries it."
    if not row.declined and not by:
        yield "Nothing carries it."
    if row.no_rule and ruled:
        yield "Its register says why no rule cites it, and one does."
    if "rule" in row.delivery and by and not ruled and not row.no_rule:
        yield "It could be a rule, no rule cites it, and its register does not say why."


def _counts(rows: tuple[CarriedRow, ...]) -> Iterator[Count]:
    for source, kind in dict.fromkeys((one.source, one.row.kind) for one in rows):
        ones = [one for one in rows if (one.source, one.row.kind) == (source, kind)]
        yield Count(
            source=source,
            kind=kind,
            rows=len(ones),
            carried_by={by: sum(bool(one.by(by)) for one in ones) for by in CARRIER_KINDS},
            declined=sum(one.row.declined is not None for one in ones),
            uncovered=sum(bool(one.slips) for one in ones),
        )
