"""An entry of a chain as one line of a file, and back: a line that is not exactly what would be written is refused."""

from __future__ import annotations

import datetime
import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from screening.store.supervision_chain import Entry, EntryKind, canonical, moment
from screening.supervision.record import Sha256


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    number: int
    kind: EntryKind
    at: datetime.datetime
    by: str | None
    body: dict[str, Any]
    hash: Sha256


def line_of(entry: Entry) -> str:
    """The line of an entry, without its end."""
    return canonical(
        {"number": entry.number, "kind": entry.kind, "at": moment(entry.at), "by": entry.by,
         "body": json.loads(entry.body), "hash": entry.hash}
    )  # fmt: skip


def entry_in(line: bytes) -> Entry | None:
    """The entry of a line; None if it is not one, to the last byte."""
    try:
        plain = json.loads(line.decode("utf-8"))
        read = _Line.model_validate(plain)
        entry = Entry(read.number, read.kind, read.at, read.by, canonical(read.body), read.hash)
        return entry if line_of(entry).encode() == line else None
    except (ValidationError, ValueError, RecursionError):
        return None
