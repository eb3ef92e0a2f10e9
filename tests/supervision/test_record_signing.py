"""A record is a draft until both have signed the same bytes, and is then put right only by another one."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_writing import ACTION, ESCALATION, HELD_ON, InMemory, day, names, written

from screening.errors import ProblemsFound
from screening.services.recording import add_evidence, add_reply, book_of, keep, sign
from screening.store.supervision_chain import START, End, canonical, digest, first_break, following
from screening.supervision.casebook import read_casebook
from screening.supervision.evidence import outstanding
from screening.supervision.record import EVIDENCE_KINDS, SIGNERS, EvidenceKind, Signer

BY: dict[Signer, str] = {"practitioner": "HV-7", "supervisor": "SUP-3"}


def kept_and_signed(ledger: InMemory, **changes: object) -> int:
    number = keep(ledger, written(**changes), names, by=None).record.number
    for signer in SIGNERS:
        sign(ledger, number, signer, BY[signer], HELD_ON, by=None)
    return number


def test_it_is_a_draft_until_both_have_signed_the_same_bytes() -> None:
    ledger = InMemory()
    kept = keep(ledger, written(), names, by=None)
    assert kept.missing == SIGNERS
    assert not sign(ledger, None, "supervisor", "SUP-3", HELD_ON, by=None, seen=kept.sha256[:8]).signed
    assert sign(ledger, None, "practitioner", "HV-7", HELD_ON, by=None).signed
    (record, first, second) = ledger.kept
    assert digest(record.body) == kept.sha256
    assert {json.loads(one.body)["sha256"] for one in (first, second)} == {kept.sha256}


@pytest.mark.parametrize(
    ("signer", "reference", "on", "seen", "code"),
    [
        ("practitioner", "HV-8", "2026-03-01", None, "U313"),
        ("practitioner", "SUP-3", "2026-03-01", None, "U313"),
        ("supervisor", "SUP-3", "2026-03-01", None, "U313"),
        ("practitioner", "HV-7", "2026-02-28", None, "U313"),
        ("practitioner", "HV-7", "2026-03-01", "0000", "U314"),
        ("practitioner", "HV-7", "2026-03-01", "", "U314"),
    ],
)
def test_who_is_not_named_has_signed_or_saw_other_bytes_does_not_sign(
    signer: Signer, reference: str, on: str, seen: str | None, code: str
) -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by=None)
    sign(ledger, None, "supervisor", "SUP-3", HELD_ON, by=None)
    with pytest.raises(ProblemsFound, match=code):
        sign(ledger, None, signer, reference, day(on), by=None, seen=seen)
    assert len(ledger.kept) == 2


def test_one_user_cannot_sign_for_both() -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by="ann")
    sign(ledger, None, "supervisor", "SUP-3", HELD_ON, by="ann")
    with pytest.raises(ProblemsFound, match="U313"):
        sign(ledger, None, "practitioner", "HV-7", HELD_ON, by="ann")
    assert sign(ledger, None, "practitioner", "HV-7", HELD_ON, by="bob").signed


def test_another_record_puts_it_right_and_names_it_and_only_the_last_of_a_line_is_signed() -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by=None)
    right = keep(ledger, written(corrects={"record": 1, "because": "a wrong day"}), names, by=None)
    first = book_of(ledger).find(1)
    assert first.corrected_by == 2
    assert right.record.corrects is not None
    assert right.record.corrects.sha256 == right.record.previous == first.sha256
    with pytest.raises(ProblemsFound, match=r"U313.*record 2"):
        sign(ledger, 1, "supervisor", "SUP-3", HELD_ON, by=None)
    with pytest.raises(ProblemsFound, match=r"U311.*record 2"):
        keep(ledger, written(corrects={"record": 1, "because": "again"}), names, by=None)
    with pytest.raises(ProblemsFound, match="U312"):
        keep(ledger, written(corrects={"record": 9, "because": "no"}), names, by=None)


def test_who_writes_beside_a_record_that_came_meanwhile_is_told() -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by=None, seen=0)
    with pytest.raises(ProblemsFound, match="U327"):
        keep(ledger, written(), names, by=None, seen=0)
    with pytest.raises(ProblemsFound, match="U309"):
        keep(ledger, written(case="K-2"), names, by=None)
    assert len(ledger.kept) == 1


def test_a_signature_of_other_bytes_is_found_even_where_the_chain_holds() -> None:
    ledger = InMemory()
    keep(ledger, written(), names, by=None)
    sign(ledger, None, "supervisor", "SUP-3", HELD_ON, by=None)
    signature = json.loads(ledger.kept[1].body)
    for changed in ({"sha256": "0" * 64}, {"record": 2}, {"reference": "SUP-4"}):
        forged = following(
            End(1, ledger.kept[0].hash), "signature", ledger.kept[1].at, None, canonical({**signature, **changed})
        )
        entries = (ledger.kept[0], forged)
        assert first_break(entries, End(2, forged.hash)) is None
        book, problems = read_casebook("K-1", entries)
        assert [one.code for one in problems] == ["U324"]
        assert book.records[0].missing == SIGNERS


def test_a_missing_or_changed_entry_breaks_the_chain_there() -> None:
    ledger = InMemory()
    kept_and_signed(ledger)
    whole, end = ledger.entries(), ledger.end()
    assert first_break(whole, end) is None
    for gone in range(3):
        broken = first_break(whole[:gone] + whole[gone + 1 :], end)
        assert broken is not None
        assert broken.number == gone + 1
    other = dataclasses.replace(whole[1], by="somebody")
    broken = first_break((whole[0], other, whole[2]), end)
    assert broken is not None
    assert broken.number == 2
    # A crash between the entry and the note of the end leaves one more entry than was noted: nobody was told of it.
    assert first_break(whole, End(2, whole[1].hash)) is None
    assert first_break(whole, End(2, START)) is not None


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.integers(0, 3), st.integers(0, 2)),
        st.tuples(st.just("sign"), st.integers(1, 4), st.sampled_from(SIGNERS)),
        st.tuples(st.just("evidence"), st.integers(1, 4), st.sampled_from(EVIDENCE_KINDS)),
        st.tuples(st.just("reply"), st.integers(1, 4), st.booleans()),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_is_done_in_whatever_order_the_chain_holds_and_actions_stay_until_seen(
    steps: list[tuple[str, int, object]],
) -> None:
    ledger = InMemory()
    seen: set[int] = set()
    for kind, number, how in steps:
        before = len(ledger.kept)
        try:
            if kind == "keep":
                corrects = {"record": number, "because": "a slip"} if number else None
                keep(ledger, written(actions=(ACTION,) * int(str(how)), escalations=(ESCALATION,), corrects=corrects),
                     names, by=None)  # fmt: skip
            elif kind == "sign":
                signer: Signer = "supervisor" if how == "supervisor" else "practitioner"
                sign(ledger, number, signer, BY[signer], HELD_ON, by=None)
            elif kind == "evidence":
                known: EvidenceKind = next(one for one in EVIDENCE_KINDS if one == how)
                add_evidence(ledger, number, "a1", known, day("2026-03-05"), "6.2 kg, plotted", "midwife", by=None)
                seen |= {number} if known != "told-only" else set()
            else:
                add_reply(ledger, number, "e1", day("2026-03-05"), "manager", "a visit", bool(how), by=None)
        except ProblemsFound:
            assert len(ledger.kept) == before, "what was refused was kept"
        book = book_of(ledger)
        for one in outstanding(book, day("2026-04-01")):
            assert not (one.id == "a1" and one.record in seen)
        for kept in book.records:
            line = {kept.record.number, *(one.record.number for one in book.corrected(kept))}
            if kept.record.corrects is None and kept.corrected_by is None and kept.record.actions:
                found = any(
                    one.record == kept.record.number and one.id == "a1" for one in outstanding(book, day("2026-04-01"))
                )
                assert found == (not line & seen)
