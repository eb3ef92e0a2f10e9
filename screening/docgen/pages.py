"""All generated pages together: what they hold now, and which of those in a folder are behind."""

from __future__ import annotations

from pathlib import Path

from screening.docgen.facts import facts_page
from screening.docgen.importing_page import importing_page
from screening.docgen.lint_page import lint_page
from screening.docgen.problem_codes import problem_codes_page
from screening.docgen.rule_index import rules_page
from screening.docgen.schemas import schemas
from screening.rulebook.pack import Pack, PackFiles


def generate(pack: Pack, files: PackFiles) -> dict[str, str]:
    """Every generated page, by its path in the folder ``docs``. The same pack always gives the same text."""
    return {
        "facts.md": facts_page(pack),
        "rules.md": rules_page(pack, files),
        "importing.md": importing_page(),
        "lint.md": lint_page(),
        "problem-codes.md": problem_codes_page(),
        **{f"schemas/{name}": text for name, text in schemas().items()},
    }


def check(folder: Path, pack: Pack, files: PackFiles) -> list[str]:
    """The paths of the pages in a folder that are missing, or differ from what would be written now."""
    return [name for name, text in generate(pack, files).items() if _text(folder / name) != text]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
