"""From rows to accounts: what the mapping says that each row tells, by the day it was so and by whom it was written.

Facts of the same day from the same kind of record make one account. Where two rows of a day differ about one fact they
stay two accounts, so that the screening shows both. An account is never dated before something that it tells.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from screening.case.words import date_span
from screening.importing.mapping import Mapping, Source, Telling
from screening.importing.rows import Place, Row, Tally
from screening.importing.values import Read, Understanding

CHILD = "child"
"""The word for the child in a case made from a record about one child."""

FactPath = tuple[str, ...]
Told = dict[FactPath, tuple[Any, Place]]
"""Facts by where they stand in a case file's ``facts``, each with where in the imported file it comes from."""


@dataclass
class Draft:
    """One account in the making.

    Attributes:
        about: what it says about itself, beside its facts: on, agency, by, source and the like.
        place: where it begins in the file.
        facts: as a case file has them.
        origins: where in the file each fact stands.
    """

    about: dict[str, Any]
    place: Place
    facts: dict[str, Any] = field(default_factory=dict)
    origins: dict[FactPath, Place] = field(default_factory=dict)

    def takes(self, told: Told) -> bool:
        """Whether all of it can be told here: an account cannot say two things about one fact."""
        for path, (value, _) in told.items():
            here: Any = self.facts
            for step in path:
                here = here.get(step) if isinstance(here, dict) else None
            if here is not None and here != value and not (isinstance(value, list) and value and here):
                return False
        return True

    def tell(self, told: Told) -> None:
        """Add facts; of what can be several, those that are new."""
        for path, (value, place) in told.items():
            here = self.facts
            for step in path[:-1]:
                here = here.setdefault(step, {})
            before = here.get(path[-1])
            several = isinstance(value, list) and isinstance(before, list)
            here[path[-1]] = list(dict.fromkeys([*before, *value])) if several and before else value
            self.origins.setdefault(path, place)


class Accounts:
    """The accounts of one child, in the making.

    Args:
        mapping: says what rows tell.
        day: of the file, in ISO form; None where it is not known.
        place: where the child begins in the file.
        understanding: what contradicts itself is reported there.
        today: no account is dated later for what it tells.
        agency: whose record it is, where the mapping does not say.
    """

    def __init__(
        self,
        mapping: Mapping,
        day: str | None,
        place: Place,
        understanding: Understanding,
        today: datetime.date,
        agency: str | None = None,
    ) -> None:
        self._mapping, self._day, self._today = mapping, day, today.toordinal()
        self._agency = mapping.agency or agency
        self._understanding = understanding
        # There is this child, even if the file tells nothing more that a case file can say.
        self.drafts: list[Draft] = [Draft(self._about(day, mapping.title), place, {"children": {CHILD: {}}})]

    def row(self, row: Row, tally: Tally) -> None:
        """Add what one row tells, and count what was read and what is left."""
        values = self._understanding.row(row)
        used: set[str] = set()
        for telling in row.group.tellings:
            if all(name in values for name in telling.needs) and not any(one in row.cells for one in telling.unless):
                for told, gave, given in self._told(telling, row, values):
                    dated = str(given[telling.dated][0].value) if telling.dated in given else self._day
                    self._add(self._later(dated, told, telling), row.group.by, told, row.place)
                    used |= gave
        for name, cells in row.cells.items():
            if name in used:
                tally.read[row.group.title, name] += len(cells)
            elif name in values or row.group.columns[name].left or row.group.columns[name].others:
                tally.left[row.group.title, name] += len(cells)

    def _told(
        self, telling: Telling, row: Row, values: dict[str, list[Read]]
    ) -> Iterator[tuple[Told, set[str], dict[str, list[Read]]]]:
        """The facts of each entry that a telling makes, the columns they rest on, and what the entry was made of."""
        if telling.each is None:
            made = [(f"{telling.id}-{row.number}", values)]
        else:
            # A code may hold what no id can, such as a full stop.
            words = [(re.sub(r"[^A-Za-z0-9]+", "-", str(read.value)), read) for read in values.get(telling.each, ())]
            made = [(f"{telling.id}-{row.number}-{word}", {**values, telling.each: [read]}) for word, read in words]
        for entry, given in made:
            told, gave = self._facts(telling, row, given, _prefix(telling, entry))
            if telling.each is not None and telling.each not in gave:
                continue
            # What always holds says nothing by itself, unless the columns that it needs are there.
            if gave or telling.needs:
                yield told, gave | set(telling.needs), given

    def _facts(
        self, telling: Telling, row: Row, values: dict[str, list[Read]], prefix: FactPath
    ) -> tuple[Told, set[str]]:
        told: Told = {}
        gave: set[str] = set()
        for name, sources in telling.facts.items():
            found = [(source.from_, *one) for source in sources for one in _values(source, values, row)]
            if not found:
                continue
            kind = telling.entry(name).kind
            # Of several days the latest is the one that a single fact asks for.
            _, value, place = max(found, key=lambda one: str(one[1])) if kind == "date" else found[0]
            if kind in ("choices", "references", "words"):
                lists = [one if isinstance(one, list) else [one] for _, one, _ in found]
                if any(lists) and not all(lists):
                    self._understanding.contradicting(place, found[0][0] or name)
                    continue
                value = list(dict.fromkeys(one for each in lists for one in each))
            told[(*prefix, name)] = (value, place)
            gave.update(column for column, _, _ in found if column is not None)
        return told, gave

    def _later(self, day: str | None, told: Told, telling: Telling) -> str | None:
        if day is None:
            return None
        latest = day
        for path, (value, _) in told.items():
            entry = telling.entry(path[-1])
            if (
                entry.kind == "date"
                and not entry.fact.future
                and date_span(latest)[1] < date_span(value)[0] <= self._today
            ):
                latest = value
        return latest

    def _add(self, day: str | None, by: str, told: Told, place: Place) -> None:
        if not told:
            return
        about = self._about(day, by)
        for draft in self.drafts:
            if draft.about == about and draft.takes(told):
                draft.tell(told)
                return
        draft = Draft(about, place)
        draft.tell(told)
        self.drafts.append(draft)

    def _about(self, day: str | None, by: str) -> dict[str, Any]:
        about = {"on": day, "agency": self._agency, "by": by or self._mapping.title, "source": "record"}
        return {name: value for name, value in about.items() if value}


def _prefix(telling: Telling, entry: str) -> FactPath:
    if telling.of == CHILD:
        return ("children", CHILD)
    root, _, name = telling.of.partition(".")
    return ("children", CHILD, name, entry) if root == CHILD else (name, entry)


def _values(source: Source, values: dict[str, list[Read]], row: Row) -> Iterator[tuple[Any, Place]]:
    if source.from_ is None:
        yield _plain(source.is_), row.place
        return
    for read in values.get(source.from_, ()):
        if source.at_least is not None:
            if isinstance(read.value, int) and read.value >= source.at_least:
                yield _plain(source.is_), read.cell.place
        elif source.values is None:
            yield read.value, read.cell.place
        elif str(read.value) in source.values:
            yield _plain(source.values[str(read.value)]), read.cell.place


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
