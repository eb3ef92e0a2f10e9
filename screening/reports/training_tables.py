"""Results of training events as tables of words, the same for the terminal, a page and a spreadsheet.

One event, or two side by side. Every figure is a checkpoint or a number of groups; none is made of others, and no event
is said to be the better one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from screening.reports import words
from screening.reports.plain import cleaned, theirs
from screening.training.exercises import BARRIERS, CAUTION, COULD_FIND, GROUPS_DIFFER

if TYPE_CHECKING:
    from screening.training.before_and_after import SideBySide
    from screening.training.measuring import BarrierUse, Concern, PolicyUse, Results

NOBODY: Final = "nobody wrote it down"
NOT_OPEN: Final = "neither opened nor found"
NOT_NAMED: Final = "not named"
NONE: Final = "none named"


class Row(BaseModel):
    """One line: what it is about, and a cell for each event."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    rule: str | None = None
    cells: tuple[str, ...]


class Table(BaseModel):
    """A table; ``heads`` are of the cells. ``empty`` is said where there is no row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str


class Tables(BaseModel):
    """Results in words.

    Attributes:
        events: what stands above: each event with its groups.
        notices: what has to be kept in mind, first of all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    scenario: str
    events: tuple[str, ...]
    notices: tuple[str, ...]
    tables: tuple[Table, ...]


def arrange_results(found: Results) -> Tables:
    """One event."""
    found = cleaned(found)
    heads = ("Written down at",)
    return Tables(
        title="What came of a training event",
        scenario=theirs(found.scenario),
        events=(_event(found),),
        notices=(CAUTION,),
        tables=(
            Table(
                title="Concerns, and the earliest checkpoint at which each was written down",
                heads=("Opened at", *heads),
                rows=tuple(
                    Row(what=_named(one), rule=one.rule, cells=(_opened(one), _found(one))) for one in found.concerns
                ),
                empty="No checkpoint has been revealed yet.",
            ),
            Table(
                title="Policies named before the list was shown",
                heads=("Who named it, and could it be found",),
                rows=tuple(Row(what=_policy(one), cells=(_use(one),)) for one in found.policies),
                empty="No policy was named.",
            ),
            Table(
                title="Policies that the prompts point to, and nobody named",
                heads=(),
                rows=tuple(Row(what=one.name, cells=()) for one in found.not_named),
                empty="None.",
            ),
            Table(
                title="What gets in the way of using policies",
                heads=("What was said",),
                rows=tuple(Row(what=BARRIERS[one.kind], cells=(_barrier(one),)) for one in found.barriers),
                empty="No barrier was named.",
            ),
            Table(
                title="What the family would have wanted to be asked",
                heads=(),
                rows=tuple(Row(what=theirs(one), cells=()) for one in found.family_questions),
                empty="Nothing was written down.",
            ),
        ),
    )


def arrange_side_by_side(found: SideBySide) -> Tables:
    """Two events."""
    found = cleaned(found)
    heads = (theirs(found.before.label), theirs(found.after.label))
    return Tables(
        title="Two training events side by side",
        scenario=theirs(found.scenario),
        events=(_event(found.before), _event(found.after)),
        notices=(GROUPS_DIFFER, CAUTION, *found.notes),
        tables=(
            Table(
                title="Concerns, and the earliest checkpoint at which each was written down",
                heads=heads,
                rows=tuple(
                    Row(
                        what=_named(row.after or row.before),
                        rule=row.rule,
                        cells=tuple(_found(one) if one else NOT_OPEN for one in (row.before, row.after)),
                    )
                    for row in found.concerns
                ),
                empty="No checkpoint was revealed at either event.",
            ),
            Table(
                title="New concerns written down, by checkpoint",
                heads=heads,
                rows=tuple(_by_checkpoint(found)),
                empty="Nothing was written down.",
            ),
            Table(
                title="Policies named before the list was shown",
                heads=heads,
                rows=tuple(
                    Row(
                        what=row.policy.name if row.policy else theirs(row.name),
                        cells=tuple(_use(one) if one else NOT_NAMED for one in (row.before, row.after)),
                    )
                    for row in found.policies
                ),
                empty="No policy was named at either event.",
            ),
            Table(
                title="What gets in the way of using policies",
                heads=heads,
                rows=tuple(
                    Row(
                        what=BARRIERS[row.kind],
                        cells=tuple(_barrier(one) if one else NONE for one in (row.before, row.after)),
                    )
                    for row in found.barriers
                ),
                empty="No barrier was named at either event.",
            ),
        ),
    )


def new_at(found: Results, checkpoint: int) -> tuple[Concern, ...]:
    """The concerns whose earliest group wrote them down at a checkpoint."""
    return tuple(one for one in found.concerns if one.earliest == checkpoint)


def _by_checkpoint(found: SideBySide) -> Iterator[Row]:
    for checkpoint in range(1, max(found.before.checkpoints, found.after.checkpoints) + 1):
        cells = tuple(
            words.joined(tuple(dict.fromkeys(one.rule for one in new_at(event, checkpoint)))) or "none"
            for event in (found.before, found.after)
        )
        if set(cells) != {"none"}:
            yield Row(what=f"Checkpoint {checkpoint}", cells=cells)


def _event(one: Results) -> str:
    views = words.joined(
        tuple(
            f"{words.counted(one.views.count(view), 'group')} with {_view(view)}" for view in dict.fromkeys(one.views)
        )
    )
    shown = words.joined(tuple(str(number) for number in one.revealed)) or "none"
    return f"{theirs(one.label)}: {views or 'no groups'}; checkpoints revealed: {shown}; rules {one.pack.version}."


def _view(view: str) -> str:
    return "the whole case" if view == "whole case" else f"what {theirs(words.agency(view))} knew"


def _named(one: Concern | None) -> str:
    if one is None:
        raise AssertionError("a row has one event at least")
    return f"{one.title} ({theirs(one.subject)})" if one.subject else one.title


def _opened(one: Concern) -> str:
    return f"checkpoint {one.opened}" if one.opened else "only asked about"


def _found(one: Concern) -> str:
    if not one.found:
        return NOBODY if one.could_see else "no group could see it"
    first, *rest = one.found
    said = f"checkpoint {first.checkpoint}, by {words.counted(first.groups, 'group')}"
    for later in rest:
        said += f"; checkpoint {later.checkpoint}, by {words.counted(later.groups, 'more group')}"
    return f"{said} ({one.could_see} could see it)"


def _policy(one: PolicyUse) -> str:
    return one.policy.name if one.policy else theirs(words.joined(one.words, "or"))


def _use(one: PolicyUse) -> str:
    roles = words.joined(tuple(theirs(role) for role in one.roles))
    at = words.joined(tuple(str(number) for number in one.checkpoints))
    answers = "; ".join(
        f"{COULD_FIND[answer].lower()}{f' ({times} times)' if times > 1 else ''}"
        for answer, times in one.could_find.items()
    )
    return f"{roles}, checkpoint {at}; {answers}"


def _barrier(one: BarrierUse) -> str:
    said = "; ".join(theirs(text) for text in one.words)
    change = "; ".join(theirs(text) for text in one.suggestions)
    return f"{said}{f'. To change: {change}' if change else ''}"
