"""What open rules wait for, as columns: of every fact that they test, whether an answer is asked for in a case.

``screening.conditions.trace.missing`` is the meaning, with one difference: of a list it is said only that it is asked
about, and not which facts of which of its members. A caseload is summed up; the questions of one case are worked out
one case at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.case.dictionary import Entry
from screening.caseload.compiling import Compiled, Compiler, Judged, compile_pack
from screening.caseload.opening import Flag, Opening
from screening.caseload.viewing import Seen, View
from screening.conditions.bound import Bound, Gate
from screening.rulebook.pack import Pack

TOP = View()
"""From where a rule as a whole is looked at."""


@dataclass(frozen=True)
class Asked:
    """A pack as columns, with the columns of what is asked for.

    Attributes:
        compiled: the pack; after its rules come entries whose standing is such a column.
        rules: the rules.
        questions: by the path of a fact in the dictionary, such as ``child.mobility``, its column.
        texts: the question of each.
    """

    compiled: Compiled
    rules: tuple[Judged, ...]
    questions: dict[str, Judged]
    texts: dict[str, str]


def with_questions(pack: Pack) -> Asked:
    """The rules of a pack as columns, and for every fact whether an open rule that is not known asks for it.

    Raises:
        ProblemsFound: a rule asks what the column engine cannot.
    """
    compiler = Compiler()
    asking = _Asking(compiler)
    judged: list[Judged] = []
    for one in compile_pack(pack).rules:
        rule, bound = pack.rules[one.rule], pack.bound[one.rule]
        opened_by = frozenset(rule.opened_by)
        judged.append(compiler.rule(rule.id, rule.about, bound, opened_by, rule.always_ask))
        if rule.kind != "strength":
            asking.begin(bound, opened_by, always=rule.always_ask)
    flags = asking.by_fact()
    questions = {entry.path: asking.column(entry.path, of) for entry, of in flags.items()}
    return Asked(
        compiler.compiled([*judged, *questions.values()], pack.header.changing_window_days),
        tuple(judged),
        questions,
        {entry.path: entry.fact.question for entry in flags},
    )


@dataclass
class _Asking:
    """Follows what is not known from whole conditions down to their tests and lists, each part of the pack once."""

    compiler: Compiler
    _from_above: dict[Bound, list[Flag]] = field(default_factory=lambda: defaultdict(list))
    _roots: list[Bound] = field(default_factory=list)

    def begin(self, bound: Bound, opened_by: frozenset[str], *, always: bool) -> None:
        """A whole rule: what it lacks is asked for where it is open."""
        opening = Opening(self.compiler.views, self.compiler.standing, opened_by)
        self._from_above[bound].append(True if always else opening.rule(bound, TOP))
        self._roots.append(bound)

    def by_fact(self) -> dict[Entry, list[Seen]]:
        """For each fact, where it is asked for."""
        found: dict[Entry, list[Seen]] = defaultdict(list)
        views = self.compiler.views
        for bound in self._downwards():
            flags = [one for one in self._from_above[bound] if one is not False]
            if not flags:
                continue
            asked = views.combined(TOP, "unknown", [self.compiler.standing(bound, TOP)])
            if True not in flags:
                above = [one for one in flags if isinstance(one, Seen)]
                asked = views.combined(TOP, "both", [asked, views.combined(TOP, "either", above)])
            if isinstance(bound, Gate):
                for part in bound.parts:
                    self._from_above[part].append(asked)
            else:
                found[bound.entry].append(asked)
        return dict(sorted(found.items(), key=lambda one: one[0].path))

    def _downwards(self) -> Iterator[Bound]:
        """Every part of every rule once, each after all that it is a part of."""
        ordered: dict[Bound, None] = {}

        def visit(bound: Bound) -> None:
            if bound in ordered:
                return
            if isinstance(bound, Gate):
                for part in bound.parts:
                    visit(part)
            ordered[bound] = None

        for root in self._roots:
            visit(root)
        return reversed(ordered)

    def column(self, path: str, flags: list[Seen]) -> Judged:
        """Whether a fact is asked for anywhere: by case where it is one of the case, else by child."""
        seen = self.compiler.views.combined(TOP, "either", flags)
        return Judged(path, "child" if seen.child else "case", seen.node, open=True)
