"""The service as somebody starts it: the link in the terminal, what is refused, and how it stops."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from screening.errors import ProblemsFound
from screening.store.database import Database, open_database
from screening.store.place import Embedded
from screening.web import alone, assets
from screening.web.serving import serve
from screening.web.settings import Settings, checked_address

from .browsing import token_on


class Running:
    """A service in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self.link = self.next_link()

    def next_link(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(r"http://\S+/sign-in/link/\S+", line):
                return found[0]
        raise AssertionError("".join(self.said))

    @contextlib.contextmanager
    def browser(self) -> Iterator[httpx2.Client]:
        with httpx2.Client(base_url=self.link.split("/sign-in")[0], trust_env=False) as client:
            assert client.get(self.link).headers["Location"] == "/"
            yield client

    def stop(self, how: signal.Signals) -> tuple[int, str]:
        self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=20)
        return self.process.returncode, "".join(self.said) + rest


@contextlib.contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SCREENING_")}
    environment |= {
        "SCREENING_DATA_DIR": str(folder),
        "TMPDIR": str(folder),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "screening", "serve", "--port", "0", *options],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            yield Running(process)
        finally:
            process.kill()


def test_a_demonstration_says_so_on_every_page_and_leaves_nothing(tmp_path: Path) -> None:
    with running(tmp_path, "--demo") as service:
        with service.browser() as client:
            assert client.get(service.link).status_code == 403
            for path in ("/", "/cases/new", "/users", "/nowhere"):
                assert "Training data." in client.get(path).text
            page = client.get("/").text
            assert "T-NADIYA" in page
            case_id = re.search(r"/cases/([0-9a-f]{32})", page)
            assert case_id is not None
            client.get(f"/cases/{case_id[1]}")
        code, said = service.stop(signal.SIGINT)
    assert code == 0
    assert "Stopped. The cases are gone." in said
    assert case_id[1] not in said
    assert said.count("/sign-in/link/") == 1
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_what_a_page_said_was_saved_is_there_after_a_crash(tmp_path: Path) -> None:
    with running(tmp_path) as service:
        with service.browser() as client:
            token = token_on(client.get("/cases/new").text)
            fields = {"csrf_token": token, "reference": "K-0142", "child": "baby", "stage": "not-known"}
            assert client.post("/cases/new", data=fields).status_code == 303
        service.stop(signal.SIGKILL)
    with running(tmp_path) as service:
        with service.browser() as client:
            assert "K-0142" in client.get("/").text
            client.post("/sign-out", data={"csrf_token": token_on(client.get("/").text)})
            page = client.get("/sign-in").text
            assert "/sign-in/link/" not in page
            client.post("/sign-in/new-link", data={"csrf_token": token_on(page)})
        assert service.next_link() != service.link
        code, said = service.stop(signal.SIGTERM)
    assert code == 0
    assert "not encrypted" in said
    assert "K-0142" not in said


def refused(settings: Settings, database: Database) -> str:
    with pytest.raises(ProblemsFound) as found:
        serve(settings, database.place, print)
    (problem,) = found.value.problems
    assert problem.hint
    return problem.code


def test_others_than_this_machine_reach_it_only_by_a_stated_address_and_with_users(tmp_path: Path) -> None:
    place = Embedded(tmp_path / "screening.db")
    with contextlib.closing(open_database(place)) as database:
        alone.the_user(database)
        address = "https://screening.example.org"
        assert refused(Settings(host="0.0.0.0", port=0), database) == "W121"  # noqa: S104
        assert refused(Settings(host="0.0.0.0", port=0, public_address=address), database) == "W122"  # noqa: S104
        assert refused(Settings(port=0, public_address=address), database) == "W122"
    with pytest.raises(ProblemsFound, match="W121"):
        serve(Settings(host="192.0.2.1", port=0, public_address=address), None, print)


def test_a_port_in_use_is_said(database: Database) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert refused(Settings(port=taken.getsockname()[1]), database) == "W123"


def test_a_missing_style_sheet_is_said_at_the_start(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(assets._FILES, "govuk-frontend.css", (tmp_path, "text/css"))
    assert refused(Settings(port=0), database) == "W110"


@pytest.mark.parametrize(
    "address", ["http://screening.example.org", "screening.example.org", "https://a/b", "https://"]
)
def test_an_address_for_people_is_by_https_and_without_a_path(address: str) -> None:
    with pytest.raises(ProblemsFound):
        checked_address(address)


def test_an_address_for_people_is_used_as_it_was_given() -> None:
    assert checked_address("https://screening.example.org:8443/") == "https://screening.example.org:8443"
    settings = Settings(public_address="https://screening.example.org:8443")
    assert settings.secure
    assert "screening.example.org" in settings.hosts
