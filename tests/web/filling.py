"""Somebody who fills in a form in a browser without script: follows links, sends forms, reads what stands there."""

from __future__ import annotations

import datetime
import html
import re
from dataclasses import dataclass, field

from httpx2 import Response
from starlette.testclient import TestClient

from screening.case.account import Account
from screening.case.profile import CaseProfile
from screening.store.cases import Cases
from screening.store.database import Database

from .browsing import token_on, user_named

Field = str | list[str]


@dataclass
class Filling:
    """One form in one window.

    Attributes:
        client: a browser that is signed in.
        home: the address of the form's sections.
        at: where the window is.
        page: what it shows.
        status: the status code of what it shows.
    """

    client: TestClient
    home: str
    at: str = ""
    page: str = ""
    status: int = 200
    seen: list[str] = field(default_factory=list)

    def go(self, address: str) -> Filling:
        """Open an address and follow where it leads."""
        return self._shown(address, self.client.get(address))

    def open(self, link: str) -> Filling:
        """Follow a link on the page of sections by its text."""
        self.go(self.home)
        return self.follow(link)

    def follow(self, link: str) -> Filling:
        """Follow a link of the page by its text."""
        for address, text in re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', self.page, re.DOTALL):
            if link in plain(text):
                return self.go(html.unescape(address))
        raise AssertionError(f"no link says {link!r} on {plain(self.page)}")

    def answer(self, **fields: Field) -> Filling:
        """Send the page's form with some fields, and whatever stands hidden in it."""
        form = re.search(r"<form[^>]*data-saves.*?</form>", self.page, re.DOTALL)
        assert form, f"no question here: {plain(self.page)}"
        return self.send(form[0], **fields)

    def not_known(self, reason: str = "not-asked") -> Filling:
        """Say on a page that it is not known yet."""
        where = "instead" if 'name="instead"' in self.page else "answer"
        return self.answer(**{where: "-not-known", "reason": reason})

    def press(self, button: str, **fields: Field) -> Filling:
        """Send the form that has a button with this text."""
        for form in re.findall(r"<form.*?</form>", self.page, re.DOTALL):
            if button in plain(form) and "/sign-out" not in form:
                return self.send(form, **fields)
        raise AssertionError(f"no button says {button!r} on {plain(self.page)}")

    def send(self, form: str, **fields: Field) -> Filling:
        """Send a form as it stands, with some fields filled in."""
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
        action = re.search(r'<form[^>]*action="([^"]*)"', form)
        data: dict[str, Field] = {name: html.unescape(value) for name, value in hidden}
        address = html.unescape(action[1]) if action else self.at
        return self._shown(
            address, self.client.post(address, data=data | fields, headers={"Sec-Fetch-Site": "same-origin"})
        )

    @property
    def question(self) -> str:
        """The page's heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)
        return plain(found[1]) if found else ""

    @property
    def says(self) -> str:
        """Everything that stands on the page."""
        return plain(self.page)

    @property
    def errors(self) -> list[str]:
        """What the error summary says."""
        found = re.search(r'<ul class="govuk-list govuk-error-summary__list">(.*?)</ul>', self.page, re.DOTALL)
        return [plain(one) for one in re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL)] if found else []

    def _shown(self, address: str, response: Response) -> Filling:
        for _ in range(5):
            if response.status_code != 303:
                break
            address = response.headers["location"]
            response = self.client.get(address)
        self.at, self.page, self.status = address, response.text, response.status_code
        self.seen.append(address)
        return self


def plain(markup: str) -> str:
    """The text of some markup, without tags, on one line."""
    without = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(without).split())


def begin(client: TestClient, case_id: str, name: str, **fields: str) -> Filling:
    """Begin a form as a health visitor, today."""
    today = datetime.date.today()
    given = {"agency": "health visiting", "by": "health visitor", "on-day": str(today.day),
             "on-month": str(today.month), "on-year": str(today.year)}  # fmt: skip
    start = f"/cases/{case_id}/start/{name}"
    window = Filling(client, "").go(start)
    form = re.search(rf'<form[^>]*action="{re.escape(start)}.*?</form>', window.page, re.DOTALL)
    assert form, window.says
    window.send(form[0], **given | fields)
    window.home = window.at.partition("/pages/")[0]
    return window


def add(
    database: Database, case_id: str, facts: dict[str, object], name: str = "practitioner", on: str = "2026-11-01"
) -> None:
    """Add an account of a GP to a case, as some user."""
    user = user_named(database, name)
    profile = CaseProfile.model_validate(facts)
    account = Account(on=on, agency="gp", by="GP", source="record", facts=profile)
    with database.session() as session:
        row = Cases(session).get(case_id)
        assert row is not None
        Cases(session).add(case_id, [account], by=user.id, expected_version=row.version)


def accounts(database: Database, case_id: str) -> tuple[Account, ...]:
    """Every account of a case."""
    with database.reading() as session:
        return Cases(session).file(case_id).accounts


def token(window: Filling) -> str:
    """The form token of the page."""
    return token_on(window.page)
