"""Lints on localities: names that lead nowhere, and a list of what a place still has to look up.

The list is no lint: looking things up locally is a partnership's task, and a pack for all of England leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator

from screening.errors import Problem
from screening.lint.linting import Found, Linting, looks_for
from screening.rulebook.local_names import dangling, to_look_up
from screening.rulebook.localities import LocalityFile, assemble
from screening.rulebook.pack import Pack, PackFiles
from screening.yamlsource import Path

TO_LOOK_UP = "L090"
TO_LOOK_UP_MEANS = (
    "Contacts or policies of a locality have no address yet and must be looked up there. Listed on request only."
)

POLICIES = "policies.yaml"


@looks_for(
    "L017",
    "name-leads-nowhere",
    "error",
    reason="A locality turns general names into those of a place. A name that leads nowhere is never shown.",
    recommendation="Correct the id, or add what is missing to policies.yaml or to the roles.",
)
def name_leads_nowhere(linting: Linting) -> Iterator[Found]:
    """A policy that a locality maps without its being there, or a role that no locality knows."""
    seen: set[tuple[str, Path, str]] = set()
    for locality_id, written in sorted(linting.pack.localities.items()):
        for problem in dangling(linting.pack.policies, assemble(linting.pack.localities, locality_id)):
            places = [
                (file, path)
                for name, file, path in _mentions(linting, written)
                if f'"{name}"' in problem.message and ("policy" in problem.message) == (file != POLICIES)
            ]
            # What a locality takes over is reported where it is written.
            for file, path in places[:1]:
                if (file, path, problem.message) not in seen:
                    seen.add((file, path, problem.message))
                    yield Found(file, path, problem.message, problem.hint)


def _mentions(linting: Linting, locality: LocalityFile) -> Iterator[tuple[str, str, Path]]:
    """Every policy that a locality names and every role that a policy names, with file and place."""
    file = _file_of(linting.files, locality)
    for policy_id, local in locality.policies.items():
        yield policy_id, file, ("policies", policy_id)
        if local.policy is not None:
            yield local.policy, file, ("policies", policy_id, "policy")
    for index, policy in enumerate(linting.pack.policies.policies):
        for number, role in enumerate(policy.used_by):
            yield role, POLICIES, ("policies", index, "used_by", number)


def _file_of(files: PackFiles, locality: LocalityFile) -> str:
    return next(
        name
        for name, document in files.documents.items()
        if name.startswith("localities/") and document.value["id"] == locality.id
    )


def to_look_up_report(pack: Pack, files: PackFiles) -> list[Problem]:
    """What each locality leaves to be looked up: one warning for each locality file that leaves anything."""
    problems = []
    for locality_id, written in sorted(pack.localities.items()):
        entries = to_look_up(pack.policies, assemble(pack.localities, locality_id))
        if not entries:
            continue
        names = ", ".join(entry.name for entry in entries)
        problems.append(
            files.documents[_file_of(files, written)].problem(
                TO_LOOK_UP,
                f"{written.name}: {len(entries)} to look up locally: {names}.",
                ("id",),
                hint="A partnership fills these in for its own locality; see screening policies --look-up.",
                severity="warning",
            )
        )
    return problems


LINTS = (name_leads_nowhere,)
