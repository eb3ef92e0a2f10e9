"""``screening user``: who can sign in to a team's service, and what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from screening.cli import options

if TYPE_CHECKING:
    from screening.store.users import Role, User

_ROLE = click.Choice(["practitioner", "supervisor", "trainer", "administrator"])
_public_address = click.option(
    "--public-address", metavar="URL", help="Where people reach the service; the link is shown with it."
)


@click.group("user")
def command() -> None:
    """Who can sign in to a team's service, and what they may do.

    A practitioner sees the cases that they or their team hold; a supervisor their team's; a trainer training cases
    only; an administrator looks after users and the log, and sees no case.
    """


@command.command("add", epilog=options.examples(
    "screening user add hv-north-3 --role practitioner --team north",
    "screening user add office --role administrator --public-address https://screening.example.org",
))  # fmt: skip
@click.argument("name")
@click.option("--role", "roles", type=_ROLE, multiple=True, required=True, help="May be given several times.")
@click.option("--team", metavar="TEAM", help="The team that they hold cases with; it is begun if need be.")
@_public_address
def add_command(name: str, roles: tuple[Role, ...], team: str | None, public_address: str | None) -> None:
    """Add somebody who signs in as NAME, and show a link with which they set their password, once, within a day."""
    from screening.services.keeping import the_database
    from screening.store.links import Links
    from screening.store.users import Users

    with the_database() as database:
        with database.session() as session:
            user = Users(session).add(name, roles, team=team)
            token = Links(session).make(user.id, "reset")
        click.echo(f"{user.name} was added.")
        _show_link(token, public_address)


@command.command("reset", epilog=options.examples("screening user reset hv-north-3"))
@click.argument("name")
@_public_address
def reset_command(name: str, public_address: str | None) -> None:
    """Show a link with which NAME sets a new password, once, within a day. Until then the old one works."""
    from screening.services.keeping import the_database
    from screening.store.links import Links
    from screening.store.users import Users

    with the_database() as database:
        with database.session() as session:
            token = Links(session).make(Users(session).named(name).id, "reset")
        _show_link(token, public_address)


@command.command("disable", epilog=options.examples("screening user disable hv-north-3"))
@click.argument("name")
def disable_command(name: str) -> None:
    """NAME may not sign in any more, and is signed out. What they wrote stays."""
    _set_disabled(name, True)


@command.command("enable", epilog=options.examples("screening user enable hv-north-3"))
@click.argument("name")
def enable_command(name: str) -> None:
    """NAME may sign in again."""
    _set_disabled(name, False)


@command.command("role", epilog=options.examples(
    "screening user role hv-north-3 practitioner supervisor", "screening user role hv-north-3 practitioner --team south"
))  # fmt: skip
@click.argument("name")
@click.argument("roles", type=_ROLE, nargs=-1, required=True)
@click.option("--team", metavar="TEAM", help="Put them in this team as well.")
def role_command(name: str, roles: tuple[Role, ...], team: str | None) -> None:
    """Give NAME these ROLES and no others."""
    from screening.services.keeping import the_database
    from screening.store.users import Users

    with the_database() as database, database.session() as session:
        users = Users(session)
        user = users.named(name)
        users.set_roles(user.id, roles)
        if team is not None:
            users.set_team(user.id, team)
        click.echo(_described(users.named(name), users.teams()))


@command.command("list", epilog=options.examples("screening user list"))
def list_command() -> None:
    """Everybody who was added, with their roles and team."""
    from screening.services.keeping import the_database
    from screening.store.users import Users

    with the_database() as database, database.reading() as session:
        users = Users(session)
        teams = users.teams()
        for user in users.all():
            click.echo(_described(user, teams))


def _set_disabled(name: str, disabled: bool) -> None:
    from screening.services.keeping import the_database
    from screening.store.users import Users

    with the_database() as database, database.session() as session:
        users = Users(session)
        users.set_disabled(users.named(name).id, disabled)
        click.echo(_described(users.named(name), users.teams()))


def _described(user: User, teams: dict[str, str]) -> str:
    parts = [f"{user.name:<28}", ", ".join(sorted(user.roles))]
    if user.team_id is not None:
        parts.append(f"team {teams[user.team_id]}")
    if user.disabled:
        parts.append("disabled")
    return "  ".join(parts)


def _show_link(token: str, public_address: str | None) -> None:
    where = public_address.rstrip("/") if public_address else "(the address of the service)"
    click.echo(f"To set a password, once, within a day: {where}/password/{token}")
