"""Shows on standard error how far a long run has come, where somebody is watching; a pipe or a log gets nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def followed(title: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    """The items as they come, with a bar that says how many of the total there have been."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(title, total=total)
        for item in items:
            yield item
            progress.advance(task)


def followed_steps(title: str, steps: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The steps as they are done, each with its number and how many there are; a bar follows them."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(title, total=None)
        for done, total in steps:
            progress.update(task, completed=done, total=total)
            yield done, total
