"""The second channel beside a screening: agreeing, disagreeing, crashing, hanging and missing."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tiny_cases import FOLDER, child, finding, people, screened, standings, tiny

from screening.case.told import Told
from screening.conditions.standing import Standing
from screening.engine.document import Disagreement, Screening
from screening.engine.durable.process import DurableChannel
from screening.engine.durable.worker import FAULT_VARIABLE
from screening.engine.outcome import Outcome
from screening.engine.screen import Second, SecondOpinion
from screening.engine.second import opinion
from screening.engine.second.opinion import compiled, second_opinion
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack

needs_engine = pytest.mark.skipif(
    find_spec("durable_rules_engine") is None,
    reason="durable-rules is not installed: it needs a C compiler and CPython before 3.13",
)

MARK = child(mobility="not-mobile", injuries={"i1": {"kind": "bruise"}}, views_recorded=True)
DIFFERS = {"agency": "nursery", **child(mobility="walking")}
HOME = people(m={"lives_with_child": True, "history": "checked"}, p={"bail": "no-contact-with-child"})


@pytest.fixture
def second() -> Iterator[Second]:
    with DurableChannel() as channel:
        yield partial(second_opinion, channel=channel)


def without_check(screening: Screening) -> Screening:
    return screening.model_copy(update={"checked": None})


@needs_engine
@pytest.mark.parametrize("accounts", [(), (MARK,), (MARK, DIFFERS), (MARK, HOME), (HOME,)])
def test_where_both_channels_agree_the_screening_says_that_it_was_checked_by_two(
    second: Second, accounts: tuple[dict[str, Any], ...]
) -> None:
    found = screened(*accounts, second=second)
    assert (found.checked.channels, found.checked.note, found.checked.disagreements) == (2, None, ())
    assert without_check(found) == without_check(screened(*accounts))


@needs_engine
def test_every_rule_in_use_is_decided_for_every_subject(second: Second) -> None:
    two = {"facts": {"children": {"c": {"mobility": "rolling"}, "e": {"born": "2020"}}}}
    asked: list[int] = []

    def counted(pack: Pack, told: Told, decided: Sequence[Outcome]) -> SecondOpinion:
        answer = second(pack, told, decided)
        asked.append(len(answer.standings or ()))
        return answer

    found = screened(two, second=counted)
    assert asked == [len(found.standings)] == [6 * 2 + 3]


@needs_engine
@pytest.mark.parametrize(
    ("fault", "seconds", "words"),
    [("crash", 10.0, "crashed"), ("hang", 0.4, "no answer within"), ("missing", 10.0, "not installed")],
)
def test_a_channel_that_fails_never_harms_a_screening(
    monkeypatch: pytest.MonkeyPatch, second: Second, fault: str, seconds: float, words: str
) -> None:
    monkeypatch.setattr(opinion, "SECONDS", seconds)
    monkeypatch.setenv(FAULT_VARIABLE, fault)
    found = screened(MARK, HOME, second=second)
    assert found.checked.channels == 1
    assert words in (found.checked.note or "")
    assert without_check(found) == without_check(screened(MARK, HOME))
    monkeypatch.delenv(FAULT_VARIABLE)
    monkeypatch.setattr(opinion, "SECONDS", 10.0)
    assert screened(MARK, HOME, second=second).checked.channels == 2


@needs_engine
def test_a_wrong_answer_is_seen_and_the_stronger_standing_is_kept(
    monkeypatch: pytest.MonkeyPatch, second: Second
) -> None:
    monkeypatch.setenv(FAULT_VARIABLE, "wrong")
    found = screened(MARK, HOME, second=second)
    assert found.checked.channels == 2
    assert found.checked.disagreements
    order = [one.word for one in Standing]
    kept = {(one.rule, one.subject): one.standing for one in found.standings}
    for one in found.checked.disagreements:
        assert kept[one.rule, one.subject] == max(one.evaluator, one.durable, key=order.index)


def saying(**standings_of: Standing) -> Second:
    """A second channel that says otherwise about some rules and agrees on the rest."""

    def second(pack: Pack, told: Told, decided: Sequence[Outcome]) -> SecondOpinion:
        return SecondOpinion(tuple(standings_of.get(one.rule.id.replace("-", "_"), one.standing) for one in decided))

    return second


@pytest.mark.parametrize(
    ("other", "kept"),
    [(Standing.NOT_MET, "not_known"), (Standing.DISPUTED, "disputed"), (Standing.MET, "met")],
)
def test_a_disagreement_is_told_and_the_stronger_of_the_two_counts(other: Standing, kept: str) -> None:
    accounts = child(injuries={"i1": {"kind": "bruise"}})
    found = screened(accounts, second=saying(MAR_001=other))
    assert found.checked.disagreements == (
        Disagreement(rule="MAR-001", subject="c", evaluator="not_known", durable=other.word),
    )
    assert standings(found)["MAR-001"] == kept


def test_a_prompt_that_only_the_second_channel_raises_is_shown() -> None:
    found = screened(child(mobility="walking"), second=saying(MAR_001=Standing.MET))
    raised = finding(found, "MAR-001")
    assert raised in found.findings
    assert raised.standing == "met"
    assert raised.prompts
    assert raised.citations


def test_a_prompt_that_only_the_first_channel_raises_is_kept() -> None:
    found = screened(MARK, second=saying(MAR_001=Standing.NOT_MET))
    assert finding(found, "MAR-001").because == finding(screened(MARK), "MAR-001").because


def test_without_a_second_channel_the_screening_says_so() -> None:
    found = screened(MARK)
    assert found.checked.channels == 1
    assert found.checked.note


@needs_engine
def test_programs_that_were_kept_decide_as_those_made_anew(
    second: Second, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(tmp_path))
    found = [screened(MARK, DIFFERS, HOME, pack=open_pack(FOLDER), second=second) for _ in range(2)]
    gc.unfreeze()
    assert found[0] == found[1] == screened(MARK, DIFFERS, HOME, second=second)
    assert len(list(tmp_path.glob("programs-*"))) == 1


def test_a_pack_is_compiled_once() -> None:
    assert compiled(tiny()) is compiled(tiny())
    assert compiled(tiny()) is not compiled(tiny("harbour"))
    assert set(compiled(tiny()).numbers) == {one.id for one in tiny().rules.values() if one.status != "retired"}
