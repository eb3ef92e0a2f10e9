"""Why a case is on the agenda, what takes a reason off it again, and what a supervisor's choices do and leave said."""

from __future__ import annotations

import datetime
from typing import Any, get_args

import pytest
from brought_cases import TODAY, account, brought, made, pack, reasons

from screening.engine.finding_basis import as_text, basis_of
from screening.engine.screen import screen
from screening.errors import ProblemsFound
from screening.store.responses import KINDS
from screening.supervision.brought import CaseForSupervision, OutstandingAction, PromptResponse, ResponseKind
from screening.supervision.reasons import KINDS as REASON_KINDS
from screening.supervision.reasons import ReasonKind

PROMISE = {"kind": "promise", "about": "will-stop-using", "by": "mother", "said_by": "parent-or-carer"}
SENT = {"by": "gp", "to": "childrens-social-care", "about": "injury", "mode": "form-or-letter"}
BABY = {"born": "2025-12-01", "mobility": "not-mobile", "last_seen_on": "2026-02-20"}
MARK = account(children={"sam": {**BABY, "injuries": {"i1": {"kind": "bruise"}}}})


@pytest.mark.parametrize(
    ("kind", "facts", "state"),
    [
        ("no-outcome", {"escalations": {"e1": {"about": "a-decision", "step": "manager-to-manager"}}}, "not-recorded"),
        ("no-outcome", {"escalations": {"e1": {"step": "worker-to-worker", "outcome": "waiting"}}}, "waiting"),
        ("no-outcome", {"referrals": {"r1": {"kind": "safeguarding", "made_by": "gp"}}}, "not-recorded"),
        ("promise", {"claims": {"c1": {**PROMISE, "by_when": "2026-02-20", "evidence": "not-seen"}}}, "overdue"),
        ("promise", {"claims": {"c1": {**PROMISE, "by_when": "2026-02-20"}}}, "overdue"),
        ("promise", {"claims": {"c1": PROMISE}}, "no-day"),
        ("promise", {"claims": {"c1": {**PROMISE, "by_when": "2026-05-01", "evidence": "contradicted"}}},
         "contradicted"),
        ("receipt", {"sharing": {"s1": SENT}}, "not-recorded"),
        ("receipt", {"sharing": {"s1": {**SENT, "receipt_confirmed": False}}}, None),
        ("plan", {"plans": {"p1": {"kind": "child-in-need", "progress": "unchanged"}}}, "stuck"),
        ("plan", {"plans": {"p1": {"kind": "child-in-need"}}}, "not-recorded"),
        ("plan", {"plans": {"p1": {"progress": "moving", "next_review_on": "2026-02-01"}}}, "review-overdue"),
        ("closing", {"decisions": {"d1": {"kind": "step-down", "stage": "proposed"}}}, None),
        ("closing", {"services": {"s1": {"agency": "early-help", "closing_proposed": True}}}, None),
        ("not-seen", {"children": {"sam": {"born": "2025-12-01", "last_seen_on": "2026-01-31"}}}, None),
        ("not-seen", {"children": {"sam": {"born": "2025-12-01"}}}, "not-recorded"),
    ],
)  # fmt: skip
def test_what_is_told_puts_a_case_on_the_agenda(kind: ReasonKind, facts: dict[str, Any], state: str | None) -> None:
    (found,) = reasons(brought(account(id="told", **facts)), kind)
    assert found.state == state
    assert set(found.accounts) <= {"told"}


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("no-outcome", {"escalations": {"e1": {"step": "not-raised"}}}),
        ("no-outcome", {"escalations": {"e1": {"step": "worker-to-worker", "outcome": "not-agreed"}}}),
        ("no-outcome", {"referrals": {"r1": {"kind": "health", "outcome": "accepted"}}}),
        ("promise", {"claims": {"c1": {**PROMISE, "by_when": "2026-02-20", "evidence": "seen"}}}),
        ("promise", {"claims": {"c1": {**PROMISE, "by_when": "2026-03-01"}}}),
        ("promise", {"claims": {"c1": {"kind": "worry", "about": "child-behaviour"}}}),
        ("receipt", {"sharing": {"s1": {**SENT, "receipt_confirmed": True}}}),
        ("receipt", {"sharing": {"s1": {**SENT, "acted_on": True}}}),
        ("receipt", {"sharing": {"s1": {**SENT, "mode": "conversation"}}}),
        ("receipt", {"sharing": {"s1": {**SENT, "mode": "not-sent"}}}),
        ("plan", {"plans": {"p1": {"status": "ended", "progress": "unchanged"}}}),
        ("plan", {"plans": {"p1": {"progress": "moving", "next_review_on": "2026-03-01"}}}),
        ("closing", {"decisions": {"d1": {"kind": "close", "stage": "made"}}}),
        ("closing", {"decisions": {"d1": {"kind": "continue", "stage": "proposed"}}}),
        ("not-seen", {"children": {"sam": {"born": "2025-12-01", "last_seen_on": "2026-02-01"}}}),
        ("not-seen", {"children": {"unborn": {"due": "2026-06-01"}}}),
    ],
)
def test_what_is_settled_does_not(kind: ReasonKind, facts: dict[str, Any]) -> None:
    assert reasons(brought(account(**facts)), kind) == []


def test_a_taken_back_account_gives_no_reason() -> None:
    told = account(id="a1", claims={"c1": PROMISE})
    assert reasons(brought(told, account("2026-02-11", id="a2", withdraws=["a1"])), "promise") == []


def test_accounts_that_differ_are_there_whether_or_not_a_rule_reads_them() -> None:
    housing = account(id="a", households={"home": {"housing": ["temporary"], "everyone_known": True}})
    other = account(id="b", households={"home": {"housing": ["overcrowded"], "everyone_known": False}})
    (found,) = reasons(brought(housing, other), "disputed")
    assert (found.id, found.accounts) == ("disputed/households.home.everyone_known", ("a", "b"))
    assert {one.value for one in found.facts[0].told} == {"yes", "no"}


def test_a_less_exact_date_is_no_dispute() -> None:
    exact = account(children={"sam": {"born": "2025-12-01"}})
    assert reasons(brought(exact, account(children={"sam": {"born": "2025-12"}})), "disputed") == []
    assert len(reasons(brought(exact, account(children={"sam": {"born": "2025-11"}})), "disputed")) == 1


def test_a_question_counts_as_long_open_when_it_was_asked_four_weeks_ago_too() -> None:
    asked = {one.id for one in reasons(brought({**MARK, "on": "2026-02-01"}), "question")}
    assert "question/children.sam.injuries.i1.abuse_considered" in asked
    assert reasons(brought({**MARK, "on": "2026-02-02"}), "question") == []


def test_what_opened_since_last_time_rests_on_what_was_told_since() -> None:
    earlier = account("2026-01-05", id="before", children={"sam": {"born": "2025-12-01", "mobility": "not-mobile"}})
    since = account(id="since", children={"sam": {"injuries": {"i1": {"kind": "bruise"}}}})
    found = {one.rules[0]: one for one in reasons(brought(earlier, since, since=datetime.date(2026, 2, 1)), "opened")}
    assert "since" in found["INJ-001 sam"].accounts
    assert reasons(brought(earlier, since, since=datetime.date(2026, 2, 20)), "opened") == []


def test_the_day_of_the_last_supervision_is_taken_from_the_case_where_it_is_not_given() -> None:
    held = account("2026-02-01", supervision={"s1": {"on": "2026-01-15"}, "s2": {"on": "2026-02"}})
    assert made(brought(MARK, held)).cases[0].since == "2026-02-01"
    assert made(brought(MARK)).cases[0].since is None
    assert made(brought(MARK, held, since=datetime.date(2026, 1, 1))).cases[0].since == "2026-01-01"


def answered(kind: ResponseKind, *, due: datetime.date | None = None, later: bool = False) -> CaseForSupervision:
    """A case in which somebody answered the prompt of a bruise; later there may have come another."""
    case = brought(MARK)
    (prompt,) = (one for one in screen(case.case, pack(), TODAY).findings if one.rule == "INJ-001")
    response = PromptResponse(
        rule="INJ-001", subject="sam", kind=kind, text="by the duty team", due=due, basis=as_text(basis_of(prompt)),
        on=TODAY,
    )  # fmt: skip
    more = account("2026-02-28", children={"sam": {"injuries": {"i2": {"kind": "bite"}}}})
    return brought(MARK, *([more] if later else []), responses=(response,))


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (answered("done"), None),
        (answered("doing", due=TODAY), None),
        (answered("doing", due=datetime.date(2026, 2, 28)), "overdue"),
        (answered("not-applicable", later=True), "changed"),
        (answered("supervision"), "brought"),
        (brought(MARK, responses=()), "nobody"),
        (brought(MARK), "responses-not-known"),
    ],
)
def test_a_prompt_stays_until_an_answer_holds(case: CaseForSupervision, state: str | None) -> None:
    found = {one.rules[0]: one.state for one in reasons(case, "no-response")}
    assert found.get("INJ-001 sam") == state


def test_an_action_without_evidence_returns() -> None:
    action = OutstandingAction(
        case="K-1", id="a1", what="Ask the GP what was seen", who="health visitor", by_when=datetime.date(2026, 2, 1),
        told_only=True,
    )  # fmt: skip
    (found,) = reasons(brought(MARK, outstanding=(action,)), "action")
    assert (found.title, found.words, found.state) == ("Ask the GP what was seen", "health visitor", "told-only")


def test_cases_stand_in_the_order_of_their_references_unless_the_supervisor_chose() -> None:
    cases = [brought(case=name) for name in ("K-10", "K-9", "A-2")]
    assert [one.case for one in made(MARKED, *cases).cases] == ["A-2", "K-2", "K-9", "K-10"]
    chosen = made(MARKED, *cases, first=("K-10", "K-2"))
    assert [one.case for one in chosen.cases] == ["K-10", "K-2", "A-2", "K-9"]
    assert chosen.chosen_order


MARKED = brought(MARK, case="K-2")


def test_what_is_left_out_is_kept_to_be_said() -> None:
    both = brought(account(claims={"c1": PROMISE, "c2": PROMISE}, sharing={"s1": SENT}), case="K/2")
    found = made(MARKED, both, drop=("K-2", "K/2/promise/claims.c1", "K/2/receipt"))
    assert [one.case for one in found.cases] == ["K/2"]
    assert {one.id for one in found.cases[0].reasons if one.kind in ("promise", "receipt")} == {"promise/claims.c2"}
    whole, some = sorted(found.left_out, key=lambda one: not one.whole)
    assert (whole.case, whole.whole, bool(whole.reasons)) == ("K-2", True, True)
    assert {one.id for one in some.reasons} == {"promise/claims.c1", "receipt/sharing.s1"}


def test_a_point_of_ones_own_stands_with_its_case() -> None:
    (case,) = made(MARKED, add=(("K-2", "How is the worker?"),)).cases
    assert case.reasons[-1].words == "How is the worker?"


@pytest.mark.parametrize(
    "choices", [{"drop": ("K-3",)}, {"drop": ("K-2/promis",)}, {"first": ("k-2",)}, {"add": (("K-3", "x"),)}]
)
def test_a_choice_of_what_is_not_there_is_refused(choices: dict[str, Any]) -> None:
    with pytest.raises(ProblemsFound) as refused:
        made(MARKED, **choices)
    assert [one.code for one in refused.value.problems] == ["U101"]


def test_the_kinds_of_response_are_those_that_the_store_keeps() -> None:
    assert get_args(ResponseKind) == KINDS


def test_every_kind_of_reason_stands_in_the_order_of_the_agenda() -> None:
    (case,) = made(brought(MARK, account(claims={"c1": PROMISE}, sharing={"s1": SENT}))).cases
    kinds = [one.kind for one in case.reasons]
    assert kinds == sorted(kinds, key=REASON_KINDS.index)
