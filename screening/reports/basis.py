"""What a screening was made with and how far it goes: rules, pack, channels, accounts, sentence by sentence."""

from __future__ import annotations

from screening.engine.document import Screening
from screening.reports import words
from screening.reports.plain import theirs

_SHORT = 12
"""Signs of a hash that are shown: enough to tell two packs apart, few enough to read out."""


def basis(screening: Screening) -> tuple[str, ...]:
    """Every sentence on its own; for a cleaned document."""
    pack = screening.pack
    return (
        f"{words.counted(screening.rules_looked_at, 'rule was', 'rules were')} looked at{_drafts(screening)}. "
        f"{_dormant(screening)}",
        _accounts(screening),
        f"Pack: {pack.title} ({pack.id}) {pack.version}, sha256 {pack.sha256[:_SHORT]}. "
        f"Locality: {screening.locality_name}. Software: {', '.join(screening.checked.engines)}. "
        f"Case file: sha256 {screening.case_sha256[:_SHORT]}.",
        _channels(screening),
    )


def _drafts(screening: Screening) -> str:
    if not screening.drafts:
        return ""
    if screening.drafts == screening.rules_looked_at:
        return (
            ", all drafts that no partnership has signed off"
            if screening.drafts > 1
            else (", a draft that no partnership has signed off")
        )
    verb = "is a draft" if screening.drafts == 1 else "are drafts"
    return f"; {screening.drafts} of them {verb} that no partnership has signed off"


def _dormant(screening: Screening) -> str:
    if not screening.dormant:
        return "All of them have something recorded that bears on them."
    has, them = ("has", "it") if screening.dormant == 1 else ("have", "them")
    each = " (counted once for each child)" if len(screening.standings) > screening.rules_looked_at else ""
    return f"{screening.dormant}{each} {has} nothing recorded that would open {them}."


def _accounts(screening: Screening) -> str:
    if not screening.accounts:
        return "Nobody has told anything yet."
    days = sorted(one.on for one in screening.accounts if one.on)
    agencies = tuple(dict.fromkeys(theirs(words.agency(one.agency)) for one in screening.accounts if one.agency))
    span = ""
    if days:
        span = (
            f", of {words.day(days[0])}"
            if days[0] == days[-1]
            else (f", from {words.day(days[0])} to {words.day(days[-1])}")
        )
    by = f", by {words.joined(agencies)}" if agencies else ""
    return f"It rests on {words.counted(len(screening.accounts), 'account')}{span}{by}."


def _channels(screening: Screening) -> str:
    checked = screening.checked
    if checked.disagreements:
        return "Two channels decided, and they do not agree; see above."
    return "Two channels decided, and they agree." if checked.channels == 2 else "One channel decided; see above."
