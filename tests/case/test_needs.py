"""The names in the registers' ``needs`` lists, and the facts of the dictionary that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from screening.case.account import Account
from screening.case.dictionary import entities, fields
from screening.yamlsource import read_path

ROOT = Path(__file__).parents[2]
REGISTERS = ROOT.parent / "shared" / "learning"
MAPPING: dict[str, dict[str, Any]] = read_path(ROOT / "docs" / "facts-from-needs.yaml").value

beside_the_registers = pytest.mark.skipif(
    not REGISTERS.is_dir(), reason="the registers are not part of the project and are not beside it here"
)


def needs_in(paths: Iterable[Path]) -> set[str]:
    """Every name in the ``needs`` of the registers among some files."""
    registers = (read_path(path).value for path in sorted(paths))
    rows = [row for register in registers for row in register.get("learning", ())]
    return {name for row in rows for name in row["needs"]}


SHIPPED = needs_in((ROOT / "rules" / "sources").glob("*.yaml"))


def test_every_name_that_the_shipped_sources_need_is_mapped() -> None:
    assert SHIPPED
    assert SHIPPED - MAPPING.keys() == set()


@beside_the_registers
def test_every_name_that_the_registers_need_is_mapped() -> None:
    assert needs_in(REGISTERS.glob("*.yaml")) - MAPPING.keys() == set()


@beside_the_registers
def test_every_fact_on_the_wanted_list_is_mapped() -> None:
    wanted = read_path(REGISTERS / "facts-wanted.yaml").value
    assert {name for group in wanted.values() for name in group} - MAPPING.keys() == set()


def test_no_name_is_mapped_that_no_source_needs() -> None:
    assert MAPPING.keys() - SHIPPED == set()


def test_every_fact_mapped_to_exists() -> None:
    known = {f"{entity}.{name}" for entity, model in entities().items() for name in fields(model)}
    known |= {f"account.{name}" for name in Account.model_fields}
    assert {fact for entry in MAPPING.values() for fact in entry["facts"]} - known == set()


def test_every_name_has_a_fact() -> None:
    assert [name for name, entry in MAPPING.items() if not entry["facts"]] == []


def test_the_names_stand_in_order() -> None:
    assert list(MAPPING) == sorted(MAPPING)
