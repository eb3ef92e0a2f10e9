"""Problems as lines, as JSON and as GitHub annotations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from screening.errors import Problem
from screening.lint.formats import rendered

ERROR = Problem("L043", '"failed to" blames.', "rules/a b/X,1:2.yaml", 16, 8, "Say did not.")
WARNING = Problem("L060", "100% late,\nsince May.", "rules/pack.yaml", 3, 1, severity="warning")
NOWHERE = Problem("L099", "No place.")


def test_text_has_a_line_for_each_and_its_hint_under_it() -> None:
    assert rendered([ERROR, WARNING], "text") == (
        'rules/a b/X,1:2.yaml:16:8: L043 "failed to" blames.\n'
        "    Say did not.\n"
        "rules/pack.yaml:3:1: warning L060 100% late, since May.\n"
        "1 error, 1 warning.\n"
    )


def test_text_of_nothing_promises_nothing() -> None:
    assert rendered([], "text") == "Lint found nothing.\n"


def test_a_file_below_the_working_folder_is_named_from_there() -> None:
    file = str(Path.cwd() / "rules" / "pack.yaml")
    assert rendered([replace(WARNING, file=file)], "github").startswith("::warning file=rules/pack.yaml,")


def test_json_counts_and_keeps_every_field() -> None:
    document = json.loads(rendered([ERROR, WARNING], "json"))
    assert (document["errors"], document["warnings"]) == (1, 1)
    assert document["problems"][0] == ERROR.as_dict()


def test_github_annotations_are_escaped_so_that_no_text_can_end_them_or_start_another() -> None:
    assert rendered([ERROR, WARNING, NOWHERE], "github").splitlines() == [
        '::error file=rules/a b/X%2C1%3A2.yaml,line=16,col=8,title=L043::"failed to" blames. Say did not.',
        "::warning file=rules/pack.yaml,line=3,col=1,title=L060::100%25 late,%0Asince May.",
        "::error title=L099::No place.",
    ]
