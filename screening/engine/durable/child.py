"""The parent's end of one worker process: start it, ask it, end it.

Whatever the worker does (crash, hang, nonsense) comes out as ``ChannelUnavailable`` and nothing is left behind: no
process, no zombie, no open file. Which worker to ask, and when to start another, is the business of ``process``.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import weakref
from importlib.util import find_spec
from typing import Any

from screening.engine.durable import worker


class ChannelUnavailable(Exception):  # noqa: N818 - a state of affairs, not a mistake
    """The second channel could not decide.

    Attributes:
        reason: Why, in plain words, as the end of a sentence: "the process of the rule engine crashed (SIGSEGV)".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Child:
    """A running worker process.

    It ends when this object is ended or collected, when the interpreter exits, and when the parent dies in whatever
    way, because the worker's standard input then ends.

    Raises:
        ChannelUnavailable: It cannot be started here.
    """

    def __init__(self) -> None:
        if os.name != "posix":
            raise ChannelUnavailable("the rule engine cannot be used on this operating system")
        if find_spec("durable_rules_engine") is None:
            raise ChannelUnavailable("the package durable-rules is not installed")
        ours, theirs = socket.socketpair()
        try:
            # Run by path, and with -P, so that neither the folder we are in nor the product itself is imported from.
            process = subprocess.Popen(  # noqa: S603 - fixed arguments
                [sys.executable, "-P", worker.__file__],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            ours.close()
            raise ChannelUnavailable(f"the process of the rule engine could not be started ({error})") from error
        finally:
            theirs.close()
        self._socket = ours
        self._process = process
        self._end = weakref.finalize(self, _end, ours, process)

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def ask(self, question: dict[str, Any], deadline: float, limit: float) -> dict[str, Any]:
        """Send a question and wait for the answer.

        Args:
            question: As the worker takes it.
            deadline: On the clock of ``time.monotonic``.
            limit: The seconds that the caller allowed, for the error's words.

        Raises:
            ChannelUnavailable: There was no usable answer. The process must then be ended.
        """
        try:
            self._socket.settimeout(_left(deadline))
            self._socket.sendall(worker.packed_message({**question, "seconds": limit}))
            answer = worker.read_message(lambda length: self._receive(length, deadline))
        except TimeoutError:
            raise ChannelUnavailable(f"the rule engine gave no answer within {limit:g} seconds") from None
        except ConnectionError:
            answer = None
        except ValueError:
            answer = {}
        if answer is None:
            raise ChannelUnavailable(self._how_it_ended())
        if not isinstance(answer, dict) or not answer:
            raise ChannelUnavailable(NOT_UNDERSTOOD)
        if "failed" in answer:
            raise ChannelUnavailable(str(answer["failed"]))
        return answer

    def end(self) -> None:
        """Kill the process and wait until it is gone. Harmless if it is gone already."""
        self._end()

    def forget(self) -> None:
        """In a forked process: let go of the parent's worker without touching it."""
        self._end.detach()
        self._socket.close()
        self._process.returncode = 0

    def _receive(self, length: int, deadline: float) -> bytes:
        self._socket.settimeout(_left(deadline))
        return self._socket.recv(length)

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "the process of the rule engine stopped answering"
        if code < 0:
            return f"the process of the rule engine crashed ({signal.Signals(-code).name})"
        return f"the process of the rule engine ended by itself (exit code {code})"


NOT_UNDERSTOOD = "the rule engine's answer could not be understood"


def _left(deadline: float) -> float:
    """Seconds until the deadline. Raises ``TimeoutError`` once it has passed (a socket takes 0 for "do not wait")."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _end(ours: socket.socket, process: subprocess.Popen[bytes]) -> None:
    ours.close()
    process.kill()
    process.wait()
