"""The site: every link leads somewhere, everything in the pack has its place, and nothing comes from outside."""

from __future__ import annotations

import posixpath
import shutil
from pathlib import Path

import pytest
from reading_pages import Read, read_page

from screening.case.dictionary import all_entries
from screening.docgen.material import Material
from screening.docgen.places import addresses_of
from screening.docgen.rule_page import HEADINGS
from screening.docgen.site import page_count, site
from screening.reports.words import DANGER
from screening.services.documentation import open_material

TINY = Path(__file__).parents[1] / "packs" / "tiny"


@pytest.fixture(scope="module")
def material() -> Material:
    return open_material()


@pytest.fixture(scope="module")
def written(material: Material) -> dict[str, str]:
    return dict(site(material))


@pytest.fixture(scope="module")
def pages(written: dict[str, str]) -> dict[str, Read]:
    return {path: read_page(html) for path, html in written.items()}


def test_every_link_leads_to_a_page_and_to_a_place_on_it(pages: dict[str, Read]) -> None:
    lost = []
    for path, page in pages.items():
        for href in page.hrefs:
            if href.startswith(("http://", "https://")):
                continue
            to, _, place = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path
            if target not in pages or (place and place not in pages[target].ids):
                lost.append(f"{path}: {href}")
    assert lost == []


def test_every_page_is_reached_from_the_start(pages: dict[str, Read]) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        for href in pages[path].hrefs:
            to = href.partition("#")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), to))
            if to and target in pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert reached == set(pages)


def test_everything_has_its_page_or_place(material: Material, pages: dict[str, Read]) -> None:
    addresses = addresses_of(material)
    pack = material.pack
    things = (
        [("rule", one) for one in pack.rules], [("row", one) for one in pack.learning],
        [("policy", one.id) for one in pack.policies.policies], [("checklist", one) for one in material.checklists],
        [("sheet", one) for one in material.checklists], [("scenario", one) for one in material.scenarios],
        [("governance", one.id) for one in pack.governance], [("fact", one.path) for one in all_entries()],
    )  # fmt: skip
    for kind, name in (thing for group in things for thing in group):
        path, _, place = addresses[kind, name].partition("#")  # type: ignore[index]
        assert path in pages, f"{kind} {name} has no page"
        assert not place or place in pages[path].ids, f"{kind} {name} has no place on {path}"


def test_tags_are_closed_and_ids_unique(pages: dict[str, Read]) -> None:
    for path, page in pages.items():
        assert page.wrong == [], path
        assert [name for name, times in page.ids.items() if times > 1] == [], path


def test_nothing_runs_and_nothing_is_fetched(material: Material, pages: dict[str, Read]) -> None:
    known = {one.address for one in material.pack.policies.policies}
    known |= {one.address for one in material.pack.locality.roles.values()}
    known |= {one.address for one in material.pack.locality.policies.values()}
    for path, page in pages.items():
        assert not {"script", "link", "img", "iframe", "form", "object", "base"} & set(page.tags), path
        assert {href for href in page.hrefs if "//" in href} <= known, path


def test_every_page_begins_with_999_and_says_whose_rules_and_how_many_drafts(
    material: Material, pages: dict[str, Read]
) -> None:
    pack = material.pack
    drafts = sum(rule.status == "draft" for rule in pack.rules.values())
    asked = sum(rule.status != "retired" for rule in pack.rules.values())
    for path, page in pages.items():
        assert page.first == DANGER, path
        assert page.title, path
        assert len(page.under("h1")) == 1, path
        assert f"{pack.header.id} {pack.header.version} ({pack.sha256[:12]})" in page.text, path
        assert f"{drafts} of {asked} rules are drafts that nobody has signed off" in page.text, path
    assert len({page.title for page in pages.values()}) == len(pages)


def test_every_rule_has_the_same_headings_in_the_same_order(material: Material, pages: dict[str, Read]) -> None:
    for rule_id in material.pack.rules:
        assert tuple(pages[f"rules/{rule_id}.html"].under("h2")) == HEADINGS


def test_the_page_of_a_rule_names_every_test_limit_and_row(material: Material, pages: dict[str, Read]) -> None:
    for rule in material.pack.rules.values():
        text = pages[f"rules/{rule.id}.html"].text
        said = [*(test.name for test in rule.tests), *rule.limits, *rule.learning, *(one.ask for one in rule.prompts)]
        assert [words for words in said if " ".join(words.split()) not in text] == [], rule.id


def test_the_same_rules_give_the_same_bytes(material: Material, written: dict[str, str]) -> None:
    assert dict(site(open_material())) == written
    assert page_count(material) == len(written)


def test_hostile_words_in_a_pack_stay_words(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> & <b onclick='x'> \\\" {{ 7 * 7 }}"
    shutil.copytree(TINY, tmp_path / "pack")
    rule = tmp_path / "pack" / "marks" / "MAR-001-mark.yaml"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("summary: An invented summary.", f'summary: "{hostile}"').replace(
        "title: A mark on a child who cannot move about", f'title: "{hostile}"'), encoding="utf-8")  # fmt: skip
    (tmp_path / "lists" / "scenarios").mkdir(parents=True)
    pages = dict(site(open_material(str(tmp_path / "pack"), checklists=str(tmp_path / "lists"))))
    shown = hostile.replace("\\", "")
    read = read_page(pages["rules/MAR-001.html"])
    assert read.under("h1") == [shown]
    assert read.title == f"MAR-001 {shown}"
    for path, html in pages.items():
        page = read_page(html)
        assert "script" not in page.tags, path
        assert page.wrong == [], path


def test_a_pack_without_changelog_or_checklists_has_its_pages_too(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    pages = dict(site(open_material(str(TINY), "harbour", str(tmp_path))))
    assert "The pack’s changelog has no entry on it yet." in pages["rules/MAR-001.html"]
    assert "The harbour card about marks" in pages["rules/MAR-001.html"]
