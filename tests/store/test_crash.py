"""Writers are killed in the middle of their work; whatever they had said was saved is there.

SCREENING_KILLS says how many are killed on each kind of database: 5, and 20 where there is time for it.
"""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time

from saving_writer import start_writer
from store_cases import a_case

from screening.store.cases import Cases
from screening.store.checking import check
from screening.store.database import Database, open_database

KILLS = int(os.environ.get("SCREENING_KILLS", "5"))
AT_ONCE = 5


def _listen(writer: subprocess.Popen[str], acknowledged: list[str]) -> threading.Thread:
    def listen() -> None:
        assert writer.stdout is not None
        for line in writer.stdout:
            # A line that was cut short was not said.
            if line.endswith("\n"):
                acknowledged.append(line.strip())
        writer.stdout.close()

    thread = threading.Thread(target=listen)
    thread.start()
    return thread


def test_what_a_killed_writer_had_saved_is_there(database: Database) -> None:
    case = a_case(database)
    chance = random.Random(4)
    acknowledged: list[str] = []
    killed = 0
    for round_ in range(KILLS // AT_ONCE):
        writers = [start_writer(database, case.id, f"w{round_}-{number}") for number in range(AT_ONCE)]
        said: list[list[str]] = [[] for _ in writers]
        threads = [_listen(writer, heard) for writer, heard in zip(writers, said, strict=True)]
        deadline = time.monotonic() + 30
        while min(map(len, said)) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        for writer in writers:
            time.sleep(chance.uniform(0.005, 0.05))
            assert writer.poll() is None, "a writer ended by itself"
            writer.kill()
            writer.wait()
            killed += 1
        for thread in threads:
            thread.join()
        assert min(map(len, said)) >= 3, "a writer was killed before it was at work"
        acknowledged += [note for heard in said for note in heard]
    database.close()
    reopened = open_database(database.place)
    with reopened.reading() as session:
        kept = [one.account.note for one in Cases(session).kept(case.id)]
    assert check(reopened) == ()
    reopened.close()
    assert killed == KILLS
    assert set(acknowledged) <= set(kept)
    # At most the one save of each writer that was safe and could no longer be told.
    assert len(kept) - len(acknowledged) <= killed
    assert len(kept) == len(set(kept))
