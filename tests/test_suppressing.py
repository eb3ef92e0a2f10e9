"""No count that is left out of a table can be worked out from what is left in: tried against every table that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.suppressing import Cell, Count, follows, left_out, shares

FEWEST = 3
"""Small, so that small tables have something to leave out and every table that fits can be tried."""

counts = st.integers(0, 4)
inner = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(counts, min_size=columns, max_size=columns), min_size=1, max_size=3)
)


def with_totals(table: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def as_counts(numbers: Sequence[Sequence[int]]) -> list[list[Count]]:
    return [[Count(number=one, families=one) for one in row] for row in numbers]


def all_that_fit(numbers: list[list[int]], hidden: frozenset[Cell]) -> Iterator[list[list[int]]]:
    """Every table that a reader could take it for, no count of which is larger than any that could be."""
    rows, columns = len(numbers) - 1, len(numbers[0]) - 1
    cells = [(row, column) for row, column in sorted(hidden) if row < rows and column < columns]
    most = max(max(row) for row in numbers) + 1
    for values in product(range(most + 1), repeat=len(cells)):
        table = [row[:columns] for row in numbers[:rows]]
        for (row, column), value in zip(cells, values, strict=True):
            table[row][column] = value
        whole = with_totals(table)
        shown = product(range(rows + 1), range(columns + 1))
        if all(whole[row][column] == numbers[row][column] for row, column in shown if (row, column) not in hidden):
            yield whole


@settings(max_examples=50, deadline=None)
@given(table=st.lists(st.lists(counts, min_size=2, max_size=2), min_size=1, max_size=2))
def test_every_count_that_is_left_out_could_be_another(table: list[list[int]]) -> None:
    numbers = with_totals(table)
    hidden = left_out(as_counts(numbers), FEWEST)
    possible: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for other in all_that_fit(numbers, hidden):
        for row, column in hidden:
            possible[row, column].add(other[row][column])
    assert all(len(values) > 1 for values in possible.values())


@settings(max_examples=150, deadline=None)
@given(table=st.lists(st.lists(counts, min_size=2, max_size=2), min_size=2, max_size=2), data=st.data())
def test_that_a_count_follows_is_decided_exactly(table: list[list[int]], data: st.DataObject) -> None:
    numbers = with_totals(table)
    cells = [(row, column) for row in range(3) for column in range(3)]
    hidden = frozenset(data.draw(st.lists(st.sampled_from(cells), min_size=1, unique=True)))
    tables = list(all_that_fit(numbers, hidden))
    for row, column in hidden:
        assert follows(numbers, hidden, (row, column)) == (len({one[row][column] for one in tables}) == 1)


@given(table=inner)
def test_every_small_count_is_left_out_and_those_of_a_line_are_no_small_count_together(table: list[list[int]]) -> None:
    numbers = with_totals(table)
    hidden = left_out(as_counts(numbers), FEWEST)
    for row, line in enumerate(numbers):
        assert all((row, column) in hidden for column, one in enumerate(line) if 0 < one < FEWEST)
        out = sum(one for column, one in enumerate(line[:-1]) if (row, column) in hidden)
        assert (row, len(line) - 1) in hidden or out == 0 or out >= FEWEST
        assert not any(follows(numbers, hidden, cell) for cell in hidden)


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert left_out(as_counts(with_totals([[7, 0], [9, 12]])), FEWEST) == frozenset()


def test_a_large_count_from_few_families_is_small() -> None:
    table = as_counts(with_totals([[9, 9], [9, 9]]))
    table[0][0] = Count(number=9, families=2)
    assert (0, 0) in left_out(table, FEWEST)


@given(cases=st.integers(10, 60), data=st.data())
def test_a_share_that_is_left_out_could_be_several_numbers(cases: int, data: st.DataObject) -> None:
    found = data.draw(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, cases)))
    for name, shown in shares(found, cases, 5).items():
        few = 0 < found[name] < 5 or 0 < cases - found[name] < 5
        assert shown == (None if few else found[name])


@pytest.mark.parametrize(("cases", "fewest"), [(9, 5), (100, 2)])
def test_too_few_cases_or_too_low_a_bound_are_refused(cases: int, fewest: int) -> None:
    with pytest.raises(ValueError, match="twice as many"):
        shares({}, cases, fewest)
