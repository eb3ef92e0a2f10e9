"""Which database is meant, with which key; and a clear word where that cannot be."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import keyring
import pytest
from store_cases import KEY, a_case, told

from screening.errors import ProblemsFound
from screening.store.cases import Cases
from screening.store.database import open_database
from screening.store.place import Embedded, Served, find_place

MARKER = "a bruise on the left ear"


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """What is in the keyring: nobody's own is touched."""
    keys: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "get_password", lambda service, name: keys.get((service, name)))
    monkeypatch.setattr(keyring, "set_password", lambda service, name, key: keys.update({(service, name): key}))
    return keys


def _filled(path: Path, key: str | None) -> None:
    database = open_database(Embedded(path, key))
    case = a_case(database, "K-77")
    with database.session() as session:
        Cases(session).add(case.id, [told(note=MARKER)], by=None, expected_version=0)
    # Looked at while it is open, so that the write-ahead log is there too.
    files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    assert len(files) >= 2
    found = any(word in one.read_bytes() for one in files for word in (MARKER.encode(), b"K-77", b"accounts"))
    assert found == (key is None)
    database.close()


@pytest.mark.parametrize("key", [KEY, "a pass phrase, with 'quotes' and \"more\""])
def test_an_encrypted_file_shows_nothing_and_opens_with_its_key_only(tmp_path: Path, key: str) -> None:
    path = tmp_path / "screening.db"
    _filled(path, key)
    assert path.stat().st_mode & 0o077 == 0
    open_database(Embedded(path, key)).close()
    with pytest.raises(ProblemsFound, match=r"S101.*key does not open"):
        open_database(Embedded(path, key + "x"))
    with pytest.raises(ProblemsFound, match=r"S103.*SCREENING_DATABASE_KEY"):
        open_database(Embedded(path))
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(path) as plain:
        plain.execute("SELECT * FROM accounts")
    plain.close()


def test_a_plain_file_is_refused_once_a_key_is_set_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "screening.db"
    _filled(path, None)
    before = path.read_bytes()
    with pytest.raises(ProblemsFound, match=r"S102.*screening db rekey"):
        open_database(Embedded(path, KEY))
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "screening.db"
    path.write_text("Shopping: milk, bread. " * 400)
    for key, code in ((None, "S103"), (KEY, "S101")):
        with pytest.raises(ProblemsFound, match=code):
            open_database(Embedded(path, key))
    assert path.read_text() == "Shopping: milk, bread. " * 400


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    place = find_place({"SCREENING_DATA_DIR": str(tmp_path / "none")})
    with pytest.raises(ProblemsFound, match=r"none/screening.db: S104.*SCREENING_DATA_DIR"):
        open_database(place)


def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    place = find_place({"SCREENING_DATABASE_URL": "postgresql://ann:sesame@127.0.0.1:1/cases?connect_timeout=2"})
    assert isinstance(place, Served)
    with pytest.raises(ProblemsFound, match=r"S109") as found:
        open_database(place)
    assert "sesame" not in str(found.value) + repr(place)
    assert "127.0.0.1:1/cases" in str(found.value)
    with pytest.raises(ProblemsFound, match=r"S109"):
        find_place({"SCREENING_DATABASE_URL": "mysql://here/cases"})
    with pytest.raises(ProblemsFound, match=r"S109"):
        open_database(Served("postgresql+psycopg://ann@here:port/cases"))
    assert Served("postgresql+psycopg://here/cases?user=ann&password=ses@me").shown.endswith(" here/cases")


def test_the_key_comes_from_the_environment_a_file_or_the_keyring(
    tmp_path: Path, kept: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {"SCREENING_DATA_DIR": str(tmp_path)}
    file = tmp_path / "key"
    file.write_text("from the file\n")
    assert find_place(here).key is None
    kept["screening database", str(tmp_path / "screening.db")] = "from the keyring"
    assert find_place(here).key == "from the keyring"
    here["SCREENING_DATABASE_KEY_FILE"] = str(file)
    assert find_place(here).key == "from the file"
    here["SCREENING_DATABASE_KEY"] = "from the environment"
    assert find_place(here).key == "from the environment"
    assert "environment" not in repr(find_place(here))

    def broken(service: str, name: str) -> str:
        raise keyring.errors.NoKeyringError

    monkeypatch.setattr(keyring, "get_password", broken)
    assert find_place({"SCREENING_DATA_DIR": str(tmp_path)}).key is None


@pytest.mark.parametrize("content", ["", " \n", "two\nlines\n", None, b"\xff\xfe"])
def test_a_key_that_cannot_be_one_is_refused(tmp_path: Path, content: str | bytes | None) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ProblemsFound, match=r"S110"):
        find_place({"SCREENING_DATABASE_KEY_FILE": str(file)})
    with pytest.raises(ProblemsFound, match=r"S110"):
        find_place({"SCREENING_DATABASE_KEY": ""})


def test_the_users_own_folder_is_made_when_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "share" / "screening"
    monkeypatch.setattr("platformdirs.user_data_path", lambda *given, **more: own)
    place = find_place({})
    assert isinstance(place, Embedded)
    assert place.path == own / "screening.db"
    assert own.is_dir()


def test_a_change_of_key_between_opening_and_use_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from screening.store import connecting

    path = tmp_path / "screening.db"
    open_database(Embedded(path)).close()
    fresh = tmp_path / "fresh.db"
    open_database(Embedded(fresh)).close()
    set_up = connecting._set_up
    calls = SimpleNamespace(number=0)

    def replaced_meanwhile(connection: object, key: str | None) -> None:
        set_up(connection, key)
        calls.number += 1
        if calls.number == 1:
            fresh.replace(path)

    monkeypatch.setattr(connecting, "_set_up", replaced_meanwhile)
    connecting.connect(Embedded(path)).close()
    assert calls.number == 2


@pytest.mark.parametrize("key", [None, KEY])
def test_every_connection_writes_through_to_the_disk_and_keeps_references(tmp_path: Path, key: str | None) -> None:
    from screening.store.connecting import connect

    place = Embedded(tmp_path / "screening.db", key)
    open_database(place).close()
    for _ in range(2):
        connection = connect(place)
        values = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        connection.close()
        assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
