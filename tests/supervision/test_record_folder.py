"""A folder of records: every changed byte shows, every missing file or end too, and a killed writer loses nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_writing import HELD_ON, day, names, written

from screening.errors import ProblemsFound
from screening.services.recording import add_evidence, book_of, keep, sign
from screening.supervision.folder import ENDS, FolderLedger, cases_in, check_folder, file_name

TWO = ("K-1", "Café/../1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    records = tmp_path / "records"
    for case in TWO:
        ledger = FolderLedger(records, case)
        keep(ledger, written(case=case), names, by=None)
        sign(ledger, 1, "supervisor", "SUP-3", HELD_ON, by=None)
        add_evidence(ledger, 1, "a1", "seen", day("2026-03-06"), "6,2 kg – plotted", "midwife", by=None)
    return records


def codes(folder: Path) -> set[str]:
    return {one.code for one in check_folder(folder)}


def test_what_was_kept_comes_back_and_only_its_owner_can_read_it(folder: Path) -> None:
    assert check_folder(folder) == ()
    assert cases_in(folder) == tuple(sorted(TWO))
    book = book_of(FolderLedger(folder, TWO[1]))
    assert book.evidence[0].what == "6,2 kg – plotted"
    assert {path.parent for path in folder.parent.rglob("*.jsonl")} == {folder}
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    records = tmp_path_factory.mktemp("once") / "records"
    keep(FolderLedger(records, "K-1"), written(), names, by=None)
    sign(FolderLedger(records, "K-1"), 1, "supervisor", "SUP-3", HELD_ON, by=None)
    return records, {name: (records / name).read_bytes() for name in ("K-1.jsonl", ENDS)}


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(("K-1.jsonl", ENDS)), at=st.floats(0, 1, exclude_max=True), to=st.integers(1, 255))
def test_any_one_changed_byte_is_found(whole: tuple[Path, dict[str, bytes]], name: str, at: float, to: int) -> None:
    records, kept = whole
    changed = bytearray(kept[name])
    changed[int(at * len(changed))] ^= to
    (records / name).write_bytes(changed)
    try:
        assert check_folder(records) != ()
        with pytest.raises(ProblemsFound):
            keep(FolderLedger(records, "K-1"), written(), names, by=None)
    finally:
        (records / name).write_bytes(kept[name])
    assert check_folder(records) == ()


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_cut_short_anywhere_is_found(whole: tuple[Path, dict[str, bytes]], at: float) -> None:
    records, kept = whole
    for name, content in kept.items():
        (records / name).write_bytes(content[: int(at * len(content))])
        try:
            assert check_folder(records) != ()
        finally:
            (records / name).write_bytes(content)


def test_a_line_or_a_file_that_is_missing_or_strange_is_found(folder: Path) -> None:
    path = folder / "K-1.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for gone in range(len(lines)):
        path.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
        assert codes(folder) == {"U321"}
    path.unlink()
    assert codes(folder) == {"U322"}
    (missing,) = check_folder(folder)
    assert ENDS in str(missing.hint)
    path.write_bytes(b"".join(lines))
    (folder / "K-9.jsonl").write_bytes(b"".join(lines))
    assert codes(folder) == {"U321"}
    (folder / "K-9.jsonl").unlink()
    (folder / ENDS).unlink()
    assert codes(folder) == {"U321"}
    with pytest.raises(ProblemsFound, match="U321"):
        book_of(FolderLedger(folder, "K-1"))


def test_a_case_that_was_deleted_is_taken_out_of_the_notes_by_its_line(folder: Path) -> None:
    (folder / file_name(TWO[1])).unlink()
    notes = {"K-1": json.loads((folder / ENDS).read_text(encoding="utf-8"))["K-1"]}
    kept = [line for line in (folder / ENDS).read_text(encoding="utf-8").splitlines() if "Caf" not in line]
    (folder / ENDS).write_text("\n".join(kept).replace("},", "}") + "\n", encoding="utf-8")
    assert json.loads((folder / ENDS).read_text(encoding="utf-8")) == notes
    assert check_folder(folder) == ()


def test_a_crash_between_a_file_and_its_note_is_no_damage_and_the_next_goes_on(folder: Path) -> None:
    before = (folder / ENDS).read_bytes()
    sign(FolderLedger(folder, "K-1"), 1, "practitioner", "HV-7", HELD_ON, by=None)
    (folder / ENDS).write_bytes(before)
    assert check_folder(folder) == ()
    keep(FolderLedger(folder, "K-1"), written(), names, by=None)
    assert check_folder(folder) == ()
    assert [one.signed for one in book_of(FolderLedger(folder, "K-1")).records] == [True, False]


def test_names_of_files_say_which_case_and_never_lead_elsewhere() -> None:
    assert file_name("K-0142") == "K-0142.jsonl"
    odd = ["k-0142", "../../etc", "a/b", "a b", "ß" * 64, ".", "CON:"]
    made = [file_name(one) for one in odd]
    assert len({one.casefold() for one in (*made, "K-0142.jsonl")}) == len(odd) + 1
    assert all(set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") and len(one) < 100 for one in made)


@pytest.mark.skipif(sys.platform == "win32", reason="a process is ended in another way there")
def test_what_killed_writers_had_kept_is_there(tmp_path: Path) -> None:
    records = tmp_path / "records"
    program = Path(__file__).with_name("keeping_writer.py")
    acknowledged: list[str] = []
    for round_ in range(2):
        writers = [
            subprocess.Popen(
                [sys.executable, str(program), str(records), f"w{round_}-{number}"], stdout=subprocess.PIPE, text=True
            )
            for number in range(2)
        ]
        for writer in writers:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(3)]
            time.sleep(0.02)
            writer.kill()
            rest = writer.stdout.read()
            acknowledged += [line for line in rest.split("\n")[:-1] if line]
            writer.stdout.close()
            writer.wait()
    kept = [one.record.discussed[0].about for one in book_of(FolderLedger(records, "K-1")).records]
    assert check_folder(records) == ()
    assert set(acknowledged) <= set(kept)
    assert len(acknowledged) >= 12
    assert len(kept) == len(set(kept)) <= len(acknowledged) + 4
