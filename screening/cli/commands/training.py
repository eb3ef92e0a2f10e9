"""``screening training``: play a scenario, look at what came of it, set two events side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import STOPPED

if TYPE_CHECKING:
    from collections.abc import Callable

    from screening.forms.scenario import Scenario
    from screening.reports.outline import Outline
    from screening.rulebook.pack import Pack


def _facilitator_format(function: Callable[..., int | None]) -> Callable[..., int | None]:
    return click.option(
        "--format", "form", type=click.Choice(("terminal", "html", "json")), default="terminal", show_default=True,
        help="How to show it.",
    )(function)  # fmt: skip


@click.group("training")
def command() -> None:
    """Training sessions: play a scenario, see what came of it, set two events side by side.

    Nobody is scored, and no names are kept.
    """


@command.command(
    "play",
    epilog=options.examples(
        "screening training play plain-sight",
        "screening training play plain-sight --as nursery --session tuesday.jsonl",
    ),
)
@click.argument("scenario")
@click.option("--as", "agency", metavar="AGENCY", help="Only what this agency knew. Without it: the whole case.")
@click.option(
    "--session", type=click.Path(dir_okay=False), metavar="FILE",
    help="Where the session is kept; goes on with one that is there. Without it: SCENARIO.training.jsonl here.",
)  # fmt: skip
@click.option("--label", metavar="TEXT", help='What the day is called, such as "Spring, before". Never a name.')
@options.checklists_option
@options.pack_options
def play_command(
    scenario: str,
    agency: str | None,
    session: str | None,
    label: str | None,
    checklists: str | None,
    pack: str | None,
    locality: str | None,
) -> int:
    """Play SCENARIO as one group, one checkpoint at a time; what comes later stays closed.

    Write concerns, strengths, further information and actions, then see what the rules have and say which of it you
    saw. Everything is kept as you type. Stop with Ctrl-C whenever you have to; the same command goes on from there.
    """
    import sys

    from screening.cli.training_exercises import Exercises
    from screening.cli.training_player import Player, say_beginning
    from screening.cli.training_starting import begin
    from screening.engine.second.opinion import second_opinion
    from screening.services.training_draft import Unfinished

    chosen, rules = _opened(scenario, checklists, pack, locality)
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.UsageError(
            f"Playing a scenario needs a terminal. screening scenario pack {scenario} makes sheets for paper."
        )
    path = Path(session) if session is not None else Path(f"{chosen.scenario}.training.jsonl")
    try:
        room, group, going_on = begin(path, chosen, rules, second_opinion, agency, label)
        if not going_on:
            say_beginning()
        click.echo(f"\nEverything is kept in {path}. Ctrl-C stops; nothing is lost.")
        unfinished = Unfinished(path)
        if not room.now.ended:
            Player(room, group, unfinished).run()
            Exercises(room, group, unfinished).run()
    except KeyboardInterrupt:
        click.echo(f"\nStopped. Everything is in {path}; the same command goes on from there.")
        return STOPPED
    click.echo(f"\nscreening training show {path} shows this again.")
    return 0


@command.command(
    "show",
    epilog=options.examples(
        "screening training show tuesday.jsonl",
        "screening training show tuesday.jsonl --format json --output before.json",
    ),
)
@click.argument("session", type=click.Path(dir_okay=False))
@_facilitator_format
@options.output_option
def show_command(session: str, form: str, output: str | None) -> None:
    """What came of one event, from its SESSION file or its results, without names of people or groups.

    With --format json: the results, to keep when the session file is deleted.
    """
    from screening.reports import as_json
    from screening.reports.training_html import tables_html
    from screening.reports.training_tables import arrange_results
    from screening.reports.training_terminal import print_tables
    from screening.services.training_results import read_results

    found = read_results(Path(session))
    tables = arrange_results(found)
    options.show(
        form,
        output,
        lambda console: print_tables(tables, console),
        {"json": lambda: as_json.document_json(found), "html": lambda: tables_html(tables)},
    )


@command.command(
    "compare",
    epilog=options.examples(
        "screening training compare before.json after.json",
        "screening training compare before.jsonl after.jsonl --format html --output compared.html",
        "screening training compare before.json after.json --format csv --output compared.csv",
    ),
)
@click.argument("before", type=click.Path(dir_okay=False))
@click.argument("after", type=click.Path(dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(("terminal", "html", "svg", "csv", "json")), default="terminal",
    show_default=True, help="How to show it: svg is the drawing alone, csv is for a spreadsheet.",
)  # fmt: skip
@options.output_option
def compare_command(before: str, after: str, form: str, output: str | None) -> None:
    """Two events on the same scenario side by side, BEFORE and AFTER: session files or results.

    Concerns by checkpoint, policies named, and what gets in the way of using them. Groups differ, and an exercise shows
    what people say they would do, so no event is called the better one.
    """
    from screening.reports import as_json
    from screening.reports.training_csv import side_by_side_csv
    from screening.reports.training_drawing import arrange_plot
    from screening.reports.training_html import plot_svg, tables_html
    from screening.reports.training_tables import arrange_side_by_side
    from screening.reports.training_terminal import print_tables
    from screening.services.training_results import read_results
    from screening.training.before_and_after import side_by_side

    found = side_by_side(read_results(Path(before)), read_results(Path(after)))
    tables = arrange_side_by_side(found)
    options.show(
        form,
        output,
        lambda console: print_tables(tables, console),
        {
            "json": lambda: as_json.document_json(found),
            "html": lambda: tables_html(tables, arrange_plot(found)),
            "svg": lambda: plot_svg(arrange_plot(found)),
            "csv": lambda: side_by_side_csv(found),
        },
    )


@command.command(
    "ideas",
    epilog=options.examples(
        "screening training ideas tuesday.jsonl", "screening training ideas tuesday.jsonl -o ideas.md"
    ),
)
@click.argument("session", type=click.Path(dir_okay=False))
@options.checklists_option
@options.output_option
def ideas_command(session: str, checklists: str | None, output: str | None) -> None:
    """What groups saw and the rules did not, from a SESSION file, ready for the form for a new idea."""
    from screening.services.scenario_finding import find_scenario
    from screening.training.ideas import ideas_text
    from screening.training.journal import FileJournal
    from screening.training.session import state

    now = state(FileJournal(Path(session)).events())
    options.deliver(ideas_text(now, find_scenario(now.started.scenario, checklists)), output)


@command.command(
    "pooled",
    epilog=options.examples(
        "screening training pooled plain-sight cp5 --with nursery --with speech-therapy",
        "screening training pooled plain-sight cp5",
    ),
)
@click.argument("scenario")
@click.argument("checkpoint")
@click.option("--with", "agencies", multiple=True, metavar="AGENCY", help="Who is at the table. Without it: everybody.")
@_facilitator_format
@options.output_option
@options.checklists_option
@options.pack_options
def pooled_command(
    scenario: str,
    checkpoint: str,
    agencies: tuple[str, ...],
    form: str,
    output: str | None,
    checklists: str | None,
    pack: str | None,
    locality: str | None,
) -> None:
    """For the facilitator: what opens only when agencies put together what they know, and who held which piece."""
    from screening.reports.training_outlines import arrange_pooling
    from screening.training.pooling import not_at_the_table, pooled
    from screening.training.seeing import agencies_in

    chosen, rules = _opened(scenario, checklists, pack, locality)
    found = pooled(chosen, checkpoint, agencies or agencies_in(chosen), rules)
    absent = not_at_the_table(chosen, checkpoint, found.agencies)
    _show((arrange_pooling(found, chosen.scenario, absent),), found, form, output)


@command.command(
    "what-if",
    epilog=options.examples(
        "screening training what-if plain-sight cp2 children.child.communication=speech",
        "screening training what-if plain-sight cp3 --rule DIS-001",
    ),
)
@click.argument("scenario")
@click.argument("checkpoint")
@click.argument("change", metavar="[PATH=VALUE]", required=False)
@click.option("--rule", metavar="RULE", help="Show which single facts, told otherwise, would move this rule.")
@click.option("--as", "agency", metavar="AGENCY", help="Only what this agency knew. Without it: the whole case.")
@_facilitator_format
@options.output_option
@options.checklists_option
@options.pack_options
def what_if_command(
    scenario: str,
    checkpoint: str,
    change: str | None,
    rule: str | None,
    agency: str | None,
    form: str,
    output: str | None,
    checklists: str | None,
    pack: str | None,
    locality: str | None,
) -> None:
    """Change one fact at a checkpoint and see what opens or closes, and why; or ask for the nearest change.

    Give PATH=VALUE to suppose a fact to be otherwise, or --rule for the facts that would move one rule.
    """
    from screening.reports.training_outlines import arrange_nearest, arrange_what_if
    from screening.training.supposing import nearest, what_if

    if (change is None) == (rule is None):
        raise click.UsageError("Give either PATH=VALUE, such as children.child.mobility=walking, or --rule RULE.")
    chosen, rules = _opened(scenario, checklists, pack, locality)
    if rule is not None:
        near = nearest(chosen, checkpoint, rule, rules, agency)
        _show(arrange_nearest(near, chosen.scenario), near, form, output)
        return
    path, equals, value = (change or "").partition("=")
    if not equals:
        raise click.UsageError(f'Write PATH=VALUE, such as children.child.mobility=walking; got "{change}".')
    found = what_if(chosen, checkpoint, path.strip(), value.strip(), rules, agency)
    _show((arrange_what_if(found, chosen.scenario),), found, form, output)


@command.command("hindsight", epilog=options.examples("screening training hindsight plain-sight cp2"))
@click.argument("scenario")
@click.argument("checkpoint")
@options.checklists_option
@options.pack_options
def hindsight_command(
    scenario: str, checkpoint: str, checklists: str | None, pack: str | None, locality: str | None
) -> None:
    """For the facilitator: what nobody could have known at a checkpoint. It tells what comes later."""
    from screening.cli.console import console
    from screening.reports.training_outlines import arrange_hindsight
    from screening.reports.training_terminal import print_bare
    from screening.training.revealing import hindsight

    chosen, rules = _opened(scenario, checklists, pack, locality)
    print_bare(arrange_hindsight(hindsight(chosen, checkpoint, rules)), console())


def _opened(scenario: str, checklists: str | None, pack: str | None, locality: str | None) -> tuple[Scenario, Pack]:
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack
    from screening.services.scenario_finding import find_scenario

    return find_scenario(scenario, checklists), open_pack(pack_folder(pack), locality)


def _show(outlines: tuple[Outline, ...], found: object, form: str, output: str | None) -> None:
    from typing import Any, cast

    from screening.reports import as_json
    from screening.reports.training_html import outlines_html
    from screening.reports.training_terminal import print_whole

    options.show(
        form,
        output,
        lambda console: print_whole(outlines, console),
        {
            "html": lambda: outlines_html(outlines),
            "json": lambda: (
                as_json.documents_json(found) if isinstance(found, tuple) else as_json.document_json(cast(Any, found))
            ),
        },
    )
