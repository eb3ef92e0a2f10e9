"""Screening: one frozen document that is the same for the same input, however the case was written down."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from tiny_cases import DAY, FOLDER, case, child, finding, people, screened, standings, tiny

from screening.case.account import CaseFile
from screening.engine.compare import compare
from screening.engine.document import Lens, Screening
from screening.engine.explain import explain
from screening.engine.replay import replay
from screening.engine.screen import case_fingerprint, screen
from screening.rulebook.pack import read_pack
from screening.rulebook.rule import URGENCIES, Rule
from screening.yamlsource import dump, read_path, read_text

ACCOUNTS: tuple[dict[str, Any], ...] = (
    {"id": "a", "on": "2026-02-01", "agency": "gp", "source": "observed",
     **child(injuries={"i1": {"kind": "bruise", "seen_on": "2026-02-01"}, "i2": {"kind": "graze"}})},
    {"id": "b", "on": "2026-02-10", "agency": "nursery", "source": "carer", "told_by": "m",
     "complete": ["children.c.injuries"], **child(mobility="rolling", disability=["physical"])},
    {"id": "d", "on": "2026-02-10", "agency": "health-visiting", **child(mobility="crawling", born="2025-10")},
    {"id": "e", "on": "2026-02-10", "not_known": {"people.m.history": "awaiting"},
     **people(m={"relationship": "mother", "lives_with_child": True}, p={"bail": "no-contact-with-child"})},
)  # fmt: skip


def test_the_same_input_gives_the_same_bytes() -> None:
    first = screened(*ACCOUNTS).model_dump_json()
    assert screened(*ACCOUNTS).model_dump_json() == first
    again = screen(CaseFile.model_validate_json(case(*ACCOUNTS).model_dump_json()), read_pack(FOLDER)[0], DAY)
    assert again.model_dump_json() == first


def test_the_order_in_which_accounts_were_written_down_does_not_matter() -> None:
    def told(*accounts: dict[str, Any]) -> dict[str, Any]:
        return screened(*accounts).model_dump(exclude={"case_sha256"})

    orders = [ACCOUNTS, ACCOUNTS[::-1], (ACCOUNTS[2], ACCOUNTS[1], ACCOUNTS[3], ACCOUNTS[0])]
    assert [told(*one) for one in orders] == [told(*ACCOUNTS)] * 3


def test_a_screening_is_frozen_and_closed() -> None:
    found = screened(*ACCOUNTS)
    with pytest.raises(ValidationError):
        found.case = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Screening.model_validate({**found.model_dump(by_alias=True), "score": 7})


def test_a_screening_says_what_it_looked_at() -> None:
    found = screened(*ACCOUNTS, lens=Lens(known_to=("nursery", "gp")))
    assert (found.case, found.as_of, found.locality_name) == ("K-1", "2026-03-01", "Inland")
    assert (found.pack.id, found.pack.version, found.pack.sha256) == ("tiny", "1.2.3", tiny().sha256)
    assert [one.id for one in found.accounts] == ["a", "b"]
    assert found.lens.known_to == ("nursery", "gp")
    assert found.rules_looked_at == 9
    assert found.drafts == 1


def test_every_rule_in_use_stands_for_every_subject_and_a_retired_one_nowhere() -> None:
    two = screened(*ACCOUNTS, {"facts": {"children": {"e": {"born": "2020"}}}})
    expected = {
        (rule.id, subject)
        for rule in tiny().rules.values()
        if rule.status != "retired"
        for subject in (("c", "e") if rule.about == "child" else (None,))
    }
    assert {(one.rule, one.subject) for one in two.standings} == expected
    assert len(two.standings) == len(expected)


def test_each_standing_is_shown_once_in_its_place() -> None:
    found = screened(*ACCOUNTS, child(seen_regularly=True, views_recorded=True))
    for one in found.standings:
        strength = tiny().rules[one.rule].kind == "strength"
        places = {
            "findings": found.findings, "cannot_rule_out": found.cannot_rule_out, "strengths": found.strengths,
        }  # fmt: skip
        shown = {
            name for name, ones in places.items() if (one.rule, one.subject) in {(f.rule, f.subject) for f in ones}
        }
        if one.standing in ("met", "disputed"):
            assert shown == {"strengths" if strength else "findings"}
        elif one.standing == "not_known" and one.open and not strength:
            assert shown == {"cannot_rule_out"}
        else:
            assert shown == set()
    assert found.dormant == sum(one.standing == "not_known" and not one.open for one in found.standings)


def test_a_rule_that_names_what_opens_it_is_opened_by_nothing_else() -> None:
    def is_open(**facts: Any) -> bool:
        (one,) = [one for one in screened(child(**facts)).standings if one.rule == "MAR-003"]
        assert one.standing == "not_known"
        return one.open

    assert not is_open(injuries={"i1": {"medical": "none"}})
    assert is_open(injuries={"i1": {"kind": "bruise"}})


def test_findings_come_with_the_most_urgent_first() -> None:
    found = screened(*ACCOUNTS, people(p={"lives_with_child": True}))
    for ones in (found.findings, found.cannot_rule_out):
        order = [URGENCIES.index(one.urgency) for one in ones]
        assert order == sorted(order)
    assert found.findings[0].rule == "HOM-002"


def test_a_disputed_concern_keeps_its_full_urgency_and_shows_both_accounts() -> None:
    found = finding(screened(*ACCOUNTS), "MAR-001")
    assert (found.standing, found.urgency) == ("disputed", "refer")
    assert found.escalate is not None
    (mobility,) = [fact for one in found.because for fact in one.facts if fact.path.endswith("mobility")]
    assert mobility.disputed
    assert [(one.account, one.value) for one in mobility.told] == [("b", "rolling"), ("d", "crawling")]


def test_a_finding_carries_everything_that_its_rule_says() -> None:
    found, rule = finding(screened(*ACCOUNTS), "MAR-001"), tiny().rules["MAR-001"]
    assert (found.title, found.topic, found.version, found.status) == (rule.title, "marks", 1, "active")
    assert [one.ask for one in found.prompts] == [one.ask for one in rule.prompts]
    assert [one.for_ for one in found.prompts] == [("practitioner",), ("practitioner", "supervisor")]
    assert [(one.row, one.cite_as, one.locator) for one in found.citations] == [
        ("TIN-001", "Invented review", "paragraph 1"),
        ("TIN-002", "Invented review", "paragraph 2"),
    ]
    assert (found.limits, found.innocent_explanations) == (rule.limits, rule.innocent_explanations)
    assert found.chosen_by_us == ("Three months: An invented age.",)
    assert found.escalate is not None
    assert (found.escalate.to.name, found.escalate.to.look_up, found.escalate.within) == (
        "children's social care", True, "same-day",
    )  # fmt: skip
    assert found.escalate.policy is not None
    assert found.escalate.policy.name == "What to do about marks"
    assert [one.name for one in found.escalate.also] == ["Asking for help", "your supervisor"]


def test_a_rule_without_an_escalation_has_none() -> None:
    assert finding(screened(*ACCOUNTS), "CAR-002").escalate is None


def test_a_locality_gives_its_own_names_and_definitions() -> None:
    found = screened(*ACCOUNTS, pack=tiny("harbour"))
    assert standings(found)["MAR-001"] == "met"
    mark = finding(found, "MAR-001")
    assert mark.escalate is not None
    assert (mark.escalate.to.name, mark.escalate.to.telephone) == ("the harbour desk", "000")
    assert [(one.name, one.address) for one in mark.policies] == [
        ("The harbour card about marks", "https://harbour.example/marks")
    ]
    assert (found.locality, found.locality_name) == ("harbour", "The harbour")


def test_a_case_is_fingerprinted_by_what_it_says_and_not_by_how_it_is_written() -> None:
    text = "case: K-1\naccounts:\n- agency: gp\n  id: a\n  facts: {children: {c: {mobility: walking, born: '2020'}}}\n"
    other = """
        {"accounts": [
            {"id": "a", "facts": {"children": {"c": {"born": "2020", "mobility": "walking"}}}, "agency": "gp"}
        ], "case": "K-1"}
    """
    one, same = (CaseFile.model_validate(read_text(source).value) for source in (text, other))
    assert case_fingerprint(one) == case_fingerprint(same)
    changed = CaseFile.model_validate(read_text(text.replace("walking", "rolling")).value)
    assert case_fingerprint(changed) != case_fingerprint(one)


def written(model: BaseModel) -> Any:
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_a_case_that_is_written_and_read_again_is_the_same() -> None:
    one = case(*ACCOUNTS, training=True)
    again = CaseFile.model_validate(read_text(dump(written(one))).value)
    assert again == one
    assert screen(again, tiny(), DAY) == screen(one, tiny(), DAY)
    assert CaseFile.model_validate_json(one.model_dump_json()) == one


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*-*.yaml")), ids=lambda path: path.stem)
def test_a_rule_that_is_written_and_read_again_is_the_same(path: Any) -> None:
    rule = Rule.model_validate(read_path(path).value)
    assert Rule.model_validate(read_text(dump(written(rule))).value) == rule
    assert Rule.model_validate_json(rule.model_dump_json(by_alias=True, exclude_unset=True)) == rule


@pytest.mark.parametrize(
    "lens", [Lens(), Lens(known_to=("gp",), face_value=True, what_if=(("people.m.bail", "none"),))]
)
def test_a_screening_that_is_written_and_read_again_is_the_same(lens: Lens) -> None:
    found = screened(*ACCOUNTS, lens=lens)
    assert found.questions
    assert Screening.model_validate_json(found.model_dump_json()) == found
    assert Screening.model_validate(read_text(dump(found.model_dump(mode="json"))).value) == found
    assert found.model_dump_json() == found.model_dump_json(by_alias=True)


def test_the_other_documents_are_the_same_after_writing_and_reading() -> None:
    before, after = screened(*ACCOUNTS[:1]), screened(*ACCOUNTS)
    (explained,) = explain(case(*ACCOUNTS), tiny(), tiny().rules["MAR-001"], DAY, Lens())
    for document in (compare(before, after), replay(case(*ACCOUNTS), tiny(), DAY), explained):
        assert type(document).model_validate_json(document.model_dump_json()) == document


def test_no_document_holds_a_score_or_a_number_about_a_person() -> None:
    """Numbers in a screening count rules and channels; nothing is added up about a child or an adult."""
    found = screened(*ACCOUNTS).model_dump()
    numbers = {name for name, value in found.items() if type(value) is int}
    assert numbers == {"schema_version", "rules_looked_at", "drafts", "dormant"}
    inside = {
        name
        for part in (*found["findings"], *found["cannot_rule_out"], *found["questions"], *found["children"])
        for name, value in part.items()
        if type(value) in (int, float)
    }
    assert inside <= {"version"}


def test_a_screening_on_an_earlier_day_knows_only_what_was_told_by_then() -> None:
    found = screened(*ACCOUNTS, on=datetime.date(2026, 2, 5))
    assert [one.id for one in found.accounts] == ["a"]
    assert standings(found)["MAR-001"] == "not_known"
