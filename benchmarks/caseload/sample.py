"""Some cases of a caseload as case files, folded: what engines that take one case at a time are asked about."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.caseload.generating import AS_OF
from screening.case.told import fold
from screening.caseload.converting import case_files
from screening.conditions.evaluate import Scope, evaluate
from screening.engine.outcome import subjects
from screening.packs import pack_folder
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Rule

Cell = tuple[str, str, str]
"""A case, a rule, and the child whom it is about; empty for a rule about the case."""


@dataclass(frozen=True)
class Subject:
    """One child of one case, or the case as a whole: what rules are held against."""

    case: str
    child: str
    scope: Scope

    def cell(self, rule: Rule) -> Cell:
        """Where a rule's standing for this subject belongs."""
        return self.case, rule.id, self.child


@dataclass(frozen=True)
class Sample:
    """Some cases, ready for engines that take one at a time.

    Attributes:
        children, cases: the subjects of rules about a child, and about the case.
        read_seconds, fold_seconds: how long it took to make case files of the tables, and to fold their accounts.
    """

    pack: Pack
    children: tuple[Subject, ...]
    cases: tuple[Subject, ...]
    read_seconds: float
    fold_seconds: float

    def rules(self, about: str) -> list[Rule]:
        """The rules in force about a child, or about the case."""
        return [rule for rule in self.pack.rules.values() if rule.status != "retired" and rule.about == about]

    def parts(self) -> Iterator[tuple[list[Rule], tuple[Subject, ...]]]:
        """The rules about a child with the children, and those about the case with the cases."""
        yield self.rules("child"), self.children
        yield self.rules("case"), self.cases

    def standings(self) -> tuple[dict[Cell, int], float]:
        """What the product's evaluator says, and how many seconds it took."""
        found: dict[Cell, int] = {}
        begun = time.process_time()
        for rules, among in self.parts():
            bounds = [(rule, self.pack.bound[rule.id]) for rule in rules]
            for subject in among:
                for rule, bound in bounds:
                    found[subject.cell(rule)] = int(evaluate(bound, subject.scope).standing)
        return found, time.process_time() - begun


def sample_of(folder: Path, cases: int) -> Sample:
    """The first cases of a caseload."""
    pack = open_pack(pack_folder())
    begun = time.process_time()
    accounts = pl.scan_parquet(folder / "accounts.parquet").select("case").unique(maintain_order=True)
    wanted = accounts.head(cases)
    frames = {
        path.stem: pl.scan_parquet(path).join(wanted, on="case", how="semi", maintain_order="left").collect()
        for path in folder.glob("*.parquet")
    }
    read = list(case_files(frames))
    read_seconds = time.process_time() - begun
    begun = time.process_time()
    window = pack.header.changing_window_days
    told = [(one.case, fold(one.all_accounts, AS_OF.toordinal(), window)) for one in read]
    fold_seconds = time.process_time() - begun
    about_child = next(rule for rule in pack.rules.values() if rule.about == "child")
    children = tuple(
        Subject(case, child or "", Scope(one, child=f"children.{child}."))
        for case, one in told
        for child in subjects(about_child, one)
    )
    whole = tuple(Subject(case, "", Scope(one)) for case, one in told)
    return Sample(pack, children, whole, read_seconds, fold_seconds)
