"""The full explanation of one rule in one case: every test with its standing, and the changes nearest to hand.

A screening shows why in a few lines; this is for the reader who wants to follow every step.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.case.dictionary import at_case_path
from screening.case.told import Told
from screening.conditions.bound import Bound, Gate, Tally, Test
from screening.conditions.evaluate import Trace
from screening.conditions.standing import Standing
from screening.engine import findings, wording
from screening.engine.answers import IN_FULL, suppose
from screening.engine.document import FactLine, Finding, Lens, StandingWord
from screening.engine.lens import view
from screening.engine.outcome import UNNAMED, Outcome, look, subjects
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Rule


class Step(BaseModel):
    """One part of the condition.

    Attributes:
        words: what it asks, in words.
        told: the fact with its tellings, where it is a test that somebody told.
        parts: the parts that it is made of; for a list, one for each entry.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    standing: StandingWord
    told: FactLine | None = None
    parts: tuple[Step, ...] = ()


class NearChange(BaseModel):
    """One fact that, told otherwise, would move the standing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    thing: str
    label: str
    answers: tuple[str, ...]
    becomes: StandingWord


class Explanation(BaseModel):
    """One rule for one subject, explained to the last test."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    as_of: str
    finding: Finding
    open: bool
    condition: Step
    would_change: tuple[NearChange, ...]


def explain(case: CaseFile, pack: Pack, rule: Rule, as_of: datetime.date, lens: Lens) -> tuple[Explanation, ...]:
    """The explanation of a rule for each subject that it is evaluated for."""
    told = view(case.all_accounts, as_of.toordinal(), lens, pack.header.changing_window_days)
    found: list[Explanation] = []
    for subject in subjects(rule, told):
        outcome = look(rule, pack.bound[rule.id], told, subject)
        found.append(
            Explanation(
                case=case.case,
                as_of=as_of.isoformat(),
                finding=findings.finding(pack, outcome),
                open=outcome.open,
                condition=_step(told, outcome.trace),
                would_change=tuple(_near(told, outcome, pack.bound[rule.id])),
            )
        )
    return tuple(found)


def _step(told: Told, trace: Trace) -> Step:
    node = trace.node
    if isinstance(node, Test):
        line = findings.fact_line(told, trace.path, trace.standing == Standing.DISPUTED)
        return Step(words=_test_in_words(told, node, trace.path), standing=trace.standing.word, told=line)
    if isinstance(node, Gate):
        size = len(node.parts)
        words = "all of these" if node.n == size else "any of these" if node.n == 1 else f"at least {node.n} of these"
        words = node.name or words
        return Step(words=words, standing=trace.standing.word, parts=tuple(_step(told, part) for part in trace.parts))
    members = tuple(
        Step(
            words=wording.thing_in_words(told, f"{trace.path}.{member}.x"),
            standing=part.standing.word,
            parts=(_step(told, part),),
        )
        for member, part in zip(trace.members, trace.parts, strict=False)
    )
    return Step(words=_tally_in_words(node, trace), standing=trace.standing.word, parts=members)


_OPERATORS = {
    "in": "is", "includes_any": "includes", "below": "is below", "at_most": "is at most", "above": "is above",
    "at_least": "is at least", "before": "is before", "after": "is after", "within_last": "lies within the last",
    "given": "has been told", "not_given": "has not been told", "source_in": "was told only by",
    "told_by": "was said only by", "corroborated": "rests on more than one person's word",
}  # fmt: skip


def _test_in_words(told: Told, node: Test, path: str) -> str:
    entry = node.entry
    operand = node.operand
    if isinstance(operand, frozenset):
        words = " or ".join(entry.label(one) for one in sorted(operand, key=str))
    elif operand is True:
        words = ""
    elif isinstance(operand, tuple):
        words = wording.span_in_words(*operand)
    else:
        words = str(operand)
    thing = "the child" if path.startswith(f"children.{UNNAMED}.") else wording.thing_in_words(told, path)
    verb = _OPERATORS[node.operator]
    sentence = f"{thing}: {wording.label_in_words(entry)} {verb} {words}".rstrip()
    return f"not so that {sentence}" if node.negated else sentence


def _tally_in_words(node: Tally, trace: Trace) -> str:
    label = wording.label_in_words(at_case_path(trace.path))
    what = f"different {node.distinct.replace('_', ' ')} among the {label}" if node.distinct else f"of the {label}"
    if node.negated and node.n == 1 and node.where is not None and not node.distinct and not node.within:
        return f"every one of the {label} meets this{'' if trace.in_full else ' (nobody has told all of them)'}"
    amount = f"all but fewer than {node.n}" if node.negated else f"at least {node.n}"
    within = f" within any {node.within}" if node.within else ""
    full = "" if trace.in_full else " (nobody has told all of them)"
    return f"{amount} {what}{within}{' meet this' if node.where is not None else ''}{full}"


def _near(told: Told, outcome: Outcome, bound: Bound) -> Iterator[NearChange]:
    """Single facts that would move the standing, told ones first, each with the answers that would."""
    paths: dict[str, None] = {}
    for trace in _leaves(outcome.trace):
        derived = at_case_path(trace.path).derived
        if derived is None:
            paths.setdefault(trace.path, None)
            continue
        prefix = trace.path.rpartition(".")[0]
        for name in derived.inputs:
            told_input = f"{prefix}.{name}" if prefix else name
            if told.of(told_input):
                paths.setdefault(told_input, None)
    for path in outcome.asks():
        paths.setdefault(path, None)
    for path in paths:
        if f"children.{UNNAMED}." in path:
            continue
        by_standing: dict[Standing, list[str]] = {}
        for one in suppose(outcome, bound, path, every_answer=True):
            if one.standing != outcome.standing:
                by_standing.setdefault(one.standing, []).append(_answer(path, one.value))
        for standing, answers in sorted(by_standing.items(), reverse=True):
            yield NearChange(
                path=path,
                thing=wording.thing_in_words(told, path),
                label=wording.label_in_words(at_case_path(path)),
                answers=tuple(answers[:4]),
                becomes=standing.word,
            )


def _leaves(trace: Trace) -> Iterator[Trace]:
    if isinstance(trace.node, Test):
        yield trace
    for part in trace.parts:
        yield from _leaves(part)
    if isinstance(trace.node, Tally) and not trace.in_full:
        yield trace


def _answer(path: str, value: object) -> str:
    entry = at_case_path(path)
    if value == IN_FULL:
        return "no more than these"
    if entry.kind == "date":
        return wording.day_in_words(str(value))
    return entry.label(value)
