# ruff: noqa: T201 -- printing is what it is for
"""The urgency ladder, printed so that a reader can judge it: ``pytest -s tests/rulebook/test_urgency_ladder.py``.

Where a rule stands on it is a judgement, and the README says how it was made. What can be checked is that the rungs
lead where they say, and that a referral is never asked for without a source, or a procedure that a source names, that
speaks of one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.rulebook.pack import Pack, read_pack
from screening.rulebook.rule import URGENCIES, Rule

PROTECTS = re.compile(
    r"referr|strategy discussion|section 47|child protection|procedure|999|emergency|not left|safeguarding lead|"
    r"social care|paediatric",
    re.IGNORECASE,
)
"""Words with which a row, or a policy that it names, speaks of bringing a child to those who can protect it."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(Path(__file__).parents[2] / "rules")[0]


def rungs(pack: Pack) -> dict[str, list[Rule]]:
    """The rules in use that are no strengths, by urgency, the most urgent first."""
    rules = [one for one in pack.rules.values() if one.kind != "strength" and one.status != "retired"]
    return {urgency: sorted((one for one in rules if one.urgency == urgency), key=lambda one: one.id)
            for urgency in URGENCIES}  # fmt: skip


def test_the_ladder_can_be_read_and_each_rung_leads_where_it_says(pack: Pack) -> None:
    for urgency, rules in rungs(pack).items():
        print(f"\n{urgency.upper()}: {len(rules)} rules")
        for rule in rules:
            where = "nobody" if rule.escalate == "none" else f"{rule.escalate.to}, {rule.escalate.within}"
            print(f"  {rule.id}  {rule.title}  [{where}; {', '.join(rule.learning)}]")
    leads_to = {
        urgency: {rule.escalate.to for rule in rules if rule.escalate != "none"}
        for urgency, rules in rungs(pack).items()
    }
    assert leads_to["immediate"] <= {"emergency", "childrens-social-care"}
    assert leads_to["refer"] <= {"childrens-social-care"}
    assert [rule.id for rule in rungs(pack)["consult"] if rule.escalate == "none"] == []


def test_the_rungs_grow_narrower_towards_the_top(pack: Pack) -> None:
    # Should half of the rules ask for a referral one day, nobody would act on any of them.
    immediate, refer, consult, reflect = (len(rules) for rules in rungs(pack).values())
    assert immediate + refer < min(consult, reflect) / 3


def test_no_referral_is_asked_for_without_a_source_that_speaks_of_one(pack: Pack) -> None:
    without = []
    for rule in rungs(pack)["refer"]:
        said: list[str] = []
        for row_id in rule.learning:
            _, row = pack.learning[row_id]
            said += [row.summary, *row.prompts, *(pack.policies.find(one).purpose for one in row.policies)]
        if not any(PROTECTS.search(text) for text in said):
            without.append(rule.id)
    assert without == []
