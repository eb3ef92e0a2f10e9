"""A small scenario and a room for it in memory, for tests of training."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack, read_pack
from screening.services import training
from screening.services.training_room import Room
from screening.training.events import Event

ROOT = Path(__file__).parents[2]
BRUISE = "children.sam.injuries.i1.kind"
STORY = Scenario.model_validate(
    {
        "scenario": "small-one",
        "title": "A small one",
        "source": "own-work",
        "warning": "About a bruise on a baby.",
        "about": "A made-up case.",
        "case": {
            "case": "T-SMALL",
            "training": True,
            "accounts": [
                {
                    "id": "a1", "on": "2026-01-10", "agency": "health-visiting", "source": "observed",
                    "facts": {"children": {"sam": {"born": "2025-11-02", "mobility": "not-mobile"}}},
                },
                {
                    "id": "a2", "on": "2026-01-10", "agency": "gp", "source": "observed", "cites": "Paragraph 7",
                    "facts": {"children": {"sam": {"injuries": {"i1": {"kind": "bruise", "seen_on": "2026-01-10"}}}}},
                },
                {
                    "id": "a3", "on": "2026-02-10", "agency": "gp", "source": "observed",
                    "facts": {"children": {"sam": {"injuries": {"i2": {"kind": "burn", "seen_on": "2026-02-10"}}}}},
                },
            ],
        },
        "steps": [
            {"id": step, "title": "Anything", "as_of": day, "notes": "Anything", "who_knew": "Anything"}
            for step, day in (("s1", "2026-01-11"), ("s2", "2026-02-11"))
        ],
    }
)  # fmt: skip


class Memory:
    """Events kept in memory."""

    def __init__(self) -> None:
        self.kept: list[Event] = []

    def events(self) -> tuple[Event, ...]:
        return tuple(self.kept)

    def append(self, event: Event) -> None:
        self.kept.append(event)


@cache
def rules() -> Pack:
    """The rules of the checkout."""
    return read_pack(ROOT / "rules")[0]


def key(name: str) -> str:
    """An event's id from a short word."""
    return f"{name}-0000000"


def room(*groups: tuple[str, str | None], label: str = "Spring") -> Room:
    """A session at its first checkpoint, with groups as name and agency."""
    made = training.start_session(Memory(), STORY, rules(), id=key("start"), label=label)
    for name, agency in groups:
        training.join_group(made, id=key(name), label=f"Table of {name}", agency=agency)
    training.open_step(made, id=key("open-s1"))
    return made


def concern(made: Room, name: str, group: str, step: str = "s1", text: str = "A bruise") -> None:
    """A group writes a concern about the bruise."""
    training.write_entry(made, id=key(name), group=key(group), step=step, column="concerns", text=text, facts=[BRUISE])
