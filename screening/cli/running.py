"""Runs the command line and turns whatever goes wrong into a clear message and the right exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click

from screening.errors import Problem, ProblemsFound

CONTENT, USE, DISAGREEMENT, STOPPED, PIPE_CLOSED = 1, 2, 3, 130, 141
_BY_SIGNAL = 128
"""A shell adds the number of the signal to this when it tells of a program that was ended."""

_ENDING = ("SIGTERM", "SIGHUP")
"""What the system says when it shuts down, a time limit is over or the terminal is closed."""
_AGAIN = 0.3
"""Seconds after which a command that is not yet on its way out is told again."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    A command that is ended from outside tidies up as with Ctrl-C: scratch copies of case data do not stay behind.
    """
    ended = _ending_on_signals() if hasattr(signal, "setitimer") else []
    try:
        code = run(list(sys.argv[1:] if arguments is None else arguments))
    except BaseException:
        # A library in the middle of something may turn the end into a mistake of its own.
        if not ended:
            raise
        click.echo("Stopped from outside.", err=True)
        code = _BY_SIGNAL + ended[0]
    if ended:
        signal.setitimer(signal.ITIMER_REAL, 0)
    sys.exit(code)


def _ending_on_signals() -> list[int]:
    """Let a signal end the command by an exception, so that all is tidied up; gives a list for the signals that came.

    A library in the middle of something may swallow that exception, so it is raised again until the command is on its
    way out; from then on it is left alone.
    """
    came: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGALRM:
            came.append(number)
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)
        if sys.exc_info()[1] is None:
            sys.exit(_BY_SIGNAL + came[0])

    for name in _ENDING:
        sign = getattr(signal, name)
        if signal.getsignal(sign) is signal.SIG_DFL:
            signal.signal(sign, end)
    signal.signal(signal.SIGALRM, end)
    return came


def run(arguments: list[str]) -> int:
    """Run the command line; gives the exit code."""
    # Validation is nobody else's to watch, and looking for plugins takes longer than checking a case.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from screening.cli.app import app

    try:
        if "_SCREENING_COMPLETE" in os.environ:
            app.main(arguments, prog_name="screening", complete_var="_SCREENING_COMPLETE")
        # Not through main: it would turn a closed pipe into the exit code for mistakes in the content.
        with app.make_context("screening", arguments) as context:
            code = app.invoke(context)
        sys.stdout.flush()
    except ProblemsFound as found:
        show_problems(found.problems)
        return CONTENT
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else asked.message)
        return 0
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing was changed.", err=True)
        return STOPPED
    except BrokenPipeError:
        # The interpreter would complain once more when it flushes at the end; it has nowhere to complain to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code if isinstance(code, int) else 0


def show_problems(problems: Sequence[Problem]) -> None:
    """Print problems to standard error, one to a line, with a count where there are several."""
    for problem in problems:
        click.echo(problem.render(), err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    if errors > 1:
        click.echo(f"{errors} mistakes.", err=True)
