"""Lints on dates and sign-off: a rule in use was read by somebody, and is read again before it grows old."""

from __future__ import annotations

from collections.abc import Iterator

from screening.lint.linting import Found, Linting, looks_for
from screening.lint.trials import day


@looks_for(
    "L060",
    "review-overdue",
    "warning",
    reason="Procedures and knowledge change. A rule that nobody has read again may ask for the wrong thing.",
    recommendation="Review the rule against its sources, then set review.by, on and due.",
)
def review_overdue(linting: Linting) -> Iterator[Found]:
    """A rule, not retired, whose review was due before today."""
    for rule, file in linting.rules:
        due = day(rule.review.due)
        if rule.status != "retired" and due is not None and due < linting.today:
            yield Found(file, ("review", "due"), f"The review of {rule.id} was due on {rule.review.due}.")


@looks_for(
    "L061",
    "active-without-sign-off",
    "error",
    reason="An active rule speaks to practitioners. Somebody named has to answer for it.",
    recommendation="Set review.by and review.on, or leave the status at draft.",
)
def active_without_sign_off(linting: Linting) -> Iterator[Found]:
    """An active rule without who signed it off and when."""
    for rule, file in linting.rules:
        missing = [f"review.{key}" for key in ("by", "on") if getattr(rule.review, key) is None]
        if rule.status == "active" and missing:
            yield Found(file, ("status",), f"{rule.id} is active without {' and '.join(missing)}.")


@looks_for(
    "L062",
    "impossible-date",
    "error",
    reason="A test with a day that is not in the calendar cannot be run, and a review on one never comes due.",
    recommendation='Write a day of the calendar as "2026-03-01"; a review is due after it was done.',
)
def impossible_date(linting: Linting) -> Iterator[Found]:
    """A day that does not exist, a review in the future, or one due before it was done."""
    for rule, file in linting.rules:
        for key in ("on", "due"):
            text = getattr(rule.review, key)
            if text is not None and day(text) is None:
                yield Found(file, ("review", key), f'There is no day "{text}".')
        for index, test in enumerate(rule.tests):
            if day(test.as_of) is None:
                yield Found(file, ("tests", index, "as_of"), f'There is no day "{test.as_of}".')
        done, due = day(rule.review.on or ""), day(rule.review.due)
        if done is not None and done > linting.today:
            yield Found(file, ("review", "on"), f"The review of {rule.id} is dated in the future.")
        elif done is not None and due is not None and due <= done:
            yield Found(file, ("review", "due"), f"The next review of {rule.id} is due before the last one.")


LINTS = (review_overdue, active_without_sign_off, impossible_date)
