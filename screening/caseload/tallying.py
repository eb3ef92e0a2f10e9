"""Members summed up to what they belong to: the n-th strongest of a list, by different values and within a period.

``_summed_up`` in ``screening.conditions.evaluate`` is the meaning. A negated tally is counted in the mirror: standings
are turned round (3 less the standing) before they are ranked, and whoever reads the rank turns it back.
"""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from screening.caseload.asks import Fact
from screening.caseload.backends import Backend, Frame, Part
from screening.caseload.judging import DISPUTED, MET, NOT_KNOWN, NOT_MET, number, standing, verdict
from screening.caseload.nodes import Node
from screening.caseload.places import ID, Place
from screening.conditions.bound import on_from

_THRESHOLDS = (MET, DISPUTED, NOT_KNOWN)


def ranked(source: Frame, place: Place, nodes: Iterable[Node], backend: Backend) -> Frame:
    """The members of a place summed up: a column for each node, with the keys of the place above.

    Args:
        source: the rows of the members.
        place: what they stand for.
        nodes: ``ranked`` and ``some``; each uses one column of the rows, or none where the members only count.
        backend: of the engine that the rows are a frame of.
    """
    listed = list(nodes)
    above = place.keys_above
    columns = dict.fromkeys(use.node.name for node in listed for use in node.uses)
    reaching = {name: each for node in listed for name, each in _reaching(node).items()}
    rows = source.select(
        *(nw.col(column).alias(key) for key, column in above.items()),
        *columns,
        *(each.alias(name) for name, each in reaching.items()),
    )
    parts = dict.fromkeys(part for node in listed for part in _parts(node))
    summed = backend.reduced(rows, list(above), list(parts))
    return summed.select(*above, *(_rank(node).alias(node.name) for node in listed))


def _reaching(node: Node) -> dict[str, nw.Expr]:
    """Where members are counted, whether each is at least so strong; in the mirror, at most."""
    if node.op == "some" or not node.uses or node.args[0] == 1:
        return {}
    name, mirrored = node.uses[0].node.name, node.args[1]
    column = nw.col(name)
    return {
        f"{name} {least} {mirrored}": (column <= MET - least if mirrored else column >= least).cast(nw.Int8)
        for least in _THRESHOLDS
    }


def _parts(node: Node) -> list[Part]:
    if not node.uses:
        return [Part("members", "", "rows")]
    name = node.uses[0].node.name
    if node.op == "some":
        return [Part(f"{name} max", name, "max")]
    n, mirrored = node.args
    if n == 1:
        return [Part(f"{name} min", name, "min")] if mirrored else [Part(f"{name} max", name, "max")]
    return [Part(column, column, "sum") for column in _reaching(node)]


def _rank(node: Node) -> nw.Expr:
    if not node.uses:
        return nw.when(nw.col("members") >= node.args[0]).then(number(MET)).otherwise(number(NOT_MET))
    name = node.uses[0].node.name
    if node.op == "some":
        return nw.col(f"{name} max")
    n, mirrored = node.args
    if n == 1:
        return number(MET) - nw.col(f"{name} min") if mirrored else nw.col(f"{name} max")
    return nth({least: nw.col(f"{name} {least} {mirrored}") for least in _THRESHOLDS}, n)


def nth(reaching: dict[int, nw.Expr], n: int) -> nw.Expr:
    """The n-th strongest, from how many are at least met, disputed and not known."""
    found = number(NOT_MET)
    for least in (NOT_KNOWN, DISPUTED, MET):
        found = nw.when(reaching[least] >= n).then(number(least)).otherwise(found)
    return found


def padded(rank: nw.Expr, in_full: nw.Expr, negated: bool) -> nw.Expr:
    """The standing of a tally from the rank of those told, and whether they are all there are."""
    pad = nw.when(in_full).then(number(NOT_MET)).otherwise(number(DISPUTED if negated else NOT_KNOWN))
    strongest = nw.max_horizontal(rank, pad)
    return number(MET) - strongest if negated else strongest


def counted(source: Frame, counted_rows: Frame, place: Place, node: Node, as_of: int, backend: Backend) -> Frame:
    """A tally by different values, within a period, or both: its rank, with the keys of the place above.

    Args:
        source: the rows of the members.
        place: what they stand for.
        node: what is counted, and how.
        as_of: the day of the screening: where no member has a date, a period is looked at that begins there.
        backend: of the engine that the rows are a frame of.
        counted_rows: the rows of accounts that count, with the date and the value of every telling.
    """
    n, mirrored, distinct, within, dated_by = node.args
    above = place.keys_above
    strength = nw.col(node.uses[0].node.name) if node.uses else number(NOT_MET if mirrored else MET)
    members = source.select(*place.columns, (number(MET) - strength if mirrored else strength).alias("strength"))
    # Whoever does not meet what is counted can neither reach a rank nor begin a period that matters.
    members = members.filter(nw.col("strength") > NOT_MET)
    group = list(above.values())
    if within is not None:
        if distinct is None:  # By different values, one member whose value is disputed can count more than once.
            members = _enough(members, group, n)
        members = _dated(members, counted_rows, place, dated_by, within, mirrored, as_of, backend)
        group.append("start")
    entries = members if distinct is None else _by_value(members, counted_rows, group, distinct, mirrored)
    ranks = entries.group_by(*group).agg(
        *((nw.col("strength") >= least).cast(nw.Int32).sum().alias(f"at least {least}") for least in _THRESHOLDS)
    )
    rank = nth({least: nw.col(f"at least {least}") for least in _THRESHOLDS}, n)
    found = ranks.select(*(nw.col(column).alias(key) for key, column in above.items()), rank.alias(node.name))
    return found if within is None else found.group_by(*above).agg(nw.col(node.name).max())


def _enough(members: Frame, group: list[str], n: int) -> Frame:
    """Only lists with so many members that could count at all."""
    sizes = members.group_by(*group).agg(nw.len().alias("size")).filter(nw.col("size") >= n)
    return members.join(sizes.select(*group), on=group, how="semi")


def _dated(
    members: Frame,
    rows: Frame,
    place: Place,
    dated_by: Fact,
    period: str,
    mirrored: bool,
    as_of: int,
    backend: Backend,
) -> Frame:
    """Each member once for every period that can matter, at most as strong as it is sure to lie within it.

    Every period that can matter begins at the first or last day that some member's date can mean.
    """
    group = list(place.keys_above.values())
    low, high = dated_by.columns
    dates = rows.filter(~nw.col(low).is_null()).select(ID, nw.col(low).alias("low"), nw.col(high).alias("high"))
    told = members.join(dates.unique(), on=[ID], how="left")
    undated = nw.lit(as_of, nw.Int32)
    starts = nw.concat(
        [told.select(*group, nw.col(end).fill_null(undated).alias("start")) for end in ("low", "high")], how="vertical"
    ).unique()
    starts = backend.settled(starts)
    days = [day for (day,) in backend.rows(starts.select("start").unique())]
    ends = backend.days({"start": days, "end": [on_from(day, period) for day in days]})
    each = starts.join(ends, on=["start"], how="inner").join(told, on=group, how="inner")
    first, last = nw.col("start"), nw.col("end")
    inside = verdict(
        (first <= nw.col("low")) & (nw.col("high") <= last), (nw.col("high") < first) | (nw.col("low") > last)
    )
    named = [*place.columns, "start", "strength"]
    each = (
        each.select(*named, inside.alias("inside"))
        .group_by(*named)
        .agg(nw.col("inside").min().alias("weakest"), nw.col("inside").max().alias("strongest"))
    )
    within = standing(nw.col("weakest"), nw.col("strongest"), negated=False)
    if mirrored:
        # In the mirror, the opposite of "inside" turned round: met and not met stay, the other two change places.
        unsure = nw.when(within == NOT_KNOWN).then(number(DISPUTED)).otherwise(number(NOT_KNOWN))
        within = nw.when((within == MET) | (within == NOT_MET)).then(within).otherwise(unsure)
    return each.with_columns(nw.min_horizontal(nw.col("strength"), within).alias("strength"))


def _by_value(members: Frame, rows: Frame, group: list[str], distinct: Fact, mirrored: bool) -> Frame:
    """One entry for each different value of a field: the strongest of the members that have it.

    A member whose value nobody told may be one more value; one whose value is disputed counts for each at most as
    disputed.
    """
    untold, differing = (DISPUTED, NOT_KNOWN) if mirrored else (NOT_KNOWN, DISPUTED)
    values = rows.filter(distinct.told).select(ID, nw.col(distinct.name).alias("value")).unique()
    sizes = values.group_by(ID).agg(nw.len().alias("values"))
    joined = members.join(values, on=[ID], how="left").join(sizes, on=[ID], how="left")
    strength = nw.col("strength")
    most = nw.when(nw.col("values") > 1).then(nw.min_horizontal(strength, number(differing))).otherwise(strength)
    valued = joined.filter(~nw.col("value").is_null()).with_columns(most.alias("strength"))
    valued = valued.group_by(*group, "value").agg(strength.max()).select(*group, "strength")
    one_more = joined.filter(nw.col("value").is_null())
    one_more = one_more.select(*group, nw.min_horizontal(strength, number(untold)).alias("strength"))
    return nw.concat([valued, one_more], how="vertical")
