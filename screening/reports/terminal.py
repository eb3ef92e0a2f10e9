"""The terminal: what the command prints. Width, wrapping and plain signs are the sheet's; the order is the layout's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screening.engine.document import AccountLine, Screening
from screening.reports.comparing import arrange_comparison
from screening.reports.explaining import arrange_explanations
from screening.reports.layout import arrange
from screening.reports.replaying import arrange_replay
from screening.reports.sheet import Sheet
from screening.reports.terminal_outlines import write_outlines
from screening.reports.terminal_screening import write_questions, write_screening

if TYPE_CHECKING:
    from rich.console import Console

    from screening.engine.compare import Comparison
    from screening.engine.explain import Explanation
    from screening.engine.replay import Replay


def print_screening(screening: Screening, console: Console, *, show_all: bool = False) -> None:
    """The screening; with ``show_all`` every finding opened out, every question, policy and source."""
    write_screening(Sheet(console), arrange(screening), show_all)


def print_questions(screening: Screening, console: Console, *, show_all: bool = False) -> None:
    """Only what to ask, the questions that would settle most first."""
    write_questions(Sheet(console), arrange(screening), show_all)


def print_comparison(comparison: Comparison, console: Console) -> None:
    """What opened, changed and was settled between two screenings."""
    write_outlines(Sheet(console), (arrange_comparison(comparison),))


def print_replay(replay: Replay, console: Console) -> None:
    """What could be known at each date, and by whom."""
    write_outlines(Sheet(console), (arrange_replay(replay),))


def print_explanation(explanation: Explanation, console: Console, accounts: Iterable[AccountLine] = ()) -> None:
    """One rule for one subject, test by test. See ``print_explanations``."""
    print_explanations((explanation,), console, accounts)


def print_explanations(
    explanations: Iterable[Explanation], console: Console, accounts: Iterable[AccountLine] = ()
) -> None:
    """One rule for every subject, test by test.

    Args:
        explanations: of one rule.
        console: where they are written.
        accounts: those of a screening of the same case, so that it can be said who told what.
    """
    write_outlines(Sheet(console), arrange_explanations(explanations, accounts))
