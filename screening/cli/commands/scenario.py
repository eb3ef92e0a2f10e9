"""``screening scenario``: the training scenarios, what the rules come to in them, and writing one of your own."""

from __future__ import annotations

import click

from screening.cli import options
from screening.cli.running import CONTENT
from screening.cli.scenario_giving import pack_command, projector_command
from screening.cli.scenario_writing import check_command, new_command, preview_command


@click.group("scenario")
def command() -> None:
    """Training scenarios: cases as dated accounts, with the steps at which a group stops and looks.

    Nine came along, drawn from published documents; you can write your own.
    """


@command.command("list", epilog=options.examples("screening scenario list"))
@options.checklists_option
def list_command(checklists: str | None) -> None:
    """Every scenario with its steps and what it is about to ask of a group."""
    from screening.services.scenario_finding import all_scenarios

    for one in all_scenarios(checklists).values():
        expectations = sum(len(step.expect) for step in one.steps)
        click.echo(f"{one.scenario:<20} {len(one.steps):>2} steps, {expectations:>3} expectations  {one.title}")


@command.command("show", epilog=options.examples("screening scenario show william"))
@click.argument("name")
@options.checklists_option
def show_command(name: str, checklists: str | None) -> None:
    """One scenario for its facilitator: the warning first, then each step with its notes and the learning it shows.

    It tells the whole story. To replay it date by date: screening replay.
    """
    from screening.services.scenario_finding import find_scenario

    one = find_scenario(name, checklists)
    click.echo(f"Read this first: {one.warning}\n\n{one.title}\n{one.about}\nSource: {one.source}")
    for step in one.steps:
        click.echo(f"\n{step.as_of}  {step.title}\n  {step.notes}\n  Who knew: {step.who_knew}")
        if step.learning:
            click.echo(f"  Learning: {', '.join(step.learning)}")
        for expected in step.expect:
            about = f" {expected.subject}" if expected.subject else ""
            wanted = expected.standing or f"{expected.standing_at_most} at most"
            why = f": {expected.why}" if expected.why else ""
            click.echo(f"    {expected.rule}{about} {wanted.replace('_', ' ')}{why}")


@command.command(
    "test",
    epilog=options.examples(
        "screening scenario test", "screening scenario test nadiya robyn", "screening scenario test mine.yaml"
    ),
)
@click.argument("names", nargs=-1)
@click.option("--quiet", is_flag=True, help="Show only what did not come out as written.")
@options.checklists_option
@options.pack_options
def test_command(
    names: tuple[str, ...], quiet: bool, checklists: str | None, pack: str | None, locality: str | None
) -> int:
    """Do the rules come to what the scenarios expect, at every step, and to no more than that?

    NAMES are scenarios that came along, or files; all that came along if none is given. Leaves with 1 if one comes out
    otherwise.
    """
    from screening.engine.scenariotests import run_scenario
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack
    from screening.services.scenario_finding import all_scenarios, find_scenario

    opened = open_pack(pack_folder(pack), locality)
    scenarios = [find_scenario(name, checklists) for name in names] or list(all_scenarios(checklists).values())
    passed = failed = 0
    for scenario in scenarios:
        for result in run_scenario(opened, scenario):
            about = f" {result.expected.subject}" if result.expected.subject else ""
            line = f"{scenario.scenario} {result.step.id}  {result.expected.rule}{about}"
            if result.failure is None:
                passed += 1
                click.echo(f"ok      {line}") if not quiet else None
                continue
            failed += 1
            click.echo(f"NOT OK  {line}\n        {result.failure}")
    click.echo(f"{len(scenarios)} scenario{'' if len(scenarios) == 1 else 's'}: {passed} passed, {failed} failed")
    return CONTENT if failed else 0


command.add_command(new_command)
command.add_command(check_command)
command.add_command(preview_command)
command.add_command(pack_command)
command.add_command(projector_command)
