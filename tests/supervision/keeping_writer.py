"""Keeps one record after another in a folder and says so each time, until somebody ends it. A process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from record_writing import names, written

from screening.services.recording import keep
from screening.supervision.folder import FolderLedger


def main(folder: str, word: str) -> None:
    for number in range(100_000):
        said = f"{word}-{number}"
        record = written(discussed=({"about": said, "said": "something"},))
        keep(FolderLedger(Path(folder), "K-1"), record, names, by=None)
        sys.stdout.write(said + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
