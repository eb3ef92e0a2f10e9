"""Asks the second channel for its standings of a whole screening, and says in words why it could not answer.

One compiled pack is kept for each pack and locality. The worker process, its time limit and its replacement are the
durable package's task; what a disagreement means is the screening's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

from screening import copies
from screening.case.told import Told
from screening.engine.durable.child import ChannelUnavailable
from screening.engine.durable.formula import FormulaError
from screening.engine.durable.process import DurableChannel, shared_channel
from screening.engine.durable.rulesets import Program
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

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Every frame by its name."""
        return dict([*self.child.named("child"), *self.case.named("case")])


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
        if pack.kept_as is not None:
            for name, text in (copies.stored(_copy_of(pack.kept_as)) or {}).items():
                if name in found.frames:
                    found.frames[name].made = Program.of_json(text)
    return found


def _keep_programs(pack: Pack, before: int) -> None:
    """Store the programs that were made so far, where some were made that a stored copy did not have."""
    made = {name: frame.made.json for name, frame in compiled(pack).frames.items() if frame.made is not None}
    if pack.kept_as is not None and len(made) > before:
        copies.store(_copy_of(pack.kept_as), made)


def _copy_of(kept_as: str) -> str:
    return f"programs-{kept_as}-{_compiler()}.json"


@cache
def _compiler() -> str:
    """A fingerprint of the code that programs are made by; a copy made by other code is not used."""
    here = Path(__file__).resolve().parent
    folders = (here, here.parent / "durable", here.parents[1] / "conditions")
    return copies.fingerprint_of(path for folder in folders for path in folder.glob("*.py"))


def second_opinion(
    pack: Pack, told: Told, decided: Sequence[Outcome], channel: DurableChannel | None = None
) -> SecondOpinion:
    """The second channel's standing for each outcome of the first, in the same order."""
    asked = channel or shared_channel()

    def decide(requests: list[Request]) -> Answers:
        return asked.decide_all(requests, SECONDS)

    frames = compiled(pack)
    before = sum(frame.made is not None for frame in frames.frames.values())
    scopes = {one.subject: one.scope for one in decided if one.subject is not None}
    whole = next((one.scope for one in decided if one.subject is None), None)
    try:
        both = together([frames.child.decide(list(scopes.values())), frames.case.decide([whole] if whole else [])])
        children, cases = run(both, decide)
    except ChannelUnavailable as unavailable:
        return SecondOpinion(None, str(unavailable))
    except FormulaError as fault:
        # A fault of ours in compiling must not cost anybody a screening; it is named, and tests look for it.
        return SecondOpinion(None, f"it could not be asked ({fault})")
    _keep_programs(pack, before)
    of_child = dict(zip(scopes, children, strict=True))
    of_case = cases[0] if cases else []
    return SecondOpinion(
        tuple(
            (of_case if one.subject is None else of_child[one.subject])[frames.numbers[one.rule.id]] for one in decided
        ),
        engine=_engine(),
    )


@cache
def _engine() -> str:
    from importlib.metadata import version

    return f"durable-rules {version('durable-rules')}"
