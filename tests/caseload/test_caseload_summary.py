"""A caseload summed up: what is counted, what is left out on request, and what is never there."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from whole_cases import whole_case

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.case.told import fold
from screening.caseload.asking import Asked, with_questions
from screening.caseload.converting import tables_of
from screening.caseload.parts import screened
from screening.caseload.results import findings, only
from screening.caseload.summing_up import Summary, Tally
from screening.caseload.untold import facts_read, untold
from screening.conditions.standing import Standing
from screening.conditions.trace import missing
from screening.engine.outcome import look, subjects
from screening.engine.screen import screen
from screening.packs import checklists_folder, pack_folder
from screening.reports.caseload_html import drawn, page_html
from screening.reports.caseload_summary import arrange_summary
from screening.reports.drawing import width_of
from screening.reports.supervision_page import Bar, Bars
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack

DAY = datetime.date(2026, 3, 1)
NOTHING = pl.DataFrame(schema={"case": pl.String, "rows": pl.UInt32})


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(pack_folder())


@pytest.fixture(scope="module")
def asked(pack: Pack) -> Asked:
    return with_questions(pack)


def shipped() -> list[CaseFile]:
    families = Path(__file__).parents[1] / "families"
    paths = [*sorted((checklists_folder() / "scenarios").glob("*.yaml")), *sorted(families.glob("*.yaml"))]
    return [read_case(path).case for path in paths]


def tallied(cases: list[CaseFile], pack: Pack, asked: Asked) -> Tally:
    tables, tally = tables_of(cases), Tally()
    found = screened(tables, asked.compiled, asked.compiled.rules, DAY)
    rules = only(found, asked.rules)
    tally.add(rules, findings(rules, NOTHING, pack), only(found, asked.questions.values()))
    tally.add_untold(untold(tables, facts_read(asked.compiled), DAY.toordinal()))
    return tally


def summed(cases: list[CaseFile], pack: Pack, asked: Asked, fewest: int | None = None) -> Summary:
    return tallied(cases, pack, asked).summary(DAY.isoformat(), pack, asked.texts, fewest)


def test_findings_are_counted_by_theme_and_urgency_as_single_screenings_have_them(pack: Pack, asked: Asked) -> None:
    cases = shipped()
    summary = summed(cases, pack, asked)
    screenings = [screen(case, pack, DAY) for case in cases]
    for by_theme, of in ((summary.findings, "findings"), (summary.open_questions, "cannot_rule_out")):
        assert by_theme is not None
        expected: dict[tuple[str, str], int] = {}
        for one in screenings:
            for finding in getattr(one, of):
                for key in ((finding.theme, finding.urgency), (finding.theme, ""), ("All themes", "")):
                    expected[key] = expected.get(key, 0) + 1
        for row in (*by_theme.rows, by_theme.all):
            assert row.total == expected[row.theme, ""]
            for urgency, count in zip(by_theme.urgencies, row.counts, strict=True):
                if row.theme != "All themes":
                    assert count == expected.get((row.theme, urgency), 0)
    strengths = {one.id: one.cases for one in summary.strengths}
    assert strengths == {
        rule: sum(rule in {each.rule for each in one.strengths} for one in screenings)
        for rule in {each.rule for one in screenings for each in one.strengths}
    }


def waited_for(case: CaseFile, pack: Pack) -> set[str]:
    """What open rules of one case wait for, read off their traces; of a list only that it is asked about."""
    told = fold(case.all_accounts, DAY.toordinal(), pack.header.changing_window_days)
    found: set[str] = set()
    for rule in pack.rules.values():
        if rule.status == "retired" or rule.kind == "strength":
            continue
        for subject in subjects(rule, told):
            outcome = look(rule, pack.bound[rule.id], told, subject)
            if outcome.open and outcome.standing == Standing.NOT_KNOWN:
                found |= set(_tops(outcome.trace))
    return found


def _tops(trace: object) -> list[str]:
    from screening.conditions.bound import Gate
    from screening.conditions.evaluate import Trace

    assert isinstance(trace, Trace)
    if trace.standing != Standing.NOT_KNOWN:
        return []
    if isinstance(trace.node, Gate):
        return [path for part in trace.parts for path in _tops(part)]
    assert any(True for _ in missing(trace))
    return [trace.node.entry.path]


def test_questions_are_those_that_open_rules_wait_for(pack: Pack, asked: Asked) -> None:
    rng = random.Random(20260301)
    cases = [*shipped(), *(whole_case(rng, f"R-{number}") for number in range(30))]
    counted = {one.id: one.cases for one in summed(cases, pack, asked).questions}
    expected: dict[str, int] = {}
    for case in cases:
        for path in waited_for(case, pack):
            expected[path] = expected.get(path, 0) + 1
    assert counted == expected
    assert len(expected) > 20


def test_facts_not_known_are_counted_from_accounts_that_count(pack: Pack, asked: Asked) -> None:
    def case(number: int, *accounts: Mapping[str, object]) -> CaseFile:
        return CaseFile.model_validate({"case": f"K-{number}", "accounts": list(accounts)})

    def mobile(on: str, **more: object) -> dict[str, object]:
        return {"id": "a", "on": on, "facts": {"children": {"sam": {"mobility": "walking"}}}, **more}

    child = {"id": "b", "on": "2026-01-01", "facts": {"children": {"sam": {"born": "2024-01-01"}}}}
    cases = [
        case(1, child, mobile("2026-01-02")),
        case(2, child, mobile("2026-03-02")),
        case(3, {**child, "withdraws": ["a"]}, mobile("2025-12-01")),
        case(4),
    ]
    summary = summed(cases, pack, asked)
    counts = {one.id: one.cases for one in summary.untold}
    assert counts["children.mobility"] == 2
    assert "children.born" not in counts
    assert counts["case.record.genogram"] == 4


def test_small_numbers_are_left_out_on_request_and_too_few_cases_show_nothing(pack: Pack, asked: Asked) -> None:
    tally = tallied(shipped(), pack, asked)

    def summary(fewest: int | None) -> Summary:
        return tally.summary(DAY.isoformat(), pack, asked.texts, fewest)

    plain, careful = summary(None), summary(5)
    assert plain.cases == careful.cases == 45
    shown = [one.cases for part in (careful.questions, careful.untold, careful.strengths) for one in part]
    assert None in shown
    assert all(one is None or one == 45 or 5 <= one <= 40 for one in shown)
    assert {one.id for one in careful.questions} == {one.id for one in plain.questions}
    assert careful.findings is not None
    for row in (*careful.findings.rows, careful.findings.all):
        assert all(one is None or one == 0 or one >= 5 for one in (*row.counts, row.total))
    few = summary(23)
    assert few.cases is None
    assert (few.findings, few.questions, few.untold) == (None, (), ())


def test_the_page_names_no_case_and_fetches_nothing(pack: Pack, asked: Asked) -> None:
    cases = shipped()
    text = page_html(arrange_summary(summed(cases, pack, asked)))
    assert "call 999" in text
    assert text.count("<svg") >= 5
    assert "<script" not in text
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)
    assert not [case.case for case in cases if case.case in text]


@pytest.mark.parametrize("number", [7, 12_345, 1_234_567, 12_345_678])
def test_numbers_stay_within_the_drawing(number: int) -> None:
    bars = Bars(title="t", whole=number, bars=(Bar(text="one", number=number), Bar(text="none", number=0)))
    drawing = drawn(bars)
    assert drawing.room + 8 + width_of(str(number), drawing.size) <= drawing.width
    assert [one.length for one in drawing.bars] == [pytest.approx(drawing.room), 0]
