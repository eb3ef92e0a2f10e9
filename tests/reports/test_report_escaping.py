"""Text from a case file or a pack stays text: in the page, in Markdown and in the terminal."""

from __future__ import annotations

import re

import pytest
from made_documents import Printed, fact, finding, in_one_line, question, screening
from markdown_it import MarkdownIt
from markdown_it.token import Token

from screening.engine.document import AccountLine, ChildLine, Ground, Lens, Named, Screening
from screening.reports.html import screening_html
from screening.reports.markdown import screening_markdown
from screening.reports.plain import clean
from screening.reports.templating import css_string, markdown_text
from screening.reports.terminal import print_screening

SCRIPT = "<script>alert(1)</script>"
MARKUP = "[bold]loud[/] [/] [link=https://evil.example]x[/link] :boom:"
HEBREW = "\u05e8\u05d5\u05d1\u05d9\u05df"
HOSTILE = [
    SCRIPT,
    MARKUP,
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "*/ } body { display: none } /*",
    "{{ 7 * 7 }}{% raw %}",
    "[click](https://evil.example) ![x](y) <https://evil.example>",
    "https://evil.example www.evil.example",
    "# heading",
    "1. one",
    "- item",
    "`code` **bold** _em_ ~~gone~~ | cell |",
    "&lt;b&gt; &amp; \\",
    HEBREW,
]


def hostile(text: str) -> Screening:
    """The text wherever a case file, or a pack, can put some."""
    told = Ground(facts=(fact("children.x.mobility", "child.mobility", text, "a1", thing=text),))
    account = AccountLine(id="a1", on="2014-08-16", agency=text, by=text, source="carer", told_by=text)
    one = finding(title=text, subject="x", because=(told, Ground(about=text, facts=())), why=text, limits=(text,),
                  policies=(Named(id="p", name=text, purpose=text, address="javascript:alert(1)"),))  # fmt: skip
    return screening(
        case=text, children=(ChildLine(id=text, age=None), ChildLine(id="x", age=None)), accounts=(account,),
        findings=(one,), questions=(question(2, thing=text, ask=text),), lens=Lens(what_if=((text, text),)),
        locality_name=text,
    )  # fmt: skip


def braces_of_style(page: str) -> str:
    style = page.partition("<style>")[2].partition("</style>")[0]
    return re.sub(r"[^{}]", "", style)


@pytest.mark.parametrize("text", HOSTILE)
def test_on_the_page_it_makes_no_element_and_leaves_no_style(text: str) -> None:
    page = screening_html(hostile(text))
    plain = screening_html(hostile("word"))
    elements = re.compile(r"<(/?[a-z][a-z0-9]*)")
    assert elements.findall(page) == elements.findall(plain)
    assert braces_of_style(page) == braces_of_style(plain)
    assert 'href="javascript' not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_in_markdown_it_makes_no_link_heading_list_or_html(text: str) -> None:
    def kinds(document: Screening) -> list[str]:
        tokens = MarkdownIt("commonmark", {"html": True}).parse(screening_markdown(document))
        return [inner.type for token in tokens for inner in [token, *(token.children or [])] if inner.type != "text"]

    assert kinds(hostile(text)) == kinds(hostile("word"))


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_it_as_it_was_written(text: str) -> None:
    tokens: list[Token] = MarkdownIt("commonmark").parse(f"- {markdown_text(text)}")
    shown = "".join(inner.content for token in tokens for inner in token.children or [])
    assert shown == text


@pytest.mark.parametrize("text", HOSTILE)
def test_in_the_terminal_it_is_shown_as_it_was_written(text: str) -> None:
    printed = Printed(100, terminal=True)
    print_screening(hostile(text), printed.console)
    without_styles = re.sub(r"\x1b\[[0-9;]*m", "", printed.text)
    assert f"Case {in_one_line(text)}" in in_one_line(without_styles)


@pytest.mark.parametrize("harmful", ["\x1b[2J", "\x07", "\x9b31m", "\r", "\u202e", "\u2066", "\x00", "\ufeff"])
def test_nothing_that_moves_a_cursor_or_turns_text_round_gets_out(harmful: str) -> None:
    document = hostile(f"before{harmful}after")
    printed = Printed(100)
    print_screening(document, printed.console, show_all=True)
    for text in (printed.text, screening_html(document), screening_markdown(document)):
        assert harmful not in text
        assert "before" in text


def test_what_is_spelt_out_can_be_recognised() -> None:
    assert clean("a\x1b[2Jb\nc\u202ed") == r"a\u001b[2Jb c\u202ed"


def test_what_is_theirs_stands_apart_on_the_page() -> None:
    page = screening_html(hostile(HEBREW))
    assert f"<h1>Screening of case <bdi>{HEBREW}</bdi></h1>" in page
    assert f"the <bdi>{HEBREW}</bdi>" in page
    assert "\u2068" not in page


def test_markdown_keeps_text_from_right_to_left_within_itself_and_other_text_as_it_is() -> None:
    assert f"# Screening of case \u2068{HEBREW}\u2069" in screening_markdown(hostile(HEBREW))
    assert "\u2068" not in screening_markdown(screening())


def test_a_style_sheet_string_holds_only_letters_digits_spaces_and_escapes() -> None:
    assert re.fullmatch(r"([A-Za-z0-9 ]|\\[0-9a-f]{6} )*", css_string('a"\\</style>}\u05e8'))


def test_a_page_links_to_web_addresses_only() -> None:
    wrong = Named(id="p", name="Wrong", address="file:///etc/passwd")
    right = Named(id="q", name="Right", address="https://example.org/?a=1&b=2")
    page = screening_html(screening(findings=(finding(policies=(wrong, right)),)))
    assert "file:///etc/passwd" in page
    assert 'href="file:' not in page
    assert 'href="https://example.org/?a=1&amp;b=2"' in page
