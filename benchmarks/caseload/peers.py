"""Other rule engines on the same rules: each is given the numbers of one subject at a time and answers all questions.

Each is used in the fastest of the ways that were tried. One that is not installed is left out. Only the worker of the
product's second channel may load the C engine of durable-rules; it is run here directly, without its process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.caseload.circuits import Circuit, Fed, Numbers, fields_of, infix, prefix, standing_of
from benchmarks.caseload.sample import Cell
from screening.engine.durable.formula import Formula
from screening.engine.durable.rulesets import pack
from screening.engine.durable.worker import Loaded

Answer = Callable[[Numbers], Sequence[bool]]
"""From the numbers of one subject to the answers to all questions of the circuit."""


@dataclass(frozen=True)
class Peer:
    """One engine.

    Attributes:
        name: as people know it, with the way in which it is used.
        module: what has to be installed.
        compile: from a circuit to a function that answers.
    """

    name: str
    module: str
    compile: Callable[[Circuit], Answer]

    @property
    def there(self) -> bool:
        """Whether it is installed."""
        return find_spec(self.module) is not None


def zen(circuit: Circuit) -> Answer:
    """GoRules: all questions as one list in one compiled expression."""
    module: Any = import_module("zen")
    expression = module.compile_expression(f"[{', '.join(infix(one, 'and', 'or') for one in circuit.questions)}]")
    answer: Answer = expression.evaluate
    return answer


def cel(circuit: Circuit) -> Answer:
    """Google's expression language in Rust: all questions as one list in one program."""
    module: Any = import_module("cel")
    program = module.compile(f"[{', '.join(infix(one, '&&', '||') for one in circuit.questions)}]")
    answer: Answer = program.execute
    return answer


def clips(circuit: Circuit) -> Answer:
    """CLIPS: one fact with all numbers, a rule for each question, and a call for each that fires."""
    module: Any = import_module("clips")
    engine = module.Environment()
    fired: list[int] = []
    engine.define_function(fired.append, "holds")
    slots = " ".join(f"(slot {name})" for name in circuit.fields)
    engine.build(f"(deftemplate subject {slots})")
    for place, question in enumerate(circuit.questions):
        read = dict.fromkeys(fields_of(question))
        bound = " ".join(f"({name} ?{name})" for name in read)
        engine.build(f"(defrule q{place} (subject {bound}) (test {_lisp(question)}) => (holds {place}))")
    template = engine.find_template("subject")

    def answer(numbers: Numbers) -> Sequence[bool]:
        fired.clear()
        engine.reset()
        template.assert_fact(**numbers)
        engine.run()
        answers = [False] * len(circuit.questions)
        for place in fired:
            answers[place] = True
        return answers

    return answer


def _lisp(question: Formula) -> str:
    return prefix(question, "?").replace("(== ", "(= ").replace("(!= ", "(<> ")


def durable(circuit: Circuit) -> Answer:
    """durable-rules: the C module, in the rulesets and the way of the product's second channel."""
    program = pack({str(place): question for place, question in enumerate(circuit.questions)})
    engine: Any = import_module("durable_rules_engine")
    loaded = Loaded(engine, _plain(program))
    nothing = [False] * len(circuit.questions)

    def answer(numbers: Numbers) -> Sequence[bool]:
        answers = nothing.copy()
        for place in loaded.decide(program.row(numbers)):
            answers[place] = True
        return answers

    return answer


def _plain(program: Any) -> dict[str, Any]:
    import json

    made: dict[str, Any] = json.loads(program.json)
    return made


PEERS = (
    Peer("zen-engine (GoRules), one expression", "zen", zen),
    Peer("CEL for Rust, one program", "cel", cel),
    Peer("CLIPS, a rule for each question", "clips", clips),
    Peer("durable-rules, C module", "durable_rules_engine", durable),
)


def run(peer: Peer, of: Sequence[Fed]) -> tuple[dict[Cell, int], float]:
    """A peer's standings, and the seconds that it took for all subjects; it has been warmed up before."""
    found: dict[Cell, int] = {}
    seconds = 0.0
    for one in of:
        answer = peer.compile(one.circuit)
        answer(one.rows[0])
        begun = time.process_time()
        answers = [answer(row) for row in one.rows]
        seconds += time.process_time() - begun
        for subject, said in zip(one.subjects, answers, strict=True):
            found.update(zip((subject.cell(rule) for rule in one.rules), standing_of(said), strict=True))
    return found, seconds
