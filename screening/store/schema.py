"""Which tables a database has, by the number of its last migration, and how it is brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

State = Literal["empty", "current", "older", "newer", "foreign"]

_MIGRATIONS = Path(__file__).with_name("migrations")
# Two processes that start at once must not both upgrade a server's database. The number only has to be ours.
_LOCK = 7236_4611


def state_of(connection: Connection) -> State:
    """How the tables of a database stand to those that this program works with."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return "foreign" if tables else "empty"
    found = revision_of(connection)
    if found is None:
        return "empty" if tables == ["alembic_version"] else "foreign"
    script = ScriptDirectory(str(_MIGRATIONS))
    known = [one.revision for one in script.walk_revisions()]
    if found not in known:
        return "newer"
    return "current" if found == script.get_current_head() else "older"


def revision_of(connection: Connection) -> str | None:
    """The number of the last migration that a database has seen; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables up to a revision, the newest if none is named, within the transaction of the connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
