"""Lints that change a condition a little and run the rule's tests again: what no test notices, no test pins down."""

from __future__ import annotations

from collections.abc import Iterator

from screening.lint.linting import Found, Linting, looks_for
from screening.lint.mutants import Shared, left_out, noticed, shared_parts, thresholds_of, turned_round


@looks_for(
    "L033",
    "threshold-not-tested",
    "error",
    reason="Whether a threshold counts the day itself, or two or three, is settled by the tests or by chance.",
    recommendation="Add a test just inside the threshold and one just outside it.",
)
def threshold_not_tested(linting: Linting) -> Iterator[Found]:
    """A threshold that can be moved by one, up or down, without any test coming out differently."""
    for shared in _tried(linting):
        for threshold in thresholds_of(shared.part):
            ways = [word for word, change in threshold.ways if noticed(linting, shared, change) is False]
            if ways:
                message = f"No test notices when {threshold.words} is one {' or one '.join(ways)}."
                yield Found(shared.file, (*shared.path, threshold.key), message)


@looks_for(
    "L034",
    "part-without-test",
    "warning",
    reason="A part that no test needs can be lost, or be wrong, and nobody will see.",
    recommendation="Add a test that turns on this part alone, or take the part out.",
)
def part_without_test(linting: Linting) -> Iterator[Found]:
    """A test, list or concept in a condition that can be left out or turned round without any test noticing."""
    for shared in _tried(linting):
        if not shared.can_be_left_out:
            continue
        if noticed(linting, shared, left_out) is False:
            yield Found(shared.file, shared.path, "Every test comes out the same without this part.")
        elif noticed(linting, shared, turned_round) is False:
            yield Found(shared.file, shared.path, "Every test comes out the same with this part turned round.")


def _tried(linting: Linting) -> Iterator[Shared]:
    """The parts that some test could turn on; that a rule has no tests at all is said once, by L030."""
    return (shared for shared in shared_parts(linting) if shared.is_tried(linting))


LINTS = (threshold_not_tested, part_without_test)
