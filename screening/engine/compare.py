"""``compare``: two screenings side by side: what opened, what was settled, what changed standing, because of what.

One comparison serves them all: one date against the next, one agency's view against everybody's, face value, what if,
and one supervision against the last. It reads nothing but the two documents.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from screening.engine.document import AccountLine, Finding, RuleStanding, Screening, StandingWord

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
    earlier = {(one.rule, one.subject): one for one in before.standings}
    later = {(one.rule, one.subject): one for one in after.standings}
    findings = {(one.rule, one.subject): one for one in _shown(before)} | {
        (one.rule, one.subject): one for one in _shown(after)
    }
    old_ids = {one.id for one in before.accounts}
    changes: list[Change] = []
    unchanged = 0
    for key in dict.fromkeys([*later, *earlier]):
        was, now = earlier.get(key), later.get(key)
        how = _how(was, now)
        if how is None:
            unchanged += now is not None and now.open
            continue
        finding = findings[key]
        changes.append(
            Change(
                rule=key[0],
                subject=key[1],
                title=finding.title,
                how=how,
                before=was.standing if was else "not_known",
                after=now.standing if now else "not_known",
                because=tuple(sorted(_accounts(after, key) - old_ids)),
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


def _shown(screening: Screening) -> tuple[Finding, ...]:
    return (*screening.findings, *screening.cannot_rule_out, *screening.strengths)


def _accounts(screening: Screening, key: tuple[str, str | None]) -> set[str]:
    return {
        told.account
        for finding in _shown(screening)
        if (finding.rule, finding.subject) == key
        for ground in finding.because
        for fact in ground.facts
        for told in fact.told
    }


_ORDER: tuple[StandingWord, ...] = ("not_met", "not_known", "disputed", "met")


def _how(was: RuleStanding | None, now: RuleStanding | None) -> How | None:
    open_before, open_now = was is not None and _visible(was), now is not None and _visible(now)
    if not open_before and not open_now:
        return None
    if not open_before:
        return "opened"
    if now is None or not open_now:
        return "settled" if now is not None and now.standing == "not_met" else "closed"
    if was is None or was.standing == now.standing:
        return None
    return "stronger" if _ORDER.index(now.standing) > _ORDER.index(was.standing) else "weaker"


def _visible(one: RuleStanding) -> bool:
    return one.standing in ("met", "disputed") or (one.standing == "not_known" and one.open)


def _notes(before: Screening, after: Screening) -> tuple[str, ...]:
    notes: list[str] = []
    if before.case != after.case:
        notes.append(f"These are two different cases: {before.case} and {after.case}.")
    if before.pack.sha256 != after.pack.sha256:
        notes.append("The rules were not the same, so a change may come from the rules and not from the case.")
    if before.locality != after.locality:
        notes.append(f"The localities differ: {before.locality_name} and {after.locality_name}.")
    return tuple(notes)
