"""Lints on which tests a rule has: one for each standing, and what each test has to say."""

from __future__ import annotations

from collections.abc import Iterator

from screening.conditions.bound import ABOUT_TELLINGS, Test
from screening.lint.linting import Found, Linting, looks_for
from screening.lint.parts import Part

STANDINGS = ("met", "not_met", "not_known")


@looks_for(
    "L030",
    "standing-without-test",
    "error",
    reason="A rule has to speak, to keep quiet and to ask. What no test shows, nobody has looked at.",
    recommendation="Add a test with a small invented case for it.",
)
def standing_without_test(linting: Linting) -> Iterator[Found]:
    """A rule without a test that is met, one that is not met, or one that is not known."""
    for rule, file in linting.rules:
        missing = [word for word in STANDINGS if word not in {test.expect for test in rule.tests}]
        if missing:
            yield Found(file, ("tests",), f"No test of {rule.id} expects {' or '.join(missing)}.", at_key=True)


@looks_for(
    "L031",
    "not-known-without-question",
    "error",
    reason="Missing information is a finding. A test of it shows whether the rule asks, and for what.",
    recommendation="Add ask with the facts that it has to ask for, or open: false where it has to keep quiet.",
)
def not_known_without_question(linting: Linting) -> Iterator[Found]:
    """A test that expects not_known and says neither what is asked for nor whether the rule is open."""
    for rule, file in linting.rules:
        for index, test in enumerate(rule.tests):
            if test.expect == "not_known" and not test.ask and test.open is None:
                yield Found(
                    file, ("tests", index), "This test does not say what the rule asks for, or that it is quiet."
                )


@looks_for(
    "L032",
    "no-disputed-test",
    "warning",
    reason="Accounts differ in most cases that matter. A rule has to show both and lose neither.",
    recommendation="Add a test with two accounts of the same day that tell one of its facts differently.",
)
def no_disputed_test(linting: Linting) -> Iterator[Found]:
    """A rule that tests what was told, and has no test in which it is told in two ways."""
    for rule, file in linting.rules:
        tested = any(_can_be_disputed(part) for part in linting.trees[rule.id].walk())
        if tested and "disputed" not in {test.expect for test in rule.tests}:
            yield Found(file, ("tests",), f"No test of {rule.id} expects disputed.", at_key=True)


def _can_be_disputed(part: Part) -> bool:
    node = part.bound
    if not isinstance(node, Test) or node.operator in ABOUT_TELLINGS:
        return False
    return node.entry.derived is None or bool(node.entry.derived.inputs)


LINTS = (standing_without_test, not_known_without_question, no_disputed_test)
