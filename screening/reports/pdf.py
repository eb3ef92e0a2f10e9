"""A screening as a PDF for print: tagged, PDF/UA-1, the same bytes for the same document, made without any network.

The layout is a template of typst. Text reaches it as data only, so that nothing in a case can be taken for markup.
Letters come from the Open Sans that a package brings along and from typst's own fonts; the machine's fonts are left
alone, for they differ from one machine to the next.
"""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from screening.engine.document import Screening
from screening.reports.paper import Paper, shown
from screening.reports.printing import on_paper

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES: Final = Path(__file__).parent / "templates"

SHOWN: Final = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x17F), (0x384, 0x386), (0x388, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE),
    (0x400, 0x45F), (0x5D0, 0x5EA), (0x621, 0x63A), (0x641, 0x64A), (0x1EA0, 0x1EF9), (0x2010, 0x2015),
    (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2033), (0x2039, 0x203A), (0x20A0, 0x20BF),
    (0x2190, 0x2195), (0x2212, 0x2212), (0x2264, 0x2265), (0x25A0, 0x25A1), (0x2068, 0x2069),
)  # fmt: skip
"""Characters that the fonts can show: Latin, Greek, Cyrillic, Hebrew, Arabic, punctuation. What they cannot show is
spelt out as ``\\u4e2d``: PDF/UA refuses a missing letter, and typst 0.15 can crash on one."""

_NOT_SHOWN: Final = re.compile("[^" + "".join(f"{chr(first)}-{chr(last)}" for first, last in SHOWN) + "]")
_LONG_WORD: Final = re.compile(r"[^\s\u2068\u2069]{24}(?=[^\s\u2068\u2069])")


def screening_pdf(
    screening: Screening, printed_by: str | None = None, printed_on: datetime.date | None = None
) -> bytes:
    """The screening as a PDF (PDF/UA-1).

    Args:
        screening: the document.
        printed_by: who printed it, in words; every page says so.
        printed_on: the day of printing; every page says so.
    """
    return paper_pdf(on_paper(screening, printed_by, printed_on))


def paper_pdf(sheet: Paper) -> bytes:
    """A paper as a PDF."""
    return typeset("paper", sheet.model_dump(mode="json"))


def typeset(name: str, data: Any) -> bytes:
    """A PDF (PDF/UA-1) from a template of this folder.

    Args:
        name: of the template, without its ending; also the name by which it reads the data.
        data: what is printed, as JSON would hold it. It reaches the template as data, never as markup.
    """
    import typst

    made = typst.compile(
        str(TEMPLATES / f"{name}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={name: json.dumps(_printable(data))},
        pdf_standards="ua-1",
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise AssertionError("typst makes one file of a template")
    return made


@cache
def _fonts() -> Fonts:
    import typst

    found = find_spec("ttf_opensans")
    folders = found.submodule_search_locations if found else None
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(folder) / "ttf") for folder in folders or ()],
    )


def _printable(value: Any, name: str = "") -> Any:
    if isinstance(value, str):
        # An address is where a link leads; only the text of it may be changed.
        return value if name in ("link", "kind", "look") else printable(value)
    if isinstance(value, dict):
        return {key: _printable(one, key) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list) else value


def printable(text: str) -> str:
    """Text that the fonts can show and that a line can hold."""
    spelt = _NOT_SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", shown(text))
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", spelt)
