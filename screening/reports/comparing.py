"""A comparison as an outline: what opened, what changed, what was settled, and which accounts brought it about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from screening.engine.document import AccountLine
from screening.reports import words
from screening.reports.outline import Entry, Outline, Part
from screening.reports.plain import cleaned, sentence, theirs
from screening.reports.tellings import telling
from screening.reports.view import Labelled

if TYPE_CHECKING:
    from screening.engine.compare import Change, Comparison, How

_ORDER: tuple[How, ...] = ("opened", "stronger", "weaker", "settled", "closed")
_WHAT: Mapping[How, str] = {
    "opened": "What opened",
    "stronger": "What stands more strongly",
    "weaker": "What stands less strongly",
    "settled": "What was settled",
    "closed": "What nothing opens any more",
}


def arrange_comparison(comparison: Comparison) -> Outline:
    """What stands differently in the second screening than in the first."""
    comparison = cleaned(comparison)
    accounts = {one.id: one for one in (*comparison.gone_accounts, *comparison.new_accounts)}
    by_how = {how: [one for one in comparison.changes if one.how == how] for how in _ORDER}
    parts = [
        Part(title=_WHAT[how], entries=tuple(change(one, accounts) for one in found))
        for how, found in by_how.items()
        if found
    ]
    if not parts:
        parts = [Part(title="What changed", empty="No prompt stands differently.")]
    parts += _accounts("Accounts that only the second has", comparison.new_accounts)
    parts += _accounts("Accounts that only the first has", comparison.gone_accounts)
    stands = "prompt stands" if comparison.unchanged == 1 else "prompts stand"
    parts.append(
        Part(title="What stayed as it was", empty=f"{sentence(str(comparison.unchanged or 'no'))} {stands} as before.")
    )
    return Outline(
        title="Two screenings compared",
        case=theirs(comparison.case),
        about=(
            Labelled(label="First", text=words.days_in(comparison.before)),
            Labelled(label="Second", text=words.days_in(comparison.after)),
        ),
        notices=comparison.notes,
        parts=tuple(parts),
    )


def change(one: Change, accounts: Mapping[str, AccountLine]) -> Entry:
    """One rule that stands differently, with the accounts it newly rests on."""
    before, after = words.STANDING[one.before], words.STANDING[one.after]
    standing = f"It is {after}." if before == after else f"It was {before} and is {after}."
    tellings = dict.fromkeys(telling(account) for account in _by_day(accounts.get(one_id) for one_id in one.because))
    because = (Entry(mark="Because of", text="; ".join(tellings)),) if tellings else ()
    return Entry(
        mark=words.HOW[one.how],
        text=f"{one.title} ({theirs(one.subject)})" if one.subject else one.title,
        rule=one.rule,
        more=(Entry(text=standing), *because),
    )


def _by_day(accounts: Iterable[AccountLine | None]) -> list[AccountLine | None]:
    return sorted(accounts, key=lambda one: (one.on or "") if one else "")


def account_entry(account: AccountLine) -> Entry:
    """One account: who told it, how they know, when, and who else knew."""
    also = tuple(theirs(words.agency(one)) for one in account.known_to)
    known = f"; also known to {words.joined(also)}" if also else ""
    return Entry(text=f"{sentence(telling(account))}{known}")


def _accounts(title: str, accounts: Iterable[AccountLine]) -> list[Part]:
    entries = tuple(account_entry(one) for one in accounts)
    return [Part(title=title, entries=entries)] if entries else []
