"""The fixed words of an agenda: what each kind of reason is called, and how exactly one stands, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from screening.supervision.reasons import ReasonKind, State

TITLES: Final[Mapping[ReasonKind, str]] = {
    "action": "Agreed in an earlier supervision, and not yet seen to be done",
    "opened": "Opened since last time",
    "no-outcome": "Taken further, and no outcome is recorded",
    "no-response": "Prompts without an answer that holds",
    "promise": "Promised, and nobody has seen it",
    "receipt": "Sent, and nobody has confirmed that it arrived",
    "question": "Open for four weeks or longer, and who could answer",
    "one-word": "Rests on one person's word",
    "disputed": "Accounts differ",
    "not-seen": "Children not seen lately",
    "plan": "Plans without progress",
    "closing": "Closing or doing less is proposed",
    "added": "Added by the supervisor",
}
NOTES: Final[Mapping[ReasonKind, str]] = {
    "action": "It stays here until somebody records what they saw.",
    "question": "Four weeks is our choice; no source sets it.",
    "one-word": "Only a parent, carer or family member told it, and nothing bears it out. It may well be so.",
    "disputed": "Both sides stand here, and no judgement of either.",
    "not-seen": "Nobody is told to have seen the child for more than four weeks, which is our choice.",
    "closing": "What has been seen to change, beside what was said?",
}
NO_RESPONSES: Final = "A case file keeps no answers to prompts, so each stands as one of which nobody knows."
SAID: Final[Mapping[tuple[ReasonKind, State], str]] = {
    ("action", "told-only"): "somebody said that it was done, and nobody has recorded seeing it",
    ("action", "overdue"): "its day is over",
    ("no-outcome", "not-recorded"): "nobody recorded what came of it",
    ("no-outcome", "waiting"): "an answer is awaited",
    ("promise", "overdue"): "its day is over, and nobody has recorded seeing it done",
    ("promise", "no-day"): "no day was agreed, and nobody has recorded seeing it done",
    ("promise", "contradicted"): "somebody has seen that it is not so",
    ("receipt", "not-recorded"): "whether it arrived is not recorded",
    ("plan", "not-recorded"): "whether anything changes for the child is not recorded",
    ("plan", "stuck"): "nothing is moving, as far as is told",
    ("plan", "review-overdue"): "the day of its review is over",
    ("not-seen", "not-recorded"): "when a professional last saw the child is not recorded",
}
ANSWERED: Final[Mapping[State, str]] = {
    "nobody": "nobody has responded",
    "changed": "what it rests on has changed since it was answered",
    "overdue": "it was to be done by now",
    "brought": "somebody asked to talk about it here",
}
"""How it stands with the answer to a prompt; nothing where it was answered, or where nobody can know."""

ORDER: Final = "Cases stand in the order of their references. That says nothing about any of them."
CHOSEN_ORDER: Final = "The supervisor chose which cases come first. The software puts none before another."
NOTHING: Final = "Nothing of these kinds is recorded in this case. This is not evidence of safety."
ALL_DROPPED: Final = "Everything that was found here was left out by the supervisor; see below."
NO_LAST_TIME: Final = "No earlier supervision is told, so it cannot be said what has opened since."
NO_RECORDS: Final = "No records of earlier supervisions were looked at, so their actions are not here."
EACH_AT_FIRST: Final = 3
"""How many of the questions for one person an agenda has. The rest are counted."""
