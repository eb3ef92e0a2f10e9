"""What runs in the child process: it loads programs, asserts facts and reports which rules fired.

This file is run by its path and imports nothing of the product, so that it starts quickly and so that nothing but
numbers and made-up field names is near the C engine. It is the only place that imports the engine.

Messages are JSON, each after its length in four bytes. Questions: ``{"load": digest, "program": text, "seconds": s}``
and ``{"decide": digest, "rows": [[int, ...], ...], "seconds": s}``. Answers: ``{"loaded": true}``,
``{"decided": [[place of name, ...], ...]}``, ``{"unknown": digest}``, or ``{"failed": reason}``, after which the worker
ends: once the engine has misbehaved, its state is not to be trusted.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

CONTROL = "control"
"""The rule of each ruleset that fires for every fact."""

PROGRAMS_KEPT = 256
"""Programs held at once. A pack of rules is a few dozen, and all of them are asked in every screening."""
LONGEST_MESSAGE = 2**28
FAULT_VARIABLE = "SCREENING_INJECT_FAULT"
"""For tests only: ``crash``, ``hang``, ``missing`` or ``wrong``."""

_GRACE = 1


class EngineError(Exception):
    """The engine cannot be relied on. The text is the reason, in plain words."""


class Session:
    """One ruleset inside the engine.

    The engine crashes if a session in which nothing fired is deleted, and if more than about a thousand are kept. So
    each fact gets a session of its own, which is deleted as soon as its firings are read, and only if the control rule
    is among them.
    """

    def __init__(self, engine: Any, name: str, spec: dict[str, Any]) -> None:
        self._engine = engine
        self._handle = engine.create_ruleset(name, spec["text"])
        self._facts = 0
        self._fact: str = spec["fact"]
        self._reads: list[int] = spec["reads"]
        self._sets: dict[str, int] = {f"r{place}": slot for place, slot in enumerate(spec["sets"])}
        self._most: int = spec["firings"]

    def decide(self, row: list[int]) -> None:
        """Assert one fact with the values of ``row`` and set the slots of the rules that fire."""
        engine, handle = self._engine, self._handle
        self._facts += 1
        result, state = engine.assert_fact(handle, self._fact % (self._facts, *[row[slot] for slot in self._reads]))
        if result != 0:
            raise EngineError(f"the rule engine did not take a fact (result {result})")
        fired: set[str] = set()
        started = engine.start_action_for_state(handle, state)
        message = started[1] if started else None
        for _ in range(self._most):
            if message is None:
                break
            fired.add(message.split('"', 2)[1])
            message = engine.complete_and_start_action(handle, state)
        if message is not None:
            raise EngineError("the rule engine reported more than can be true")
        if CONTROL not in fired:
            raise EngineError("the rule engine lost a fact (its control rule did not fire)")
        for name in fired - {CONTROL}:
            row[self._sets[name]] = 1
        engine.delete_state(handle, str(self._facts))

    def close(self) -> None:
        """Give the ruleset's memory back. No session is alive between facts, which makes this safe."""
        self._engine.delete_ruleset(self._handle)


class Loaded:
    """One program inside the engine."""

    def __init__(self, engine: Any, program: dict[str, Any]) -> None:
        self._width = len(program["fields"])
        self._first = self._width + program["helpers"]
        self._added = [0] * (program["helpers"] + len(program["names"]))
        self._sessions = [Session(engine, f"p{place}", spec) for place, spec in enumerate(program["rulesets"])]

    def decide(self, given: list[int]) -> list[int]:
        """The places of the names that hold for one row of field values."""
        if len(given) != self._width or any(type(value) is not int for value in given):
            raise EngineError("a row does not have one number for each field")
        row = given + self._added
        for session in self._sessions:
            session.decide(row)
        return [place for place, value in enumerate(row[self._first :]) if value]

    def close(self) -> None:
        """Unload the program."""
        for session in self._sessions:
            session.close()


class Worker:
    """Answers questions, one at a time."""

    def __init__(self, fault: str) -> None:
        self._fault = fault
        self._programs: OrderedDict[str, Loaded] = OrderedDict()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer to one question.

        Raises:
            EngineError: The engine is missing, refuses, or cannot be relied on.
        """
        if "load" in question:
            program = Loaded(self._engine(), json.loads(question["program"]))
            if len(self._programs) == PROGRAMS_KEPT:
                self._programs.popitem(last=False)[1].close()
            self._programs[question["load"]] = program
            return {"loaded": True}
        unknown = [digest for digest, _ in question["decide"] if digest not in self._programs]
        for digest, _ in question["decide"]:
            # What this question needs is used last of all, so that loading the rest of it evicts something else.
            if digest in self._programs:
                self._programs.move_to_end(digest)
        if unknown:
            return {"unknown": unknown}
        if self._fault == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if self._fault == "hang":
            time.sleep(3600)
        decided = []
        for digest, rows in question["decide"]:
            decided.append([self._programs[digest].decide(row) for row in rows])
        if self._fault == "wrong" and decided and decided[0]:
            first = decided[0][0]
            decided[0][0] = first[1:] if 0 in first else [0, *first]
        return {"decided": decided}

    def _engine(self) -> Any:
        try:
            if self._fault == "missing":
                raise ModuleNotFoundError
            import durable_rules_engine
        except ModuleNotFoundError:
            raise EngineError("the package durable-rules is not installed") from None
        except ImportError as error:
            raise EngineError(f"the package durable-rules cannot be loaded ({error})") from None
        return durable_rules_engine


def read_exactly(read: Callable[[int], bytes], length: int) -> bytes | None:
    """Read ``length`` bytes, or ``None`` if the other side ended first."""
    parts = []
    while length:
        part = read(min(length, 2**20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def read_message(read: Callable[[int], bytes]) -> Any | None:
    """Read one message, or ``None`` if the other side ended.

    Raises:
        ValueError: What came is not a message.
    """
    head = read_exactly(read, 4)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    if length > LONGEST_MESSAGE:
        raise ValueError("the message is too long")
    body = read_exactly(read, length)
    return None if body is None else json.loads(body)


def packed_message(message: object) -> bytes:
    """A message ready to be sent."""
    body = json.dumps(message, separators=(",", ":")).encode("ascii")
    return len(body).to_bytes(4, "big") + body


def main() -> None:
    """Answer questions on standard input, which is a socket, until the other side ends."""
    import resource  # not on Windows, where the parent still reads this file for its message format

    # What a core file would hold is about a case.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Ctrl-C is for the parent. It ends this process by closing the socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker = Worker(os.environ.get(FAULT_VARIABLE, ""))
    while (question := read_message(lambda length: os.read(0, length))) is not None:
        # If the engine hangs and the parent is no longer there to end this process, the alarm does.
        signal.alarm(int(question["seconds"]) + _GRACE)
        try:
            answer = worker.answer(question)
        except Exception as error:
            answer = {"failed": str(error) if isinstance(error, EngineError) else f"the rule engine refused ({error})"}
        signal.alarm(0)
        data = packed_message(answer)
        while data:
            data = data[os.write(0, data) :]
        if "failed" in answer:
            return


if __name__ == "__main__":
    main()
