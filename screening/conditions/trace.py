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

    A list is yielded itself where nobody has told it in full, so that there may be more in it.
    """
    if trace.standing != Standing.NOT_KNOWN:
        return
    if isinstance(trace.node, Test):
        yield trace
        return
    if isinstance(trace.node, Tally) and not trace.in_full:
        yield trace
    for part in trace.parts:
        yield from missing(part)


def asked_for(trace: Trace, scope: Scope) -> tuple[str, ...]:
    """The case path of each fact to ask for about one missing test or list; a derived fact asks for what it needs."""
    if isinstance(trace.node, Gate):
        raise TypeError("a gate is not asked for; its parts are")
    entry = trace.node.entry
    if entry.derived is None:
        return (trace.path,)
    prefix = trace.path.rpartition(".")[0]
    inputs = [f"{prefix}.{name}" if prefix else name for name in entry.derived.inputs]
    untold = [path for path in inputs if not scope.told.of(path) and path not in scope.told.members]
    if entry.name.startswith("age_") or entry.name == "unborn":
        # A birth date or a due date will do; the birth date is the question unless the baby is known to be unborn.
        return tuple(untold[:1] or inputs[:1])
    return tuple(untold or inputs)


def is_open(trace: Trace, opened_by: frozenset[str] = frozenset()) -> bool:
    """Whether something told opens the condition.

    It does if any test is met or disputed, other than tests that only say who somebody is, and tests that are met
    because nothing was told. A test inside a part that is already not met opens nothing: a mark that the maternity
    record confirms as a birth mark is settled. Where a rule names the facts that open it (``opened_by``, such as
    ``injury.kind``), only tests on those count.
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
        return any(is_open(part, opened_by) for part in trace.parts)
    if trace.standing < Standing.DISPUTED or node.operator == "not_given":
        return False
    return node.entry.path in opened_by if opened_by else not node.entry.fact.identifies
