"""Preparing supervision from case files: the files read, earlier records looked at, and the documents made of them.

What the agenda, the case and the team view say is decided in ``supervision``. Cases that are kept in the database are
prepared in ``supervising_kept``; both give the same documents.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.engine.screen import Second
from screening.errors import Problem, ProblemsFound
from screening.forms.checklist import Checklist, read_checklist
from screening.packs import checklists_folder, pack_folder
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack
from screening.services.one_case import usual_day
from screening.store.supervision_chain import Ledger
from screening.supervision.agenda import Agenda, Choices, agenda
from screening.supervision.brought import AwaitedReply, CaseForSupervision
from screening.supervision.case_view import CaseInSupervision, case_in_supervision
from screening.supervision.reflection import Reflection, reflection
from screening.supervision.since_last import look
from screening.supervision.team import TeamView, team_view
from screening.suppressing import FEWEST

CASE_FILES = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Prepared:
    """Cases and rules, ready for supervision. ``warnings``: what is doubtful about the files."""

    cases: tuple[CaseForSupervision, ...]
    pack: Pack
    warnings: tuple[Problem, ...] = ()


def prepare_files(
    paths: Iterable[str], *, as_of: datetime.date | None = None, since: datetime.date | None = None,
    records: str | None = None, locality: str | None = None, pack: str | None = None,
) -> Prepared:  # fmt: skip
    """Read case files for supervision.

    Args:
        paths: case files, and folders of them; ``-`` is standard input.
        as_of: the day to look from; today if not given, and for a training case the day of its last account.
        since: the day of the last supervision; what the records or the case itself tell if not given.
        records: a folder of records of earlier supervisions.
        locality: whose names to use.
        pack: a folder of rules.

    Raises:
        ProblemsFound: with every mistake in every file; where two files are about the same case (U102); where a folder
            has none (U103).
    """
    found: dict[str, tuple[str, CaseForSupervision]] = {}
    problems: list[Problem] = []
    warnings: list[Problem] = []
    opened: Pack | None = None
    try:
        opened = open_pack(pack_folder(pack), locality)
    except ProblemsFound as wrong:
        problems.extend(wrong.problems)
    for path in _files(paths, problems):
        try:
            read = read_case(path)
            brought = _brought(read.case, as_of, since, records)
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
            continue
        warnings.extend(read.warnings)
        reference = brought.case.case
        if reference in found:
            hint = "Put everything that is told of one family into one file."
            message = f"Case {reference} is in {found[reference][0]} already."
            problems.append(Problem("U102", message, str(path), hint=hint))
        found.setdefault(reference, (str(path), brought))
    if problems or opened is None:
        raise ProblemsFound(problems)
    return Prepared(tuple(brought for _, brought in found.values()), opened, tuple(warnings))


def agenda_of(prepared: Prepared, choices: Choices | None = None, *, both_channels: bool = True) -> Agenda:
    """The agenda of the cases.

    Raises:
        ProblemsFound: a choice names what there is not.
    """
    return agenda(prepared.cases, prepared.pack, choices, _second(both_channels))


def case_of(
    prepared: Prepared, allocated: datetime.date | None = None, *, both_channels: bool = True
) -> CaseInSupervision:
    """The one case that was prepared, in depth.

    Raises:
        ValueError: there is not just one.
    """
    (brought,) = prepared.cases
    return case_in_supervision(brought, prepared.pack, _checklist(), allocated, _second(both_channels))


def team_of(prepared: Prepared, fewest: int = FEWEST, *, both_channels: bool = True) -> TeamView:
    """What the cases lack, taken together.

    Raises:
        ProblemsFound: there is no case.
    """
    return team_view(prepared.cases, prepared.pack, fewest=fewest, second=_second(both_channels))


def reflection_of(prepared: Prepared) -> Reflection:
    """What to think about in the one case that was prepared.

    Raises:
        ValueError: there is not just one.
    """
    (brought,) = prepared.cases
    return reflection(look(brought, prepared.pack, None).now.findings, prepared.pack, _checklist())


def with_records(brought: CaseForSupervision, ledger: Ledger) -> CaseForSupervision:
    """A case with what the records of its earlier supervisions bring back.

    Args:
        brought: the case; a day of the last supervision that it has already stays.
        ledger: where its records are.

    Raises:
        ProblemsFound: the records do not hold together.
    """
    from screening.services.recording import book_of, for_the_agenda
    from screening.supervision.escalating import waiting

    book = book_of(ledger)
    held = max((one.record.held_on for one in book.records if one.record.held_on < brought.as_of), default=None)
    awaited = tuple(
        AwaitedReply(
            case=one.case, id=f"record-{one.record}-{one.step.id}", step=one.step.step, to=one.step.to,
            taken_on=one.step.taken_on, reply_due=one.step.reply_due, says=one.says,
        )
        for one in waiting(book, brought.as_of)
        if one.open
    )  # fmt: skip
    return brought.model_copy(
        update={
            "since": brought.since or held,
            "outstanding": for_the_agenda(book, brought.as_of),
            "awaited": awaited,
        }
    )


def _files(paths: Iterable[str], problems: list[Problem]) -> Iterator[Path | str]:
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path if path == "-" else Path(path)
            continue
        inside = sorted(one for one in Path(path).iterdir() if one.suffix in CASE_FILES and one.is_file())
        if not inside:
            problems.append(Problem("U103", "This folder holds no case file.", path))
        yield from inside


def _brought(
    case: CaseFile, as_of: datetime.date | None, since: datetime.date | None, records: str | None
) -> CaseForSupervision:
    day = as_of or usual_day(case)
    if records is None:
        return CaseForSupervision(case=case, as_of=day, since=since)
    from screening.supervision.folder import FolderLedger, cases_in

    cases_in(Path(records))
    return with_records(CaseForSupervision(case=case, as_of=day, since=since), FolderLedger(Path(records), case.case))


def _second(both_channels: bool) -> Second | None:
    if not both_channels:
        return None
    from screening.engine.second.opinion import second_opinion

    return second_opinion


def _checklist() -> Checklist | None:
    path = checklists_folder() / "supervision.yaml"
    return read_checklist(path) if path.is_file() else None
