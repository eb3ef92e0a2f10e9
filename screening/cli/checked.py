"""Says how a screening was checked, and with which exit code a command that screened leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from screening.cli.running import DISAGREEMENT

if TYPE_CHECKING:
    from screening.engine.document import Checked


def leave(all_checked: Iterable[Checked]) -> int:
    """Warn where only one channel could be asked or where the two disagree; gives the exit code."""
    code = 0
    said: set[str] = set()
    for checked in all_checked:
        warnings = [f"checked by one channel only: {checked.note}"] if checked.channels == 1 else []
        warnings += [
            f"the two channels do not agree on {one.rule}{f' {one.subject}' if one.subject else ''}: "
            f"{one.evaluator} and {one.durable}; the stronger is kept"
            for one in checked.disagreements
        ]
        for warning in warnings:
            if warning not in said:
                click.echo(f"warning: {warning}", err=True)
            said.add(warning)
        code = DISAGREEMENT if checked.disagreements else code
    return code
