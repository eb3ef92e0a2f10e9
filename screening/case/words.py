"""Building blocks of the fact dictionary: the types a fact can have, and what every fact must say about itself.

Entities (child, person, injury and the rest) are written with these in the sibling modules. What a fact means to a
rule, and how several tellings of it are folded, is left to ``told`` and to the conditions package.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, StringConstraints, Tag, WithJsonSchema

OverTime = Literal["enduring", "changing", "step"]
"""How a fact behaves over time.

``enduring``: true or not, whoever tells it and whenever (a date of birth); every account of it counts.
``changing``: can be different next month (mobility); the latest account counts, and any told shortly before it.
``step``: something that gets done or moves on (a medical, a referral's outcome); only the latest account counts.
"""

Asked = Literal[
    "parents", "child", "family", "own-record", "health-visitor", "midwife", "gp", "hospital", "paediatrician",
    "school-or-nursery", "social-worker", "police", "adult-services", "housing", "supervisor", "meeting-chair",
    "other-agency",
]  # fmt: skip
"""Who could answer a question."""

Source = Literal["observed", "child", "carer", "family", "professional", "record"]
NotKnownReason = Literal["not-asked", "declined", "not-known", "awaiting"]

TextKind = Literal["word", "reference", "date", "text"]


@dataclass(frozen=True)
class Written:
    """Marks a type as one of the kinds of text that a fact can be; it travels in the annotation."""

    kind: TextKind


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WORD = re.compile(r"[a-z][a-z0-9-]{1,63}")


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError('An id is a short word of letters, digits, hyphens and underscores, such as "partner-2".')
    return text


def _agency(text: str) -> str:
    if not _WORD.fullmatch(text):
        hint = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        usable = f' Did you mean "{hint}"?' if _WORD.fullmatch(hint) else ""
        raise ValueError(f'An agency is written in small letters with hyphens, such as "health-visiting".{usable}')
    return text


Id = Annotated[
    str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"}), Written("reference")
]
"""A local word for one thing in one case file: ``robyn``, ``partner-2``, ``i1``. Never a name that identifies."""

Agency = Annotated[
    str, AfterValidator(_agency), WithJsonSchema({"type": "string", "pattern": f"^{_WORD.pattern}$"}), Written("word")
]
"""An agency or service as a word: ``health-visiting``, ``gp``, ``nursery``. Local agencies may be added freely."""

Note = Annotated[str, StringConstraints(max_length=4000), Written("text")]
"""Free text for people. It is kept with the case and never read by a rule."""

_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@lru_cache(maxsize=65536)
def date_span(text: str) -> tuple[int, int]:
    """First and last day that ``2020``, ``2020-05`` or ``2020-05-04`` can mean, as proleptic ordinals.

    Raises:
        ValueError: the text is not such a date.
    """
    match = _PARTIAL_DATE.fullmatch(text)
    if not match:
        raise ValueError('A date is written like "2020-05-04", or "2020-05" or "2020" where no more is known.')
    year, month, day = (None if part is None else int(part) for part in match.groups())
    if year is None or not 1900 <= year <= 2200:
        raise ValueError("The year of a date lies between 1900 and 2200.")
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValueError(f'There is no such day as "{text}".') from None
    if day:
        return first.toordinal(), first.toordinal()
    following = datetime.date(year + 1, 1, 1) if not month or month == 12 else datetime.date(year, month + 1, 1)
    return first.toordinal(), following.toordinal() - 1


def _partial_date(text: str) -> str:
    date_span(text)
    return text


When = Annotated[
    str,
    AfterValidator(_partial_date),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
    Written("date"),
]
"""A date in ISO form, to the day, the month or the year."""

T = TypeVar("T")


def _shape(value: Any) -> str:
    return "list" if isinstance(value, list) else "mapping"


Members = Annotated[
    Annotated[dict[Id, T], Tag("mapping")] | Annotated[list[T], Tag("list")],
    Discriminator(_shape),
]
"""Several of one kind of thing. A mapping of ids adds to what is known; a YAML list tells them all ("told in full")."""


@dataclass(frozen=True)
class Fact:
    """What one field of the dictionary says about itself; it travels in the field's annotation.

    Attributes:
        question: as a practitioner would be asked it.
        help: one or two sentences that make it answerable; may be empty.
        over_time: see ``OverTime``.
        ask: who could answer, the likeliest first.
        labels: words for values that do not read well as they stand (hyphens become spaces otherwise).
        identifies: the fact only says who somebody is, so on its own it opens no rule.
        future: the date may lie ahead (a due date, a promise).
        private: a note for people; no rule may read it.
        refers_to: the list that an id in this field points to, for instance ``people``.
    """

    question: str
    help: str = ""
    over_time: OverTime = "enduring"
    ask: tuple[Asked, ...] = ("own-record",)
    labels: tuple[tuple[str, str], ...] = ()
    identifies: bool = False
    future: bool = False
    private: bool = False
    refers_to: str | None = None


class Entity(BaseModel):
    """Base of every entity: frozen, closed, every field optional and without a default value of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
