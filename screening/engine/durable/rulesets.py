"""Packs named formulas into rulesets for the C engine.

The rulesets are kept within what was measured to be right: one alias, flat facts, at most ``CAPACITY`` nodes, each rule
firing a bounded number of times, and in every ruleset a control rule that fires for every fact, so that a ruleset which
loses facts is noticed. The worker carries a program out without knowing what any of it means.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256

from screening.engine.durable.codes import SENTINEL, Codes
from screening.engine.durable.fitting import CAPACITY, Splitter, simplified, size, tests_of
from screening.engine.durable.formula import Compare, Formula, checked_number
from screening.engine.durable.worker import CONTROL


@dataclass(frozen=True)
class Ruleset:
    """One ruleset.

    Attributes:
        text: The rules in the engine's JSON. Rule ``r0``, ``r1``, ... or the control rule.
        fact: The pattern of its facts: takes the session's number, then the values of ``reads``.
        reads: The slots that its facts are made from.
        sets: The slot that becomes 1 when rule ``r0``, ``r1``, ... fires.
        firings: The most often that its rules can fire for one fact, the control rule included.
    """

    text: str
    fact: str
    reads: tuple[int, ...]
    sets: tuple[int, ...]
    firings: int


@dataclass(frozen=True)
class Program:
    """Formulas ready for the engine.

    It works on a row of numbers: first the ``fields`` in order, then ``helpers`` slots, then one slot for each of
    ``names``, 1 where that formula holds. ``rulesets`` must run in order, as later ones read what earlier ones set.
    """

    fields: tuple[str, ...]
    helpers: int
    names: tuple[str, ...]
    rulesets: tuple[Ruleset, ...]

    @classmethod
    def of_json(cls, text: str) -> Program:
        """The program that ``json`` was made from."""
        made = json.loads(text)
        rulesets = tuple(
            Ruleset(one["text"], one["fact"], tuple(one["reads"]), tuple(one["sets"]), one["firings"])
            for one in made["rulesets"]
        )
        program = cls(tuple(made["fields"]), made["helpers"], tuple(made["names"]), rulesets)
        program.__dict__["json"] = text
        return program

    @cached_property
    def json(self) -> str:
        """The whole program as JSON, always the same text for the same program."""
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of ``json``, in hexadecimal."""
        return sha256(self.json.encode("ascii")).hexdigest()

    def row(self, fact: Mapping[str, int]) -> list[int]:
        """The values of ``fields`` in order. Fields that the program does not use are left out.

        Raises:
            FormulaError: A field is missing, or its value is not a whole number in range.
        """
        return [checked_number(fact.get(name), name) for name in self.fields]


def pack(formulas: Mapping[str, Formula]) -> Program:
    """Make a program that decides each of the named formulas.

    Raises:
        FormulaError: A formula is nested too deeply.
    """
    simple = [simplified(formula) for formula in formulas.values()]
    codes = Codes()
    names = sorted({test.field for formula in simple for test in tests_of(formula)})
    fields = {name: codes.new() for name in names}
    splitter = Splitter(codes)
    bodies = [splitter.bodies(_coded(formula, fields)) for formula in simple]
    helpers = list(splitter.helpers.values())

    slots = {code: slot for slot, code in enumerate([*fields.values(), *(helper.code for helper in helpers)])}
    rules = [(h.level, slots[h.code], body) for h in helpers for body in h.bodies]
    rules += [(splitter.level(b), len(slots) + place, body) for place, b in enumerate(bodies) for body in b]
    rules.sort(key=lambda rule: rule[0])
    return Program(
        fields=tuple(fields),
        helpers=len(helpers),
        names=tuple(formulas),
        rulesets=tuple(_ruleset(batch, slots) for batch in _batches(rules)),
    )


_Rule = tuple[int, int, Formula]
"""Round, slot to set, and body."""


def _batches(rules: Iterable[_Rule]) -> Iterator[list[_Rule]]:
    """Cut the rules, sorted by round, into runs of one round each that fit into one ruleset."""
    batch: list[_Rule] = []
    used = 1
    for rule in rules:
        nodes = size(rule[2]).nodes
        if batch and (used + nodes > CAPACITY or rule[0] != batch[0][0]):
            yield batch
            batch, used = [], 1
        batch.append(rule)
        used += nodes
    if batch:
        yield batch


def _ruleset(batch: list[_Rule], slots: Mapping[str, int]) -> Ruleset:
    bodies = [body for _, _, body in batch]
    rules: dict[str, object] = {f"r{place}": _rule(body) for place, body in enumerate(bodies)}
    rules[CONTROL] = _rule(Compare(SENTINEL, "eq", 1))
    read = sorted({slots[test.field] for body in bodies for test in tests_of(body)})
    codes = {slot: code for code, slot in slots.items()}
    # The engine works the fields of a fact from last to first. With the sentinel in front, the control rule comes last.
    fields = [f'"{SENTINEL}":1', *(f'"{codes[slot]}":%d' for slot in read)]
    return Ruleset(
        text=json.dumps(rules, ensure_ascii=True, separators=(",", ":")),
        fact='{"id":"f","sid":"%d",' + ",".join(fields) + "}",
        reads=tuple(read),
        sets=tuple(slot for _, slot, _ in batch),
        firings=1 + sum(size(body).firings for body in bodies),
    )


def _rule(body: Formula) -> dict[str, object]:
    return {"all": [{"m": _expression(body)}]}


def _expression(formula: Formula) -> dict[str, object]:
    if isinstance(formula, Compare):
        test: dict[str, object] = {formula.field: formula.value}
        return test if formula.op == "eq" else {f"${formula.op}": test}
    return {f"${type(formula).__name__.lower()}": [_expression(part) for part in formula.parts]}


def _coded(formula: Formula, codes: Mapping[str, str]) -> Formula:
    if isinstance(formula, Compare):
        return Compare(codes[formula.field], formula.op, formula.value)
    return type(formula)(tuple(_coded(part, codes) for part in formula.parts))
