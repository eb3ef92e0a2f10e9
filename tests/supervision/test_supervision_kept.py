"""Supervision of cases in the database: only what may be read is looked at, with its responses, and the log says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from brought_cases import TODAY, pack
from store_cases import a_case, somebody, told

from screening.engine.finding_basis import as_text, basis_of
from screening.engine.screen import screen
from screening.errors import ProblemsFound
from screening.services.supervising_kept import agenda_of_user, prepare_case, prepare_team
from screening.store.audit import Audit
from screening.store.cases import Cases
from screening.store.database import Database, open_database
from screening.store.place import Embedded
from screening.store.responses import Responses
from screening.store.tables import CaseRow
from screening.store.users import User


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(Embedded(tmp_path / "supervision.db"))
    yield opened
    opened.close()


def held(database: Database, holder: User, reference: str) -> CaseRow:
    """A case with a mark on a baby, held by somebody."""
    row = a_case(database, reference, holder_id=holder.id, team_id=holder.team_id)
    baby = told(facts={"children": {"sam": {"mobility": "not-mobile", "injuries": {"i1": {"kind": "bruise"}}}}})
    with database.session() as session:
        Cases(session).add(row.id, [baby], by=holder.id, expected_version=0)
    return row


def reads(database: Database, user: User) -> list[str | None]:
    with database.reading() as session:
        return [one.case_id for one in Audit(session).entries() if one.action == "read" and one.user_id == user.id]


def test_an_agenda_has_the_cases_that_the_practitioner_holds_and_the_supervisor_may_read(database: Database) -> None:
    ann, eve = somebody(database, "Ann", team="north"), somebody(database, "Eve", team="north")
    boss = somebody(database, "Boss", team="north", roles=["supervisor"])
    stranger = somebody(database, "Other", team="south", roles=["supervisor"])
    row, _ = held(database, ann, "K-1"), held(database, eve, "K-2")
    found = agenda_of_user(database, ann.id, by=boss.id, as_of=TODAY, pack=pack(), both_channels=False)
    assert [one.case for one in found.cases] == ["K-1"]
    assert found.cases[0].responses_known
    assert found.cases[0].actions_known
    assert reads(database, boss) == [row.id]
    nothing = agenda_of_user(database, ann.id, by=stranger.id, as_of=TODAY, pack=pack(), both_channels=False)
    assert nothing.cases == ()
    assert reads(database, stranger) == []


def test_a_response_in_the_database_takes_its_prompt_off(database: Database) -> None:
    ann = somebody(database, "Ann", team="north")
    boss = somebody(database, "Boss", team="north", roles=["supervisor"])
    row = held(database, ann, "K-1")

    def waiting() -> set[str]:
        found = agenda_of_user(database, ann.id, by=boss.id, as_of=TODAY, pack=pack(), both_channels=False)
        return {one.rules[0] for one in found.cases[0].reasons if one.kind == "no-response"}

    assert "INJ-001 sam" in waiting()
    with database.session() as session:
        screening = screen(Cases(session).file(row.id), pack(), TODAY)
        (prompt,) = (one for one in screening.findings if one.rule == "INJ-001")
        basis = as_text(basis_of(prompt))
        Responses(session).add(row.id, "INJ-001", "sam", "done", "in the record", basis=basis, by=ann.id)
    assert "INJ-001 sam" not in waiting()


def test_a_case_that_one_may_not_supervise_is_not_told_from_one_that_is_not_there(database: Database) -> None:
    ann = somebody(database, "Ann", team="north")
    boss = somebody(database, "Boss", team="north", roles=["supervisor"])
    row = held(database, ann, "K-1")
    assert len(prepare_case(database, row.id, by=boss.id, as_of=TODAY, pack=pack()).cases) == 1
    refusals = []
    for asked in (row.id, "0" * 32):
        with pytest.raises(ProblemsFound) as refused:
            prepare_case(database, asked, by=ann.id, as_of=TODAY, pack=pack())
        refusals.append([(one.code, one.message) for one in refused.value.problems])
    assert refusals[0] == refusals[1]


def test_a_team_view_has_the_live_cases_of_the_team(database: Database) -> None:
    ann = somebody(database, "Ann", team="north")
    boss = somebody(database, "Boss", team="north", roles=["supervisor", "trainer"])
    held(database, ann, "K-1")
    a_case(database, "T-1", training=True, team_id=ann.team_id)
    assert ann.team_id is not None
    found = prepare_team(database, ann.team_id, by=boss.id, as_of=TODAY, pack=pack())
    assert [one.case.case for one in found.cases] == ["K-1"]
