"""An action returns until somebody has evidence of it, an escalation until a reply settles it, even if corrected."""

from __future__ import annotations

import pytest
from record_writing import ACTION, ESCALATION, HELD_ON, InMemory, day, names, written

from screening.errors import ProblemsFound
from screening.services.recording import add_evidence, add_reply, book_of, for_the_agenda, keep, sign
from screening.supervision.ages import away, span
from screening.supervision.escalating import waiting
from screening.supervision.evidence import Outstanding, outstanding
from screening.supervision.record import EvidenceKind

LATER = day("2026-04-05")
OTHER = {**ACTION, "what": "Ring the ward for the discharge letter"}


def still(ledger: InMemory, as_of: str = "2026-04-05") -> list[tuple[int, str]]:
    return [(one.record, one.id) for one in outstanding(book_of(ledger), day(as_of))]


def signed(ledger: InMemory, number: int) -> None:
    sign(ledger, number, "supervisor", "SUP-3", HELD_ON, by=None)
    sign(ledger, number, "practitioner", "HV-7", HELD_ON, by=None)


def seen(ledger: InMemory, action: str, kind: EvidenceKind = "seen", number: int = 1) -> None:
    add_evidence(ledger, number, action, kind, day("2026-03-06"), "6.2 kg, plotted", "health visitor", by=None)


def test_somebodys_word_keeps_it_on_the_agenda_and_says_so() -> None:
    ledger = InMemory()
    keep(ledger, written(actions=(ACTION, OTHER)), names, by=None)
    seen(ledger, "a1", "told-only")
    (first, second) = outstanding(book_of(ledger), LATER)
    assert (len(first.told_only), len(second.told_only)) == (1, 0)
    assert first.draft
    assert first.age == "Agreed 5 weeks ago; its day was 5 March 2026, 4 weeks ago."
    agenda = for_the_agenda(book_of(ledger), LATER)
    assert [(one.id, one.told_only) for one in agenda] == [("record-1-a1", True), ("record-1-a2", False)]


@pytest.mark.parametrize("kind", ["seen", "record", "child-said"])
def test_evidence_takes_it_off_from_its_day_on(kind: EvidenceKind) -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by=None)
    seen(ledger, "a1", kind)
    assert still(ledger, "2026-03-05") == [(1, "a1")]
    assert still(ledger, "2026-03-06") == []
    assert still(ledger, "2026-02-28") == [], "it was not agreed yet"


@pytest.mark.parametrize(
    ("action", "kind", "on", "what", "by", "code"),
    [
        ("a2", "seen", "2026-03-06", "6.2 kg", "midwife", "U312"),
        ("a1", "seen", "2026-03-06", "Done.", "midwife", "U302"),
        ("a1", "record", "2026-03-06", "said to be done", "midwife", "U302"),
        ("a1", "seen", "2026-03-06", " ", "midwife", "U301"),
        ("a1", "seen", "2026-03-06", "6.2 kg", "", "U301"),
        ("a1", "seen", "2026-02-28", "6.2 kg", "midwife", "U315"),
    ],
)
def test_evidence_says_of_what_what_and_by_whom(
    action: str, kind: EvidenceKind, on: str, what: str, by: str, code: str
) -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by=None)
    with pytest.raises(ProblemsFound, match=code):
        add_evidence(ledger, 1, action, kind, day(on), what, by, by=None)
    assert still(ledger) == [(1, "a1")]


def test_a_correction_counts_in_place_of_what_it_corrects_once_both_have_signed_it() -> None:
    ledger = InMemory()
    keep(ledger, written(actions=(ACTION, OTHER)), names, by=None)
    signed(ledger, 1)
    seen(ledger, "a2")
    right = {"record": 1, "because": "a wrong day"}
    keep(ledger, written(actions=({**ACTION, "by_when": "2026-03-07"}, OTHER), corrects=right), names, by=None)
    assert still(ledger) == [(1, "a1")], "nothing disappears on one person's word"
    signed(ledger, 2)
    assert still(ledger) == [(2, "a1")], "evidence of what is still the same action counts on"
    seen(ledger, "a1", number=2)
    assert still(ledger) == []


def test_evidence_does_not_count_for_what_has_become_another_action() -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by=None)
    seen(ledger, "a1")
    keep(ledger, written(actions=(OTHER,), corrects={"record": 1, "because": "the wrong one"}), names, by=None)
    signed(ledger, 2)
    assert still(ledger) == [(2, "a1")]


def test_the_clock_of_an_escalation_runs_until_a_reply_settles_it() -> None:
    ledger = InMemory()
    keep(ledger, written(escalations=(ESCALATION,)), names, by=None)

    def stands(as_of: str) -> tuple[bool, str]:
        (one,) = waiting(book_of(ledger), day(as_of))
        return one.open, one.says

    assert waiting(book_of(ledger), day("2026-02-26")) == ()
    assert stands("2026-03-03") == (True, "A reply is due by 4 March 2026, in 1 day; it has not come.")
    assert stands("2026-03-04") == (True, "A reply is due by 4 March 2026, today; it has not come.")
    late = (True, "A reply was due by 4 March 2026, 3 days ago; it has not come. Look in the policy for the next step.")
    assert stands("2026-03-07") == late
    add_reply(ledger, 1, "e1", day("2026-03-08"), "team manager", "We wait", False, by=None)
    assert stands("2026-03-07") == late
    assert stands("2026-03-08")[0]
    assert "does not settle" in stands("2026-03-08")[1]
    add_reply(ledger, 1, "e1", day("2026-03-09"), "team manager", "A visit today", True, by=None)
    assert stands("2026-03-09") == (False, "A reply came on 9 March 2026. It settles the worry.")


@pytest.mark.parametrize(
    ("escalation", "on", "by", "said", "code"),
    [("e2", "2026-03-08", "manager", "no", "U312"), ("e1", "2026-02-26", "manager", "no", "U315"),
     ("e1", "2026-03-08", "", "no", "U301"), ("e1", "2026-03-08", "manager", " ", "U301")],
)  # fmt: skip
def test_a_reply_is_to_something_by_somebody(escalation: str, on: str, by: str, said: str, code: str) -> None:
    ledger = InMemory()
    keep(ledger, written(escalations=(ESCALATION,)), names, by=None)
    with pytest.raises(ProblemsFound, match=code):
        add_reply(ledger, 1, escalation, day(on), by, said, True, by=None)
    assert len(ledger.kept) == 1


def test_the_longest_agreed_comes_first_and_nothing_orders_them_by_weight() -> None:
    assert set(Outstanding.model_fields) & {"score", "rank", "priority", "level"} == set()
    ledger = InMemory()
    keep(ledger, written(), names, by=None)
    later = {**ACTION, "by_when": "2026-03-02"}
    keep(ledger, written(held_on="2026-02-01", actions=(later,)), names, by=None)
    assert still(ledger) == [(2, "a1"), (1, "a1")]


def test_time_in_words() -> None:
    assert [span(days) for days in (1, 13, 14, 89, 90, 365)] == [
        "1 day", "13 days", "2 weeks", "12 weeks", "3 months", "12 months",
    ]  # fmt: skip
    assert away(HELD_ON, HELD_ON) == "today"
