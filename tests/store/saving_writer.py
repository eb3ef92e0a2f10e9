"""Saves one account after another and says so each time, until somebody ends it. Run as a process of its own.

Arguments: the address of a server or the path of a file; the id of the case; a word for this writer. The key, if there
is one, comes by SCREENING_DATABASE_KEY.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from screening.case.account import Account
from screening.store.cases import Cases
from screening.store.database import Database, open_database
from screening.store.place import Embedded, Served


def start_writer(database: Database, case_id: str, word: str) -> subprocess.Popen[str]:
    """Start a writer on a database, in a process of its own; what it says can be read from its output."""
    place = database.place
    where = str(place.path) if isinstance(place, Embedded) else place.url
    environment = {name: value for name, value in os.environ.items() if name != "SCREENING_DATABASE_KEY"}
    if place.key is not None:
        environment["SCREENING_DATABASE_KEY"] = place.key
    return subprocess.Popen(
        [sys.executable, __file__, where, case_id, word], stdout=subprocess.PIPE, text=True, env=environment
    )


def main(where: str, case_id: str, word: str) -> None:
    key = os.environ.get("SCREENING_DATABASE_KEY")
    database = open_database(Served(where) if "://" in where else Embedded(Path(where), key))
    for number in range(100_000):
        note = f"{word}-{number}"
        with database.session() as session:
            account = Account.model_validate({"agency": "gp", "note": note})
            Cases(session).add(case_id, [account], by=None, expected_version=0, merge=True)
        sys.stdout.write(note + "\n")
        sys.stdout.flush()
        # SQLite has no queue between processes: without a moment between two saves the others never get a turn.
        time.sleep(0.005)


if __name__ == "__main__":
    main(*sys.argv[1:])
