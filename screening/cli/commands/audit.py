"""``screening audit``: the log of who did what."""

from __future__ import annotations

import click

from screening.cli import options
from screening.cli.running import CONTENT


@click.group("audit")
def command() -> None:
    """The log: who read, wrote, printed, exported or signed in, and when. It holds nothing of what a case says."""


@command.command("verify", epilog=options.examples("screening audit verify"))
def verify_command() -> int:
    """Was a line changed, taken out or put in? Leaves with 1 if so.

    It shows where the log ends. Note that down somewhere else from time to time: somebody who may write to the database
    could make the whole log anew, and only a note kept elsewhere would show it.
    """
    from screening.services.keeping import the_database
    from screening.store.audit import Audit

    with the_database() as database, database.reading() as session:
        audit = Audit(session)
        broken = audit.verify()
        if broken is not None:
            click.echo(f"The log does not hold together at line {broken.number}. {broken.why}")
            return CONTENT
        end = audit.end()
        click.echo(f"The log holds together: {end.number} lines, ending in {end.hash}.")
    return 0


@command.command("export", epilog=options.examples(
    "screening audit export > log.jsonl", "screening audit export --output log.jsonl"
))  # fmt: skip
@options.output_option
def export_command(output: str | None) -> None:
    """Every line as JSON, with the hashes by which it can be followed."""
    from screening.services.keeping import the_database
    from screening.store.audit import Audit

    with the_database() as database:
        with database.reading() as session:
            lines = list(Audit(session).export())
        options.deliver("".join(line + "\n" for line in lines), output)
