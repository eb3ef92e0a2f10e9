"""A service in a process of its own, for a team, with everything it says kept; and the people who use it.

The tests put users and cases into its database themselves, beside it, as a colleague at another machine would.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.store.database import Database, open_database
from screening.store.passwords import Passwords
from screening.store.place import Place
from screening.store.users import Role, Users
from screening.store.visits import Visits

PASSWORD = "three unlikely words"  # noqa: S105 -- of nobody
COOKIE = "screening-session"
PEOPLE: Mapping[str, tuple[Role, ...]] = {
    "practitioner": ("practitioner",),
    "colleague": ("practitioner",),
    "supervisor": ("supervisor",),
    "trainer": ("trainer",),
    "administrator": ("administrator",),
}
_PATIENCE = 30.0


@dataclass
class Service:
    """A service that answers.

    Attributes:
        address: the start of its addresses.
        database: the same that it uses, opened beside it.
        process: the one that answers.
        log: the file with everything it has said.
        environment: what it was started with.
    """

    address: str
    database: Database
    process: subprocess.Popen[bytes]
    log: Path
    environment: Mapping[str, str]

    def signed_in(self, name: str) -> str:
        """The cookie of a new sign-in of somebody."""
        with self.database.session() as session:
            return Visits(session).begin(Users(session).named(name).id)

    def kill(self) -> None:
        """End the process in the middle of whatever it does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def start_again(self) -> None:
        """Start it anew after it was killed, at the same address and with the same database."""
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                self.process.args, env=self.environment, stdout=said, stderr=subprocess.STDOUT
            )
        _wait_for(f"{self.address}/sign-in", self.process, self.log)


def add_people(database: Database) -> None:
    """Add a user of each kind, all of one team; whoever signs in by a password has the same."""
    with database.session() as session:
        for name, roles in PEOPLE.items():
            user = Users(session).add(name, roles, team="north")
            if name == "practitioner":
                Passwords(session).set(user.id, PASSWORD, by=None)


@contextlib.contextmanager
def serving(place: Place, where: Mapping[str, str], log: Path) -> Iterator[Service]:
    """Start the service as a team's, and end it afterwards.

    Args:
        place: its database, which has users.
        where: the variables of the environment that name the same database to it.
        log: where everything that it says is added.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SCREENING_")}
    environment |= {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "PYTHONUNBUFFERED": "1", **where}
    command = [sys.executable, "-m", "screening", "serve", "--port", str(port), "--public-address", address]
    with contextlib.closing(open_database(place)) as database:
        with log.open("ab") as said:
            process = subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.STDOUT)
        running = Service(address, database, process, log, environment)
        try:
            _wait_for(f"{address}/sign-in", process, log)
            yield running
        finally:
            running.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(address, timeout=5):  # noqa: S310
            return
        time.sleep(0.1)
    raise AssertionError(f"the service does not answer: {log.read_text()}")
