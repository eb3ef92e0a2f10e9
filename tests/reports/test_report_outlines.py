"""Comparisons, replays and explanations: what changed, when, because of whom, and how a rule comes to its standing."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from made_documents import ACCOUNTS, Printed, fact, finding, in_one_line
from markdown_it import MarkdownIt
from test_report_page import Page

from screening.engine.compare import Change, Comparison
from screening.engine.document import Checked
from screening.engine.explain import Explanation, NearChange, Step
from screening.engine.replay import Held, Moment, Replay
from screening.reports.html import comparison_html, explanations_html, replay_html
from screening.reports.markdown import comparison_markdown, explanations_markdown, replay_markdown
from screening.reports.terminal import (
    print_comparison,
    print_explanation,
    print_explanations,
    print_replay,
)

HV, GP, MUM, NURSERY = ACCOUNTS
BOTH = Checked(channels=2)


def change(rule: str = "INJ-001", **changes: Any) -> Change:
    values: dict[str, Any] = {
        "rule": rule, "subject": "robyn", "title": f"Title of {rule}", "how": "opened", "before": "not_known",
        "after": "met", "because": ("nur", "gp"),
    }  # fmt: skip
    return Change(**(values | changes))


COMPARISON = Comparison(
    case="R-2014", before="as known on 2014-07-02", after="as known on 2014-08-16, as known to gp",
    changes=(change("INJ-002", how="settled", after="not_met", because=()), change()),
    new_accounts=(GP, NURSERY), gone_accounts=(MUM,), unchanged=3, notes=("The rules were not the same.",),
)  # fmt: skip
REPLAY = Replay(
    case="R-2014",
    training=True,
    moments=(
        Moment(on="2014-07-02", accounts=(HV,), changes=(), checked=BOTH, held=()),
        Moment(
            on="2014-08-16",
            accounts=(GP, NURSERY),
            changes=(change(), change("HIS-002", subject=None, because=()), change("SHA-001", subject=None)),
            checked=BOTH,
            held=(
                Held(rule="INJ-001", subject="robyn", alone=("out-of-hours-gp", "nursery"), together=()),
                Held(rule="HIS-002", subject=None, alone=(), together=("gp", "health-visiting")),
            ),
        ),
    ),
)
TEST = Step(
    words="robyn: mobility is not yet moving about",
    standing="met",
    told=fact("children.robyn.mobility", "child.mobility", "not yet moving about", "hv"),
)
EXPLANATION = Explanation(
    case="R-2014", as_of="2014-08-16", finding=finding(standing="not_known"), open=True,
    condition=Step(words="all of these", standing="not_known",
                   parts=(TEST, Step(words="a mark", standing="not_known"))),
    would_change=(NearChange(path="children.robyn.mobility", thing="robyn", label="mobility",
                             answers=("crawling", "walking"), becomes="not_met"),),
)  # fmt: skip


def printed(write: Callable[..., None], *given: Any, width: int = 100) -> str:
    target = Printed(width)
    write(given[0], target.console, *given[1:])
    return target.text


def test_a_comparison_says_what_opened_first_and_because_of_which_accounts_in_the_order_of_their_days() -> None:
    text = in_one_line(printed(print_comparison, COMPARISON))
    assert text.index("WHAT OPENED") < text.index("WHAT WAS SETTLED")
    assert "OPENED: Title of INJ-001 (robyn) INJ-001 - It was not known and is met. Because of: seen by" in text
    assert "SETTLED: Title of INJ-002 (robyn) INJ-002 - It was not known and is not met." in text
    assert "The rules were not the same." in text
    assert "3 prompts stand as before." in text


def test_a_comparison_names_both_views_with_british_days_and_the_accounts_that_only_one_has() -> None:
    text = in_one_line(printed(print_comparison, COMPARISON))
    assert "First: as known on 2 July 2014 Second: as known on 16 August 2014, as known to gp" in text
    later = text[text.index("ACCOUNTS THAT ONLY THE SECOND HAS") :]
    assert "Seen by the out-of-hours GP, 16 August 2014; also known to hospital" in later
    assert "said by the mother" in later[later.index("ACCOUNTS THAT ONLY THE FIRST HAS") :].lower()


def test_a_comparison_without_a_change_says_so() -> None:
    same = COMPARISON.model_copy(update={"changes": (), "new_accounts": (), "gone_accounts": (), "unchanged": 1})
    text = in_one_line(printed(print_comparison, same))
    assert "No prompt stands differently." in text
    assert "1 prompt stands as before." in text
    assert "ACCOUNTS THAT" not in text


def test_a_replay_says_for_each_day_what_was_told_and_what_opened() -> None:
    text = printed(print_replay, REPLAY)
    first, second = text.index("2 JULY 2014"), text.index("16 AUGUST 2014")
    assert "The health visitor's record, 2 July 2014" in text[first:second]
    assert "No prompt stands differently from the date before." in text[first:second]
    assert "OPENED: Title of INJ-001 (robyn)" in text[second:]
    assert "Training case" in text


def test_a_replay_says_who_could_have_raised_a_prompt_alone_and_what_only_came_together() -> None:
    text = in_one_line(printed(print_replay, REPLAY))
    assert "Could be raised by: out-of-hours GP and nursery, each from what it knew itself" in text
    assert "Only together: GP and health visiting each held a part" in text
    unheld = text[text.index("Title of SHA-001") :]
    assert "raised by" not in unheld
    assert "Only together" not in unheld


def test_an_explanation_goes_down_to_each_test_with_its_standing_and_who_told_it() -> None:
    text = in_one_line(printed(print_explanation, EXPLANATION, ACCOUNTS))
    assert "It is: not known, and something recorded opens it" in text
    assert "not known: all of these met: robyn: mobility is not yet moving about" in text
    assert "told: not yet moving about (the health visitor's record, 2 July 2014)" in text
    assert "would be not met: robyn - mobility: crawling or walking" in text
    for words in (
        "Reviews on INJ-001.",
        "Innocent INJ-001.",
        "Limit of INJ-001.",
        "LEI-040",
        "paragraph 40",
        "a draft",
    ):
        assert words in text


def test_without_the_accounts_an_explanation_names_them_by_their_ids() -> None:
    assert "told: not yet moving about (account hv)" in in_one_line(printed(print_explanation, EXPLANATION))


def test_where_nothing_alone_would_change_a_rule_that_is_said() -> None:
    stuck = EXPLANATION.model_copy(update={"would_change": ()})
    assert "No single fact, told otherwise, would change it." in printed(print_explanation, stuck)


def test_a_deep_condition_leaves_room_for_its_words() -> None:
    step = Step(words="the innermost test of them all", standing="met")
    for _ in range(30):
        step = Step(words="any of these", standing="met", parts=(step,))
    text = printed(print_explanation, EXPLANATION.model_copy(update={"condition": step}), width=60)
    assert "the innermost test of them all" in in_one_line(text)
    assert max(len(line) for line in text.splitlines()) <= 60


PAGES = [comparison_html(COMPARISON), replay_html(REPLAY), explanations_html([EXPLANATION, EXPLANATION], ACCOUNTS)]


@pytest.mark.parametrize("text", PAGES)
def test_as_pages_they_are_whole_and_carry_both_sentences(text: str) -> None:
    page = Page(text)
    assert page.unbalanced == []
    assert len(page.ids) == len(set(page.ids))
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert '<p class="danger">If a child is in immediate danger, call 999 now.</p>' in text
    assert "what is not listed is not evidence of safety." in text


@pytest.mark.parametrize(
    "text",
    [comparison_markdown(COMPARISON), replay_markdown(REPLAY), explanations_markdown([EXPLANATION], ACCOUNTS)],
)
def test_as_markdown_they_carry_both_sentences_and_nest_their_points(text: str) -> None:
    assert text.startswith("**If a child is in immediate danger, call 999 now.**")
    assert text.endswith("what is not listed is not evidence of safety.**\n")
    assert max(token.level for token in MarkdownIt("commonmark").parse(text)) >= 4


def test_explanations_for_several_children_follow_each_other() -> None:
    text = printed(print_explanations, [EXPLANATION, EXPLANATION])
    assert len(re.findall("How INJ-001 comes to stand as it does", text)) == 2


def test_what_somebody_wrote_stays_text_in_all_of_them() -> None:
    hostile = COMPARISON.model_copy(update={"case": "<script>x</script>\x1b[31m[bold]"})
    assert "<script>" not in comparison_html(hostile)
    assert r"\<script\>" in comparison_markdown(hostile)
    assert r"Case <script>x</script>\u001b[31m[bold]" in printed(print_comparison, hostile)
