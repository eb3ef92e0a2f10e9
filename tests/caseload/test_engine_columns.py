"""What the column engine does by itself: what it shares, refuses, and how it sums groups up; batches change nothing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from column_worlds import (
    DAY,
    TELLING_FACTS,
    by_columns,
    compiled,
    ruled,
    standing_of,
    telling_condition,
    told_case,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.case.child import Child
from screening.case.dictionary import fields
from screening.caseload.backends import Latest, Part
from screening.caseload.compiling import NotInColumnsError, compile_pack
from screening.caseload.converting import tables_of
from screening.caseload.judging import falling_span
from screening.caseload.measuring import MEASURED, Measured
from screening.caseload.polars_backend import InProcess
from screening.caseload.working_out import AGES, asked_of_members
from screening.rulebook.pack import read_pack

PACK = Path(__file__).parents[2] / "rules"


def test_every_shipped_rule_is_compiled_and_equal_tests_are_one_column() -> None:
    pack, _ = read_pack(PACK)
    of = compile_pack(pack)
    assert [one.rule for one in of.rules] == [rule.id for rule in pack.rules.values() if rule.status != "retired"]
    asked = [(node.place, node.args) for node in of.nodes if node.op == "asked"]
    assert len(asked) == len(set(asked))


def test_every_fact_that_is_worked_out_can_be_asked() -> None:
    """A fact added to the worked-out ones must be added to the columns; a rule that reads it would be refused."""
    for entry in (one for model in ("child", "person", "appointment", "claim", "plan", "meeting", "event", "case")
                  for one in _derived(model)):  # fmt: skip
        operator = ("in", frozenset({1 if entry.kind == "number" else True}))
        if entry.name in MEASURED:
            assert Measured(entry.name, *operator)
        else:
            assert asked_of_members(entry, *operator) is not None, entry.path


def _derived(model: str) -> list[Any]:
    from screening.case.dictionary import entities

    return [entry for entry in fields(entities()[model]).values() if entry.derived is not None]


def test_asking_who_told_what_is_worked_out_is_refused_by_name() -> None:
    with pytest.raises(NotInColumnsError, match="source_in is asked of child"):
        compiled([ruled({"fact": "child.age_months", "source_in": ["carer"]})])


@pytest.mark.parametrize("name", sorted(AGES & set(fields(Child))))
def test_later_days_never_give_a_higher_age(name: str) -> None:
    """The columns look up one day for each age that is asked for; they may, because ages only fall as days go on."""
    from screening.caseload.working_out import _age_at

    derived = fields(Child)[name].derived
    assert derived is not None
    as_of = DAY.toordinal()
    ages = [_age_at(derived, day, as_of) for day in range(as_of - 1500, as_of + 400)]
    assert ages == sorted(ages, reverse=True)


@given(st.integers(-3, 30), st.integers(0, 900), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_a_span_in_columns_is_settled_as_the_worked_out_numbers_are(least: int, before: int, width: int) -> None:
    low, high = DAY.toordinal() - before - width, DAY.toordinal() - before

    def weeks(day: int) -> int:
        return (DAY.toordinal() - day) // 7

    of = falling_span(nw.col("low"), nw.col("high"), weeks)
    frame = nw.from_native(pl.DataFrame({"low": [low], "high": [high]}))
    found = frame.select(of.low_at_least(least).alias("a"), of.high_at_least(least).alias("b")).rows()
    assert found == [(weeks(high) >= least, weeks(low) >= least)]


_ROW = st.tuples(
    st.integers(0, 6), st.integers(0, 3), st.booleans(), st.sampled_from([None, 0, 3]), st.sampled_from([None, 0, 1])
)


@given(st.lists(_ROW, max_size=60), st.sampled_from([0, 1]))
@settings(max_examples=80, deadline=None)
def test_groups_of_every_size_are_reduced_as_they_would_be_one_by_one(rows: list[Any], days: int) -> None:
    """Small groups are laid side by side, large ones are not; both must give what a loop over the rows gives."""
    names = ["id", "day", "told", "judged", "counted"]
    types = {"id": pl.Int64, "day": pl.Int32, "told": pl.Boolean, "judged": pl.Int8, "counted": pl.Int8}
    # A group that is large in any case.
    rows = [*rows, *((9, row[1], row[2], row[3], row[4]) for row in rows)]
    frame = nw.from_native(pl.DataFrame(rows, schema=types, orient="row").lazy())
    latest = Latest("told", "day", days)
    parts = [Part("low", "judged", "min"), Part("high", "judged", "max", latest), Part("rows", "", "rows"),
             Part("sum", "counted", "sum"), Part("is", "judged", "standing", latest),
             Part("is not", "judged", "opposite")]  # fmt: skip
    found = InProcess().reduced(frame, ["id"], parts).collect().to_native()
    ours = {row["id"]: row for row in found.iter_rows(named=True)}
    assert set(ours) == {row[0] for row in rows}
    for one in ours:
        group = [dict(zip(names, row, strict=True)) for row in rows if row[0] == one]
        told_on = [row["day"] for row in group if row["told"]]
        counting = [row for row in group if told_on and row["day"] >= max(told_on) - days]
        every = [row["judged"] for row in group if row["judged"] is not None]
        late = [row["judged"] for row in counting if row["judged"] is not None]
        assert ours[one]["low"] == min(every, default=None)
        assert ours[one]["rows"] == len(group)
        assert ours[one]["sum"] == sum(row["counted"] or 0 for row in group)
        if len(group) > 1:  # Of a single row that does not tell the fact, nothing was judged either.
            assert ours[one]["high"] == max(late, default=None)
            assert ours[one]["is"] == (1 if not late else late[0] if len(set(late)) == 1 else 2)
        assert ours[one]["is not"] == (1 if not every else 3 - every[0] if len(set(every)) == 1 else 2)


def test_how_a_caseload_is_cut_into_batches_changes_nothing() -> None:
    rng = random.Random(7)
    of = compiled(ruled(telling_condition(rng), number) for number in range(10))
    cases = [told_case(rng, f"K-{number}", TELLING_FACTS) for number in range(45)]
    whole = by_columns(of, tables_of(cases))
    rng.shuffle(cases)
    parts = [by_columns(of, tables_of(cases[start : start + 15])) for start in (0, 15, 30)]
    assert whole == {cell: found for part in parts for cell, found in part.items()}


def test_a_case_of_which_nothing_is_told_is_there_all_the_same() -> None:
    one, other = ruled({"fact": "child.mobility", "not_given": True}), ruled({"exists": "case.people"}, 2, "case")
    case = told_case(random.Random(0), "K-1", frozenset()).model_copy(update={"accounts": ()})
    assert by_columns(compiled([one, other]), tables_of([case])) == {
        ("K-1", None, "TST-001"): (3, True),
        ("K-1", None, "TST-002"): (1, False),
    }


def child(on: str, more: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """An account that tells facts of a child."""
    return {"on": on, "facts": {"children": {"c": facts}}, **(more or {})}


MOBILE = {"fact": "child.mobility", "is": "walking"}
SEEN = {"fact": "child.seen_alone", "is": True}


@pytest.mark.parametrize(
    ("written", "accounts", "expected"),
    [
        (MOBILE, [child("2026-02-01", mobility="walking"), child("2026-01-10", mobility="rolling")], "disputed"),
        (MOBILE, [child("2026-02-01", mobility="walking"), child("2026-01-01", mobility="rolling")], "met"),
        (SEEN, [child("2026-02-02", seen_alone=True), child("2026-02-01", seen_alone=False)], "met"),
        (SEEN, [child("2026-02-02", seen_alone=True), child("2026-02-02", seen_alone=False)], "disputed"),
        (SEEN, [child("2026-03-02", seen_alone=True)], "not_known"),
        (SEEN, [child("2026-02-01", {"id": "a"}, seen_alone=True), {"on": "2026-02-02", "withdraws": ["a"]}],
         "not_known"),
    ],
)  # fmt: skip
def test_which_accounts_count(written: dict[str, Any], accounts: list[dict[str, Any]], expected: str) -> None:
    assert standing_of(written, *accounts) == expected


def test_a_wide_date_says_nothing_beside_a_closer_one_that_lies_ahead() -> None:
    """The month of the screening alone lies within the last weeks; a day of it that is still to come does not."""
    lately = {"fact": "child.development_checked_on", "within_last": "12 weeks"}
    month = child("2026-02-01", development_checked_on="2026-03")
    day = child("2026-02-02", development_checked_on="2026-03-20")
    assert standing_of(lately, month) == "met"
    assert standing_of(lately, month, day) == "not_met"


def test_one_member_counts_more_than_once_where_its_value_is_disputed() -> None:
    """Two different services, perhaps: accounts differ on which the one appointment was with."""
    counted = {"count": "child.appointments", "at_least": 2, "distinct": "service", "within_any": "6 months",
               "dated_by": "on"}  # fmt: skip
    gp, police = ({"a1": {"on": "2026-01-10", "service": service}} for service in ("gp", "police"))
    told = [child("2026-02-01", {"complete": ["children.c.appointments"]}, appointments=gp),
            child("2026-02-01", {"complete": ["children.c.appointments"]}, appointments=police)]  # fmt: skip
    assert standing_of(counted, *told) == "disputed"
