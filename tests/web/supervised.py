"""A case with a record of supervision, for the tests of its pages; and filling in the form of one."""

from __future__ import annotations

import datetime
import re
from html import unescape
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from screening.services.in_use import usual_pack
from screening.services.recording import keep, names_of
from screening.store.database import Database
from screening.store.supervision import CaseLedger
from screening.supervision.written import WrittenRecord

from .browsing import token_on, user_named
from .result_cases import TODAY

AHEAD = TODAY + datetime.timedelta(days=7)
ACTION = {
    "who": "health visitor", "what": "Weigh the baby at home and plot it on the chart",
    "how_we_will_know": "The chart has the new point",
}  # fmt: skip
STEP = {
    "policy": "escalation-and-challenge", "step": "Asked the team manager", "to": "team manager",
    "because": "The referral was closed unseen",
}  # fmt: skip
ABOUT = {
    "practitioner-role": "health visitor", "practitioner-reference": "HV-7", "supervisor-role": "named nurse",
    "supervisor-reference": "SUP-3",
}  # fmt: skip


def kept_record(database: Database, case_id: str, **changes: Any) -> int:
    """The number of a new record with an action and an escalation, which nobody has signed."""
    values: dict[str, Any] = {
        "held_on": TODAY.isoformat(),
        "practitioner": {"role": "health visitor", "reference": "HV-7"},
        "supervisor": {"role": "named nurse", "reference": "SUP-3"},
        "discussed": [{"about": "the weight", "said": "nobody has weighed him"}],
        "actions": [{**ACTION, "by_when": AHEAD.isoformat()}],
        "escalations": [{**STEP, "taken_on": TODAY.isoformat(), "reply_due": AHEAD.isoformat()}],
    }  # fmt: skip
    by = user_named(database, "supervisor").id
    with database.session() as session:
        ledger = CaseLedger(session, case_id)
        written = WrittenRecord.model_validate({"case": ledger.case, **values, **changes})
        return keep(ledger, written, names_of(usual_pack()), by=by).record.number


def of(case_id: str, rest: str = "") -> str:
    """An address of a case's supervision."""
    return f"/cases/{case_id}/supervision{rest}"


def hidden(page: str, name: str) -> str:
    """What a hidden field of a page holds; empty where there is none."""
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def sent(client: TestClient, path: str, page: str | None = None, **fields: str) -> Response:
    """Fill in and send a form; ``page`` is the page as it was opened, now if not given."""
    text = page if page is not None else client.get(path).text
    around = {name: hidden(text, name) for name in ("mark", "seen", "was")}
    data = {"csrf_token": token_on(text), **around, **{name.replace("__", "-"): one for name, one in fields.items()}}
    return client.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin"})


def day(name: str, on: datetime.date) -> dict[str, str]:
    """The three fields of a day."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def written_on_the_form(client: TestClient, case_id: str) -> None:
    """A record begun and filled in, with one action."""
    sent(client, of(case_id, "/draft"))
    section = of(case_id, "/draft/sections/{}").format
    for key, fields in (
        ("about", {**ABOUT, **day("held_on", TODAY)}),
        ("discussed", {"discussed-0-about": "The weight", "discussed-0-said": "Nobody has weighed him."}),
        ("actions", {f"actions-0-{name}": text for name, text in ACTION.items()} | day("actions-0-by_when", AHEAD)),
    ):
        assert sent(client, section(key), **fields).headers["location"] == of(case_id, "/draft")
