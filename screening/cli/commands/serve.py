"""``screening serve``: the web service, for one person on this machine or for a team behind a proxy."""

from __future__ import annotations

import click

from screening.cli import options


@click.command(
    "serve",
    epilog=options.examples(
        "screening serve --demo",
        "screening serve",
        "SCREENING_DATABASE_URL=postgresql+psycopg://screening@db/screening \\\n"
        "    screening serve --public-address https://screening.example.org",
    ),
)
@click.option("--demo", is_flag=True, help="With the training cases that ship, in a database that is thrown away.")
@click.option("--port", type=int, default=8765, show_default=True, help="Where to listen; 0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--public-address", metavar="URL", help="Where a team reaches the service, through a proxy that speaks https."
)
@click.option(
    "--locality", metavar="PLACE", envvar="SCREENING_LOCALITY", show_envvar=True,
    help="Whose names and addresses to use, such as kent.",
)  # fmt: skip
def command(demo: bool, port: int, host: str, public_address: str | None, locality: str | None) -> int:
    """Open the case profile form, the checklists and the results in a browser.

    Without options it is for one person on this machine, and for nobody else: it listens on this machine only, keeps
    its cases in one file of yours, and shows a link here that signs you in once. Nothing leaves the machine.

    For a team, say with --public-address where people reach it, and add people with "screening user add". They sign in
    with a name and password, or through your organisation: SCREENING_OIDC_ISSUER, SCREENING_OIDC_CLIENT_ID and
    SCREENING_OIDC_CLIENT_SECRET. SCREENING_DATABASE_URL names a PostgreSQL server to keep the cases on.
    """
    import os

    from screening.services.in_use import speak_as
    from screening.store.place import find_place
    from screening.web.serving import serve
    from screening.web.settings import Settings, checked_address, openid_from

    speak_as(locality)
    settings = Settings(
        host=host,
        port=port,
        public_address=checked_address(public_address) if public_address else None,
        openid=openid_from(os.environ),
    )
    serve(settings, None if demo else find_place(), click.echo)
    return 0
