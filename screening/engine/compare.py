"""``compare``: two screenings side by side: what opened, what was settled, what changed standing, because of what.

One comparison serves them all: one date against the next, one agency's view against everybody's, face value, what if,
and one supervision against the last. It reads nothing but the two documents.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from screening.engine.document import AccountLine, Finding, Screening, StandingWord

How = Literal["opened", "stronger", "weaker", "settled", "closed"]
"""``opened``: a prompt that was not there. ``settled``: no longer met, disputed or open because it came to not met.
``closed``: nothing opens it any more. ``stronger`` and ``weaker``: still there, with another standing."""


class Change(BaseModel):
    """One rule for one subject that stands differently.

    Attributes:
        because: ids of the accounts that the later finding rests on and the earlier screening did not have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    subject: str | None
    title: str
    how: How
    before: StandingWord
    after: StandingWord
    because: tuple[str, ...] = ()


class Comparison(BaseModel):
    """Two screenings of one case compared.

    Attributes:
        new_accounts: accounts that only the later one has.
        gone_accounts: accounts that only the earlier one has.
        unchanged: how many rules stand as they did, prompts only.
        notes: differences that make the two hard to compare, such as another pack.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    before: str
    after: str
    changes: tuple[Change, ...]
    new_accounts: tuple[AccountLine, ...]
    gone_accounts: tuple[AccountLine, ...]
    unchanged: int
    notes: tuple[str, ...] = ()


def view_in_words(screening: Screening) -> str:
    """What a screening looked at: the day, and the lens where there is one."""
    lens = screening.lens
    parts = [f"as known on {screening.as_of}"]
    if lens.known_to:
        parts.append(f"as known to {', '.join(lens.known_to)}")
    if lens.face_value:
        parts.append("without what only the family told")
    parts.extend(f"if {path} were {value}" for path, value in lens.what_if)
    return ", ".join(parts)


def compare(before: Screening, after: Screening) -> Comparison:
    """What stands differently in the second screening."""
    earlier, later = _by_key(before), _by_key(after)
    shown_before, shown_after = _shown(before), _shown(after)
    old_ids = {one.id for one in before.accounts}
    changes: list[Change] = []
    unchanged = 0
    for key in dict.fromkeys([*later, *earlier]):
        if key not in shown_before and key not in shown_after:
            continue
        was, now = earlier.get(key, "not_known"), later.get(key, "not_known")
        how = _how(was, now, key in shown_before, key in shown_after)
        if how is None:
            unchanged += 1
            continue
        finding = shown_after.get(key) or shown_before[key]
        because = _accounts(shown_after[key]) - old_ids if key in shown_after else set()
        changes.append(
            Change(
                rule=key[0],
                subject=key[1],
                title=finding.title,
                how=how,
                before=was,
                after=now,
                because=tuple(sorted(because)),
            )
        )
    new_ids = {one.id for one in after.accounts}
    return Comparison(
        case=after.case,
        before=view_in_words(before),
        after=view_in_words(after),
        changes=tuple(changes),
        new_accounts=tuple(one for one in after.accounts if one.id not in old_ids),
        gone_accounts=tuple(one for one in before.accounts if one.id not in new_ids),
        unchanged=unchanged,
        notes=_notes(before, after),
    )


Key = tuple[str, str | None]
"""A rule and the child that it was evaluated for."""


def _by_key(screening: Screening) -> dict[Key, StandingWord]:
    return {(one.rule, one.subject): one.standing for one in screening.standings}


def _shown(screening: Screening) -> dict[Key, Finding]:
    """Everything that a reader of the screening sees."""
    everything = (*screening.findings, *screening.cannot_rule_out, *screening.strengths)
    return {(one.rule, one.subject): one for one in everything}


def _accounts(finding: Finding) -> set[str]:
    return {told.account for ground in finding.because for fact in ground.facts for told in fact.told}


_ORDER: tuple[StandingWord, ...] = ("not_met", "not_known", "disputed", "met")


def _how(was: StandingWord, now: StandingWord, seen_before: bool, seen_now: bool) -> How | None:
    if not seen_before:
        return "opened"
    if not seen_now:
        return "settled" if now == "not_met" else "closed"
    if was == now:
        return None
    return "stronger" if _ORDER.index(now) > _ORDER.index(was) else "weaker"


def _notes(before: Screening, after: Screening) -> tuple[str, ...]:
    notes: list[str] = []
    if before.case != after.case:
        notes.append(f"These are two different cases: {before.case} and {after.case}.")
    if before.pack.sha256 != after.pack.sha256:
        notes.append("The rules were not the same, so a change may come from the rules and not from the case.")
    if before.locality != after.locality:
        notes.append(f"The localities differ: {before.locality_name} and {after.locality_name}.")
    return tuple(notes)
