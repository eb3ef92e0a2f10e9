"""Each lint, shown by one change to a pack that lint has nothing to say about: what it says, and where it points."""

from __future__ import annotations

from pathlib import Path

import pytest
from changed_pack import CONCEPTS, ENG, INJ, MINIMAL, STR, TODAY, Change, found_in, line_at

from screening.lint import LINTS, lint
from screening.rulebook.pack import read_pack

# Code, file, what stands there, what is to stand there instead, and what the problem points at.
CASES: list[tuple[str, str, str, str, str]] = [
    ("L010", INJ, "learning: [ONE-001]", "learning: [ONE-010]", "ONE-010"),
    ("L010", CONCEPTS, "learning: [ONE-001]", "learning: [ONE-010]", "ONE-010"),
    ("L011", INJ, "policies: [marks-on-babies]", "policies: [mark-on-babies]", "mark-on-babies"),
    ("L011", ENG, "policy: missed-appointments}", "policy: missing-appointments}", "missing-appointments"),
    ("L012", ENG, "to: supervisor", "to: superviser", "superviser"),
    ("L012", INJ, "within: same-day,", "within: same-day, also: [marks-on-baby],", "marks-on-baby"),
    ("L013", INJ, "{rule: ENG-001", "{rule: ENG-002", "ENG-002"),
    ("L014", ENG, "learning: [ONE-002]", "learning: [ONE-002, ONE-001, ONE-002]", "ONE-002]"),
    ("L014", INJ, "{rule: ENG-001", "{rule: INJ-001", "{rule: INJ-001"),
    ("L015", INJ, "opened_by: [injury.kind]", "opened_by: [injury.kinds]", "injury.kinds"),
    ("L016", ENG, "policies: [missed-appointments]", "policies: [there-missed-appointments]", "there-missed"),
    ("L017", "localities/there.yaml", "{policy: there-missed-appointments}", "{policy: missed}", "missed}"),
    ("L017", "policies.yaml", "used_by: [supervisor]", "used_by: [supervisor, superviser]", "superviser"),
    ("L018", "policies.yaml", "learning: [ONE-001]", "learning: [ONE-003]", "ONE-003"),
    ("L018", "sources/one.yaml", "policies: [missed-appointments]", "policies: [missed]", "missed]"),
    ("L020", STR, "{fact: child.seen_alone, is: true}",
     "{all: [{fact: child.seen_alone, is: true}, {fact: child.seen_alone, not_given: true}]}",
     "{fact: child.seen_alone, not_given: true}"),
    ("L021", STR, "{fact: child.seen_alone, is: true}",
     "{any: [{fact: child.seen_alone, is: true}, {fact: child.seen_alone, is: false}]}",
     "{fact: child.seen_alone, is: false}"),
    ("L022", STR, "{fact: child.seen_alone, is: true}",
     "{any: [{fact: child.seen_alone, is: true}, {fact: child.mobility, not_given: true}]}", "when:"),
    ("L023", STR, "{fact: child.seen_alone, is: true}",
     "{any: [{fact: child.seen_alone, is: true}, {fact: child.seen_alone, is: true}]}", "{fact: child.seen_alone"),
    ("L024", STR, "{fact: child.seen_alone, is: true}", "{all: [{fact: child.seen_alone, is: true}]}", "{all:"),
    ("L024", STR, "{fact: child.seen_alone, is: true}", "{not: {not: {fact: child.seen_alone, is: true}}}", "{not:"),
    ("L025", INJ, "{is_met: not-moving}", "{fact: child.mobility, in: [not-mobile, rolling]}", "not-moving"),
    ("L026", CONCEPTS, "concepts:", "concepts:\n  - {id: other, title: The child does not yet move about, "
     "about: child, why: Another., when: {fact: child.mobility, is: rolling}}", "The child does not yet move about"),
    ("L031", INJ, "    ask: [child.mobility]\n", "", "name: Nobody has told whether"),
    ("L035", ENG, "appointments within six months.", "appointments.", "6 months"),
    ("L035", ENG, "under five", "under age", "60"),
    ("L040", STR, "Children tell more", f"Children {'of all ages ' * 10}tell more", "Children of all"),
    ("L041", STR, "Children tell more", "The genogram says more", "The genogram"),
    ("L042", STR, "Children tell more", "The LADO tells more", "The LADO"),
    ("L043", STR, "Children tell more", "Parents who refuse to engage say more", "Parents who"),
    ("L043", CONCEPTS, "rarely hurt themselves", "of hard-to-reach families are hurt", "Babies"),
    ("L044", STR, "Children tell more", "High-risk children tell more", "High-risk"),
    ("L044", STR, "It does not say that the child told everything.", "A child seen alone is safe.", "A child seen"),
    ("L045", STR, "Children tell more", "Behavior tells more", "Behavior"),
    ("L046", INJ, "Write down who was there.", "The answer matters.", "The answer matters."),
    ("L050", INJ, "to: childrens-social-care", "to: supervisor", "escalate:"),
    ("L051", INJ, "within: same-day", "within: five-working-days", "five-working-days"),
    ("L051", INJ, "urgency: refer", "urgency: immediate", "same-day"),
    ("L052", ENG, "escalate: {to: supervisor, within: next-supervision, policy: missed-appointments}",
     "escalate: none", "escalate:"),
    ("L053", INJ, "innocent_explanations:\n  - It is a birth mark that a midwife has written down.\n", "", "concern"),
    ("L054", STR, "urgency: reflect", "urgency: consult", "consult"),
    ("L060", STR, 'due: "2027-05-01"', 'due: "2026-05-31"', '"2026-05-31"'),
    ("L061", STR, "status: draft", "status: active", "active"),
    ("L062", STR, "given: {child: {seen_alone: true}}", 'as_of: "2026-02-30"\n    given: {child: {seen_alone: true}}',
     '"2026-02-30"'),
    ("L062", STR, 'due: "2027-05-01"', 'due: "2027-02-30"', '"2027-02-30"'),
]  # fmt: skip

# What a change brings about beside the code that it is there to show.
ALSO = {
    "L020": {"L030", "L034"},  # a rule that is never met cannot be shown to be met
    "L021": {"L030", "L034"},
    "L022": {"L034"},
    "L023": {"L034"},
    "L026": {"L025"},
    "L054": {"L052"},
}


def test_the_minimal_pack_has_nothing_to_be_said_about_it() -> None:
    assert lint(*read_pack(MINIMAL), TODAY) == []


@pytest.mark.parametrize(("code", "file", "old", "new", "points_at"), CASES)
def test_a_lint_finds_what_it_is_for_and_points_at_it(
    code: str, file: str, old: str, new: str, points_at: str, tmp_path: Path
) -> None:
    problems = found_in(tmp_path, (file, old, new))
    assert {problem.code for problem in problems} - ALSO.get(code, set()) == {code}
    found = next(problem for problem in problems if problem.code == code)
    assert line_at(found).startswith(points_at)
    assert found.hint


MANY: list[tuple[str, tuple[Change, ...]]] = [
    ("L030", ((INJ, "expect: disputed", "expect: met"), (STR, "expect: not_met", "expect: met"))),
    ("L032", ((STR, "expect: disputed", "expect: met"),)),
]


@pytest.mark.parametrize(("code", "changes"), MANY)
def test_standings_that_no_test_expects_are_missed(code: str, changes: tuple[Change, ...], tmp_path: Path) -> None:
    found = [problem for problem in found_in(tmp_path, *changes) if problem.code == code]
    assert [line_at(problem) for problem in found] == ["tests:"]


ELSEWHERE = {"L001", "L002", "L003", "L033", "L034", "L063", "L064", "L065", "L066"}
"""Shown in modules of their own."""


def test_every_lint_is_shown() -> None:
    shown = {code for code, *_ in CASES} | {code for code, _ in MANY} | ELSEWHERE
    assert shown == {one.code for one in LINTS}


def test_codes_are_given_once_and_every_lint_says_why_and_what_to_do() -> None:
    assert len({one.code for one in LINTS}) == len({one.name for one in LINTS}) == len(LINTS)
    for one in LINTS:
        assert one.reason.endswith("."), one.code
        assert one.recommendation.endswith("."), one.code
