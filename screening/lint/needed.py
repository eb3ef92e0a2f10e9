"""Lints that change a condition a little and run the rule's tests again: what no test notices, no test pins down."""

from __future__ import annotations

from collections.abc import Iterator

from screening.conditions.bound import Bound, Gate
from screening.conditions.tree import IsMet
from screening.lint.linting import Found, Linting, looks_for
from screening.lint.mutants import Change, noticed, shared_parts, thresholds_of
from screening.lint.parts import Part, opposite


@looks_for(
    "L033",
    "threshold-not-tested",
    "error",
    reason="Whether a threshold counts the day itself, or two or three, is settled by the tests or by chance.",
    recommendation="Add a test just inside the threshold and one just outside it.",
)
def threshold_not_tested(linting: Linting) -> Iterator[Found]:
    """A threshold that can be moved by one, up or down, without any test coming out differently."""
    for shared in shared_parts(linting):
        for threshold in thresholds_of(shared.part):
            ways = [
                word
                for word, moved in (("lower", threshold.lower), ("higher", threshold.higher))
                if moved is not None and noticed(linting, shared, _to(moved)) is False
            ]
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
    for shared in shared_parts(linting):
        if not _is_leaf(shared.part):
            continue
        if noticed(linting, shared, _left_out) is False:
            yield Found(shared.file, shared.path, "Every test comes out the same without this part.")
        elif noticed(linting, shared, opposite) is False:
            yield Found(shared.file, shared.path, "Every test comes out the same with this part turned round.")


def _is_leaf(part: Part) -> bool:
    return not isinstance(part.bound, Gate) or isinstance(part.written, IsMet)


def _to(moved: Bound) -> Change:
    return lambda _: moved


def _left_out(_: Bound) -> Bound | None:
    return None


LINTS = (threshold_not_tested, part_without_test)
