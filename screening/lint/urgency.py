"""Lints on urgency: how pressing a rule is, where it sends people, and how soon, have to agree."""

from __future__ import annotations

from collections.abc import Iterator

from screening.lint.linting import Found, Linting, looks_for
from screening.rulebook.rule import Rule

SOCIAL_CARE_OR_999 = ("childrens-social-care", "out-of-hours-social-care", "emergency")
"""Roles that can act on a child in danger. The police come by way of 999 or of children's social care."""

SOON = ("now", "same-day", "next-working-day")
"""How soon a referral goes out; the outermost is our choice."""


@looks_for(
    "L050",
    "urgent-without-referral",
    "error",
    reason="Refer and immediate say that somebody with the power to protect the child has to know.",
    recommendation="Escalate to childrens-social-care or emergency, or lower the urgency to consult.",
)
def urgent_without_referral(linting: Linting) -> Iterator[Found]:
    """A rule at refer or immediate that does not lead to children's social care or the emergency services."""
    roles = _with_other_names(linting)
    for rule, file in linting.rules:
        if rule.urgency not in ("refer", "immediate"):
            continue
        if rule.escalate == "none" or not roles & {rule.escalate.to, *rule.escalate.also}:
            yield Found(file, ("escalate",), f"{rule.id} is at {rule.urgency} and leads to neither.", at_key=True)


@looks_for(
    "L051",
    "urgent-but-later",
    "error",
    reason="Immediate means within the hour. A referral that may wait for days is no referral.",
    recommendation="Immediate goes with within: now; refer with now, same-day or next-working-day.",
)
def urgent_but_later(linting: Linting) -> Iterator[Found]:
    """An immediate rule that may wait, or a referral that may wait longer than the next working day."""
    for rule, file in linting.rules:
        if rule.escalate == "none":
            continue
        within = rule.escalate.within
        if (rule.urgency == "immediate" and within != "now") or (rule.urgency == "refer" and within not in SOON):
            yield Found(file, ("escalate", "within"), f"{rule.id} is at {rule.urgency} and gives time until {within}.")


@looks_for(
    "L052",
    "consult-nobody",
    "warning",
    reason="Consult means to talk to somebody. The rule has to say whom.",
    recommendation="Escalate to safeguarding-lead or supervisor, or lower the urgency to reflect.",
)
def consult_nobody(linting: Linting) -> Iterator[Found]:
    """A rule at consult that names nobody."""
    for rule, file in linting.rules:
        if rule.urgency == "consult" and rule.escalate == "none":
            yield Found(file, ("escalate",), f"{rule.id} is at consult and names nobody to consult.", at_key=True)


@looks_for(
    "L053",
    "concern-without-innocent-explanation",
    "error",
    reason="Most families about whom a concern comes up have done nothing wrong. The reader has to weigh that too.",
    recommendation="Add innocent_explanations that a practitioner really meets.",
)
def concern_without_innocent_explanation(linting: Linting) -> Iterator[Found]:
    """A concern without innocent explanations."""
    for rule, file in linting.rules:
        if rule.kind == "concern" and not rule.innocent_explanations:
            yield Found(file, ("kind",), f"{rule.id} is a concern and gives no innocent explanation.")


@looks_for(
    "L054",
    "strength-that-escalates",
    "error",
    reason="A strength is reported to be kept and built on. It sends nobody to anybody.",
    recommendation="Give a strength urgency: reflect and escalate: none.",
)
def strength_that_escalates(linting: Linting) -> Iterator[Found]:
    """A strength with an escalation, or with another urgency than reflect."""
    for rule, file in linting.rules:
        if rule.kind == "strength" and (rule.urgency != "reflect" or rule.escalate != "none"):
            yield Found(
                file, ("escalate" if _escalates(rule) else "urgency",), f"{rule.id} is a strength and escalates."
            )


def _escalates(rule: Rule) -> bool:
    return rule.escalate != "none"


def _with_other_names(linting: Linting) -> set[str]:
    roles = linting.pack.locality.roles
    others = {word for role in SOCIAL_CARE_OR_999 if role in roles for word in roles[role].also_called}
    return {*SOCIAL_CARE_OR_999, *others}


LINTS = (
    urgent_without_referral,
    urgent_but_later,
    consult_nobody,
    concern_without_innocent_explanation,
    strength_that_escalates,
)
