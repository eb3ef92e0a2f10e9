"""Checks over a whole case file: each finds exactly its own problem, at the line and column where it stands."""

from __future__ import annotations

import datetime
from pathlib import Path
from textwrap import dedent

import pytest

from screening.case.checks import CODES
from screening.case.reading import ReadCase, case_in, read_case
from screening.errors import Problem, ProblemsFound
from screening.yamlsource import read_text

TODAY = datetime.date(2026, 3, 1)
HERE = "§"
"""Stands in a text right before the place where the problem is."""


def read(text: str, today: datetime.date = TODAY) -> ReadCase:
    return case_in(read_text(text.replace(HERE, ""), "case.yaml"), today=today)


def problems(text: str, today: datetime.date = TODAY) -> tuple[Problem, ...]:
    try:
        return read(text, today).warnings
    except ProblemsFound as found:
        return found.problems


def place(text: str) -> tuple[int, int]:
    before = text[: text.index(HERE)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


ERRORS = {
    "C201": """
        case: K-1
        accounts:
          - {id: a, facts: {}}
          - {id: §a, facts: {}}
        """,
    "C202": """
        case: K-1
        accounts:
          - id: a
            corroborated_by: [b, §c]
          - {id: b}
        """,
    "C202 itself": """
        case: K-1
        accounts:
          - id: a
            withdraws: [§a]
        """,
    "C204": """
        case: K-1
        accounts:
          - complete: [people, §peple]
        """,
    "C204 no list": """
        case: K-1
        accounts:
          - complete: [§children.c.mobility]
        """,
    "C204 not known": """
        case: K-1
        accounts:
          - not_known: {people.p.history: awaiting, children.c.mobilty: §declined}
        """,
    "C206": """
        case: K-1
        accounts:
          - on: "2026-02-10"
            facts:
              children:
                c:
                  injuries: {i1: {seen_on: §"2026-02-11"}}
        """,
    "C206 month": """
        case: K-1
        accounts:
          - on: "2026-02-10"
            facts: {events: {e: {on: §2026-03}}}
        """,
    "C206 no date": """
        case: K-1
        facts: {children: {c: {born: §"2026-03-02"}}}
        """,
    "C207": """
        case: K-1
        accounts:
          - on: §"2026-03-02"
        """,
    "C208": """
        case: K-1
        facts: {children: {c: {born: §"1999"}}}
        """,
    "C209": """
        case: K-1
        accounts:
          - on: "2025-01-01"
            facts: {children: {c: {mobility: §walking}}}
          - on: "2026-01-01"
            facts: {children: {c: {born: "2025-06-01"}}}
        """,
    "C210": """
        case: K-1
        facts: {children: {c: {born_at_weeks: §19}}}
        """,
    "C211": """
        case: K-1
        accounts:
          - facts: {people: [{sex: male}]}
          - facts: §{people: [{sex: female}]}
        """,
}  # fmt: skip

WARNINGS = {
    "C203": """
        case: K-1
        accounts:
          - told_by: §mothr
            facts: {people: {mother: {relationship: mother}}}
        """,
    "C205": """
        case: K-1
        facts:
          children: {c: {in_charge: §partner}}
          people: {partner-2: {sex: male}}
        """,
    "C205 several": """
        case: K-1
        facts:
          households: {h: {members: §[p, q]}}
          people: {p: {sex: male}}
        """,
    "C208": """
        case: K-1
        facts: {children: {c: {born: §"2003-06-01"}}}
        """,
    "I101": """
        case: K-1
        accounts:
          - note: §Lives at ME20 3AB.
        """,
    "I102": """
        case: §943 476 5919
        """,
    "I103": """
        case: K-1
        accounts:
          - by: §nurse on 07700 900123
        """,
    "I104": """
        case: K-1
        facts:
          claims: {k: {note: §write to worker@example.org}}
        """,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "severity"), [*((one, "error") for one in ERRORS), *((one, "warning") for one in WARNINGS)]
)
def test_a_check_finds_its_own_problem_where_it_stands(name: str, severity: str) -> None:
    text = dedent(ERRORS[name] if severity == "error" else WARNINGS[name]).lstrip("\n")
    (problem,) = problems(text)
    assert (problem.code, problem.severity) == (name[:4], severity)
    assert (problem.file, problem.line, problem.column) == ("case.yaml", *place(text))
    assert problem.message.endswith((".", "?"))


def test_every_code_of_the_docs_has_an_example() -> None:
    assert {name[:4] for name in (*ERRORS, *WARNINGS)} == set(CODES)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("case: K-1\naccounts:\n  - {id: first, withdraws: [frist]}\n", 'Did you mean "first"?'),
        ("case: K-1\naccounts:\n  - complete: [peple]\n", 'Did you mean "people"?'),
        (WARNINGS["C203"], 'Did you mean "mother"?'),
        (WARNINGS["C205"], 'Did you mean "partner-2"?'),
    ],
)
def test_a_slip_of_the_fingers_gets_a_suggestion(text: str, hint: str) -> None:
    assert hint in {problem.hint for problem in problems(dedent(text))}


def test_everything_wrong_is_found_at_once() -> None:
    text = """\
        case: K-1
        accounts:
          - id: a
            on: "2027-01-01"
            complete: [peple]
            corroborated_by: [zz]
            facts: {children: {c: {born_at_weeks: 99, injuries: {i: {seen_on: "2028-01-01"}}}}}
        """
    found = problems(dedent(text))
    assert [one.code for one in found] == ["C207", "C204", "C202", "C210", "C206"]
    assert [one.line for one in found] == sorted(one.line or 0 for one in found)


def test_what_is_only_doubtful_does_not_stop_the_case_from_being_used() -> None:
    found = read(dedent(WARNINGS["C203"]))
    assert found.case.case == "K-1"
    assert [one.code for one in found.warnings] == ["C203"]


FINE = {
    "a due date ahead": 'case: K-1\nfacts: {children: {c: {due: "2026-09-01"}}}\n',
    "a meeting ahead": 'case: K-1\naccounts:\n  - on: "2026-02-01"\n    facts: {meetings: {m: {on: "2026-09-01"}}}\n',
    "a date within the month of the account": 'case: K-1\naccounts:\n  - on: 2026-02\n'
    '    facts: {events: {e: {on: "2026-02-27"}}}\n',
    "an account of today": 'case: K-1\naccounts:\n  - on: "2026-03-01"\n',
    "a list told in full twice with ids": "case: K-1\naccounts:\n  - facts: {people: {m: {sex: female}}}\n"
    "  - facts: {people: {m: {sex: female}}}\n",
    "several choices told in full": "case: K-1\naccounts:\n  - complete: [children.c.disability]\n",
    "agencies told in full": "case: K-1\naccounts:\n  - complete: [meetings.m.attended]\n",
    "the child itself said it": "case: K-1\naccounts:\n  - told_by: c\n"
    "    facts: {children: {c: {seen_alone: true}}}\n",
    "a mother who is a parent of the child": "case: K-1\nfacts:\n  children: {c: {born: '2020'}}\n"
    "  people: {m: {parent_of: [c]}}\n",
    "weeks of birth at the ends": "case: K-1\nfacts: {children: {c: {born_at_weeks: 20}, d: {born_at_weeks: 45}}}\n",
    "seventeen years old": "case: K-1\nfacts: {children: {c: {born: '2008-03-02'}}}\n",
    "an account of the year of birth": 'case: K-1\naccounts:\n  - on: "2025-07-01"\n    facts: {children: {c: '
    "{mobility: not-mobile, born: '2025'}}}\n",
    "a pregnancy before the birth": 'case: K-1\naccounts:\n  - on: "2025-01-01"\n    facts: {children: {c: {due: '
    '"2025-06-01"}}}\n  - facts: {children: {c: {born: "2025-06-01"}}}\n',
}  # fmt: skip


@pytest.mark.parametrize("name", FINE)
def test_nothing_is_wrong_with(name: str) -> None:
    assert problems(FINE[name]) == ()


@pytest.mark.parametrize("born", ["2010-01-01", "1999", "1985"])
def test_the_children_of_a_training_case_may_long_be_grown_up(born: str) -> None:
    text = f'case: K-1\ntraining: true\nfacts: {{children: {{c: {{born: "{born}"}}}}}}\n'
    assert problems(text) == ()


@pytest.mark.parametrize(
    ("born", "severity"),
    [("2007-03-02", None), ("2006-01-01", "warning"), ("2001-06-01", "warning"), ("2000-01-01", "error")],
)
def test_an_adult_may_be_a_care_leaver_and_somebody_older_is_a_slip(born: str, severity: str | None) -> None:
    found = problems(f'case: K-1\nfacts: {{children: {{c: {{born: "{born}"}}}}}}\n')
    assert [(one.code, one.severity) for one in found] == ([("C208", severity)] if severity else [])


def test_a_case_inside_a_scenario_is_checked_and_located_there(tmp_path: Path) -> None:
    text = "scenario: x\ncase:\n  case: K-1\n  accounts:\n    - {id: a, withdraws: [§b]}\n"
    path = tmp_path / "scenario.yaml"
    path.write_text(text.replace(HERE, ""))
    with pytest.raises(ProblemsFound) as caught:
        read_case(path, TODAY)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("C202", str(path))
    assert (problem.line, problem.column) == place(text)


def test_a_slip_in_a_field_name_is_one_problem_with_a_suggestion() -> None:
    text = "case: K-1\nfacts: {children: {c: {§mobilty: walking}}}\n"
    (problem,) = problems(text)
    assert (problem.code, problem.line, problem.column) == ("C101", *place(text))
    assert "mobility" in (problem.hint or "")


def test_an_account_inside_a_list_of_choices_says_what_may_stand_there() -> None:
    text = "case: K-1\nfacts: {children: {c: {mobility: §crawls}}}\n"
    (problem,) = problems(text)
    assert (problem.code, problem.line, problem.column) == ("C102", *place(text))
    assert "crawling" in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("wrong", [
    "2020-13", "2020-00", "2020-05-00", "2020-02-30", "1899", "20-02-2020", "2020-2-3", "May 2020", "2020-05\\n",
    "２０２０",
])  # fmt: skip
def test_a_date_that_cannot_be_is_refused(wrong: str) -> None:
    (problem,) = problems(f'case: K-1\nfacts: {{children: {{c: {{born: "{wrong}"}}}}}}\n')
    assert problem.code == "C105"
