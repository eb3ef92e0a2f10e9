"""Form tokens: a form counts only if it came from a page of this service, in the same browser.

Each page that somebody is shown belongs to a secret that only their browser has: the id in the cookie of the sign-in,
or, before that, of the visit. The token in a form is derived from it, so nothing has to be kept.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from fastapi import HTTPException
from starlette.requests import Request

from screening.web.security import cookies
from screening.web.submitted import submitted

FIELD: Final = "csrf_token"
HEADER: Final = "X-CSRF-Token"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def token_for(secret: str) -> str:
    """The form token that belongs to a browser's secret."""
    return derived(secret, "form")


def derived(secret: str, purpose: str) -> str:
    """64 hex digits that only a holder of the secret can work out, different for each purpose."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


async def check_form(request: Request) -> None:
    """Refuse a request that changes something unless it comes from a page of ours; for every router of pages.

    The browser says where it comes from (``Sec-Fetch-Site``), and the form carries the token, or a script's request
    does in a header. ``Origin`` is not looked at: with no referrer told, browsers leave it empty for our own forms.

    Raises:
        HTTPException: 403.
    """
    if request.method in _SAFE:
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403)
    given = request.headers.get(HEADER)
    if given is None:
        field = (await submitted(request)).get(FIELD)
        given = field if isinstance(field, str) else ""
    secret = cookies.browser_secret(request)
    if secret is None or not hmac.compare_digest(token_for(secret).encode(), given.encode()):
        raise HTTPException(403)
