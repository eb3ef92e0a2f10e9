"""The console that commands print to: as wide as the window, plain where the output is piped or written to a file."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 100
"""Width of a line where there is no window to ask."""


def console() -> Console:
    """A console on standard output. A pipe gets plain text of a fixed width."""
    from rich.console import Console

    if sys.stdout.isatty():
        return Console(width=min(shutil.get_terminal_size().columns, 140), highlight=False)
    return Console(width=PLAIN_WIDTH, highlight=False, force_terminal=False, no_color=True)


def to_text(show: Callable[[Console], None]) -> str:
    """What would be printed to a pipe, as text."""
    from rich.console import Console

    buffer = io.StringIO()
    show(Console(file=buffer, width=PLAIN_WIDTH, highlight=False, force_terminal=False, no_color=True))
    return buffer.getvalue()
