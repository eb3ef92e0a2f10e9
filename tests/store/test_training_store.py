"""Training sessions are kept in order and whole; a code opens one group, and nothing kept could open another."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError
from store_cases import Time, everything_in

from screening.store.database import Database
from screening.store.training_seats import LASTS, TrainingSeats
from screening.store.training_sessions import KEPT, TrainingSessions

GROUP = "a" * 32


def begun(database: Database, time: Time | None = None) -> str:
    """A session that was begun."""
    session_id = uuid.uuid4().hex
    with database.session() as session:
        clock = {"clock": time} if time else {}
        assert TrainingSessions(session, **clock).start(session_id, "Spring", "plain-sight", by=None)
    return session_id


def test_several_who_write_at_once_lose_nothing(database: Database) -> None:
    session_id = begun(database)

    def write(number: int) -> None:
        with database.session() as session:
            sessions = TrainingSessions(session)
            assert sessions.hold(session_id) is not None
            sessions.append(session_id, f"event-{number}", f'{{"number": {number}}}')

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    with database.reading() as session:
        bodies = TrainingSessions(session).events(session_id)
        kept = TrainingSessions(session).get(session_id)
    assert sorted(bodies) == sorted(f'{{"number": {number}}}' for number in range(12))
    assert kept is not None
    assert kept.version == 12


def test_an_id_that_is_there_is_not_written_again(database: Database) -> None:
    session_id = begun(database)
    with database.session() as session:
        TrainingSessions(session).append(session_id, "event-1", "first")
    with pytest.raises(IntegrityError), database.session() as session:
        TrainingSessions(session).append(session_id, "event-1", "second")
    with database.reading() as session:
        assert TrainingSessions(session).events(session_id) == ("first",)


def test_a_session_begun_twice_is_begun_once(database: Database) -> None:
    session_id = begun(database)
    with database.session() as session:
        assert not TrainingSessions(session).start(session_id, "Another", "william", by=None)
    with database.reading() as session:
        assert [(one.label, one.scenario) for one in TrainingSessions(session).all()] == [("Spring", "plain-sight")]


def test_a_code_can_be_shown_again_and_neither_it_nor_a_seat_is_kept(database: Database) -> None:
    session_id = begun(database)
    with database.session() as session:
        code = TrainingSeats(session).new_code(session_id, GROUP)
        token = TrainingSeats(session).sit_down(session_id, GROUP, None)
    with database.reading() as session:
        assert TrainingSeats(session).codes(session_id) == {GROUP: code}
        assert TrainingSeats(session).opens(code.upper().replace("-", " ")) == (session_id, GROUP)
        assert TrainingSeats(session).session_of(token, GROUP) == session_id
        assert TrainingSeats(session).session_of(token, "b" * 32) is None
    kept = everything_in(database)
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert token not in kept


def test_a_token_that_somebody_made_up_is_not_taken_on(database: Database) -> None:
    session_id = begun(database)
    with database.session() as session:
        seats = TrainingSeats(session)
        assert seats.sit_down(session_id, GROUP, "made-up") != "made-up"
        mine = seats.sit_down(session_id, GROUP, None)
        assert seats.sit_down(session_id, "b" * 32, mine) == mine
        assert seats.session_of(mine, GROUP) == session_id


def test_codes_and_seats_end(database: Database, time: Time) -> None:
    session_id = begun(database, time)
    with database.session() as session:
        seats = TrainingSeats(session, time)
        code = seats.new_code(session_id, GROUP)
        token = seats.sit_down(session_id, GROUP, None)
        assert seats.opens(code) is not None
        time.passes(seconds=LASTS.total_seconds())
        assert seats.opens(code) is None
        assert seats.codes(session_id) == {}
        assert seats.session_of(token, GROUP) is None


def test_the_end_of_a_session_takes_its_codes(database: Database) -> None:
    session_id = begun(database)
    with database.session() as session:
        code = TrainingSeats(session).new_code(session_id, GROUP)
    with database.session() as session:
        TrainingSessions(session).end(session_id, by=None)
    with database.reading() as session:
        assert TrainingSeats(session).opens(code) is None


def test_a_session_is_looked_at_after_a_year_and_goes_as_a_whole(database: Database, time: Time) -> None:
    session_id = begun(database, time)
    with database.session() as session:
        sessions = TrainingSessions(session, time)
        sessions.append(session_id, "event-1", "a word that was written")
        TrainingSeats(session).new_code(session_id, GROUP)
        time.passes(days=30)
        sessions.keep_on(session_id, by=None)
        found = sessions.get(session_id)
        assert found is not None
        assert found.review_on == (time() + KEPT).date()
    with database.session() as session:
        TrainingSessions(session).delete(session_id, by=None)
    with database.reading() as session:
        assert TrainingSessions(session).all() == ()
    assert "a word that was written" not in everything_in(database)
