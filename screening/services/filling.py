"""Filling in a checklist for a case: what is on file already, the draft kept meanwhile, and the case file added to."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from screening.case.account import Account, CaseFile
from screening.case.checks import check
from screening.case.reading import read_case
from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.forms.checklist import Checklist, read_checklists
from screening.forms.draft import Draft
from screening.packs import checklists_folder
from screening.writing import write_whole
from screening.yamlsource import dump, read_path, read_text, validated
from screening.yamlsource.appending import with_items


def find_checklist(name: str, folder: str | None = None) -> Checklist:
    """A checklist by its name.

    Raises:
        ProblemsFound: there is none; a near match is suggested.
    """
    known = read_checklists(checklists_folder(folder))
    if name not in known:
        near = did_you_mean(name, known)
        hint = f'Did you mean "{near}"?' if near else "screening checklist list shows them all."
        raise ProblemsFound([Problem("K301", f'There is no checklist "{name}".', hint=hint)])
    return known[name]


@dataclass(frozen=True)
class CaseOnFile:
    """A case file that a checklist adds to; ``case`` is None where the file is not there yet."""

    path: Path
    case: CaseFile | None

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts that it holds."""
        return self.case.all_accounts if self.case is not None else ()


def open_file(path: Path) -> CaseOnFile:
    """The case file at a path, which may not be there yet.

    Raises:
        ProblemsFound: with every mistake in it, or because it is a training scenario.
    """
    if not path.exists():
        return CaseOnFile(path, None)
    read = read_case(path)
    if "scenario" in read.document.value:
        message = "This is a training scenario, and nothing is added to those."
        raise ProblemsFound(
            [Problem("K302", message, str(path), hint="Name a case file, or one that is not there yet.")]
        )
    return CaseOnFile(path, read.case)


def add_accounts(on_file: CaseOnFile, reference: str, accounts: Iterable[Account]) -> CaseFile:
    """Add accounts to a case file, or begin it with them; the rest of the file stays as it was written.

    Raises:
        ProblemsFound: with every mistake that the case would have; then the file is left as it is.
    """
    items = [_plain(account) for account in accounts]
    if on_file.path.exists():
        document = read_path(on_file.path)
        text = with_items(on_file.path.read_text(encoding="utf-8"), document, "accounts", items)
    elif on_file.path.suffix == ".json":
        text = json.dumps({"case": reference, "accounts": items}, indent=2, ensure_ascii=False) + "\n"
    else:
        text = dump({"case": reference, "accounts": items})
    document = read_text(text, str(on_file.path))
    case = validated(document, CaseFile, prefix="C")
    mistakes = [one for one in check(case, document, datetime.date.today()) if one.severity == "error"]
    if mistakes:
        raise ProblemsFound(mistakes)
    write_whole(on_file.path, text)
    return case


def draft_path(case: Path | None, checklist: str) -> Path:
    """Where the answers are kept until a checklist is finished: beside the case file, else in the current folder."""
    name = f"{checklist}.draft.json" if case is None else f"{case.name}.{checklist}.draft.json"
    return (case.parent if case is not None else Path()) / name


def read_draft(path: Path, checklist: Checklist) -> Draft | None:
    """The answers kept from an earlier time; None where there are none.

    Raises:
        ProblemsFound: the file holds something else.
    """
    if not path.exists():
        return None
    try:
        draft = Draft.model_validate_json(path.read_bytes())
    except ValidationError:
        draft = None
    if draft is None or draft.checklist != checklist.checklist:
        message = f"This is no draft of the checklist {checklist.checklist}."
        raise ProblemsFound([Problem("K303", message, str(path), hint="Move it away to start anew.")])
    return draft


def keep_draft(path: Path, draft: Draft) -> None:
    """Keep the answers so far, for their owner's eyes only.

    Raises:
        ProblemsFound: the file cannot be written.
    """
    # Made before anything is in it, so that there is no moment at which others could read.
    path.touch(mode=0o600)
    write_whole(path, draft.model_dump_json(indent=1, exclude_defaults=True) + "\n")


def _plain(account: Account) -> dict[str, object]:
    plain: dict[str, object] = account.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return plain
