"""What belongs to ``screening rules`` and looks at rules as they change: ``mutate``, ``lock``, ``diff``, ``impact``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from screening.cli import options
from screening.cli.running import CONTENT, show_problems

if TYPE_CHECKING:
    import datetime

    from screening.services.mutating import Mutated, Mutation

_FORM = click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True)


@click.command("mutate", epilog=options.examples(
    "screening rules mutate", "screening rules mutate INJ-001 ENG-001", "screening rules mutate --format json"
))  # fmt: skip
@click.argument("rules", nargs=-1)
@click.option("--quiet", is_flag=True, help="Show only what was not caught, and the sum.")
@_FORM
@options.pack_option
def mutate_command(rules: tuple[str, ...], quiet: bool, form: str, pack: str | None) -> int:
    """Change conditions a little: does a test notice?

    The conditions of RULES and of the concepts that they use, or all. Each test, list and concept is left out and
    turned round, and each threshold is moved by one either way. A concept is changed in all rules that use it
    together; a test of one of them has to notice. Leaves with 1 if a change goes unnoticed: that part of the condition
    could be wrong and nobody would see.
    """
    from screening.cli.progress import followed
    from screening.packs import pack_folder
    from screening.rulebook.pack import find_rule, read_pack
    from screening.services.mutating import Mutating, summed_up

    opened, files = read_pack(pack_folder(pack))
    mutating = Mutating(opened, files, frozenset(find_rule(opened, one).id for one in rules))
    found = summed_up(followed("Conditions", mutating.each(), len(mutating)))
    if form == "json":
        options.deliver(found.model_dump_json(indent=2) + "\n", None)
    else:
        _print_mutation(found, quiet)
    return 0 if found.caught == found.mutants else CONTENT


def _print_mutation(found: Mutation, quiet: bool) -> None:
    width = max((len(_condition(one)) for one in found.conditions), default=0)
    for one in found.conditions:
        if quiet and not one.survivors:
            continue
        click.echo(f"{_condition(one):<{width}}  {one.caught:>4} of {one.mutants} caught")
        for survivor in one.survivors:
            click.echo(f"    NOT CAUGHT  {survivor.change}:  {survivor.part}")
            click.echo(f"                {survivor.file}:{survivor.line}")
    click.echo(f"{found.mutants} changes, {found.caught} caught, {found.mutants - found.caught} not caught")


def _condition(one: Mutated) -> str:
    many = "1 rule" if len(one.rules) == 1 else f"{len(one.rules)} rules"
    return f"{one.name} (in {many})" if one.concept else one.name


@click.command("lock", epilog=options.examples("screening rules lock", "screening rules lock --check"))
@click.option("--check", is_flag=True, help="Write nothing; leave with 1 if the lock is behind.")
@options.pack_option
def lock_command(check: bool, pack: str | None) -> None:
    """Write down what each version decides.

    rules.lock.json holds a fingerprint of what each rule decides, and one of its words. The command refuses while a
    rule decides something else than its locked version did, while CHANGELOG.md has no line on a new version or on a
    rule that is gone, and where the id of a rule that is gone is used again.
    """
    from screening.packs import pack_folder
    from screening.rulebook.lock import LOCK_FILE
    from screening.services.locking import check_lock, lock_text

    folder = pack_folder(pack)
    if check:
        click.echo(f"{check_lock(folder)} rules are locked as they stand.")
    else:
        options.deliver(lock_text(folder), str(folder / LOCK_FILE))


@click.command("diff", epilog=options.examples(
    "git worktree add ../before main",
    "screening rules diff ../before/rules rules",
    "screening rules diff ../before/rules rules --cases checklists/scenarios",
    "screening rules diff ../before/rules rules --cases caseload --format json",
))  # fmt: skip
@click.argument("old", type=click.Path(exists=True, file_okay=False))
@click.argument("new", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--cases", type=click.Path(exists=True, file_okay=False), metavar="FOLDER",
    help="Look at each case and each scenario in this folder, and in the folders in it, with both.",
)  # fmt: skip
@_FORM
def diff_command(old: str, new: str, cases: str | None, form: str) -> int:
    """What differs between two packs.

    OLD and NEW are their folders. Rules, concepts, definitions and the window are compared, field by field. With
    --cases, every standing that differs is listed too: a scenario is looked at on the day of each step, a case on the
    day of its last account. One channel decides.
    """
    from screening.cli.progress import followed
    from screening.cli.rule_changes import diff_in_lines
    from screening.services import rule_diff

    before, after = rule_diff.read_both(old, new)
    found = rule_diff.compared(before, after)
    on_days, problems = rule_diff.cases_in(Path(cases)) if cases is not None else ([], [])
    if cases is not None:
        effects = followed("Cases and days", rule_diff.effects(before, after, on_days), len(on_days))
        standings = tuple(change for changes in effects for change in changes)
        found = found.model_copy(update={"looked_at": len(on_days), "standings": standings})
    if form == "json":
        options.deliver(found.model_dump_json(indent=2) + "\n", None)
    else:
        for line in diff_in_lines(found):
            click.echo(line)
    show_problems(problems)
    return CONTENT if problems else 0


@click.command("impact", epilog=options.examples(
    "git worktree add ../before main",
    "screening rules impact ../before/rules rules tables/",
    "screening rules impact ../before/rules rules tables/ --format html --output impact.html",
))  # fmt: skip
@click.argument("old", type=click.Path(exists=True, file_okay=False))
@click.argument("new", type=click.Path(exists=True, file_okay=False))
@click.argument("tables", type=click.Path(exists=True, file_okay=False))
@click.option("--as-of", type=options.DAY, metavar="DATE", help="As known on this day; today if not given.")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json", "html"]), default="terminal", show_default=True
)
@options.output_option
def impact_command(old: str, new: str, tables: str, as_of: datetime.date | None, form: str, output: str | None) -> int:
    """What a change of rules comes to in a caseload.

    OLD and NEW are folders of rules, TABLES those of a caseload (screening caseload tables). For every rule: how many
    standings differ and in how many cases, and a few example cases explained test by test. The column engine looks at
    all cases; the evaluator looks at the examples once more. Leaves with 1 if rows had to be set aside.
    """
    import datetime

    from screening.cli.progress import followed_steps
    from screening.reports.rule_impact import arrange_impact
    from screening.reports.supervision_html import page_html
    from screening.reports.supervision_terminal import print_page
    from screening.services.rule_impact import open_impact

    run = open_impact(old, new, Path(tables), as_of or datetime.date.today())
    for _ in followed_steps("Screening twice", run.steps()):
        pass
    found = run.result
    if found is None:
        raise AssertionError("nothing was looked at")
    page = arrange_impact(found)
    options.show(
        form, output, lambda console: print_page(page, console),
        {"json": lambda: found.model_dump_json(indent=2) + "\n", "html": lambda: page_html(page)},
    )  # fmt: skip
    if found.rejected:
        click.echo("Rows were set aside; screening caseload screen lists them.", err=True)
    return CONTENT if found.rejected else 0
