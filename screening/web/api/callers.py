"""Who a program acts for: the user of its token, with what the token allows.

The token allows an operation, the user's role a case; both have to. A browser's cookie counts for nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from screening.store.access import CaseAction
from screening.store.api_tokens import ApiTokens, Scope
from screening.store.database import Database
from screening.store.users import User
from screening.web.api.problems import refused
from screening.web.dependencies import AnyDatabase, CaseId, OpenCase, open_case

_BEARER: Final = HTTPBearer(
    auto_error=False, scheme_name="token", description="A token made with: screening token add USER"
)
_LONGEST_TOKEN: Final = 200


@dataclass(frozen=True)
class Caller:
    """Somebody for whom a program acts.

    Attributes:
        database: to read or change it.
        user: who it is.
        scopes: what the token allows.
    """

    database: Database
    user: User
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> None:
        """Make sure that the token allows something.

        Raises:
            Refused: 403.
        """
        if scope not in self.scopes:
            challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
            raise refused(403, f'The token lacks the scope "{scope}".', WWW_Authenticate=challenge)


def any_caller(
    database: AnyDatabase, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Caller:
    """Whoever has a token that counts.

    Raises:
        Refused: 401.
    """
    found = None
    if given is not None and len(given.credentials) <= _LONGEST_TOKEN:
        with database.reading() as session:
            found = ApiTokens(session).find(given.credentials)
    if found is None:
        detail = "Send the field Authorization: Bearer and a token that counts."
        raise refused(401, detail, WWW_Authenticate="Bearer")
    return Caller(database, *found)


AnyCaller = Annotated[Caller, Depends(any_caller)]


def caller(scope: Scope) -> Callable[..., Caller]:
    """A dependency that gives the caller if the token allows something."""

    def allowed(who: AnyCaller) -> Caller:
        who.may(scope)
        return who

    return allowed


def case_of(scope: Scope, action: CaseAction) -> Callable[..., OpenCase]:
    """A dependency that opens the case of the address if token and user may do this with it; reading is logged.

    Raises:
        HTTPException: 404, when called by a request for a case that is not there or not theirs.
    """

    def opened(case_id: CaseId, who: AnyCaller) -> OpenCase:
        who.may(scope)
        return open_case(who.database, who.user, case_id, action)

    return opened
