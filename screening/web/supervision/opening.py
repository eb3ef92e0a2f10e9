"""Who may open what of supervision, and that every look is in the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import Request

from screening.store.access import may
from screening.store.audit import Audit, Deed
from screening.web.dependencies import AnyDatabase, OpenCase, SignedIn, case_for, open_case

Supervised = Annotated[OpenCase, Depends(case_for("supervise"))]
"""A case that the user may supervise. What prepares it writes the look into the log."""

LOOKED = "records of supervision"
"""What the log says of a look at them."""


def records_of(
    request: Request, case_id: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")], user: SignedIn, database: AnyDatabase
) -> OpenCase:
    """A case whose records the user may read and sign. To look at them is in the log.

    Raises:
        HTTPException: 404.
    """
    opened = open_case(database, user, case_id, "record")
    if request.method in ("GET", "HEAD"):
        log(opened, "read", LOOKED)
    return opened


Recorded = Annotated[OpenCase, Depends(records_of)]


def supervises(opened: OpenCase) -> bool:
    """Whether the user may supervise the case, and not only read and sign its records."""
    return may(opened.user, "supervise", opened.case)


def log(opened: OpenCase, deed: Deed, detail: str) -> None:
    """Write into the log what was done with a case."""
    with opened.database.session() as session:
        Audit(session).append(deed, user_id=opened.user.id, case_id=opened.case.id, detail=detail)
