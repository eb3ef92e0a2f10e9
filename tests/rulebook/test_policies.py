"""The policies: every one that the sources name has its place, under one name, with an address only from a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from screening.errors import ProblemsFound
from screening.rulebook.policies import Policies, Policy
from screening.rulebook.sources import Source
from screening.yamlsource import read_path, validated

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"

with_registers = pytest.mark.skipif(
    not (SHARED / "learning").is_dir(),
    reason="the registers that the sources were taken from are not beside the project",
)
with_documents = pytest.mark.skipif(
    not (SHARED / "sources").is_dir(), reason="the source documents are not beside the project"
)


@pytest.fixture(scope="module")
def policies() -> Policies:
    return validated(read_path(ROOT / "rules" / "policies.yaml"), Policies)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return [validated(read_path(path), Source) for path in (ROOT / "rules" / "sources").glob("*.yaml")]


def entry(**changed: Any) -> dict[str, Any]:
    return {
        "id": "early-help", "name": "Early help", "kind": "service", "purpose": "Help for a family.",
        "used_by": ["everyone"], "area": None, "checked": "2026-11-01", "learning": [],
    } | changed  # fmt: skip


@with_registers
def test_every_name_in_the_registers_leads_from_its_row_to_one_entry(policies: Policies, sources: list[Source]) -> None:
    named_by = {row.id: row.policies for source in sources for row in source.learning}
    registers = [read_path(path).value for path in sorted((SHARED / "learning").glob("*.yaml"))]
    names = {
        (row["id"], named if isinstance(named, str) else named["name"])
        for register in registers
        for row in register.get("learning", [])
        for named in row["policies"]
    }
    assert len({name for _, name in names}) == 131
    assert [(row, name) for row, name in names if policies.named(name).id not in named_by[row]] == []


def test_rows_and_policies_name_each_other(policies: Policies, sources: list[Source]) -> None:
    from_rows = {(row.id, policy) for source in sources for row in source.learning for policy in row.policies}
    from_policies = {(row, policy.id) for policy in policies.policies for row in policy.learning}
    assert from_rows ^ from_policies == set()


@with_documents
def test_every_address_stands_in_a_source_document() -> None:
    def addresses(value: Any) -> set[str]:
        match value:
            case str() if "://" in value or value.startswith("www."):
                return {value}
            case list():
                return set().union(*map(addresses, value))
            case dict():
                return set().union(*map(addresses, value.values()))
        return set()

    files = [ROOT / "rules" / "policies.yaml", *(ROOT / "rules" / "localities").glob("*.yaml")]
    ours = set().union(*(addresses(read_path(path).value) for path in files))
    documents = "".join(path.read_text(encoding="utf-8") for path in (SHARED / "sources").glob("*.txt"))
    assert len(ours) > 5
    assert {address for address in ours if address not in documents} == set()


@pytest.mark.parametrize(
    ("names", "policy_id"),
    [
        (["Strategy discussion", "Strategy meeting"], "strategy-discussion"),
        (["Request for Support to the Kent Front Door", "Request for Support (RFS)"], "kent-request-for-support"),
        (["Child Protection Plan", "Child Protection (CP) plan"], "child-protection-plan"),
        (["lead PROFESSIONAL"], "lead-practitioner"),
    ],
)
def test_merged_names_lead_to_one_entry(policies: Policies, names: list[str], policy_id: str) -> None:
    assert {policies.named(name).id for name in names} == {policy_id}


@pytest.mark.parametrize(
    "step",
    [
        "strategy-discussion", "section-47-enquiry", "child-protection-medical", "child-protection-conference",
        "core-group", "early-help", "child-in-need", "escalation-and-challenge", "resolving-disagreements",
        "supervision", "information-sharing", "pre-birth-procedure", "pre-birth-assessment", "domestic-abuse-support",
        "perinatal-mental-health", "adult-mental-health-service", "substance-misuse-service", "family-group-conference",
        "out-of-hours-service", "missed-appointments", "marks-on-non-mobile-children", "paediatric-assessment",
    ],
)  # fmt: skip
def test_the_steps_that_rules_escalate_to_are_general_entries(policies: Policies, step: str) -> None:
    assert policies.find(step).area in (None, "england")


def test_two_entries_cannot_share_a_name_even_in_other_capitals() -> None:
    twice = [entry(), entry(id="other", name="Other", also_called=["EARLY HELP"])]
    with pytest.raises(ValidationError, match="more than once: early help"):
        Policies.model_validate({"policies": twice})


def test_an_unknown_policy_is_told_with_the_nearest_one(policies: Policies) -> None:
    with pytest.raises(ProblemsFound) as found:
        policies.find("escalation-and-chalenge")
    (problem,) = found.value.problems
    assert problem.hint == 'Did you mean "escalation-and-challenge"?'


@pytest.mark.parametrize(
    "changed",
    [
        {"from_sources": False, "checked": None},
        {"from_sources": False, "note": "Rules need it."},
        {"checked": None},
        {"address": "https://example.org/", "look_up": True},
        {"address": "example.org"},
    ],
    ids=["ours, without a reason", "ours, yet checked", "never compared", "address and look-up", "not an address"],
)
def test_an_entry_that_does_not_say_truly_where_it_comes_from_is_refused(changed: dict[str, Any]) -> None:
    Policy.model_validate(entry())
    with pytest.raises(ValidationError):
        Policy.model_validate(entry(**changed))
