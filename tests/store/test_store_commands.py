"""The commands that look after the database, as a person calls them."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from store_cases import a_case, somebody, told

from screening.case.reading import read_case
from screening.cli.running import run
from screening.store.cases import Cases
from screening.store.database import open_database
from screening.store.links import Links
from screening.store.passwords import Passwords
from screening.store.place import Embedded
from screening.store.users import Users

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nobody's own database or keyring is touched."""
    for name in ("SCREENING_DATABASE_URL", "SCREENING_DATABASE_KEY", "SCREENING_DATABASE_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SCREENING_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("keyring.get_password", lambda service, name: None)
    return tmp_path


def _filled(folder: Path) -> str:
    database = open_database(Embedded(folder / "screening.db"))
    ann = somebody(database, team="North")
    case = a_case(database, "K-8", holder_id=ann.id)
    with database.session() as session:
        Cases(session).add(case.id, [told()], by=ann.id, expected_version=0)
    database.close()
    return case.id


def test_a_user_is_added_sets_a_password_by_the_link_and_is_disabled(folder: Path, capsys: Said) -> None:
    where = ["--public-address", "https://screening.example.org/"]
    assert run(["user", "add", "Ann", "--role", "practitioner", "--role", "supervisor", "--team", "north", *where]) == 0
    token = re.search(r"https://screening\.example\.org/password/(\S+)", capsys.readouterr().out)
    assert token is not None
    database = open_database(Embedded(folder / "screening.db"))
    with database.session() as session:
        user_id = Links(session).use(token[1], "reset")
        assert user_id is not None
        Passwords(session).set(user_id, "kettle lantern Oxford 9", by=user_id)
    assert run(["user", "disable", "ann"]) == 0
    assert run(["user", "role", "ann", "trainer", "--team", "south"]) == 0
    capsys.readouterr()
    assert run(["user", "list"]) == 0
    assert capsys.readouterr().out.split() == ["Ann", "trainer", "team", "south", "disabled"]
    assert run(["user", "enable", "Ann"]) == 0
    with database.reading() as session:
        signed_in = Passwords(session).check("ann", "kettle lantern Oxford 9")
        assert signed_in is not None
        assert signed_in.roles == Users(session).named("Ann").roles == {"trainer"}
    database.close()
    capsys.readouterr()
    assert run(["user", "reset", "Anne"]) == 1
    assert 'Did you mean "Ann"?' in capsys.readouterr().err
    assert run(["user", "add", "Bob"]) == 2


def test_backup_check_and_restore(folder: Path, capsys: Said) -> None:
    _filled(folder)
    backup = str(folder / "backup.db")
    assert run(["db", "backup", backup]) == 0
    assert run(["db", "backup", backup]) == 1
    assert run(["retention", "delete", "K-8", "--reason", "A slip.", "--yes"]) == 0
    assert run(["db", "restore", backup, "--yes"]) == 0
    assert run(["db", "check"]) == 0
    assert "nothing wrong was found" in capsys.readouterr().out
    assert run(["retention", "export", "K-8", "--output", str(folder / "out")]) == 1
    with sqlite3.connect(folder / "screening.db") as raw:
        raw.execute("UPDATE audit SET detail = 'x' WHERE number = 1")
    raw.close()
    assert run(["db", "check"]) == 1
    assert "S111" in capsys.readouterr().err
    assert run(["audit", "verify"]) == 1
    assert "line 1" in capsys.readouterr().out


def test_a_restore_that_is_not_confirmed_changes_nothing(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(folder)
    assert run(["db", "backup", str(folder / "backup.db")]) == 0
    _, before = run(["audit", "export"]), capsys.readouterr().out
    monkeypatch.setattr("click.confirm", _no)
    assert run(["db", "restore", str(folder / "backup.db")]) == 130
    assert run(["retention", "delete", "K-8", "--reason", "A slip."]) == 130
    capsys.readouterr()
    _, after = run(["audit", "export"]), capsys.readouterr().out
    assert [json.loads(line)["number"] for line in after.splitlines()] == list(range(1, 1 + len(after.splitlines())))
    assert before.splitlines()[1:] == after.splitlines()[: len(before.splitlines()) - 1]


def _no(text: str, abort: bool) -> None:
    import click

    assert abort
    raise click.Abort


def test_a_plain_file_is_encrypted_by_a_key_file_and_then_needs_it(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(folder)
    key = folder / "new.key"
    key.write_text("a pass phrase\n")
    # As somebody would who sets the key first and is then told what to do.
    monkeypatch.setenv("SCREENING_DATABASE_KEY_FILE", str(key))
    assert run(["db", "check"]) == 1
    assert "screening db rekey" in capsys.readouterr().err
    assert run(["db", "rekey", "--new-key-file", str(key)]) == 0
    assert run(["db", "check"]) == 0
    backup, newest = str(folder / "backup.db"), folder / "newest.key"
    assert run(["db", "backup", backup]) == 0
    newest.write_text("another pass phrase")
    assert run(["db", "rekey", "--new-key-file", str(newest)]) == 0
    monkeypatch.setenv("SCREENING_DATABASE_KEY_FILE", str(newest))
    assert run(["db", "restore", backup, "--yes"]) == 1
    assert run(["db", "restore", backup, "--yes", "--key-file", str(key)]) == 0
    monkeypatch.delenv("SCREENING_DATABASE_KEY_FILE")
    capsys.readouterr()
    assert run(["db", "check"]) == 1
    assert "S103" in capsys.readouterr().err


def test_a_key_can_be_made_and_kept_in_the_keyring(folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    _filled(folder)
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr("keyring.set_password", lambda service, name, key: kept.update({(service, name): key}))
    monkeypatch.setattr("keyring.get_password", lambda service, name: kept.get((service, name)))
    monkeypatch.setattr("keyring.delete_password", lambda service, name: kept.pop((service, name)))
    assert run(["db", "rekey", "--keyring"]) == 0
    assert run(["db", "check"]) == 0
    (key,) = kept.values()
    assert key not in capsys.readouterr().out
    assert b"SQLite" not in (folder / "screening.db").read_bytes()[:16]


def test_a_keyring_that_keeps_nothing_leaves_the_file_as_it_was(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(folder)
    monkeypatch.setattr("keyring.set_password", lambda service, name, key: None)
    assert run(["db", "rekey", "--keyring"]) == 1
    assert "S110" in capsys.readouterr().err
    assert run(["db", "check"]) == 0


def test_the_log_is_verified_and_exported(folder: Path, capsys: Said) -> None:
    case_id = _filled(folder)
    assert run(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert run(["audit", "export", "--output", str(folder / "log.jsonl")]) == 0
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    assert said == f"The log holds together: {len(lines)} lines, ending in {lines[-1]['hash']}.\n"
    assert {line["case"] for line in lines} == {None, case_id}


def test_everything_about_a_case_never_goes_beside_something_else(folder: Path, capsys: Said) -> None:
    _filled(folder)
    out = folder / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    assert run(["retention", "export", "K-8", "--output", str(out)]) == 1
    assert "D204" in capsys.readouterr().err
    assert [one.name for one in out.iterdir()] == ["notes.txt"]
    # What was not taken out is not in the log as taken out.
    assert run(["audit", "export"]) == 0
    assert "exported" not in capsys.readouterr().out


def test_retention_lists_exports_and_deletes(folder: Path, capsys: Said) -> None:
    case_id = _filled(folder)
    assert run(["retention", "due"]) == 0
    assert capsys.readouterr().out == "No review day has come.\n"
    assert run(["retention", "due", "--on", "2199-01-01"]) == 0
    assert case_id in capsys.readouterr().out
    first, second = folder / "first", folder / "second"
    second.mkdir()
    assert run(["retention", "export", "K-8", "--request-from", "sam", "--output", str(first)]) == 0
    told_out = json.loads((first / "everything.json").read_text())
    assert told_out["accounts"][0]["look_before_giving"] is False
    assert run(["retention", "export", case_id, "--output", str(second)]) == 0
    told_out = json.loads((second / "everything.json").read_text())
    assert told_out["accounts"][0]["why"] == ["about sam"]
    assert read_case(second / "case.json").case.case == "K-8"
    assert (second / "everything.pdf").read_bytes().startswith(b"%PDF-")
    assert {one.stat().st_mode & 0o777 for one in second.iterdir()} == {0o600}
    assert first.stat().st_mode & 0o777 == 0o700
    # That it was taken out before is in the log.
    assert [line["action"] for line in told_out["log"]].count("exported") == 1
    assert run(["retention", "delete", "K-8", "--reason", " ", "--yes"]) == 2
    assert run(["retention", "delete", "K-8", "--reason", "A slip.", "--yes"]) == 0
    assert run(["retention", "delete", "K-8", "--reason", "A slip.", "--yes"]) == 1


def test_a_reference_of_two_cases_has_to_be_told_apart(folder: Path, capsys: Said) -> None:
    database = open_database(Embedded(folder / "screening.db"))
    live, training = a_case(database, "K-9"), a_case(database, "K-9", training=True)
    database.close()
    assert run(["retention", "export", "K-9", "--output", str(folder / "out")]) == 1
    said = capsys.readouterr().err
    assert live.id in said
    assert training.id in said
    assert run(["retention", "export", training.id, "--output", str(folder / "out")]) == 0


@pytest.mark.parametrize("command", ["db", "user", "audit", "retention"])
def test_every_command_has_help_with_an_example(command: str, capsys: Said) -> None:
    assert run([command, "--help"]) == 0
    shown = capsys.readouterr().out
    names = re.findall(r"^  ([a-z]+)  ", shown.split("Commands:")[1], re.MULTILINE)
    assert len(names) >= 2
    for name in names:
        assert run([command, name, "--help"]) == 0
        assert f"screening {command} {name}" in capsys.readouterr().out
