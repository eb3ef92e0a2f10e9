"""Corners of the engine and the pack that are easy to get wrong: spoilt copies, circles, odd words."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tiny_cases import DAY, FOLDER, case, child, people, screened, standings, tiny

from screening.case.account import CaseFile
from screening.case.dictionary import at_case_path
from screening.case.told import fold
from screening.conditions.evaluate import Scope, evaluate
from screening.engine.conformance import bound_of
from screening.engine.document import Lens
from screening.engine.durable.formula import Compare
from screening.engine.durable.process import DurableChannel
from screening.engine.durable.rulesets import pack as compile_pack
from screening.engine.explain import explain
from screening.engine.lens import value_of
from screening.engine.second.frames import Frame, run
from screening.engine.second.opinion import second_opinion
from screening.errors import ProblemsFound
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import read_pack


def test_channels_agree_on_distinct_values_within_a_period_where_no_date_is_told() -> None:
    bound = bound_of(
        {
            "count": "child.appointments",
            "at_least": 3,
            "within_any": "12 months",
            "dated_by": "on",
            "distinct": "service",
        }
    )
    listed = {"a": {"service": "gp"}, "b": {"service": "police"}, "d": {"service": "gp"}}
    told = fold(
        CaseFile.model_validate(
            {"case": "K", "accounts": [{"complete": ["children.c.appointments"], **child(appointments=listed)}]}
        ).all_accounts,
        DAY.toordinal(),
    )
    scope = Scope(told, "children.c.")
    frame = Frame()
    frame.add(bound)
    with DurableChannel() as channel:
        ((second,),) = run(frame.decide([scope]), lambda r: channel.decide_all(r, 20))
    assert second == evaluate(bound, scope).standing


def test_a_batch_may_name_the_program_that_was_used_longest_ago() -> None:
    programs = [compile_pack({"x": Compare("f", "gte", n)}) for n in range(257)]
    with DurableChannel() as channel:
        for program in programs[:256]:
            channel.decide(program, [{"f": 5}], 20)
        assert len(channel.decide_all([(programs[0], [{"f": 5}]), (programs[256], [{"f": 5}])], 20)) == 2


@pytest.mark.parametrize("spoilt", ["[1]", "7", '{"child": "x"}', '{"child": 5}', '{"child": "{}"}'])
def test_a_spoilt_copy_of_the_programs_never_harms_a_screening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(tmp_path))
    with DurableChannel() as channel:

        def second(*a: Any) -> Any:
            pack, facts, decided = a
            return second_opinion(pack, facts, decided, channel)

        screened(child(mobility="rolling"), second=second, pack=open_pack(FOLDER))
        (copy,) = tmp_path.glob("programs-*")
        copy.write_text(spoilt)
        found = screened(child(mobility="rolling"), second=second, pack=open_pack(FOLDER))
    assert found.checked.channels == 2


@pytest.mark.parametrize("spoilt", ["{}", '{"pack.yaml": 7}', '{"pack.yaml": {}}'])
def test_a_spoilt_copy_of_the_pack_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str) -> None:
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(tmp_path))
    open_pack(FOLDER)
    (copy,) = tmp_path.glob("pack-*.json")
    copy.write_text(spoilt)
    assert len(open_pack(FOLDER).rules) == 10


@pytest.mark.parametrize("text", ["--5", "²"])
def test_a_number_typed_wrong_is_a_problem_and_no_traceback(text: str) -> None:
    with pytest.raises(ProblemsFound):
        value_of(at_case_path("children.c.born_at_weeks"), text)


@pytest.mark.parametrize(
    ("path", "text"), [("people.m.parent_of", "not an id!"), ("children.c.last_seen_by", "A Sentence")]
)
def test_a_supposed_word_is_held_to_the_same_form_as_a_told_one(path: str, text: str) -> None:
    with pytest.raises(ProblemsFound):
        value_of(at_case_path(path), text)


def test_a_supposed_member_of_a_list_told_in_full_makes_it_open_again() -> None:
    account = {"complete": ["people"], **people(m={"lives_with_child": False})}
    found = screened(account, lens=Lens(what_if=(("people.x.lives_with_child", "yes"),)))
    assert standings(found)["HOM-001"] == "not_known"
    found = screened(account, lens=Lens(what_if=(("people.x.sex", "male"),)))
    assert standings(found)["HOM-001"] == "not_known"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "pack")


def problems(folder: Path) -> list[str]:
    try:
        read_pack(folder)
    except ProblemsFound as found:
        return [p.code for p in found.problems]
    return []


def test_a_pack_with_concepts_in_a_circle_is_refused(folder: Path) -> None:
    path = folder / "concepts" / "shared.yaml"
    path.write_text(path.read_text().replace("{fact: kind, in: [bruise, bite, burn, fracture]}", "{is_met: a-mark}"))
    assert "R212" in problems(folder)


def test_a_case_rule_over_the_children_with_a_child_s_concept_is_bound_or_refused(folder: Path) -> None:
    path = folder / "home" / "HOM-002-bail.yaml"
    text = path.read_text()
    start, end = (text.index("when:"), text.index("prompts:"))
    path.write_text(text[:start] + "when: {exists: case.children, where: {is_met: cannot-move-about}}\n" + text[end:])
    if not problems(folder):
        pack = read_pack(folder)[0]
        assert "HOM-002" in pack.bound
        assert standings(screened(child(mobility="rolling"), pack=pack))["HOM-002"] == "met"


def test_two_sources_or_localities_of_one_id_are_refused(folder: Path) -> None:
    shutil.copy(folder / "sources" / "invented.yaml", folder / "sources" / "again.yaml")
    shutil.copy(folder / "localities" / "harbour.yaml", folder / "localities" / "again.yaml")
    assert len(problems(folder)) >= 2


def test_a_rule_beside_pack_yaml_is_not_silently_left_out(folder: Path) -> None:
    (folder / "care" / "CAR-002-voice.yaml").rename(folder / "CAR-002-voice.yaml")
    assert problems(folder)


def test_a_concept_about_no_entity_is_one_clear_problem(folder: Path) -> None:
    path = folder / "concepts" / "shared.yaml"
    path.write_text(path.read_text().replace("about: injury", "about: injurie"))
    with pytest.raises(ProblemsFound) as caught:
        read_pack(folder)
    mine = [p for p in caught.value.problems if Path(p.file or "").name == "shared.yaml"]
    assert any("injury" in f"{p.message} {p.hint}" for p in mine)


def test_explaining_after_a_year_names_the_day_that_counts() -> None:
    from screening.engine.explain import _test_in_words

    bound: Any = bound_of({"fact": "child.born", "after": "2025"})
    assert "31 December 2025" in _test_in_words(
        fold((), DAY.toordinal()), bound, "children.c.born"
    ) or "after 2025" in _test_in_words(fold((), DAY.toordinal()), bound, "children.c.born")


def test_the_nearest_changes_include_the_birth_date_behind_an_age() -> None:
    (found,) = explain(
        case(child(born="2026-02-01", injuries={"i": {"kind": "bruise"}})), tiny(), tiny().rules["MAR-001"], DAY, Lens()
    )
    assert found.finding.standing == "met"
    assert "children.c.born" in {one.path for one in found.would_change}


def test_a_named_gate_still_says_whether_all_or_any_of_its_parts_are_wanted() -> None:
    (found,) = explain(case(child(mobility="rolling")), tiny(), tiny().rules["MAR-001"], DAY, Lens())

    def words(step: Any) -> list[str]:
        return [step.words, *(w for p in step.parts for w in words(p))]

    assert any("any of these" in w for w in words(found.condition))


def test_fingerprint_ignores_the_order_in_which_members_are_written() -> None:
    one = case(people(a={"sex": "male"}, b={"sex": "female"}))
    other = case(people(b={"sex": "female"}, a={"sex": "male"}))
    assert screened_bytes(one) == screened_bytes(other)


def screened_bytes(c: CaseFile) -> str:
    from screening.engine.screen import screen

    return screen(c, tiny(), DAY).case_sha256
