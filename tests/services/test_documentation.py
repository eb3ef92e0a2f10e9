"""Building the pages into a folder: only into one that is new, empty or built before."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.cli.running import run
from screening.docgen.material import Material
from screening.errors import ProblemsFound
from screening.services.documentation import MARKER, Building, open_material

TINY = Path(__file__).parents[1] / "packs" / "tiny"


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    lists = tmp_path_factory.mktemp("lists")
    (lists / "scenarios").mkdir()
    return open_material(str(TINY), checklists=str(lists))


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_it_says_it_writes_is_there_and_a_second_run_changes_nothing(tmp_path: Path, material: Material) -> None:
    folder = tmp_path / "new" / "pages of ours"
    building = Building(folder, material)
    written = list(building.each())
    assert len(written) == len(building)
    first = held(folder)
    assert set(first) == {*written, MARKER}
    assert list(building.each()) == written
    assert held(folder) == first


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path, material: Material) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="D203"):
        list(Building(tmp_path, material).each())
    assert held(tmp_path) == {"index.html": b"mine"}


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path, material: Material) -> None:
    (tmp_path / "pages").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="D203"):
        list(Building(tmp_path / "pages", material).each())


def test_pages_no_longer_made_go_and_what_somebody_added_stays(tmp_path: Path, material: Material) -> None:
    folder = tmp_path / "pages"
    outside = tmp_path / "outside.html"
    outside.write_text("mine", encoding="utf-8")
    list(Building(folder, material).each())
    (folder / "rules" / "OLD-001.html").write_text("old", encoding="utf-8")
    (folder / "rules" / "notes.html").write_text("mine", encoding="utf-8")
    marker = folder / MARKER
    marker.write_text(f"{marker.read_text(encoding='utf-8')}rules/OLD-001.html\n../outside.html\n", encoding="utf-8")
    list(Building(folder, material).each())
    assert not (folder / "rules" / "OLD-001.html").exists()
    assert (folder / "rules" / "notes.html").read_text(encoding="utf-8") == "mine"
    assert outside.exists()


def test_a_run_that_was_broken_off_can_be_done_again(tmp_path: Path, material: Material) -> None:
    building = Building(tmp_path / "pages", material)
    next(building.each())
    assert len(list(building.each())) == len(building)


def test_the_command_counts_the_pages_and_refuses_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lists" / "scenarios").mkdir(parents=True)
    given = ["--pack", str(TINY), "--checklists", str(tmp_path / "lists")]
    assert run(["docs", "build", "--output", str(tmp_path / "pages"), *given]) == 0
    pages = len(list((tmp_path / "pages").rglob("*.html")))
    assert capsys.readouterr().out.startswith(f"{pages} pages written.")
    assert run(["docs", "build", "--output", str(tmp_path / "lists"), *given]) == 1
    assert "D203" in capsys.readouterr().err
