"""Options that several commands share, each defined once, and the way in which results leave a command."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from screening.writing import write_whole, write_whole_bytes

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])


class _Day(click.ParamType[datetime.date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        if value == "today":
            return datetime.date.today()
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is no date. Write it like 2026-03-01.', param, ctx)


DAY = _Day()


def examples(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def case_argument(function: F) -> F:
    """The case file."""
    return click.argument("case", type=click.Path(allow_dash=True))(function)


def as_of_option(function: F) -> F:
    """The day to look from."""
    return click.option(
        "--as-of", type=DAY, metavar="DATE",
        help="As known on this day. Without it: today; for a training case, the day of its last account.",
    )(function)  # fmt: skip


def pack_options(function: F) -> F:
    """Which rules, in whose words."""
    place = click.option("--locality", metavar="PLACE", help="Whose names and addresses to use, such as kent.")
    return pack_option(place(function))


def pack_option(function: F) -> F:
    """Which rules."""
    return click.option("--pack", metavar="FOLDER", help="A folder of rules instead of the ones that came along.")(
        function
    )


def checklists_option(function: F) -> F:
    """Which checklists and scenarios."""
    return click.option(
        "--checklists", metavar="FOLDER", help="A folder of checklists, with scenarios in it, instead of those here."
    )(function)


def lens_options(function: F) -> F:
    """Views of the case; the command is given them as one ``lens``."""

    @functools.wraps(function)
    def with_lens(*, known_to: tuple[str, ...], face_value: bool, what_if: tuple[str, ...], **given: Any) -> Any:
        from screening.engine.document import Lens

        return function(lens=Lens(known_to=known_to, face_value=face_value, what_if=_pairs(what_if)), **given)

    options = (
        click.option(
            "--known-to", multiple=True, metavar="AGENCY",
            help="Only what this agency told or knew. Several times: what they knew together.",
        ),
        click.option(
            "--face-value", is_flag=True,
            help="Set aside what only a parent, carer or family member told and nothing bears out.",
        ),
        click.option(
            "--what-if", "what_if", multiple=True, metavar="PATH=VALUE",
            help="Suppose a fact to be otherwise. May be given several times.",
        ),
    )  # fmt: skip
    wrapped: Any = with_lens
    for option in reversed(options):
        wrapped = option(wrapped)
    # click gives back a function of the same kind, and says so of none.
    return wrapped  # type: ignore[no-any-return]


def _pairs(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    for one in given:
        if "=" not in one:
            raise click.UsageError(f'--what-if needs PATH=VALUE, such as children.sam.mobility=walking; got "{one}".')
    return tuple((path.strip(), value.strip()) for path, _, value in (one.partition("=") for one in given))


def fault_option(function: F) -> F:
    """Hidden: breaks the second channel on purpose, so that tests can see what happens."""
    return click.option(
        "--inject-fault", hidden=True, type=click.Choice(["crash", "hang", "missing", "wrong"]),
        callback=_inject, expose_value=False,
    )(function)  # fmt: skip


def _inject(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        import os

        os.environ["SCREENING_INJECT_FAULT"] = value


_FORMS = ("terminal", "json", "html", "markdown")
_FILES = ("pdf", "docx")
"""Forms that no terminal can show."""


def format_option(function: F) -> F:
    """How to show the result."""
    return click.option(
        "--format", "form", type=click.Choice(_FORMS), default="terminal",
        show_default=True, help="How to show it; html is one file for reading and printing.",
    )(function)  # fmt: skip


def document_format_option(function: F) -> F:
    """How to show the result, where it can be printed as a document too; needs ``output_option``."""
    return click.option(
        "--format", "form", type=click.Choice((*_FORMS, *_FILES)), default="terminal", show_default=True,
        help="How to show it; html is one file for reading and printing, pdf is for paper, docx for pasting into a "
        "case system. The last two need --output.",
    )(function)  # fmt: skip


def check_goes_to_file(form: str, output: str | None) -> None:
    """Refuse a form that no terminal can show where no file is named.

    Raises:
        click.UsageError: with what to add.
    """
    if form in _FILES and output is None:
        raise click.UsageError(f"A {form.upper()} goes to a file. Add --output, such as --output screening.{form}.")


def output_option(function: F) -> F:
    """Where to write."""
    return click.option(
        "--output", "-o", type=click.Path(dir_okay=False), metavar="FILE", help="Write to a file instead of the screen."
    )(function)


def show(
    form: str,
    output: str | None,
    terminal: Callable[[Console], None],
    written: Mapping[str, Callable[[], str] | Callable[[], bytes]],
) -> None:
    """Show a result in the form asked for.

    Args:
        form: ``terminal``, or a key of ``written``.
        output: the file to write to; the screen if not given.
        terminal: prints the result to a console.
        written: for every other form, makes the text, or the bytes of a file.
    """
    from screening.cli.console import console, to_text

    if form != "terminal":
        deliver(written[form](), output)
    elif output is None:
        terminal(console())
    else:
        deliver(to_text(terminal), output)


def deliver(made: str | bytes, output: str | None) -> None:
    """Print a text, or write it, or the bytes of a file, to a file and say so.

    Raises:
        ProblemsFound: the file cannot be written.
    """
    if output is None:
        click.echo(made, nl=False)
        return
    if isinstance(made, bytes):
        write_whole_bytes(Path(output), made)
    else:
        write_whole(Path(output), made)
    click.echo(f"Written to {output}", err=True)
