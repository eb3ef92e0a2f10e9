"""Sign-in through the organisation's own service: OpenID Connect, authorization code with PKCE.

Nothing is kept between leaving and coming back: state, nonce and verifier are derived from the secret of the visit,
which only this browser has, and which is dropped when it comes back. Whose user it is is decided by ``signing_in``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from screening.web.security.tokens import derived
from screening.web.settings import OpenId

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client

BACK: Final = "/sign-in/openid/back"
_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_SECONDS: Final = 10
_LEEWAY: Final = 60


class NotConfirmed(Exception):  # noqa: N818 -- a state of affairs, not a mistake -- it is said to a person, not raised at one
    """The other service did not confirm who somebody is, or said so in a way that does not hold."""


class NoAnswer(Exception):  # noqa: N818 -- a state of affairs, not a mistake
    """The other service cannot be reached."""


@dataclass(frozen=True)
class Confirmed:
    """Somebody, as the other service knows them.

    Attributes:
        subject: issuer and subject with a space between them; never given to anybody else there.
        name: the name to sign in with, or None: ``preferred_username``, or an e-mail address that was verified.
    """

    subject: str
    name: str | None


def way_out(openid: OpenId, address: str, secret: str) -> str:
    """The address at the other service to send a browser to.

    Args:
        openid: the other service.
        address: the start of this service's addresses.
        secret: of the visit; a fresh one for each attempt.

    Raises:
        NoAnswer: it cannot be reached.
    """
    with _client(openid, address) as client:
        page, _ = client.create_authorization_url(
            _described(client, openid)["authorization_endpoint"],
            state=derived(secret, "openid state"),
            nonce=derived(secret, "openid nonce"),
            code_verifier=derived(secret, "openid verifier"),
        )
    return str(page)


def come_back(openid: OpenId, address: str, secret: str, state: str, code: str) -> Confirmed:
    """Who somebody is who came back with a code.

    Raises:
        NotConfirmed: the code is none, was used, or belongs to another browser; or the token does not hold.
        NoAnswer: the other service cannot be reached.
    """
    from authlib.common.errors import AuthlibBaseError
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    # Without a secret there was no way out of this browser, and everything derived from none could be guessed.
    if not secret or state != derived(secret, "openid state") or not code:
        raise NotConfirmed
    with _client(openid, address) as client:
        described = _described(client, openid)
        try:
            answer = client.fetch_token(
                described["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=derived(secret, "openid verifier"),
            )
            keys = KeySet.import_key_set({"keys": _json(client, described["jwks_uri"])["keys"]})
            token = jwt.decode(answer["id_token"], keys, algorithms=_ALGORITHMS)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {"iss": {"essential": True, "value": openid.issuer}, "sub": {"essential": True}},
                {"client_id": openid.client_id, "nonce": derived(secret, "openid nonce")},
            )
            claims.validate(leeway=_LEEWAY)
        except (AuthlibBaseError, JoseError, KeyError, ValueError) as wrong:
            raise NotConfirmed from wrong
    name = claims.get("preferred_username") or (claims.get("email") if claims.get("email_verified") is True else None)
    return Confirmed(f"{openid.issuer} {claims['sub']}", name if isinstance(name, str) else None)


@contextlib.contextmanager
def _client(openid: OpenId, address: str) -> Iterator[OAuth2Client]:
    import httpx2
    from authlib.integrations.httpx_client import OAuth2Client

    client = OAuth2Client(
        openid.client_id,
        openid.client_secret.get_secret_value(),
        redirect_uri=address + BACK,
        scope="openid profile email",
        code_challenge_method="S256",
        timeout=_SECONDS,
    )
    try:
        with client:
            yield client
    except httpx2.HTTPError as wrong:
        raise NoAnswer from wrong


def _described(client: OAuth2Client, openid: OpenId) -> dict[str, Any]:
    found = _json(client, f"{openid.issuer}/.well-known/openid-configuration")
    encrypted = urlsplit(openid.issuer).scheme
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        # An issuer by https does not get to send secrets on without it.
        if urlsplit(str(found.get(name, ""))).scheme not in {encrypted, "https"}:
            raise NoAnswer
    if str(found.get("issuer", "")).rstrip("/") != openid.issuer:
        raise NoAnswer
    return found


def _json(client: OAuth2Client, address: str) -> dict[str, Any]:
    answer = client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NoAnswer
    return found
