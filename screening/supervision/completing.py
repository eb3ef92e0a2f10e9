"""From what somebody wrote to a record: everything that is missing, vague or out of order, said at once.

Which record it follows and what the policies are called is handed in. Nothing is kept here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence

from screening.case.identifiers import identifiers_in
from screening.errors import ProblemsFound
from screening.supervision.amiss import Amiss, problem
from screening.supervision.record import Action, Correction, Disagreement, EscalationStep, Record, Signatory, Signer
from screening.supervision.smart import MISSING, NO_DAY, day_of, not_smart
from screening.supervision.written import WrittenEscalation, WrittenRecord
from screening.yamlsource import Path

INCOMPLETE, ONE_VIEW, STEP_DATES, ONE_PERSON, NO_CASE = "U305", "U306", "U307", "U308", "U309"

PolicyName = Callable[[str], str]
"""What a policy is called here, by its id; raises ProblemsFound with a near match where there is none."""

_REFERENCE = re.compile(r"\S.{0,63}")


def amiss_in(written: WrittenRecord, policy_name: PolicyName) -> tuple[Amiss, ...]:
    """Everything that keeps what was written from being a record, and warnings about what may identify somebody."""
    return (*_incomplete(written, policy_name), *_identifying(written))


def completed(
    written: WrittenRecord, policy_name: PolicyName, *, number: int, previous: str | None, corrected: str | None
) -> Record:
    """The record of something in which nothing is amiss.

    Args:
        written: what was written.
        policy_name: see ``PolicyName``.
        number: of the record within its case.
        previous: the SHA-256 of the record before it; None for the first.
        corrected: the SHA-256 of the record that it puts right, if it puts one right.

    Raises:
        ProblemsFound: with everything that is amiss.
    """
    errors = [one for one in amiss_in(written, policy_name) if one.severity == "error"]
    if errors:
        raise ProblemsFound(problem(one) for one in errors)
    return Record(
        case=written.case,
        number=number,
        previous=previous,
        held_on=_day(written.held_on),
        practitioner=written.practitioner,
        supervisor=written.supervisor,
        discussed=written.discussed,
        decisions=written.decisions,
        actions=tuple(
            Action(
                id=f"a{place}", who=one.who, what=one.what, by_when=_day(one.by_when),
                how_we_will_know=one.how_we_will_know,
            )
            for place, one in enumerate(written.actions, 1)
        ),
        reflection=written.reflection,
        disagreement=written.disagreement,
        escalations=tuple(
            EscalationStep(
                id=f"e{place}", policy=one.policy, policy_name=policy_name(one.policy), step=one.step, to=one.to,
                taken_on=_day(one.taken_on), because=one.because, reply_due=_day(one.reply_due),
            )
            for place, one in enumerate(written.escalations, 1)
        ),
        corrects=None if written.corrects is None or corrected is None
        else Correction(record=written.corrects.record, sha256=corrected, because=written.corrects.because),
    )  # fmt: skip


def _day(text: str) -> datetime.date:
    day = day_of(text)
    if day is None:
        raise AssertionError("days were looked at before")
    return day


def _incomplete(written: WrittenRecord, policy_name: PolicyName) -> Iterator[Amiss]:
    if not _REFERENCE.fullmatch(written.case):
        yield Amiss(("case",), NO_CASE, "This does not say which case.", "Your agency's own reference, never a name.")
    held_on = day_of(written.held_on)
    yield from _a_day(written.held_on, ("held_on",), "This does not say on which day supervision was held.")
    yield from _signatories(written)
    if not written.discussed:
        yield Amiss(("discussed",), INCOMPLETE, "Nothing is written about what was discussed.")
    for place, talked in enumerate(written.discussed):
        yield from _blank(talked.about, ("discussed", place, "about"), "This does not say what was talked about.")
        yield from _blank(talked.said, ("discussed", place, "said"), "This does not say what was said about it.")
    for place, decision in enumerate(written.decisions):
        yield from _blank(decision.decided, ("decisions", place, "decided"), "This does not say what was decided.")
        yield from _blank(
            decision.because, ("decisions", place, "because"), "This decision has no reason.",
            "Without it nobody can see later whether the reason still holds.",
        )  # fmt: skip
    for place, action in enumerate(written.actions):
        yield from not_smart(action, ("actions", place), held_on)
    for place, thought in enumerate(written.reflection):
        yield from _blank(thought.prompt, ("reflection", place, "prompt"), "This does not say what was asked.")
        yield from _blank(
            thought.answer, ("reflection", place, "answer"), "This prompt has no answer.",
            "Write one, or take the prompt out.",
        )  # fmt: skip
    if written.disagreement is not None:
        yield from _disagreement(written.disagreement)
    for place, step in enumerate(written.escalations):
        yield from _escalation(step, ("escalations", place), held_on, policy_name)
    if written.corrects is not None:
        yield from _blank(
            written.corrects.because, ("corrects", "because"), "This does not say why the earlier record is put right."
        )


def _signatories(written: WrittenRecord) -> Iterator[Amiss]:
    both: tuple[tuple[Signer, Signatory], ...] = (
        ("practitioner", written.practitioner), ("supervisor", written.supervisor),
    )  # fmt: skip
    for name, one in both:
        yield from _blank(one.role, (name, "role"), "This does not say in which role.", 'Such as "health visitor".')
        yield from _blank(
            one.reference, (name, "reference"), "This does not say who.",
            "A reference that your agency can lead back to a person, such as a staff number. Never a name.",
        )  # fmt: skip
    references = {one.reference.casefold() for _, one in both}
    if len(references) == 1 and "" not in references:
        message = "The practitioner and the supervisor are the same person here."
        yield Amiss(("supervisor", "reference"), ONE_PERSON, message, "A record is signed by two people.")


def _disagreement(said: Disagreement) -> Iterator[Amiss]:
    place: Path = ("disagreement",)
    yield from _blank(said.about, (*place, "about"), "This does not say what is seen differently.")
    if len(said.views) < 2:
        message = "A disagreement has at least two views; write down both."
        yield Amiss((*place, "views"), ONE_VIEW, message, "Each in the words of whoever holds it.")
    holders = [view.held_by.casefold() for view in said.views]
    for number, view in enumerate(said.views):
        yield from _blank(view.held_by, (*place, "views", number, "held_by"), "This does not say who holds this view.")
        yield from _blank(
            view.in_their_words, (*place, "views", number, "in_their_words"), "This view is not written down.",
            "In the words of whoever holds it.",
        )  # fmt: skip
        if view.held_by and holders.index(view.held_by.casefold()) < number:
            message = f"{view.held_by} holds another view above."
            yield Amiss((*place, "views", number, "held_by"), ONE_VIEW, message, "Say who holds which.")
    yield from _blank(
        said.left_as, (*place, "left_as"), "This does not say how it was left.",
        "Who decides and by when, or that it stays open and goes to somebody else.",
    )  # fmt: skip


def _escalation(
    step: WrittenEscalation, place: Path, held_on: datetime.date | None, policy_name: PolicyName
) -> Iterator[Amiss]:
    if not step.policy:
        message = "This does not say under which policy."
        yield Amiss((*place, "policy"), MISSING, message, "screening policies lists them with their ids.")
    else:
        try:
            policy_name(step.policy)
        except ProblemsFound as found:
            for one in found.problems:
                yield Amiss((*place, "policy"), one.code, one.message, one.hint)
    yield from _blank(step.step, (*place, "step"), "This does not say which step of the policy was taken.")
    yield from _blank(
        step.to, (*place, "to"), "This does not say to whom it went.", 'A role: "team manager, social care".'
    )
    yield from _blank(step.because, (*place, "because"), "This does not say what was not settled before.")
    yield from _a_day(step.taken_on, (*place, "taken_on"), "This does not say on which day the step was taken.")
    yield from _a_day(
        step.reply_due, (*place, "reply_due"), "This does not say by when a reply is due.",
        "Look in the policy. Where it gives no time, the supervisor sets a day.",
    )  # fmt: skip
    taken, due = day_of(step.taken_on), day_of(step.reply_due)
    if taken is not None and held_on is not None and taken > held_on:
        message = "This day lies after the supervision."
        yield Amiss((*place, "taken_on"), STEP_DATES, message, "A step still to be taken is an action: write it there.")
    if taken is not None and due is not None and due < taken:
        yield Amiss((*place, "reply_due"), STEP_DATES, "A reply cannot be due before the step was taken.")


def _blank(text: str, path: Path, message: str, hint: str | None = None) -> Iterator[Amiss]:
    if not text:
        yield Amiss(path, INCOMPLETE, message, hint)


def _a_day(text: str, path: Path, missing: str, hint: str = "Write it as 2026-03-01.") -> Iterator[Amiss]:
    if not text:
        yield Amiss(path, INCOMPLETE, missing, hint)
    elif day_of(text) is None:
        yield Amiss(path, NO_DAY, f'"{text}" is not a day.', hint)


def _identifying(written: WrittenRecord) -> Iterator[Amiss]:
    for path, text in _texts((), written.model_dump()):
        for code, what in identifiers_in(text):
            yield Amiss(path, code, f"This looks as if it held {what}.", "Write references, not names.", "warning")


def _texts(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts((*path, key), one)
    elif isinstance(value, Sequence):
        for place, one in enumerate(value):
            yield from _texts((*path, place), one)
