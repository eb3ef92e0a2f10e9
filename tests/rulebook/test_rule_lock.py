"""The lock: what counts as another decision, what refuses a lock, and where the lock is behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from locked_pack import MARK, change, changelog_of, lock, locked, pointed_at, refused, tell

from screening.errors import ProblemsFound
from screening.rulebook.lock import LOCK_FILE
from screening.services.locking import check_lock, lock_text

V1 = ("id: MAR-001\nversion: 1\n", "id: MAR-001\nversion: 2\n")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return locked(tmp_path)


def kept(pack: Path, rule: str = "MAR-001") -> dict[str, Any]:
    """What the lock would hold of a rule now."""
    found: dict[str, Any] = json.loads(lock_text(pack))["rules"][rule]
    return found


def behind(pack: Path) -> list[str]:
    """The lines of the lock at which it is behind."""
    with pytest.raises(ProblemsFound) as caught:
        check_lock(pack)
    assert {one.code for one in caught.value.problems} == {"R411"}
    return [pointed_at(one) for one in caught.value.problems]


def test_a_pack_that_was_just_locked_is_locked_as_it_stands(pack: Path) -> None:
    assert check_lock(pack) == 10
    held = json.loads((pack / LOCK_FILE).read_text(encoding="utf-8"))
    assert (held["pack_version"], held["changing_window_days"]) == ("1.2.3", 28)
    assert held["rules"]["CAR-004"]["status"] == "retired"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (MARK, "urgency: refer", "urgency: immediate"),
        (MARK, "where: {is_met: a-mark}", "where: {fact: kind, is: bruise}"),
        (MARK, "opened_by: [injury.kind]\n", ""),
        (MARK, "opened_by:", "always_ask: true\nopened_by:"),
        (MARK, "within: same-day", "within: now"),
        (MARK, "status: active", "status: retired"),
        ("concepts/shared.yaml", "below: 3", "below: 4"),
        ("localities/inland.yaml", "[not-mobile, rolling]", "[not-mobile]"),
    ],
    ids=["urgency", "condition", "opened_by", "always_ask", "escalation", "retired", "concept", "definition"],
)
def test_what_settles_when_a_rule_opens_or_where_it_leads_needs_a_new_version(
    name: str, old: str, new: str, pack: Path
) -> None:
    change(pack, name, old, new)
    assert ("R403", "version: 1") in refused(pack)


def test_a_rule_that_uses_a_concept_through_another_is_held_to_it_too(pack: Path) -> None:
    text = "when: {fact: kind, in: [bruise, bite, burn, fracture]}"
    inner = "  - {id: kinds, title: Kinds of marks, about: injury, why: Invented., when: {fact: kind, is: KIND}}\n"
    change(pack, "concepts/shared.yaml", text, "when: {is_met: kinds}\n" + inner.replace("KIND", "bruise"))
    for file in sorted((pack / "marks").iterdir()):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("version: 1", "version: 2"), encoding="utf-8")
        tell(pack, f"- **{file.name[:7]}** v2: Only bruises.")
    lock(pack)
    change(pack, "concepts/shared.yaml", "is: bruise", "is: bite")
    assert [code for code, _ in refused(pack)] == ["R403", "R403", "R403"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A mark on a child", "title: Any mark on a child"),
        ('- {ask: "Who has looked at the whole child?"}', '- {ask: "Who has seen the whole child?"}'),
        ("limits: [It knows only marks", "limits: [It hears only of marks"),
        ("learning: [TIN-001, TIN-002]", "learning: [TIN-001]"),
    ],
    ids=["title", "prompt", "limit", "learning"],
)
def test_words_may_change_freely_and_the_lock_is_then_behind(old: str, new: str, pack: Path) -> None:
    before = kept(pack)
    change(pack, MARK, old, new)
    assert behind(pack) == ['"MAR-001": {']
    after = kept(pack)
    assert (after["decides"], after["version"]) == (before["decides"], before["version"])
    assert after["says"] != before["says"]
    lock(pack)
    assert check_lock(pack) == 10


def test_tests_reviews_the_way_of_writing_and_the_order_make_no_difference(pack: Path) -> None:
    change(pack, MARK, "review: {by: nobody,", "review: {by: somebody,")
    change(
        pack,
        MARK,
        "  - name: Nobody said how the child gets about",
        "  - name: Nobody has said how the child gets about",
    )
    change(pack, MARK, "    - {is_met: cannot-move-about}\n", "")
    change(
        pack,
        MARK,
        "      where: {is_met: a-mark}\n",
        "      where:\n        is_met: a-mark\n    - is_met: cannot-move-about\n",
    )
    change(pack, MARK, "also: [asking-for-help, supervisor]", "also: [supervisor, asking-for-help]")
    assert check_lock(pack) == 10


def test_what_another_place_counts_is_not_locked(pack: Path) -> None:
    change(pack, "localities/harbour.yaml", "crawling]", "crawling, walking]")
    assert check_lock(pack) == 10


def test_a_raised_version_needs_its_line_and_then_locks(pack: Path) -> None:
    change(pack, MARK, "urgency: refer", "urgency: immediate")
    change(pack, MARK, *V1)
    assert refused(pack) == [("R405", "version: 2")]
    tell(pack, "- **MAR-001** v2: It is for now.")
    assert '"MAR-001": {' in behind(pack)
    lock(pack)
    assert check_lock(pack) == 10
    assert kept(pack)["version"] == 2


def test_a_version_does_not_go_down(pack: Path) -> None:
    change(pack, MARK, *V1)
    tell(pack, "- **MAR-001** v2: Said better.")
    lock(pack)
    change(pack, MARK, *reversed(V1))
    assert refused(pack) == [("R404", "version: 1")]


def test_a_new_rule_needs_its_line(pack: Path) -> None:
    text = (pack / MARK).read_text(encoding="utf-8").replace("MAR-001", "MAR-009")
    (pack / "marks" / "MAR-009-new.yaml").write_text(text.replace("A mark on", "A new mark on"), encoding="utf-8")
    assert refused(pack) == [("R405", "version: 1")]
    tell(pack, "- **MAR-009** v1: A rule about new marks.")
    assert '"rules": {' in behind(pack)


def test_a_rule_that_vanished_needs_its_line_and_keeps_its_id_taken(pack: Path) -> None:
    file = pack / "home" / "HOM-002-bail.yaml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    assert refused(pack) == [("R407", '"HOM-002": {')]
    tell(pack, "- **HOM-002** gone: HOM-001 asks the same; see HOM-001")
    lock(pack)
    assert json.loads(lock_text(pack))["gone"] == {"HOM-002": {"renamed_to": "HOM-001"}}
    file.write_text(text, encoding="utf-8")
    assert refused(pack) == [("R406", "id: HOM-002")]
    # Nor does taking the line out of the changelog set the id free.
    change(pack, "CHANGELOG.md", "- **HOM-002** gone: HOM-001 asks the same; see HOM-001\n", "")
    assert refused(pack) == [("R406", "id: HOM-002")]
    file.unlink()
    assert json.loads(lock_text(pack))["gone"] == {"HOM-002": {"renamed_to": "HOM-001"}}


def test_what_stands_for_a_rule_that_is_gone_has_to_be_a_rule(pack: Path) -> None:
    line = "- **OLD-001** gone: asked twice; see OLD-002"
    tell(pack, line)
    assert refused(pack) == [("R408", line)]


def test_the_changelog_has_a_heading_for_the_version_of_the_pack(pack: Path) -> None:
    change(pack, "pack.yaml", "version: 1.2.3", "version: 1.3.0")
    assert refused(pack) == [("R409", "version: 1.3.0")]


def test_a_changed_window_needs_a_new_version_of_the_pack_and_a_line_on_it(pack: Path) -> None:
    change(pack, "pack.yaml", "changing_window_days: 28", "changing_window_days: 42")
    tell(pack, "- **pack**: Accounts count for six weeks.")
    assert refused(pack) == [("R410", "changing_window_days: 42")]
    change(pack, "pack.yaml", "version: 1.2.3", "version: 1.3.0")
    tell(pack, "\n## 1.3.0 - unreleased\n")
    assert refused(pack) == [("R410", "changing_window_days: 42")]
    tell(pack, "- **pack**: Accounts count for six weeks.")
    assert behind(pack) == ['"pack_version": "1.2.3",', '"changing_window_days": 28,']


def test_all_refusals_are_shown_together(pack: Path) -> None:
    change(pack, "concepts/shared.yaml", "below: 3", "below: 4")
    (pack / "home" / "HOM-002-bail.yaml").unlink()
    assert {code for code, _ in refused(pack)} == {"R403", "R407"}


def test_a_pack_that_was_never_locked_needs_a_line_for_each_rule(pack: Path) -> None:
    (pack / LOCK_FILE).unlink()
    (pack / "CHANGELOG.md").write_text("## 1.2.3 - unreleased\n", encoding="utf-8")
    assert [code for code, _ in refused(pack)] == ["R405"] * 10
    (pack / "CHANGELOG.md").write_text(changelog_of(pack), encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        check_lock(pack)
    assert [one.code for one in caught.value.problems] == ["R411"]
    lock(pack)
    assert check_lock(pack) == 10


def test_a_lock_that_is_no_lock_is_said_with_its_line(pack: Path) -> None:
    change(pack, LOCK_FILE, '"pack_version": "1.2.3"', '"pack_versoin": "1.2.3"')
    with pytest.raises(ProblemsFound) as caught:
        check_lock(pack)
    assert {(one.code, one.line) for one in caught.value.problems} >= {("R101", 2)}
