"""Checklists as FHIR Questionnaires: taken by FHIR's models, and by the checks that those leave out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources import questionnaire as r5
from fhir.resources.R4B import questionnaire as r4b

from screening.fhir.codes import NONE, REASON
from screening.fhir.questionnaire import questionnaire
from screening.forms.checklist import Checklist, entry_of, read_checklists
from screening.forms.phrases import DANGER, REASONS
from screening.packs import checklists_folder

CHECKLISTS = read_checklists(checklists_folder())
TYPES = {"R5": "coding", "R4B": "choice"}


def items(of: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in of:
        yield one
        yield from items(one.get("item", []))


@pytest.fixture(params=CHECKLISTS.values(), ids=list(CHECKLISTS))
def checklist(request: pytest.FixtureRequest) -> Checklist:
    found: Checklist = request.param
    return found


def test_fhir_takes_every_checklist(checklist: Checklist) -> None:
    assert (
        r5.Questionnaire.model_validate(questionnaire(checklist)).url
        == f"urn:screening:questionnaire:{checklist.checklist}"
    )
    assert r4b.Questionnaire.model_validate(questionnaire(checklist, "R4B")).title == checklist.title


@pytest.mark.parametrize("release", ["R5", "R4B"])
def test_links_lead_somewhere_and_types_are_fhirs(checklist: Checklist, release: Any) -> None:
    found = list(items(questionnaire(checklist, release)["item"]))
    by_link = {one["linkId"]: one for one in found}
    assert len(by_link) == len(found)
    allowed = {"group", "display", "string", "text", "date", "integer", TYPES[release]}
    assert {one["type"] for one in found} <= allowed
    for one in found:
        assert ("answerOption" in one) == (one["type"] == TYPES[release])
        whens = one.get("enableWhen", [])
        assert ("enableBehavior" in one) == (len(whens) > 1)
        for when in whens:
            asked = by_link[when["question"]]
            if when["operator"] == "=":
                codings = [option["valueCoding"] for option in asked["answerOption"]]
                assert when["answerCoding"].items() <= next(
                    one for one in codings if one["code"] == when["answerCoding"]["code"]
                    and one["system"] == when["answerCoding"]["system"]
                ).items()  # fmt: skip


def test_every_question_is_there_and_can_be_not_known_for_each_reason(checklist: Checklist) -> None:
    found = {one["linkId"]: one for one in items(questionnaire(checklist)["item"])}
    for section in checklist.sections:
        for question in section.questions:
            link = f"{section.each}.{question.fact}" if section.each else question.fact
            one = found[link]
            assert one["code"][0]["code"] == entry_of(section, question).path
            asked = one if "answerOption" in one else found[f"{link}/not-known"]
            codes = {each["valueCoding"]["code"] for each in asked["answerOption"]
                     if each["valueCoding"]["system"] == REASON}  # fmt: skip
            assert codes == set(REASONS)


def test_danger_comes_first(checklist: Checklist) -> None:
    first = questionnaire(checklist)["item"][0]
    assert (first["type"], first["text"]) == ("display", DANGER)


def test_values_come_from_the_dictionary_and_none_stands_beside_several() -> None:
    found = {one["linkId"]: one for one in items(questionnaire(CHECKLISTS["mark-on-a-baby"])["item"])}
    disability = found["child.disability"]
    assert disability["repeats"] is True
    codings = [one["valueCoding"] for one in disability["answerOption"]]
    assert {"system": "urn:screening:value:child.disability", "code": "learning", "display": "learning"} in codings
    assert NONE in {one["system"] for one in codings}
    assert "repeats" not in found["child.mobility"]


def test_a_condition_becomes_the_answers_that_let_the_question_be_asked() -> None:
    found = {one["linkId"]: one for one in items(questionnaire(CHECKLISTS["mark-on-a-baby"])["item"])}
    assert [one["answerCoding"]["code"] for one in found["child.disability"]["enableWhen"]] == ["moves-with-help"]
    changed = {one["answerCoding"]["code"] for one in found["child.injuries.explanation_changed"]["enableWhen"]}
    offered = {one["valueCoding"]["code"] for one in found["child.injuries.explanation"]["answerOption"]}
    assert changed == offered - {"none-given"} - set(REASONS)


def test_a_condition_that_fhir_cannot_say_stands_in_the_question() -> None:
    found = {one["linkId"]: one for one in items(questionnaire(CHECKLISTS["referral"])["item"])}
    unborn = found["case.referrals.unborn_named"]
    assert "enableWhen" not in unborn
    assert "(Only if: " in unborn["text"]
    assert "pregnant" in unborn["text"]


def test_sections_about_one_list_share_its_entries() -> None:
    made = questionnaire(CHECKLISTS["mark-on-a-baby"])
    repeated = [one for one in items(made["item"]) if one.get("repeats") and one["type"] == "group"]
    assert [one["linkId"] for one in repeated] == ["child.injuries/each"]
    inside = {one["linkId"] for one in items(repeated[0]["item"])}
    assert {"child.injuries.kind", "child.injuries.explanation", "child.injuries.medical"} <= inside


def test_a_list_within_a_list_is_asked_within_its_entries() -> None:
    made = questionnaire(CHECKLISTS["missed-appointments"])
    people = next(one for one in items(made["item"]) if one["linkId"] == "case.people/each")
    assert "case.people.appointments/each" in {one["linkId"] for one in items(people["item"])}


def test_the_version_changes_with_what_it_says_and_only_then() -> None:
    one = CHECKLISTS["referral"]
    assert questionnaire(one)["version"] == questionnaire(one)["version"]
    other = one.model_copy(update={"about": one.about + " More."})
    assert questionnaire(other)["version"] != questionnaire(one)["version"]
