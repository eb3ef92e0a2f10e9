"""Without disputes the standings are Kleene's three values: the vectors published for CQL hold for our conditions.

CQL is the query language of clinical guidelines. Its vectors come from outside the project, so they can find what our
own tests and the engine got wrong together.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from screening.case.account import CaseFile
from screening.case.told import fold
from screening.conditions.binding import Binder
from screening.conditions.evaluate import Scope, evaluate
from screening.conditions.tree import Condition

VECTORS = Path(__file__).parents[3] / "shared" / "data" / "cql-logical-operators-test.xml"
CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)

beside_the_data = pytest.mark.skipif(
    not VECTORS.is_file(), reason="the published vectors are not part of the project and are not beside it here"
)

TOLD = {"true": True, "false": False}
WORDS = {"true": "met", "false": "not_met", "null": "not_known"}

Written = dict[str, Any]
LEFT: Written = {"fact": "child.seen_alone", "is": True}
RIGHT: Written = {"fact": "child.seen_regularly", "is": True}

OPERATORS: dict[str, Written] = {
    "and": {"all": [LEFT, RIGHT]},
    "or": {"any": [LEFT, RIGHT]},
    "implies": {"any": [{"not": LEFT}, RIGHT]},
    "xor": {"any": [{"all": [LEFT, {"not": RIGHT}]}, {"all": [{"not": LEFT}, RIGHT]}]},
}


@cache
def vectors() -> list[tuple[str, str]]:
    """Each expression with what it comes to, in CQL's words."""
    root = ET.parse(VECTORS).getroot()  # noqa: S314 -- as above
    space = {"f": "http://hl7.org/fhirpath/tests"}
    return [
        (test.findtext("f:expression", "", space).strip(), test.findtext("f:output", "", space).strip())
        for test in root.iterfind(".//f:test", space)
    ]


def came_to(expression: str) -> str:
    *left, operator, right = expression.split()
    if operator == "not":
        written, values = {"not": RIGHT}, {"seen_regularly": right}
    else:
        written, values = OPERATORS[operator], {"seen_alone": left[0], "seen_regularly": right}
    facts = {name: TOLD[value] for name, value in values.items() if value in TOLD}
    case = CaseFile.model_validate({"case": "K-1", "facts": {"children": {"c": facts}}})
    bound = Binder().bind(CONDITION.validate_python(written), "child")
    assert bound is not None
    return evaluate(bound, Scope(fold(case.all_accounts, 740000), "children.c.")).standing.word


@beside_the_data
def test_there_are_39_vectors_over_the_five_operators() -> None:
    assert len(vectors()) == 39
    operators = {word for expression, _ in vectors() for word in expression.split()} - set(WORDS)
    assert operators == {"and", "or", "not", "implies", "xor"}


@beside_the_data
def test_every_vector_holds() -> None:
    wrong = {
        expression: came_to(expression) for expression, output in vectors() if came_to(expression) != WORDS[output]
    }
    assert wrong == {}
