"""The style sheets and scripts: which there are, where they are, and under which address a page finds them.

Those of GOV.UK Frontend are other people's work and are made by set-up; a service without them does not start. The
address changes with the content, so that a browser may keep them for good.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException
from starlette.responses import FileResponse

from screening.errors import Problem, ProblemsFound

_HERE: Final = Path(__file__).resolve().parent
_FILES: Final = {
    "govuk-frontend.css": (_HERE / "static", "text/css"),
    "govuk-frontend.js": (_HERE / "static", "text/javascript"),
    "local.css": (_HERE / "layout", "text/css"),
    "local.js": (_HERE / "layout", "text/javascript"),
    "form.css": (_HERE / "form", "text/css"),
    "result.css": (_HERE / "result", "text/css"),
    "supervision.css": (_HERE / "supervision", "text/css"),
    "training.css": (_HERE / "training", "text/css"),
    "training.js": (_HERE / "training", "text/javascript"),
}
_FOR_GOOD: Final = {"Cache-Control": "public, max-age=31536000, immutable"}

router = APIRouter(include_in_schema=False)


def check_assets() -> None:
    """Make sure that every file is there.

    Raises:
        ProblemsFound: with each that is missing.
    """
    missing = [name for name, (folder, _) in _FILES.items() if not (folder / name).is_file()]
    if missing:
        hint = "In a checkout, run: make setup. Otherwise install the product again."
        raise ProblemsFound(
            Problem("W110", f"The web service lacks its file {name}.", hint=hint if name == missing[0] else None)
            for name in missing
        )


@cache
def version() -> str:
    """A short fingerprint of all files together."""
    found = hashlib.sha256()
    for name, (folder, _) in sorted(_FILES.items()):
        found.update((folder / name).read_bytes())
    return found.hexdigest()[:16]


def address_of(name: str) -> str:
    """The path of a file on this service.

    Raises:
        KeyError: there is no such file.
    """
    _FILES[name]
    return f"/static/{version()}/{name}"


@router.get("/static/{wanted}/{name}")
def one_file(wanted: str, name: str) -> FileResponse:
    """A style sheet or script; an address from before an update finds nothing."""
    if name not in _FILES or wanted != version():
        raise HTTPException(404)
    folder, kind = _FILES[name]
    return FileResponse(folder / name, media_type=kind, headers=_FOR_GOOD)
