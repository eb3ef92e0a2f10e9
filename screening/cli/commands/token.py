"""``screening token``: tokens with which another program acts for a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from screening.cli import options

if TYPE_CHECKING:
    from screening.store.api_tokens import Scope

_SCOPES = ("cases-read", "cases-write", "screen", "content-read")


@click.group("token")
def command() -> None:
    """Tokens with which another program acts for a user.

    A token allows only what its scopes say, and never more than its user may do: cases-read (look at cases),
    cases-write (begin and add to cases, respond to prompts), screen (screen a case), content-read (rules, learning,
    checklists).
    """


@command.command("add", epilog=options.examples(
    "screening token add hv-north-3 --scope screen --for 'records system'",
    "screening token add hv-north-3 --scope cases-read --scope cases-write --for import --days 30",
))  # fmt: skip
@click.argument("user")
@click.option("--scope", "scopes", type=click.Choice(_SCOPES), multiple=True, required=True,
              help="What it allows. May be given several times.")  # fmt: skip
@click.option("--for", "label", metavar="PROGRAM", required=True, help="Which program it is for, in a word or two.")
@click.option("--days", type=click.IntRange(1, 365), default=90, show_default=True, help="How long it counts.")
def add_command(user: str, scopes: tuple[Scope, ...], label: str, days: int) -> None:
    """Make a token for USER and show it, this once: it is not kept in a form that can be shown again."""
    import datetime

    from screening.services.keeping import the_database
    from screening.store.api_tokens import ApiTokens
    from screening.store.users import Users

    with the_database() as database, database.session() as session:
        found = Users(session).named(user)
        lasts = datetime.timedelta(days=days)
        token = ApiTokens(session).make(found.id, label, scopes, lasts=lasts, by=None)
    click.echo(token)
    click.echo(f"Keep it as you keep a password. It acts for {found.name} for {days} days.", err=True)


@command.command("list", epilog=options.examples("screening token list hv-north-3"))
@click.argument("user")
def list_command(user: str) -> None:
    """Every token of USER: its id, which program it is for, what it allows and until when. Never the token itself."""
    from screening.reports.words import day
    from screening.services.keeping import the_database
    from screening.store.api_tokens import ApiTokens
    from screening.store.users import Users

    with the_database() as database, database.reading() as session:
        tokens = ApiTokens(session).list_for(Users(session).named(user).id)
    for one in tokens:
        until = "revoked" if one.revoked else f"until {day(one.expires_at.date().isoformat())}"
        click.echo(f"{one.id}  {until}  {', '.join(sorted(one.scopes))}  {one.label}")
    if not tokens:
        click.echo("There is no token.")


@command.command("revoke", epilog=options.examples(
    "screening token revoke hv-north-3 0f8fad5bd9cb469fa16570867728950e"))  # fmt: skip
@click.argument("user")
@click.argument("token_id", metavar="ID")
def revoke_command(user: str, token_id: str) -> None:
    """Take back the token with this ID; screening token list shows the ids. It counts no more from now on."""
    from screening.errors import Problem, ProblemsFound
    from screening.services.keeping import the_database
    from screening.store.api_tokens import ApiTokens
    from screening.store.users import Users

    with the_database() as database, database.session() as session:
        found = Users(session).named(user)
        if not ApiTokens(session).revoke(token_id, user_id=found.id, by=None):
            hint = f"screening token list {user} shows them."
            raise ProblemsFound([Problem("S133", "This user has no token of this id.", hint=hint)])
    click.echo("The token was taken back.")
