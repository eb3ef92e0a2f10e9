"""The projector file in a real browser: one page at a time, by keys and by links, with JavaScript and without."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from screening.forms.scenario import read_scenario
from screening.reports.projector import projector_html
from screening.rulebook.pack import read_pack
from screening.training.preparing import prepare, shown_to_groups

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scenario, pack = read_scenario(ROOT / "checklists/scenarios/newsletter-two.yaml"), read_pack(ROOT / "rules")[0]
    path = tmp_path_factory.mktemp("projector") / "case.html"
    path.write_text(projector_html(prepare(scenario, pack), shown_to_groups(scenario, pack)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def shown(page: Page) -> list[str]:
    """The ids of the parts that can be seen."""
    found: list[str] = page.eval_on_selector_all(
        "main > section", "all => all.filter(one => one.offsetParent !== null).map(one => one.id)"
    )
    return found


def test_arrow_keys_turn_one_page_at_a_time_and_nothing_is_asked_of_the_network(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert shown(page) == ["start"]
    page.keyboard.press("ArrowLeft")
    assert shown(page) == ["start"]
    seen = []
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        seen += shown(page)
    assert seen == ["how", "point-1", "point-1-known", "point-1-rules", "point-2"]
    page.keyboard.press("ArrowLeft")
    assert shown(page) == ["point-1-rules"]
    assert page.evaluate("document.activeElement.closest('section').id") == "point-1-rules"
    assert not page.locator("#point-1-rules details[open]").count()
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}
    assert said == []
    page.close()


def test_without_javascript_links_do_the_same(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 700})
    page = context.new_page()
    page.goto(file.as_uri())
    seen = []
    for _ in range(6):
        visible = page.locator("main > section:visible")
        assert visible.count() == 1
        seen.append(visible.get_attribute("id"))
        visible.locator("a.next").click()
    assert seen == ["start", "how", "point-1", "point-1-known", "point-1-rules", "point-2"]
    context.close()


def test_printing_prints_only_the_page_that_is_open(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.goto(f"{file.as_uri()}#point-2-known")
    page.emulate_media(media="print")
    assert shown(page) == ["point-2-known"]
    assert not page.locator("nav:visible").count()
    page.close()
