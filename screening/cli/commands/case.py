"""``screening case``: check a case file, or start a new one."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli import options
from screening.cli.running import CONTENT, show_problems
from screening.errors import Problem, ProblemsFound


@click.group("case")
def command() -> None:
    """Check a case file, or start a new one."""


@command.command("check", epilog=options.examples(
    "screening case check case.yaml",
    "screening case check case.yaml --format json",
    "cat case.json | screening case check -",
))  # fmt: skip
@options.case_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check_command(case: str, form: str) -> int:
    """Check CASE and show every mistake at once, each with its line, and what looks doubtful.

    Texts that look as if they named somebody are warned about: write references, not names. Leaves with 1 if there are
    mistakes, and with 0 if there are only warnings.
    """
    from screening.case.reading import read_case

    try:
        read = read_case(Path(case) if case != "-" else case)
        problems: tuple[Problem, ...] = read.warnings
        mistakes = False
    except ProblemsFound as found:
        problems, mistakes, read = found.problems, True, None
    if form == "json":
        import json

        click.echo(json.dumps([one.as_dict() for one in problems], indent=2, ensure_ascii=False))
    else:
        show_problems(problems)
        if read is not None:
            accounts = read.case.all_accounts
            click.echo(
                f"{read.document.file}: case {read.case.case}, {_counted(len(accounts), 'account')}, no mistakes."
            )
    return CONTENT if mistakes else 0


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


_TEMPLATE = """\
# A case file. Write references, never names: this file may be printed and passed on.
# Everything is optional. What you leave out is not known, and the screening will say what to ask.
# screening facts           shows everything that can be told
# screening case check FILE shows mistakes with their line
case: {reference}
accounts:
  - id: a1
    on: "{today}"                  # when it was told or seen
    agency: health-visiting           # who wrote it down: health-visiting, gp, midwifery, nursery, social-care ...
    by: health visitor                # the role, not the name
    source: observed                  # observed, child, carer, family, professional or record
    # told_by: mother                 # the id of the person who said it
    # known_to: [gp]                  # other agencies that knew it then
    # corroborated_by: [a2]           # other accounts that bear it out
    # complete: [people]              # lists that are told in full here
    # not_known: {{people.partner.history: declined}}   # not-asked, declined, not-known or awaiting
    facts:
      children:
        child-1: {{born: "2026-01", mobility: not-mobile}}    # or due: "2026-09-01" for a baby not yet born
      people:
        mother: {{relationship: mother, lives_with_child: true}}
"""


@command.command(
    "new",
    epilog=options.examples("screening case new family.yaml", "screening case new family.yaml --reference K-0142"),
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--reference", default="REF-0001", show_default=True, metavar="REF", help="Your agency's own reference.")
def new_command(file: str, reference: str) -> None:
    """Write a case file to FILE that explains itself. A file that is there already is left as it is."""
    import datetime

    path = Path(file)
    if path.exists():
        raise ProblemsFound([Problem("D202", "This file is there already and was left as it is.", file,
                                     hint="Choose another name.")])  # fmt: skip
    options.deliver(_TEMPLATE.format(reference=_quoted(reference), today=datetime.date.today().isoformat()), file)


def _quoted(text: str) -> str:
    from screening.yamlsource import dump

    return dump({"case": text}).partition(":")[2].strip()
