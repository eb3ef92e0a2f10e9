"""One person on their own machine: the user made for them, and the links with which they sign in.

Whoever can start the service can read its file, so they may do everything here. The same goes for the demonstration: a
database in a folder that is thrown away, with the training cases that ship.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from screening.forms.scenario import read_scenarios
from screening.packs import checklists_folder
from screening.store.cases import Cases
from screening.store.database import Database, open_database
from screening.store.links import Links
from screening.store.place import Embedded
from screening.store.users import ROLES, User, Users

NAME: Final = "this machine"
"""The name of the user; a person's own is not needed."""


def is_alone(database: Database) -> bool:
    """Whether nobody has been added as a user here yet."""
    with database.reading() as session:
        return all(user.name == NAME for user in Users(session).all())


def the_user(database: Database) -> User:
    """The one user, who is made the first time."""
    with database.session() as session:
        users = Users(session)
        return users.find(NAME) or users.add(NAME, ROLES)


def new_link(database: Database, address: str) -> str:
    """A new address that signs the one user in, once.

    Args:
        database: theirs.
        address: the start of the service's addresses.
    """
    user = the_user(database)
    with database.session() as session:
        return f"{address}/sign-in/link/{Links(session).make(user.id, 'sign-in')}"


@contextlib.contextmanager
def demonstration() -> Iterator[Database]:
    """A new database with the training cases that ship; it is gone when the block has been left."""
    with tempfile.TemporaryDirectory(prefix="screening-demo-") as folder:
        database = open_database(Embedded(Path(folder) / "screening.db"))
        try:
            _fill(database)
            yield database
        finally:
            database.close()


def _fill(database: Database) -> None:
    scenarios = read_scenarios(checklists_folder() / "scenarios")
    user = the_user(database)
    with database.session() as session:
        cases = Cases(session)
        for scenario in scenarios.values():
            told = scenario.case
            row = cases.new(
                told.case,
                training=True,
                team_id=None,
                holder_id=user.id,
                by=user.id,
                about=told.about or scenario.about,
                warning=told.warning or scenario.warning,
            )
            cases.add(row.id, told.all_accounts, by=user.id, expected_version=row.version)
