"""Reading what a group sent: what is to be written, or what is missing and where. No name is asked for anywhere.

What an entry of each column needs is said by the core; here it becomes a sentence beside the field.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from starlette.datastructures import FormData

from screening.training.events import COLUMNS, NEEDED, BarrierKind, CouldFind
from screening.web.form.given import Sent
from screening.web.security.tokens import FIELD

LONG: Final = 2000
SHORT: Final = 120
"""Letters, as the events allow them."""
MOST_FACTS: Final = 30

MISSING: Final[Mapping[str, str]] = {
    "column": "Load the page again and try once more.",
    "text": "Write it down in a sentence or two.",
    "facts": "Choose at least one fact that it is based on.",
    "holder": "Say who holds it.",
    "question": "Say what exactly you will ask them.",
    "owner": "Say who will do it: a role, never a name.",
    "due": "Say by when.",
    "policy": "Say which policy or procedure it is.",
    "role": "Say who in the group named it: a role, never a name.",
    "could_find": "Say whether you could find it now.",
    "kind": "Choose what gets in the way.",
    "words": "Say it in your own words.",
}
_LONG_FIELDS: Final = frozenset({"text", "question", "supports", "words", "suggestion"})
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


class Missing(ValueError):  # noqa: N818 -- it is said to somebody on a page
    """What was sent cannot be taken yet.

    Attributes:
        wrong: by the name of the field, what to do about it.
    """

    def __init__(self, wrong: dict[str, str]) -> None:
        super().__init__()
        self.wrong = wrong


def entry(sent: Sent) -> dict[str, Any]:
    """An entry in one of the columns.

    Raises:
        Missing: it lacks something, or is too long.
    """
    column = sent.one("column")
    if column not in COLUMNS:
        raise Missing({"column": MISSING["column"]})
    needed = ["text", *(name for one, name in NEEDED if one == column)]
    given = _texts(sent, ("step", "text", "holder", "question", "owner", "due", "role", "changed_from"), needed)
    facts = sent.all("facts")
    if len(facts) > MOST_FACTS:
        raise Missing({"facts": f"Choose at most {MOST_FACTS} facts."})
    return {"column": column, "facts": facts, **given}


def policy(sent: Sent) -> dict[str, Any]:
    """A policy that a group would use.

    Raises:
        Missing: it lacks something, or is too long.
    """
    names = ("step", "policy", "role", "could_find", "link", "supports")
    return _chosen(_texts(sent, names, ("policy", "role", "could_find")), "could_find", get_args(CouldFind))


def barrier(sent: Sent) -> dict[str, Any]:
    """What gets in the way of using a policy, with nothing about who says so.

    Raises:
        Missing: it lacks something, or is too long.
    """
    names = ("kind", "words", "policy", "setting", "who_could_remove_it", "suggestion")
    return _chosen(_texts(sent, names, ("kind", "words")), "kind", get_args(BarrierKind))


def family_question(sent: Sent) -> dict[str, Any]:
    """What the family would have wanted to be asked.

    Raises:
        Missing: it is empty or too long.
    """
    return dict(_texts(sent, ("step", "words"), ("words",)))


def key(sent: Sent) -> str:
    """The id that was drawn with the form; a new one where a form came without."""
    given = sent.one("id")
    return given if _KEY.fullmatch(given) else new_key()


def said(form: FormData) -> str:
    """Everything that was sent but the id and the form token."""
    return repr(sorted((name, one) for name, one in form.multi_items() if name not in ("id", FIELD)))


def new_key() -> str:
    """An id for something that is about to be written."""
    return uuid.uuid4().hex


def by_field(wrong: Mapping[str, str], prefix: str) -> list[dict[str, str]]:
    """The lines of an error summary, each leading to its field."""
    return [{"text": text, "href": f"#{prefix}-{name}"} for name, text in wrong.items()]


def _texts(sent: Sent, names: Iterable[str], needed: Iterable[str]) -> dict[str, str]:
    given = {name: sent.one(name) for name in names if sent.one(name)}
    wrong = {name: MISSING[name] for name in needed if not (sent.all(name) if name == "facts" else name in given)}
    for name, text in given.items():
        most = LONG if name in _LONG_FIELDS else SHORT
        if len(text) > most:
            wrong[name] = f"Say it in at most {most:,} letters. It has {len(text):,}."
    if wrong:
        raise Missing(wrong)
    return given


def _chosen(given: dict[str, str], name: str, known: Iterable[str]) -> dict[str, Any]:
    if given[name] not in set(known):
        raise Missing({name: MISSING[name]})
    return dict(given)
