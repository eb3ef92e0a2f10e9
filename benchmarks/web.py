"""How long people wait for the web service while many of them save and screen at once, beside a bare page.

Everybody has a case of their own and answers one question again and again, waiting a moment between pages as people
do: the answer is sent, and the next page with its prompts is fetched, which together are what somebody waits for. Now
and then they look at the result. The bare page is one of the same size from FastAPI alone, asked for by as many people
at the same pace in the same run, for figures on a shared machine mean nothing by themselves. Run it with
``python -m benchmarks.web``; it ends with 1 if any answer was wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import http.client
import os
import random
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from screening.case.account import Account
from screening.services.offered import name_for_fact
from screening.store.cases import Cases
from screening.store.database import Database, open_database
from screening.store.place import Embedded
from screening.store.users import Users
from screening.store.visits import Visits

ANSWERS = ("not-mobile", "rolling", "crawling")
TARGET_RATIO, TARGET_SECONDS = 3.0, 0.250
_BARE = """
import sys, uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
page = "<p>" + "x" * (int(sys.argv[2]) - 3)
@app.post("/")
async def answer() -> HTMLResponse:
    return HTMLResponse(page)
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False, timeout_keep_alive=75)
"""

Steps = Callable[["Person"], Sequence[tuple[str, Callable[[], None]]]]


@dataclass
class Person:
    """Somebody at work, with a connection that stays open as a browser's does.

    Attributes:
        port: of the service.
        cookie: of their sign-in.
        case_id: their case.
        waits: seconds that each kind of step took.
        wrong: what went wrong.
        size: bytes of the last page.
    """

    port: int
    cookie: str = ""
    case_id: str = ""
    waits: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    size: int = 0
    token: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Ask for a page: its status, where it leads, and what it says."""
        body = urllib.parse.urlencode(fields) if fields is not None else None
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        self.size = len(said)
        return answer.status, answer.getheader("Location", ""), said.decode()

    def take_up(self) -> None:
        """Begin the question, up to the page that asks it."""
        start = f"/cases/{self.case_id}/start/{name_for_fact('child.mobility')}"
        _, _, said = self.ask("GET", start)
        found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', said)
        assert found, said
        self.token = found[1]
        today = datetime.date.today()
        fields = {"agency": "gp", "by": "GP", "on-day": today.day, "on-month": today.month, "on-year": today.year}
        given = {name: str(value) for name, value in fields.items()}
        status, self.page, said = self.ask("POST", start, {"csrf_token": self.token, **given})
        assert status == 303, said

    def answer(self) -> None:
        """Answer, and be shown the next page with its prompts."""
        fields = {"csrf_token": self.token, "answer": secrets.choice(ANSWERS)}
        status, onward, said = self.ask("POST", self.page, fields)
        self._check(status, 303, said)
        status, _, said = self.ask("GET", onward)
        self._check(status, 200, said)

    def add(self) -> None:
        """Say how it is known and add it to the case; then begin anew."""
        form = self.page.partition("/pages/")[0]
        status, onward, said = self.ask(
            "POST", self.page, {"csrf_token": self.token, "answer": secrets.choice(ANSWERS)}
        )
        self._check(status, 303, said)
        status, _, said = self.ask("POST", onward, {"csrf_token": self.token, "answer": "observed"})
        self._check(status, 303, said)
        status, _, said = self.ask("POST", f"{form}/check", {"csrf_token": self.token})
        self._check(status, 303, said)

    def result(self) -> None:
        """Look at what the case comes to."""
        status, _, said = self.ask("GET", f"/cases/{self.case_id}/result")
        self._check(status, 200, said)

    def bare(self) -> None:
        """Be shown the bare page."""
        status, _, said = self.ask("POST", "/", {"answer": "x"})
        self._check(status, 200, said)

    def _check(self, status: int, expected: int, said: str) -> None:
        if status != expected:
            summary = re.search(r"error-summary__list(.*?)</ul>", said, re.DOTALL)
            words = re.sub(r"<[^>]*>|\s+", " ", summary[1] if summary else said[-300:])
            self.wrong.append(f"{status}: {words}")

    def timed(self, name: str, step: Callable[[], None]) -> None:
        """Take a step, and note how long it took."""
        start = time.perf_counter()
        try:
            step()
        except (OSError, http.client.HTTPException) as fault:
            self.wrong.append(repr(fault))
            self._connection.close()
        self.waits.setdefault(name, []).append(time.perf_counter() - start)


def at_work(person: Person, until: float, pause: float) -> None:
    """Somebody who answers, now and then adds to the case, and looks at the result."""
    chance = random.Random()
    while time.perf_counter() < until:
        for _ in range(4):
            time.sleep(chance.uniform(0.5, 1.5) * pause)
            person.timed("answer to prompts", person.answer)
        time.sleep(chance.uniform(0.5, 1.5) * pause)
        person.timed("add to the case", person.add)
        time.sleep(chance.uniform(0.5, 1.5) * pause)
        person.timed("result, both channels", person.result)
        person.take_up()


def at_the_bare_page(person: Person, until: float, pause: float) -> None:
    """Somebody who is shown the bare page again and again."""
    chance = random.Random()
    while time.perf_counter() < until:
        time.sleep(chance.uniform(0.5, 1.5) * pause)
        person.timed("bare page", person.bare)


def together(
    people: Sequence[Person], work: Callable[[Person, float, float], None], seconds: float, pause: float
) -> None:
    """Have everybody work at once for some time."""
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=work, args=(person, until, pause)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def table(people: Sequence[Person], bare: float | None) -> float:
    """Print the waits of some people; gives the 95th percentile of the first kind of step, in seconds."""
    first = None
    for name in dict.fromkeys(name for one in people for name in one.waits):
        waits = sorted(wait for one in people for wait in one.waits.get(name, ()))
        p50, p95, p99 = (waits[min(len(waits) - 1, int(len(waits) * share))] for share in (0.5, 0.95, 0.99))
        ratio = f"{p95 / bare:8.1f}" if bare else ""
        print(f"{name:<24}{len(waits):>7}{p50 * 1000:>9.1f}{p95 * 1000:>9.1f}{p99 * 1000:>9.1f}{ratio}")
        first = first or p95
    return first or 0.0


@contextlib.contextmanager
def started(command: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run a service until it is not needed any more."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603 -- our own
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.1)
            yield
        finally:
            process.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def prepared(database: Database, port: int, number: int) -> list[Person]:
    """So many people of one team, signed in, with a case of a baby with a mark each."""
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    told = Account.model_validate({
        "id": "first", "on": yesterday.isoformat(), "agency": "gp", "by": "GP", "source": "observed",
        "facts": {"children": {"baby": {"injuries": {"i1": {"kind": "bruise"}}}}, "people": {"mother": {}}},
    })  # fmt: skip
    people = []
    for index in range(number):
        with database.session() as session:
            user = Users(session).add(f"person {index}", ("practitioner",), team="north")
            row = Cases(session).new(f"K-{index}", training=False, team_id=None, holder_id=user.id, by=user.id)
            Cases(session).add(row.id, [told], by=user.id, expected_version=row.version)
            people.append(Person(port, f"screening-session={Visits(session).begin(user.id)}", row.id))
    return people


def main() -> int:
    """Measure the service, then the bare page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50, help="how many are at work at once (default 50)")
    parser.add_argument("--seconds", type=float, default=60, help="how long (default 60)")
    parser.add_argument("--pause", type=float, default=5, help="seconds between pages, on average (default 5)")
    options = parser.parse_args()
    port, bare_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.closing(open_database(Embedded(Path(folder) / "screening.db"))) as database:
            people = prepared(database, port, options.people)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SCREENING_DATABASE")}
        serve = [sys.executable, "-m", "screening", "serve", "--port", str(port), "--public-address",
                 f"http://127.0.0.1:{port}"]  # fmt: skip
        with started(serve, port, environment | {"SCREENING_DATA_DIR": folder}):
            for person in people:
                person.take_up()
            people[0].answer()
            size = people[0].size
            people[0].add()
            people[0].take_up()
            together(people, at_work, options.seconds, options.pause)
    others = [Person(bare_port) for _ in people]
    with started([sys.executable, "-c", _BARE, str(bare_port), str(size)], bare_port, environment):
        together(others, at_the_bare_page, options.seconds / 3, options.pause)
    print(
        f"{options.people} people for {options.seconds:.0f} s, a page every {options.pause:g} s; pages of {size} bytes"
    )
    print(f"{'':<24}{'pages':>7}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}   ratio")
    bare = table(others, None)
    p95 = table(people, bare)
    wrong = [one for person in (*people, *others) for one in person.wrong]
    within = p95 <= TARGET_SECONDS and p95 <= TARGET_RATIO * bare
    print(f"target: p95 of answer to prompts within {TARGET_RATIO:g} times the bare page and 250 ms: "
          f"{'reached' if within else 'not reached'}")  # fmt: skip
    print(f"errors: {len(wrong)}" + "".join(f"\n  {one}" for one in wrong[:5]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
