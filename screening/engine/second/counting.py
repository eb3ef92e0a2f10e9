"""Sums up a list for the second channel: how the standings of its members come to one.

Written apart from the evaluator's way of doing it: here each level is asked by itself, "do at least n members stand so
high?", and nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence

from screening.case.told import Told
from screening.conditions.bound import Tally, on_from
from screening.conditions.standing import Standing


def summed_up(node: Tally, told: Told, path: str, members: Sequence[str], standings: Sequence[Standing]) -> Standing:
    """The standing of a tally, given the standing of each member's ``where``."""
    unlisted = Standing.NOT_MET if path in told.in_full else Standing.NOT_KNOWN
    standing = Standing.NOT_MET
    for level in (Standing.NOT_KNOWN, Standing.DISPUTED, Standing.MET):
        if unlisted >= level or _enough(node, told, path, members, standings, level):
            standing = level
    return Standing(3 - standing) if node.negated and standing in (Standing.NOT_MET, Standing.MET) else standing


def _enough(
    node: Tally, told: Told, path: str, members: Sequence[str], standings: Sequence[Standing], level: Standing
) -> bool:
    standing_so = [member for member, standing in zip(members, standings, strict=True) if standing >= level]
    if node.within is None:
        return _amount(node, told, path, standing_so, level) >= node.n
    ends = {
        one.low: on_from(one.low, node.within)
        for member in members
        for one in told.of(f"{path}.{member}.{node.dated_by}")
    }
    if not ends:
        return level == Standing.NOT_KNOWN and len(standing_so) >= node.n
    return any(
        _amount(node, told, path, [m for m in standing_so if _inside(told, path, m, node, first, last, level)], level)
        >= node.n
        for first, last in ends.items()
    )


def _inside(told: Told, path: str, member: str, node: Tally, first: int, last: int, level: Standing) -> bool:
    days = told.of(f"{path}.{member}.{node.dated_by}")
    within = any(first <= day.low and day.high <= last for day in days)
    outside = any(day.high < first or last < day.low for day in days)
    if level == Standing.NOT_KNOWN:
        return within or not outside
    return within and not (outside and level == Standing.MET)


def _amount(node: Tally, told: Told, path: str, members: Sequence[str], level: Standing) -> int:
    if node.distinct is None:
        return len(members)
    values: set[str] = set()
    untold = 0
    for member in members:
        told_values = {one.value for one in told.of(f"{path}.{member}.{node.distinct}")}
        if not told_values:
            untold += level == Standing.NOT_KNOWN
        elif len(told_values) == 1 or level <= Standing.DISPUTED:
            values |= told_values
    return len(values) + untold
