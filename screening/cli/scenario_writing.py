"""``screening scenario new | check | preview``: writing a scenario of one's own."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import CONTENT, STOPPED, show_problems

if TYPE_CHECKING:
    from screening.rulebook.pack import Pack
    from screening.training.writing_scenarios import Begun


@click.command(
    "new",
    epilog=options.examples(
        "screening scenario new two-visits.yaml",
        "screening scenario new two-visits.yaml --guided",
        "screening scenario new two-visits.yaml --from family.yaml",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--guided", is_flag=True, help="Be asked for the title, the warning and the days first.")
@click.option(
    "--from", "case", type=click.Path(), metavar="CASE",
    help="Make it from a case file, by way of a checklist that makes it anonymous. Needs a terminal and a person.",
)  # fmt: skip
@options.pack_options
def new_command(file: str, guided: bool, case: str | None, pack: str | None, locality: str | None) -> int:
    """Write a scenario to FILE that works as it stands and explains itself.

    The name of the file becomes the name of the scenario. A file that is there already is left as it is.
    """
    from screening.services.scenario_writing import begin, new_place

    if guided and case:
        raise click.UsageError("--guided and --from do not go together: a scenario from a case asks its own questions.")
    path = new_place(file)
    if case is not None:
        return _from_case(path, case, pack, locality)
    begin(path, _guided(path.stem) if guided else None)
    click.echo(f"Written to {file}. Look at it with: screening scenario check {file}", err=True)
    return 0


@click.command(
    "check",
    epilog=options.examples("screening scenario check two-visits.yaml"),
)
@click.argument("file", type=click.Path(allow_dash=True))
@options.pack_options
def check_command(file: str, pack: str | None, locality: str | None) -> int:
    """Every mistake in the scenario FILE at once, each with its line, and what would not work with a group.

    Leaves with 1 if there are mistakes, and with 0 if there are only warnings.
    """
    from screening.services.scenario_writing import look_at

    looked = look_at(file, _pack(pack, locality))
    show_problems(looked.problems)
    if looked.scenario is not None and not looked.mistakes:
        one = looked.scenario
        warnings = f"{len(looked.problems) or 'no'} warning{'' if len(looked.problems) == 1 else 's'}"
        steps, accounts = len(one.steps), len(one.case.all_accounts)
        click.echo(f"{file}: {one.scenario}, {steps} steps, {accounts} accounts, no mistakes, {warnings}.")
    return CONTENT if looked.mistakes else 0


@click.command(
    "preview",
    epilog=options.examples(
        "screening scenario preview two-visits.yaml",
        "screening scenario preview two-visits.yaml --format html --output preview.html",
    ),
)
@click.argument("name")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "html"]), default="terminal", show_default=True,
    help="How to show it; html is one file for reading.",
)  # fmt: skip
@options.output_option
@options.checklists_option
@options.pack_options
def preview_command(
    name: str, form: str, output: str | None, checklists: str | None, pack: str | None, locality: str | None
) -> None:
    """What a group sees at each step of NAME, by service where that differs, and what the rules open there.

    NAME is a scenario that came along, or a file. For its writer: it tells the whole story.
    """
    from screening.reports.scenario_preview import preview_html, print_preview
    from screening.services.scenario_finding import find_scenario
    from screening.training.preparing import prepare

    prepared = prepare(find_scenario(name, checklists), _pack(pack, locality))
    options.show(form, output, lambda to: print_preview(prepared, to), {"html": lambda: preview_html(prepared)})


def _pack(folder: str | None, locality: str | None) -> Pack:
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack

    return open_pack(pack_folder(folder), locality)


def _guided(name: str) -> Begun:
    _need_terminal("Without --guided the same file is written at once.")
    from screening.cli.scenario_questions import begun_with_a_person

    return begun_with_a_person(name)


def _from_case(path: Path, case: str, pack: str | None, locality: str | None) -> int:
    _need_terminal("Making a case anonymous is confirmed step by step by a person, and by no option or file.")
    from screening.cli.anonymising import NotConfirmed, confirmed_by_a_person
    from screening.cli.conversation import say
    from screening.forms.phrases import DANGER
    from screening.services.scenario_writing import difference, from_case, live_case
    from screening.writing import write_whole

    click.secho(f"{DANGER}\n", bold=True)
    live = live_case(case, path.stem)
    try:
        _, text = confirmed_by_a_person(live, lambda one: from_case(live, one, path.stem, datetime.date.today()))
    except (NotConfirmed, KeyboardInterrupt):
        click.echo("\nStopped. Nothing was written.")
        return STOPPED
    write_whole(path, text)
    click.echo(f"\nWritten to {path}. The case file was not changed.")
    changed = difference(live, text, _pack(pack, locality))
    for title, rules in (("No longer found by the rules", changed.lost), ("Found only here", changed.gained)):
        if rules:
            say(f"{title}: {'; '.join(rules)}.")
    click.echo(f"Write its texts now, and look at it with: screening scenario check {path}")
    return 0


def _need_terminal(why: str) -> None:
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.UsageError(f"This needs a terminal. {why}")
