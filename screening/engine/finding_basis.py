"""What a finding rests on, kept in a form that can be compared later: has anything of it changed, and what?

Somebody answers a prompt for what was known then. This says whether it is still what is known. Who answers, and what
follows from a change, is left to the services.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from screening.case.dictionary import UnknownFactError, at_case_path
from screening.engine.document import FactLine, Finding, ToldValue


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Resting(_Part):
    """One thing that a finding rests on.

    Attributes:
        path: of the fact; None for a reason without one, such as that nothing is recorded.
        thing, label: whose and what it is, in words; for a reason without a fact the reason, and nothing.
        told: what each account says; of a fact that is worked out, only which accounts it is worked out from, because
            an age moves on although nobody has told anything new.
    """

    path: str | None
    thing: str
    label: str
    told: tuple[ToldValue, ...] = ()


class Change(_Part):
    """One thing that is no longer as it was.

    Attributes:
        how: ``new`` and ``gone``: the finding rests on it only now, or only then. ``different``: something else is
            told. ``told-anew``: the same is told, by other accounts.
        before, now: what was and is told, in words; empty for what is worked out.
        accounts: ids of the accounts that have come, or of those that have gone where none have come.
    """

    how: Literal["new", "gone", "different", "told-anew"]
    thing: str
    label: str
    before: str = ""
    now: str = ""
    accounts: tuple[str, ...] = ()


_KEPT: TypeAdapter[tuple[Resting, ...]] = TypeAdapter(tuple[Resting, ...])


def basis_of(finding: Finding) -> tuple[Resting, ...]:
    """Everything that a finding rests on, each once, in an order that does not depend on how it is shown."""
    found: dict[tuple[str, str], Resting] = {}
    for ground in finding.because:
        if not ground.facts:
            about = ground.about or ""
            found.setdefault(("", about), Resting(path=None, thing=about, label=""))
        for fact in ground.facts:
            found.setdefault((fact.path, ""), _resting(fact))
    return tuple(found[key] for key in sorted(found))


def as_text(basis: tuple[Resting, ...]) -> str:
    """A basis as text, to be kept; the same basis always gives the same text."""
    return _KEPT.dump_json(basis).decode()


def changes(kept: str, now: tuple[Resting, ...]) -> tuple[Change, ...]:
    """What is no longer as it was.

    Args:
        kept: a basis as ``as_text`` gave it.
        now: what the finding rests on today.

    Raises:
        ValueError: the text is no basis.
    """
    earlier = {_key(one): one for one in _KEPT.validate_json(kept)}
    later = {_key(one): one for one in now}
    found = [_changed(earlier.get(key), one) for key, one in later.items()]
    found += [_changed(one, None) for key, one in earlier.items() if key not in later]
    return tuple(one for one in found if one is not None)


def _resting(fact: FactLine) -> Resting:
    told = sorted(fact.told, key=lambda one: (one.account, one.value))
    if _worked_out(fact.path):
        told = [ToldValue(account=account, value="") for account in dict.fromkeys(one.account for one in told)]
    return Resting(path=fact.path, thing=fact.thing, label=fact.label, told=tuple(told))


def _worked_out(path: str) -> bool:
    try:
        return at_case_path(path).derived is not None
    except UnknownFactError:
        return False


def _key(one: Resting) -> tuple[str, str]:
    return (one.path, "") if one.path is not None else ("", one.thing)


def _changed(before: Resting | None, now: Resting | None) -> Change | None:
    if before is None or now is None:
        there = now or before
        if there is None:
            raise AssertionError("there is something on one side")
        values = {"now" if before is None else "before": _values(there)}
        how: Literal["new", "gone"] = "new" if before is None else "gone"
        return Change(how=how, thing=there.thing, label=there.label, accounts=_accounts(there), **values)
    if before.told == now.told:
        return None
    come = tuple(one for one in _accounts(now) if one not in _accounts(before))
    gone = tuple(one for one in _accounts(before) if one not in _accounts(now))
    was, is_now = _values(before), _values(now)
    return Change(
        how="told-anew" if was == is_now else "different", thing=now.thing, label=now.label, before=was, now=is_now,
        accounts=come or gone,
    )  # fmt: skip


def _values(one: Resting) -> str:
    return " / ".join(sorted({told.value for told in one.told}))


def _accounts(one: Resting) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told.account for told in one.told))
