"""Whatever is written into a field is shown as text: on pages, in pictures, on paper, in a document; nothing runs."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from .conftest import Window
from .hands import Mouse
from .paper import words_of
from .walking import add_to_case, answer, begin_case, describe_the_mark, heading, see_result, take_up

SCRIPT = "<script>window.ran=1</script>"
IMAGE = "\"'><img src=x onerror=window.ran=1>"
CODE = '#panic() *x* {{7*7}} </svg><svg onload="window.ran=1">'
PLACES = ("", "/result", "/chronology", "/family", "/accounts/1", "/accounts/2", "/accounts/3", "/accounts/4")


def nothing_ran(page: Page) -> None:
    assert page.evaluate("window.ran") is None
    assert page.locator("main script, main img, main [onload], main [onerror]").count() == 0


def test_every_free_text_is_shown_as_it_was_written(window: Window, tmp_path: Path) -> None:
    page = window()
    using = Mouse(page)
    # What is no reference, word or agency is refused, and stands in its field as it was written.
    page.goto("/cases/new")
    using.write("Reference", IMAGE + "1")
    using.write("A word for the child", SCRIPT)
    using.press("Begin the case")
    nothing_ran(page)
    assert page.get_by_label("Reference").input_value() == IMAGE + "1"
    case = begin_case(using, "K-<b>7</b>&lt;")
    take_up(using, role=IMAGE)
    describe_the_mark(using)
    using.press("The child")
    page.get_by_role("link", name="Change “How do you know").click()
    using.write("A note beside these facts, if you want", SCRIPT + CODE)
    using.press("Save and continue")
    page.get_by_role("link", name="All sections").click()
    add_to_case(using)
    nothing_ran(page)
    expect(page.locator("main")).to_contain_text(SCRIPT)
    page.goto(f"{case}/answer?fact=child.background")
    using.press("Continue")
    answer(using, "The child's ethnicity, faith and language, in words", written=CODE + SCRIPT)
    answer(using, "How do you know what you have just put down?", "It stands in a record")
    using.press("Add to the case")
    see_result(using)
    page.get_by_role("link", name="Respond to").first.click()
    using.choose("I see it differently")
    page.get_by_label("Why do you see it differently?").fill(SCRIPT)
    using.press("Keep this response")
    heading(page, "What this case comes to")
    expect(page.locator("main")).to_contain_text(SCRIPT)
    page.goto(f"{case}/accounts/2")
    using.write("Why is it taken back?", SCRIPT)
    using.press("Take this account back")
    for place in PLACES:
        page.goto(case + place)
        nothing_ran(page)
        assert "49" not in page.locator("h1").inner_text()
    page.goto(f"{case}/chronology")
    for picture in page.locator("svg").all():
        assert picture.locator("script, foreignObject, a[href^=javascript]").count() == 0

    page.goto(f"{case}/result")
    files = {}
    for link in ("This result as PDF, for paper", "This result as a document, for a case system"):
        with page.expect_download() as download:
            using.press(link)
        files[link] = Path(download.value.path()).read_bytes()
    pdf, document = files.values()
    (tmp_path / "result.pdf").write_bytes(pdf)
    paper = words_of(tmp_path / "result.pdf")
    texts = [one.text for one in docx.Document(io.BytesIO(document)).element.iter() if one.text]
    for said in ("".join(paper.split()), "".join("".join(texts).split())):
        assert "K-<b>7</b>&lt;" in said
        assert "window.ran=1" in said
        assert "onerror" in said
