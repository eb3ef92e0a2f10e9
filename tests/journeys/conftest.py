"""One service and one browser for all journeys; each journey has windows of its own, which are watched.

What is watched in every window: no request to anywhere but the service, and nothing in the browser's console.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from screening.store.database import open_database
from screening.store.place import Embedded

from .service import COOKIE, Service, add_people, serving
from .watching import Watched

# A machine that runs other tests beside these may take long over a page.
expect.set_options(timeout=20_000)

Window = Callable[..., Page]
CHROMIUM = shutil.which("chromium")
WIDE: ViewportSize = {"width": 1280, "height": 900}
_QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        why = pytest.mark.skip(reason="there is no Chromium here (Debian: apt-get install chromium)")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(why)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    place = Embedded(folder / "screening.db")
    database = open_database(place)
    add_people(database)
    database.close()
    with serving(place, {"SCREENING_DATA_DIR": str(folder)}, folder / "said.txt") as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture
def watched(service: Service) -> Iterator[Watched]:
    """What the windows of this test ask for and say; looked at when the test is over."""
    seen = Watched(service.address)
    yield seen
    assert seen.elsewhere == []
    assert seen.said == []


@pytest.fixture
def window(service: Service, chromium: Browser, watched: Watched) -> Iterator[Window]:
    """``window("practitioner")`` is a new browser in which somebody is signed in; ``window(None)``, nobody."""
    contexts = []

    def opened(name: str | None = "practitioner", *, viewport: ViewportSize = WIDE, **options: Any) -> Page:
        context = chromium.new_context(base_url=service.address, viewport=viewport, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        if name is not None:
            context.add_cookies([{"name": COOKIE, "value": service.signed_in(name), "url": service.address,
                                  "httpOnly": True, "sameSite": "Lax"}])  # fmt: skip
        watched.watch(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
