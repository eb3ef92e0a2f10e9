"""Reading a pack: everything that is there, every mistake at once with its place, and a fingerprint of the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.conditions.bound import Gate
from screening.errors import Problem, ProblemsFound
from screening.rulebook.pack import DATA_FOLDERS, assemble_pack, find_rule, fingerprint, read_pack
from screening.yamlsource import read_path

TINY = Path(__file__).parents[1] / "packs" / "tiny"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small pack that a test may spoil; the path has a space in it."""
    return shutil.copytree(TINY, tmp_path / "a pack")


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(folder: Path, locality: str | None = None) -> list[Problem]:
    with pytest.raises(ProblemsFound) as caught:
        read_pack(folder, locality)
    return list(caught.value.problems)


def stands(problem: Problem, folder: Path, name: str, text: str) -> bool:
    """Whether the problem is located where ``text`` stands in a file."""
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    line = lines[(problem.line or 0) - 1]
    return Path(problem.file or "") == folder / name and line[(problem.column or 0) - 1 :].startswith(text)


def test_everything_in_the_folder_is_read() -> None:
    pack, files = read_pack(TINY)
    assert list(pack.rules) == [
        "CAR-001", "CAR-002", "CAR-003", "CAR-004", "HOM-001", "HOM-002", "HOM-003", "MAR-001", "MAR-002", "MAR-003",
    ]  # fmt: skip
    assert {one.id: one.topic for one in pack.rules.values()}["MAR-002"] == "marks"
    assert set(pack.concepts) == {"cannot-move-about", "a-mark"}
    assert set(pack.learning) == {"TIN-001", "TIN-002"}
    assert pack.learning["TIN-002"][0].id == "invented"
    assert set(pack.bound) == set(pack.rules)
    assert (pack.header.version, pack.locality.id) == ("1.2.3", "inland")
    assert files.rules["MAR-001"] == "marks/MAR-001-mark.yaml"
    lying_there = [path for path in TINY.glob("*/*.yaml") if path.parent.name not in DATA_FOLDERS]
    assert sorted(path.relative_to(TINY).as_posix() for path in lying_there) == sorted(files.rules.values())


def test_a_rule_carries_its_tests_when_it_is_read_from_its_file() -> None:
    assert len(read_pack(TINY)[0].rules["MAR-001"].tests) == 4


def test_concepts_are_bound_with_their_titles() -> None:
    mark = read_pack(TINY)[0].bound["MAR-001"]
    assert isinstance(mark, Gate)
    assert isinstance(mark.parts[0], Gate)
    assert mark.parts[0].name == "A child who cannot move about"


def test_the_locality_is_the_pack_s_own_choice_unless_another_is_asked_for() -> None:
    pack = read_pack(TINY, "harbour")[0]
    assert (pack.locality.id, pack.locality.definitions["not_mobile"][-1]) == ("harbour", "crawling")
    assert pack.bound["MAR-001"] is not read_pack(TINY)[0].bound["MAR-001"]


def test_a_locality_that_is_not_there_is_refused() -> None:
    (problem,) = problems(TINY, "harbor")
    assert (problem.code, problem.hint) == ("P202", 'Did you mean "harbour"?')


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        (problem,) = problems(folder)
        assert (problem.code, problem.file) == ("R301", str(folder))


@pytest.mark.parametrize("name", ["policies.yaml"])
def test_a_pack_that_lacks_a_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (problem,) = problems(folder)
    assert (problem.code, problem.file) == ("R303", name)


def test_two_rules_of_one_id_are_refused(folder: Path) -> None:
    shutil.copy(folder / "care" / "CAR-002-voice.yaml", folder / "care" / "CAR-005-voice-again.yaml")
    (problem,) = problems(folder)
    assert problem.code == "R302"
    assert stands(problem, folder, "care/CAR-005-voice-again.yaml", "CAR-002")


def test_two_concepts_of_one_id_are_refused(folder: Path) -> None:
    shutil.copy(folder / "concepts" / "shared.yaml", folder / "concepts" / "ways.yaml")
    found = problems(folder)
    assert [one.code for one in found] == ["R306", "R306"]
    assert stands(found[0], folder, "concepts/ways.yaml", "cannot-move-about")


def test_a_slip_in_a_condition_is_located_in_the_rule_s_file(folder: Path) -> None:
    change(folder, "home/HOM-002-bail.yaml", "fact: bail", "fact: bial")
    (problem,) = problems(folder)
    assert (problem.code, problem.hint) == ("R201", 'Did you mean "bail"?')
    assert stands(problem, folder, "home/HOM-002-bail.yaml", "bial")


def test_a_slip_in_a_concept_is_told_once_where_the_concept_is(folder: Path) -> None:
    change(folder, "concepts/shared.yaml", "[bruise, bite, burn, fracture]", "[bruise, bit, burn, fracture]")
    (problem,) = problems(folder)
    assert problem.code == "R210"
    assert stands(problem, folder, "concepts/shared.yaml", "[bruise, bit")


def test_a_rule_that_uses_a_concept_that_is_not_there_is_told_at_each_place(folder: Path) -> None:
    change(folder, "concepts/shared.yaml", "id: a-mark", "id: mark-seen")
    found = problems(folder)
    assert [one.code for one in found] == ["R211"] * 3
    assert {Path(one.file or "").name[:7] for one in found} == {"MAR-001", "MAR-002", "MAR-003"}


def test_a_slip_in_a_field_of_a_rule_is_located(folder: Path) -> None:
    change(folder, "marks/MAR-001-mark.yaml", "urgency: refer", "urgency: urgent")
    (problem,) = problems(folder)
    assert problem.code == "R102"
    assert stands(problem, folder, "marks/MAR-001-mark.yaml", "urgent")


def test_a_definition_of_a_place_with_a_value_that_no_fact_has_is_refused(folder: Path) -> None:
    change(folder, "localities/harbour.yaml", "[not-mobile, rolling, crawling]", "[not-mobile, flying]")
    assert read_pack(folder)
    found = problems(folder, "harbour")
    assert {one.code for one in found} == {"R210"}


def test_mistakes_in_several_files_are_all_told_at_once(folder: Path) -> None:
    change(folder, "care/CAR-001-missed.yaml", "count: child.appointments", "count: child.apointments")
    change(folder, "home/HOM-001-unknown-adult.yaml", "fact: history", "fact: histry")
    assert [one.code for one in problems(folder)] == ["R201", "R201"]
    change(folder, "care/CAR-002-voice.yaml", "about: child", "abuot: child")
    change(folder, "pack.yaml", "version: 1.2.3", "version: one")
    assert {(one.code, Path(one.file or "").name) for one in problems(folder)} == {
        ("R101", "CAR-002-voice.yaml"), ("R104", "CAR-002-voice.yaml"), ("R106", "pack.yaml"),
    }  # fmt: skip


def test_files_that_are_no_yaml_are_told_first_and_all(folder: Path) -> None:
    for name in ("care/CAR-001-missed.yaml", "policies.yaml"):
        (folder / name).write_text("a: [1\n", encoding="utf-8")
    assert {Path(one.file or "").name for one in problems(folder)} == {"CAR-001-missed.yaml", "policies.yaml"}


def test_the_fingerprint_is_over_names_and_bytes_of_the_files(folder: Path) -> None:
    own = fingerprint(TINY)
    assert fingerprint(folder) == own == read_pack(TINY)[0].sha256
    (folder / "notes.txt").write_text("not a part of the pack", encoding="utf-8")
    assert fingerprint(folder) == own
    change(folder, "pack.yaml", "A small pack", "A very small pack")
    changed = fingerprint(folder)
    assert changed != own
    shutil.copy(TINY / "pack.yaml", folder / "pack.yaml")
    (folder / "care" / "CAR-002-voice.yaml").rename(folder / "care" / "CAR-002-renamed.yaml")
    assert fingerprint(folder) not in (own, changed)


def test_a_pack_is_put_together_from_plain_values_too() -> None:
    values = {path.relative_to(TINY).as_posix(): read_path(path).value for path in TINY.rglob("*.yaml")}
    pack, read = assemble_pack(values, "0" * 64), read_pack(TINY)[0]
    assert pack.sha256 == "0" * 64
    assert (pack.rules, pack.concepts, pack.sources) == (read.rules, read.concepts, read.sources)


@pytest.mark.parametrize(("asked", "hint"), [("MAR-01", 'Did you mean "MAR-001"?'), ("ZZZ-999", "shows them all.")])
def test_a_rule_that_is_not_there_is_refused_with_a_suggestion(asked: str, hint: str) -> None:
    pack = read_pack(TINY)[0]
    assert find_rule(pack, "mar-001").id == "MAR-001"
    with pytest.raises(ProblemsFound) as caught:
        find_rule(pack, asked)
    (problem,) = caught.value.problems
    assert problem.code == "R304"
    assert (problem.hint or "").endswith(hint)
