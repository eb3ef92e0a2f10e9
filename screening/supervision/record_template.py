"""A record of supervision to be filled in, in YAML that explains itself."""

from __future__ import annotations

import datetime
from typing import Final

from screening.yamlsource import dump


def record_template(case: str, held_on: datetime.date) -> str:
    """The text of a new record."""
    return _TEMPLATE.format(case=_quoted(case), held_on=held_on.isoformat())


def _quoted(text: str) -> str:
    return dump({"case": text}).partition(":")[2].strip()


_TEMPLATE: Final = """\
# A record of one case in supervision. Roles and references, never names: it may be printed and passed on.
# screening supervise record check FILE                       what is missing, with its line
# screening supervise record keep FILE --records FOLDER       keep it; then both sign it
case: {case}
held_on: "{held_on}"
practitioner: {{role: "", reference: ""}}         # role such as health visitor; reference such as a staff number
supervisor: {{role: "", reference: ""}}

# What was talked about, from the agenda or beside it.
discussed:
  - about: ""
    said: ""

# What was decided, and why. Without its reason nobody can see later whether a decision still holds.
decisions: []
#  - decided: ""
#    because: ""

# Each action says who, what, by which day, and what somebody will see when it is done.
actions: []
#  - who: health visitor
#    what: Weigh the baby at home, undressed, and plot it on the chart
#    by_when: "2026-03-10"
#    how_we_will_know: The chart in the record has the new point, with the day

# Prompts to think with, and what came of them.
reflection: []
#  - prompt: What would tell us that we are wrong?
#    answer: ""

# Take out the signs to use these. Each view in the words of whoever holds it.
# disagreement:
#   about: ""
#   views:
#     - {{held_by: practitioner, in_their_words: ""}}
#     - {{held_by: supervisor, in_their_words: ""}}
#   left_as: ""                                # who decides and by when, or that it stays open

# A step that was taken under a policy: screening policies lists their ids. Where the policy gives no time for a reply,
# the supervisor sets the day.
# escalations:
#   - policy: escalation-and-challenge
#     step: ""
#     to: ""
#     taken_on: "{held_on}"
#     because: ""
#     reply_due: ""

# To put an earlier record of the case right: its number, and why.
# corrects: {{record: 1, because: ""}}
"""
