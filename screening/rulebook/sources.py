"""The documents that the rules learn from, and the proof that each lesson stands where its citation says.

A source file carries what a document teaches, row by row, in our own words, and never the document's sentences. So that
a citation can be checked against the document itself, each row pins the passage it rests on by a fingerprint:

1. Read the document as UTF-8 text.
2. Fold it: replace every run of white space (spaces, tabs, line ends, in the Unicode sense) by one space and strip
   both ends. Nothing else is changed, neither case nor punctuation nor mark-up.
3. The passage is the ``length`` characters (Unicode code points) of the folded text that begin at offset ``at``,
   counted from 0.
4. Its fingerprint is the SHA-256 of the passage encoded as UTF-8, in lower-case hexadecimal.

A passage that no longer stands at its offset is searched for at the start of every word. Whoever holds the document can
repeat all this with a few lines of any language. What the rules make of the rows is left to the rule models, and what
the policies named in them are called in a place to ``policies``.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

RowKind = Literal[
    "family-message", "good-practice", "learning-point", "pattern", "practice-gap", "recommendation", "risk-indicator",
    "system-improvement",
]  # fmt: skip
Audience = Literal["practitioner", "supervisor", "trainer", "partnership"]
Delivery = Literal["rule", "checklist", "scenario", "governance", "strength", "policy-link"]

RowId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-\d{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(min_length=20, max_length=400, strip_whitespace=True)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(_Frozen):
    """Fingerprint and place of the passage that a row rests on, as the module's first paragraphs say."""

    sha256: Sha256
    at: int = Field(ge=0)
    length: int = Field(gt=0)


class LearningRow(_Frozen):
    """One thing that a document teaches, in our own words.

    Attributes:
        locator: where in the document it stands, as a reader would look for it.
        when: the situation it speaks of; none where it speaks of services at large.
        needs: the kinds of information it turns on, as first noted down. The fact dictionary is the authority on facts.
        prompts: questions that it leads to.
        who: whom it is for.
        delivery: in which forms it can reach them.
        policies: ids of the policies, procedures, tools and services it names.
        related: rows that bear on the same point.
        restates: the row that this one says again.
        no_rule: why no rule cites it although it could be one; some other form carries it then.
        declined: why nothing carries it.
    """

    id: RowId
    locator: Text
    kind: RowKind
    summary: Text
    when: Text | None
    needs: tuple[str, ...]
    prompts: tuple[Text, ...]
    who: tuple[Audience, ...]
    delivery: tuple[Delivery, ...]
    policies: tuple[str, ...]
    related: tuple[RowId, ...] = ()
    restates: RowId | None = None
    no_rule: Reason | None = None
    declined: Reason | None = None
    passage: Passage


class SourceDocument(_Frozen):
    """The document itself, which is not carried along: the name it was read under and the SHA-256 of its bytes."""

    file: Text
    sha256: Sha256


class Source(_Frozen):
    """One document and all that it teaches.

    Attributes:
        cite_as: short name for a citation.
        published: day of publication, where the document bears one.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    cite_as: Text
    publisher: Text
    published: datetime.date | None
    kind: Text
    document: SourceDocument
    learning: tuple[LearningRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        twice = sorted(row for row, count in Counter(row.id for row in self.learning).items() if count > 1)
        if twice:
            raise ValueError(f"Each row has an id of its own; used more than once: {', '.join(twice)}.")
        return self


class Outcome(StrEnum):
    """What came of looking for a row's passage."""

    INTACT = "intact"
    MOVED = "moved"
    NOT_FOUND = "not found"
    DOCUMENT_MISSING = "document missing"


class RowCheck(_Frozen):
    """The result for one row.

    Attributes:
        document: name of the file that was looked in; none if the document is missing.
        at: where in the folded text the passage now begins; none if it was not found.
    """

    row: RowId
    outcome: Outcome
    document: str | None = None
    at: int | None = None


def fold(text: str) -> str:
    """The text with every run of white space turned into one space and none at either end."""
    return re.sub(r"\s+", " ", text).strip()


def verify(source: Source, folder: Path) -> list[RowCheck]:
    """Look for every row's passage in the source's document; one result per row, in the register's order.

    In ``folder`` the document is the file of that name, else a file with the same bytes under another name, else the
    ``.txt`` file in which most passages are found, provided that at least half of them are.
    """
    found = _document(source, folder)
    if found is None:
        return [RowCheck(row=row.id, outcome=Outcome.DOCUMENT_MISSING) for row in source.learning]
    return _checks(source.learning, found)


def _document(source: Source, folder: Path) -> Path | None:
    """The file of ``folder`` that is the source's document, if any is."""
    named = folder / source.document.file
    if named.is_file():
        return named
    files = sorted(path for path in folder.glob("*") if path.is_file())
    for path in files:
        if hashlib.sha256(path.read_bytes()).hexdigest() == source.document.sha256:
            return path
    hits = {path: _hits(source.learning, path) for path in files if path.suffix == ".txt"}
    best = max(hits, key=lambda path: hits[path], default=None)
    # One or two short passages may stand in any document of this field. Half is our choice.
    return best if best is not None and hits[best] * 2 >= len(source.learning) else None


def _hits(rows: Iterable[LearningRow], path: Path) -> int:
    return sum(check.at is not None for check in _checks(rows, path))


def _checks(rows: Iterable[LearningRow], path: Path) -> list[RowCheck]:
    text = fold(path.read_text(encoding="utf-8", errors="replace"))
    # A passage may open with a quotation mark or follow one, so a word also starts at or after punctuation.
    starts = [match.start() for match in re.finditer(r"(?<!\w)\S", text)]
    checks = []
    for row in rows:
        at = _place(row.passage, text, starts)
        outcome = Outcome.NOT_FOUND if at is None else Outcome.INTACT if at == row.passage.at else Outcome.MOVED
        checks.append(RowCheck(row=row.id, outcome=outcome, document=path.name, at=at))
    return checks


def _place(passage: Passage, text: str, starts: list[int]) -> int | None:
    """Where the passage begins in the folded text: at its offset, else at the first word start where it stands."""
    for at in (passage.at, *starts):
        if hashlib.sha256(text[at : at + passage.length].encode()).hexdigest() == passage.sha256:
            return at
    return None
