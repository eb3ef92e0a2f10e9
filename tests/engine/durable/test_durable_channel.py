"""The worker process: what happens when it crashes, hangs, lies or is not there, and what it leaves behind."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

import screening
from screening.engine.durable import worker
from screening.engine.durable.formula import And, Compare, FormulaError, Or
from screening.engine.durable.process import ChannelUnavailable, DurableChannel, shared_channel
from screening.engine.durable.rulesets import pack

PROGRAM = pack(
    {
        "young": Compare("age", "lt", 1),
        "bruise, young": And((Compare("age", "lt", 1), Or((Compare("bruise", "eq", 1), Compare("bite", "eq", 1))))),
    }
)
FACT = {"age": 0, "bruise": 0, "bite": 1}
BOTH = frozenset({"young", "bruise, young"})


@pytest.fixture
def channel() -> Iterator[DurableChannel]:
    if find_spec("durable_rules_engine") is None:
        pytest.skip("durable-rules is not installed: it needs a C compiler and CPython before 3.13")
    with DurableChannel() as channel:
        yield channel


def running(pid: int | None) -> bool:
    """Whether a process is there and is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children() -> set[str]:
    """The processes that this one started and that are there, zombies included."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.add(stat.parent.name)
    return found


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def gone(pid: int | None, within: float = 5) -> bool:
    end = time.monotonic() + within
    while running(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not running(pid)


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")


@pytest.mark.parametrize(
    ("fault", "timeout", "reason"),
    [
        ("crash", 20, "crashed (SIGSEGV)"),
        ("hang", 0.3, "no answer within 0.3 seconds"),
        ("missing", 20, "durable-rules is not installed"),
    ],
)
@needs_proc
def test_a_fault_is_named_nothing_is_left_behind_and_the_next_call_works(
    channel: DurableChannel, monkeypatch: pytest.MonkeyPatch, fault: str, timeout: float, reason: str
) -> None:
    before = open_files(), children()
    monkeypatch.setenv(worker.FAULT_VARIABLE, fault)
    for _ in range(3):
        with pytest.raises(ChannelUnavailable) as caught:
            channel.decide(PROGRAM, [FACT], timeout)
        assert reason in caught.value.reason
    assert channel.worker_pid is None
    assert (open_files(), children()) == before
    monkeypatch.delenv(worker.FAULT_VARIABLE)
    assert channel.decide(PROGRAM, [FACT], 20) == [BOTH]


def test_a_wrong_answer_can_be_staged(channel: DurableChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(worker.FAULT_VARIABLE, "wrong")
    assert channel.decide(PROGRAM, [FACT, FACT], 20) == [{"bruise, young"}, BOTH]


PRETEND = """
def create_ruleset(name, text): return 1
def assert_fact(handle, text): return (0, 1)
def complete_and_start_action(handle, state): return None
def delete_state(handle, sid): raise SystemExit(3)
"""


@pytest.mark.parametrize(
    ("engine", "reason"),
    [
        ("def start_action_for_state(handle, state): return None", "lost a fact"),
        ("def start_action_for_state(handle, state): return ('', '{\"r0\":{}}')", "lost a fact"),
        ("def assert_fact(handle, text): return (2, 1)", "did not take a fact"),
        ("def assert_fact(handle, text): raise MemoryError('error 303')", "error 303"),
        (
            "def start_action_for_state(handle, state): return ('', '{\"r0\":{}}')\n"
            "def complete_and_start_action(handle, state): return '{\"r0\":{}}'",
            "more than can be true",
        ),
        ("def start_action_for_state(handle, state): return ('', '{\"control\":{}}')", "exit code 3"),
        ("import os\nos.write(0, bytes((0, 0, 0, 2)) + b'{x')", "could not be understood"),
        ("import os\nos.write(0, bytes((255, 0, 0, 2)))", "could not be understood"),
        ("raise ImportError('undefined symbol')", "cannot be loaded (undefined symbol)"),
    ],
)
def test_an_engine_that_misbehaves_is_never_believed(
    channel: DurableChannel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engine: str, reason: str
) -> None:
    (tmp_path / "durable_rules_engine.py").write_text(PRETEND + engine)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(ChannelUnavailable) as caught:
        channel.decide(PROGRAM, [FACT], 20)
    assert reason in caught.value.reason


def test_without_the_package_no_process_is_started(
    channel: DurableChannel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(subprocess, "Popen", None)
    with pytest.raises(ChannelUnavailable, match="not installed"):
        channel.decide(PROGRAM, [FACT], 20)


def test_a_bad_fact_is_the_callers_fault_and_costs_no_worker(channel: DurableChannel) -> None:
    channel.decide(PROGRAM, [FACT], 20)
    pid = channel.worker_pid
    with pytest.raises(FormulaError, match="bruise"):
        channel.decide(PROGRAM, [FACT, {"age": 1, "bite": 0}], 20)
    channel.decide(PROGRAM, [FACT], 20)
    assert channel.worker_pid == pid


def test_threads_share_one_worker_and_get_their_own_answers(channel: DurableChannel) -> None:
    def ask(number: int) -> bool:
        rng = random.Random(number)
        facts = [{"age": rng.randrange(2), "bruise": rng.randrange(2), "bite": 0} for _ in range(rng.randint(1, 5))]
        expected = [
            ({"young"} if not fact["age"] else set())
            | ({"bruise, young"} if not fact["age"] and fact["bruise"] else set())
            for fact in facts
        ]
        return channel.decide(PROGRAM, facts, 20) == expected

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(400)))


@needs_proc
def test_neither_many_questions_nor_many_programs_make_the_worker_grow(channel: DurableChannel) -> None:
    def pages() -> int:
        return int(Path(f"/proc/{channel.worker_pid}/statm").read_text().split()[1])

    def ask(times: int) -> None:
        for number in range(times):
            program = PROGRAM if number % 4 else pack({"rule": Compare(f"field {number}", "eq", 1)})
            channel.decide(program, [{**FACT, f"field {number}": 1}], 20)

    # One program in four questions is new, so after these the worker holds as many as it ever will.
    ask(4 * worker.PROGRAMS_KEPT + 400)
    pid, before = channel.worker_pid, pages()
    ask(2000)
    assert channel.worker_pid == pid
    assert (pages() - before) * os.sysconf("SC_PAGE_SIZE") < 2_000_000


@needs_proc
def test_closing_ends_the_worker_and_so_does_dropping_the_channel(channel: DurableChannel) -> None:
    before = children()
    channel.decide(PROGRAM, [FACT], 20)
    channel.close()
    assert children() == before
    dropped = DurableChannel()
    dropped.decide(PROGRAM, [FACT], 20)
    assert children() != before
    del dropped
    assert children() == before


def _run(script: str) -> str:
    """Run a script that may die in any way. What it printed first."""
    setup = (
        "import os, signal\n"
        "from screening.engine.durable.formula import Compare\n"
        "from screening.engine.durable.process import shared_channel\n"
        "from screening.engine.durable.rulesets import pack\n"
        "program = pack({'young': Compare('age', 'lt', 1)})\n"
        "channel = shared_channel()\n"
        "def ask():\n"
        "    assert channel.decide(program, [{'age': 0}], 20) == [{'young'}]\n"
        "    return channel.worker_pid\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", setup + script],
        env={**os.environ, "PYTHONPATH": str(Path(screening.__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.strip()


@needs_proc
@pytest.mark.parametrize("death", ["pass", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)"])
def test_the_worker_dies_with_its_parent(channel: DurableChannel, death: str) -> None:
    pid = int(_run(f"print(ask(), flush=True)\n{death}"))
    assert gone(pid)


def test_after_a_fork_each_process_has_a_worker_of_its_own(channel: DurableChannel) -> None:
    answer = _run(
        "first = ask()\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    own = ask()\n"
        "    raise SystemExit(0 if own != first else 1)\n"
        "status = os.waitpid(child, 0)[1]\n"
        "print(status, ask() == first)\n"
    )
    assert answer == "0 True"


def test_a_worker_that_hangs_ends_itself_even_if_nobody_is_left_to_end_it(channel: DurableChannel) -> None:
    ours, theirs = socket.socketpair()
    hung = subprocess.Popen(
        [sys.executable, "-P", worker.__file__],
        stdin=theirs.fileno(),
        env={**os.environ, worker.FAULT_VARIABLE: "hang"},
    )
    with ours, theirs, hung, contextlib.ExitStack() as after:
        after.callback(hung.kill)
        ours.sendall(worker.packed_message({"load": "x", "program": PROGRAM.json, "seconds": 20}))
        ours.sendall(worker.packed_message({"decide": [["x", [PROGRAM.row(FACT)]]], "seconds": 0.1}))
        assert hung.wait(20) < 0


def test_there_is_one_shared_channel() -> None:
    assert shared_channel() is shared_channel()
