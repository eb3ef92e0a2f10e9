"""The sections of a record as a form: which fields each has, and what is asked in them.

It is data. Reading what was typed is left to ``typed``, showing it to ``draft_shown``. A field is named by its way
through ``WrittenRecord``, so that what is amiss with it can stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Path = tuple[str | int, ...]
Look = Literal["line", "lines", "day", "policy", "hidden"]


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        path: the way to it, from the record or from its entry.
        most: how many letters it holds.
    """

    path: Path
    label: str
    hint: str = ""
    look: Look = "line"
    most: int = 120


@dataclass(frozen=True)
class Many:
    """Entries of one kind, such as actions.

    Attributes:
        path: the way to the list.
        one: what an entry is called.
        most: how many there can be, so that a form stays one that a service takes at once.
    """

    path: Path
    one: str
    fields: tuple[Field, ...]
    most: int = 40


@dataclass(frozen=True)
class Section:
    """One page of the form.

    Attributes:
        key: stands in its address.
        holds: the fields of ``WrittenRecord`` that belong to it.
        empty: said where nothing is written and nothing has to be.
    """

    key: str
    title: str
    about: str
    holds: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    many: Many | None = None
    empty: str = "Nothing written"


def _lines(name: str, label: str, hint: str = "") -> Field:
    return Field((name,), label, hint, "lines", 4000)


_REFERENCE = "A reference that your agency can lead back to a person, such as a staff number. Never a name."

SECTIONS: Final[tuple[Section, ...]] = (
    Section(
        "about", "When, and who", "Both of you sign the record. You appear by role and reference, never by name.",
        ("held_on", "practitioner", "supervisor"),
        (
            Field(("held_on",), "On which day was supervision held?", look="day"),
            Field(("practitioner", "role"), "Role of the practitioner", "Such as “health visitor”."),
            Field(("practitioner", "reference"), "Reference of the practitioner", _REFERENCE, most=64),
            Field(("supervisor", "role"), "Role of the supervisor", "Such as “named nurse”."),
            Field(("supervisor", "reference"), "Reference of the supervisor", _REFERENCE, most=64),
        ),
    ),
    Section(
        "discussed", "What was discussed", "From the agenda, or beside it.", ("discussed",),
        many=Many(("discussed",), "Point", (
            _lines("about", "What was talked about"),
            _lines("said", "What was said about it"),
            Field(("reason",), "", look="hidden"),
        )),
    ),
    Section(
        "decisions", "What was decided",
        "With its reason: without it nobody can see later whether the decision still holds.", ("decisions",),
        many=Many(("decisions",), "Decision", (_lines("decided", "What was decided"), _lines("because", "Because"))),
        empty="Nothing decided",
    ),
    Section(
        "actions", "Actions",
        "Each comes back on every agenda until somebody has seen it done. It says who, what, by which day, and what "
        "will show that it was done.", ("actions",),
        many=Many(("actions",), "Action", (
            Field(("who",), "Who will do it", "One role, such as “health visitor”."),
            _lines("what", "What will they do", "Such as “See the baby awake and undressed at home”."),
            Field(("by_when",), "By which day", look="day"),
            _lines("how_we_will_know", "How will we know that it was done?",
                   "What somebody will see or find, such as “the reply is in the record”."),
        )),
        empty="No action",
    ),
    Section(
        "escalation", "Escalation",
        "A step that was taken under a policy. Look in the policy for its times; where it gives none, you set the day "
        "by which a reply is due. A step still to be taken is an action.", ("escalations",),
        many=Many(("escalations",), "Step", (
            Field(("policy",), "Under which policy", look="policy"),
            _lines("step", "Which step of it was taken"),
            Field(("to",), "To whom", "A role, such as “team manager, social care”."),
            Field(("taken_on",), "On which day", look="day"),
            _lines("because", "What was not settled before"),
            Field(("reply_due",), "By which day is a reply due?", look="day"),
        ), most=20),
        empty="No step taken",
    ),
    Section(
        "disagreement", "What you see differently",
        "Both views, each in the words of whoever holds it. Leave all of it empty if there is nothing.",
        ("disagreement",),
        (
            Field(("disagreement", "about"), "What is seen differently", look="lines", most=4000),
            Field(("disagreement", "left_as"), "How it was left",
                  "Who decides and by when, or that it stays open and goes to somebody else.", "lines", 4000),
        ),
        Many(("disagreement", "views"), "View", (
            Field(("held_by",), "Who holds it", "A role, such as “practitioner”."),
            _lines("in_their_words", "In their words"),
        ), most=4),
        empty="Nothing seen differently",
    ),
    Section(
        "reflection", "Reflection", "Questions to think with, and what came of them.", ("reflection",),
        many=Many(
            ("reflection",), "Question", (_lines("prompt", "What was asked"), _lines("answer", "What came of it"))
        ),
    ),
    Section(
        "correction", "Why an earlier record is put right", "The earlier record stays, and names this one.",
        ("corrects",), (Field(("corrects", "because"), "Because", look="lines", most=4000),),
    ),
)  # fmt: skip
BY_KEY: Final = {one.key: one for one in SECTIONS}
