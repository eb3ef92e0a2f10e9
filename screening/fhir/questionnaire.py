"""A checklist as a FHIR Questionnaire: plain data, ready for JSON, for release R5 or R4B.

The version is a fingerprint of what the Questionnaire says, so that a record system sees when a checklist has changed.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Literal

from screening.fhir.codes import FACT, Option
from screening.fhir.enabling import When
from screening.fhir.outline import Item, outline
from screening.forms.checklist import Checklist

Release = Literal["R5", "R4B"]

ADDRESS: Final = "urn:screening:questionnaire:"
"""How the canonical name of every Questionnaire begins; the checklist's name follows."""

NOT_EVIDENCE: Final = "It asks questions and scores nothing. Nothing found is not evidence of safety."
_CONTROL: Final = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
_CONTROLS: Final = "http://hl7.org/fhir/questionnaire-item-control"


def questionnaire(checklist: Checklist, release: Release = "R5") -> dict[str, Any]:
    """The Questionnaire of a checklist.

    Args:
        checklist: the checklist.
        release: of FHIR. The two differ in the name for a question with given answers.
    """
    said: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "id": checklist.checklist,
        "url": ADDRESS + checklist.checklist,
        "name": "".join(word.capitalize() for word in checklist.checklist.split("-")),
        "title": checklist.title,
        # Rules and checklists are drafts until practitioners have reviewed them.
        "status": "draft",
        "subjectType": ["Patient"],
        "description": f"{checklist.about} {NOT_EVIDENCE}",
        "item": [_item(one, release) for one in outline(checklist)],
    }
    version = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]
    return {**said, "version": version}


def _item(item: Item, release: Release) -> dict[str, Any]:
    kind = "choice" if item.kind == "coding" and release == "R4B" else item.kind
    said: dict[str, Any] = {"linkId": item.link, "text": item.text, "type": kind}
    if item.link.endswith("/help"):
        control = {"coding": [{"system": _CONTROLS, "code": "help"}]}
        said["extension"] = [{"url": _CONTROL, "valueCodeableConcept": control}]
    if item.part == "answer" and item.entry is not None:
        said["code"] = [{"system": FACT, "code": item.entry.path}]
    if item.only_if is not None:
        said["enableWhen"] = [_when(one) for one in item.only_if.whens]
        if len(item.only_if.whens) > 1:
            said["enableBehavior"] = item.only_if.behaviour
    if item.several:
        said["repeats"] = True
    if item.options:
        said["answerOption"] = [{"valueCoding": _coding(one)} for one in item.options]
    if item.items:
        said["item"] = [_item(one, release) for one in item.items]
    return said


def _when(when: When) -> dict[str, Any]:
    if when.option is None:
        return {"question": when.link, "operator": "exists", "answerBoolean": when.answered}
    coding = {"system": when.option.system, "code": when.option.code}
    return {"question": when.link, "operator": "=", "answerCoding": coding}


def _coding(option: Option) -> dict[str, str]:
    return {"system": option.system, "code": option.code, "display": option.display}
