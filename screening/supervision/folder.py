"""A folder of records on disk: one file of JSON lines for each case, and ``ends.json``, which notes where each ends.

A file is written anew beside its place, flushed to the disk and put there in one move: there is always the old one or
the new one, whole, and what was acknowledged is on the disk. ``ends.json`` shows when a file, or the end of one, has
gone. Somebody who may write to the folder could make all of it anew: keep a copy of ``ends.json`` somewhere else.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from screening.errors import Problem, ProblemsFound
from screening.store.supervision_chain import START, End, Entry, EntryKind, canonical, digest, first_break, following
from screening.supervision.casebook import read_casebook
from screening.supervision.chain_lines import entry_in, line_of
from screening.supervision.locking_out import alone_in
from screening.supervision.record import Sha256

BROKEN, MISSING_FILE, NO_FOLDER = "U321", "U322", "U325"
ENDS: Final = "ends.json"

_PLAIN: Final = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,63}")
_HINT: Final = "Copy the folder to a safe place before anything else, then look at your last backup of it."


class _Noted(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: str
    number: Annotated[int, Field(ge=0)]
    hash: Sha256


_NOTES: Final[TypeAdapter[dict[str, _Noted]]] = TypeAdapter(dict[str, _Noted])


def file_name(case: str) -> str:
    """The name of a case's file: its reference, with a few digits of its hash where it has other signs or letters."""
    if _PLAIN.fullmatch(case):
        return f"{case}.jsonl"
    plain = re.sub(r"[^a-z0-9]+", "-", case.lower()).strip("-")[:40]
    return f"{plain or 'case'}-{digest(case)[:8]}.jsonl"


class FolderLedger:
    """One case's chain in a folder.

    Args:
        folder: of the records; it is made when something is first added.
        case: the reference of the case.
        clock: what time it is, in UTC.
    """

    def __init__(
        self, folder: Path, case: str,
        clock: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:  # fmt: skip
        self._folder = folder
        self._case = case
        self._clock = clock

    @property
    def case(self) -> str:
        """The reference of the case."""
        return self._case

    @property
    def _path(self) -> Path:
        return self._folder / file_name(self._case)

    def alone(self) -> AbstractContextManager[None]:
        """Keep other processes from adding to the folder meanwhile.

        Raises:
            ProblemsFound: the folder cannot be used, or somebody else holds it for too long.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as wrong:
            raise _unusable(self._folder, wrong) from None
        return alone_in(self._folder)

    def entries(self) -> tuple[Entry, ...]:
        """Every entry in order.

        Raises:
            ProblemsFound: the file cannot be read, or a line is not as it was written.
        """
        lines = _bytes_of(self._path).split(b"\n")
        found = []
        for number, line in enumerate(lines[:-1], 1):
            entry = entry_in(line)
            if entry is None:
                raise _broken(self._path, "This line was changed.", number)
            found.append(entry)
        if lines[-1]:
            raise _broken(self._path, "This line is cut short.", len(lines))
        return tuple(found)

    def end(self) -> End:
        """Where the chain ended when it was last added to.

        Raises:
            ProblemsFound: the note of it is missing or changed.
        """
        noted = _notes(self._folder).get(self._case)
        if noted is None and self._path.exists():
            raise _broken(self._folder / ENDS, f"The note of where {self._path.name} ends is missing.")
        return End(noted.number, noted.hash) if noted is not None else End()

    def append(self, kind: EntryKind, body: str, by: str | None) -> Entry:
        """Add an entry. It is on the disk when this returns.

        Raises:
            ProblemsFound: the file cannot be written.
        """
        before = self.entries()
        last = End(before[-1].number, before[-1].hash) if before else End()
        entry = following(last, kind, self._clock(), by, body)
        try:
            if not before:
                # Noted first: so that a file without a note is never what a crash has left.
                self._note(End())
            _write(self._path, "".join(f"{line_of(one)}\n" for one in (*before, entry)))
            self._note(End(entry.number, entry.hash))
        except OSError as wrong:
            raise _unusable(self._folder, wrong) from None
        return entry

    def _note(self, end: End) -> None:
        notes = _notes(self._folder)
        notes[self._case] = _Noted(file=self._path.name, number=end.number, hash=end.hash)
        _write(self._folder / ENDS, _text_of(notes))


def cases_in(folder: Path) -> tuple[str, ...]:
    """The references of the cases that a folder has records of.

    Raises:
        ProblemsFound: there is no such folder, or its notes were changed.
    """
    if not folder.is_dir():
        hint = "screening supervise record keep makes it when the first record is kept."
        raise ProblemsFound([Problem(NO_FOLDER, "There is no such folder of records.", str(folder), hint=hint)])
    return tuple(sorted(_notes(folder)))


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """Everything that does not hold together in a folder of records; empty if nothing was found.

    Raises:
        ProblemsFound: there is no such folder.
    """
    if not folder.is_dir():
        cases_in(folder)
    try:
        notes = _notes(folder)
    except ProblemsFound as found:
        return found.problems
    problems = []
    for case in sorted(notes):
        problems += _check_case(FolderLedger(folder, case), folder / file_name(case), notes[case])
    known = {file_name(case) for case in notes}
    for path in sorted(folder.glob("*.jsonl")):
        if path.name not in known:
            problems += _broken(path, f"{ENDS} does not know this file.").problems
    return tuple(problems)


def _check_case(ledger: FolderLedger, path: Path, noted: _Noted) -> list[Problem]:
    if noted.number and not path.exists():
        hint = f"If it was deleted because its time was over, take its line out of {ENDS}. If not, look at your backup."
        message = f"The records of case {ledger.case} are missing: there were {noted.number} entries."
        return [Problem(MISSING_FILE, message, str(path), hint=hint)]
    try:
        entries = ledger.entries()
    except ProblemsFound as found:
        return list(found.problems)
    wrong = first_break(entries, End(noted.number, noted.hash))
    if wrong is not None:
        return list(_broken(path, wrong.why, wrong.number).problems)
    return [Problem(one.code, one.message, str(path)) for one in read_casebook(ledger.case, entries)[1]]


def _notes(folder: Path) -> dict[str, _Noted]:
    text = _bytes_of(folder / ENDS)
    if not text:
        return {}
    try:
        notes = _NOTES.validate_python(json.loads(text))
    except (ValidationError, ValueError, RecursionError):
        notes = None
    # Only what this program writes is a note: a file's own name, and no hash before there is an entry.
    fit = notes is not None and all(
        one.file == file_name(case) and (one.number > 0 or one.hash == START) for case, one in notes.items()
    )
    if notes is None or not fit or _text_of(notes).encode() != text:
        raise _broken(folder / ENDS, "The notes of where the files end were changed.")
    return notes


def _text_of(notes: dict[str, _Noted]) -> str:
    # A line for each case, so that one can be taken out when a case was deleted.
    lines = [f"{canonical(case)}:{canonical(notes[case].model_dump())}" for case in sorted(notes)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as wrong:
        raise _unusable(path, wrong) from None


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    # A folder cannot be opened everywhere; where it can, the move is safe once it is flushed.
    with contextlib.suppress(PermissionError):
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _broken(path: Path, message: str, line: int | None = None) -> ProblemsFound:
    return ProblemsFound([Problem(BROKEN, message, str(path), line, hint=_HINT)])


def _unusable(path: Path, wrong: OSError) -> ProblemsFound:
    return ProblemsFound([Problem(NO_FOLDER, f"The records cannot be read or written: {wrong.strerror}.", str(path))])
