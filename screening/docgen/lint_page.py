"""The page of lints: what each looks for, why, and what to do."""

from __future__ import annotations

from screening.docgen.markdown import page, text
from screening.lint import LINTS, Lint
from screening.lint.places import TO_LOOK_UP, TO_LOOK_UP_MEANS

_INTRODUCTION = """\
What `screening rules lint` says about a pack that can be read. An error is something that a pack should not go out
with; a warning is something that somebody should look at. There is no way to switch a lint off for one rule: where one
is wrong, it is put right for all."""


def lint_page() -> str:
    """The page of lints."""
    on_request = f"## {TO_LOOK_UP} to-look-up (warning)\n\n{TO_LOOK_UP_MEANS}"
    return page("Lint", _INTRODUCTION, *(_lint(one) for one in LINTS), on_request)


def _lint(one: Lint) -> str:
    return (
        f"## {one.code} {one.name} ({one.severity})\n\n"
        f"{text(one.looks_for)}\n\n"
        f"Why: {text(one.reason)}\n\n"
        f"What to do: {text(one.recommendation)}"
    )
