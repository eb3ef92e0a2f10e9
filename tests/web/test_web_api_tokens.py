"""``screening token``: made and shown once, listed without the secret, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from screening.cli.commands.token import _SCOPES, command
from screening.errors import ProblemsFound
from screening.services.keeping import the_database
from screening.store.api_tokens import SCOPES, ApiTokens
from screening.store.users import Users


@pytest.fixture(autouse=True)
def _a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "KEY", "KEY_FILE"):
        monkeypatch.delenv(f"SCREENING_DATABASE_{name}", raising=False)
    monkeypatch.setenv("SCREENING_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with the_database() as database, database.session() as session:
        Users(session).add("hv-north-3", ["practitioner"], team="north")
        Users(session).add("hv-north-4", ["practitioner"], team="north")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def made() -> str:
    done = run("add", "hv-north-3", "--scope", "screen", "--for", "records system", "--days", "30")
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def test_a_token_acts_for_its_user_within_its_scopes() -> None:
    token = made()
    with the_database() as database, database.reading() as session:
        found = ApiTokens(session).find(token)
    assert found is not None
    user, scopes = found
    assert user.name == "hv-north-3"
    assert set(scopes) == {"screen"}


def test_a_list_shows_everything_but_the_token() -> None:
    token = made()
    listed = run("list", "hv-north-3").output
    assert token not in listed
    assert "records system" in listed
    assert "screen" in listed
    assert run("list", "hv-north-4").output == "There is no token.\n"


def test_a_token_that_is_taken_back_counts_no_more() -> None:
    token = made()
    identifier = run("list", "hv-north-3").output.split()[0]
    assert run("revoke", "hv-north-3", identifier).exit_code == 0
    with the_database() as database, database.reading() as session:
        assert ApiTokens(session).find(token) is None
    assert "revoked" in run("list", "hv-north-3").output


def test_only_a_token_of_that_user_is_taken_back() -> None:
    token = made()
    identifier = run("list", "hv-north-3").output.split()[0]
    assert isinstance(run("revoke", "hv-north-4", identifier).exception, ProblemsFound)
    with the_database() as database, database.reading() as session:
        assert ApiTokens(session).find(token) is not None


@pytest.mark.parametrize("wrong", [["--scope", "everything"], ["--scope", "screen", "--days", "366"], []])
def test_scopes_and_days_have_bounds(wrong: list[str]) -> None:
    assert run("add", "hv-north-3", "--for", "x", *wrong).exit_code == 2


def test_a_user_that_is_not_there_is_a_clear_problem() -> None:
    problem = run("add", "hv-north-5", "--scope", "screen", "--for", "x").exception
    assert isinstance(problem, ProblemsFound)
    assert "Did you mean" in (problem.problems[0].hint or "")


def test_the_command_knows_every_scope() -> None:
    assert set(_SCOPES) == set(SCOPES)
