"""Errors of validation, told at the right place and in plain words."""

import datetime
import enum
from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Tag,
    TypeAdapter,
    model_validator,
)
from typing_extensions import TypeAliasType

from screening.errors import Problem, ProblemsFound
from screening.yamlsource import read_text, validated
from screening.yamlsource.codes import VALIDATION


class Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(enum.Enum):
    HEAD = "head"
    ARM = "upper-arm"


class Injury(Closed):
    kind: Literal["bruise", "bite", "burn"]
    part: Part | None = None


class Child(Closed):
    mobility: Literal["not-mobile", "rolling", "crawling"] | None = None
    born: datetime.date | Literal["not-known"] | None = None
    weight: Annotated[float, Field(gt=0)] | None = None
    named: Annotated[str, Field(pattern="^[a-z]+$", max_length=4)] | None = None
    seen: bool | None = Field(default=None, strict=True)
    injuries: dict[str, Injury] | list[Injury] | None = None


def _kind(value: Any) -> str | None:
    return next((kind for kind in ("all", "fact") if isinstance(value, dict) and kind in value), None)


class AllOf(Closed):
    all: list["Condition"]


class FactTest(Closed):
    fact: str
    in_: Annotated[list[str] | None, Field(alias="in")] = None


Condition = Annotated[Annotated[AllOf, Tag("all")] | Annotated[FactTest, Tag("fact")], Discriminator(_kind)]
AllOf.model_rebuild()


class Cat(Closed):
    kind: Literal["cat"]
    mice: int


class Dog(Closed):
    kind: Literal["dog", "puppy"]
    walks: int


Mark = TypeAliasType("Mark", Injury | Part)


def _split(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


class Contacts(RootModel[dict[str, Child]]):
    pass


class CaseFile(Closed):
    case: str
    children: dict[str, Child] = {}
    people: list[Child] = []
    pair: tuple[int, str] | None = None
    when: Condition | None = None
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    any_pet: Cat | Dog | None = None
    known_to: dict[Literal["health", "police"], str] = {}
    several: str | list[str] | None = None
    contacts: Contacts | None = None
    marks: Annotated[list[Mark], Field(min_length=1)] | None = None
    words: Annotated[list[Literal["one", "two"]], BeforeValidator(_split)] | None = None

    @model_validator(mode="after")
    def _no_empty_reference(self) -> "CaseFile":
        if self.case == "K-0":
            raise ValueError("A case needs a reference of its own.")
        return self


def problems(text: str, model: Any = CaseFile, **more: Any) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        validated(read_text(text, "c.yaml"), model, **more)
    return found.value.problems


def only(text: str, model: Any = CaseFile, **more: Any) -> Problem:
    (problem,) = problems(text, model, **more)
    return problem


def place(problem: Problem) -> tuple[str, int | None, int | None]:
    return problem.code, problem.line, problem.column


def test_what_fits_is_the_model() -> None:
    case = validated(read_text("case: K-1\nchildren: {william: {born: '2020-05-04'}}"), CaseFile)
    assert case.children["william"].born == datetime.date(2020, 5, 4)


def test_an_unknown_field_is_told_at_its_name_with_the_likely_one() -> None:
    problem = only("case: K-1\nchildren:\n  william:\n    mobilty: rolling\n")
    assert str(problem) == 'c.yaml:4:5: C101 There is no field "mobilty" in a child. Did you mean "mobility"?'


@pytest.mark.parametrize(
    ("text", "expected", "meant"),
    [
        ("people:\n- {bron: x}", ("C101", 2, 4), "born"),
        ("childrn: {}", ("C101", 1, 1), "children"),
        ("children: {w: {injuries: {i1: {kind: bite, prt: head}}}}", ("C101", 1, 44), "part"),
        ("children: {w: {injuries: [{kind: bite, prt: head}]}}", ("C101", 1, 40), "part"),
        ("when: {all: [{fact: a}, {fact: b, ni: [x], inn: [x]}]}", ("C101", 1, 44), "in"),
        ("pet: {kind: dog, walks: 1, walk: 2}", ("C101", 1, 28), "walks"),
        ("contacts: {ann: {seem: true}}", ("C101", 1, 18), "seen"),
        ("marks: [{kind: bite, prt: head}]", ("C101", 1, 22), "part"),
    ],
)
def test_fields_are_known_wherever_the_model_puts_them(text: str, expected: tuple[str, int, int], meant: str) -> None:
    found = {place(problem): problem for problem in problems(f"{text}\ncase: K-1")}
    assert found[expected].hint == f'Did you mean "{meant}"?'


def test_a_field_like_no_other_is_answered_with_what_there_is() -> None:
    assert only("case: K-1\nwhen: {fact: a, weather: b}").hint == "It can have: fact, in."


def test_a_branch_that_is_called_like_a_field_does_not_mislead() -> None:
    problem = only("case: K-1\nwhen:\n  all:\n    - all:\n        - {fact: 1}\n")
    assert place(problem) == ("C103", 5, 18)
    problem = only("case: K-1\nwhen:\n  all:\n    - all: []\n      more: 1\n")
    assert place(problem) == ("C101", 5, 7)


def test_a_value_that_is_not_allowed_is_answered_with_those_that_are() -> None:
    problem = only("case: K-1\nchildren:\n  w: {mobility: Not mobile}\n")
    assert place(problem) == ("C102", 3, 17)
    assert problem.message == '"Not mobile" is not allowed for "mobility". Allowed: not-mobile, rolling, crawling.'
    assert problem.hint == 'Did you mean "not-mobile"?'


def test_an_enum_and_a_key_are_closed_lists_too() -> None:
    injury, key = problems(
        "case: K-1\nchildren: {w: {injuries: {i1: {kind: bite, part: heed}}}}\nknown_to: {polise: x}"
    )
    assert (place(injury), injury.hint) == (("C102", 2, 50), 'Did you mean "head"?')
    assert (place(key), key.hint) == (("C102", 3, 12), 'Did you mean "police"?')


def test_of_many_values_the_first_few_are_listed() -> None:
    words = tuple(f"word-{n:02}" for n in range(20))
    problem = only("[other]", TypeAdapter(list[Literal[words]]))  # type: ignore[valid-type]
    assert problem.message == f'"other" is not allowed for item 1. Allowed: {", ".join(words[:8])} and 12 more.'


@pytest.mark.parametrize(
    ("text", "expected", "message"),
    [
        ("pet: {kind: dog, walks: two}", ("C103", 1, 25), 'Expected a whole number for "walks", found the text "two".'),
        ("people: none", ("C103", 1, 9), 'Expected a list for "people", found the text "none".'),
        ("children:\n  - a", ("C103", 1, 1), 'Expected fields (name: value) for "children", found a list.'),
        (
            "people: [x, 2]",
            ("C103", 1, 10),
            'Expected fields (name: value) for item 1 of "people", found the text "x".',
        ),
        ("pair: [1, 2]", ("C103", 1, 11), 'Expected text for item 2 of "pair", found the number 2.'),
        ("children: {w: {seen: 'yes'}}", ("C103", 1, 22), 'Expected true or false for "seen", found the text "yes".'),
        ("several: 3", ("C103", 1, 10), 'Expected text or a list for "several", found the number 3.'),
        ("children: {w: }", ("C103", 1, 15), 'Expected fields (name: value) for "w", found nothing.'),
        ("several: {}", ("C103", 1, 1), 'Expected text or a list for "several", found fields.'),
        ("known_to: {police: true}", ("C103", 1, 20), 'Expected text for "police", found true.'),
        ("marks: []", ("C106", 1, 1), '"marks" must not be empty.'),
        ("children: {w: {weight: 0}}", ("C106", 1, 24), '"weight" must be more than 0 (found the number 0).'),
    ],
)
def test_wrong_kinds_are_told_in_words(text: str, expected: tuple[str, int, int], message: str) -> None:
    first = problems(f"{text}\ncase: K-1")[0]
    assert (place(first), first.message) == (expected, message)


def test_a_number_where_text_is_expected_needs_quotes() -> None:
    problem = only("case: 12")
    assert (place(problem), problem.hint) == (("C103", 1, 7), "Put quotes around it if it is meant as text.")


def test_a_missing_field_is_told_at_what_lacks_it() -> None:
    top, child, listed = problems(
        "children:\n  w:\n    injuries:\n      i1:\n        part: head\nany_pet: {kind: cat}\n"
    )
    assert (place(top), top.message) == (("C104", 1, 1), '"case" is missing.')
    assert (place(child), child.message) == (("C104", 4, 7), '"kind" is missing from "i1".')
    assert (place(listed), listed.message) == (("C104", 6, 1), '"mice" is missing from "any_pet".')


def test_the_words_of_our_own_checks_are_kept() -> None:
    problem = only("# a note\ncase: K-0")
    assert (place(problem), problem.message) == (("C105", 2, 1), "A case needs a reference of its own.")


def test_of_several_forms_the_closest_is_told_about() -> None:
    problem = only("case: K-1\nany_pet: {kind: dog, walks: 1, tail: long}")
    assert place(problem) == ("C101", 2, 32)
    problem = only("case: K-1\nchildren: {w: {injuries: {i1: {kind: bight}}}}")
    assert (place(problem), problem.hint) == (("C102", 2, 38), None)


def test_where_no_form_fits_all_are_named() -> None:
    problem = only("case: K-1\nchildren: {w: {born: 04/05/2020}}")
    assert place(problem) == ("C102", 2, 22)
    assert problem.message == (
        'Expected a date such as 2020-07-14 or one of (not-known) for "born", found the text "04/05/2020".'
    )


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("pet: {kind: bird}", ("C102", 1, 13), '"bird" is not allowed for "kind". Allowed: cat, dog, puppy.'),
        ("pet: {walks: 1}", ("C104", 1, 1), '"kind" is missing from "pet".'),
        ("pet: dog", ("C103", 1, 6), "Expected fields (name: value)"),
        ("when: {al: []}", ("C107", 1, 1), "This fits none of the forms"),
        ("when: often", ("C103", 1, 7), "Expected fields (name: value)"),
    ],
)
def test_it_is_told_where_the_form_cannot_be_told(text: str, expected: tuple[str, int, int], words: str) -> None:
    problem = only(f"{text}\ncase: K-1")
    assert place(problem) == expected
    assert problem.message.startswith(words)


def test_a_form_almost_named_is_recognised() -> None:
    assert only("case: K-1\nwhen: {al: []}").hint == 'Did you mean "all"?'


def test_every_error_is_told_and_none_in_the_words_of_pydantic() -> None:
    found = problems(
        "cas: 1\nchildren: {a: {b: 1, mobility: 2}, c: 3}\npeople: {}\nwhen: {all: [{fact: []}, {in: 1}]}\n"
    )
    assert [place(problem) for problem in found] == [
        ("C101", 1, 1),
        ("C104", 1, 1),
        ("C101", 2, 16),
        ("C102", 2, 32),
        ("C103", 2, 39),
        ("C103", 3, 1),
        ("C103", 4, 15),
        ("C107", 4, 26),
    ]
    assert not any("nput" in problem.message or "valid" in problem.message for problem in found)


def test_a_part_of_a_document_can_be_validated_by_itself() -> None:
    text = "a:\n  - mobility: rolling\n  - mobilty: x\n"
    assert validated(read_text(text), Child, at=("a", 0)).mobility == "rolling"
    assert place(only(text, Child, at=("a", 1), prefix="R")) == ("R101", 3, 5)


def test_rearranged_data_is_located_where_it_came_from() -> None:
    text = "accounts:\n  facts:\n    mobility: walks\n"
    problem = only(text, TypeAdapter(list[Child]), at=("accounts",), data=[{"mobility": "walks"}])
    assert place(problem) == ("C102", 2, 3)
    problem = only(text, Child, at=("accounts", "facts"), data={"mobility": "rolling", "added": 1})
    assert place(problem) == ("C101", 2, 3)


def test_data_that_a_validator_takes_apart_is_located_where_it_stands() -> None:
    problem = only("case: K-1\nwords: one tow\n")
    assert place(problem) == ("C102", 2, 8)
    assert problem.hint is None


def test_a_list_with_a_wrong_item_is_not_called_too_short() -> None:
    assert [place(problem) for problem in problems("case: K-1\nmarks: [{kind: x}]")] == [("C102", 2, 16)]


def test_a_list_of_models_through_an_adapter() -> None:
    problem = only("- {kind: bite}\n- {knd: bite}\n- {kind: bite, prt: head}", TypeAdapter(dict[str, Injury]))
    assert place(problem) == ("C103", 1, 1)
    found = problems("- {kind: bite}\n- {kind: bite, prt: head}", TypeAdapter(list[Injury]))
    assert [problem.hint for problem in found] == ['Did you mean "part"?']


def test_thousands_of_problems_are_all_told_and_soon() -> None:
    found = problems("".join(f"field{n}: 1\n" for n in range(5_000)))
    assert len(found) == 5_001
    assert {problem.code for problem in found} == {"C101", "C104"}


def test_every_code_is_explained() -> None:
    assert all(code.isdigit() and reason.endswith(".") for code, reason in VALIDATION.items())
