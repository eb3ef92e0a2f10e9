"""Sign-in through an organisation's service, against a real provider of OpenID Connect on this machine."""

from __future__ import annotations

import base64
import hashlib
import warnings
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from screening.errors import ProblemsFound
from screening.store.audit import Audit
from screening.store.database import Database
from screening.store.users import Users
from screening.web.security import openid
from screening.web.security.tokens import derived
from screening.web.settings import OpenId, Settings, openid_from

from .browsing import user_named
from .conftest import Browser

with warnings.catch_warnings(record=True):
    # The provider uses a part of its library that is going away; it is only here for tests.
    import oidc_provider_mock

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

PEOPLE = {
    "s-1": {"preferred_username": "colleague"},
    "s-2": {"preferred_username": "practitioner"},
    "s-3": {"email": "supervisor", "email_verified": False},
    "s-4": {"preferred_username": "nobody here"},
    "s-5": {"email": "supervisor", "email_verified": True},
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    users = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def settings(issuer: str) -> Settings:
    return Settings(
        local=False, openid=OpenId(issuer=issuer, client_id="screening", client_secret=SecretStr("of nobody"))
    )


def back(client: TestClient, sub: str, path: str = "/sign-in/openid") -> str:
    """The address with which the provider sends the browser back."""
    left = client.get(path)
    assert left.status_code == 303
    return back_from(left.headers["Location"], sub)


def back_from(address: str, sub: str) -> str:
    return httpx2.post(address, data={"sub": sub}).headers["Location"]


def signed_in(client: TestClient, sub: str) -> bool:
    return client.get(back(client, sub)).status_code == 303 and client.get("/").status_code == 200


def test_somebody_comes_back_to_where_they_were(browser: Browser, database: Database) -> None:
    client = browser()
    assert "/sign-in/openid?next=/cases/new" in client.get("/sign-in?next=/cases/new").text
    came = client.get(back(client, "s-1", "/sign-in/openid?next=/cases/new"))
    assert (came.status_code, came.headers["Location"]) == (303, "/cases/new")
    assert "colleague" in client.get("/cases/new").text
    with database.reading() as session:
        last = list(Audit(session).entries())[-1]
    assert (last.action, last.detail, last.user_id) == ("signed-in", "openid", user_named(database, "colleague").id)


def test_the_way_out_carries_what_keeps_the_code_to_this_browser(browser: Browser) -> None:
    client = browser()
    left = client.get("/sign-in/openid")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(left.headers["Location"]).query).items()}
    secret = client.cookies["screening-visit"]
    digest = hashlib.sha256(derived(secret, "openid verifier").encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert asked["code_challenge_method"] == "S256"
    assert asked["state"] != asked["nonce"]
    assert secret not in left.headers["Location"]
    assert asked["redirect_uri"] == "http://127.0.0.1:8765/sign-in/openid/back"


def test_the_way_back_works_once_and_in_one_browser(browser: Browser) -> None:
    client = browser()
    address = back(client, "s-1")
    assert browser().get(address).status_code == 400
    assert client.get(address).status_code == 303
    client.cookies.clear()
    replayed = client.get(address)
    assert replayed.status_code == 400
    assert "did not confirm" in replayed.text


def test_a_state_or_code_of_another_is_refused(browser: Browser) -> None:
    client = browser()
    address = back(client, "s-1")
    code = parse_qs(urlsplit(address).query)["code"][0]
    state = parse_qs(urlsplit(address).query)["state"][0]
    for query in (f"code={code}", f"code={code}&state=x", f"state={state}", f"code=x&state={state}", "error=denied"):
        assert client.get(f"/sign-in/openid/back?{query}").status_code == 400
    # The nonce ties a code to the attempt that asked for it: one from another browser is not taken here.
    other = browser()
    other_code = parse_qs(urlsplit(back(other, "s-1")).query)["code"][0]
    assert client.get(f"/sign-in/openid/back?code={other_code}&state={state}").status_code == 400


def test_a_browser_that_never_left_cannot_be_signed_in_as_somebody_else(browser: Browser) -> None:
    # Somebody makes all of it up from an empty secret and sends the address to another.
    address = back_from(way_out_by_hand(browser(), ""), "s-1")
    assert browser().get(address).status_code == 400


def way_out_by_hand(client: TestClient, secret: str) -> str:
    settings: Settings = client.app.state.settings  # type: ignore[attr-defined]
    assert settings.openid is not None
    return openid.way_out(settings.openid, settings.address, secret)


def test_only_who_was_added_and_has_no_other_way_to_sign_in_is_let_in(browser: Browser, database: Database) -> None:
    refused = browser()
    answer = refused.get(back(refused, "s-4"))
    assert answer.status_code == 403
    assert "no user for you" in answer.text
    assert not signed_in(browser(), "s-2"), "a user with a password is not taken over"
    assert not signed_in(browser(), "s-3"), "an address that nobody verified is no name"
    assert signed_in(browser(), "s-5")
    with database.session() as session:
        Users(session).set_disabled(user_named(database, "supervisor").id, True)
    assert not signed_in(browser(), "s-5")


def test_a_user_belongs_to_the_first_who_was_confirmed(browser: Browser, database: Database, issuer: str) -> None:
    with database.session() as session:
        Users(session).set_oidc_subject(user_named(database, "colleague").id, f"{issuer} somebody-else")
    assert not signed_in(browser(), "s-1")


class TestNobodyAnswers:
    @pytest.fixture
    def settings(self) -> Settings:
        nobody = OpenId(issuer="http://localhost:9", client_id="x", client_secret=SecretStr("x"))
        return Settings(local=False, openid=nobody)

    def test_it_is_said_so(self, browser: Browser) -> None:
        answer = browser().get("/sign-in/openid")
        assert answer.status_code == 502
        assert "does not answer" in answer.text


def test_the_environment_names_all_of_it_or_nothing() -> None:
    assert openid_from({}) is None
    whole = {
        "SCREENING_OIDC_ISSUER": "https://login.example.org/",
        "SCREENING_OIDC_CLIENT_ID": "a",
        "SCREENING_OIDC_CLIENT_SECRET": "b",
    }
    found = openid_from(whole)
    assert found is not None
    assert found.issuer == "https://login.example.org"
    assert "'b'" not in repr(found)
    with pytest.raises(ProblemsFound, match="SCREENING_OIDC_CLIENT_ID"):
        openid_from({key: value for key, value in whole.items() if not key.endswith("ID")})
    with pytest.raises(ProblemsFound, match="https"):
        openid_from(whole | {"SCREENING_OIDC_ISSUER": "http://login.example.org"})
