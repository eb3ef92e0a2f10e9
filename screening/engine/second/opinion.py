"""Asks the second channel for its standings of a whole screening, and says in words why it could not answer.

One compiled pack is kept for each pack and locality. The worker process, its time limit and its replacement are the
durable package's task; what a disagreement means is the screening's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from screening.case.told import Told
from screening.engine.durable.child import ChannelUnavailable
from screening.engine.durable.process import DurableChannel, shared_channel
from screening.engine.outcome import Outcome
from screening.engine.screen import SecondOpinion
from screening.engine.second.frames import Answers, Frame, Request, run, together
from screening.rulebook.pack import Pack

SECONDS = 5.0
"""How long the worker may take for one exchange, a fresh start included, before it is replaced."""


@dataclass(frozen=True)
class Compiled:
    """A pack's conditions by what they are about, with each rule's number in its frame."""

    child: Frame
    case: Frame
    numbers: Mapping[str, int]


_COMPILED: WeakKeyDictionary[Pack, Compiled] = WeakKeyDictionary()


def compiled(pack: Pack) -> Compiled:
    """The pack compiled; made once for each pack that was read."""
    found = _COMPILED.get(pack)
    if found is None:
        child, case = Frame(), Frame()
        numbers = {
            rule.id: (case if rule.about == "case" else child).add(pack.bound[rule.id])
            for rule in pack.rules.values()
            if rule.status != "retired"
        }
        found = _COMPILED[pack] = Compiled(child, case, numbers)
    return found


def second_opinion(
    pack: Pack, told: Told, decided: Sequence[Outcome], channel: DurableChannel | None = None
) -> SecondOpinion:
    """The second channel's standing for each outcome of the first, in the same order."""
    asked = channel or shared_channel()

    def decide(requests: list[Request]) -> Answers:
        return asked.decide_all(requests, SECONDS)

    frames = compiled(pack)
    scopes = {one.subject: one.scope for one in decided if one.subject is not None}
    whole = next((one.scope for one in decided if one.subject is None), None)
    try:
        both = together([frames.child.decide(list(scopes.values())), frames.case.decide([whole] if whole else [])])
        children, cases = run(both, decide)
    except ChannelUnavailable as unavailable:
        return SecondOpinion(None, str(unavailable))
    of_child = dict(zip(scopes, children, strict=True))
    of_case = cases[0] if cases else []
    return SecondOpinion(
        tuple(
            (of_case if one.subject is None else of_child[one.subject])[frames.numbers[one.rule.id]] for one in decided
        )
    )
