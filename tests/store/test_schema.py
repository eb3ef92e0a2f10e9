"""The migrations make the tables that the program works with, on every database."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from store_cases import NewPlace

from screening.errors import ProblemsFound
from screening.store.database import Database, open_database, reach_database
from screening.store.tables import CaseRow


def test_migrations_and_tables_do_not_differ(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, CaseRow.metadata) == []


@pytest.mark.parametrize(("revision", "code"), [("9999", "S105"), (None, "S107")])
def test_tables_of_another_version_or_program_are_left_alone(
    new_place: NewPlace, revision: str | None, code: str
) -> None:
    place = new_place()
    database = reach_database(place)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
        if revision:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:it)"), {"it": revision})
    with pytest.raises(ProblemsFound, match=code):
        open_database(place)
    with pytest.raises(ProblemsFound, match=code):
        database.upgrade()
    with database.engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM theirs")).scalar() == 0
    database.close()


def test_an_older_database_is_upgraded_only_when_asked(new_place: NewPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    place = new_place()
    database = open_database(place)
    monkeypatch.setattr("alembic.script.ScriptDirectory.get_current_head", lambda self: "a newer one")
    with pytest.raises(ProblemsFound, match=r"S106.*screening db upgrade"):
        open_database(place)
    monkeypatch.undo()
    database.upgrade()
    assert database.state() == "current"
    database.close()


def test_several_who_start_at_once_set_it_up_once(new_place: NewPlace) -> None:
    from concurrent.futures import ThreadPoolExecutor

    place = new_place()
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_database(place), range(4)))
    assert {one.state() for one in opened} == {"current"}
    with opened[0].engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM secret")).scalar() == 1
    for one in opened:
        one.close()
