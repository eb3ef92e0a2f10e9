"""The policy, role by role, written down a second time; and that what is listed is what may be read."""

from __future__ import annotations

import itertools

import pytest
from store_cases import Time, a_case, somebody

from screening.store.access import CASE_ACTIONS, Action, may
from screening.store.break_glass import BreakGlass
from screening.store.cases import Cases
from screening.store.database import Database
from screening.store.tables import CaseRow
from screening.store.users import ROLES, Role, User

WORK = "read write respond print export"
CASES = {
    "own": ("me", "elsewhere", False),
    "team's": ("another", "north", False),
    "other": ("another", "south", False),
    "nobody's": (None, None, False),
    "training, own": ("me", None, True),
    "training, other": ("another", "south", True),
}
TABLE: dict[tuple[Role, str], str] = {
    ("practitioner", "own"): f"{WORK} record break-glass",
    ("practitioner", "team's"): f"{WORK} break-glass",
    ("practitioner", "other"): "break-glass",
    ("practitioner", "nobody's"): "break-glass",
    ("practitioner", "training, own"): f"{WORK} record",
    ("practitioner", "training, other"): "",
    ("supervisor", "own"): f"{WORK} disclose assign delete supervise record break-glass",
    ("supervisor", "team's"): f"{WORK} disclose assign delete supervise record break-glass",
    ("supervisor", "other"): "break-glass",
    ("supervisor", "nobody's"): "break-glass",
    ("supervisor", "training, own"): f"{WORK} disclose assign delete supervise record",
    ("supervisor", "training, other"): "",
    ("trainer", "own"): "",
    ("trainer", "team's"): "",
    ("trainer", "other"): "",
    ("trainer", "nobody's"): "",
    ("trainer", "training, own"): f"{WORK} disclose assign delete supervise record",
    ("trainer", "training, other"): f"{WORK} disclose assign delete supervise record",
    ("administrator", "own"): "",
    ("administrator", "team's"): "",
    ("administrator", "other"): "",
    ("administrator", "nobody's"): "",
    ("administrator", "training, own"): "",
    ("administrator", "training, other"): "",
}
WITHOUT_CASE = {
    "practitioner": {"new-case"},
    "supervisor": {"new-case"},
    "trainer": {"new-training-case", "training-session"},
    "administrator": {"users", "audit"},
}


def _case(name: str) -> CaseRow:
    holder, team, training = CASES[name]
    return CaseRow(holder_id=holder, team_id=team, training=training)


@pytest.mark.parametrize(("role", "which"), list(itertools.product(ROLES, CASES)))
def test_what_a_role_may_do_with_a_case(role: Role, which: str) -> None:
    user = User("me", "Me", frozenset({role}), "north")
    allowed = {action for action in CASE_ACTIONS if may(user, action, _case(which))}
    assert allowed == set(TABLE[role, which].split())
    gone = User("me", "Me", frozenset({role}), "north", disabled=True)
    assert not any(may(gone, action, _case(which), glass=True) for action in CASE_ACTIONS)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_do_without_a_case(role: Role) -> None:
    others: tuple[Action, ...] = ("new-case", "new-training-case", "training-session", "users", "audit")
    user = User("me", "Me", frozenset({role}))
    assert {action for action in (*others, *CASE_ACTIONS) if may(user, action)} == WITHOUT_CASE[role]
    assert not any(may(User("me", "Me", frozenset({role}), disabled=True), action) for action in others)


@pytest.mark.parametrize("role", ROLES)
def test_broken_glass_opens_a_live_case_for_those_who_do_the_work(role: Role) -> None:
    user = User("me", "Me", frozenset({role}), "north")
    opened = {action for action in CASE_ACTIONS if may(user, action, _case("other"), glass=True)}
    works = role in {"practitioner", "supervisor"}
    assert opened == ({"read", "write", "respond", "print", "break-glass"} if works else set())
    on_training = {action for action in CASE_ACTIONS if may(user, action, _case("training, other"), glass=True)}
    assert on_training == set(TABLE[role, "training, other"].split())


def test_nobody_is_in_the_team_that_is_no_team() -> None:
    alone = User("me", "Me", frozenset({"practitioner", "supervisor"}), None)
    assert not may(alone, "read", CaseRow(holder_id="another", team_id=None, training=False))


def test_the_list_holds_what_may_be_read_and_nothing_else(database: Database, time: Time) -> None:
    people = [
        somebody(database, f"{'+'.join(roles)} {team}", roles=roles, team=team)
        for roles in (["practitioner"], ["supervisor"], ["trainer"], ["administrator"], ["trainer", "practitioner"])
        for team in ("North", None)
    ]
    north = people[0].team_id
    south = somebody(database, "Sue", team="South")
    cases = [
        a_case(database, f"K-{number}", holder_id=holder, team_id=team, training=training)
        for number, (holder, team, training) in enumerate(
            itertools.product((people[0].id, people[5].id, None), (north, south.team_id, None), (True, False))
        )
    ]
    with database.reading() as session:
        for user in people:
            listed = {row.id for row in Cases(session, time).list_for(user)}
            assert listed == {row.id for row in cases if may(user, "read", row)}, user.name
    live = next(row for row in cases if not may(people[1], "read", row) and not row.training)
    with database.session() as session:
        BreakGlass(session, time).open(people[1].id, live.id, "At the door, a child is crying.")
        assert live.id in {row.id for row in Cases(session, time).list_for(people[1])}
    time.passes(hours=24)
    with database.reading() as session:
        assert not BreakGlass(session, time).is_open(people[1].id, live.id)
        assert live.id not in {row.id for row in Cases(session, time).list_for(people[1])}


def test_breaking_the_glass_needs_a_reason_and_is_in_the_log(small: Database, time: Time) -> None:
    from screening.store.audit import Audit

    ann = somebody(small)
    case = a_case(small)
    with small.session() as session:
        with pytest.raises(ValueError, match="reason"):
            BreakGlass(session, time).open(ann.id, case.id, "      .      ")
        BreakGlass(session, time).open(ann.id, case.id, "Called by the police tonight.")
        assert BreakGlass(session, time).is_open(ann.id, case.id)
    with small.reading() as session:
        assert [one.user_id for one in Audit(session).entries(case.id) if one.action == "broke-glass"] == [ann.id]
