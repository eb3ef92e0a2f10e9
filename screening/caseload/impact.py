"""What a change of rules comes to in a caseload: for every rule how many standings differ, and a few cases to look at.

Both packs are run over the same batches. Example cases are those whose references come first, and never those where
most is found; they are turned back into case files, so that the single-case engine can explain them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.caseload.compiling import Compiled
from screening.caseload.converting import case_files
from screening.caseload.parts import screened
from screening.caseload.results import Wide, long
from screening.caseload.schema import ACCOUNTS, CASE, tables
from screening.caseload.tables import Tables
from screening.conditions.standing import Standing
from screening.engine.document import StandingWord
from screening.engine.explain import Explanation
from screening.rulebook.pack import Pack

EXAMPLES: Final = 3
"""How many cases are shown for each rule."""

Prompt = Literal["newly shown", "no longer shown"]
_KEY: Final = ["case", "child", "rule"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Part):
    """One way in which standings of a rule differ.

    Attributes:
        before, after: None where the pack has no such rule, or has retired it.
        prompt: whether a reader is newly shown it, or no longer; None where neither.
        standings: how many; one for each child that the rule is about.
        cases: in how many cases.
    """

    rule: str
    before: StandingWord | None
    after: StandingWord | None
    prompt: Prompt | None
    standings: int
    cases: int


class Example(_Part):
    """One standing that differs. ``child``: None for a rule about the case, and where no child has been told."""

    case: str
    child: str | None
    rule: str
    before: StandingWord | None
    after: StandingWord | None
    prompt: Prompt | None


class Explained(_Part):
    """One example, with how the rule comes to stand as it does under either pack.

    Attributes:
        before, after: None where that pack has no such rule.
    """

    example: Example
    before: Explanation | None
    after: Explanation | None


class RuleImpact(_Part):
    """What differs in a caseload between two packs.

    Attributes:
        before, after: the packs, by title and version.
        cases: how many were looked at.
        changed_cases: in how many a standing differs or a prompt comes or goes.
        rows, rejected: how many rows the tables have, and how many of them were set aside.
        titles: of the rules that are named.
    """

    before: str
    after: str
    as_of: str
    cases: int
    changed_cases: int
    rows: int
    rejected: int
    changes: tuple[Change, ...]
    examples: tuple[Explained, ...]
    titles: dict[str, str]


_Kind = tuple[str, StandingWord | None, StandingWord | None, Prompt | None]


@dataclass
class Impact:
    """What differs between two packs, batch by batch.

    Attributes:
        cases: how many have been looked at.
        changed_cases: in how many of them a standing differs or a prompt comes or goes.
        files: the case files of the examples.
    """

    before: tuple[Pack, Compiled]
    after: tuple[Pack, Compiled]
    as_of: datetime.date
    cases: int = 0
    changed_cases: int = 0
    files: dict[str, CaseFile] = field(default_factory=dict)
    _counts: dict[_Kind, tuple[int, int]] = field(default_factory=dict)
    _examples: dict[str, list[Example]] = field(default_factory=dict)

    def add(self, batch: Tables) -> None:
        """Look at some more cases with both packs."""
        was, now = (screened(batch, compiled, compiled.rules, self.as_of) for _, compiled in (self.before, self.after))
        # The cases are the same, and so each time come the same.
        for before, after in zip(was.some_at_a_time(), now.some_at_a_time(), strict=True):
            self._add(before, after, batch)

    def _add(self, was: Wide, now: Wide, batch: Tables) -> None:
        rows = _differing(_shown(was, self.before[0]), _shown(now, self.after[0]))
        self.cases += now.cases.len()
        self.changed_cases += rows["case"].n_unique()
        kinds = rows.group_by("rule", "before", "after", "prompt").agg(pl.len(), pl.col("case").n_unique().alias("of"))
        for *kind, standings, cases in kinds.iter_rows():
            known = self._counts.get(tuple(kind), (0, 0))
            self._counts[tuple(kind)] = (known[0] + standings, known[1] + cases)
        self._keep_examples(rows, batch)

    def changes(self) -> tuple[Change, ...]:
        """Every way in which standings differ, by rule; the order says nothing of how much any matters."""
        ordered = sorted(self._counts, key=lambda kind: tuple(one or "" for one in kind))
        return tuple(
            Change(
                rule=rule, before=before, after=after, prompt=prompt,
                standings=self._counts[rule, before, after, prompt][0],
                cases=self._counts[rule, before, after, prompt][1],
            )
            for rule, before, after, prompt in ordered
        )  # fmt: skip

    def examples(self) -> tuple[Example, ...]:
        """The examples of every rule; their case files are in ``files``."""
        return tuple(one for rule in sorted(self._examples) for one in self._examples[rule])

    def _keep_examples(self, rows: pl.DataFrame, batch: Tables) -> None:
        # A rule that only one of the packs has stands somewhere in every case; readers look for what they are shown.
        told = rows.filter(
            pl.col("prompt").is_not_null() | (pl.col("before").is_not_null() & pl.col("after").is_not_null())
        )
        first = told.sort("rule", "case", "child").group_by("rule", maintain_order=True).head(EXAMPLES)
        for row in first.select(*Example.model_fields).iter_rows(named=True):
            example = Example(**row)
            kept = [*self._examples.get(example.rule, []), example]
            self._examples[example.rule] = sorted(kept, key=lambda one: (one.case, one.child or ""))[:EXAMPLES]
        wanted = {one.case for one in self.examples()}
        missing = wanted - set(self.files)
        self.files = {case: file for case, file in self.files.items() if case in wanted}
        if missing:
            self.files |= {file.case: file for file in case_files_of(batch, missing)}


def case_files_of(batch: Tables, cases: set[str]) -> list[CaseFile]:
    """Some cases of a batch, turned back into case files; a case of which nobody told anything is among them."""
    frames: Mapping[str, pl.DataFrame] = {
        name: batch[name]
        .to_native()
        .filter(pl.col(CASE).is_in(cases))
        .select(column.name for column in table.columns)
        .collect()
        for name, table in tables().items()
    }
    told = list(case_files({ACCOUNTS: frames[ACCOUNTS], **frames}))
    untold = cases & set(batch.cases.to_native().collect()[CASE]) - {one.case for one in told}
    return [*told, *(CaseFile(case=one) for one in sorted(untold))]


def _shown(found: Wide, pack: Pack) -> pl.DataFrame:
    """Every standing, and whether a reader is shown it: found, or asked about."""
    strengths = [rule.id for rule in pack.rules.values() if rule.kind == "strength"]
    asked = (pl.col("standing") == Standing.NOT_KNOWN.value) & pl.col("open") & ~pl.col("rule").is_in(strengths)
    rows = long(found)
    return rows.select(*_KEY, "standing", ((pl.col("standing") >= Standing.DISPUTED.value) | asked).alias("shown"))


def _differing(was: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    words = {one.value: one.word for one in Standing}
    both = was.join(now, on=_KEY, how="full", coalesce=True, nulls_equal=True, suffix=" after")
    seen, sees = pl.col("shown").fill_null(value=False), pl.col("shown after").fill_null(value=False)
    prompt = pl.when(sees & ~seen).then(pl.lit("newly shown")).when(seen & ~sees).then(pl.lit("no longer shown"))
    return (
        both.with_columns(
            prompt.alias("prompt"),
            pl.col("standing").replace_strict(words, return_dtype=pl.String).alias("before"),
            pl.col("standing after").replace_strict(words, return_dtype=pl.String).alias("after"),
        )
        .filter(pl.col("before").ne_missing(pl.col("after")) | pl.col("prompt").is_not_null())
        .select(*_KEY, "before", "after", "prompt")
    )
