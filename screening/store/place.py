"""Which database is meant: a server's, or the embedded file in the user's data folder, and with which key.

``SCREENING_DATABASE_URL`` names a PostgreSQL server. Without it the database is ``screening.db`` in the user's own data
folder, or in ``SCREENING_DATA_DIR``. Where the key comes from is left to ``keys``; opening is left to ``database``.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from screening.errors import Problem, ProblemsFound
from screening.store.keys import find_key

FILE_NAME = "screening.db"
_SERVERS = ("postgresql+psycopg://", "postgresql://")


@dataclass(frozen=True)
class Embedded:
    """A database in one file; with a key it is encrypted.

    Attributes:
        path: the file, which may not be there yet.
        key: a passphrase, or 64 hexadecimal digits; None for a plain file.
    """

    path: Path
    key: str | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """The place in words that may be shown."""
        return str(self.path)


@dataclass(frozen=True)
class Served:
    """A database on a PostgreSQL server.

    Attributes:
        url: its address, with the password if it needs one.
        key: encrypts backups, which are embedded files; None for plain ones.
    """

    url: str = field(repr=False)
    key: str | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """The place in words that may be shown: without user and password."""
        return "the server's database " + self.url.split("?", 1)[0].rsplit("@", 1)[-1].removeprefix(_SERVERS[0])


Place = Embedded | Served


def find_place(environment: Mapping[str, str] = os.environ) -> Place:
    """The database that the environment names, or the embedded file of this user.

    Raises:
        ProblemsFound: the address is of another kind of database, or the key cannot be read.
    """
    url = environment.get("SCREENING_DATABASE_URL", "").strip()
    if url:
        if not url.startswith(_SERVERS):
            message = "SCREENING_DATABASE_URL names no PostgreSQL server."
            hint = "Write it like postgresql+psycopg://user@server/database, or leave it out to use a file."
            raise ProblemsFound([Problem("S109", message, hint=hint)])
        return Served(_SERVERS[0] + url.split("://", 1)[1], find_key(environment))
    file = Embedded(data_folder(environment) / FILE_NAME)
    return replace(file, key=find_key(environment, file.path))


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of the embedded database. The user's own is made if need be; a named one has to be there."""
    named = environment.get("SCREENING_DATA_DIR", "").strip()
    if named:
        return Path(named).expanduser()
    import platformdirs

    folder = platformdirs.user_data_path("screening", appauthor=False)
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
