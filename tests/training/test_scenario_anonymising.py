"""A live case becomes a scenario only step by step, and nothing of whose it was comes along."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.case.account import CaseFile
from screening.case.dictionary import Entry, fields
from screening.case.profile import CaseProfile
from screening.case.reading import read_case
from screening.case.words import Entity, date_span
from screening.errors import ProblemsFound
from screening.forms.scenario import scenario_in
from screening.rulebook.pack import read_pack
from screening.services.scenario_writing import difference, from_case, live_case
from screening.training.anonymising import STEPS, Confirmed, anonymised, moved, secret_weeks
from screening.training.rare_values import rare_values
from screening.yamlsource import dump, read_text

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 21)
TELLING = "zq"
"""Stands in every word of a live case that could lead to somebody, so that it can be looked for."""

# Words of the format itself, such as ``name``, are no words of the family.
tokens = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8).map(lambda text: TELLING + text)
days = st.dates(datetime.date(2015, 1, 1), datetime.date(2020, 12, 31)).map(datetime.date.isoformat)
dates = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4]))


def value(draw: st.DrawFn, entry: Entry, ids: list[str], depth: int) -> Any:
    """Something that a fact can hold."""
    if entry.kind == "list" and entry.member:
        members = [entity(draw, entry.member, ids, depth - 1) for _ in range(draw(st.integers(0, 2)) if depth else 0)]
        if draw(st.booleans()) or depth < 2:
            return {draw(tokens): member for member in members}
        return members
    if entry.kind == "entity" and entry.member:
        return entity(draw, entry.member, ids, depth)
    some = {
        "choice": st.sampled_from(entry.values or ("x",)),
        "choices": st.lists(st.sampled_from(entry.values or ("x",)), max_size=2, unique=True),
        "yes-no": st.booleans(),
        "number": st.integers(1, 40),
        "date": dates,
        "reference": st.sampled_from(ids),
        "references": st.lists(st.sampled_from(ids), max_size=2),
        "word": st.one_of(tokens, st.sampled_from(["gp", "police"])),
        "words": st.lists(st.one_of(tokens, st.just("gp")), max_size=2),
        "text": tokens,
    }
    return draw(some[entry.kind])


def entity(draw: st.DrawFn, model: type[Entity], ids: list[str], depth: int) -> dict[str, Any]:
    told = [one for one in fields(model).values() if one.derived is None]
    chosen = draw(st.lists(st.sampled_from(told), max_size=4, unique_by=lambda one: one.name))
    return {one.name: value(draw, one, ids, depth) for one in chosen}


@st.composite
def live_cases(draw: st.DrawFn) -> CaseFile:
    """Case files with every kind of fact, in which each word that could lead to somebody can be told."""
    ids = draw(st.lists(tokens, min_size=2, max_size=4, unique=True))
    accounts = []
    names = draw(st.lists(tokens, min_size=1, max_size=4, unique=True))
    for number, name in enumerate(names):
        facts = entity(draw, CaseProfile, ids, 2)
        if number == 0:
            facts["people"] = {one: {"relationship": "mother", "note": draw(tokens)} for one in ids}
        accounts.append(
            {
                "id": name,
                "on": draw(dates),
                "agency": draw(tokens),
                "by": draw(tokens),
                "source": draw(st.sampled_from(["observed", "record", None])),
                "told_by": draw(st.sampled_from([*ids, None])),
                "known_to": [draw(tokens), "gp"],
                "corroborated_by": [names[0]] if number else [],
                "withdraws": [names[0]] if number == 2 else [],
                "complete": ["people"] if number == 1 else [],
                "not_known": {f"people.{ids[0]}.history": "declined", f"people.{draw(tokens)}.history": "not-asked"},
                "cites": draw(tokens),
                "note": draw(tokens),
                "facts": facts,
            }
        )
    return CaseFile.model_validate(
        {"case": draw(tokens).upper(), "about": draw(tokens), "warning": draw(tokens), "accounts": accounts}
    )


def all_confirmed(case: CaseFile, *, keep: bool = False) -> Confirmed:
    keys = tuple(one.key for one in rare_values(case))
    return Confirmed(steps=tuple(STEPS), taken_out=() if keep else keys, kept=keys if keep else ())


def scalars(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        for key, one in content.items():
            yield key
            yield from scalars(one)
    elif isinstance(content, list):
        for one in content:
            yield from scalars(one)
    elif isinstance(content, str):
        yield content


@given(live_cases(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_word_and_no_date_of_the_live_case_is_left_in_the_scenario(case: CaseFile, keep: bool) -> None:
    text = from_case(case, all_confirmed(case, keep=keep), "what-was-not-asked", TODAY)
    assert TELLING not in text.lower()
    told = {one.on for one in case.all_accounts} | {
        str(one) for account in case.all_accounts for _, one in account.flattened.values if _is_date(one)
    }
    assert not told & set(scalars(read_text(text).value))


def _is_date(one: object) -> bool:
    return isinstance(one, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", one) is not None


@given(live_cases())
@settings(max_examples=40, deadline=None)
def test_days_stay_as_far_apart_as_they_were_and_on_their_days_of_the_week(case: CaseFile) -> None:
    made = anonymised(case, all_confirmed(case), secret_weeks(case), "T-X")
    gaps = {old.day - new.day for old, new in zip(case.all_accounts, made.all_accounts, strict=True)}  # type: ignore[operator]
    assert len(gaps) == 1
    assert gaps.pop() % 7 == 0


@given(dates, dates, st.integers(53, 600))
def test_a_date_stays_as_closely_known_and_never_moves_behind_another(one: str, other: str, weeks: int) -> None:
    new = moved(one, weeks)
    assert len(new) == len(one)
    first, second = date_span(one)[0], date_span(other)[0]
    if first <= second and len(other) == 10:
        assert date_span(new)[0] <= date_span(moved(other, weeks))[0]


@pytest.mark.parametrize("step", STEPS)
def test_no_step_can_be_left_out(step: str) -> None:
    case = read_case(ROOT / "checklists" / "scenarios" / "robyn.yaml").case
    all_but_one = all_confirmed(case).model_copy(update={"steps": tuple(one for one in STEPS if one != step)})
    with pytest.raises(ProblemsFound) as found:
        from_case(case, all_but_one, "x-y", TODAY)
    assert [one.code for one in found.value.problems] == ["T221"]
    assert STEPS[step] in str(found.value)


def test_every_unusual_fact_has_to_be_decided_on() -> None:
    case = read_case(ROOT / "checklists" / "scenarios" / "william.yaml").case
    with pytest.raises(ProblemsFound) as found:
        from_case(case, Confirmed(steps=tuple(STEPS)), "x-y", TODAY)
    assert {one.code for one in found.value.problems} == {"T222"}
    assert len(found.value.problems) == len(rare_values(case)) > 5


def case_of(facts: dict[str, Any], **more: Any) -> CaseFile:
    account = {"id": "z", "on": "2020-03-07", "agency": "gp", "facts": facts, **more}
    return CaseFile.model_validate({"case": "K-0142", "accounts": [account]})


def test_what_a_person_takes_out_is_gone_and_what_is_kept_stays() -> None:
    case = case_of({"children": {"sam": {"disability": ["autism", "sensory"], "health_needs": ["life-limiting"]}}})
    keys = {one.key for one in rare_values(case)}
    assert keys == {"child.disability=autism", "child.disability=sensory", "child.health_needs=life-limiting"}
    out = Confirmed(
        steps=tuple(STEPS),
        taken_out=("child.disability=sensory", "child.health_needs=life-limiting"),
        kept=("child.disability=autism",),
    )
    (account,) = anonymised(case, out, 60, "T-X").accounts
    # The health need is not told at all: an empty list would say that there are none.
    assert dict(account.flattened.values) == {"children.child.disability": ("autism",)}


def test_of_a_large_family_the_further_children_can_go_with_all_that_names_them() -> None:
    children: dict[str, Any] = {f"kid{number}": {"education": "school"} for number in range(1, 6)}
    people = {"mum": {"relationship": "mother", "parent_of": ["kid1", "kid5"]}}
    case = case_of(
        {"children": children, "people": people},
        complete=["children"],
        not_known={"children.kid5.mobility": "declined"},
    )
    assert [one.key for one in rare_values(case)] == ["child-4", "child-5"]
    (account,) = anonymised(case, all_confirmed(case), 60, "T-X").accounts
    assert isinstance(account.facts.children, dict)
    assert list(account.facts.children) == ["child-1", "child-2", "child-3"]
    assert dict(account.flattened.values)["people.mother.parent_of"] == ("child-1",)
    assert account.not_known == {}


def test_people_are_called_by_what_they_are_to_the_child_and_places_get_a_number() -> None:
    people = {"dean": {"relationship": "mothers-partner"}, "pat": {"relationship": "grandparent"}, "jo": {}, "al": {}}
    case = case_of({"people": people}, told_by="dean", known_to=["st-marys-nursery", "nursery"])
    (account,) = anonymised(case, all_confirmed(case), 60, "T-X").accounts
    assert set(account.facts.people or ()) == {"mothers-partner", "grandparent", "adult-1", "adult-2"}
    assert account.told_by == "mothers-partner"
    assert account.known_to == ("service-1", "nursery")


def test_the_scenario_is_for_training_and_says_what_was_done_and_when() -> None:
    case = read_case(ROOT / "checklists" / "scenarios" / "robyn.yaml").case
    scenario, _ = scenario_in(read_text(from_case(case, all_confirmed(case), "three-marks", TODAY)))
    assert scenario.case.training
    assert scenario.case.case == "T-THREE-MARKS"
    assert scenario.provenance is not None
    assert "November 2026" in scenario.provenance
    assert all(words in scenario.provenance for words in STEPS.values())
    assert {one.basis for one in scenario.case.accounts} == {"derived"}
    assert [one.note or one.by or one.cites for one in scenario.case.accounts] == [None] * len(scenario.case.accounts)


def test_what_the_rules_no_longer_find_is_told() -> None:
    pack = read_pack(ROOT / "rules")[0]
    case = case_of(
        {"children": {"sam": {"born": "2020-01", "mobility": "not-mobile", "injuries": {"i": {"kind": "burn"}}}}}
    )
    kept = difference(case, from_case(case, all_confirmed(case, keep=True), "x-y", TODAY), pack)
    assert (kept.lost, kept.gained) == ((), ())
    out = difference(case, from_case(case, all_confirmed(case), "x-y", TODAY), pack)
    assert any(one.startswith("INJ-001 ") for one in out.lost)


def test_a_case_without_any_date_and_a_scenario_are_refused_and_so_is_a_telling_name(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="T223"):
        from_case(CaseFile(case="K-1", facts=CaseProfile()), Confirmed(steps=tuple(STEPS)), "x-y", TODAY)
    with pytest.raises(ProblemsFound, match="T224"):
        live_case(str(ROOT / "checklists" / "scenarios" / "robyn.yaml"), "x-y")
    file = tmp_path / "family.yaml"
    file.write_text(
        dump(case_of({"people": {"dean": {}}}).model_dump(mode="json", exclude_unset=True)), encoding="utf-8"
    )
    for name in ("case-k0142", "what-dean-did"):
        with pytest.raises(ProblemsFound, match="T225"):
            live_case(str(file), name)
    assert live_case(str(file), "what-was-not-asked").case == "K-0142"


@pytest.mark.parametrize("line", ["", "  training: false\n"])
def test_a_scenario_around_a_live_case_is_refused_by_whatever_reads_it(tmp_path: Path, line: str) -> None:
    file = tmp_path / "live.yaml"
    text = from_case(case_of({"children": {"sam": {}}}), Confirmed(steps=tuple(STEPS)), "live", TODAY)
    assert text.count("  training: true\n") == 1
    file.write_text(text.replace("  training: true\n", line), encoding="utf-8")
    from screening.forms.scenario import read_scenario

    with pytest.raises(ProblemsFound) as found:
        read_scenario(file)
    assert [one.code for one in found.value.problems] == ["T201"]
    assert found.value.problems[0].line
    file.write_text(re.sub(r"provenance: .*\n", "", text), encoding="utf-8")
    with pytest.raises(ProblemsFound, match="T202"):
        read_scenario(file)
