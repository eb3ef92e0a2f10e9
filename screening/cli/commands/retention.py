"""``screening retention``: how long cases are kept, and everything about one of them."""

from __future__ import annotations

import datetime

import click

from screening.cli import options


@click.group("retention")
def command() -> None:
    """Cases whose review day has come; deleting one; everything about one.

    Nothing is deleted by itself. How long records are kept is in your agency's own schedule.
    """


@command.command("due", epilog=options.examples("screening retention due", "screening retention due --on 2027-01-01"))
@click.option("--on", type=options.DAY, default="today", show_default=True, metavar="DATE", help="As of this day.")
def due_command(on: datetime.date) -> None:
    """The cases whose review day has come: keep on, or delete?"""
    from screening.services.keeping import the_database
    from screening.store.retention import Retention

    with the_database() as database, database.reading() as session:
        due = Retention(session).due(on)
        for row in due:
            click.echo(
                f"{row.reference:<24}  review day {row.review_on}  {'training  ' if row.training else ''}{row.id}"
            )
        if not due:
            click.echo("No review day has come.")


@command.command("delete", epilog=options.examples(
    'screening retention delete K-0142 --reason "Kept for as long as our schedule says; reviewed on 1 March 2026."'
))  # fmt: skip
@click.argument("case")
@click.option("--reason", required=True, help="Why. It is kept, so it must not say what the case said.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_command(case: str, reason: str, yes: bool) -> None:
    """Delete CASE, an id or a reference, with everything told in it. Backups made before still hold it."""
    from screening.services.keeping import the_database
    from screening.store.cases import Cases
    from screening.store.retention import LONGEST_REASON, Retention

    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise click.UsageError(f"--reason has between 1 and {LONGEST_REASON} letters.")
    with the_database() as database:
        with database.reading() as session:
            row = Cases(session).called(case)
        if not yes:
            click.confirm(f"Delete the case {row.reference} and its {row.version} accounts for good?", abort=True)
        with database.session() as session:
            Retention(session).delete(row.id, reason, by=None)
    click.echo("The case was deleted. A note is left of when and why.")


@command.command("export", epilog=options.examples(
    "screening retention export K-0142 --output k-0142",
    "screening retention export K-0142 --request-from mother --request-from sam -o k-0142",
))  # fmt: skip
@click.argument("case")
@click.option(
    "--request-from", multiple=True, metavar="ID",
    help="A child or carer whose request this answers, by their id in the case. What others told or what is about "
    "others is then marked, for you to look at before you give it out. Without it, everything about people is.",
)  # fmt: skip
@click.option(
    "--output", "-o", required=True, type=click.Path(file_okay=False), metavar="FOLDER",
    help="A folder that is not there yet, or an empty one. Only you can read what is put there.",
)  # fmt: skip
def export_command(case: str, request_from: tuple[str, ...], output: str) -> None:
    """Everything about CASE, an id or a reference, as files in a folder.

    everything.json has all that is kept: accounts, responses, drafts, and who looked at it. case.json is the case file.
    everything.pdf is for people; what others told or what is about others is marked there for redaction.
    """
    from pathlib import Path

    from screening.services.handing_over import hand_over
    from screening.services.keeping import the_database
    from screening.store.cases import Cases
    from screening.writing import check_private, write_private

    folder = Path(output)
    check_private(folder)
    with the_database() as database:
        with database.reading() as session:
            row = Cases(session).called(case)
        files = hand_over(database, row.id, request_from=request_from, by=None, today=datetime.date.today())
    write_private(folder, files)
    click.echo(f"Written to {output}: {', '.join(files)}", err=True)
