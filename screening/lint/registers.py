"""Lints on the registers of learning and policies: what their entries name has to be there too."""

from __future__ import annotations

from collections.abc import Iterator

from screening.lint.linting import Found, Linting, looks_for
from screening.lint.places import POLICIES
from screening.lint.references import unknown_name


@looks_for(
    "L018",
    "register-leads-nowhere",
    "error",
    reason="Whoever follows a row of learning to its policy, or back, must not come to a dead end.",
    recommendation="Correct the id, or add the row or policy that it names.",
)
def register_leads_nowhere(linting: Linting) -> Iterator[Found]:
    """A policy that names a row that no source has, or a row that names a row or a policy that is not there."""
    rows = linting.pack.learning
    policies = {policy.id for policy in linting.pack.policies.policies}
    for index, policy in enumerate(linting.pack.policies.policies):
        for number, name in enumerate(policy.learning):
            yield from unknown_name(POLICIES, ("policies", index, "learning", number), "row of learning", name, rows)
    for file, document in linting.files.documents.items():
        if not file.startswith("sources/"):
            continue
        for index, row in enumerate(linting.pack.sources[document.value["id"]].learning):
            at = ("learning", index)
            for number, name in enumerate(row.policies):
                yield from unknown_name(file, (*at, "policies", number), "policy", name, policies)
            for number, name in enumerate(row.related):
                yield from unknown_name(file, (*at, "related", number), "row of learning", name, rows)
            if row.restates is not None:
                yield from unknown_name(file, (*at, "restates"), "row of learning", row.restates, rows)


LINTS = (register_leads_nowhere,)
