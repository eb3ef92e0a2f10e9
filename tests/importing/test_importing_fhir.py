"""A FHIR Bundle: appointments and who attended, in both releases; names and NHS numbers stay where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from importing_files import TODAY, case_of, codes, told

from screening.errors import ProblemsFound
from screening.fhir.bundle import FhirBundle
from screening.importing.rows import Imported

NHS_NUMBER = "9434765919"
ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"


def patient(own: str | None = "k1", born: str | None = "2020-05-01", **more: Any) -> dict[str, Any]:
    name = [{"family": "Marker", "given": ["Secret"]}]
    said = {"resourceType": "Patient", "id": own, "birthDate": born, "name": name,
            "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": NHS_NUMBER}], **more}  # fmt: skip
    return {key: value for key, value in said.items() if value is not None}


def appointment(
    status: str, start: str = "2026-02-03T10:00:00Z", whose: str = "Patient/k1", **more: Any
) -> dict[str, Any]:
    return {"resourceType": "Appointment", "status": status, "start": start, "end": start,
            "participant": [{"actor": {"reference": whose}, "status": "accepted"}], **more}  # fmt: skip


MOTHER = {"resourceType": "RelatedPerson", "id": "r1", "patient": {"reference": "Patient/k1"}, "gender": "female",
          "name": [{"family": "Marker"}], "birthDate": "1990-02-03",
          "relationship": [{"coding": [{"system": ROLE, "code": "MTH"}]}]}  # fmt: skip
R4B_ENCOUNTER = {"resourceType": "Encounter", "status": "finished", "class": {"system": ACT, "code": "HH"},
                 "subject": {"reference": "Patient/k1"}, "period": {"start": "2026-04-01T09:00:00Z"},
                 "participant": [{"individual": {"reference": "RelatedPerson/r1"}}]}  # fmt: skip
R5_ENCOUNTER = {"resourceType": "Encounter", "status": "completed",
                "class": [{"coding": [{"system": ACT, "code": "IMP"}]}],
                "subject": {"reference": "Patient/k1"}, "actualPeriod": {"start": "2026-05-01"},
                "participant": [{"actor": {"reference": "RelatedPerson/r1"}}]}  # fmt: skip


def condition(code: str, status: str = "active", system: str = "http://snomed.info/sct") -> dict[str, Any]:
    return {"resourceType": "Condition", "subject": {"reference": "Patient/k1"},
            "clinicalStatus": {"coding": [{"code": status}]},
            "code": {"coding": [{"system": system, "code": code}]}}  # fmt: skip


def read(folder: Path, *resources: Any, agency: str | None = None) -> tuple[FhirBundle, list[Imported]]:
    path = folder / "bundle.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection",
                                "entry": [{"resource": one} for one in resources]}))  # fmt: skip
    importer = FhirBundle(path, TODAY, agency)
    found = list(importer)
    assert importer.tally.found == len(found)
    return importer, found


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("noshow", "was-not-brought"), ("fulfilled", "attended"), ("checked-in", "attended"), ("booked", None),
     ("cancelled", None)],
)  # fmt: skip
def test_what_became_of_an_appointment(tmp_path: Path, status: str, outcome: str | None) -> None:
    importer, (one,) = read(tmp_path, patient(), appointment(status), agency="gp")
    assert codes(importer, [one]) == []
    facts = told(one)
    assert facts["children.child.appointments.appointment-1.on"] == "2026-02-03"
    assert facts.get("children.child.appointments.appointment-1.outcome") == outcome
    kept = next(account for account in case_of(one).accounts if account.on)
    assert (kept.on, kept.agency, kept.source, kept.note) == ("2026-02-03", "gp", "record", None)


def test_who_cancelled_is_told_in_either_release_and_only_where_it_is_said(tmp_path: Path) -> None:
    system = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
    reasons = [{"coding": [{"system": system, "code": code}]} for code in ("pat", "prov-hosp", "other")]
    _, (one,) = read(
        tmp_path, patient(), appointment("cancelled", cancelationReason=reasons[0]),
        appointment("cancelled", cancellationReason=reasons[1]),
        appointment("cancelled", cancellationReason=reasons[2]),
    )  # fmt: skip
    outcomes = [told(one).get(f"children.child.appointments.appointment-{n}.outcome") for n in (1, 2, 3)]
    assert outcomes == ["cancelled-by-family", "cancelled-by-service", None]


def test_what_is_to_come_or_was_written_by_mistake_is_left(tmp_path: Path) -> None:
    _, (one,) = read(tmp_path, patient(), appointment("booked", "2027-01-01"), appointment("entered-in-error"))
    assert not any("appointments" in path for path in told(one))
    assert one.problems == ()


def test_who_came_to_a_contact_in_either_release(tmp_path: Path) -> None:
    _, (one,) = read(tmp_path, patient(), R4B_ENCOUNTER, R5_ENCOUNTER, {**R5_ENCOUNTER, "status": "planned"}, MOTHER)
    facts = told(one)
    assert facts["people.person-1.relationship"] == "mother"
    assert [(facts[f"children.child.contacts.encounter-{n}.mode"], facts[f"children.child.contacts.encounter-{n}.on"],
             facts[f"children.child.contacts.encounter-{n}.attended_with"]) for n in (1, 2)] == [
        ("home-visit", "2026-04-01", ("person-1",)), ("hospital", "2026-05-01", ("person-1",))]  # fmt: skip
    assert not any("encounter-3" in path for path in facts)


def test_a_code_tells_no_more_than_it_says(tmp_path: Path) -> None:
    routine = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0276", "code": "ROUTINE"}]}
    friend = {**MOTHER, "relationship": [{"coding": [{"system": ROLE, "code": "FRND"}]}]}
    emergency = {**R5_ENCOUNTER, "class": [{"coding": [{"system": ACT, "code": "EMER"}]}]}
    importer, (one,) = read(
        tmp_path, patient(), appointment("fulfilled", appointmentType=routine), friend, emergency, condition("15188001")
    )
    facts = told(one)
    assert codes(importer, [one]) == []
    assert "children.child.appointments.appointment-1.purpose" not in facts
    assert "people.person-1.relationship" not in facts
    assert facts["children.child.contacts.encounter-1.on"] == "2026-05-01"
    assert "children.child.contacts.encounter-1.mode" not in facts
    assert facts["children.child.health_needs"] == ("hearing-or-speech",)
    assert "children.child.disability" not in facts


def test_only_conditions_that_plainly_answer_a_fact_are_told(tmp_path: Path) -> None:
    _, (one,) = read(
        tmp_path, patient(), condition("408856003"), condition("195967001"), condition("110359009", "resolved"),
        condition("38341003"), condition("15188001", system="urn:other"),
    )  # fmt: skip
    facts = told(one)
    assert facts["children.child.disability"] == ("autism",)
    assert facts["children.child.health_needs"] == ("long-term-condition",)


def test_names_and_numbers_never_come_along(tmp_path: Path) -> None:
    importer, found = read(
        tmp_path, patient(), patient(NHS_NUMBER), patient(None, gender="male"), MOTHER, R4B_ENCOUNTER
    )
    assert [one.reference for one in found] == ["k1", "patient-2", "patient-3"]
    assert sorted(codes(importer, found)) == ["H202", "H202"]
    text = json.dumps([one.case for one in found]) + str([str(problem) for one in found for problem in one.problems])
    assert not any(secret in text for secret in (NHS_NUMBER, "Marker", "Secret", "1990-02-03"))


def test_adults_are_no_cases_and_who_has_no_day_of_birth_is_set_aside(tmp_path: Path) -> None:
    importer, found = read(tmp_path, patient(), patient("mum", "1990-02-03"), patient("x", None), patient("k1"))
    assert [(one.reference, one.case is None) for one in found] == [("k1", False), (None, True), ("k1", True)]
    assert codes(importer, found) == ["M210", "M211"]


def test_a_death_is_pointed_out(tmp_path: Path) -> None:
    importer, found = read(tmp_path, patient(deceasedBoolean=True), patient("k2", deceasedBoolean=False))
    assert codes(importer, found) == ["M230"]


def test_a_resource_that_fhir_does_not_take_is_left_out_and_the_rest_kept(tmp_path: Path) -> None:
    importer, found = read(
        tmp_path, patient(), appointment("noshow"), {**appointment("noshow"), "participant": "me"},
        {**appointment("noshow"), "colour": "blue"}, {"resourceType": "Observation"}, {"no": "type"}, None, 7,
        appointment("noshow", whose="Patient/elsewhere"),
    )  # fmt: skip
    (one,) = found
    assert sorted(codes(importer, found)) == ["H201"] * 5 + ["H204"]
    assert [path for path in told(one) if path.endswith("outcome")] == [
        "children.child.appointments.appointment-1.outcome"
    ]
    assert all("entry" in (problem.file or "") for problem in importer.tally.problems)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "M201"), (b"{", "M201"), (b'{"resourceType":"Patient"}', "M202"), (b"[]", "M202"),
     (b'{"resourceType":"Bundle"}', "M202"), ('{"a":"é"}'.encode("latin-1"), "M201"), ("{}".encode("utf-16"), "M201"),
     (b"[" * 100_000, "M204"), (b'{"resourceType":"Bundle","entry":"x"}', "M202")],
)  # fmt: skip
def test_what_is_no_bundle_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bundle.json"
    path.write_bytes(content)
    with pytest.raises(ProblemsFound) as refused:
        list(FhirBundle(path, TODAY))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_an_agency_must_be_a_word(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r'H205.*"gp-surgery"'):
        FhirBundle(tmp_path / "bundle.json", TODAY, "GP Surgery")
