"""What a condition means: the standing of a bound condition in a case, with the trace of how it came about.

This is the meaning; every other engine must agree with it. A test is met if every telling that can settle it says
yes, not_met if all say no, disputed if they differ, not_known if there is none. A gate is the n-th strongest of its
parts. A tally is the n-th strongest of the members of a list, padded with not_met where somebody told the list in
full and with not_known where nobody did.

The operators about tellings (``given``, ``told_by``, ``source_in``, ``corroborated``) ask who told a fact, not what
it is. They look at all its tellings together and are met or not_met, never disputed: accounts can differ about a
fact, not about who gave it. ``source_in`` and ``told_by`` are met where nobody else told the fact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from screening.case.dictionary import at_case_path
from screening.case.told import Telling, Told
from screening.conditions.bound import Bound, Gate, Tally, Test, back_from, facts_read, on_from
from screening.conditions.standing import Standing, of_judgements, swapped

WITNESSED = frozenset({"observed", "record"})
"""Sources that need nobody else to bear them out: a professional saw it, or it stands in a record."""


NOT_SAID = WITNESSED | {"professional"}
"""Sources that are not the word of somebody in the family, whoever it was."""


@dataclass(slots=True)
class Scope:
    """Where a condition is evaluated: the told facts and the prefixes of its three roots."""

    told: Told
    child: str = ""
    member: str = ""

    def path(self, node: Test | Tally) -> str:
        """The case path that a node's fact has here."""
        if node.root == "case":
            return node.tail
        return (self.child if node.root == "child" else self.member) + node.tail


@dataclass(slots=True)
class Trace:
    """How a standing came about.

    Attributes:
        node: the part of the condition.
        standing: what it comes to.
        path: the case path of its fact or list; empty for a gate.
        tellings: for a test, the tellings that count.
        parts: for a gate its parts, for a tally one trace for each member in ``members``.
        members: for a tally, the ids of the members.
        in_full: for a tally, whether somebody told the list in full.
    """

    node: Bound
    standing: Standing
    path: str = ""
    tellings: tuple[Telling, ...] = ()
    parts: tuple[Trace, ...] = ()
    members: tuple[str, ...] = ()
    in_full: bool = False


def evaluate(node: Bound, scope: Scope) -> Trace:
    """The standing of a bound condition in a scope, and its trace."""
    if type(node) is Test:
        return _test(node, scope)
    if type(node) is Gate:
        parts = tuple([evaluate(part, scope) for part in node.parts])
        if node.n == 1:
            standing = max([part.standing for part in parts])
        elif node.n == len(parts):
            standing = min([part.standing for part in parts])
        else:
            standing = sorted([part.standing for part in parts], reverse=True)[node.n - 1]
        return Trace(node, standing, parts=parts)
    if type(node) is Tally:
        return _tally(node, scope)
    raise TypeError(f"not a bound condition: {node!r}")


def _test(node: Test, scope: Scope) -> Trace:
    # Written out, not called: this runs some thousand times in a screening.
    root = node.root
    path = node.tail if root == "case" else (scope.child if root == "child" else scope.member) + node.tail
    tellings = scope.told.tellings.get(path) or scope.told.of(path)
    asks = _ABOUT_TELLINGS.get(node.operator)
    if asks is not None:
        standing = asks(node, path, tellings, scope.told)
    elif not tellings:
        return Trace(node, Standing.NOT_KNOWN, path)
    else:
        judge = _JUDGES[node.operator]
        as_of = scope.told.as_of
        if len(tellings) == 1:
            said = judge(node.operand, tellings[0], as_of)
            standing = Standing.NOT_KNOWN if said is None else Standing.MET if said else Standing.NOT_MET
        else:
            standing = of_judgements([judge(node.operand, telling, as_of) for telling in tellings])
    return Trace(node, swapped(standing) if node.negated else standing, path, tellings)


# What one telling says to a test: yes, no, or None where it cannot settle it.
Judge = Callable[[Any, Telling, int], bool | None]


def _in(operand: frozenset[Any], telling: Telling, as_of: int) -> bool | None:
    if telling.low == telling.high:
        return telling.value in operand
    # A number of which only a range is known: the test is settled where all of the range, or none of it, is wanted.
    wanted = sum(telling.low <= one <= telling.high for one in operand)
    return False if not wanted else True if wanted == telling.high - telling.low + 1 else None


def _includes_any(operand: frozenset[str], telling: Telling, as_of: int) -> bool | None:
    if not operand.isdisjoint(telling.value):
        return True
    return False if telling.in_full else None


def _below(operand: int, telling: Telling, as_of: int) -> bool | None:
    return True if telling.high < operand else False if telling.low >= operand else None


def _at_most(operand: int, telling: Telling, as_of: int) -> bool | None:
    return True if telling.high <= operand else False if telling.low > operand else None


def _above(operand: int, telling: Telling, as_of: int) -> bool | None:
    return True if telling.low > operand else False if telling.high <= operand else None


def _at_least(operand: int, telling: Telling, as_of: int) -> bool | None:
    return True if telling.low >= operand else False if telling.high < operand else None


def _before(operand: tuple[int, int], telling: Telling, as_of: int) -> bool | None:
    return _below(operand[0], telling, as_of)


def _after(operand: tuple[int, int], telling: Telling, as_of: int) -> bool | None:
    return _above(operand[1], telling, as_of)


def _within_last(operand: str, telling: Telling, as_of: int) -> bool | None:
    if telling.low > as_of:
        return False
    return _at_least(back_from(as_of, operand), telling, as_of)


_JUDGES: dict[str, Judge] = {
    "in": _in, "includes_any": _includes_any, "below": _below, "at_most": _at_most, "above": _above,
    "at_least": _at_least, "before": _before, "after": _after, "within_last": _within_last,
}  # fmt: skip


def _yes(holds: bool) -> Standing:
    return Standing.MET if holds else Standing.NOT_MET


def _given(node: Test, path: str, tellings: tuple[Telling, ...], told: Told) -> Standing:
    return _yes(bool(tellings) or path in told.members or path in told.in_full)


def _not_given(node: Test, path: str, tellings: tuple[Telling, ...], told: Told) -> Standing:
    if tellings or path in told.members or path in told.in_full:
        return Standing.NOT_MET
    return _yes(not node.operand or any(reason in node.operand for reason, _ in told.not_known.get(path, ())))


def _source_in(node: Test, path: str, tellings: tuple[Telling, ...], told: Told) -> Standing:
    sources = {telling.account.source for telling in tellings}
    if not sources - {None} <= node.operand:
        return Standing.NOT_MET
    return Standing.NOT_KNOWN if None in sources or not sources else Standing.MET


def _told_by(node: Test, path: str, tellings: tuple[Telling, ...], told: Told) -> Standing:
    if any(one.account.told_by is None and one.account.source in NOT_SAID for one in tellings):
        return Standing.NOT_MET
    speakers = {telling.account.told_by for telling in tellings}
    unsure = None in speakers or not speakers
    for speaker in speakers - {None}:
        relationships = {one.value for one in told.of(f"people.{speaker}.relationship")}
        if relationships and not relationships <= node.operand:
            return Standing.NOT_MET
        unsure = unsure or not relationships
    return Standing.NOT_KNOWN if unsure else Standing.MET


def _corroborated(node: Test, path: str, tellings: tuple[Telling, ...], told: Told) -> Standing:
    if not tellings:
        return Standing.NOT_KNOWN
    return _yes(is_corroborated(tellings, told))


def is_corroborated(tellings: tuple[Telling, ...], told: Told) -> bool:
    """Whether a fact rests on more than one person's word.

    It does where a professional saw it, where it stands in a record, where an account names others, known by now, that
    bear it out, or where different people were heard to tell the same.
    """
    known = {account.id for account in told.accounts}
    if any(one.account.source in WITNESSED or not known.isdisjoint(one.account.corroborated_by) for one in tellings):
        return True
    speakers = {one.account.told_by or (one.account.agency, one.account.source) for one in tellings}
    return len(speakers) > 1 and len({one.value for one in tellings}) == 1


_ABOUT_TELLINGS: dict[str, Callable[[Test, str, tuple[Telling, ...], Told], Standing]] = {
    "given": _given, "not_given": _not_given, "source_in": _source_in, "told_by": _told_by,
    "corroborated": _corroborated,
}  # fmt: skip


_ANY_MEMBER = (Standing.MET, Standing.NOT_MET)
"""What a member comes to where nothing is asked of it, in a plain tally and in a negated one."""


def _tally(node: Tally, scope: Scope) -> Trace:
    path = scope.path(node)
    members = scope.told.members.get(path, ())
    parts: tuple[Trace, ...] = ()
    standings = [_ANY_MEMBER[node.negated]] * len(members)
    if node.where is not None:
        parts = tuple([evaluate(node.where, _inside(scope, path, member)) for member in members])
        standings = [part.standing for part in parts]
    standing = _summed_up(node, scope, path, members, standings)
    return Trace(node, standing, path, (), parts, members, path in scope.told.in_full)


def _summed_up(node: Tally, scope: Scope, path: str, members: tuple[str, ...], standings: list[Standing]) -> Standing:
    """The n-th strongest of the members, padded; for a negated tally the n-th weakest of the opposites.

    The second is the first looked at in a mirror: with the whole order turned round before and after. In the mirror
    not_known and disputed change places, and that is all that the counting has to know of it.
    """
    if node.negated:
        standings = [_MIRRORED[standing] for standing in standings]
    pad = Standing.NOT_MET if path in scope.told.in_full else Standing.DISPUTED if node.negated else Standing.NOT_KNOWN
    if node.within is None:
        standing = _nth(node, scope, path, members, standings, pad)
    else:
        standing = max(
            (
                _nth(node, scope, path, members, _dated(node, scope, path, members, standings, window), pad)
                for window in _windows(node, scope, path, members)
            ),
            default=pad,
        )
    return _MIRRORED[standing] if node.negated else standing


_MIRRORED = (Standing.MET, Standing.DISPUTED, Standing.NOT_KNOWN, Standing.NOT_MET)
"""Each standing's place when the order is turned round."""


def standing_after(trace: Trace, scope: Scope, path: str) -> Standing:
    """The standing that a condition has after one fact was told otherwise, given its trace from before.

    The same as evaluating anew in ``scope``, but only the parts that read the fact are looked at again.

    Args:
        trace: of the condition before the change.
        scope: with the fact at ``path`` told otherwise, and nothing else.
        path: case path of the fact, or of a list that is now told in full.
    """
    return _again(trace, scope, path, at_case_path(path).path)


def _again(trace: Trace, scope: Scope, path: str, fact: str) -> Standing:
    node = trace.node
    if fact not in facts_read(node):
        return trace.standing
    if type(node) is Test:
        return evaluate(node, scope).standing
    if type(node) is Gate:
        standings = sorted([_again(part, scope, path, fact) for part in trace.parts], reverse=True)
        return standings[node.n - 1]
    if type(node) is not Tally:
        raise TypeError(f"not a bound condition: {node!r}")
    standings = [_ANY_MEMBER[node.negated]] * len(trace.members)
    if node.where is not None:
        standings = [
            _again(part, _inside(scope, trace.path, member), path, fact)
            for part, member in zip(trace.parts, trace.members, strict=True)
        ]
    return _summed_up(node, scope, trace.path, trace.members, standings)


def _inside(scope: Scope, path: str, member: str) -> Scope:
    return Scope(scope.told, scope.child, f"{path}.{member}.")


def _nth(
    node: Tally, scope: Scope, path: str, members: tuple[str, ...], standings: list[Standing], pad: Standing
) -> Standing:
    if node.distinct is not None:
        standings = _by_value(node, scope, path, members, standings)
    ranked = sorted([*standings, *([pad] * node.n)], reverse=True)
    return ranked[node.n - 1]


def _by_value(
    node: Tally, scope: Scope, path: str, members: tuple[str, ...], standings: list[Standing]
) -> list[Standing]:
    """One standing for each different value of a field: the strongest of the members that have it.

    A member whose value nobody told may be one more value; one whose value is disputed counts for each at most as
    disputed.
    """
    untold, differing = Standing.NOT_KNOWN, Standing.DISPUTED
    if node.negated:
        untold, differing = differing, untold
    strongest: dict[str, Standing] = {}
    one_more: list[Standing] = []
    for member, standing in zip(members, standings, strict=True):
        values = {telling.value for telling in scope.told.of(f"{path}.{member}.{node.distinct}")}
        if not values:
            one_more.append(min(standing, untold))
        most = standing if len(values) == 1 else min(standing, differing)
        for value in values:
            strongest[value] = max(strongest.get(value, Standing.NOT_MET), most)
    return [*strongest.values(), *one_more]


def _windows(node: Tally, scope: Scope, path: str, members: tuple[str, ...]) -> list[tuple[int, int]]:
    """Every period that can matter begins at the first or last day that some member's date can mean."""
    tellings = [one for member in members for one in scope.told.of(f"{path}.{member}.{node.dated_by}")]
    starts = {one.low for one in tellings} | {one.high for one in tellings} or {scope.told.as_of}
    return [(start, on_from(start, node.within or "")) for start in sorted(starts)]


def _dated(
    node: Tally,
    scope: Scope,
    path: str,
    members: tuple[str, ...],
    standings: list[Standing],
    window: tuple[int, int],
) -> list[Standing]:
    first, last = window
    dated: list[Standing] = []
    for member, standing in zip(members, standings, strict=True):
        tellings = scope.told.of(f"{path}.{member}.{node.dated_by}")
        inside = of_judgements(
            [
                True if first <= one.low and one.high <= last else False if one.high < first or one.low > last else None
                for one in tellings
            ]
        )
        # In the mirror, the opposite of "inside" turned round: met and not_met stay, the other two change places.
        dated.append(min(standing, _MIRRORED[swapped(inside)] if node.negated else inside))
    return dated
