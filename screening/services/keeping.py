"""The database that commands work on: found, opened, and closed again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from screening.store.connecting import is_plain
from screening.store.database import Database, open_database, reach_database
from screening.store.place import Embedded, find_place


@contextlib.contextmanager
def the_database() -> Iterator[Database]:
    """The database of this environment, ready to work with.

    Raises:
        ProblemsFound: it cannot be opened, or has to be upgraded first.
    """
    with contextlib.closing(open_database(find_place())) as database:
        yield database


@contextlib.contextmanager
def as_it_is() -> Iterator[Database]:
    """The database of this environment, whichever version its tables are of.

    Raises:
        ProblemsFound: it cannot be opened.
    """
    with contextlib.closing(reach_database(find_place())) as database:
        yield database


@contextlib.contextmanager
def to_be_encrypted() -> Iterator[Database]:
    """The database of this environment with the key that it has now: a plain one with none, although one may be set.

    Raises:
        ProblemsFound: it cannot be opened.
    """
    place = find_place()
    if isinstance(place, Embedded) and is_plain(place.path):
        place = replace(place, key=None)
    with contextlib.closing(open_database(place)) as database:
        yield database
