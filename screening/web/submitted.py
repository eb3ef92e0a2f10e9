"""The fields of a form that was sent, read once for all who ask, before a handler runs in a thread of its own."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

_MOST_FIELDS = 500
_LONGEST_FIELD = 200_000


async def submitted(request: Request) -> FormData:
    """The fields of the form.

    Raises:
        HTTPException: 400, when it is no form, or it has too many fields.
    """
    return await request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FIELD)


Submitted = Annotated[FormData, Depends(submitted)]
