"""``screening db``: look after the database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from screening.cli import options
from screening.cli.running import CONTENT, show_problems


@click.group("db")
def command() -> None:
    """Look after the database: upgrade it, back it up, restore it, check it, change its key.

    Without anything set it is one file in your data folder. SCREENING_DATA_DIR names another folder,
    SCREENING_DATABASE_URL a PostgreSQL server. The key of an encrypted file comes from SCREENING_DATABASE_KEY, from
    the file that SCREENING_DATABASE_KEY_FILE names, or from your keyring.
    """


@command.command("upgrade", epilog=options.examples("screening db backup before.db", "screening db upgrade"))
def upgrade_command() -> None:
    """Bring the tables up to date after the program was updated. There is no way back but a backup."""
    from screening.services.keeping import as_it_is

    with as_it_is() as database:
        before = database.state()
        database.upgrade()
        done = "was up to date already" if before == "current" else "is up to date"
        click.echo(f"{database.place.shown} {done}.")


@command.command("backup", epilog=options.examples("screening db backup cases-2026-03-01.db"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_command(file: Path) -> None:
    """Write everything to FILE, encrypted with the key if one is set. Others may go on working meanwhile."""
    from screening.services.keeping import as_it_is
    from screening.store.backups import back_up

    with as_it_is() as database, _rows_copied() as progress:
        back_up(database, file, progress)
        encrypted = database.place.key is not None
    click.echo(
        f"Written to {file}, {'encrypted' if encrypted else 'not encrypted: keep it where nobody else reads it'}."
    )


@command.command("restore", epilog=options.examples(
    "screening db restore cases-2026-03-01.db", "screening db restore cases-2025-03-01.db --key-file old.key"
))  # fmt: skip
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--key-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="KEY",
    help="A file with the key that the backup was made with, where it is another than today's.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore_command(file: Path, key_file: Path | None, yes: bool) -> None:
    """Put what the backup FILE holds in the place of everything in the database.

    What was saved since the backup was made is lost, so make another one first. Cases that were deleted since stay
    deleted.
    """
    from screening.services.keeping import as_it_is
    from screening.store.backups import restore
    from screening.store.keys import key_in

    key = key_in(key_file) if key_file is not None else None
    with as_it_is() as database:
        if not yes and database.state() != "empty":
            click.confirm(f"Replace everything in {database.place.shown}?", abort=True)
        with _rows_copied() as progress:
            restore(database, file, progress, key=key)
        click.echo(f"{database.place.shown} holds what {file} held.")


@command.command("check", epilog=options.examples("screening db check"))
def check_command() -> int:
    """Is the file whole, does what it holds fit together, is the log unbroken? Leaves with 1 if not."""
    from screening.services.keeping import the_database
    from screening.store.checking import check

    with the_database() as database:
        found = check(database, lambda what: click.echo(f"Looking at {what} ...", err=True))
        show_problems(found)
        if not found:
            click.echo(f"{database.place.shown}: nothing wrong was found.")
    return CONTENT if found else 0


@command.command("rekey", epilog=options.examples(
    "screening db rekey", "screening db rekey --new-key-file new.key", "screening db rekey --keyring"
))  # fmt: skip
@click.option(
    "--new-key-file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="A file with the new key."
)
@click.option("--keyring", is_flag=True, help="Make a random key and keep it in your keyring.")
def rekey_command(new_key_file: Path | None, keyring: bool) -> None:
    """Encrypt the database with a new key, or for the first time.

    Nobody may be using it meanwhile. Without an option the new key is asked for. Earlier backups keep their old key.
    Whoever loses the key loses the database: nobody can open it without.
    """
    from screening.services.keeping import to_be_encrypted
    from screening.store.keys import kept_in_keyring, key_in, new_key
    from screening.store.rekeying import own_file, rekey

    if keyring and new_key_file is not None:
        raise click.UsageError("Either --keyring or --new-key-file.")
    with to_be_encrypted() as database:
        path = own_file(database).path
        if keyring:
            key = new_key()
            with kept_in_keyring(path, key):
                rekey(database, key)
        elif new_key_file is not None:
            rekey(database, key_in(new_key_file))
        else:
            prompt = "The new key"
            rekey(database, click.prompt(prompt, hide_input=True, confirmation_prompt=f"{prompt} again", err=True))
    click.echo("The database has its new key." + ("" if keyring else " Set it where the old one was set."))


@contextmanager
def _rows_copied() -> Iterator[Callable[[str, int], None]]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} rows"))
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Copying", total=None)
        yield lambda table, rows: progress.update(task, advance=rows, description=table)
