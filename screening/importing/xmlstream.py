"""Reads XML of any size piece by piece, and refuses what could harm: document types, entities, pieces without end.

Gives elements as they begin and as they end. What they mean is left to others, who clear what they have dealt with.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from screening.errors import Problem, ProblemsFound

if TYPE_CHECKING:
    from lxml import etree

_CHUNK: Final = 1 << 16
_MOST_OPEN: Final = 100_000
"""Elements that may begin before something that was begun is cleared; one child has some dozens."""

_HARM: Final = "This file declares a document type or entities. It was not read, for those can be made to do harm."
_HARM_HINT: Final = "No such file needs them. Ask whoever made it for one without a line that begins with <!DOCTYPE."


class Elements:
    """The elements of one file, in the order in which they begin and end.

    Whoever goes through it calls ``done`` with each element that is dealt with, which frees what it holds.

    Raises:
        ProblemsFound: while it is gone through: the file cannot be read, or not to its end.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = 0

    def __iter__(self) -> Iterator[tuple[Literal["start", "end"], etree._Element]]:
        """Every element, as it begins and as it ends."""
        from lxml import etree

        parser = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        first = True
        try:
            with self._path.open("rb") as stream:
                ended = False
                while not ended:
                    chunk = stream.read(_CHUNK)
                    ended = not chunk
                    # Before the parser sees it: it would take in what the declarations say.
                    if first and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                        raise self._found("M203", _HARM, None, _HARM_HINT)
                    broken: etree.XMLSyntaxError | None = None
                    try:
                        if ended:
                            parser.close()
                        else:
                            parser.feed(chunk)
                    except etree.XMLSyntaxError as wrong:
                        broken = wrong
                    events: Any = parser.read_events()
                    for kind, element in events:
                        if not isinstance(element.tag, str):
                            continue
                        if first:
                            self._check_type(element)
                            first = False
                        self._count(kind, element)
                        yield kind, element
                    if broken is not None:
                        raise self._broken(broken, empty=first and ended)
        except OSError as wrong:
            reason = wrong.strerror or "no file can have this name"
            raise self._found("M201", f"This file cannot be read: {reason}.", None) from None

    def done(self, element: etree._Element) -> None:
        """Free what an element holds, and everything before it that is dealt with."""
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while element.getprevious() is not None:
                del parent[0]
        self._open = 0

    def _check_type(self, root: Any) -> None:
        if root.getroottree().docinfo.doctype:
            raise self._found("M203", _HARM, None, _HARM_HINT)

    def _count(self, kind: str, element: etree._Element) -> None:
        self._open += kind == "start"
        if self._open > _MOST_OPEN:
            message = f"More than {_MOST_OPEN} elements stand here in one. This is no file that can be read."
            raise self._found("M204", message, line_of(element))

    def _broken(self, wrong: etree.XMLSyntaxError, *, empty: bool) -> ProblemsFound:
        if empty:
            return self._found("M201", "This file is empty.", None)
        line, reason = wrong.lineno, (wrong.msg or "").rpartition(", line")[0] or wrong.msg or ""
        hint = "Export it again. What stood before this place was read."
        if "encod" in reason or "UTF-8" in reason:
            return self._found("M201", "From here on this is not written in the encoding that it claims.", line, hint)
        if "huge" in reason.lower() or "too long" in reason or "xcessive depth" in reason:
            return self._found("M204", "A piece of this file is larger or deeper than is read.", line, hint)
        return self._found("M201", f"From here on this is no well-formed XML: {reason}.", line, hint)

    def _found(self, code: str, message: str, line: int | None, hint: str | None = None) -> ProblemsFound:
        return ProblemsFound([Problem(code, message, str(self._path), line, hint=hint)])


def line_of(element: Any) -> int | None:
    """The line of the file on which an element begins; None where the parser has lost count."""
    line: int | None = element.sourceline
    return line
