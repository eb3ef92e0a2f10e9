"""The page: one closed file that a screen reader, a telephone and a sheet of paper can use, with nothing left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from made_documents import FINDINGS, OPEN, STRENGTH, disagreeing, quiet, screening

from screening.reports.html import screening_html

VOID = {"meta", "link", "br", "input", "img", "hr"}


class Page(HTMLParser):
    """What the tests ask about a page: its tags in order, headings with their level, ids, links, and open tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[int, str]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self._heading: int | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self._heading = int(tag[1])
            self.headings.append((self._heading, ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._heading is not None:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get("id"))]


@pytest.fixture(scope="module", params=["full", "quiet", "disagreeing"])
def page(request: pytest.FixtureRequest) -> Page:
    document = {"full": screening, "quiet": quiet, "disagreeing": disagreeing}[request.param]()
    return Page(screening_html(document))


def test_tags_are_balanced(page: Page) -> None:
    assert page.unbalanced == []
    assert page.open == []


def test_it_is_in_british_english_and_has_one_main_heading(page: Page) -> None:
    assert page.all("html") == [{"lang": "en-GB"}]
    assert [text for level, text in page.headings if level == 1] == ["Screening of case R-2014"]


def test_headings_go_down_one_step_at_a_time_and_none_is_empty(page: Page) -> None:
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in page.headings)


def test_ids_are_unique_and_every_inner_link_and_label_leads_to_one(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    inner = {str(link["href"])[1:] for link in page.all("a") if str(link.get("href")).startswith("#")}
    labels = {str(one["aria-labelledby"]) for _, one in page.tags if one.get("aria-labelledby")}
    assert inner | labels <= set(page.ids)


def test_it_has_landmarks_and_a_way_past_the_start(page: Page) -> None:
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}
    assert [link for link in page.all("a") if link.get("href") == "#main"]
    assert page.all("nav")[0].get("aria-label")


def test_it_runs_nothing_and_fetches_nothing(page: Page) -> None:
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & {tag for tag, _ in page.tags}
    assert all(not name.startswith("on") and name != "style" for _, one in page.tags for name in one)
    policy = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_its_style_fetches_nothing() -> None:
    style = screening_html(screening()).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_tables_have_a_caption_and_headers_with_scope(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert {one.get("scope") for one in page.all("th")} <= {"col", "row"}


def test_every_part_of_every_finding_is_in_it() -> None:
    text = screening_html(screening())
    for one in (*FINDINGS, OPEN, STRENGTH):
        wanted = [one.rule, one.title, one.summary, one.why, *one.limits, *one.innocent_explanations]
        wanted += [prompt.ask for prompt in one.prompts]
        wanted += [policy.name for policy in one.policies]
        wanted += [part for cited in one.citations for part in (cited.row, cited.cite_as, cited.locator, cited.summary)]
        assert [part for part in wanted if part not in text] == []


def test_every_question_is_in_it_once_with_a_box_and_a_line_to_write_on() -> None:
    text = screening_html(screening())
    for one in screening().questions:
        assert text.count(f"<strong>{one.ask}</strong>") == 1
        assert one.help in text
    page = Page(text)
    for part in ("box", "write"):
        assert sum(one.get("class") == part for _, one in page.tags) == len(screening().questions)


def test_every_policy_is_listed_once_with_its_purpose_and_its_address_printed_once() -> None:
    text = screening_html(screening())
    policies = text[text.index('id="policies"') : text.index('id="sources"')]
    assert policies.count("What to do about a mark.") == 1
    assert re.sub(r'href="[^"]*"', "", text).count("https://example.org/marks") == 1


def test_every_passage_is_listed_once_with_the_rules_that_cite_it() -> None:
    text = screening_html(screening())
    rows = re.findall(r'<tr id="row-([A-Z]{3}-\d{3})">(.*?)</tr>', text, re.DOTALL)
    assert [row for row, _ in rows] == ["LEI-040", "LEI-072", "LEI-091", "NEW-003", "NEW-005", "POS-012", "WIL-007"]
    assert re.findall(r"INJ-\d{3}", dict(rows)["LEI-040"]) == ["INJ-001", "INJ-002"]


def test_only_three_findings_are_opened_out_and_the_most_urgent_are() -> None:
    page = Page(screening_html(screening()))
    opened = [one["id"] for one in page.all("article")]
    assert opened == ["INJ-001-robyn", "MED-001-robyn", "SHA-001", "STR-004-robyn"]
    folded = [one.get("id") for one in page.all("details") if one.get("id")]
    assert folded == ["INJ-002-robyn", "HIS-002-robyn", "HOU-001-robyn"]


def test_paper_shows_what_the_screen_keeps_folded_and_names_the_case_on_every_page() -> None:
    text = screening_html(screening())
    printed = text.partition("@media print")[2]
    assert "details::details-content { content-visibility: visible; display: block;" in printed
    assert r'@bottom-left { content: "Case R\00002d 2014\00002c  as known on 16 August 2014"; }' in text


def test_urgency_is_a_word_that_is_explained() -> None:
    text = screening_html(screening())
    for word, meaning in (
        ("REFER", "social care needs to hear of it"),
        ("REFLECT", "take it to your next supervision"),
    ):
        assert re.search(rf"<dt>{word}</dt><dd>[^<]*{meaning}", text)


def test_a_finding_names_its_child_only_where_there_are_several() -> None:
    from screening.engine.document import ChildLine

    assert "Title of INJ-001 (" not in screening_html(screening())
    two = screening(children=(ChildLine(id="robyn", age="4 months"), ChildLine(id="sam", age=None)))
    assert "Title of INJ-001 (<bdi>robyn</bdi>)" in screening_html(two)
    assert "<bdi>sam</bdi>, age not known" in screening_html(two)
