"""What cannot be ruled out: the smallest set of questions first, then the rest by who could answer."""

from __future__ import annotations

from screening.engine.document import Question, Screening, SmallestSet
from screening.reports import words
from screening.reports.plain import theirs
from screening.reports.shown import shown, whose
from screening.reports.view import Asked, AskedOf, Asking


def asking(screening: Screening) -> Asking | None:
    """The questions of a screening in the order in which to ask them; None where nothing is open."""
    if not screening.cannot_rule_out and not screening.questions:
        return None
    only_child = screening.children[0].id if len(screening.children) == 1 else None
    smallest = screening.smallest_set
    first = frozenset(smallest.questions) if smallest else frozenset()
    groups: dict[str, list[Asked]] = {}
    for question in screening.questions:
        if question.path not in first:
            groups.setdefault(_who(question)[0], []).append(_asked(question, only_child))
    return Asking(
        first=tuple(_asked(one, only_child) for one in screening.questions if one.path in first),
        first_note=_note(smallest) if smallest else None,
        then=tuple(AskedOf(who=who, questions=tuple(asked)) for who, asked in groups.items()),
        open_rules=shown(screening, screening.cannot_rule_out),
    )


def _who(question: Question) -> tuple[str, ...]:
    return tuple(words.WHO[one] for one in question.who) or ("Anybody who knows",)


def _asked(question: Question, only_child: str | None) -> Asked:
    return Asked(
        path=question.path,
        ask=question.ask,
        about=whose(question, only_child),
        help=question.help,
        who=_who(question),
        settles=tuple(rule_of(one, only_child) for one in question.settles),
        reason=words.REASON[question.reason] if question.reason else None,
    )


def rule_of(name: str, only_child: str | None) -> str:
    """``INJ-001 robyn`` as the document names it, without the child where there is only one."""
    rule, _, subject = name.partition(" ")
    return f"{rule} {theirs(subject)}" if subject and subject != only_child else rule


def _note(smallest: SmallestSet) -> str:
    number = len(smallest.questions)
    these = "This question" if number == 1 else f"These {number} questions"
    urgency = words.URGENCY[smallest.urgency]
    could = f"{these} could settle the open prompts at {urgency}, as far as a few answers can"
    if smallest.method == "greedy":
        return f"{could}. There were too many combinations to try them all, so a smaller set may exist."
    return f"{could}." if number == 1 else f"{could}. No smaller set would do."
