"""Everything that a facilitator takes along to an event with one scenario, in one frozen document.

A checkpoint has two sides that never mix: what groups are given, made by ``seeing`` from what was known on the day, and
what only the facilitator reads. How it is printed or shown is left to the reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.engine.document import AccountLine, Citation, Finding, Screening
from screening.engine.findings import citation
from screening.engine.screen import screen
from screening.forms.scenario import ANONYMISED, OWN_WORK, Round, Scenario, Step
from screening.rulebook.pack import Pack
from screening.training.revealing import Hindsight, Reveal, hindsight, reveal
from screening.training.seeing import GroupView, accounts_for, agencies_in, view

WELCOME, READING, WRITING, REVEALING, SECOND, THIRD, CLOSING = 15, 5, 15, 10, 25, 15, 20
"""Minutes for the parts of an event. Our choice; no source gives any."""
_BREAK_AFTER, _BREAK = 90, 15

MESSAGE: Final = "family-message"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sheet(_Part):
    """What one group is given at one checkpoint: nothing else may be printed on it.

    Attributes:
        seen: what the group sees.
        before: what it saw at the checkpoint before, so that what is new can be told apart.
    """

    seen: GroupView
    before: GroupView | None

    @property
    def agency(self) -> str | None:
        """Whose knowledge it is; None for everybody's together."""
        return self.seen.agencies[0] if self.seen.agencies else None


class Answer(_Part):
    """What the facilitator has in hand at a checkpoint.

    Attributes:
        opened: prompts and strengths that the rules did not have at the checkpoint before.
        standing: those that they had already.
        asking: what cannot be ruled out for the first time, and asks something.
        learning: the rows to bring out.
    """

    opened: tuple[Finding, ...]
    standing: tuple[Finding, ...]
    asking: tuple[Finding, ...]
    accounts: tuple[AccountLine, ...]
    hindsight: tuple[Hindsight, ...]
    learning: tuple[Citation, ...]


class Checkpoint(_Part):
    """One point at which the groups stop.

    Attributes:
        number: counted from 1.
        together: what everybody knew between them.
        sheets: for each service that learned something since the checkpoint before and does not know everything.
        nothing_new: services that learned nothing since then and keep their sheets.
        round: where the groups write at this point; None where they only read on.
    """

    number: int
    step: Step
    together: Sheet
    sheets: tuple[Sheet, ...]
    nothing_new: tuple[str, ...]
    round: Round | None
    answer: Answer

    @property
    def title(self) -> str:
        """The step's title with its number, for the facilitator: to groups it would tell something."""
        own = self.step.title
        return own if own.startswith(f"Point {self.number}") else f"Point {self.number}. {own}"


class Slot(_Part):
    """One line of the plan."""

    minutes: int
    what: str


class Prepared(_Part):
    """The whole of it.

    Attributes:
        drawn_from: where the case comes from, in a sentence.
        published: whether that is a document of the pack.
        messages: what the family said, as the source's register has it.
        sources: every row of learning that the answers name.
    """

    scenario: str
    case: str
    title: str
    warning: str
    about: str
    drawn_from: str
    published: bool
    locality_name: str
    pack_title: str
    pack_version: str
    plan: tuple[Slot, ...]
    prepare: tuple[str, ...]
    room: tuple[str, ...]
    checkpoints: tuple[Checkpoint, ...]
    messages: tuple[Citation, ...]
    closing: Step | None
    debrief: tuple[str, ...]
    sources: tuple[Citation, ...]


def prepare(scenario: Scenario, pack: Pack) -> Prepared:
    """Everything for one scenario, with the answers that these rules give."""
    checkpoints = tuple(_checkpoints(scenario, pack))
    closing = scenario.steps[-1] if scenario.steps[-1].debrief else None
    rows = {row.row: row for row in _rows(checkpoints)}
    rows |= {row: citation(pack, row) for row in (closing.learning if closing else ()) if row in pack.learning}
    return Prepared(
        scenario=scenario.scenario,
        case=scenario.case.case,
        title=scenario.title,
        warning=scenario.warning,
        about=scenario.about,
        drawn_from=_drawn_from(scenario, pack),
        published=scenario.source in pack.sources,
        locality_name=pack.locality.name,
        pack_title=pack.header.title,
        pack_version=pack.header.version,
        plan=tuple(_plan(checkpoints)),
        prepare=scenario.prepare,
        room=scenario.room,
        checkpoints=checkpoints,
        messages=_messages(scenario, pack),
        closing=closing,
        debrief=scenario.debrief,
        sources=tuple(rows[row] for row in sorted(rows)),
    )


def shown_to_groups(scenario: Scenario, pack: Pack) -> tuple[Reveal, ...]:
    """What the rules opened at each checkpoint, as far as it may be shown to the groups."""
    return tuple(reveal(scenario, step.id, pack) for step in scenario.checkpoints)


def _drawn_from(scenario: Scenario, pack: Pack) -> str:
    if scenario.source in pack.sources:
        source = pack.sources[scenario.source]
        return (
            f"Drawn from: {source.title}. {source.publisher}. What an account says is stated there, follows from it "
            "or was invented for the exercise; the scenario's own file says which, account by account (basis)."
        )
    known = {OWN_WORK: "Made up for the exercise; it follows no published document.", ANONYMISED: ""}
    return scenario.provenance or known.get(scenario.source, "") or f"Drawn from: {scenario.source}."


def _messages(scenario: Scenario, pack: Pack) -> tuple[Citation, ...]:
    source = pack.sources.get(scenario.source)
    return tuple(citation(pack, row.id) for row in source.learning if row.kind == MESSAGE) if source else ()


def _plan(checkpoints: Iterable[Checkpoint]) -> Iterable[Slot]:
    yield Slot(minutes=WELCOME, what="The warning, how the day goes, who is at which table. Nobody has to stay.")
    since = WELCOME
    for one in checkpoints:
        if since >= _BREAK_AFTER:
            yield Slot(minutes=_BREAK, what="Break.")
            since = 0
        minutes = READING + (WRITING + REVEALING if one.round else 0)
        what = "hand out the sheets; groups write in their four columns; then show what the rules opened"
        yield Slot(
            minutes=minutes,
            what=f"{one.title}: {what if one.round else 'hand out the sheets and read on'}.",
        )
        since += minutes
    yield Slot(minutes=SECOND, what="Second exercise: the policies, and what gets in the way of using them.")
    yield Slot(minutes=THIRD, what="Third exercise: what the family would have wanted you to ask; then what they said.")
    yield Slot(minutes=CLOSING, what="Debrief. End with what will be different tomorrow, and with who to talk to.")


def _checkpoints(scenario: Scenario, pack: Pack) -> Iterable[Checkpoint]:
    rounds = {one.after: one for one in scenario.rounds}
    every = Round(after=scenario.steps[0].id, note="Every group writes at this point.")
    before: Screening | None = None
    earlier: str | None = None
    for number, step in enumerate(scenario.checkpoints, 1):
        found = screen(scenario.case, pack, step.as_of)
        together = _sheet(scenario, step, earlier, None)
        known = _ids(together.seen)
        own = [_sheet(scenario, step, earlier, agency) for agency in _knowing(scenario, step)]
        new = [one for one in own if _ids(one.seen) - _ids(one.before)]
        yield Checkpoint(
            number=number,
            step=step,
            together=together,
            sheets=tuple(one for one in new if _ids(one.seen) != known),
            nothing_new=tuple(one.agency or "" for one in own if one not in new),
            round=rounds.get(step.id) if rounds else every,
            answer=_answer(found, before, step, hindsight(scenario, step.id, pack), pack),
        )
        before, earlier = found, step.id


def _knowing(scenario: Scenario, step: Step) -> tuple[str, ...]:
    """Services that knew anything by a step."""
    return tuple(one for one in agencies_in(scenario) if accounts_for(scenario, step.id, one))


def _sheet(scenario: Scenario, step: Step, earlier: str | None, agency: str | None) -> Sheet:
    return Sheet(seen=view(scenario, step.id, agency), before=view(scenario, earlier, agency) if earlier else None)


def _ids(seen: GroupView | None) -> set[str]:
    return {one.id for one in seen.chronology.accounts} if seen else set()


def _answer(found: Screening, before: Screening | None, step: Step, later: tuple[Hindsight, ...], pack: Pack) -> Answer:
    had = _keys((*before.findings, *before.strengths)) if before else set()
    asked = had | (_keys(before.cannot_rule_out) if before else set())
    shown = (*found.findings, *found.strengths)
    return Answer(
        opened=tuple(one for one in shown if (one.rule, one.subject) not in had),
        standing=tuple(one for one in shown if (one.rule, one.subject) in had),
        asking=tuple(one for one in found.cannot_rule_out if (one.rule, one.subject) not in asked),
        accounts=found.accounts,
        hindsight=later,
        learning=tuple(citation(pack, row) for row in step.learning if row in pack.learning),
    )


def _keys(found: Iterable[Finding]) -> set[tuple[str, str | None]]:
    return {(one.rule, one.subject) for one in found}


def _rows(checkpoints: Iterable[Checkpoint]) -> Iterable[Citation]:
    for one in checkpoints:
        yield from one.answer.learning
        for finding in one.answer.opened:
            yield from finding.citations
