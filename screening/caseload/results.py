"""What a run comes to, as tables: the standing of every rule for every child and case, and what was found.

Wide inside, one row for each case or child and one column for each rule; long when written. Rows are in the order of
the references within a batch, and batches are in no order: nothing here stands before anything else for a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import narwhals as nw
import polars as pl

from screening.caseload.backends import CASE_TEXT, Frame
from screening.caseload.compiling import Judged
from screening.caseload.places import CASE_PLACE, CHILDREN_PLACE, Place
from screening.caseload.running import CHILD, Run
from screening.conditions.standing import Standing
from screening.rulebook.pack import Pack

_PLACES: Final = {"case": CASE_PLACE, "child": CHILDREN_PLACE}

STANDINGS: Final[Mapping[str, pl.DataType]] = {
    "case": pl.String(), "child": pl.String(), "rule": pl.String(), "standing": pl.String(), "open": pl.Boolean(),
    "rows_set_aside": pl.Int64(),
}  # fmt: skip
"""Columns of the table of standings. ``child`` is empty for a rule about the case, and where no child has been told;
``rows_set_aside`` says without how many rows of the case it was worked out."""

FINDINGS: Final[Mapping[str, pl.DataType]] = {
    "case": pl.String(), "child": pl.String(), "rule": pl.String(), "version": pl.Int64(), "title": pl.String(),
    "theme": pl.String(), "kind": pl.String(), "urgency": pl.String(), "found": pl.String(),
    "rows_set_aside": pl.Int64(),
}  # fmt: skip
"""Columns of the table of findings. ``found``: met, disputed, or open question where a rule is open and not known."""

OPEN_QUESTION: Final = "open question"
_AT_A_TIME: Final = 5_000
"""So many cases are written long at once; each is some 200 rows."""
_WORDS: Final = {one.value: one.word for one in Standing}


def _open(name: str) -> str:
    return f"{name} open"


@dataclass(frozen=True)
class Wide:
    """What a batch comes to.

    Attributes:
        by: for rules about ``case`` and about ``child``: a row for each, sorted by ``case`` and ``child``, with
            those, a column for each rule with its standing (0 to 3, as ``Standing`` has them), and one ending in
            " open".
        rules: those columns' rules, in the order of the pack.
    """

    by: Mapping[str, pl.DataFrame]
    rules: Mapping[str, tuple[str, ...]]

    @property
    def cases(self) -> pl.Series:
        """The references of the cases."""
        return self.by["case"]["case"]

    def some_at_a_time(self) -> Iterator[Wide]:
        """The same, some of the cases at a time: written long, a whole batch would take many times its room."""
        cases = self.cases
        for begin in range(0, cases.len(), _AT_A_TIME):
            first, last = cases[begin], cases[min(begin + _AT_A_TIME, cases.len()) - 1]
            yield Wide({about: _between(frame, first, last) for about, frame in self.by.items()}, self.rules)


def _between(frame: pl.DataFrame, first: str, last: str) -> pl.DataFrame:
    """The rows from the first case to the last, in their order."""
    begin = frame["case"].search_sorted(first, "left")
    return frame.slice(begin, frame["case"].search_sorted(last, "right") - begin)


def columns(run: Run, judged: Iterable[Judged]) -> dict[str, Frame]:
    """What a run comes to, for whoever collects it: for ``case`` and ``child`` the columns that ``Wide`` describes."""
    frames = run.frames()
    listed = list(judged)
    return {
        about: frames[place].select(*_keys(place), *_columns(one for one in listed if one.about == about))
        for about, place in _PLACES.items()
    }


def _keys(place: Place) -> list[nw.Expr]:
    child = nw.col(CHILD) if place == CHILDREN_PLACE else nw.lit(None, nw.String)
    return [nw.col(CASE_TEXT).alias("case"), child.alias("child")]


def _columns(judged: Iterable[Judged]) -> Iterator[nw.Expr]:
    for one in judged:
        yield nw.col(one.standing.name).cast(nw.Int8).alias(one.rule)
        opened = nw.lit(value=one.open) if isinstance(one.open, bool) else nw.col(one.open.name)
        yield opened.alias(_open(one.rule))


def wide(by: Mapping[str, pl.DataFrame], judged: Iterable[Judged]) -> Wide:
    """The columns of a run, collected."""
    listed = list(judged)
    rules = {about: tuple(one.rule for one in listed if one.about == about) for about in _PLACES}
    return Wide({about: frame.sort("case", "child") for about, frame in by.items()}, rules)


def only(found: Wide, judged: Iterable[Judged]) -> Wide:
    """The same with some of its rules."""
    wanted = {one.rule for one in judged}
    return Wide(found.by, {about: tuple(one for one in rules if one in wanted) for about, rules in found.rules.items()})


def long(found: Wide) -> pl.DataFrame:
    """A row for each standing: ``case``, ``child``, ``rule``, ``standing`` as a number, ``open``."""
    return pl.concat([_long(frame, found.rules[about]) for about, frame in found.by.items()])


def standings(found: Wide, without: pl.DataFrame) -> pl.DataFrame:
    """The standing of every rule, a row each.

    Args:
        found: what a batch comes to.
        without: ``case`` and ``rows``: from which cases rows were set aside, and how many.
    """
    return (
        _with_rows_set_aside(long(found), without)
        .with_columns(pl.col("standing").replace_strict(_WORDS, return_dtype=pl.String))
        .select(*STANDINGS)
    )


def findings(found: Wide, without: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """What is met, disputed, or open and not known; a row each. Of what is going well nothing is asked."""
    rows = long(found).join(_rules_of(pack), on="rule", how="inner", maintain_order="left")
    word = (
        pl.when(pl.col("standing") >= Standing.DISPUTED.value)
        .then(pl.col("standing").replace_strict(_WORDS, return_dtype=pl.String))
        .when((pl.col("standing") == Standing.NOT_KNOWN.value) & pl.col("open") & (pl.col("kind") != "strength"))
        .then(pl.lit(OPEN_QUESTION))
    )
    rows = rows.with_columns(word.alias("found")).filter(pl.col("found").is_not_null())
    return _with_rows_set_aside(rows, without).select(*FINDINGS)


def _rules_of(pack: Pack) -> pl.DataFrame:
    rows = [
        {"rule": rule.id, "version": rule.version, "title": rule.title, "theme": pack.header.theme_of(rule.topic),
         "kind": rule.kind, "urgency": rule.urgency}
        for rule in pack.rules.values()
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={name: FINDINGS[name] for name in rows[0]})


def _long(frame: pl.DataFrame, rules: Iterable[str]) -> pl.DataFrame:
    listed = list(rules)
    keys = ["case", "child"]
    standing = frame.select(*keys, *listed).unpivot(listed, index=keys, variable_name="rule", value_name="standing")
    opened = frame.select(_open(one) for one in listed).unpivot(value_name="open")
    return standing.with_columns(pl.col("standing").cast(pl.Int8), opened["open"].cast(pl.Boolean))


def _with_rows_set_aside(rows: pl.DataFrame, without: pl.DataFrame) -> pl.DataFrame:
    named = without.select("case", pl.col("rows").cast(pl.Int64).alias("rows_set_aside"))
    return rows.join(named, on="case", how="left", maintain_order="left").with_columns(
        pl.col("rows_set_aside").fill_null(0)
    )
