"""The terminal: little at first, all on request, readable at every width and through a pipe."""

from __future__ import annotations

import re

import pytest
from made_documents import ACCOUNTS, FINDINGS, SOCIAL_CARE, Printed, fact, finding, in_one_line, question, screening

from screening.engine.document import ChildLine, EscalationLine, Ground, Named, Screening
from screening.reports.terminal import print_questions, print_screening


def shown(document: Screening, width: int = 80, *, show_all: bool = False) -> str:
    printed = Printed(width)
    print_screening(document, printed.console, show_all=show_all)
    return printed.text


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("show_all", [False, True])
def test_no_line_is_wider_than_the_window_or_ends_in_spaces(width: int, show_all: bool) -> None:
    for line in shown(screening(), width, show_all=show_all).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_an_address_is_never_broken_so_that_it_can_be_copied() -> None:
    address = "https://example.org/" + "procedures/" * 8
    one = finding(policies=(Named(id="long", name="A long one", address=address),))
    assert address in shown(screening(findings=(one,)), 60).split()


def test_where_to_find_somebody_is_given_once_also_where_it_only_belongs_to_a_step() -> None:
    clinic = Named(id="clinic", name="Clinic", telephone="01632 960 002", address="https://example.org/clinic")
    step = EscalationLine(to=SOCIAL_CARE, within="now", also=(clinic,))
    document = screening(findings=(finding(escalate=step), finding("MED-001", escalate=step)))
    for width in (60, 75, 100):
        text = shown(document, width)
        for where in ("Telephone 01632 960001", "Telephone 01632 960 002", "https://example.org/clinic"):
            assert text.count(where) == 1


@pytest.mark.parametrize("width", [60, 90, 120])
def test_what_is_wrapped_stands_under_its_own_text(width: int) -> None:
    ask = " ".join(["word"] * 60)
    lines = shown(screening(questions=(question(2, ask=ask),)), width).splitlines()
    first = next(number for number, line in enumerate(lines) if "[ ]" in line)
    column = lines[first].index("word")
    wrapped = [line for line in lines[first + 1 :] if line.strip().startswith("word")]
    assert len(wrapped) >= 2
    assert {len(line) - len(line.lstrip()) for line in wrapped} == {column}


def test_a_pipe_gets_no_colour_codes_and_only_plain_signs_of_our_own() -> None:
    text = shown(screening(), show_all=True)
    assert text.isascii()
    assert "\x1b" not in text


def test_a_stream_that_cannot_hold_a_letter_gets_it_spelt_out() -> None:
    printed = Printed(encoding="ascii")
    print_screening(screening(case="Zoë-1"), printed.console)
    assert r"Case Zo\xeb-1" in printed.text


def test_styles_carry_no_meaning_that_the_words_do_not() -> None:
    styled = Printed(80, terminal=True)
    print_screening(screening(), styled.console)
    assert "\x1b[1m" in styled.text
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled.text) == shown(screening())


def test_three_findings_are_opened_out_and_the_rest_take_one_line() -> None:
    text = shown(screening(), 100)
    opened = [one.rule for one in FINDINGS if f"Innocent {one.rule}." in text]
    assert opened == ["INJ-001", "MED-001", "SHA-001"]
    rest = text[text.index("THE REST, BY THEME") :]
    for theme, rule in (("Injuries", "INJ-002"), ("History", "HIS-002")):
        assert re.search(rf"^  {theme}\n    (REFLECT|CONSULT) +Title of {rule} +{rule}$", rest, re.MULTILINE)
    assert "2 prompts in one line" in in_one_line(text)


def test_what_is_due_soonest_is_opened_first_and_one_of_each_theme_before_a_second() -> None:
    lead = EscalationLine(to=SOCIAL_CARE, within="now")
    alike = [finding(f"AAA-00{number}", theme="One", escalate=lead) for number in range(4)]
    text = shown(screening(findings=(finding("LAT-001"), *alike, finding("TWO-001", theme="Two", escalate=lead))), 100)
    first = text[text.index("LOOK AT THESE FIRST") : text.index("THE REST, BY THEME")]
    assert re.findall(r"[A-Z]{3}-\d{3}$", first, re.MULTILINE) == ["AAA-000", "TWO-001", "AAA-001"]


def test_what_one_rule_finds_for_several_children_is_read_once() -> None:
    tom_hurt = Ground(
        facts=(fact("children.tom.injuries.x.kind", "injury.kind", "burn", "gp", thing="injury x of tom"),)
    )
    children = (ChildLine(id="robyn", age="4 months"), ChildLine(id="tom", age=None))
    both = (finding(), finding("MED-001"), finding(subject="tom", because=(tom_hurt,)))
    text = shown(screening(children=children, findings=both), 100)
    assert text.count("Title of INJ-001") == 1
    assert "Title of INJ-001 (robyn and tom)" in text
    assert "injury i1 of robyn - bruise" in text
    assert "injury x of tom - burn" in text


def test_what_is_about_the_work_is_marked_and_said_to_be_against_nobody() -> None:
    text = shown(screening(), 100)
    assert re.search(r"^  CONSULT\* +Title of SHA-001 +SHA-001$", text, re.MULTILINE)
    assert "* About what services did or have yet to do. It says nothing against the family" in in_one_line(text)
    assert "*" not in shown(screening(findings=(finding(),)), 100)


def test_among_equals_what_is_about_the_child_is_opened_before_what_is_about_the_work() -> None:
    work = [finding(f"WOR-00{number}", kind="practice") for number in range(3)]
    text = shown(screening(findings=(*work, finding("KID-001"))))
    assert "Innocent KID-001." in text
    assert "Innocent WOR-002." not in text


def test_everything_is_opened_out_on_request() -> None:
    text = in_one_line(shown(screening(), show_all=True))
    for one in FINDINGS:
        for part in (one.why, *one.limits, *one.innocent_explanations, *(prompt.ask for prompt in one.prompts)):
            assert part in text
    assert "choice of INJ-001. because." in text.replace("Choice", "choice")
    assert "--all" not in text


def test_an_opened_finding_names_every_row_the_first_of_a_source_with_its_place() -> None:
    text = in_one_line(shown(screening()))
    first, second = FINDINGS[0].citations
    assert f"{first.locator} ({first.row}); also {second.row}" in text


def test_every_citation_of_every_finding_comes_with_its_place_on_request() -> None:
    text = in_one_line(shown(screening(), show_all=True))
    for one in FINDINGS:
        for cited in one.citations:
            assert re.search(rf"{cited.locator} \({cited.row}\)|{cited.row} {cited.locator}", text), cited.row


def test_how_many_places_taught_what_stands_in_one_line_is_said() -> None:
    text = in_one_line(shown(screening()))
    assert "Learning briefing (1 place); Newsletter (1 place); --all gives each with its place." in text


def test_a_few_questions_are_asked_at_first_and_the_others_are_counted() -> None:
    few = shown(screening())
    assert few.count("[ ]") == 6
    assert "6 more questions" in few
    assert shown(screening(), show_all=True).count("[ ]") == 12


def test_questions_are_grouped_by_who_could_answer_with_what_they_settle_and_why_they_are_open() -> None:
    asked = (
        question(1, who=("gp",), settles=("HOU-001 robyn", "FAT-002"), reason="awaiting"),
        question(2, who=("own-record",)),
        question(3, who=("gp",)),
    )
    text = shown(screening(questions=asked, smallest_set=None), 90)
    gp = text[text.index("  GP\n") : text.index("  Your own record\n")]
    assert re.search(r"\[ \] Question number 1\? +settles HOU-001, FAT-002\n +So far: asked, and the answer is", gp)
    assert "Question number 3?" in gp
    assert "Question number 2?" not in gp


def test_the_smallest_set_comes_before_the_other_questions() -> None:
    text = shown(screening())
    assert text.index("Question number 2?") < text.index("Then:") < text.index("Question number 1?")


def test_the_questions_can_be_had_alone() -> None:
    printed = Printed()
    print_questions(screening(), printed.console, show_all=True)
    assert printed.text.count("[ ]") == 12
    assert "WHAT TO DO NOW" not in printed.text


def test_where_no_question_is_open_that_is_said_without_reassuring() -> None:
    printed = Printed()
    print_questions(screening(questions=(), cannot_rule_out=(), smallest_set=None), printed.console)
    assert "No question is open. This is not evidence of safety." in printed.text


def test_many_reasons_are_cut_short_at_first_and_counted() -> None:
    grounds = tuple(
        Ground(facts=(fact(f"children.robyn.injuries.i{n}.kind", "injury.kind", "bruise", "gp", thing=f"injury i{n}"),))
        for n in range(9)
    )
    document = screening(findings=(finding(because=grounds),))
    assert "and 3 more reasons" in shown(document)
    assert "injury i8 - bruise" not in shown(document)
    assert "injury i8 - bruise" in shown(document, show_all=True)


def test_many_tellings_of_one_fact_are_cut_short_at_first_and_counted() -> None:
    many = fact("children.robyn.mobility", "child.mobility", "rolling", *(one.id for one in ACCOUNTS))
    document = screening(findings=(finding(because=(Ground(facts=(many,)),)),))
    assert "and 2 more accounts)" in in_one_line(shown(document))
    assert "seen by the nursery, 16 August 2014" in in_one_line(shown(document, show_all=True))


def test_a_policy_that_stands_in_what_to_do_is_not_listed_again_at_first() -> None:
    text = shown(screening())
    assert text.count("https://example.org/marks") == 1
    assert "Genogram" in text[text.index("POLICIES, BESIDE THOSE ABOVE") :]


def test_policies_of_what_is_only_open_wait_for_the_full_list() -> None:
    assert "Family map" not in shown(screening())
    assert "Family map (look this up locally)" in shown(screening(), show_all=True)
    assert "A drawing of the family." in shown(screening(), show_all=True)
