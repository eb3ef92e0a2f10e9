"""Adding to a list in a file leaves everything else as people wrote it."""

from __future__ import annotations

import json

import pytest

from screening.yamlsource import read_text
from screening.yamlsource.appending import with_items

NEW: list[dict[str, object]] = [{"id": "a9", "facts": {"children": {"sam": {"mobility": "rolling"}}}}]

COMMENTED = """\
# Kept by hand.
case: K-1   # our reference
accounts:
  # the first visit
  - id: a1
    facts: {children: {sam: {born: "2026-01"}}}  # in one line

  # to be continued
"""


def added(text: str, name: str = "case.yaml") -> str:
    return with_items(text, read_text(text, name), "accounts", NEW)


def test_comments_and_layout_stay() -> None:
    written = added(COMMENTED)
    assert [line for line in COMMENTED.splitlines() if line not in written.splitlines()] == []
    assert written.index("in one line") < written.index("id: a9") < written.index("to be continued")


@pytest.mark.parametrize(
    "text",
    [
        COMMENTED,
        "case: K-1\n",
        "case: K-1\naccounts: []\n",
        "case: K-1\naccounts: [{id: a1}]\n",
        "accounts:\n- id: a1\n  note: |\n    one\n\n    two\ncase: K-1\n",
        "accounts:\n  -\n    id: a1\ncase: K-1",
        '{"case": "K-1", "accounts": [{"id": "a1"}]}',
    ],
)
def test_however_the_list_is_written_the_items_come_last(text: str) -> None:
    before = read_text(text, "case.yaml").value
    after = read_text(added(text), "case.yaml").value
    assert after == {**before, "accounts": [*before.get("accounts", []), *NEW]}


def test_json_stays_json() -> None:
    assert json.loads(added('{"case": "K-1"}', "case.json"))["accounts"] == NEW


def test_a_list_before_another_key_is_added_to_in_its_place() -> None:
    text = "accounts:\n- id: a1\n# about the reference\ncase: K-1\n"
    written = added(text)
    assert written.index("id: a9") < written.index("# about the reference") < written.index("case: K-1")
