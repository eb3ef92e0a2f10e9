"""Comparing two screenings: what opened, grew stronger or weaker, was settled or closed, and because of what."""

from __future__ import annotations

import datetime

import pytest
from tiny_cases import case, child, people, screened, tiny

from screening.engine.compare import Change, compare, view_in_words
from screening.engine.document import Lens, Screening
from screening.engine.screen import screen

MAY, JUNE = datetime.date(2025, 5, 1), datetime.date(2025, 6, 1)

MARK = {"id": "a", "on": "2025-05-01", "agency": "gp", **child(injuries={"i1": {"kind": "bruise"}})}
STILL = {"id": "b", "on": "2025-05-02", "agency": "nursery", **child(mobility="not-mobile")}
WALKS = {"id": "d", "on": "2025-05-03", "agency": "nursery", **child(mobility="walking")}


def changes(before: Screening, after: Screening, rule: str = "MAR-001") -> list[Change]:
    return [one for one in compare(before, after).changes if one.rule == rule]


def change(before: Screening, after: Screening, rule: str = "MAR-001") -> tuple[str, str, str]:
    (one,) = changes(before, after, rule)
    return one.how, one.before, one.after


def test_each_way_in_which_a_rule_can_come_to_stand_otherwise() -> None:
    nothing = screened(child(born="2020-01-01"), on=MAY)
    mark, met = screened(MARK, on=JUNE), screened(MARK, STILL, on=JUNE)
    disputed, settled = screened(MARK, STILL, WALKS, on=JUNE), screened(MARK, WALKS, on=JUNE)
    assert change(nothing, mark) == ("opened", "not_known", "not_known")
    assert change(nothing, met) == ("opened", "not_known", "met")
    assert change(mark, met) == ("stronger", "not_known", "met")
    assert change(mark, disputed) == ("stronger", "not_known", "disputed")
    assert change(met, disputed) == ("weaker", "met", "disputed")
    assert change(met, mark) == ("weaker", "met", "not_known")
    assert change(met, settled) == ("settled", "met", "not_met")
    assert change(mark, settled) == ("settled", "not_known", "not_met")
    assert change(mark, nothing) == ("closed", "not_known", "not_known")
    assert changes(mark, mark) == []


def test_a_change_names_the_accounts_that_only_the_later_screening_has() -> None:
    (one,) = changes(screened(MARK, on=JUNE), screened(MARK, STILL, on=JUNE))
    assert one.because == ("b",)
    (one,) = changes(screened(on=JUNE), screened(MARK, STILL, on=JUNE))
    assert one.because == ("a", "b")


def test_what_settles_a_rule_is_among_the_new_accounts() -> None:
    found = compare(screened(MARK, on=JUNE), screened(MARK, WALKS, on=JUNE))
    assert [one.id for one in found.new_accounts] == ["d"]
    assert [one.id for one in found.gone_accounts] == []
    assert [one.id for one in compare(screened(WALKS, on=JUNE), screened(MARK, on=JUNE)).gone_accounts] == ["d"]


def test_a_change_says_which_child() -> None:
    two = {
        "id": "t",
        "facts": {"children": {"c": {"born": "2020"}, "e": {"mobility": "rolling", "injuries": [{"kind": "bite"}]}}},
    }
    found = changes(screened(child(born="2020")), screened(two))
    assert [(one.subject, one.how) for one in found] == [("e", "opened")]


def test_a_child_who_is_no_longer_told_of_closes_its_prompts() -> None:
    after = screened(people(m={"relationship": "mother"}), on=JUNE)
    assert ("MAR-001", "c", "closed") in [
        (one.rule, one.subject, one.how) for one in compare(screened(MARK, on=JUNE), after).changes
    ]


def test_a_strength_is_compared_once_a_reader_sees_it() -> None:
    """What only opens a strength is shown to nobody, so it is no change."""
    nothing, open_only = screened(child(born="2020")), screened(child(born="2020", seen_regularly=True))
    met = screened(child(born="2020", seen_regularly=True, views_recorded=True))
    assert changes(nothing, open_only, "CAR-003") == []
    assert change(open_only, met, "CAR-003") == ("opened", "not_known", "met")
    assert change(met, open_only, "CAR-003") == ("closed", "met", "not_known")


def test_what_nobody_sees_is_not_counted_as_unchanged() -> None:
    settled = screened(child(mobility="walking", views_recorded=True, harm_seen=True), on=JUNE)
    assert settled.findings == settled.cannot_rule_out == ()
    assert compare(settled, settled).unchanged == 0


def test_prompts_that_stand_as_they_did_are_counted() -> None:
    before = screened(MARK, STILL, on=JUNE)
    after = screened(MARK, STILL, {"id": "n", "on": "2025-05-04", **people(m={"sex": "female"})}, on=JUNE)
    found = compare(before, after)
    assert found.changes == ()
    assert found.unchanged == len(before.findings) + len(before.cannot_rule_out)


def test_views_of_the_same_day_are_compared_like_days() -> None:
    accounts = MARK, STILL
    own, pooled = screened(*accounts, on=JUNE, lens=Lens(known_to=("gp",))), screened(*accounts, on=JUNE)
    assert change(own, pooled) == ("stronger", "not_known", "met")


@pytest.mark.parametrize(
    ("lens", "words"),
    [
        (Lens(), "as known on 2025-06-01"),
        (Lens(known_to=("gp", "nursery")), "as known on 2025-06-01, as known to gp, nursery"),
        (Lens(face_value=True), "as known on 2025-06-01, without what only the family told"),
        (
            Lens(what_if=(("children.c.mobility", "walking"),)),
            "as known on 2025-06-01, if children.c.mobility were walking",
        ),
    ],
)
def test_a_view_is_put_into_words(lens: Lens, words: str) -> None:
    assert view_in_words(screened(MARK, on=JUNE, lens=lens)) == words


def test_what_makes_two_screenings_hard_to_compare_is_said() -> None:
    before = screened(MARK, on=JUNE)
    assert compare(before, before).notes == ()
    other = screen(case(MARK).model_copy(update={"case": "K-2"}), tiny("harbour"), JUNE)
    changed = other.model_copy(update={"pack": other.pack.model_copy(update={"sha256": "0" * 64})})
    notes = " ".join(compare(before, changed).notes)
    assert "K-1 and K-2" in notes
    assert "rules were not the same" in notes
    assert "Inland and The harbour" in notes


def test_another_definition_of_a_place_can_change_a_rule() -> None:
    accounts = MARK, {"id": "e", "on": "2025-05-02", **child(mobility="crawling")}
    inland, harbour = screened(*accounts, on=JUNE), screened(*accounts, on=JUNE, pack=tiny("harbour"))
    assert change(inland, harbour) == ("opened", "not_met", "met")
