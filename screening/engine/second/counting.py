"""Sums up a list for the second channel: how the standings of its members come to one.

Written apart from the evaluator's way of doing it: here each level is asked by itself, "do at least n members stand so
high?", and nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screening.case.told import Told
from screening.conditions.bound import Tally, on_from
from screening.conditions.standing import Standing


def summed_up(node: Tally, told: Told, path: str, members: Sequence[str], standings: Sequence[Standing]) -> Standing:
    """The standing of a tally, given the standing of each member's ``where``."""
    highest = Standing.NOT_MET
    for level in (Standing.NOT_KNOWN, Standing.DISPUTED, Standing.MET):
        listed = dict(zip(members, standings, strict=True))
        if (
            _too_few_short(node, told, path, listed, level)
            if node.negated
            else _enough(node, told, path, listed, level)
        ):
            highest = level
    return highest


Listed = Mapping[str, Standing]


def _enough(node: Tally, told: Told, path: str, listed: Listed, level: Standing) -> bool:
    """Whether at least n members stand so high; those that nobody has listed stand at not_known at most."""
    low = level == Standing.NOT_KNOWN
    if low and path not in told.in_full:
        return True
    high = [member for member, standing in listed.items() if standing >= level]
    if node.within is None:
        return _amount(node, told, path, high, untold=low, differing=level < Standing.MET) >= node.n
    for period in _periods(node, told, path, listed):
        counting = [one for one in high if _inside(told, path, one, node, period) >= level]
        if _amount(node, told, path, counting, untold=low, differing=level < Standing.MET) >= node.n:
            return True
    return False


def _too_few_short(node: Tally, told: Told, path: str, listed: Listed, level: Standing) -> bool:
    """Whether fewer than n members fall short of a level; those that nobody has listed stand at not_known at least."""
    above = level > Standing.NOT_KNOWN
    if above and path not in told.in_full:
        return False
    short = [member for member, standing in listed.items() if standing < level]
    if node.within is None:
        return _amount(node, told, path, short, untold=above, differing=level == Standing.MET) < node.n
    for period in _periods(node, told, path, listed):
        counting = [one for one in short if _outside(told, path, one, node, period) < level]
        if _amount(node, told, path, counting, untold=above, differing=level == Standing.MET) >= node.n:
            return False
    return True


def _periods(node: Tally, told: Told, path: str, listed: Listed) -> list[tuple[int, int]]:
    first_days = {
        day for member in listed for one in told.of(f"{path}.{member}.{node.dated_by}") for day in (one.low, one.high)
    }
    return [(day, on_from(day, node.within or "")) for day in first_days or {told.as_of}]


def _inside(told: Told, path: str, member: str, node: Tally, period: tuple[int, int]) -> Standing:
    """Whether a member's date lies in a period."""
    first, last = period
    days = told.of(f"{path}.{member}.{node.dated_by}")
    within = any(first <= day.low and day.high <= last for day in days)
    without = any(day.high < first or last < day.low for day in days)
    if within:
        return Standing.DISPUTED if without else Standing.MET
    return Standing.NOT_MET if without else Standing.NOT_KNOWN


def _outside(told: Told, path: str, member: str, node: Tally, period: tuple[int, int]) -> Standing:
    return {Standing.MET: Standing.NOT_MET, Standing.NOT_MET: Standing.MET}.get(
        (lies := _inside(told, path, member, node, period)), lies
    )


def _amount(node: Tally, told: Told, path: str, members: Sequence[str], *, untold: bool, differing: bool) -> int:
    """How many members, or different values, that is; whether an untold value, or each of several told ones, counts."""
    if node.distinct is None:
        return len(members)
    values: set[str] = set()
    one_more = 0
    for member in members:
        told_values = {one.value for one in told.of(f"{path}.{member}.{node.distinct}")}
        if not told_values:
            one_more += untold
        elif len(told_values) == 1 or differing:
            values |= told_values
    return len(values) + one_more
