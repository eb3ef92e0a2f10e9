"""Whether something told opens a rule that is not known, as columns.

``screening.conditions.trace.is_open`` and ``screening.engine.outcome`` are the meaning: something told must bear on the
rule, and what is missing must be more than that a list may have further entries. Only what cannot be read off a
standing is worked out besides: where all of a ``where`` is plain tests, for instance, a member whose standing is not
known always has a test that can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from screening.caseload.nodes import Op
from screening.caseload.viewing import Seen, View, Views, inside
from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.standing import Standing

MET, DISPUTED, NOT_KNOWN = Standing.MET.value, Standing.DISPUTED.value, Standing.NOT_KNOWN.value

Flag = Seen | bool
"""Something that is so or not; a plain yes or no where it is the same for every case."""


@dataclass(frozen=True)
class Opening:
    """What opens the rules that name the same facts as opening them.

    Attributes:
        standing: the column of a condition's standing, looked at from somewhere.
        opened_by: the facts and lists that open the rule; none where any test does that says more than who somebody is.
    """

    views: Views
    standing: Callable[[Bound, View], Seen]
    opened_by: frozenset[str]

    def rule(self, bound: Bound, view: View) -> Flag:
        """Whether a rule is open: met, disputed, or waiting for something that can be asked for."""
        standing = self.standing(bound, view)
        opened = self._opened(bound, view, below=False)
        waiting = self._both(view, [self._unknown(view, standing), opened, self._named(bound, view)])
        return self._either(view, [self._reaches(view, standing, DISPUTED), waiting])

    def _opened(self, bound: Bound, view: View, *, below: bool = True) -> Flag:
        """Whether something told opens a condition.

        Where it is part of another (``below``) it opens nothing if it is already not met. Of a whole rule that is known
        to be not known, this need not be asked.
        """
        standing = self.standing(bound, view)
        if isinstance(bound, Test):
            opens = bound.entry.path in self.opened_by if self.opened_by else not bound.entry.fact.identifies
            return self._reaches(view, standing, DISPUTED) if opens and bound.operator != "not_given" else False
        settled = self._reaches(view, standing, NOT_KNOWN) if below else True
        if isinstance(bound, Gate):
            opened = self._either(view, [self._opened(part, view) for part in bound.parts])
            # Whatever opens a part of an "any" is at least not known, and so then is the whole.
            return opened if bound.n == 1 else self._both(view, [opened, settled])
        named = not self.opened_by or bound.entry.path in self.opened_by
        if bound.negated:
            return self._reaches(view, standing, DISPUTED) if named else False
        if bound.where is None:
            return self._both(view, [self._members(bound, view) if named else False, settled])
        member = self._some(bound, view, self._opened(bound.where, inside(bound, view)))
        reached = self._reaches(view, standing, DISPUTED) if bound.entry.path in self.opened_by else False
        return self._both(view, [self._either(view, [reached, member]), settled])

    def _named(self, bound: Bound, view: View) -> Flag:
        """Whether a condition is not known, and more is missing than further entries of a list."""
        unknown = self._unknown(view, self.standing(bound, view))
        if _always_named(bound) or isinstance(bound, Test):
            return unknown
        if isinstance(bound, Gate):
            return self._both(view, [unknown, self._either(view, [self._named(part, view) for part in bound.parts])])
        if bound.where is None:
            raise AssertionError("a list without a where is always named")
        strongest = self._ranked(bound, view, self.standing(bound.where, inside(bound, view)))
        nobody = self.views.combined(view, "opposite", [self._members(bound, view)])
        bears: Flag = self._either(view, [nobody, self._reaches(view, strongest, NOT_KNOWN)])
        if _always_named(bound.where):
            return self._both(view, [unknown, bears])
        lacking: Flag = True
        if bound.dated_by is None and bound.distinct is None:
            lacking = self.views.combined(view, "opposite", [self.views.in_full(bound, view)])
        member = self._some(bound, view, self._named(bound.where, inside(bound, view)))
        whole = lacking if bound.negated else self._both(view, [lacking, bears])
        return self._both(view, [unknown, self._either(view, [whole, member])])

    # The algebra of yes and no. Columns that only ask how strong a standing is are drawn together.

    def _reaches(self, view: View, seen: Seen, least: int) -> Seen:
        return self.views.combined(view, "reaches", [seen], (least,))

    def _unknown(self, view: View, seen: Seen) -> Seen:
        return self.views.combined(view, "unknown", [seen])

    def _both(self, view: View, parts: Iterable[Flag]) -> Flag:
        listed = list(parts)
        if any(one is False for one in listed):
            return False
        flags = self._drawn_together(view, "all", listed)
        return self.views.combined(view, "both", flags) if flags else True

    def _either(self, view: View, parts: Iterable[Flag]) -> Flag:
        listed = list(parts)
        if any(one is True for one in listed):
            return True
        flags = self._drawn_together(view, "any", listed)
        return self.views.combined(view, "either", flags) if flags else False

    def _drawn_together(self, view: View, op: Op, parts: Iterable[Flag]) -> list[Seen]:
        """Several questions how strong standings are, drawn into one about the weakest or strongest of them."""
        others: list[Seen] = []
        by_least: dict[int, list[Seen]] = {}
        for one in parts:
            if isinstance(one, bool):
                continue
            if one.node.op == "reaches":
                inner = Seen(one.node.uses[0].node, one.child, one.member)
                by_least.setdefault(one.node.args[0], []).append(inner)
            else:
                others.append(one)
        drawn = [
            self._reaches(view, self.views.combined(view, op, standings), least)
            for least, standings in by_least.items()
        ]
        return [*drawn, *others]

    def _members(self, tally: Tally, view: View) -> Seen:
        return self._reaches(view, self.views.members(tally, view), MET)

    def _ranked(self, tally: Tally, view: View, of: Seen) -> Seen:
        return self.views.gathered(tally, view, "ranked", (1, False), of)

    def _some(self, tally: Tally, view: View, flag: Flag) -> Flag:
        """Whether it is so of any member."""
        if isinstance(flag, bool):
            return self._members(tally, view) if flag else False
        if flag.node.op == "reaches" and flag.node.uses[0].role == "same":
            inner = Seen(flag.node.uses[0].node, flag.child, flag.member)
            return self._reaches(view, self._ranked(tally, view, inner), flag.node.args[0])
        return self.views.gathered(tally, view, "some", (), flag)


def _always_named(bound: Bound) -> bool:
    """Whether something can be asked for wherever the condition is not known."""
    if isinstance(bound, Test):
        return True
    if isinstance(bound, Gate):
        return all(_always_named(part) for part in bound.parts)
    return bound.where is None or (bound.negated and _always_named(bound.where))
