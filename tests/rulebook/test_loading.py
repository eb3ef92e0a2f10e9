"""Opening a pack fast: the copy of its parsed files is used while the files stay the same, and never needed."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from screening.errors import ProblemsFound
from screening.rulebook import loading
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import read_pack

TINY = Path(__file__).parents[1] / "packs" / "tiny"


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "the cache"
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read file by file."""
    found: list[Path] = []

    def counted(folder: Path, locality: str | None = None) -> Any:
        found.append(folder)
        return read_pack(folder, locality)

    monkeypatch.setattr(loading, "read_pack", counted)
    return found


def test_a_pack_from_the_copy_means_the_same_and_comes_without_its_rules_tests(cache: Path, reads: list[Path]) -> None:
    first, second = open_pack(TINY), open_pack(TINY)
    assert reads == [TINY]
    assert second.sha256 == first.sha256
    assert (second.header, second.concepts, second.sources, second.policies, second.locality) == (
        first.header, first.concepts, first.sources, first.policies, first.locality,
    )  # fmt: skip
    assert list(second.rules) == list(first.rules)
    for name, rule in first.rules.items():
        assert second.rules[name].model_copy(update={"tests": rule.tests}) == rule
        assert second.rules[name].tests == ()
    assert second.bound.keys() == first.bound.keys()


def test_a_changed_file_is_read_anew(cache: Path, reads: list[Path], tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "pack")
    assert open_pack(folder).rules["CAR-002"].urgency == "consult"
    path = folder / "care" / "CAR-002-voice.yaml"
    path.write_text(path.read_text().replace("urgency: consult", "urgency: reflect"))
    assert open_pack(folder).rules["CAR-002"].urgency == "reflect"
    assert len(reads) == 2


def test_the_same_files_elsewhere_are_the_same_pack(cache: Path, reads: list[Path], tmp_path: Path) -> None:
    open_pack(TINY)
    open_pack(shutil.copytree(TINY, tmp_path / "pack"))
    assert reads == [TINY]


def test_every_locality_comes_from_one_copy(cache: Path, reads: list[Path]) -> None:
    assert open_pack(TINY).locality.id == "inland"
    assert open_pack(TINY, "harbour").locality.id == "harbour"
    assert len(reads) == 1


def test_a_locality_that_is_not_there_is_refused_from_the_files_and_from_the_copy(cache: Path) -> None:
    for _ in range(2):
        with pytest.raises(ProblemsFound) as caught:
            open_pack(TINY, "harbor")
        assert [one.code for one in caught.value.problems] == ["P202"]
        open_pack(TINY)


@pytest.mark.parametrize("spoilt", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"7"])
def test_a_copy_that_cannot_be_read_is_made_anew(cache: Path, reads: list[Path], spoilt: bytes) -> None:
    open_pack(TINY)
    (copy,) = cache.glob("pack-*.json")
    good = copy.read_bytes()
    copy.write_bytes(spoilt)
    assert len(open_pack(TINY).rules) == 10
    assert len(reads) == 2
    assert copy.read_bytes() == good


def test_a_cache_that_cannot_be_written_only_costs_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert len(open_pack(TINY).rules) == len(open_pack(TINY).rules) == 10
    assert len(reads) == 2


def test_nothing_half_written_is_left_in_the_cache(cache: Path) -> None:
    open_pack(TINY)
    assert [path.suffix for path in cache.iterdir()] == [".json"]


def test_a_broken_pack_is_refused_each_time_and_not_kept(cache: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "pack")
    (folder / "care" / "CAR-002-voice.yaml").write_text("id: [\n")
    for _ in range(2):
        with pytest.raises(ProblemsFound):
            open_pack(folder)
    assert list(cache.glob("*")) == []


def test_the_copy_holds_the_rules_and_nothing_of_any_case(cache: Path) -> None:
    open_pack(TINY)
    (copy,) = cache.glob("pack-*.json")
    kept = json.loads(copy.read_bytes().partition(b"\n")[2])
    assert set(kept) == {path.relative_to(TINY).as_posix() for path in TINY.rglob("*.yaml")}
    assert "tests" not in kept["marks/MAR-001-mark.yaml"]
