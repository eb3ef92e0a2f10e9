"""``python -m screening.docgen [--check]``: writes the generated pages of ``docs/``, or says which are stale."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from screening.docgen.pages import check, generate
from screening.errors import ProblemsFound
from screening.rulebook.pack import read_pack

_CHECKOUT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None, checkout: Path = _CHECKOUT) -> int:
    """Writes or checks the pages of a checkout: 0 if all is well, 1 if one is stale or the pack cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m screening.docgen", description="Writes the generated pages.")
    parser.add_argument("--check", action="store_true", help="only say which pages are stale")
    only_check = parser.parse_args(arguments).check
    docs = checkout / "docs"
    try:
        pack, files = read_pack(checkout / "rules")
    except ProblemsFound as found:
        sys.stderr.write(f"{found}\n")
        return 1
    stale = check(docs, pack, files)
    if only_check:
        sys.stdout.writelines(f"docs/{name} is stale; make docs renews it.\n" for name in stale)
        return 1 if stale else 0
    pages = generate(pack, files)
    for name in stale:
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[name], encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/{name} written.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
