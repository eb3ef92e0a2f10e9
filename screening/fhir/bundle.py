"""Reads a FHIR Bundle: the children in it, who is around them, appointments and who came, contacts and conditions.

Which field tells what stands in the mapping ``fhir``. Here is how a Bundle is taken apart: each resource is held
against the models of both releases, found by its references, and put with the child whom it is about. A patient of 18
or more is no child of a case, and becomes none.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from screening.case.checks import ADULT_YEARS
from screening.case.identifiers import is_nhs_number
from screening.case.words import Agency
from screening.errors import Problem, ProblemsFound
from screening.fhir.bundle_fields import placed, resource_problem, said
from screening.importing.mapping import read_mapping
from screening.importing.rows import Cell, Imported, Place, Row, Tally
from screening.importing.sealing import TAKEN_ONCE, reference_problem, sealed
from screening.importing.telling import Accounts
from screening.importing.values import Understanding, as_date, shown

MOST_BYTES: Final = 100_000_000


@dataclass
class _Resource:
    place: Place
    kind: str
    value: dict[str, Any]


@dataclass
class _Child:
    patient: _Resource
    about: list[_Resource] = field(default_factory=list)


class FhirBundle:
    """One Bundle; see ``screening.importing.rows.Importer``.

    Args:
        path: the JSON file.
        today: the day that dates count as future from.
        agency: whose record it is; the Bundle does not say it in a word that a case file takes.

    Raises:
        ProblemsFound: the agency is no word.
    """

    def __init__(self, path: Path, today: datetime.date, agency: str | None = None) -> None:
        self.tally = Tally(str(path))
        self._path, self._today, self._agency = path, today, agency
        self._mapping = read_mapping("fhir")
        self._groups = {group.at: group for group in self._mapping.groups}
        self._index: dict[str, _Resource] = {}
        self._seen: set[str] = set()
        if agency is not None:
            try:
                TypeAdapter[str](Agency).validate_python(agency)
            except ValidationError as wrong:
                reason = wrong.errors()[0]["msg"].removeprefix("Value error, ")
                raise ProblemsFound([Problem("H205", f"{shown(agency)} is no word for an agency. {reason}")]) from None

    def __iter__(self) -> Iterator[Imported]:
        """Every child, in the order of the Bundle."""
        resources = list(self._resources(self._entries()))
        children = {id(one): _Child(one) for one in resources if one.kind == "Patient"}
        for one in resources:
            if one.kind == "Patient" or one.kind not in self._groups:
                if one.kind not in self._groups:
                    self.tally.left[one.kind, f"{one.kind}, all of it"] += 1
                continue
            whose = [children[id(patient)] for patient in self._patients(one) if id(patient) in children]
            if not whose:
                message = f"This {one.kind} is about nobody in the Bundle. It was left out."
                self.tally.problems.append(one.place.problem("H204", message, severity="warning"))
            for child in whose:
                child.about.append(one)
        self.tally.layout = f"{self._mapping.title}, {len(resources)} resources"
        for number, child in enumerate(children.values(), 1):
            made = self._made(child, number)
            if made is not None:
                self.tally.found += 1
                yield made

    def _entries(self) -> list[Any]:
        try:
            if self._path.stat().st_size > MOST_BYTES:
                raise self._refused("M204", "This file is larger than is read.", "Split the Bundle.")
            value = json.loads(self._path.read_bytes().decode("utf-8-sig"))
        except OSError as wrong:
            raise self._refused("M201", f"This file cannot be read: {wrong.strerror}.") from None
        except json.JSONDecodeError as wrong:
            message = f"This is no JSON from line {wrong.lineno}, column {wrong.colno} on: {wrong.msg}."
            raise ProblemsFound([Problem("M201", message, str(self._path), wrong.lineno, wrong.colno)]) from None
        except (UnicodeDecodeError, ValueError):
            raise self._refused("M201", "This is no JSON text in UTF-8.") from None
        except RecursionError:
            raise self._refused("M204", "Things stand inside each other deeper than is read.") from None
        if not isinstance(value, dict) or value.get("resourceType") != "Bundle":
            raise self._refused("M202", "This is no FHIR Bundle.", "A Bundle says so in its field resourceType.")
        entries = value.get("entry") or []
        if not isinstance(entries, list) or not entries:
            raise self._refused("M202", "There is nothing in this Bundle.")
        return entries

    def _resources(self, entries: list[Any]) -> Iterator[_Resource]:
        for number, entry in enumerate(entries):
            place = placed(str(self._path), number)
            value = entry.get("resource") if isinstance(entry, dict) else None
            kind = value.get("resourceType") if isinstance(value, dict) else None
            if not isinstance(value, dict) or not isinstance(kind, str):
                self.tally.problems.append(place.problem("H201", "This entry holds no resource. It was left out."))
                continue
            resource = _Resource(place, kind, value)
            if kind in self._groups and (slip := resource_problem(kind, value)):
                self.tally.problems.append(
                    place.problem("H201", f"This is no {kind} that FHIR takes: {slip} It was left out.")
                )
                continue
            full = entry.get("fullUrl")
            for name in (full if isinstance(full, str) else None, f"{kind}/{value.get('id')}"):
                if name:
                    self._index.setdefault(name, resource)
            yield resource

    def _patients(self, resource: _Resource) -> list[_Resource]:
        named = said(resource.value, "subject.reference") + said(resource.value, "patient.reference")
        named += said(resource.value, "participant.actor.reference")
        found = {id(one): one for name in named if (one := self._resolved(name)) is not None and one.kind == "Patient"}
        return list(found.values())

    def _resolved(self, reference: str) -> _Resource | None:
        return self._index.get(reference) or self._index.get("/".join(reference.split("/")[-2:]))

    def _made(self, child: _Child, number: int) -> Imported | None:
        patient = child.patient
        born = _born(patient.value)
        if born is not None and _age(born, self._today) >= ADULT_YEARS:
            self.tally.left["Patient", "patients of 18 or more"] += 1
            return None
        reference, notes = self._reference(patient, number)
        slip = reference_problem(reference)
        if born is None and slip is None:
            slip = "There is no day of birth, so nobody can say whether this is a child."
        if slip is not None:
            return Imported(None, None, (patient.place.problem("M210", f"{slip} The patient was set aside."),))
        if reference in self._seen:
            return Imported(
                reference, None, (patient.place.problem("M211", f"{reference} stood here before.", TAKEN_ONCE),)
            )
        self._seen.add(reference)
        who = f"child {reference}"
        understanding = Understanding(who, self._today)
        accounts = Accounts(self._mapping, None, patient.place, understanding, self._today, self._agency)
        for row in self._rows(child):
            accounts.row(row, self.tally)
        made = sealed(reference, accounts.drafts, patient.place, who, self._today)
        return Imported(reference, made.case, (*notes, *understanding.problems, *made.problems))

    def _reference(self, patient: _Resource, number: int) -> tuple[str, tuple[Problem, ...]]:
        own = patient.value.get("id")
        digits = "".join(one for one in own if one.isdigit()) if isinstance(own, str) else ""
        if isinstance(own, str) and not is_nhs_number(digits):
            return own, ()
        why = "is an NHS number" if digits else "is missing"
        message = f"The id of this patient {why}, so the case is called patient-{number}."
        return f"patient-{number}", (patient.place.problem("H202", message, severity="warning"),)

    def _rows(self, child: _Child) -> Iterator[Row]:
        numbers: Counter[str] = Counter()
        people: dict[int, str] = {}
        for resource in child.about:
            if resource.kind == "RelatedPerson":
                people[id(resource)] = f"person-{len(people) + 1}"
        for resource in (child.patient, *child.about):
            group = self._groups[resource.kind]
            numbers[resource.kind] += 1
            row = Row(group, numbers[resource.kind], resource.place)
            for name, column in group.columns.items():
                for path in (name, *column.also):
                    for text in said(resource.value, path, column.system):
                        row.cells.setdefault(name, []).append(Cell(text, resource.place))
            if resource.kind == "Encounter":
                came = said(resource.value, "participant.actor.reference") + said(
                    resource.value, "participant.individual.reference"
                )
                words = [people[id(one)] for name in came if (one := self._resolved(name)) and id(one) in people]
                row.cells.update({"attended": [Cell(word, resource.place) for word in words]} if words else {})
            skipped = any(text in values for path, values in group.skip.items() for text in said(resource.value, path))
            ahead = any(_ahead(cell.text, self._today) for cell in row.cells.get("start", ()))
            if skipped or ahead:
                self.tally.left[
                    group.title, f"{group.title} that {'is still to come' if ahead else 'did not take place'}"
                ] += 1
                continue
            yield row

    def _refused(self, code: str, message: str, hint: str | None = None) -> ProblemsFound:
        return ProblemsFound([Problem(code, message, str(self._path), hint=hint)])


def _born(patient: dict[str, Any]) -> datetime.date | None:
    try:
        written = as_date(str(patient.get("birthDate") or ""))
        return datetime.date.fromisoformat((written + "-01-01")[:10] if len(written) == 4 else (written + "-01")[:10])
    except ValueError:
        return None


def _age(born: datetime.date, today: datetime.date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _ahead(text: str, today: datetime.date) -> bool:
    try:
        return as_date(text) > today.isoformat()
    except ValueError:
        return False
