"""What a PDF shows, read back from its pages without any program: the codes of its letters through its own tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def pages(pdf: bytes) -> list[str]:
    """The text of each page without any spaces, in the order in which it is painted."""
    with opened(pdf) as document:
        return ["".join(_shown(page)) for page in document.pages]


def squeezed(text: str) -> str:
    """Text as ``pages`` gives it."""
    return re.sub(r"[\s\u200b\u2068\u2069]", "", text)


def roles(pdf: bytes) -> list[str]:
    """The roles of the tags, such as ``/H1``, in reading order."""
    with opened(pdf) as document:
        return list(_roles(document.Root.StructTreeRoot.K))


def _roles(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from _roles(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        if "/K" in node:
            yield from _roles(node.K)


def _shown(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    letters: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            letters = fonts[str(operands[0])]
        elif operator in ("Tj", "TJ"):
            parts: Any = operands[0] if operator == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    yield squeezed("".join(_decoded(bytes(part), letters)))


def _decoded(codes: bytes, letters: dict[int, str]) -> Iterator[str]:
    for at in range(0, len(codes), 2):
        yield letters.get(int.from_bytes(codes[at : at + 2], "big"), "")


def _letters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    return {
        int(code, 16): bytes.fromhex(letters).decode("utf-16-be")
        for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
        for code, letters in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part)
    }
