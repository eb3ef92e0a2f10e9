"""What pydantic found, before it is put into words, and which of it is worth telling.

Where a value may take several forms, pydantic reports why each one does not fit. A person meant only one of them:
the form that comes closest is kept, and where none comes near, one finding names them all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from screening.yamlsource.codes import NOT_ALLOWED, WRONG_TYPE
from screening.yamlsource.document import Path
from screening.yamlsource.locating import Branch


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit the model.

    Attributes:
        code: the second part of the problem's code.
        path: of what does not fit; for a field that is missing, of what it is missing from.
        branches: the branches of unions that were tried on the way.
        value: what stands at `path`.
        expected: the kinds of value that would fit, in words.
        allowed: the values that would fit, where there is a closed list.
        message: what to say, where it is known already.
        name: of a missing field.
        of_key: it is the key at the end of `path` that does not fit.
        hint: what to try.
    """

    code: str
    path: Path
    branches: tuple[Branch, ...] = ()
    value: Any = None
    expected: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    message: str | None = None
    name: str | None = None
    of_key: bool = False
    hint: str | None = None


def closest(findings: Iterable[Finding], level: int = 0) -> list[Finding]:
    """The findings of the branch that comes closest, for each union at which several were tried.

    Args:
        findings: all of one validation, or of one branch.
        level: how many unions on the way have been settled already.
    """
    kept: list[Finding] = []
    tried: dict[Path, dict[str, list[Finding]]] = {}
    for finding in findings:
        if level < len(finding.branches):
            branch = finding.branches[level]
            tried.setdefault(finding.path[: branch.depth], {}).setdefault(branch.label, []).append(finding)
        else:
            kept.append(finding)
    for path, by_label in tried.items():
        kept += _closest_branch(path, [closest(branch, level + 1) for branch in by_label.values()])
    return kept


def _closest_branch(path: Path, branches: Sequence[list[Finding]]) -> list[Finding]:
    if len(branches) == 1:
        return branches[0]
    near = [branch for branch in branches if not any(_fails_as_a_whole(finding, path) for finding in branch)]
    if near:
        return min(near, key=len)
    whole = [finding for branch in branches for finding in branch if _fails_as_a_whole(finding, path)]
    expected = tuple(dict.fromkeys(words for finding in whole for words in finding.expected))
    allowed = tuple(dict.fromkeys(value for finding in whole for value in finding.allowed))
    return [replace(whole[0], code=NOT_ALLOWED if allowed else WRONG_TYPE, expected=expected, allowed=allowed)]


def _fails_as_a_whole(finding: Finding, path: Path) -> bool:
    return finding.path == path and not finding.of_key and finding.code in (NOT_ALLOWED, WRONG_TYPE)
