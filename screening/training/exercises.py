"""The three exercises in words: what each column asks, what an entry has to say, which barriers there are.

The exercises are those of a partnership's practice event: four columns filled in by a group and filled in again with
more information (PLS-023 to PLS-027), the policies that apply (PLS-028), and what stands in the way of using them
(PLS-029). What a family would have wanted to be asked follows the family's messages in the same summary. The questions
are our own wording.
"""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.training.events import COLUMNS, BarrierKind, Column, CouldFind, EntryWritten
from screening.training.session import State


class ColumnWords(BaseModel):
    """A column of the first exercise.

    Attributes:
        asks: what the group is asked, with everything that an entry of the column says.
        asks_text: what is asked where each part of an entry has a place of its own.
        one: what one entry is called.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    asks: str
    asks_text: str
    one: str


COLUMN_WORDS: Final[dict[Column, ColumnWords]] = {
    "concerns": ColumnWords(
        title="Concerns",
        asks="What worries you about the child, and which fact is that based on?",
        asks_text="What worries you about the child?",
        one="a concern",
    ),
    "strengths": ColumnWords(
        title="Strengths",
        asks="What is going well for the child, and who keeps it going?",
        asks_text="What is going well for the child, and who keeps it going?",
        one="a strength",
    ),
    "further-information": ColumnWords(
        title="Further information",
        asks="What do you not know, who holds it, and what exactly will you ask them?",
        asks_text="What do you not know?",
        one="further information",
    ),
    "actions": ColumnWords(
        title="Actions",
        asks="What will be done, by whom, and by when?",
        asks_text="What will be done?",
        one="an action",
    ),
}

FIELD_ASKS: Final[dict[str, str]] = {
    "facts": "Which facts is it based on?",
    "holder": "Who holds it?",
    "question": "What exactly will you ask them?",
    "owner": "Who will do it? A role, never a name.",
    "due": "By when?",
}
"""What is asked for each field that an entry of some column cannot do without; see ``events.NEEDED``."""

POLICY_ASKS: Final = "Which policy or procedure bears on this case?"
COULD_FIND: Final[dict[CouldFind, str]] = {
    "yes": "Yes, we could find it now",
    "no": "No, we could not find it",
    "not-tried": "We did not try",
}
BARRIER_ASKS: Final = "What could keep people from using a policy in practice?"
BARRIERS: Final[dict[BarrierKind, str]] = {
    "not-known": "People do not know that it is there",
    "not-found": "It cannot be found quickly",
    "not-clear": "It is hard to read, or does not say what to do",
    "does-not-fit": "It does not fit a case like this one",
    "no-time": "There is no time, or nobody free to do it",
    "not-confident": "People do not feel able to challenge others",
    "not-backed": "Managers or the team do not back its use",
    "no-reply": "The other service does not answer",
    "other": "Something else",
}
FAMILY_ASKS: Final = "What would the family have wanted you to ask?"

HINTS: Final[tuple[tuple[str, str], ...]] = (
    ("PLS-044", "Some staff may find it hard to keep up with policies."),
    ("PLS-046", "What a policy says has to be quick to reach."),
    ("PLS-043", "The escalation policy needs to be made known again and again."),
)
"""What a review said about barriers, with the row of learning. Shown only after the groups' own answers."""

CAUTION: Final = (
    "An exercise shows what people say they would do. Whether they do it has to be seen in real casework (PLS-030)."
)
GROUPS_DIFFER: Final = (
    "The two events had different people in the room. A difference between them may come from that alone."
)
NO_NAMES: Final = "Write roles, never names: of nobody in the room and of nobody in a family that you know."


def still_empty(now: State, group: str, step: str) -> tuple[Column, ...]:
    """The columns in which a group has written nothing in this round or at this checkpoint, in their order."""
    written = {
        one.written.column for one in now.entries_of(group) if one.round == now.round or one.written.step == step
    }
    return tuple(one for one in COLUMNS if one not in written)


def own_answers_given(now: State) -> bool:
    """Whether somebody has named a policy or a barrier, so that the lists may be shown."""
    return any(not one.withdrawn for one in now.policies) or any(not one.withdrawn for one in now.barriers)


def entry_in_words(entry: EntryWritten) -> str:
    """An entry on one line, with what its column asks for."""
    match entry.column:
        case "further-information":
            return f"{entry.text} (held by {entry.holder}; ask: {entry.question})"
        case "actions":
            return f"{entry.text} ({entry.owner}, {entry.due})"
        case _:
            return entry.text
