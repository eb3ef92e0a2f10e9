"""How one running web service is set up: where it may be reached, how long a visit lasts, who signs people in.

Values come from the command line and from the environment; reading a database's place is left to ``store``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr

from screening.errors import Problem, ProblemsFound

_CONFIG = ConfigDict(frozen=True, extra="forbid")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class OpenId(BaseModel):
    """The organisation's own sign-in service, by OpenID Connect.

    Attributes:
        issuer: its address; what it can do is read from ``/.well-known/openid-configuration`` below it.
        client_id: the name by which it knows this service.
        client_secret: shared with it.
    """

    model_config = _CONFIG
    issuer: str
    client_id: str
    client_secret: SecretStr


class Settings(BaseModel):
    """What the pages need to know about the service that they are part of.

    Attributes:
        local: one person on their own machine: signed in by the link in the terminal, without a password.
        demo: a throw-away database with training cases; every page says so.
        host: the address to listen on.
        port: the port to listen on; 0 takes any that is free.
        public_address: where people reach the service, such as ``https://screening.example.org``.
        openid: who signs people in beside name and password, if anybody.
        warned: how long before a sign-in runs out a page warns, and saves. How long it lasts is set in ``store``.
        body_limit: the longest request, in bytes.
    """

    model_config = _CONFIG
    local: bool = True
    demo: bool = False
    host: str = "127.0.0.1"
    port: int = 8765
    public_address: str | None = None
    openid: OpenId | None = None
    warned: datetime.timedelta = datetime.timedelta(minutes=3)
    body_limit: int = 1_000_000

    @property
    def secure(self) -> bool:
        """Whether people reach the service by https, so that cookies may be kept to it."""
        return self.public_address is not None and self.public_address.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which the service may be asked; a request for any other is refused."""
        public = urlsplit(self.public_address).hostname if self.public_address else None
        return frozenset(name for name in (*_LOOPBACK, public) if name)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the address that is listened on."""
        return self.host in _LOOPBACK

    @property
    def address(self) -> str:
        """The start of every address that is given to somebody, without a slash at the end."""
        if self.public_address:
            return self.public_address
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def checked_address(address: str) -> str:
    """A public address as it is used: scheme and host, without a slash at the end.

    Raises:
        ProblemsFound: it is no such address, or it is neither https nor on this machine.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        hint = "Write it like https://screening.example.org"
        raise ProblemsFound([Problem("W101", f'"{address}" is no address of a service.', hint=hint)])
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        hint = "Put a proxy with a certificate before this service, and give the https address."
        raise ProblemsFound([Problem("W102", "Case data may not travel without encryption.", hint=hint)])
    return f"{parts.scheme}://{parts.netloc}"


def openid_from(environment: Mapping[str, str]) -> OpenId | None:
    """The sign-in service named by the environment, if one is.

    Raises:
        ProblemsFound: it is named in part, or its address is not https and not on this machine.
    """
    names = {key: f"SCREENING_OIDC_{key.upper()}" for key in ("issuer", "client_id", "client_secret")}
    given = {key: environment[name] for key, name in names.items() if environment.get(name)}
    if not given:
        return None
    missing = [name for key, name in names.items() if key not in given]
    if missing:
        raise ProblemsFound([Problem("W103", f"For sign-in by OpenID Connect there is no {' and no '.join(missing)}.")])
    issuer = given["issuer"].rstrip("/")
    parts = urlsplit(issuer)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in _LOOPBACK):
        raise ProblemsFound([Problem("W104", "SCREENING_OIDC_ISSUER must be an address that begins with https://.")])
    return OpenId(issuer=issuer, client_id=given["client_id"], client_secret=SecretStr(given["client_secret"]))
