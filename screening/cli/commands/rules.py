"""``screening rules``: list, show, test and check the rules; what looks at their changes is in ``rule_history``."""

from __future__ import annotations

import click

from screening.cli import options
from screening.cli.commands.rule_history import diff_command, impact_command, lock_command, mutate_command
from screening.cli.running import CONTENT


@click.group("rules")
def command() -> None:
    """List, show, test and check the rules, and follow how they change."""


command.add_command(mutate_command)
command.add_command(lock_command)
command.add_command(diff_command)
command.add_command(impact_command)


@command.command("list", epilog=options.examples("screening rules list", "screening rules list --topic injury"))
@click.option("--topic", metavar="TOPIC", help="Only the rules of one topic.")
@click.option("--urgency", type=click.Choice(["immediate", "refer", "consult", "reflect"]), help="Only of one urgency.")
@options.pack_options
def list_command(topic: str | None, urgency: str | None, pack: str | None, locality: str | None) -> None:
    """Every rule with its topic, urgency and title."""
    from screening.packs import pack_folder
    from screening.rulebook.loading import open_pack

    rules = open_pack(pack_folder(pack), locality).rules.values()
    for rule in sorted(rules, key=lambda one: (one.topic, one.id)):
        if topic in (None, rule.topic) and urgency in (None, rule.urgency):
            click.echo(f"{rule.id}  {rule.topic:<16} {rule.kind:<9} {rule.urgency:<9} {rule.title}")


@command.command("show", epilog=options.examples("screening rules show INJ-001"))
@click.argument("rule")
@options.pack_options
def show_command(rule: str, pack: str | None, locality: str | None) -> None:
    """One rule as it is written, with the paragraphs that taught it."""
    from screening.packs import pack_folder
    from screening.rulebook.pack import find_rule, read_pack

    opened, files = read_pack(pack_folder(pack), locality)
    found = find_rule(opened, rule)
    path = files.folder / files.rules[found.id]
    click.echo(path.read_text(encoding="utf-8").rstrip())
    click.echo("\n# What taught it")
    for row_id in found.learning:
        source, row = opened.learning[row_id]
        click.echo(f"# {row.id}  {source.cite_as}, {row.locator}\n#   {row.summary}")


@command.command("test", epilog=options.examples("screening rules test", "screening rules test INJ-001 ENG-001"))
@click.argument("rules", nargs=-1)
@click.option("--quiet", is_flag=True, help="Show only what did not come out as written.")
@options.pack_options
def test_command(rules: tuple[str, ...], quiet: bool, pack: str | None, locality: str | None) -> int:
    """Run the tests that the rules carry, all of them or those of RULES. Leaves with 1 if one comes out otherwise."""
    from screening.engine.ruletests import run_all
    from screening.packs import pack_folder
    from screening.rulebook.pack import find_rule, read_pack

    opened, files = read_pack(pack_folder(pack), locality)
    only = frozenset(find_rule(opened, one).id for one in rules) or None
    passed = failed = 0
    for result in run_all(opened, only):
        if result.failure is None:
            passed += 1
            if not quiet:
                click.echo(f"ok      {result.rule.id}  {result.test.name}")
            continue
        failed += 1
        document = files.documents[files.rules[result.rule.id]]
        line = document.position(("tests", result.number)).line
        click.echo(
            f"NOT OK  {result.rule.id}  {result.test.name}\n        {result.failure}\n        {document.file}:{line}"
        )
    click.echo(f"{passed} passed, {failed} failed")
    return CONTENT if failed else 0


@command.command("lint", epilog=options.examples("screening rules lint", "screening rules lint --format github"))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Leave with 1 for warnings too.")
@options.pack_options
@options.checklists_option
def lint_command(form: str, strict: bool, pack: str | None, locality: str | None, checklists: str | None) -> int:
    """Look for slips that tests do not find.

    Wording, missing tests, conditions that can never be met, names that lead nowhere, reviews overdue; and whether
    the checklists ask for what the rules want to know, and for nothing that nobody wants. With --pack, checklists are
    looked at only where they are named too.
    """
    from screening.errors import ProblemsFound
    from screening.lint.formats import rendered
    from screening.services.linting import lint_folder

    try:
        problems = lint_folder(pack, locality, checklists)
    except ProblemsFound as found:
        problems = found.problems
    click.echo(rendered(problems, form), nl=False)
    worst = [one for one in problems if strict or one.severity == "error"]
    return CONTENT if worst else 0
