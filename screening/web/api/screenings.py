"""Screenings for programs: of a case that is kept here, or of a case file that is sent and kept nowhere.

The answer is the whole Screening document, decided by both channels. It holds no score. A fact that is only supposed
("what if") can be sent with a case file, in the body; it is never part of an address.
"""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from screening.case.account import CaseFile
from screening.case.checks import check
from screening.engine.document import Lens, Screening
from screening.errors import ProblemsFound
from screening.reports.as_json import screening_json
from screening.services.in_use import usual_pack
from screening.services.one_case import Opened, screen_case, usual_day
from screening.store.cases import Cases
from screening.web.api.bodies import JSON, body_of, operation
from screening.web.api.callers import Caller, caller, case_of
from screening.web.api.problems import Pointed, ProblemRoute
from screening.web.dependencies import OpenCase

router = APIRouter(prefix="/api/v1", tags=["screening"], route_class=ProblemRoute)

Locality = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$", description="Whose names and addresses to use.")]


class ToScreen(BaseModel):
    """A case file to screen. Nothing of it is kept.

    Attributes:
        as_of: the day to look from; today, or for a training case the day of its last account, if not given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    case_file: CaseFile
    as_of: datetime.date | None = None
    lens: Lens = Lens()
    locality: Locality | None = None


@router.get("/cases/{case_id}/screening", summary="Screen a case",
            **operation(answers=Screening, refusals=(401, 403, 404, 422)))  # fmt: skip
def screen_kept(
    opened: Annotated[OpenCase, Depends(case_of("screen", "read"))],
    as_of: Annotated[datetime.date | None, Query(description="As known on this day.")] = None,
    known_to: Annotated[list[str] | None, Query(max_length=20, description="Only what these agencies knew.")] = None,
    face_value: Annotated[
        bool, Query(description="Without what only a carer or the family told and nothing bears out.")
    ] = False,
    locality: Annotated[str | None, Query(pattern=r"^[a-z0-9-]{1,60}$")] = None,
) -> Response:
    """What a case comes to."""
    with opened.database.reading() as session:
        case = Cases(session).file(opened.case.id)
    lens = Lens(known_to=tuple(known_to or ()), face_value=face_value)
    return _answer(screened(case, as_of, lens, locality))


@router.post("/screenings", summary="Screen a case file without keeping it",
             **operation(takes=ToScreen, answers=Screening, refusals=(401, 403)))  # fmt: skip
def screen_sent(
    who: Annotated[Caller, Depends(caller("screen"))], sent: Annotated[ToScreen, Depends(body_of(ToScreen))]
) -> Response:
    """What a case file comes to. Nothing of it is kept, and nothing of it is logged."""
    check_case(sent.case_file, "case_file")
    return _answer(screened(sent.case_file, sent.as_of, sent.lens, sent.locality))


def _answer(screening: Screening) -> Response:
    return Response(screening_json(screening), media_type=JSON)


def check_case(case: CaseFile, *at: str) -> None:
    """Make sure that nothing is wrong with a case file that was sent.

    Args:
        case: the case file.
        at: where in what was sent it stands.

    Raises:
        ProblemsFound: with every mistake.
    """
    found = check(case, Pointed({}), datetime.date.today(), at)
    if any(one.severity == "error" for one in found):
        raise ProblemsFound(found)


def screened(case: CaseFile, as_of: datetime.date | None, lens: Lens, locality: str | None) -> Screening:
    """What a case comes to, decided by both channels.

    Raises:
        ProblemsFound: the lens or the locality names something that there is not.
    """
    return screen_case(Opened(case, usual_pack(locality), as_of or usual_day(case), ()), lens)
