"""Reading a trace: why a condition stands as it does, what is missing, and whether anything told opens it.

What would change a standing is worked out in the engine, by supposing answers; here is only what the trace holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from screening.conditions.bound import Gate, Tally, Test
from screening.conditions.evaluate import Scope, Trace
from screening.conditions.standing import Standing


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a standing rests on: a test, or a list with the members that count and their own reasons.

    Attributes:
        trace: of the test or the tally.
        members: for a tally, the ids that count and why each does.
        concept: the title of the concept that it belongs to, where it belongs to one.
    """

    trace: Trace
    members: tuple[tuple[str, tuple[Reason, ...]], ...] = ()
    concept: str | None = None


def reasons(trace: Trace, concept: str | None = None) -> tuple[Reason, ...]:
    """What a met or disputed condition rests on: every part that is at least as strong as the whole."""
    node = trace.node
    if isinstance(node, Gate):
        concept = node.name or concept
        return tuple(
            reason for part in trace.parts if part.standing >= trace.standing for reason in reasons(part, concept)
        )
    if isinstance(node, Tally) and not node.negated and node.where is not None:
        counting = tuple(
            (member, reasons(part))
            for member, part in zip(trace.members, trace.parts, strict=True)
            if part.standing >= Standing.DISPUTED
        )
        return (Reason(trace, counting, concept),)
    return (Reason(trace, (), concept),)


def disputed_tests(trace: Trace) -> Iterator[Trace]:
    """The tests on which accounts differ, wherever in the condition they stand."""
    if isinstance(trace.node, Test):
        if trace.standing == Standing.DISPUTED:
            yield trace
        return
    for part in trace.parts:
        yield from disputed_tests(part)


def missing(trace: Trace) -> Iterator[Trace]:
    """The tests and lists whose being not known keeps the condition not known.

    A list is yielded itself where nobody has told it in full, so that there may be more in it, and where it is counted
    by a date or value that a member may lack.
    """
    if trace.standing != Standing.NOT_KNOWN:
        return
    if isinstance(trace.node, Test):
        yield trace
        return
    if isinstance(trace.node, Tally) and (not trace.in_full or trace.node.dated_by or trace.node.distinct):
        yield trace
    for part in trace.parts:
        yield from missing(part)


def asked_for(trace: Trace, scope: Scope) -> tuple[str, ...]:
    """The case path of each fact to ask for about one missing test or list; a derived fact asks for what it needs."""
    node = trace.node
    if isinstance(node, Gate):
        raise TypeError("a gate is not asked for; its parts are")
    if isinstance(node, Tally):
        return tuple(_of_a_list(trace, node, scope))
    if node.entry.derived is None:
        return (trace.path,)
    prefix = trace.path.rpartition(".")[0]
    if {"born", "due"} >= set(node.entry.derived.inputs) and node.entry.derived.inputs:
        return _of_a_birth(prefix, node.entry.name, scope)
    inputs = [f"{prefix}.{name}" if prefix else name for name in node.entry.derived.inputs]
    of_members = [
        f"{path}.{member}.{name}"
        for path in inputs
        for member in scope.told.members.get(path, ())
        for name in node.entry.derived.of_members
    ]
    lacking = [path for path in inputs if _lacking(path, scope) or (of_members and path not in scope.told.in_full)]
    lacking += [path for path in of_members if _lacking(path, scope) or len(scope.told.of(path)) > 1]
    return tuple(lacking or inputs)


def _lacking(path: str, scope: Scope) -> bool:
    """Whether nobody told a fact, or only roughly when it was."""
    tellings = scope.told.of(path)
    return (not tellings and path not in scope.told.members) or any(one.low != one.high for one in tellings)


def _of_a_list(trace: Trace, node: Tally, scope: Scope) -> Iterator[str]:
    if not trace.in_full:
        yield trace.path
    could_count = [
        member
        for member, part in zip(trace.members, trace.parts or (None,) * len(trace.members), strict=True)
        if part is None or (part.standing < Standing.MET if node.negated else part.standing > Standing.NOT_MET)
    ]
    for name in (node.dated_by, node.distinct):
        for member in could_count if name else ():
            if _lacking(f"{trace.path}.{member}.{name}", scope):
                yield f"{trace.path}.{member}.{name}"


def _of_a_birth(prefix: str, name: str, scope: Scope) -> tuple[str, ...]:
    """The birth date, or the due date of a baby known to be expected. Weeks of pregnancy end with the birth."""
    born, due = f"{prefix}.born", f"{prefix}.due"
    if scope.told.of(born):
        return (born,) if name != "weeks_pregnant" and _lacking(born, scope) else ()
    if scope.told.of(due):
        return (due,) if _lacking(due, scope) else (born,)
    return (due,) if name == "weeks_pregnant" else (born,)


def is_open(trace: Trace, opened_by: frozenset[str] = frozenset()) -> bool:
    """Whether something told opens the condition.

    It does if any test is met or disputed, other than tests that only say who somebody is, and tests that are met
    because nothing was told. A test inside a part that is already not met opens nothing: a mark that the maternity
    record confirms as a birth mark is settled. Where a rule names the facts that open it (``opened_by``, such as
    ``injury.kind``), only tests on those count; a list that it names, such as ``case.services``, opens it where what is
    looked for in that list is met or disputed.
    """
    if trace.standing == Standing.NOT_MET:
        return False
    node = trace.node
    if isinstance(node, Gate):
        return any(is_open(part, opened_by) for part in trace.parts)
    if isinstance(node, Tally):
        if node.negated:
            return trace.standing >= Standing.DISPUTED and (not opened_by or node.entry.path in opened_by)
        if node.where is None:
            return bool(trace.members) and (not opened_by or node.entry.path in opened_by)
        # Named as a whole, a list opens once as many members as are counted bear it out, and not with the first.
        reached = node.entry.path in opened_by and trace.standing >= Standing.DISPUTED
        return reached or any(is_open(part, opened_by) for part in trace.parts)
    if trace.standing < Standing.DISPUTED or node.operator == "not_given":
        return False
    return node.entry.path in opened_by if opened_by else not node.entry.fact.identifies
