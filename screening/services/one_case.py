"""Screening one case: the pack opened, the case read, the lens checked, both channels asked."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import dataclass
from pathlib import Path

from screening.case.account import CaseFile
from screening.case.reading import read_case
from screening.engine.document import Lens, Screening
from screening.engine.screen import screen
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.packs import pack_folder
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack


@dataclass(frozen=True)
class Opened:
    """A case and a pack, ready to be screened.

    Attributes:
        as_of: the day to screen on: the one asked for; for a training case the day of its last account; else today.
        warnings: what is doubtful about the case file.
    """

    case: CaseFile
    pack: Pack
    as_of: datetime.date
    warnings: tuple[Problem, ...]


def open_case(
    path: str, as_of: datetime.date | None = None, locality: str | None = None, folder: str | None = None
) -> Opened:
    """Read a case file and open the pack; mistakes in either are all reported together.

    Raises:
        ProblemsFound: with everything that is wrong.
    """
    problems: list[Problem] = []
    read = pack = None
    try:
        read = read_case(Path(path) if path != "-" else path)
    except ProblemsFound as found:
        problems.extend(found.problems)
    try:
        pack = open_pack(pack_folder(folder), locality)
    except ProblemsFound as found:
        problems.extend(found.problems)
    if read is None or pack is None:
        raise ProblemsFound(problems)
    return Opened(read.case, pack, as_of or usual_day(read.case), read.warnings)


def usual_day(case: CaseFile) -> datetime.date:
    """The day to screen on where none is asked for: of a training case that of its last account; else today."""
    days = [account.day for account in case.all_accounts if account.day is not None]
    if case.training and days:
        return datetime.date.fromordinal(max(days))
    return datetime.date.today()


def prepare_second_channel() -> None:
    """Start the second channel's process now, so that it is ready by the time that the case has been read."""
    from screening.engine.durable.process import ChannelUnavailable, shared_channel

    # Why it cannot be started is said by the screening, which asks it again.
    with contextlib.suppress(ChannelUnavailable):
        shared_channel().start()


def screen_case(opened: Opened, lens: Lens, *, both_channels: bool = True) -> Screening:
    """Screen an opened case; with both channels unless told otherwise.

    Raises:
        ProblemsFound: the lens names an agency or a fact that the case does not have.
    """
    check_agencies(opened.case, lens)
    second = None
    if both_channels:
        from screening.engine.second.opinion import second_opinion

        second = second_opinion
    return screen(opened.case, opened.pack, opened.as_of, lens, second)


def check_agencies(case: CaseFile, lens: Lens) -> None:
    """Refuse a lens on an agency that told nothing and knew nothing in this case.

    Raises:
        ProblemsFound: with the agencies that there are.
    """
    known = sorted({name for one in case.all_accounts for name in (one.agency, *one.known_to) if name})
    problems = []
    for agency in lens.known_to:
        if agency not in known:
            near = did_you_mean(agency, known)
            hint = f'Did you mean "{near}"?' if near else f"There are: {', '.join(known) or 'none'}."
            problems.append(Problem("V104", f'No account in this case is from or known to "{agency}".', hint=hint))
    if problems:
        raise ProblemsFound(problems)
