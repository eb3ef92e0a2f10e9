"""Runs the web service until it is told to stop: the address, the database, and what the terminal says meanwhile.

What is refused here: an address that others can reach without a public one being stated, and a team without users.
"""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from screening.errors import Problem, ProblemsFound
from screening.store.database import Database, open_database
from screening.store.place import Embedded, Place
from screening.store.users import Users
from screening.web import alone
from screening.web.app import create_app
from screening.web.settings import Settings

Say = Callable[[str], None]
_GRACE = 5
_IDLE = 75
"""Seconds for which a connection is kept without a request: longer than proxies do, so that none uses a closed one."""
_LONGEST_PORT = 65535


def serve(settings: Settings, place: Place | None, say: Say) -> None:
    """Serve until Ctrl-C or a signal to end.

    Args:
        settings: as asked for; whether it is for one person is found out here.
        place: the database; None for a throw-away one with the training cases.
        say: shows a line to whoever started the service.

    Raises:
        ProblemsFound: the address cannot be used, the database cannot be opened, or a team has no users yet.
    """
    _check_reach(settings, demo=place is None)
    with _database(place) as database, _listening(settings) as listener:
        local = place is None or (
            isinstance(place, Embedded) and settings.public_address is None and alone.is_alone(database)
        )
        if not local:
            _check_team(database)
        settings = settings.model_copy(
            update={"local": local, "demo": place is None, "port": listener.getsockname()[1]}
        )
        app = create_app(settings, database)
        if local:
            app.state.show_link = lambda: _show_link(settings, database, say)
        _say_hello(settings, place, say)
        if local:
            app.state.show_link()
        say("Stop the service with Ctrl-C.")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none",
            proxy_headers=settings.public_address is not None, timeout_graceful_shutdown=_GRACE,
            timeout_keep_alive=_IDLE,
        )  # fmt: skip
        # The server hands a signal on when it has stopped; ending it from outside is then the same as Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    say("Stopped. The cases are gone." if place is None else "Stopped. What a page said was saved is saved.")


def _check_reach(settings: Settings, *, demo: bool) -> None:
    if not 0 <= settings.port <= _LONGEST_PORT:
        raise ProblemsFound([Problem("W120", f"A port is a number from 0 to {_LONGEST_PORT}.")])
    if not settings.loopback and (demo or settings.public_address is None):
        hint = (
            "The demonstration is for this machine only; leave --host out." if demo else
            "Leave --host out, or say with --public-address by which https address people reach it."
        )  # fmt: skip
        raise ProblemsFound([Problem("W121", f"Others than this machine can reach {settings.host}.", hint=hint)])


def _check_team(database: Database) -> None:
    with database.reading() as session:
        able = [user for user in Users(session).all() if user.name != alone.NAME and not user.disabled]
    if not able:
        hint = "Add one: screening user add NAME --role administrator"
        raise ProblemsFound([Problem("W122", "Nobody could sign in: there are no users yet.", hint=hint)])


@contextlib.contextmanager
def _database(place: Place | None) -> Iterator[Database]:
    if place is None:
        with alone.demonstration() as made:
            yield made
        return
    opened = open_database(place)
    try:
        yield opened
    finally:
        opened.close()


@contextlib.contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as wrong:
            hint = "Is the service running already? Another port can be given with --port; --port 0 takes a free one."
            message = f"{settings.host} port {settings.port} cannot be listened on: {wrong.strerror or wrong}."
            raise ProblemsFound([Problem("W123", message, hint=hint)]) from None
        yield listener


def _say_hello(settings: Settings, place: Place | None, say: Say) -> None:
    if place is None:
        say("A demonstration with training cases. All that is written in it is thrown away at the end.")
    else:
        encrypted = isinstance(place, Embedded) and place.key is None
        say(f"Cases are kept in {place.shown}{', which is not encrypted' if encrypted else ''}.")
    say(f"The service is at {settings.address}")


def _show_link(settings: Settings, database: Database, say: Say) -> None:
    link = alone.new_link(database, settings.address)
    say(f"Open this link in a browser to sign in. It works once, within an hour:\n\n  {link}\n")
