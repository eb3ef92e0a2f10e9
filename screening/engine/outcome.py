"""One rule in one case for one subject: its standing, its trace, and whether it is open.

The smallest step of a screening. Lint, a rule's own tests and the screening all take it here.
"""

from __future__ import annotations

from dataclasses import dataclass

from screening.case.told import Told
from screening.conditions.bound import Bound, Tally
from screening.conditions.evaluate import Scope, Trace, evaluate
from screening.conditions.standing import Standing
from screening.conditions.trace import asked_for, is_open, missing
from screening.rulebook.rule import Rule

UNNAMED = "?"
"""The subject of rules about a child where no child has been told yet: nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule comes to for one subject.

    Attributes:
        subject: the id of the child, ``UNNAMED``, or None for a rule about the case.
        open: something told opens the rule, or it is always asked.
    """

    rule: Rule
    subject: str | None
    trace: Trace
    scope: Scope
    open: bool

    @property
    def standing(self) -> Standing:
        """What the rule's condition comes to."""
        return self.trace.standing

    def asks(self) -> tuple[str, ...]:
        """Case paths of the facts that are missing, each once, in the order of the condition."""
        found: dict[str, None] = {}
        for trace in missing(self.trace):
            for path in asked_for(trace, self.scope):
                found.setdefault(path, None)
        return tuple(found)

    def can_be_asked(self) -> tuple[str, ...]:
        """What to ask for: the missing facts, or which children there are where no child has been told."""
        nameless = f"children.{UNNAMED}."
        return tuple(dict.fromkeys("children" if path.startswith(nameless) else path for path in self.asks()))


def subjects(rule: Rule, told: Told) -> tuple[str | None, ...]:
    """Whom the rule is evaluated for: each child, or the case as a whole."""
    if rule.about == "case":
        return (None,)
    return told.members.get("children", ()) or (UNNAMED,)


def look(rule: Rule, bound: Bound, told: Told, subject: str | None) -> Outcome:
    """Evaluate one rule for one subject."""
    scope = Scope(told, child=f"children.{subject}." if subject is not None else "")
    trace = evaluate(bound, scope)
    opened = (
        rule.always_ask
        or trace.standing >= Standing.DISPUTED
        or (is_open(trace, frozenset(rule.opened_by)) and any(_can_be_named(one) for one in missing(trace)))
    )
    return Outcome(rule, subject, trace, scope, opened)


def _can_be_named(lacking: Trace) -> bool:
    """Whether what is missing is more than that a list may have further entries, none of those told bearing on it.

    Hardly any list is ever told in full. If that alone kept rules open, every family with one service would be asked
    for its services again.
    """
    node = lacking.node
    if not isinstance(node, Tally) or node.negated or not lacking.members or not lacking.parts:
        return True
    return any(part.standing > Standing.NOT_MET for part in lacking.parts)
