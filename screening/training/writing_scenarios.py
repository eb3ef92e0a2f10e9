"""Beginning a scenario: a file that explains itself, and the same drafted around a case that was anonymised.

What a person still has to write starts with ``WRITE:``, so that nothing is forgotten. Whether the result makes sense
is looked at by ``checking_scenarios``.
"""

from __future__ import annotations

import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from screening.case.account import CaseFile
from screening.engine.wording import agency_in_words, day_in_words
from screening.errors import Problem, ProblemsFound
from screening.forms.scenario import ANONYMISED, OWN_WORK
from screening.training.anonymising import STEPS, Confirmed
from screening.yamlsource import dump

TO_WRITE: Final = "WRITE:"
"""How a text starts that somebody still has to write."""

MOST_STEPS: Final = 8
"""So many points fit into a day's event; a case with more days is drafted with every so-manyth."""


class Begun(BaseModel):
    """What a new scenario starts with.

    Attributes:
        born: the child's month of birth, ``YYYY-MM``.
        first, second: the days of its two points.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = f"{TO_WRITE} a short title that gives nothing away"
    warning: str = f"{TO_WRITE} what people may find hard in it, and that anyone may step out without giving a reason."
    about: str = f"{TO_WRITE} what the group is to find. Only you read this."
    born: str = "2025-01"
    first: datetime.date = datetime.date(2025, 3, 3)
    second: datetime.date = datetime.date(2025, 3, 14)


def template(begun: Begun) -> str:
    """The text of a scenario that works as it stands and explains every line that a trainer changes."""
    return _TEMPLATE.format(
        name=begun.name,
        reference=reference_of(begun.name),
        title=_quoted(begun.title),
        warning=_quoted(begun.warning),
        about=_quoted(begun.about),
        own=OWN_WORK,
        born=begun.born,
        first=begun.first.isoformat(),
        second=begun.second.isoformat(),
        to_write=TO_WRITE,
    )


def reference_of(name: str) -> str:
    """The case reference of a scenario: made from its own name, so that none has to be thought of."""
    return f"T-{name.upper()}"[:64]


def _quoted(text: str) -> str:
    return dump({"text": text}).partition(":")[2].strip()


def drafted(case: CaseFile, name: str, provenance: str) -> str:
    """The text of a scenario around an anonymised case: its steps are days on which something was told.

    Raises:
        ProblemsFound: no account carries a date, so that there is nothing to replay.
    """
    days = sorted({account.day for account in case.all_accounts if account.day is not None})
    if not days:
        message = "No account of this case carries a date. A scenario is told day by day, so it needs them."
        raise ProblemsFound([Problem("T223", message, hint="Give each account its day with on: in the case file.")])
    every = -(-len(days) // MOST_STEPS)
    chosen = [day for number, day in enumerate(reversed(days)) if number % every == 0][::-1]
    content = {
        "scenario": name,
        "title": f"{TO_WRITE} a short title that gives nothing away",
        "source": ANONYMISED,
        "provenance": provenance,
        "warning": f"{TO_WRITE} what people may find hard in it, and that anyone may step out without giving a reason.",
        "about": f"{TO_WRITE} what the group is to find.",
        "case": _plain(case),
        "steps": [_step(case, number, day) for number, day in enumerate(chosen, 1)],
    }
    return _DRAFT_HEAD + dump(content)


def provenance_of(confirmed: Confirmed, today: datetime.date) -> str:
    """Which steps were taken and when. To the month, so that no day in it can be a day of the case."""
    taken = "; ".join(words for step, words in STEPS.items() if step in confirmed.steps)
    rare = len(confirmed.taken_out), len(confirmed.kept)
    return (
        f"Made from a case file and anonymised in {day_in_words(f'{today:%Y-%m}')}. Steps taken, each confirmed by a "
        f"person: {taken}. Unusual facts taken out: {rare[0]}; looked at and kept: {rare[1]}."
    )


def _plain(case: CaseFile) -> dict[str, Any]:
    accounts = []
    for account in case.accounts:
        told = account.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        accounts.append({name: value for name, value in told.items() if name == "facts" or value not in ([], {})})
    return {"case": case.case, "training": True, "accounts": accounts}


def _step(case: CaseFile, number: int, day: int) -> dict[str, Any]:
    told = [account for account in case.all_accounts if account.day is None or account.day <= day]
    knew = sorted({agency_in_words(one) for account in told for one in (account.agency, *account.known_to) if one})
    return {
        "id": f"point-{number}",
        "title": f"Point {number}",
        "as_of": datetime.date.fromordinal(day).isoformat(),
        "notes": f"{TO_WRITE} what to bring out at this point, and what would be hindsight.",
        "who_knew": f"By this day each of these knew a part: {', '.join(knew)}." if knew else "Nobody is named.",
    }


_DRAFT_HEAD = """\
# A scenario made from a case file. Ids, dates and services were replaced and all free text was dropped.
# Read it again before you use it, and write the texts that start with WRITE: yourself. Never put back what was taken
# out. Do not publish it, and do not hand it on without asking whoever agreed to its use.
# screening scenario check FILE      shows every mistake with its line
# screening scenario preview FILE    shows what a group sees at each point, and what the rules open
"""

_TEMPLATE = """\
# A training scenario. It works as it stands: change it a little at a time and look at it again and again.
#
#   screening scenario check FILE      shows every mistake with its line
#   screening scenario preview FILE    shows what a group sees at each point, and what the rules open
#
# How such a file is written: a word, a colon, what it is. What belongs together starts in the same column; use spaces,
# never the tab key. Whatever follows a # is for you and is not read. Texts and dates stand in "quotes".
# Every text that starts with {to_write} is yours to write. Make people up. Never describe a family that you know.

scenario: {name}          # its short name: small letters, digits and hyphens
title: {title}
source: {own}        # {own}: made up by you
warning: {warning}
about: {about}

case:
  case: {reference}
  training: true          # has to stand here: nothing in it is about a living family
  accounts:               # each account is one telling: on a day, by one service

    - id: a1              # its own short word; no two are the same
      on: "{first}"     # the day on which it was told or seen
      agency: health-visiting       # who wrote it down; groups that play this service see it
      by: health visitor            # a role, never a name
      source: observed    # how they know: observed, child, carer, family, professional or record
      basis: invented     # where you have it from: stated (a document says so), derived (follows from one), invented
      facts:              # screening facts child    shows all that can be told of a child
        children:
          baby: {{born: "{born}", mobility: not-mobile}}
        people:
          mother: {{relationship: mother, lives_with_child: true}}

    - id: a2
      on: "{first}"
      agency: midwifery
      by: midwife
      source: record
      known_to: [gp]      # other services that knew it that day
      basis: invented
      facts:
        people:
          mother: {{mental_health: [depression]}}

    - id: a3              # a copy of these lines, changed, is a new account
      on: "{second}"
      agency: gp
      by: GP
      source: observed
      basis: invented
      facts:
        children:
          baby:
            injuries:
              bruise-1: {{kind: bruise, body_part: [face], seen_on: "{second}", seen_by: gp}}

steps:                    # the points at which the group stops and looks, the earliest first
  - id: point-1
    title: "Point 1. A first visit"
    as_of: "{first}"    # everything told up to this day can be known
    notes: "{to_write} what to bring out here, and what would be hindsight."
    who_knew: "{to_write} which service held what."
    expect:               # what the rules are to come to; leave it out until you know
      # more than this would be hindsight
      - {{rule: INJ-001, subject: baby, standing_at_most: not_known, open: false, why: "No mark is known yet."}}

  - id: point-2
    title: "Point 2. A mark"
    as_of: "{second}"
    notes: "{to_write} what to bring out here, and what would be hindsight."
    who_knew: "{to_write} which service held what."
    expect:
      - {{rule: INJ-001, subject: baby, standing: met, why: "A bruise on a baby who does not move about."}}
    learning: [LEI-040]   # rows of learning to bring out: screening learning show LEI-040
"""
