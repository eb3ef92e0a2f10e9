"""CDS Hooks 2.0: a health record system asks when somebody opens a record, and is answered with cards.

The case comes with the request, or is one that is kept here: a record system has no case file of its own. Nothing is
fetched from the record system, and what it lends for that (an address, a token) is neither used nor kept.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from screening.case.account import CaseFile
from screening.engine.document import Lens
from screening.store.cases import Cases
from screening.web.api.bodies import answer, body_of, operation
from screening.web.api.callers import Caller, caller
from screening.web.api.cards import Cards, cards_of
from screening.web.api.feedback import Feedback, Stored, Uuid, store
from screening.web.api.problems import ProblemRoute, refused
from screening.web.api.screenings import Locality, check_case, screened
from screening.web.dependencies import open_case

EXTENSION: Final = "urn:screening:case"

router = APIRouter(prefix="/cds-services", tags=["CDS Hooks"], route_class=ProblemRoute)


class CdsService(BaseModel):
    """What this service says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    hook: Literal["patient-view"] = "patient-view"
    id: Literal["screening"] = "screening"
    title: str
    description: str
    usage_requirements: Annotated[str, Field(alias="usageRequirements")]


class Services(BaseModel):
    """Every CDS service here."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    services: tuple[CdsService, ...]


class Which(BaseModel):
    """The case that it is about: a case file, or the id of a case that is kept here; one of the two."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    case_file: CaseFile | None = None
    case_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] | None = None
    as_of: datetime.date | None = None
    locality: Locality | None = None


class Extension(BaseModel):
    """What a request carries beside the standard; other extensions are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
    which: Annotated[Which | None, Field(alias=EXTENSION)] = None


class Context(BaseModel):
    """The context of the hook ``patient-view``. It is checked and not used: nobody needs to know who the patient is."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
    user_id: Annotated[str, Field(alias="userId")]
    patient_id: Annotated[str, Field(alias="patientId")]
    encounter_id: Annotated[str | None, Field(alias="encounterId")] = None


class CdsRequest(BaseModel):
    """A request as CDS Hooks 2.0 has it. Fields that later versions add are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
    hook: Literal["patient-view"]
    hook_instance: Annotated[Uuid, Field(alias="hookInstance")]
    context: Context
    fhir_server: Annotated[str | None, Field(alias="fhirServer")] = None
    fhir_authorization: Annotated[dict[str, Any] | None, Field(alias="fhirAuthorization")] = None
    prefetch: dict[str, Any] | None = None
    extension: Extension = Extension()


_SERVICES: Final = Services(services=(
    CdsService(
        title="Questions from published reviews",
        description=(
            "Asks what published reviews of harm to children found that nobody had asked, and says where each question "
            "comes from. It never scores. The indicator of a card says how soon to talk to somebody, and nothing about "
            "how likely anything is."
        ),
        usage_requirements=(
            f'Needs a token with the scope "screen", and a case: extension["{EXTENSION}"] with case_file or case_id.'
        ),
    ),
))  # fmt: skip


@router.get("", summary="The CDS services here", **operation(answers=Services, refusals=()))
def discover() -> Response:
    """The CDS services here. Whoever asks may know; no token is needed."""
    return Response(_SERVICES.model_dump_json(by_alias=True), media_type="application/json")


@router.post("/screening", summary="Cards for a case",
             **operation(takes=CdsRequest, answers=Cards, refusals=(401, 403, 404, 412)))  # fmt: skip
def cards(
    request: Request,
    who: Annotated[Caller, Depends(caller("screen"))],
    sent: Annotated[CdsRequest, Depends(body_of(CdsRequest))],
) -> Response:
    """Cards for a case that is sent, or kept here."""
    which = sent.extension.which
    if which is None or (which.case_file is None) == (which.case_id is None):
        raise refused(412, f'Send the case in extension["{EXTENSION}"]: case_file or case_id, one of the two.')
    if which.case_file is not None:
        check_case(which.case_file, "extension", EXTENSION, "case_file")
        case = which.case_file
    else:
        opened = open_case(who.database, who.user, which.case_id or "", "read")
        with who.database.reading() as session:
            case = Cases(session).file(opened.case.id)
    screening = screened(case, which.as_of, Lens(), which.locality)
    address: str = request.app.state.settings.address
    # Looking back at an earlier day is no moment to respond to a prompt.
    found = cards_of(screening, address, which.case_id if which.as_of is None else None)
    return Response(found.model_dump_json(by_alias=True, exclude_none=True), media_type="application/json")


@router.post("/screening/feedback", summary="What became of cards",
             **operation(takes=Feedback, answers=Stored, refusals=(401, 403, 404, 409)))  # fmt: skip
def feedback(
    who: Annotated[Caller, Depends(caller("cases-write"))], sent: Annotated[Feedback, Depends(body_of(Feedback))]
) -> Response:
    """What somebody did with cards, kept as their responses to the prompts."""
    return answer(store(who, sent))
