"""What a case comes to while somebody is still filling in: what opens, and what cannot be right.

One channel decides here, so that a page is not kept waiting; what is saved is screened with both.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from screening.case.account import Account, CaseFile
from screening.case.checks import check
from screening.case.told import fold
from screening.conditions.standing import Standing
from screening.engine.screen import outcomes
from screening.errors import Problem
from screening.rulebook.pack import Pack
from screening.rulebook.rule import URGENCIES
from screening.services.in_use import usual_pack
from screening.yamlsource import read_text


@dataclass(frozen=True)
class Opened:
    """What some accounts open in a case.

    Attributes:
        to_ask: titles of the rules that the facts told meet, or meet on somebody's account; the most urgent first.
        not_ruled_out: titles of the rules that something told opens and that an answer would settle.
    """

    to_ask: tuple[str, ...] = ()
    not_ruled_out: tuple[str, ...] = ()


_Standings = dict[tuple[str, str | None], Standing]
_EARLIER: Final[dict[Hashable, _Standings]] = {}
_MOST_EARLIER: Final = 500


def opened_by(
    new: Sequence[Account],
    before: Sequence[Account],
    on: datetime.date,
    pack: Pack | None = None,
    *,
    held: Hashable = None,
) -> Opened:
    """What opens with some accounts and did not without them, on a day.

    Args:
        new: the accounts to add.
        before: the accounts that the case has; one channel looks at both.
        on: the day to look from.
        pack: the rules; the usual ones if not given.
        held: tells one ``before`` from every other, such as a case's id and version. Then what these come to is worked
            out once, and not again for every page.
    """
    if not new:
        return Opened()
    rules = pack if pack is not None else usual_pack()
    earlier = _earlier(rules, before, on, held)
    to_ask: dict[str, str] = {}
    not_ruled_out: dict[str, str] = {}
    for (rule, subject), standing in _standing(rules, [*before, *new], on).items():
        was = earlier.get((rule, subject))
        if standing == was or was is Standing.MET or (was is Standing.DISPUTED and standing >= Standing.DISPUTED):
            continue
        (to_ask if standing >= Standing.DISPUTED else not_ruled_out)[rule] = rules.rules[rule].title
    in_order = sorted(to_ask, key=lambda rule: URGENCIES.index(rules.rules[rule].urgency))
    return Opened(
        tuple(to_ask[rule] for rule in in_order),
        tuple(title for rule, title in not_ruled_out.items() if rule not in to_ask),
    )


def complaints(case: CaseFile, new: Sequence[Account], today: datetime.date) -> tuple[Problem, ...]:
    """What is wrong or doubtful about accounts that are to be added to a case, beside what was so before."""
    document = read_text("{}", "case")
    before = {(one.code, one.message) for one in check(case, document, today)}
    after = case.model_copy(update={"accounts": (*case.accounts, *new)})
    after = CaseFile.model_validate({name: getattr(after, name) for name in after.model_fields_set})
    found = {(one.code, one.message): one for one in check(after, document, today)}
    return tuple(one for key, one in found.items() if key not in before)


def _earlier(pack: Pack, before: Sequence[Account], on: datetime.date, held: Hashable) -> _Standings:
    if held is None:
        return _standing(pack, before, on)
    key = (pack.sha256, pack.locality.id, on, held)
    found = _EARLIER.get(key)
    if found is None:
        if len(_EARLIER) >= _MOST_EARLIER:
            _EARLIER.clear()
        found = _EARLIER[key] = _standing(pack, before, on)
    return found


def _standing(pack: Pack, accounts: Sequence[Account], on: datetime.date) -> _Standings:
    """The rules that are met, disputed or open and not known, by rule and subject; strengths are left out."""
    told = fold(accounts, on.toordinal(), pack.header.changing_window_days)
    return {
        (one.rule.id, one.subject): one.standing
        for one in outcomes(pack, told)
        if one.rule.kind != "strength"
        and (one.standing >= Standing.DISPUTED or (one.standing is Standing.NOT_KNOWN and one.open))
    }
