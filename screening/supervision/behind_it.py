"""How far what is told can be relied on: questions long open, one person's word, accounts that differ, children unseen.

Four weeks is our choice throughout, and no source's: a month's supervision falls within it, and the pack holds what can
change for as long.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from screening.case.dictionary import at_case_path
from screening.engine.document import FactLine
from screening.engine.findings import fact_line
from screening.engine.screen import screen
from screening.supervision.reasons import Reason, accounts_of
from screening.supervision.since_last import Looked, differs

FOUR_WEEKS: Final = 28
"""Days after which a question counts as open for long, and a child as not seen lately: our choice."""


def questions(looked: Looked) -> Iterator[Reason]:
    """Questions that the case asks now and asked four weeks ago already."""
    before = looked.brought.as_of - datetime.timedelta(days=FOUR_WEEKS)
    asked = {one.path for one in screen(looked.brought.case, looked.pack, before).questions}
    for one in looked.now.questions:
        if one.path in asked:
            yield Reason(
                id=f"question/{one.path}", kind="question", on=before.isoformat(), thing=one.thing, title=one.ask,
                rules=one.settles, urgency=one.urgency, who=one.who,
            )  # fmt: skip


def one_word(looked: Looked) -> Iterator[Reason]:
    """What only a parent, carer or family member told, nothing bears out, and a prompt turns on."""
    for one in looked.now.rests_on_one:
        rules = tuple(dict.fromkeys(text.partition(":")[0] for text in one.without_it))
        yield Reason(
            id=f"one-word/{one.fact.path}", kind="one-word", thing=one.fact.thing, rules=rules, facts=(one.fact,),
            accounts=accounts_of((one.fact,)),
        )  # fmt: skip


def disputed(looked: Looked) -> Iterator[Reason]:
    """Facts on which accounts differ, whether or not a rule reads them, with the prompts in which they matter."""
    matters: dict[str, dict[str, None]] = {}
    facts: dict[str, FactLine] = {}
    for finding in (*looked.now.findings, *looked.now.cannot_rule_out):
        for fact in (fact for ground in finding.because for fact in ground.facts if fact.disputed):
            facts.setdefault(fact.path, fact)
            name = f"{finding.rule} {finding.subject}" if finding.subject else finding.rule
            matters.setdefault(fact.path, {})[name] = None
    for path in looked.told.tellings:
        if path not in facts and not at_case_path(path).fact.private and differs(looked.told, path):
            line = fact_line(looked.told, path, disputed=True)
            if line is not None:
                facts[path] = line
    for path, fact in facts.items():
        yield Reason(
            id=f"disputed/{path}", kind="disputed", thing=fact.thing, rules=tuple(matters.get(path, ())), facts=(fact,),
            accounts=accounts_of((fact,)),
        )  # fmt: skip


def not_seen(looked: Looked) -> Iterator[Reason]:
    """Children whom no professional is told to have seen within four weeks, or of whom nobody told when."""
    for path in looked.entries("children"):
        if looked.values(f"{path}.unborn") == {True}:
            continue
        days = looked.told.of(f"{path}.days_since_seen")
        if days and max(one.high for one in days) <= FOUR_WEEKS:
            continue
        facts = looked.lines(path, "days_since_seen", "last_seen_on", "last_seen_by", "seen_alone")
        yield Reason(
            id=f"not-seen/{path}", kind="not-seen", state=None if days else "not-recorded",
            on=looked.day(f"{path}.last_seen_on"), thing=looked.thing(path), facts=facts, accounts=accounts_of(facts),
        )  # fmt: skip
