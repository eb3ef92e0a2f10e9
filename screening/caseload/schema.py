"""The tables of a caseload: their names, columns and kinds, read from the fact dictionary and from nowhere else.

A caseload is a folder of flat tables with one row per account and member, so that column engines can work on it. What
the tables hold follows from the models of a case file: a field added there is a column here. How the tables are read,
written and converted is left to the siblings.

The contract, in short:

* Every table begins with ``case`` and ``account``. ``accounts`` says who told when; ``case`` holds what is told about
  the family as a whole (``record.chronology``); each list of the case has a table, named by its path without ids
  (``children``, ``children.injuries``, ``people.appointments``).
* A list below a member of another list has a column for that member: ``child``, or ``person``. Then comes ``id``, the
  member's own id. A row with no facts says that the member is there.
* ``in_full`` names what an account told in full, ``not_known`` what was asked and not known, each by its case path.
* A row of ``accounts`` without an account stands for a case of which nobody has told anything yet.
* An absent column, an absent table and an empty cell all mean that nobody told. None of them is ever a no.
* Notes and other free text are left out: no rule may read them, and they are the likeliest place for a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from screening.case.dictionary import Entry, entity_name, fields
from screening.case.profile import CaseProfile
from screening.case.words import Entity, NotKnownReason, Source

ColumnKind = Literal["text", "texts", "yes-no", "number", "date"]
"""What a cell holds. ``texts`` holds several at once; a date is text as told: a year, a month or a day."""

TextForm = Literal["case", "id", "agency", "path", "free"]
"""How a text that is no choice is written: a case's reference, an id, an agency, a case path, or as it comes."""

ACCOUNTS: Final = "accounts"
CASE: Final = "case"
IN_FULL: Final = "in_full"
NOT_KNOWN: Final = "not_known"

_FORMS: Final[dict[str, TextForm]] = {"word": "agency", "words": "agency", "reference": "id", "references": "id"}
_KINDS: Final[dict[str, ColumnKind]] = {
    "choice": "text", "choices": "texts", "word": "text", "words": "texts", "reference": "text", "references": "texts",
    "yes-no": "yes-no", "number": "number", "date": "date",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: as it stands at the head of the column.
        kind: see ``ColumnKind``.
        help: what it holds, in a sentence; the question of the fact where it holds one.
        values: the allowed values, where only some are.
        form: how a text without such values is written.
        key: the column says which row this is, and may not be empty.
        entry: the fact of the dictionary; none for a column that says where a row belongs or who told it.
    """

    name: str
    kind: ColumnKind
    help: str
    values: tuple[str, ...] = ()
    form: TextForm = "free"
    key: bool = False
    entry: Entry | None = None


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: also the name of its file, without the ending.
        about: what one row is, in a sentence.
        columns: in the order in which they are written.
        parent: the name of the column with the member above, ``child`` or ``person``; none at the top.
        parent_table: the table in which that member is told.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    parent: str | None = None
    parent_table: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that together say which row this is; no two rows have the same."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def facts(self) -> tuple[Column, ...]:
        """The columns that hold facts of the dictionary."""
        return tuple(column for column in self.columns if column.entry is not None)

    def column(self, name: str) -> Column:
        """The column of this name.

        Raises:
            KeyError: there is none.
        """
        return _by_name(self)[name]


@cache
def _by_name(table: Table) -> dict[str, Column]:
    return {column.name: column for column in table.columns}


_CASE_KEY = Column("case", "text", "The agency's own reference for the family; never a name.", form="case", key=True)
_ACCOUNT_KEY = Column("account", "text", "The id of the account that tells it.", form="id", key=True)
_PATH = Column("path", "text", "A case path, such as children.robyn.injuries.", form="path", key=True)

_ACCOUNTS = Table(
    ACCOUNTS,
    "One row for each account: who told, when, and how they know.",
    (
        _CASE_KEY,
        Column("account", "text", "The account's id; empty for a case of which nobody has told anything.", form="id",
               key=True),
        Column("on", "date", "When it was told or seen. Empty: on the day of the screening."),
        Column("training", "yes-no", "A training case: nothing in it is about a living family."),
        Column("agency", "text", "The agency that wrote it down.", form="agency"),
        Column("by", "text", "The role that wrote it down; never a name."),
        Column("source", "text", "How they know.", get_args(Source)),
        Column("told_by", "text", "The id of the person who said it.", form="id"),
        Column("known_to", "texts", "Other agencies that knew it then.", form="agency"),
        Column("corroborated_by", "texts", "Ids of accounts that bear it out.", form="id"),
        Column("withdraws", "texts", "Ids of earlier accounts that this one takes back.", form="id"),
    ),
)  # fmt: skip
_IN_FULL = Table(
    IN_FULL,
    "One row for each list that an account told in full: there are no others, as far as that account knows.",
    (_CASE_KEY, _ACCOUNT_KEY, _PATH),
)
_NOT_KNOWN = Table(
    NOT_KNOWN,
    "One row for each thing that was asked and is not known, with the reason.",
    (_CASE_KEY, _ACCOUNT_KEY, _PATH, Column("reason", "text", "Why it is not known.", get_args(NotKnownReason))),
)


@cache
def tables() -> dict[str, Table]:
    """Every table by its name: ``accounts``, ``case``, one for each list, ``in_full`` and ``not_known``."""
    found = [_ACCOUNTS, *_tables_of(CaseProfile, (), "", None), _IN_FULL, _NOT_KNOWN]
    return {table.name: table for table in found}


def _tables_of(model: type[Entity], path: tuple[str, ...], about: str, above: Table | None) -> Iterator[Table]:
    keys = [_CASE_KEY, _ACCOUNT_KEY]
    parent = None
    if path:
        if above is not None:
            parent = above.name
            word = entity_name(_members_of(above.name))
            keys.append(Column(word, "text", f"The id of the {word} that it belongs to.", form="id", key=True))
        keys.append(Column("id", "text", f"The {entity_name(model)}'s own id in the case.", form="id", key=True))
    told = tuple(_fact_columns(model, ""))
    table = Table(
        ".".join(path) or CASE,
        about or "What an account tells about the family and its record as a whole.",
        (*keys, *told),
        keys[2].name if parent else None,
        parent,
    )
    yield table
    for prefix, entry in _lists(model, ()):
        if parent is not None or entry.member is None:
            raise AssertionError(f"{entry.path}: tables go no deeper than a list below a list")
        below = f"One row for each {entity_name(entry.member)} that an account tells of."
        yield from _tables_of(entry.member, (*path, *prefix, entry.name), below, table if path else None)


def _members_of(name: str) -> type[Entity]:
    here: type[Entity] = CaseProfile
    for part in name.split("."):
        member = fields(here)[part].member
        if member is None:
            raise AssertionError(f"{name} is no list of the dictionary")
        here = member
    return here


def _told(model: type[Entity]) -> Iterator[Entry]:
    for entry in fields(model).values():
        if entry.derived is None and not entry.fact.private:
            yield entry


def _fact_columns(model: type[Entity], prefix: str) -> Iterator[Column]:
    for entry in _told(model):
        name = prefix + entry.name
        if entry.kind == "entity" and entry.member is not None:
            yield from _fact_columns(entry.member, name + ".")
        elif entry.kind != "list":
            form = _FORMS.get(entry.kind, "free")
            yield Column(name, _KINDS[entry.kind], entry.fact.question, entry.values, form, entry=entry)


def _lists(model: type[Entity], prefix: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for entry in _told(model):
        if entry.kind == "list":
            yield prefix, entry
        elif entry.kind == "entity" and entry.member is not None:
            yield from _lists(entry.member, (*prefix, entry.name))
