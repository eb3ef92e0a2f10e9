"""Evaluator, durable-rules, Polars and Spark come to the same standings, cell by cell."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import column_worlds as worlds
import polars as pl

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.case.told import fold
from screening.caseload.compiling import Compiled, Compiler, Judged, NotInColumnsError, compile_pack
from screening.caseload.converting import tables_of
from screening.caseload.parts import screened
from screening.caseload.results import columns, long, wide
from screening.caseload.running import Run
from screening.caseload.spark_backend import OnSpark
from screening.caseload.spark_parts import store
from screening.caseload.spark_tables import spark_tables
from screening.caseload.tables import Tables
from screening.conditions.bound import Bound
from screening.conditions.evaluate import Scope, evaluate
from screening.engine.conformance import DAY, bound_of, case_of, condition, world
from screening.engine.durable.process import shared_channel
from screening.engine.outcome import UNNAMED
from screening.engine.screen import outcomes
from screening.engine.second.frames import Frame, run
from screening.engine.second.opinion import SECONDS, second_opinion
from screening.packs import checklists_folder, pack_folder
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack, read_pack

Cell = tuple[str, str | None, str]
"""A case, a child and a rule."""

FAMILIES = Path(__file__).parents[1] / "families"
WINDOW = 28


def on_polars(tables: Tables, compiled: Compiled) -> dict[Cell, int]:
    return cells(long(screened(tables, compiled, compiled.rules, DAY)))


def on_spark(tables: Tables, compiled: Compiled, session: Any, place: Path) -> dict[Cell, int]:
    """Through files, as the command does it."""
    store(tables, place / "tables", 1)
    started = Run(compiled, spark_tables(session, (place / "tables").as_uri()), DAY.toordinal(), OnSpark(session))
    by = {}
    for about, frame in columns(started, compiled.rules).items():
        frame.to_native().write.parquet((place / about).as_uri())
        by[about] = pl.read_parquet(sorted((place / about).glob("*.parquet")))
    return cells(long(wide(by, compiled.rules)))


def cells(rows: pl.DataFrame) -> dict[Cell, int]:
    found = {row[:3]: row[3] for row in rows.select("case", "child", "rule", "standing").iter_rows()}
    assert len(found) == rows.height
    return found


def differing(first: dict[Cell, int], second: dict[Cell, int]) -> list[tuple[Cell, int | None, int | None]]:
    return [(one, first.get(one), second.get(one)) for one in {**first, **second} if first.get(one) != second.get(one)]


def shipped() -> list[CaseFile]:
    paths = [*sorted((checklists_folder() / "scenarios").glob("*.yaml")), *sorted(FAMILIES.glob("*.yaml"))]
    return [read_case(path).case for path in paths]


def cases_of_rule_tests() -> list[CaseFile]:
    """The cases of the rules' own tests, as far as they are looked at on this day."""
    pack = read_pack(pack_folder())[0]
    return [
        CaseFile(case=f"{rule.id}-{number}", accounts=test.told())
        for rule in pack.rules.values()
        for number, test in enumerate(rule.tests)
        if test.as_of == DAY.isoformat()
    ]


def decided(pack: Pack, cases: Iterable[CaseFile], *, both: bool) -> tuple[dict[Cell, int], dict[Cell, int]]:
    """By the evaluator, and by durable-rules where it is asked."""
    first: dict[Cell, int] = {}
    second: dict[Cell, int] = {}
    for case in cases:
        told = fold(case.all_accounts, DAY.toordinal(), pack.header.changing_window_days)
        found = outcomes(pack, told)
        keys = [(case.case, None if one.subject == UNNAMED else one.subject, one.rule.id) for one in found]
        first |= {key: one.standing.value for key, one in zip(keys, found, strict=True)}
        if both:
            standings = second_opinion(pack, told, found).standings
            assert standings is not None
            second |= {key: one.value for key, one in zip(keys, standings, strict=True)}
    return first, second


def test_every_shipped_rule_on_every_shipped_case_and_on_the_cases_of_all_rule_tests(
    spark: Any, tmp_path: Path
) -> None:
    pack = open_pack(pack_folder())
    compiled = compile_pack(pack)
    cases, small = shipped(), cases_of_rule_tests()
    tables = tables_of([*cases, *small])
    evaluator, durable = decided(pack, cases, both=True)
    assert differing(evaluator, durable) == []
    evaluator |= decided(pack, small, both=False)[0]
    polars = on_polars(tables, compiled)
    assert differing(evaluator, polars) == []
    assert differing(polars, on_spark(tables, compiled, spark, tmp_path)) == []
    assert len(evaluator) > 100_000
    assert {*evaluator.values()} == {0, 1, 2, 3}


def test_made_up_rules_on_made_up_cases(spark: Any, tmp_path: Path) -> None:
    rng = random.Random(20260301)
    bounds: dict[str, Bound] = {}
    cases: list[CaseFile] = []
    for number in range(6):
        of = world(rng)
        for each in range(8):
            bounds[f"W{number}-{each}"] = bound_of(condition(rng, of, depth=2))
        cases += [CaseFile.model_validate(case_of(rng, of) | {"case": f"K-{number}-{each}"}) for each in range(20)]
    compiled = compiled_of(bounds)
    bounds = {one.rule: bounds[one.rule] for one in compiled.rules}
    assert len(bounds) > 40
    frame = Frame()
    for bound in bounds.values():
        frame.add(bound)
    evaluator: dict[Cell, int] = {}
    durable: dict[Cell, int] = {}
    for case in cases:
        told = fold(case.all_accounts, DAY.toordinal(), WINDOW)
        children = told.members.get("children", ()) or (UNNAMED,)
        scopes = [Scope(told, f"children.{child}.") for child in children]
        answers = run(frame.decide(scopes), lambda requests: shared_channel().decide_all(requests, SECONDS))
        for child, scope, standings in zip(children, scopes, answers, strict=True):
            for (rule, bound), other in zip(bounds.items(), standings, strict=True):
                key = (case.case, None if child == UNNAMED else child, rule)
                evaluator[key], durable[key] = evaluate(bound, scope).standing.value, other.value
    assert differing(evaluator, durable) == []
    tables = tables_of(cases)
    polars = on_polars(tables, compiled)
    assert differing(evaluator, polars) == []
    assert differing(polars, on_spark(tables, compiled, spark, tmp_path)) == []


def test_rules_about_who_told_and_about_members_of_members(spark: Any, tmp_path: Path) -> None:
    rng = random.Random(20260301)
    rules = [worlds.ruled(worlds.telling_condition(rng), number) for number in range(15)]
    cases = [worlds.told_case(rng, f"K-{number}", worlds.TELLING_FACTS) for number in range(60)]
    store(tables_of(cases), tmp_path, 1)
    told = spark_tables(spark, tmp_path.as_uri())
    assert worlds.by_columns(worlds.compiled(rules), told, backend=OnSpark(spark)) == worlds.by_evaluator(rules, cases)


def compiled_of(bounds: dict[str, Bound]) -> Compiled:
    compiler = Compiler()
    judged: list[Judged] = []
    for name, bound in bounds.items():
        try:
            judged.append(compiler.rule(name, "child", bound))
        except NotInColumnsError:
            continue
    return compiler.compiled(judged, WINDOW)


def test_the_day_is_that_of_the_rules_tests() -> None:
    assert datetime.date(2026, 3, 1) == DAY
