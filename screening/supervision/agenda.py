"""``agenda``: the cases to talk about and why, in words, with what the supervisor left out, added and put first.

Cases stand in the order of their references, which says nothing about any of them, unless the supervisor chose
otherwise. No case is left off because nothing was found in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from screening.engine.document import AccountLine, Checked, ChildLine, PackLine
from screening.engine.screen import Second
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.rulebook.pack import Pack
from screening.supervision import behind_it, prompts_waiting, standing_items
from screening.supervision.brought import CaseForSupervision
from screening.supervision.reasons import KINDS, Part, Reason
from screening.supervision.since_last import Looked, look


class Choices(Part):
    """What the supervisor chose.

    Attributes:
        first: references of cases to begin with, in this order; the others follow.
        drop: what to leave out: a case, ``K-1``; a kind of reason, ``K-1/promise``; or one reason, ``K-1/`` and its id.
        add: points of the supervisor's own, each with the case that it is about.
    """

    first: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    add: tuple[tuple[str, str], ...] = ()


class LeftOut(Part):
    """What the supervisor left out of the agenda: a case wholly, or some of its reasons."""

    case: str
    whole: bool
    reasons: tuple[Reason, ...]


class CaseOnAgenda(Part):
    """One case and why it is to be talked about.

    Attributes:
        since: the day of the last supervision, in ISO form; None where nobody knows of one.
        came_open: how many prompts could not be ruled out since then, beside those that are met.
        responses_known: whether responses to prompts could be looked at.
        actions_known: whether records of earlier supervisions were looked at.
        reasons: by kind, in the order of ``KINDS``; empty where nothing of these kinds is recorded.
        accounts: that the reasons rest on, by id.
    """

    case: str
    training: bool
    as_of: str
    since: str | None
    came_open: int
    responses_known: bool
    actions_known: bool
    children: tuple[ChildLine, ...]
    reasons: tuple[Reason, ...]
    accounts: tuple[AccountLine, ...]
    checked: Checked


class Agenda(Part):
    """A whole agenda.

    Attributes:
        chosen_order: the supervisor chose which cases come first.
        left_out: what the supervisor left out; it is always said.
        locality_name: in whose words policies are named.
    """

    cases: tuple[CaseOnAgenda, ...]
    chosen_order: bool
    left_out: tuple[LeftOut, ...]
    locality_name: str
    pack: PackLine


_LOOKING: Final[tuple[Callable[[Looked], Iterator[Reason]], ...]] = (
    standing_items.actions, standing_items.no_outcome, standing_items.promises, standing_items.receipts,
    standing_items.plans, standing_items.closings, behind_it.questions, behind_it.one_word, behind_it.disputed,
    behind_it.not_seen,
)  # fmt: skip


def agenda(
    cases: Sequence[CaseForSupervision], pack: Pack, choices: Choices | None = None, second: Second | None = None
) -> Agenda:
    """The agenda of some cases.

    Args:
        cases: each once.
        pack: the rules.
        choices: what the supervisor left out, added and put first.
        second: the other channel.

    Raises:
        ProblemsFound: a choice names a case or a reason that there is not (U101).
    """
    whole = Agenda(
        cases=tuple(sorted((_on_agenda(one, pack, second) for one in cases), key=lambda one: _natural(one.case))),
        chosen_order=False,
        left_out=(),
        locality_name=pack.locality.name,
        pack=PackLine(id=pack.header.id, title=pack.header.title, version=pack.header.version, sha256=pack.sha256),
    )
    return chosen(whole, choices or Choices())


def chosen(whole: Agenda, choices: Choices) -> Agenda:
    """An agenda from which nothing is left out yet, with what the supervisor left out, added and put first.

    Raises:
        ProblemsFound: a choice names a case or a reason that there is not (U101).
    """
    found = {one.case: one for one in whole.cases}
    _check(choices, found)
    order = (*dict.fromkeys(choices.first), *(one for one in found if one not in choices.first))
    kept: list[CaseOnAgenda] = []
    left_out: list[LeftOut] = []
    for reference in order:
        one = found[reference]
        dropped = [_after(drop, reference) for drop in choices.drop if _after(drop, reference) is not None]
        if "" in dropped:
            left_out.append(LeftOut(case=reference, whole=True, reasons=one.reasons))
            continue
        out = tuple(reason for reason in one.reasons if reason.kind in dropped or reason.id in dropped)
        if out:
            left_out.append(LeftOut(case=reference, whole=False, reasons=out))
        stay = tuple(reason for reason in one.reasons if reason not in out)
        kept.append(one.model_copy(update={"reasons": (*stay, *_added(choices, reference))}))
    return whole.model_copy(
        update={"cases": tuple(kept), "chosen_order": bool(choices.first), "left_out": tuple(left_out)}
    )


def _on_agenda(brought: CaseForSupervision, pack: Pack, second: Second | None) -> CaseOnAgenda:
    looked = look(brought, pack, second)
    newly = tuple(prompts_waiting.opened(looked))
    found = [*newly, *prompts_waiting.not_answered(looked, newly)]
    found += [reason for looking in _LOOKING for reason in looking(looked)]
    changes = looked.changed.changes if looked.changed else ()
    named = {account for reason in found for account in reason.accounts}
    return CaseOnAgenda(
        case=brought.case.case,
        training=brought.case.training,
        as_of=brought.as_of.isoformat(),
        since=looked.since.isoformat() if looked.since else None,
        came_open=sum(one.how == "opened" and one.after == "not_known" for one in changes),
        responses_known=brought.responses is not None,
        actions_known=brought.outstanding is not None,
        children=looked.now.children,
        reasons=tuple(sorted(found, key=lambda one: KINDS.index(one.kind))),
        accounts=tuple(one for one in looked.now.accounts if one.id in named),
        checked=looked.now.checked,
    )


def _added(choices: Choices, reference: str) -> Iterator[Reason]:
    for number, (case, words) in enumerate(choices.add, 1):
        if case == reference:
            yield Reason(id=f"added/{number}", kind="added", words=words)


def _natural(reference: str) -> list[tuple[int, int, str]]:
    """``K-9`` before ``K-10``, as people file them."""
    parts = (part for part in re.split(r"([0-9]+)", reference) if part)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _after(drop: str, reference: str) -> str | None:
    """What is to be left out of a case: nothing but its name for the whole; None where it is about another case."""
    if drop == reference:
        return ""
    return drop.removeprefix(f"{reference}/") if drop.startswith(f"{reference}/") else None


def _check(choices: Choices, found: dict[str, CaseOnAgenda]) -> None:
    problems = [
        _unknown(f'There is no case "{name}" on this agenda.', name, found)
        for name in (*choices.first, *(case for case, _ in choices.add))
        if name not in found
    ]
    for drop in choices.drop:
        about = [(name, rest) for name in found if (rest := _after(drop, name)) is not None]
        if not about:
            problems.append(_unknown(f'There is nothing like "{drop}" on this agenda.', drop, found))
            continue
        name, rest = max(about, key=lambda one: len(one[0]))
        known = {word for reason in found[name].reasons for word in (reason.kind, reason.id)}
        if rest and rest not in known:
            problems.append(_unknown(f'Case {name} has nothing like "{rest}" on this agenda.', rest, sorted(known)))
    if problems:
        raise ProblemsFound(problems)


def _unknown(message: str, word: str, known: Sequence[str] | dict[str, CaseOnAgenda]) -> Problem:
    near = did_you_mean(word, known)
    kinds = ", ".join(sorted({one.partition("/")[0] for one in known})) or "nothing"
    return Problem("U101", message, hint=f'Did you mean "{near}"?' if near else f"There is: {kinds}.")
