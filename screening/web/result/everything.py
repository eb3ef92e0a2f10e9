"""Everything about a case, taken out in one file: for a family's request to see it, or for moving it. It is in the log.

Whose request it answers is case data, so it is asked by a form and stands in no address.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from screening.case.told import fold
from screening.engine.wording import thing_in_words
from screening.services.handing_over import hand_over
from screening.store.cases import Cases
from screening.web.dependencies import OpenCase, case_for
from screening.web.pages import render
from screening.web.submitted import Submitted

router = APIRouter()

Disclosed = Annotated[OpenCase, Depends(case_for("disclose"))]
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@router.get("/cases/{case_id}/everything")
def ask(request: Request, opened: Disclosed) -> Response:
    """Whose request is it, and what is in the file."""
    return render(
        request,
        "result/everything.html",
        training=opened.case.training,
        case=opened.case,
        address=f"/cases/{opened.case.id}",
        people=_people(opened),
    )


@router.post("/cases/{case_id}/everything")
def everything(opened: Disclosed, given: Submitted) -> Response:
    """The data, the case file and the PDF, in one file."""
    known = {one for one, _ in _people(opened)}
    request_from = [one for one in given.getlist("request-from") if isinstance(one, str) and one in known]
    today = datetime.date.today()
    files = hand_over(
        opened.database, opened.case.id, request_from=request_from, by=opened.user.id, today=today
    )  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, _ZIP_DAY), content, zipfile.ZIP_DEFLATED)
    named = f"everything-{opened.case.id[:8]}-{today.isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{named}"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


def _people(opened: OpenCase) -> list[tuple[str, str]]:
    """Every child and person that anybody told of: id, and how they are called."""
    with opened.database.reading() as session:
        accounts = Cases(session).file(opened.case.id).all_accounts
    told = fold(accounts, datetime.date.max.toordinal())
    return [
        (one, thing_in_words(told, f"{kind}.{one}.on"))
        for kind in ("children", "people")
        for one in told.members.get(kind, ())
    ]
