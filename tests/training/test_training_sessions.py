"""A session from its events: sent twice counts once, nothing typed is lost, what came late is marked, nothing leaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training_rooms import BRUISE, STORY, Memory, concern, key, room, rules

from screening.errors import ProblemsFound
from screening.services import training
from screening.services.training_room import Room
from screening.training.codes import CODES
from screening.training.events import EVENT, RuleKey
from screening.training.journal import FileJournal
from screening.training.matching import suggested
from screening.training.session import after, state

INJ = RuleKey(rule="INJ-001", subject="sam")


def refused(act: object) -> set[str]:
    with pytest.raises(ProblemsFound) as found:
        act()  # type: ignore[operator]
    codes = {one.code for one in found.value.problems}
    assert codes <= set(CODES)
    return codes


def full() -> Room:
    """A session with something of everything."""
    made = room(("one", None), ("two", "health-visiting"))
    concern(made, "bruise", "one")
    concern(made, "bruise2", "one", text="A bruise, and nobody asked")
    training.write_entry(
        made, id=key("action"), group=key("two"), step="s1", column="actions", text="Ring the GP", owner="midwife",
        due="today",
    )  # fmt: skip
    training.withdraw_entry(made, id=key("back"), of=key("bruise2"))
    training.reveal(made, id=key("shown"))
    concern(made, "late", "one", text="Now that we have read it")
    training.link_entry(made, id=key("link"), of=key("bruise"), rules=[INJ])
    training.pool(made, id=key("pool"))
    training.name_policy(
        made, id=key("policy"), group=key("two"), step="s1", policy="Bruising", role="midwife", could_find="no"
    )
    training.name_barrier(made, id=key("barrier"), kind="no-time", words="Nobody to ask at night")
    training.family_question(made, id=key("family"), group=key("one"), words="How was your night?")
    training.show_lists(made, id=key("lists"))
    training.open_step(made, id=key("open-s2"))
    return made


FULL = full()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(FULL.journal.events()) - 1), max_size=12), st.data())
def test_events_sent_again_at_any_later_time_change_nothing(again: list[int], data: st.DataObject) -> None:
    events = list(FULL.journal.events())
    resent = list(events)
    for number in again:
        place = data.draw(st.integers(resent.index(events[number]) + 1, len(resent)))
        resent.insert(place, events[number])
    assert state(resent) == state(events)


def test_events_are_the_same_after_a_journey_through_json() -> None:
    events = FULL.journal.events()
    assert tuple(EVENT.validate_json(one.model_dump_json(exclude_none=True)) for one in events) == events


def test_done_again_with_the_same_id_nothing_is_added_and_other_words_are_not_swallowed() -> None:
    made = room(("one", None))
    concern(made, "bruise", "one")
    before = made.journal.events()
    concern(made, "bruise", "one")
    assert made.journal.events() == before
    assert refused(lambda: concern(made, "bruise", "one", text="Other words")) == {"T114"}


def test_what_was_taken_back_or_replaced_is_kept_and_no_longer_counts() -> None:
    made = room(("one", None))
    concern(made, "first", "one")
    training.open_round(made, id=key("round"), note="With more information")
    training.write_entry(
        made, id=key("second"), group=key("one"), step="s1", column="concerns", text="Two bruises", facts=[BRUISE],
        changed_from=key("first"),
    )  # fmt: skip
    concern(made, "third", "one")
    training.withdraw_entry(made, id=key("back"), of=key("third"))
    assert [(one.written.id, one.counts, one.round) for one in made.now.entries] == [
        (key("first"), False, 1), (key("second"), True, 2), (key("third"), False, 2),
    ]  # fmt: skip
    assert made.now.entries[0].replaced_by == key("second")


def test_an_entry_that_comes_in_after_the_reveal_is_kept_and_is_no_find() -> None:
    made = room(("one", None))
    training.reveal(made, id=key("shown"))
    concern(made, "late", "one")
    training.link_entry(made, id=key("link"), of=key("late"), rules=[INJ])
    assert [one.after_reveal for one in made.now.entries] == [True]
    found = training.match_of(made, key("one"), "s1")
    assert found is not None
    assert not found.both
    assert INJ.rule in {one.rule for one in found.rules_alone}


@pytest.mark.parametrize(
    ("column", "given_", "missing"),
    [
        ("concerns", {}, "facts"),
        ("further-information", {"holder": "GP"}, "question"),
        ("further-information", {"question": "Since when?"}, "holder"),
        ("actions", {"owner": "GP"}, "due"),
        ("actions", {"due": "today"}, "owner"),
    ],
)
def test_an_entry_says_what_its_column_needs(column: str, given_: dict[str, str], missing: str) -> None:
    made = room(("one", None))
    with pytest.raises(ProblemsFound, match=missing):
        training.write_entry(
            made, id=key("entry"), group=key("one"), step="s1", column=column, text="Words", **given_,  # type: ignore[arg-type]
        )  # fmt: skip
    assert not made.now.entries


def test_a_group_can_name_only_facts_that_it_can_see_until_they_are_pooled() -> None:
    made = room(("one", "health-visiting"), ("two", "gp"))
    assert refused(lambda: concern(made, "unseen", "one")) == {"T111"}
    training.pool(made, id=key("pool"))
    concern(made, "seen", "one")
    training.join_group(made, id=key("late"), label="Late", agency="health-visiting")
    assert refused(lambda: concern(made, "unheard", "late")) == {"T111"}


def test_checkpoints_open_one_at_a_time_and_stay_closed_until_then() -> None:
    made = room(("one", None))
    assert training.view_of(made, key("one"), "s2") is None
    assert refused(lambda: concern(made, "early", "one", step="s2")) == {"T108"}
    fresh = training.start_session(Memory(), STORY, rules(), id=key("start"), label="x")
    assert refused(lambda: training.open_step(fresh, id=key("jump"), step="s2")) == {"T108"}
    assert refused(lambda: training.open_step(fresh, id=key("none"), step="s9")) == {"T103"}
    training.open_step(made, id=key("next"))
    assert refused(lambda: training.open_step(made, id=key("beyond"))) == {"T108"}


def test_a_group_is_shown_what_the_rules_have_from_its_own_knowledge() -> None:
    made = room(("one", "health-visiting"), ("two", "gp"), ("all", None))
    assert training.reveal_of(made, key("all"), "s1") is None
    training.reveal(made, id=key("shown"))
    shown = {name: training.reveal_of(made, key(name), "s1") for name in ("one", "two", "all")}
    prompts = {name: {one.key for one in one.prompts} for name, one in shown.items() if one is not None}
    assert INJ in prompts["all"]
    assert INJ not in prompts["one"] | prompts["two"]
    training.pool(made, id=key("pool"))
    pooling = training.pooling_of(made, "s1")
    assert pooling is not None
    pooled = training.reveal_of(made, key("one"), "s1")
    assert pooled is not None
    assert INJ in {one.key for one in pooled.prompts}
    (seen,) = [one for one in made.now.revealed[0].seen if (one.rule, one.subject) == (INJ.rule, INJ.subject)]
    assert (seen.to, seen.asking) == ((key("all"),), (key("two"),))
    # For the GP, who does not know whether the baby can move, it was a question, and is told as nothing else.
    found = training.match_of(made, key("two"), "s1")
    assert found is not None
    assert [one.how for one in found.rules_alone if one.rule == INJ.rule] == ["question"]


def test_only_people_make_an_entry_the_same_as_a_prompt() -> None:
    made = room(("one", None))
    concern(made, "bruise", "one", text="Bruise or mark on a child who cannot move independently")
    concern(made, "other", "one", text="The house is cold")
    training.reveal(made, id=key("shown"))
    shown = training.reveal_of(made, key("one"), "s1")
    entry = made.now.entries[0].written
    assert shown is not None
    assert INJ in suggested(entry, shown)
    found = training.match_of(made, key("one"), "s1")
    assert found is not None
    assert (found.both, len(found.undecided)) == ((), 2)
    training.link_entry(made, id=key("link"), of=key("bruise"), rules=[INJ])
    training.link_entry(made, id=key("idea"), of=key("other"), rules=[])
    found = training.match_of(made, key("one"), "s1")
    assert found is not None
    assert [(one.seen.rule, [entry.id for entry in one.entries]) for one in found.both] == [
        ("INJ-001", [key("bruise")])
    ]
    assert [one.id for one in found.group_alone] == [key("other")]
    assert not found.undecided
    unseen = RuleKey(rule="ZZZ-999")
    assert refused(lambda: training.link_entry(made, id=key("no"), of=key("other"), rules=[unseen])) == {"T119"}


def test_lists_wait_for_the_groups_own_answers_and_what_follows_is_marked() -> None:
    made = room(("one", None))
    assert refused(lambda: training.show_lists(made, id=key("lists"))) == {"T113"}
    training.name_barrier(made, id=key("barrier"), kind="no-time", words="At night")
    training.show_lists(made, id=key("lists"))
    training.name_barrier(made, id=key("second"), kind="not-found", words="Which page?")
    assert [one.after_hints for one in made.now.barriers] == [False, True]


def test_a_barrier_carries_nothing_about_who_named_it_or_when() -> None:
    (kept,) = [one for one in FULL.journal.events() if one.event == "barrier"]
    told = json.loads(kept.model_dump_json(exclude_none=True))
    assert set(told) == {"id", "event", "kind", "words"}


def test_after_the_end_nothing_is_added() -> None:
    made = room(("one", None))
    training.end_session(made, id=key("end"))
    assert refused(lambda: concern(made, "late", "one")) == {"T106"}


def test_a_session_goes_on_only_with_the_scenario_that_it_was_started_on() -> None:
    made = room(("one", None))
    changed = STORY.model_copy(update={"about": "Other words altogether."})
    assert refused(lambda: training.open_session(made.journal, changed, rules())) == {"T118"}


def test_a_file_keeps_every_whole_line_whatever_happened_to_the_last_one(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "session.jsonl")
    events = FULL.journal.events()
    for one in events[:3]:
        journal.append(one)
    with journal.path.open("ab") as file:
        file.write(b'{"event": "entry", "text": "half a w\xc3')
    for one in events[3:]:
        journal.append(one)
    read, problems = journal.read()
    assert read == events
    assert [(one.code, one.line) for one in problems] == [("T116", 4)]
    assert state(read) == state(events)
    assert journal.path.stat().st_mode & 0o077 == 0
    (tmp_path / "other.jsonl").write_text("case: K-1\n", encoding="utf-8")
    assert refused(FileJournal(tmp_path / "other.jsonl").events) == {"T101"}


def test_what_two_groups_write_at_once_comes_to_the_same_in_either_order() -> None:
    made = room(("one", None), ("two", None))
    start = made.now
    concern(made, "first", "one")
    concern(made, "second", "two")
    first, second = made.journal.events()[-2:]
    one, other = after(after(start, first), second), after(after(start, second), first)
    for group in ("one", "two"):
        assert one.entries_of(key(group)) == other.entries_of(key(group))
