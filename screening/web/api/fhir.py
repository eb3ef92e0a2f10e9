"""Checklists as FHIR Questionnaires for programs, and answers to one into a case that is kept here."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from screening.case.account import Account
from screening.fhir.importing import import_response
from screening.fhir.questionnaire import Release, questionnaire
from screening.services.offered import written
from screening.store.cases import Cases
from screening.web.api.bodies import answer, json_sent, operation, pointed
from screening.web.api.callers import Caller, caller, case_of
from screening.web.api.cases import save
from screening.web.api.content import checklist_called
from screening.web.api.problems import Mistake, Pointed, ProblemRoute, mistakes
from screening.web.dependencies import OpenCase

FHIR_JSON = "application/fhir+json"

router = APIRouter(tags=["FHIR"], route_class=ProblemRoute)

Content = Annotated[Caller, Depends(caller("content-read"))]


class QuestionnaireResponse(BaseModel):
    """A QuestionnaireResponse of FHIR R5 to one of the Questionnaires here; what it takes is said by FHIR."""

    model_config = ConfigDict(frozen=True, extra="allow")
    resourceType: str  # noqa: N815 -- FHIR's name
    questionnaire: str
    status: str


class Answered(BaseModel):
    """What came of a QuestionnaireResponse: the accounts saved, and the questions that were left without an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    version: int
    accounts: tuple[Account, ...]
    added_since: tuple[Account, ...] = ()
    warnings: tuple[Mistake, ...] = ()
    unanswered: tuple[str, ...] = ()


@router.get("/fhir/Questionnaire", summary="Every checklist as a Questionnaire",
            **operation(media_type=FHIR_JSON, refusals=(401, 403, 422)))  # fmt: skip
def list_questionnaires(who: Content, release: Release = "R5") -> Response:
    """A Bundle with every checklist as a Questionnaire."""
    made = [questionnaire(one, release) for _, one in sorted(written().items())]
    entries = [{"fullUrl": one["url"], "resource": one} for one in made]
    return _fhir({"resourceType": "Bundle", "type": "searchset", "total": len(entries), "entry": entries})


@router.get("/fhir/Questionnaire/{name}", summary="One checklist as a Questionnaire",
            **operation(media_type=FHIR_JSON, refusals=(401, 403, 404, 422)))  # fmt: skip
def one_questionnaire(name: str, who: Content, release: Release = "R5") -> Response:
    """One checklist as a Questionnaire."""
    return _fhir(questionnaire(checklist_called(name), release))


async def _sent(request: Request) -> Pointed:
    return await run_in_threadpool(pointed, await json_sent(request))


@router.post("/api/v1/cases/{case_id}/questionnaire-responses", summary="Add the answers to a Questionnaire",
             **operation(takes=QuestionnaireResponse, answers=Answered, status=201, refusals=(401, 403, 404, 409),
                         sent_as=FHIR_JSON))  # fmt: skip
def add_answers(
    opened: Annotated[OpenCase, Depends(case_of("cases-write", "write"))],
    sent: Annotated[Pointed, Depends(_sent)],
    expected_version: Annotated[int, Query(ge=0, le=2**31 - 1, description="The version that was seen.")],
    merge: Annotated[bool, Query(description="Add them even if somebody has added to the case since.")] = False,
) -> Response:
    """Add the answers of a QuestionnaireResponse to a case, as accounts."""
    with opened.database.reading() as session:
        case = Cases(session).file(opened.case.id)
    found = import_response(sent, written(), case)
    saved, warnings = save(opened, found.accounts, expected_version, merge=merge)
    done = Answered(
        version=saved.version, accounts=saved.accounts, added_since=saved.added_since,
        warnings=(*mistakes(found.warnings), *warnings), unanswered=found.unanswered,
    )  # fmt: skip
    return answer(done, 201)


def _fhir(resource: dict[str, Any]) -> Response:
    return Response(json.dumps(resource, ensure_ascii=False), media_type=FHIR_JSON)
