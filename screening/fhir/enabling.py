"""When a question is asked, as FHIR can say it: ``enableWhen`` with "any of these" or "all of these", one level deep.

A question is asked where its condition is met on somebody's word, so every test becomes the answers that let it hold;
"is not" becomes the other answers, because FHIR's "!=" also holds where nothing has been answered. What does not fit
(tests on lists, on facts that the checklist does not ask for, or on facts that are worked out) is left to words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from screening.case.dictionary import Entry
from screening.conditions.tree import AllOf, AnyOf, Condition, FactTest
from screening.fhir.codes import REASONS_OPTIONS, Option, options_of, values_of

CODED = ("choice", "choices", "yes-no")


@dataclass(frozen=True)
class When:
    """One answer that lets a question be asked; without an option, whether there is any answer at all.

    Attributes:
        link: the question that was answered.
        option: the answer that it has to have, beside others perhaps.
        answered: without an option, whether it has to have an answer or must have none.
    """

    link: str
    option: Option | None = None
    answered: bool = True


@dataclass(frozen=True)
class Enabling:
    """When a question is asked: any, or all, of some answers."""

    behaviour: Literal["any", "all"]
    whens: tuple[When, ...]


Asked = Callable[[str], tuple[str, Entry] | None]
"""The link and the dictionary's entry of the question that asks for a fact; None where the checklist has none."""


def enabling(condition: Condition, asked: Asked) -> Enabling | None:
    """The condition as FHIR can say it; None where it cannot."""
    if isinstance(condition, FactTest):
        return _test(condition, asked)
    if not isinstance(condition, AllOf | AnyOf):
        return None
    behaviour: Literal["any", "all"] = "any" if isinstance(condition, AnyOf) else "all"
    nodes = condition.any if isinstance(condition, AnyOf) else condition.all
    parts = [enabling(node, asked) for node in nodes]
    if len(parts) == 1:
        return parts[0]
    whens: list[When] = []
    for part in parts:
        if part is None or (part.behaviour != behaviour and len(part.whens) > 1):
            return None
        whens += part.whens
    return Enabling(behaviour, tuple(dict.fromkeys(whens)))


def _test(test: FactTest, asked: Asked) -> Enabling | None:
    found = asked(test.fact)
    if found is None:
        return None
    link, entry = found
    if entry.kind not in CODED:
        if test.operator == "given":
            return Enabling("any", (When(link),))
        if test.operator == "not_given" and test.operand is True:
            return Enabling("any", (When(link, answered=False),))
        return None
    if test.operator == "not_given":
        reasons = test.operand if isinstance(test.operand, tuple) else None
        whens = [When(link, one) for one in REASONS_OPTIONS if reasons is None or one.code in reasons]
        return Enabling("any", tuple(whens if reasons else [When(link, answered=False), *whens]))
    options = _options(test, entry)
    return Enabling("any", tuple(When(link, one) for one in options)) if options else None


def _options(test: FactTest, entry: Entry) -> tuple[Option, ...]:
    if test.operator == "given":
        return tuple(one for one in options_of(entry) if one not in REASONS_OPTIONS)
    operand = test.operand if isinstance(test.operand, tuple) else (test.operand,)
    wanted = {("yes" if one else "no") if isinstance(one, bool) else str(one) for one in operand}
    if test.operator in ("is", "in", "includes", "includes_any"):
        return tuple(one for one in values_of(entry) if one.code in wanted)
    if test.operator in ("is_not", "not_in") and entry.kind != "choices":
        return tuple(one for one in values_of(entry) if one.code not in wanted)
    return ()
