"""The generated pages: complete, current, and honest about what they hold."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from screening.case.dictionary import all_entries
from screening.docgen import check, generate
from screening.docgen.__main__ import main
from screening.docgen.problem_codes import FAMILIES, all_codes
from screening.docgen.reads import readers
from screening.errors import ProblemsFound
from screening.lint import LINTS
from screening.rulebook.pack import Pack, PackFiles, read_pack

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "tests" / "packs" / "minimal"


@pytest.fixture(scope="module")
def minimal() -> tuple[Pack, PackFiles]:
    return read_pack(MINIMAL)


@pytest.fixture(scope="module")
def pages(minimal: tuple[Pack, PackFiles]) -> dict[str, str]:
    return generate(*minimal)


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return re.split(r"^#+ ", page.split(f" {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_pages_in_docs_are_current() -> None:
    try:
        pack, files = read_pack(ROOT / "rules")
    except ProblemsFound as found:
        pytest.fail(f"the pack cannot be read: {found}")
    stale = check(ROOT / "docs", pack, files)
    assert stale == [], f"run make docs; behind are {', '.join(stale)}"


def test_every_fact_has_its_place_and_says_which_rules_read_it(pages: dict[str, str]) -> None:
    headings = re.findall(r"^### (.+)$", pages["facts.md"], re.MULTILINE)
    assert headings == [entry.path for entry in all_entries()]
    assert "Read by: [INJ-001](rules.md#inj-001)" in section(pages["facts.md"], "child.mobility")
    assert "Read by: no rule yet" in section(pages["facts.md"], "child.education")
    assert "Read by" not in section(pages["facts.md"], "person.note")


def test_a_fact_that_feeds_a_derived_one_counts_as_read(minimal: tuple[Pack, PackFiles]) -> None:
    read_by = readers(minimal[0])
    assert read_by["child.age_months"] == read_by["child.born"] == ("ENG-001",)
    assert read_by["appointment.on"] == ("ENG-001",)  # only dates a count


def test_values_are_listed_with_their_words(pages: dict[str, str]) -> None:
    assert "`not-mobile` (not yet moving about), `rolling`" in section(pages["facts.md"], "child.mobility")


def test_a_rule_is_listed_with_sources_escalation_and_file(pages: dict[str, str]) -> None:
    rule = section(pages["rules.md"], "INJ-001")
    assert "Invented review ONE-001" in rule
    assert "Leads to children's social care, same day." in rule
    file = "injury/INJ-001-mark-on-a-child-who-cannot-move.yaml"
    assert f"[{file}](../rules/{file})" in rule


def test_each_rule_stands_on_one_rung_of_the_ladder(pages: dict[str, str]) -> None:
    rungs = {name: re.findall(r"\[([A-Z]{3}-\d{3})\]", section(pages["rules.md"], name))
             for name in ("Immediate", "Refer", "Consult", "Reflect", "Strengths")}  # fmt: skip
    assert rungs == {
        "Immediate": [],
        "Refer": ["INJ-001"],
        "Consult": ["ENG-001"],
        "Reflect": [],
        "Strengths": ["STR-001"],
    }


def test_every_link_within_the_pages_leads_somewhere(pages: dict[str, str]) -> None:
    anchors = {
        name: {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
               for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
        for name, text in pages.items()
    }  # fmt: skip
    for name, text in pages.items():
        if not name.endswith(".md"):
            continue
        for target, fragment in re.findall(r"\]\(([\w.\-]*)#([\w-]+)\)", text):
            assert fragment in anchors[target or name], f"{name} links to {target}#{fragment}"


def test_every_lint_is_on_its_page_with_reason_and_recommendation(pages: dict[str, str]) -> None:
    for one in LINTS:
        text = section(pages["lint.md"], f"{one.code} {one.name} ({one.severity})")
        assert "Why: " in text
        assert "What to do: " in text


def test_every_code_in_the_source_is_explained() -> None:
    given = {
        (code, path.relative_to(ROOT).as_posix())
        for path in sorted((ROOT / "screening").rglob("*.py"))
        for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))
    }
    # The method by which a sign-in proves that it is the same one has a name of this shape too.
    given = {(code, path) for code, path in given if code != "S256"}
    assert len(given) > 80
    unexplained = sorted(f"{code} of {path}" for code, path in given if code not in all_codes())
    assert unexplained == [], "add them to the module's own table or to screening/docgen/codes.py"


def test_no_code_stands_for_two_things_on_the_page() -> None:
    codes = [code for _, _, family in FAMILIES for code in family]
    assert len(codes) == len(set(codes))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "rules")
    return tmp_path


def test_the_command_writes_what_is_missing_and_then_finds_nothing_stale(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--check"], checkout) == 1
    assert "docs/facts.md is stale; make docs renews it.\n" in capsys.readouterr().out
    assert main([], checkout) == 0
    assert main(["--check"], checkout) == 0
    (checkout / "docs" / "lint.md").write_text("changed by hand", encoding="utf-8")
    capsys.readouterr()
    assert main(["--check"], checkout) == 1
    assert capsys.readouterr().out == "docs/lint.md is stale; make docs renews it.\n"


def test_a_pack_that_cannot_be_read_is_said_and_no_page_is_touched(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "rules" / "pack.yaml").write_text("id: [", encoding="utf-8")
    assert main([], checkout) == 1
    assert "Y101" in capsys.readouterr().err
    assert not (checkout / "docs").exists()
