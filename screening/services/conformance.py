"""Conformance over everything that came along and over generated cases, one step at a time so that progress shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.case.reading import read_case
from screening.engine.conformance import Difference, generated
from screening.engine.document import Disagreement
from screening.engine.durable.process import DurableChannel
from screening.engine.screen import screen
from screening.engine.second.frames import Answers, Request
from screening.engine.second.opinion import SECONDS, second_opinion
from screening.rulebook.pack import Pack


@dataclass
class Counts:
    """What has been compared so far.

    Attributes:
        unavailable: why the second channel could not answer, where it could not.
    """

    shipped: int = 0
    generated: int = 0
    standings: int = 0
    disagreements: list[tuple[str, Disagreement]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    unavailable: str | None = None


def shipped_days(folder: Path) -> list[tuple[Path, datetime.date]]:
    """Every shipped scenario with every day on which something was told in it."""
    found: list[tuple[Path, datetime.date]] = []
    for path in sorted((folder / "scenarios").glob("*.yaml")):
        days = {account.day for account in read_case(path).case.all_accounts if account.day is not None}
        found.extend((path, datetime.date.fromordinal(day)) for day in sorted(days))
    return found


def compare_shipped(pack: Pack, days: Sequence[tuple[Path, datetime.date]], counts: Counts) -> Iterator[None]:
    """Screen every shipped case on each of its days with both channels; yields after each."""
    for path, day in days:
        screening = screen(read_case(path).case, pack, day, second=second_opinion)
        counts.shipped += 1
        counts.standings += len(screening.standings)
        counts.unavailable = counts.unavailable or screening.checked.note
        counts.disagreements.extend((f"{path.stem} on {day}", one) for one in screening.checked.disagreements)
        yield


def compare_generated(seed: int, cases: int, conditions: int, counts: Counts) -> Iterator[None]:
    """Decide generated conditions on generated cases with both channels; yields after each case.

    Raises:
        ChannelUnavailable: the second channel crashed, hung or is not installed.
    """
    with DurableChannel() as channel:

        def decide(requests: list[Request]) -> Answers:
            return channel.decide_all(requests, SECONDS)

        for differences in generated(seed, cases, decide, conditions=conditions):
            counts.generated += 1
            counts.standings += conditions
            counts.differences.extend(differences)
            yield
