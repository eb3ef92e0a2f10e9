"""Lint: what a careful colleague would say about a pack that can be read, and where.

Mistakes that keep a pack from being read are found while reading it. Here is what it can be read with and still should
not go out like: names, references, conditions that cannot work, tests that are missing, words. Whether the rules' own
tests come out as written is left to the engine, what learning has no rule yet to coverage.
"""

from screening.lint.linting import Lint
from screening.lint.places import to_look_up_report
from screening.lint.registry import LINTS, lint

__all__ = ["LINTS", "Lint", "lint", "to_look_up_report"]
