"""The service is killed in the middle of saves by several people; whatever a page had said was saved is there.

SCREENING_KILLS says how often: 3 times on a plain file, and where it is set, that often on each kind of database.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from journeys.service import COOKIE, Service, add_people, serving
from sqlalchemy import create_engine, select, text

from screening.services.offered import name_for_fact
from screening.store.cases import Cases
from screening.store.checking import check
from screening.store.database import Database, open_database
from screening.store.drafts import Drafts
from screening.store.place import Embedded, Place, Served
from screening.store.tables import CaseRow
from screening.store.users import Users

from .browsing import token_on

KILLS = int(os.environ.get("SCREENING_KILLS", "3"))
KINDS = ("sqlite", "sqlcipher", "postgresql") if "SCREENING_KILLS" in os.environ else ("sqlite",)
KEY = "5ec2e7" + "0" * 58
AT_ONCE = 4
QUESTION = name_for_fact("child.background")


@dataclass
class Saver:
    """Somebody who begins cases and fills in a question again and again, and notes what the pages said was saved.

    Attributes:
        name: a word for them; no two have the same.
        case_id: the case to which they add.
        cases: references of cases that were begun.
        drafted: the last answer that was kept, not added to the case yet.
        added: every answer that was added to the case.
        tried: how many cases and answers were sent.
        form: the address of the form that they were at.
    """

    name: str
    case_id: str
    cases: list[str] = field(default_factory=list)
    drafted: str | None = None
    added: list[str] = field(default_factory=list)
    tried: int = 0
    form: str | None = None

    def save(self, address: str, cookie: str) -> None:
        """Save until the service is gone."""
        with httpx2.Client(base_url=address, cookies={COOKIE: cookie}, trust_env=False, timeout=20) as client:
            try:
                token = {"csrf_token": token_on(client.get("/cases/new").text)}
                if self.form is not None:
                    # What was left half done when the service went away is thrown away, and begun anew.
                    client.post(f"{self.form}/drop", data=token)
                    self.drafted = None
                while True:
                    self._begin_a_case(client, token)
                    self._answer_and_add(client, token)
            except httpx2.TransportError:
                return

    def _begin_a_case(self, client: httpx2.Client, token: dict[str, str]) -> None:
        self.tried += 1
        reference = f"K-{self.name}-{self.tried}"
        sent = client.post("/cases/new", data={**token, "reference": reference, "child": "baby", "stage": "not-known"})
        assert sent.status_code == 303, sent.text
        self.cases.append(reference)

    def _answer_and_add(self, client: httpx2.Client, token: dict[str, str]) -> None:
        today = datetime.date.today()
        start = {"child": "baby", "agency": "gp", "by": "GP", "on-day": str(today.day), "on-month": str(today.month),
                 "on-year": str(today.year)}  # fmt: skip
        page = self._sent(client, f"/cases/{self.case_id}/start/{QUESTION}", token | start)
        self.form = page.partition("/pages/")[0]
        self.tried += 1
        said = f"{self.name} said {self.tried}."
        page = self._sent(client, page, {**token, "answer": said})
        self.drafted = said
        self._sent(client, page, {**token, "answer": "record"})
        self._sent(client, f"{self.form}/check", token)
        self.added.append(said)
        self.drafted = None

    def _sent(self, client: httpx2.Client, path: str, fields: dict[str, str]) -> str:
        answered = client.post(path, data=fields)
        assert answered.status_code == 303, answered.text
        return answered.headers["Location"]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A new database of one kind."""
    if request.param != "postgresql":
        yield Embedded(tmp_path / "screening.db", KEY if request.param == "sqlcipher" else None)
        return
    # The store's own tests, which are run together with these wherever there is a server, bring it.
    from postgres_server import server

    with server() as address:
        engine = create_engine(f"{address}postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE crashed"))
        engine.dispose()
        yield Served(f"{address}crashed", KEY)


def named(place: Place) -> dict[str, str]:
    """The variables of the environment that name a database."""
    where = {"SCREENING_DATABASE_KEY": place.key} if place.key is not None else {}
    if isinstance(place, Served):
        return where | {"SCREENING_DATABASE_URL": place.url}
    return where | {"SCREENING_DATA_DIR": str(place.path.parent)}


def interrupted(service: Service, savers: list[Saver], chance: random.Random) -> None:
    """Have everybody save at once, and kill the service in the middle of it."""
    before = [len(one.cases) for one in savers]
    threads = [
        threading.Thread(target=one.save, args=(service.address, service.signed_in("practitioner"))) for one in savers
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 30
    while any(len(one.cases) < number + 2 for one, number in zip(savers, before, strict=True)):
        assert time.monotonic() < deadline, "nobody gets on"
        time.sleep(0.01)
    time.sleep(chance.uniform(0.0, 0.3))
    assert service.process.poll() is None, service.log.read_text()
    service.kill()
    for thread in threads:
        thread.join()


def test_what_a_page_said_was_saved_survives_a_kill(place: Place, tmp_path: Path) -> None:
    chance = random.Random(9)
    with contextlib.closing(open_database(place)) as database:
        add_people(database)
        with database.session() as session:
            user = Users(session).named("practitioner")
            rows = [
                Cases(session).new(f"K-{number}", training=False, team_id=None, holder_id=user.id, by=user.id)
                for number in range(AT_ONCE)
            ]
            savers = [Saver(f"s{number}", row.id) for number, row in enumerate(rows)]
    for _ in range(KILLS):
        with serving(place, named(place), tmp_path / "said.txt") as service:
            interrupted(service, savers, chance)
        with contextlib.closing(open_database(place)) as database:
            assert check(database) == ()
            for one in savers:
                lost_nothing(database, one)
    assert sum(len(one.added) for one in savers) >= KILLS * AT_ONCE


def lost_nothing(database: Database, saver: Saver) -> None:
    """Whatever a page said was saved is there."""
    with database.reading() as session:
        user = Users(session).named("practitioner")
        begun = set(session.scalars(select(CaseRow.reference)))
        accounts = Cases(session).file(saver.case_id).accounts
        drafts = [one.body for one in Drafts(session).list_for(user.id, saver.case_id)]
    assert set(saver.cases) <= begun
    told = [value for one in accounts for _, value in one.flattened.values]
    assert set(saver.added) <= set(told)
    assert len(told) == len(set(told))
    # An answer that was kept is still kept, or has been added since.
    assert saver.drafted is None or saver.drafted in told or saver.drafted in str(drafts)
