"""The template environments: everything that a template puts in is escaped for its format unless it is made by one.

Templates are files of this package. A name that a template misspells is an error and never an empty place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from screening.reports import words
from screening.reports.plain import CLOSE, OPEN, parts, runs_right_to_left, unmarked

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_ANYWHERE: Final = re.compile(r"([\\`*_\[\]<>&#~|])")
_AT_THE_START: Final = re.compile(r"^([-+=]|\d+(?=[.)]))")
_WEB: Final = re.compile(r"(?i)(https?|ftp)(:)(?=//)|\b(www)(\.)")


class _Ready(str):
    """Markdown that needs no more escaping."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@cache
def page_templates() -> Environment:
    """For HTML: text is escaped, and what is theirs is kept apart by ``bdi``."""
    environment = _environment(_for_page)
    environment.filters |= {"plain": unmarked, "css_string": css_string}
    return environment


@cache
def markdown_templates() -> Environment:
    """For Markdown: text is escaped so that it can form no link, heading, list or HTML."""
    environment = _environment(_for_markdown)
    environment.filters["address"] = _markdown_address
    return environment


def _environment(finalize: Callable[[Any], Any]) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("screening.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["words"] = words
    return environment


def _for_page(value: Any) -> Any:
    return _with_bdi(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _with_bdi(text: str) -> Markup:
    from markupsafe import Markup, escape

    theirs = Markup("<bdi>{}</bdi>")
    return Markup("").join(theirs.format(part) if is_theirs else escape(part) for part, is_theirs in parts(text))


def _for_markdown(value: Any) -> Any:
    return _Ready(markdown_text(value)) if isinstance(value, str) and not hasattr(value, "__html__") else value


def markdown_text(text: str) -> str:
    """Text of one line, escaped for CommonMark; text from right to left stays within its own marks."""
    kept = "".join(
        f"{OPEN}{part}{CLOSE}" if is_theirs and runs_right_to_left(part) else part for part, is_theirs in parts(text)
    )
    escaped = _ANYWHERE.sub(r"\\\1", kept)
    escaped = _AT_THE_START.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", escaped)
    # Many programs turn bare addresses into links although CommonMark does not.
    return _WEB.sub(lambda found: f"{found[1] or found[3]}\\{found[2] or found[4]}", escaped)


def _markdown_address(address: str) -> str:
    """A link to a web address; anything else is only text."""
    return _Ready(f"<{address}>") if re.fullmatch(r"https?://[^\s<>]+", address) else address


def css_string(text: str) -> str:
    """Text for a string in a style sheet: whatever is not a letter, digit or space becomes a numbered escape."""
    # The space ends the escape and is not shown.
    return re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):06x} ", unmarked(text))
