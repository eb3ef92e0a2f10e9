"""What somebody is in the middle of writing in a training session, kept with every answer and every key.

An entry takes several answers, and only the whole of it is an event. Until then what has been typed stands in a small
file beside the session, with the id that the event will have: if the machine dies after the event was kept, it is not
written twice.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from screening.writing import write_whole


class Writing(BaseModel):
    """Something half written.

    Attributes:
        id: of the event that it becomes.
        what: what is being written: a column, ``policy``, ``barrier`` or ``family-question``.
        given: what was answered, by field.
        typing: the field that is being typed and what stands there so far.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=lambda: new_id())
    what: str
    step: str | None = None
    given: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    typing: tuple[str, str] | None = None


class Unfinished:
    """The half-written thing of one session, in a file beside the session's.

    Args:
        session: the session's file.
    """

    def __init__(self, session: Path) -> None:
        self.path = session.with_name(f"{session.name}.draft")

    def read(self) -> Writing | None:
        """What was left half written; None where nothing was, or where it cannot be read."""
        if not self.path.exists():
            return None
        try:
            return Writing.model_validate_json(self.path.read_bytes())
        except ValidationError:
            return None

    def keep(self, writing: Writing) -> None:
        """Keep what there is so far, for its owner's eyes only.

        Raises:
            ProblemsFound: the file cannot be written.
        """
        self.path.touch(mode=0o600)
        write_whole(self.path, writing.model_dump_json())

    def done(self) -> None:
        """It is finished, or given up."""
        self.path.unlink(missing_ok=True)


def new_id() -> str:
    """An id for an event: at random, so that nothing can be read from it."""
    return uuid.uuid4().hex
