"""Reads a page as a browser would take it apart: its ids, links, headings and text, and what is wrong with its tags."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})


@dataclass(frozen=True)
class Read:
    """One page."""

    title: str
    ids: Counter[str]
    hrefs: list[str]
    tags: Counter[str]
    text: str
    first: str
    wrong: list[str]
    headings: list[tuple[str, str]] = field(default_factory=list)

    def under(self, tag: str) -> list[str]:
        return [words for name, words in self.headings if name == tag]


def read_page(html: str) -> Read:
    """The page in parts; ``wrong`` names tags that are not closed, and those that are closed and not open."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    wrong = [*parser.wrong, *(f"<{tag}> is not closed" for tag in parser.open)]
    text = " ".join("".join(parser.text).split())
    return Read(
        "".join(parser.title), parser.ids, parser.hrefs, parser.tags, text, parser.first, wrong,
        [(tag, " ".join("".join(words).split())) for tag, words in parser.headings],
    )  # fmt: skip


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: Counter[str] = Counter()
        self.hrefs: list[str] = []
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text: list[str] = []
        self.title: list[str] = []
        self.first = ""
        self.headings: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if "id" in given:
            self.ids[given["id"] or ""] += 1
        self.hrefs += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcset")]
        self.wrong += [f"{name} on <{tag}>" for name in given if name.startswith("on")]
        if tag in ("h1", "h2", "h3"):
            self.headings.append((tag, []))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        if "title" in self.open:
            self.title.append(data)
            return
        if "body" in self.open:
            self.first = self.first or data.strip()
        self.text.append(data)
        if any(tag in self.open for tag in ("h1", "h2", "h3")):
            self.headings[-1][1].append(data)
