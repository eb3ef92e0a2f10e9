"""The fact dictionary: every fact can be asked, has a kind, can be found by its path, and has no value by itself."""

from __future__ import annotations

import datetime
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from screening.case.account import Account, CaseFile
from screening.case.child import Child
from screening.case.dictionary import (
    Entry,
    Kind,
    UnknownFactError,
    all_entries,
    at_case_path,
    entities,
    entity_name,
    fields,
    walk,
)
from screening.case.profile import CaseProfile
from screening.case.told import fold
from screening.case.words import Asked
from screening.errors import did_you_mean

ENTRIES = list(all_entries())
TOLD = [one for one in ENTRIES if one.derived is None]
BY_PATH = {one.path: one for one in ENTRIES}


def test_every_fact_has_a_question_and_somebody_to_ask() -> None:
    for entry in ENTRIES:
        question, place = entry.fact.question, entry.path
        assert question[0].isupper(), place
        assert question.endswith("?") or entry.fact.private, place
        assert "_" not in question, place
        assert entry.fact.ask, place
        assert set(entry.fact.ask) <= set(get_args(Asked)), place
        assert not entry.fact.help or entry.fact.help.endswith((".", "?")), place


def test_every_fact_has_a_kind_and_what_belongs_to_it() -> None:
    for entry in ENTRIES:
        assert entry.kind in get_args(Kind), entry.path
        assert bool(entry.values) == (entry.kind in ("choice", "choices")), entry.path
        assert len(set(entry.values)) == len(entry.values), entry.path
        assert (entry.member is not None) == (entry.kind in ("list", "entity")), entry.path
        assert {value for value, _ in entry.fact.labels} <= set(entry.values), entry.path


def test_only_what_is_written_for_people_is_free_text() -> None:
    assert [one.path for one in ENTRIES if (one.kind == "text") != one.fact.private] == []


def test_a_fact_that_refers_to_somebody_names_a_list_of_the_case() -> None:
    lists = {entry.name for entry in fields(CaseProfile).values() if entry.kind == "list"}
    references = {one.path: one.fact.refers_to for one in ENTRIES if one.kind in ("reference", "references")}
    assert references["claim.by"] == "people"
    assert set(references.values()) <= lists
    assert [one.path for one in ENTRIES if one.fact.refers_to and one.path not in references] == []


def test_no_two_facts_share_a_path_and_there_are_many() -> None:
    assert len(BY_PATH) == len(ENTRIES) > 350


@pytest.mark.parametrize("model", entities().values(), ids=entity_name)
def test_a_model_is_closed_and_frozen_and_tells_nothing_that_nobody_told(model: Any) -> None:
    """The rule of the architecture: a default other than None would be a fact without a teller."""
    assert {name: info.default for name, info in model.model_fields.items() if info.default is not None} == {}
    assert all(info.default_factory is None for info in model.model_fields.values())
    assert model().model_dump(exclude_none=True) == {}
    assert model.model_config["frozen"]
    with pytest.raises(ValidationError, match="extra"):
        model.model_validate({"no_such_field": 1})


EXAMPLES: dict[str, Any] = {"yes-no": True, "number": 36, "date": "2020-05", "reference": "p1", "references": ["p1"],
                            "word": "gp", "words": ["gp"], "text": "A note."}  # fmt: skip


def example(entry: Entry) -> Any:
    if entry.kind == "choice":
        return entry.values[-1]
    if entry.kind == "choices":
        return list(entry.values)
    return EXAMPLES[entry.kind]


def test_a_value_of_the_kind_that_the_dictionary_gives_can_be_told_and_no_other() -> None:
    for entry in TOLD:
        if entry.kind in ("list", "entity"):
            continue
        model = entities()[entry.entity]
        assert model.model_validate({entry.name: example(entry)}).model_dump(exclude_none=True) == {
            entry.name: example(entry)
        }
        wrong: list[Any] = [{"not": "of this kind"}]
        if entry.values:
            wrong.append("no-such-value" if entry.kind == "choice" else ["no-such-value"])
        assert [value for value in wrong if takes(model, entry.name, value)] == [], entry.path


def takes(model: Any, name: str, value: Any) -> bool:
    try:
        model.model_validate({name: value})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("child.mobility", "choice"),
        ("child.disability", "choices"),
        ("child.seen_alone", "yes-no"),
        ("child.born_at_weeks", "number"),
        ("child.born", "date"),
        ("child.in_charge", "reference"),
        ("household.members", "references"),
        ("child.last_seen_by", "word"),
        ("meeting.invited", "words"),
        ("child.note", "text"),
        ("child.injuries", "list"),
        ("case.record", "entity"),
        ("child.age_months", "number"),
        ("claim.overdue", "yes-no"),
    ],
)
def test_the_kind_of_a_fact_is_read_from_its_model(path: str, kind: str) -> None:
    assert BY_PATH[path].kind == kind


def test_values_are_put_into_words() -> None:
    mobility = BY_PATH["child.mobility"]
    assert mobility.label("not-mobile") == "not yet moving about"
    assert mobility.label("moves-with-help") == "moves with help"
    assert BY_PATH["child.seen_alone"].label(value=True) == "yes"
    assert BY_PATH["child.seen_alone"].label(value=False) == "no"
    assert BY_PATH["child.disability"].label(("complex-health", "autism")) == "complex health, autism"
    assert BY_PATH["child.disability"].label(()) == "none"
    assert BY_PATH["child.born"].label("2020-05-04") == "2020-05-04"


def test_a_rule_path_leads_through_lists_without_ids() -> None:
    assert walk(CaseProfile, "children.injuries.kind").path == "injury.kind"
    assert walk(Child, "injuries.kind") == walk(CaseProfile, "children.injuries.kind")
    assert walk(CaseProfile, "record.chronology").path == "record.chronology"


def test_a_case_path_leads_through_lists_by_id() -> None:
    assert at_case_path("children.robyn.injuries.i1.kind").path == "injury.kind"
    assert at_case_path("people.partner-2.history").path == "person.history"
    assert at_case_path("children.robyn.age_months").derived is not None
    assert at_case_path("people").kind == "list"


@pytest.mark.parametrize(
    ("path", "part", "near", "inside"),
    [
        ("children.c.mobilty", "mobilty", "mobility", "child"),
        ("childrn.c.mobility", "childrn", "children", "case"),
        ("children.c.injuries.i1.knd", "knd", "kind", "injury"),
        ("record.cronology", "cronology", "chronology", "record"),
        ("children.c.mobility.deep", "deep", None, "children.c.mobility.deep"),
        ("", "", None, "case"),
    ],
)
def test_a_case_path_that_leads_nowhere_says_which_word_fails(
    path: str, part: str, near: str | None, inside: str
) -> None:
    with pytest.raises(UnknownFactError) as caught:
        at_case_path(path)
    assert (caught.value.part, caught.value.inside) == (part, inside)
    assert did_you_mean(caught.value.part, caught.value.known) == near


def test_a_rule_path_that_leads_nowhere_says_which_word_fails() -> None:
    with pytest.raises(UnknownFactError, match='no "knd" in') as caught:
        walk(Child, "injuries.knd")
    assert did_you_mean("knd", caught.value.known) == "kind"
    with pytest.raises(UnknownFactError, match="mobility, which has no parts"):
        walk(Child, "mobility.deep")


def test_every_told_fact_of_every_entity_reaches_the_folding_by_its_case_path() -> None:
    """Every field of every entity, told once, is found at a path that leads back to its own entry."""
    account = Account.model_validate({"facts": _everything(CaseProfile, 3)})
    told = fold([account.model_copy(update={"id": "a"})], datetime.date(2026, 3, 1).toordinal())
    found = {at_case_path(path).path for path in told.tellings}
    assert found == {one.path for one in TOLD if one.kind not in ("list", "entity")}


def _everything(model: Any, depth: int) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for entry in fields(model).values():
        if entry.derived is not None:
            continue
        if entry.kind == "entity":
            written[entry.name] = _everything(entry.member, depth)
        elif entry.kind == "list":
            written |= {entry.name: {"x": _everything(entry.member, depth - 1)}} if depth else {}
        else:
            written[entry.name] = example(entry)
    return written


def test_an_unknown_agency_word_may_be_used_but_not_a_sentence() -> None:
    assert Account.model_validate({"agency": "our-own-new-service"}).agency == "our-own-new-service"
    with pytest.raises(ValidationError):
        Account.model_validate({"agency": "Our own new service"})


@pytest.mark.parametrize("reference", ["", " K-1", "K" * 65])
def test_a_case_reference_is_a_short_word(reference: str) -> None:
    with pytest.raises(ValidationError):
        CaseFile.model_validate({"case": reference})
