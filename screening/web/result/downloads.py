"""What can be taken out of the service: the result as PDF, DOCX and JSON, and the case file. Each is in the log.

Printing needs the right to print, and the data the right to export. A file is named by the opaque id and the day, so
that nothing of the case stands in a list of files.
"""

from __future__ import annotations

import datetime
import json
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, HTTPException
from starlette.responses import Response

from screening.reports.as_json import screening_json
from screening.store.audit import Audit, Deed
from screening.web.dependencies import OpenCase, case_for
from screening.web.result.looking import AskedView, Looked, look
from screening.yamlsource import dump

router = APIRouter()

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/cases/{case_id}/result.{kind}")
def printed(
    opened: Annotated[OpenCase, Depends(case_for("print"))], kind: Literal["pdf", "docx"], asked: AskedView
) -> Response:
    """The result for paper, or for pasting into a case system."""
    # Loaded here: they bring much along that no other page needs.
    from screening.reports.docx import screening_docx
    from screening.reports.pdf import screening_pdf

    looked = look(opened, asked)
    made = screening_pdf if kind == "pdf" else screening_docx
    content = made(looked.screening, opened.user.with_roles, datetime.date.today())
    _log(opened, "printed", kind)
    return _file(looked, f"result.{kind}", content, "application/pdf" if kind == "pdf" else WORD)


@router.get("/cases/{case_id}/data/result.json")
def data(opened: Annotated[OpenCase, Depends(case_for("export"))], asked: AskedView) -> Response:
    """The screening as JSON."""
    looked = look(opened, asked)
    content = screening_json(looked.screening).encode()
    _log(opened, "exported", "screening")
    return _file(looked, "result.json", content, "application/json")


@router.get("/cases/{case_id}/data/case.{kind}")
def case_file(opened: Annotated[OpenCase, Depends(case_for("export"))], kind: Literal["yaml", "json"]) -> Response:
    """The case file with every account, as ``screening screen`` reads it."""
    looked = look(opened)
    plain = looked.file.model_dump(mode="json", exclude_none=True, exclude_unset=True)
    try:
        content = json.dumps(plain, indent=2, ensure_ascii=False) + "\n" if kind == "json" else dump(plain)
    except ValueError:
        raise HTTPException(400, "A note in this case holds a sign that YAML cannot keep. Take it as JSON.") from None
    _log(opened, "exported", "case file")
    return _file(looked, f"case.{kind}", content.encode(), f"application/{kind}")


def _log(opened: OpenCase, deed: Deed, detail: str) -> None:
    with opened.database.session() as session:
        Audit(session).append(deed, user_id=opened.user.id, case_id=opened.case.id, detail=detail)


def _file(looked: Looked, name: str, content: bytes, kind: str) -> Response:
    stem, _, ending = name.partition(".")
    today = datetime.date.today().isoformat()
    named = f"{stem}-{looked.opened.case.id[:8]}-{today}.{ending}"
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{named}"'})
