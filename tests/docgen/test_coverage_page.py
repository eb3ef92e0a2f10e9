"""The matrix of learning: every row with what carries it, and back; by itself its links stay on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_pages import read_page

from screening.docgen.coverage_page import coverage_page
from screening.learning.coverage import coverage
from screening.rulebook.pack import Pack, read_pack
from screening.services.learning import open_coverage

TINY = Path(__file__).parents[1] / "packs" / "tiny"


@pytest.fixture(scope="module")
def tiny() -> Pack:
    return read_pack(TINY)[0]


def test_alone_it_links_only_to_places_on_itself_and_has_every_row_and_rule() -> None:
    pack, found = open_coverage()
    page = read_page(coverage_page(pack, found))
    assert page.wrong == []
    assert [name for name, times in page.ids.items() if times > 1] == []
    assert [href for href in page.hrefs if not href.startswith("#") or href[1:] not in page.ids] == []
    assert {f"row-{row}" for row in pack.learning} <= set(page.ids)
    rules = {one.where for row in found.rows for one in row.carriers if one.kind in ("rule", "strength")}
    assert {f"rule-{rule}" for rule in rules} <= set(page.ids)


def test_of_one_source_it_leaves_out_the_rows_of_others() -> None:
    pack, found = open_coverage("newsletter")
    page = read_page(coverage_page(pack, found))
    assert {name for name in page.ids if name.startswith("row-")} == {
        f"row-{row.id}" for row in pack.sources["newsletter"].learning
    }
    assert [href for href in page.hrefs if href[1:] not in page.ids] == []


def test_a_row_that_nothing_carries_is_named_and_so_is_what_cites_no_row(tiny: Pack) -> None:
    found = coverage(tiny, (), ())
    text = read_page(coverage_page(tiny, found)).text
    assert found.uncovered or found.complete
    for one in found.uncovered:
        assert f"{one.row.id}: {' '.join(one.slips)}" in text
    odd = found.model_copy(update={"unknown": ("A thing cites TIN-999, and no source has it.",)})
    assert "A thing cites TIN-999" in coverage_page(tiny, odd)


def test_a_rule_leads_to_its_rows_tests_and_policies(tiny: Pack) -> None:
    html = coverage_page(tiny, coverage(tiny, (), ()))
    block = html.split('id="rule-MAR-001"')[1].split("</details>")[0]
    assert 'href="#row-TIN-001"' in block
    assert 'href="#policy-marks-procedure"' in block
    assert all(test.name in block for test in tiny.rules["MAR-001"].tests)
