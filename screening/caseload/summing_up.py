"""A caseload summed up: findings by theme and urgency, the questions most often open, the facts most often not known.

Batches are counted as they come. Nothing here names a case, and nothing can be asked for by child or by worker. On
request small numbers are left out, and whatever would let them be worked out (``screening.suppressing``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl
from pydantic import BaseModel, ConfigDict

from screening.caseload.results import OPEN_QUESTION, Wide
from screening.rulebook.pack import Pack
from screening.rulebook.rule import URGENCIES, Urgency
from screening.suppressing import Count, left_out, shares


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Share(_Part):
    """In how many cases something is; None where that is left out."""

    id: str
    text: str
    cases: int | None


class Row(_Part):
    """Counts of one theme by urgency, and their sum; None where one is left out."""

    theme: str
    counts: tuple[int | None, ...]
    total: int | None


class ByTheme(_Part):
    """Counts by theme and urgency. ``all``: the sums, in a row of their own."""

    urgencies: tuple[Urgency, ...]
    rows: tuple[Row, ...]
    all: Row


class PackLine(_Part):
    """Which rules."""

    title: str
    version: str
    sha256: str
    locality: str
    rules: int
    drafts: int


class Summary(_Part):
    """A caseload summed up.

    Attributes:
        cases: how many were screened; None where they are too few to show anything.
        children: how many have been told of in them.
        fewest: counts below this are left out; None where nothing is.
        findings: concerns and practice, met or disputed.
        open_questions: those that cannot be ruled out.
        strengths: what is going well.
        questions: what open rules ask for, most often first.
        untold: facts that rules read and nobody has told of somebody told of, most often first.
    """

    as_of: str
    cases: int | None
    children: int | None
    fewest: int | None
    findings: ByTheme | None = None
    open_questions: ByTheme | None = None
    strengths: tuple[Share, ...] = ()
    questions: tuple[Share, ...] = ()
    untold: tuple[Share, ...] = ()
    pack: PackLine


FINDING, OPEN, STRENGTH = "finding", "open", "strength"
_What = tuple[str, str, str]
"""Finding, open question or strength; theme; urgency."""

MOST_URGENT_FIRST: Final = URGENCIES


@dataclass
class Tally:
    """What has been counted so far."""

    cases: int = 0
    children: int = 0
    _number: Counter[_What] = field(default_factory=Counter)
    _families: Counter[_What] = field(default_factory=Counter)
    _strengths: Counter[str] = field(default_factory=Counter)
    _questions: Counter[str] = field(default_factory=Counter)
    _untold: Counter[str] = field(default_factory=Counter)

    def add(self, found: Wide, findings: pl.DataFrame, questions: Wide) -> None:
        """Count a batch; no case may be in two.

        Args:
            found: what its cases come to.
            findings: the same as ``results.findings`` gives it.
            questions: a column for each fact, met where an open rule asks for it.
        """
        self.cases += found.cases.len()
        self.children += int(found.by["child"]["child"].is_not_null().sum())
        kind = (
            pl.when(pl.col("found") == OPEN_QUESTION)
            .then(pl.lit(OPEN))
            .when(pl.col("kind") == STRENGTH)
            .then(pl.lit(STRENGTH))
            .otherwise(pl.lit(FINDING))
        )
        rows = findings.select("case", "rule", "theme", "urgency", kind.alias("what"))
        # Sums over themes and urgencies are counted here, because one family can stand in several.
        for theme in (pl.col("theme"), pl.lit("").alias("theme")):
            for urgency in (pl.col("urgency"), pl.lit("").alias("urgency")):
                counts = rows.group_by(pl.col("what"), theme, urgency).agg(
                    pl.len().alias("number"), pl.col("case").n_unique().alias("families")
                )
                for what, of, how, number, families in counts.iter_rows():
                    self._number[what, of, how] += number
                    self._families[what, of, how] += families
        strengths = rows.filter(pl.col("what") == STRENGTH).group_by("rule").agg(pl.col("case").n_unique())
        self._strengths.update(dict(strengths.iter_rows()))
        for about, frame in questions.by.items():
            names = list(questions.rules[about])
            if names:
                asked = frame.group_by("case").agg((pl.col(one) > 0).any() for one in names).select(names).sum()
                self._questions.update({one: int(asked[one][0] or 0) for one in names})

    def add_untold(self, untold: Mapping[str, int]) -> None:
        """Count the facts of a batch that nobody told."""
        self._untold.update(untold)

    def summary(self, as_of: str, pack: Pack, texts: Mapping[str, str], fewest: int | None) -> Summary:
        """All that was counted.

        Args:
            as_of: the day of the screening.
            pack: the rules.
            texts: what questions and facts are called.
            fewest: counts below this are left out, 3 or more; nothing is left out if not given.
        """
        listed = [rule for rule in pack.rules.values() if rule.status != "retired"]
        line = PackLine(
            title=pack.header.title, version=pack.header.version, sha256=pack.sha256, locality=pack.locality.name,
            rules=len(listed), drafts=sum(rule.status == "draft" for rule in listed),
        )  # fmt: skip
        if fewest is not None and self.cases < 2 * fewest:
            return Summary(as_of=as_of, cases=None, children=None, fewest=fewest, pack=line)
        titles = {rule.id: rule.title for rule in listed}
        # How many children there are says, with few cases, how many children single families have.
        return Summary(
            as_of=as_of,
            cases=self.cases,
            children=self.children if fewest is None or abs(self.children - self.cases) >= fewest else None,
            fewest=fewest,
            findings=self._by_theme(FINDING, fewest),
            open_questions=self._by_theme(OPEN, fewest),
            strengths=self._shares(self._strengths, titles, fewest),
            questions=self._shares(self._questions, texts, fewest),
            untold=self._shares(self._untold, texts, fewest),
            pack=line,
        )

    def _shares(self, counts: Counter[str], texts: Mapping[str, str], fewest: int | None) -> tuple[Share, ...]:
        """The most frequent first; what is left out stands last, in the order of the alphabet."""
        some = {name: number for name, number in counts.items() if number}
        shown: Mapping[str, int | None] = some if fewest is None else shares(some, self.cases, fewest)
        found = [Share(id=name, text=texts.get(name, name), cases=shown[name]) for name in some]
        return tuple(sorted(found, key=lambda one: (one.cases is None, -(one.cases or 0), one.text, one.id)))

    def _by_theme(self, what: str, fewest: int | None) -> ByTheme | None:
        themes = sorted({theme for one, theme, _ in self._number if one == what and theme})
        if not themes:
            return None
        urgencies = [one for one in MOST_URGENT_FIRST if self._number[what, "", one]]
        table = [[self._count(what, theme, urgency) for urgency in (*urgencies, "")] for theme in (*themes, "")]
        out = left_out(table, fewest) if fewest is not None else frozenset()
        shown = [
            [None if (row, column) in out else one.number for column, one in enumerate(line)]
            for row, line in enumerate(table)
        ]
        *rows, total = _rows([*themes, "All themes"], shown)
        return ByTheme(urgencies=tuple(urgencies), rows=tuple(rows), all=total)

    def _count(self, what: str, theme: str, urgency: str) -> Count:
        return Count(number=self._number[what, theme, urgency], families=self._families[what, theme, urgency])


def _rows(names: Iterable[str], shown: Sequence[Sequence[int | None]]) -> list[Row]:
    return [Row(theme=name, counts=tuple(line[:-1]), total=line[-1]) for name, line in zip(names, shown, strict=True)]
