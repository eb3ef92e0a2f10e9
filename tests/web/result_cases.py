"""A case for the tests of the result: a mark on a baby, told so that a prompt is met, a fact disputed, a word alone."""

from __future__ import annotations

import datetime
import re
from html import unescape
from typing import Any

from screening.case.account import Account
from screening.store.cases import Cases
from screening.store.database import Database

from .browsing import new_case, user_named

TODAY = datetime.date.today()
REFERENCE = "K-0142"
HOSTILE = "<script>alert(1)</script>"


def ago(days: int) -> str:
    return (TODAY - datetime.timedelta(days=days)).isoformat()


def sam(**facts: Any) -> dict[str, Any]:
    return {"children": {"sam": facts}}


def accounts() -> list[Account]:
    told = [
        {"id": "hv", "on": ago(20), "agency": "health-visiting", "by": "health visitor", "source": "observed",
         "facts": sam(born=ago(120), mobility="not-mobile", seen_regularly=True)},
        {"id": "gp", "on": ago(2), "agency": "gp", "by": "GP", "source": "observed", "known_to": ["hospital"],
         "facts": sam(injuries={"i1": {"kind": "bruise", "seen_on": ago(2), "procedure": "not-followed"}})},
        {"id": "mum", "on": ago(1), "agency": "gp", "by": f"GP {HOSTILE}", "source": "carer", "told_by": "mother",
         "facts": sam(mobility="crawling", injuries={"i1": {"explanation": "accident"}})},
    ]  # fmt: skip
    return [Account.model_validate(one) for one in told]


def marked_baby(database: Database, holder: str = "practitioner", *, training: bool = False) -> str:
    """The id of a new case with these accounts."""
    case_id = new_case(database, holder, REFERENCE, training=training)
    add(database, case_id, *accounts())
    return case_id


def add(database: Database, case_id: str, *told: Account, by: str = "practitioner") -> None:
    with database.session() as session:
        cases = Cases(session)
        row = cases.get(case_id)
        assert row is not None
        cases.add(case_id, told, by=user_named(database, by).id, expected_version=row.version)


def text_of(page: str) -> str:
    """What a page says, in order, without marks."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def links_of(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'(?:href|action|src)="([^"]*)"', page)]


def titles_of(page: str, section: str, until: str) -> str:
    """What stands between two headings, by the headings' ids."""
    start, end = page.index(f'id="{section}"'), page.index(f'id="{until}"')
    return text_of(page[start:end])
