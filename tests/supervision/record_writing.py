"""A record that is whole, and a chain in memory, for the tests of records of supervision."""

from __future__ import annotations

import contextlib
import datetime
from contextlib import AbstractContextManager
from typing import Any

from screening.store.supervision_chain import End, Entry, EntryKind, following
from screening.supervision.written import WrittenRecord

HELD_ON = datetime.date(2026, 3, 1)
NAMES = {"escalation-and-challenge": "Escalation and professional challenge"}

ACTION = {
    "who": "health visitor", "what": "Weigh the baby at home and plot it on the chart", "by_when": "2026-03-05",
    "how_we_will_know": "The chart has the new point",
}  # fmt: skip
ESCALATION = {
    "policy": "escalation-and-challenge", "step": "Asked the team manager", "to": "team manager",
    "taken_on": "2026-02-27", "because": "The referral was closed unseen", "reply_due": "2026-03-04",
}  # fmt: skip


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def written(**changes: Any) -> WrittenRecord:
    """A record with nothing amiss unless a change brings it in."""
    values: dict[str, Any] = {
        "case": "K-1", "held_on": HELD_ON.isoformat(),
        "practitioner": {"role": "health visitor", "reference": "HV-7"},
        "supervisor": {"role": "named nurse", "reference": "SUP-3"},
        "discussed": ({"about": "the weight", "said": "nobody has weighed him"},),
        "decisions": ({"decided": "he is seen this week", "because": "nobody has seen him awake"},),
        "actions": (ACTION,),
    }  # fmt: skip
    return WrittenRecord.model_validate(values | changes)


def names(policy_id: str) -> str:
    return NAMES[policy_id]


class InMemory:
    """A chain that is kept nowhere."""

    case = "K-1"

    def __init__(self) -> None:
        self.kept: list[Entry] = []

    def alone(self) -> AbstractContextManager[None]:
        return contextlib.nullcontext()

    def entries(self) -> tuple[Entry, ...]:
        return tuple(self.kept)

    def end(self) -> End:
        return End(self.kept[-1].number, self.kept[-1].hash) if self.kept else End()

    def append(self, kind: EntryKind, body: str, by: str | None) -> Entry:
        at = datetime.datetime(2026, 3, 1, 9, len(self.kept) % 60, tzinfo=datetime.UTC)
        self.kept.append(following(self.end(), kind, at, by, body))
        return self.kept[-1]
