"""Signing in: passwords, links, browsers, tokens, and an end to guessing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from store_cases import Time, everything_in, somebody

from screening.errors import ProblemsFound
from screening.store.api_tokens import ApiTokens
from screening.store.attempts import MOST_FOR_NAME, MOST_FROM_ADDRESS, Attempts
from screening.store.database import Database
from screening.store.links import Links
from screening.store.passwords import Passwords
from screening.store.users import Users
from screening.store.visits import Visits

WORDS = "kettle lantern Oxford 9"


def test_a_name_is_one_whatever_its_capitals_and_comes_with_its_roles(database: Database) -> None:
    ann = somebody(database, "  Ann\u200b  Other ", roles=["supervisor", "practitioner"], team="North")
    with database.session() as session:
        users = Users(session)
        assert users.find("ANN OTHER") == ann == users.get(ann.id)
        assert ann.roles == {"practitioner", "supervisor"}
        assert users.teams()[ann.team_id or ""] == "North"
        users.set_roles(ann.id, ["trainer"])
        users.set_team(ann.id, None)
        users.set_oidc_subject(ann.id, "https://id.example 12")
        changed = users.by_oidc("https://id.example 12")
    assert changed is not None
    assert (set(changed.roles), changed.team_id) == ({"trainer"}, None)
    for name in ("ann other", "", " \u200b ", "x" * 81):
        with pytest.raises(ProblemsFound, match="S131"):
            somebody(database, name)
    with database.reading() as session, pytest.raises(ProblemsFound, match='Did you mean "Ann Other"'):
        Users(session).named("Ann Othr")


def test_only_the_right_password_of_somebody_not_disabled_signs_in(small: Database) -> None:
    ann, bob = somebody(small), somebody(small, "Bob")
    with small.session() as session:
        Passwords(session).set(ann.id, WORDS, by=ann.id)
        kept = session.execute(text("SELECT password_hash FROM users WHERE name = 'Ann'")).scalar()
    assert str(kept).startswith("$argon2id$")
    with small.reading() as session:
        check = Passwords(session).check
        signed_in = check("ANN", WORDS)
        assert signed_in is not None
        assert signed_in.id == ann.id
        for name, password in (("Ann", WORDS + " "), ("Ann", ""), ("Bob", WORDS), ("Bob", ""), ("Eve", WORDS)):
            assert check(name, password) is None
        assert check("Ann", "\ud800") is None
    with small.session() as session:
        Users(session).set_disabled(ann.id, True)
    with small.reading() as session:
        assert Passwords(session).check("Ann", WORDS) is None
        assert not bob.has_password


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaaaaaa", "ANN THE GREATEST"])
def test_a_password_that_would_be_guessed_is_refused(small: Database, password: str) -> None:
    ann = somebody(small, "Ann the greatest")
    with small.session() as session, pytest.raises(ProblemsFound, match="S132"):
        Passwords(session).set(ann.id, password, by=None)


def test_a_new_password_signs_every_browser_out(small: Database) -> None:
    ann = somebody(small)
    with small.session() as session:
        token = Visits(session).begin(ann.id)
        Passwords(session).set(ann.id, WORDS, by=None)
        assert Visits(session).find(token) is None


def test_a_link_works_once_even_if_two_use_it_at_once(database: Database) -> None:
    ann = somebody(database)
    with database.session() as session:
        token = Links(session).make(ann.id, "sign-in")

    def use(_: int) -> str | None:
        with database.session() as session:
            return Links(session).use(token, "sign-in")

    with ThreadPoolExecutor(6) as pool:
        used = list(pool.map(use, range(6)))
    assert (used.count(ann.id), used.count(None)) == (1, 5)


def test_a_link_is_for_one_thing_until_its_time_or_the_next_one(small: Database, time: Time) -> None:
    ann = somebody(small)
    with small.session() as session:
        links = Links(session, time)
        first, second = links.make(ann.id, "reset"), links.make(ann.id, "reset")
        assert links.whose(first, "reset") is None
        assert links.use(second, "sign-in") is None
        assert links.whose(second, "reset") == ann.id
        time.passes(days=1)
        assert links.use(second, "reset") is None


def test_a_browser_is_signed_out_when_idle_after_twelve_hours_and_when_disabled(small: Database, time: Time) -> None:
    ann = somebody(small)
    with small.session() as session:
        visits = Visits(session, time)
        token = visits.begin(ann.id)
        for _ in range(25):
            time.passes(minutes=28)
            visit = visits.find(token)
            assert visit is not None
            assert visit.to_be_noted
            visits.seen(token)
        last = visits.find(token)
        assert last is not None
        assert last.expires_at == last.created_at + timedelta(hours=12)
        time.passes(minutes=20)
        assert visits.find(token) is None

        token = visits.begin(ann.id)
        time.passes(minutes=30)
        assert visits.find(token) is None
        visits.seen(token)
        assert visits.find(token) is None

        token, other = visits.begin(ann.id), visits.begin(ann.id)
        visits.end(token)
        assert visits.find(token) is None
        assert visits.find(other) is not None
        Users(session).set_disabled(ann.id, True)
        assert visits.find(other) is None


def test_no_secret_stands_in_the_database(small: Database) -> None:
    ann = somebody(small)
    with small.session() as session:
        secrets = [
            Links(session).make(ann.id, "reset"), Visits(session).begin(ann.id),
            ApiTokens(session).make(ann.id, "record system", ["screen"], by=None),
        ]  # fmt: skip
        Attempts(session).failed("Ann the first", "192.0.2.7")
    everything = everything_in(small)
    assert not any(secret in everything for secret in (*secrets, "Ann the first", "192.0.2.7"))


def test_a_token_does_what_it_is_for_until_it_is_over_or_taken_back(small: Database, time: Time) -> None:
    ann, bob = somebody(small), somebody(small, "Bob")
    with small.session() as session:
        tokens = ApiTokens(session, time)
        token = tokens.make(ann.id, "record", ["screen", "cases-read"], lasts=timedelta(days=3), by=ann.id)
        found = tokens.find(token)
        assert found is not None
        assert (found[0].id, set(found[1])) == (ann.id, {"screen", "cases-read"})
        (listed,) = tokens.list_for(ann.id)
        assert not tokens.revoke(listed.id, user_id=bob.id, by=bob.id)
        assert tokens.find(token) is not None
        assert tokens.revoke(listed.id, user_id=ann.id, by=ann.id)
        assert tokens.find(token) is None
        second = tokens.make(ann.id, "record", ["screen"], lasts=timedelta(days=3), by=ann.id)
        time.passes(days=3)
        assert tokens.find(second) is None
        for scopes, days in ((["all"], 1), ([], 1), (["screen"], 366), (["screen"], 0)):
            with pytest.raises(ValueError, match="scopes"):
                tokens.make(ann.id, "x", scopes, lasts=timedelta(days=days), by=None)  # type: ignore[arg-type]


def test_guessing_ends_by_name_and_by_address_and_starts_again_later(database: Database, time: Time) -> None:
    with database.session() as session:
        attempts = Attempts(session, time)
        for number in range(MOST_FOR_NAME):
            assert not attempts.too_many("Ann", "192.0.2.1")
            attempts.failed("aNN", f"192.0.2.{number}")
        assert attempts.too_many("Ann", "192.0.2.99")
        assert not attempts.too_many("Bob", "192.0.2.1")
        attempts.succeeded("Ann", "192.0.2.1")
        assert not attempts.too_many("Ann", "192.0.2.99")
        for number in range(MOST_FROM_ADDRESS):
            attempts.failed(f"user {number}", "198.51.100.1")
        assert attempts.too_many("Ann", "198.51.100.1")
        time.passes(minutes=15)
        assert not attempts.too_many("Ann", "198.51.100.1")
