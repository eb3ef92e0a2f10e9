"""Every response, whatever it is, keeps the browser to this service."""

from __future__ import annotations

import pytest
from httpx2 import Headers
from starlette.testclient import TestClient

from screening.web.settings import Settings

from .conftest import Browser


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 303),
        ("GET", "/sign-in", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/sign-in", 403),
        ("DELETE", "/sign-in", 405),
        ("GET", "/sign-in/link/abc", 404),
    ],
)
def test_every_response_has_the_headers(browser: Browser, method: str, path: str, status: int) -> None:
    answer = browser().request(method, path)
    assert answer.status_code == status
    _check(answer.headers)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers


def _check(headers: Headers) -> None:
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self' 'nonce-")
    assert "unsafe" not in policy
    assert "http" not in policy
    for part in ("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_each_page_has_a_nonce_of_its_own_that_its_scripts_carry(browser: Browser) -> None:
    client = browser()
    nonces = set()
    for _ in range(2):
        answer = client.get("/sign-in")
        nonce = answer.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        assert answer.text.count("<script") == answer.text.count(f'nonce="{nonce}"') == 2
        nonces.add(nonce)
    assert len(nonces) == 2


def test_a_page_asks_nothing_of_another_place_and_has_no_inline_style(browser: Browser) -> None:
    page = browser("practitioner").get("/cases/new").text
    assert "http://" not in page
    assert "https://" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_style_sheets_may_be_kept_and_name_nothing_of_gov_uk(browser: Browser) -> None:
    client = browser()
    page = client.get("/sign-in").text
    addresses = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    assert len(addresses) == 3
    for address in addresses:
        answer = client.get(f"/static/{address}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        _check(answer.headers)
        for word in ("GDS", "crest", "/assets/", "sourceMappingURL", "@font-face"):
            assert word not in answer.text
    script = next(address for address in addresses if address.endswith(".js"))
    assert client.get(f"/static/{script}".replace("local.js", "govuk-frontend.js")).status_code == 200
    assert client.get(f"/static/{script}".replace("local.js", "../app.py")).status_code == 404


def test_only_a_name_of_this_service_is_answered(browser: Browser) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[", "localhost:8765@evil.example"):
        answer = browser().get("/sign-in", headers={"Host": host})
        assert answer.status_code == 400, host
        _check(answer.headers)
    assert browser().get("/sign-in", headers={"Host": "localhost:99"}).status_code == 200
    assert browser().get("/sign-in", headers={"Host": "[::1]:99"}).status_code == 200


def test_what_is_too_long_is_turned_away_with_a_page(browser: Browser, settings: Settings) -> None:
    client = browser()
    declared = client.post("/sign-in", content=b"x" * (settings.body_limit + 1))
    assert declared.status_code == 413
    assert "too long" in declared.text
    _check(declared.headers)

    chunked = client.post(
        "/sign-in",
        content=(b"x=" + b"y" * 100_000 for _ in range(settings.body_limit // 100_000 + 1)),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert chunked.status_code == 413
    _check(chunked.headers)


class TestBehindHttps:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(local=False, public_address="https://screening.example.org")

    def test_the_browser_is_told_to_stay_with_it(self, browser: Browser) -> None:
        client: TestClient = browser()
        answer = client.get("/sign-in")
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-screening-visit=")
        for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
            assert part in cookie
        assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400
