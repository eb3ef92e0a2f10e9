"""What a change of rules comes to in a caseload, with examples explained, before anybody signs the rules off."""

from __future__ import annotations

import datetime
from collections.abc import Generator
from pathlib import Path

from screening.caseload.compiling import compile_pack
from screening.caseload.impact import Example, Explained, Impact, RuleImpact
from screening.caseload.reading import reading
from screening.engine.document import Lens
from screening.engine.explain import Explanation, explain
from screening.rulebook.pack import Pack
from screening.services.rule_diff import read_both


class ImpactRun:
    """Two packs about to be held against each other on a caseload.

    Attributes:
        result: there once ``steps`` has run.
    """

    def __init__(self, folder: Path, before: Pack, after: Pack, as_of: datetime.date) -> None:
        self._folder, self._before, self._after, self._as_of = folder, before, after, as_of
        self._impact = Impact((before, compile_pack(before)), (after, compile_pack(after)), as_of)
        self.result: RuleImpact | None = None

    def steps(self) -> Generator[tuple[int, int], None, None]:
        """Look at every batch; after each, which one it was and how many there are.

        Raises:
            ProblemsFound: the tables cannot be read.
        """
        with reading(self._folder) as read:
            for batch in read:
                self._impact.add(batch.tables)
                yield batch.number, batch.of
                del batch  # Let go before the next is read, so that there are never two.
            total = read.total
        impact = self._impact
        changes = impact.changes()
        known = {**self._before.rules, **self._after.rules}
        self.result = RuleImpact(
            before=_named(self._before),
            after=_named(self._after),
            as_of=self._as_of.isoformat(),
            cases=impact.cases,
            changed_cases=impact.changed_cases,
            rows=total.rows,
            rejected=total.rejected,
            changes=changes,
            examples=tuple(self._explained(one) for one in impact.examples()),
            titles={one.rule: known[one.rule].title for one in changes},
        )

    def _explained(self, example: Example) -> Explained:
        return Explained(
            example=example,
            before=self._explanation(example, self._before) if example.before is not None else None,
            after=self._explanation(example, self._after) if example.after is not None else None,
        )

    def _explanation(self, example: Example, pack: Pack) -> Explanation:
        """By the single-case engine, which must come to the same standing as the columns did."""
        case = self._impact.files[example.case]
        every = explain(case, pack, pack.rules[example.rule], self._as_of, Lens())
        found = next(one for one in every if one.finding.subject == example.child)
        stands = example.before if pack is self._before else example.after
        if found.finding.standing != stands:
            raise AssertionError(f"{example.rule} in one case: {stands} in columns, {found.finding.standing} alone")
        return found


def _named(pack: Pack) -> str:
    return f"{pack.header.title} {pack.header.version} (sha256 {pack.sha256[:12]})"


def open_impact(old: str, new: str, folder: Path, as_of: datetime.date) -> ImpactRun:
    """Get ready to look at a caseload with two packs.

    Raises:
        ProblemsFound: a pack has mistakes, or asks what columns cannot say.
    """
    before, after = read_both(old, new)
    return ImpactRun(folder, before, after, as_of)
