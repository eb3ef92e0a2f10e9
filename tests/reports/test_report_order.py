"""The order in which a screening is read, and the lines that no format may lose."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from made_documents import Printed, disagreeing, finding, in_one_line, quiet, screening

from screening.engine.document import Checked, EscalationLine, Lens, Named, Screening
from screening.reports.html import screening_html
from screening.reports.markdown import screening_markdown
from screening.reports.terminal import print_questions, print_screening

Render = Callable[[Screening], str]


def terminal(document: Screening) -> str:
    printed = Printed(100)
    print_screening(document, printed.console)
    return in_one_line(printed.text)


def page(document: Screening) -> str:
    body = screening_html(document).partition("<body>")[2]
    within_a_line = re.sub(r"</?(bdi|span|strong|a)\b[^>]*>", "", body)
    return in_one_line(re.sub(r"<[^>]+>", " ", within_a_line)).replace("&#39;", "'")


def markdown(document: Screening) -> str:
    return in_one_line(re.sub(r"[*#]", "", screening_markdown(document)))


every_format = pytest.mark.parametrize("render", [terminal, page, markdown])

DANGER = "If a child is in immediate danger, call 999 now."
CLOSING = "Nothing here is a judgement of anyone, and what is not listed is not evidence of safety."
SECTIONS = ["What to do now", "Look at these first", "The rest, by theme", "Cannot be ruled out: ask",
            "What is going well", "Rests on one person's word", "Policies", "Sources",
            "38 rules were looked at"]  # fmt: skip


@every_format
@pytest.mark.parametrize("document", [screening(), quiet()])
def test_999_comes_before_everything_else_and_the_closing_sentence_is_never_missing(
    render: Render, document: Screening
) -> None:
    text = render(document)
    assert text.startswith(DANGER)
    assert CLOSING in text


def test_the_questions_alone_carry_both_sentences_too() -> None:
    printed = Printed()
    print_questions(screening(), printed.console)
    assert printed.text.startswith(DANGER)
    assert CLOSING in in_one_line(printed.text)


@every_format
def test_sections_stand_in_their_order(render: Render) -> None:
    text = render(screening()).lower()
    # Each heading is searched for after the one before it; the page's own list of sections ends with the last of them.
    at = text.index("what it was screened with") if render is page else 0
    for section in SECTIONS:
        at = text.find(section.lower(), at)
        assert at >= 0, f"{section} does not stand where it should"


@every_format
def test_the_case_line_gives_children_with_ages_the_day_in_words_and_the_place(render: Render) -> None:
    text = render(screening())
    for words in ("R-2014", "robyn, 4 months", "16 August 2014", "Leicester"):
        assert words in text
    assert "2014-08-16" not in text


@every_format
def test_where_nothing_is_found_it_says_so_without_reassuring(render: Render) -> None:
    text = render(quiet())
    assert "Nothing recorded so far opens a prompt. This is not evidence of safety." in text
    assert "Look at these first" not in text


@every_format
def test_where_nothing_is_met_but_something_is_open_it_points_to_the_questions(render: Render) -> None:
    text = render(screening(findings=()))
    assert "No prompt is met by what is recorded so far." in text
    assert "Question number 1?" in text


@every_format
def test_a_disagreement_of_the_channels_names_rule_and_both_standings(render: Render) -> None:
    text = render(disagreeing())
    assert "the two channels that decide do not agree. the stronger standing is kept." in text.lower()
    assert "INJ-001: the evaluator says not known, the second channel says met." in text


@every_format
def test_one_channel_is_said_with_its_reason(render: Render) -> None:
    text = render(screening(checked=Checked(channels=1, note="No compiler here.")))
    assert "Checked by one channel only: No compiler here." in text


@every_format
def test_a_view_of_the_file_is_named_and_a_supposition_is_announced(render: Render) -> None:
    lens = Lens(
        known_to=("out-of-hours-gp", "nursery"), face_value=True, what_if=(("children.robyn.mobility", "walking"),)
    )
    text = render(screening(lens=lens))
    assert "only what out-of-hours GP or nursery told or knew" in text
    assert "without what only a carer or the family told and nothing bears out" in text
    assert "supposing that children.robyn.mobility is walking" in text
    assert "this is not what is known" in text.lower()


@every_format
def test_a_training_case_is_marked(render: Render) -> None:
    assert "Training case" in render(screening(training=True))
    assert "Training case" not in render(screening())


@every_format
def test_escalations_are_merged_by_whom_to_go_to_and_how_soon_the_soonest_first(render: Render) -> None:
    text = render(screening())
    start = text.lower().rindex("what to do now")
    to_do = text[start : text.lower().index("title of inj-001", start)]
    assert to_do.count("Speak to children's social care, today") == 1
    assert re.search(r"Speak to children's social care, today.*INJ-001, MED-001", to_do)
    assert "01632 960001" in to_do
    steps = [to_do.index(one) for one in ("social care, today", "lead, today", "lead, by the next working day")]
    assert steps == sorted(steps)
    assert "look this up locally" in to_do


@every_format
def test_the_emergency_services_are_called_and_not_spoken_to(render: Render) -> None:
    emergency = Named(id="emergency", name="emergency services (999)", telephone="999")
    one = finding(escalate=EscalationLine(to=emergency, within="now"))
    text = render(screening(findings=(one,)))
    assert "Call emergency services (999), now" in text
    assert "telephone 999" not in text.lower()


@every_format
def test_findings_that_name_nobody_to_go_to_leave_room_for_ones_own_worry(render: Render) -> None:
    text = render(screening(findings=(finding(escalate=None),)))
    assert "Your own worry is reason enough to speak to your safeguarding lead." in text


@every_format
def test_both_sides_of_a_disputed_fact_are_shown(render: Render) -> None:
    text = render(screening())
    assert "DISPUTED" in text
    assert "nursery says bruise (seen by them, 16 August 2014)" in text
    assert "the mother says none (to the GP, August 2014)" in text


@every_format
def test_what_rests_on_one_word_says_what_it_changes(render: Render) -> None:
    text = render(screening())
    assert "mum (mother) - support network: said to help (said by the mother to the GP, August 2014)" in text.replace(
        "–", "-"
    )
    if render is terminal:
        assert "bears on INJ-002" in text
        printed = Printed(100)
        print_screening(screening(), printed.console, show_all=True)
        text = in_one_line(printed.text)
    assert "INJ-002: not met with it, not known without it" in text


@every_format
def test_how_the_smallest_set_was_found_is_said(render: Render) -> None:
    document = screening()
    assert document.smallest_set is not None
    two = document.smallest_set.model_copy(update={"questions": ("children.robyn.q2", "children.robyn.q3")})
    assert "No smaller set would do." in render(screening(smallest_set=two))
    greedy = two.model_copy(update={"method": "greedy"})
    assert "a smaller set may exist" in render(screening(smallest_set=greedy))


@every_format
def test_the_same_document_gives_the_same_bytes(render: Render) -> None:
    assert render(screening()) == render(screening())


def test_where_only_some_rules_are_drafts_their_number_is_said() -> None:
    assert "38 rules were looked at; 3 of them are drafts" in terminal(screening(drafts=3))
    assert "drafts" not in terminal(screening(drafts=0))


def test_what_is_dormant_is_counted_and_not_listed() -> None:
    assert "21 have nothing recorded that would open them." in terminal(screening())
