"""Lints on names: the id, the folder and the name of a rule's file belong together, so that a rule can be found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from screening.lint.linting import Found, Linting, looks_for

# Short words carry no meaning of their own, and endings differ between a title and a slug.
_SHORTEST, _STEM = 4, 4
_LITTLE = frozenset({"with", "over", "from", "that", "this", "when", "into", "than", "only", "their", "them", "they"})


@looks_for(
    "L001",
    "prefix-belongs-to-topic",
    "error",
    reason="A rule is spoken of by its id. The three letters tell readers which topic it belongs to.",
    recommendation="Use one prefix in one folder, or move the rule to the folder of its prefix.",
)
def prefix_of_topic(linting: Linting) -> Iterator[Found]:
    """A folder whose rules have several prefixes, and a prefix that is at home in another folder."""
    counts = Counter((rule.topic, rule.id[:3]) for rule, _ in linting.rules)
    prefix_of: dict[str, str] = {}
    home_of: dict[str, str] = {}
    for (topic, prefix), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        prefix_of.setdefault(topic, prefix)
        home_of.setdefault(prefix, topic)
    for rule, file in linting.rules:
        prefix = rule.id[:3]
        if prefix_of[rule.topic] != prefix:
            yield Found(
                file, ("id",), f"Rules in {rule.topic}/ begin with {prefix_of[rule.topic]}, this one with {prefix}."
            )
        elif home_of[prefix] != rule.topic:
            yield Found(file, ("id",), f"Rules that begin with {prefix} are in {home_of[prefix]}/.")


@looks_for(
    "L002",
    "file-begins-with-id",
    "error",
    reason="Whoever has only the id has to find the file.",
    recommendation="Name the file by the id, a hyphen and a few words of the title.",
)
def file_begins_with_id(linting: Linting) -> Iterator[Found]:
    """A file whose name is not the id and a slug."""
    for rule, file in linting.rules:
        stem = PurePosixPath(file).stem
        if not re.fullmatch(re.escape(rule.id) + r"(-[a-z0-9]+)+", stem):
            yield Found(
                file,
                ("id",),
                f'The file of {rule.id} is called "{stem}.yaml".',
                f"Call it {rule.id}-some-words-of-the-title.yaml, in lower case after the id.",
            )


@looks_for(
    "L003",
    "file-name-follows-title",
    "warning",
    reason="When a title changes and the name of the file does not, people open the wrong rule.",
    recommendation="Name the file by words of the title or the summary.",
)
def file_follows_title(linting: Linting) -> Iterator[Found]:
    """A file most of whose words stand neither in the title nor in the summary."""
    for rule, file in linting.rules:
        told = {_stem(word) for word in re.findall(r"[a-z0-9]+", f"{rule.title} {rule.summary}".lower())}
        words = [
            word
            for word in PurePosixPath(file).stem.lower().split("-")[2:]
            if len(word) >= _SHORTEST and word not in _LITTLE
        ]
        strange = [word for word in words if _stem(word) not in told]
        if 2 * len(strange) > len(words):
            yield Found(file, ("title",), f"The name of the file speaks of {', '.join(strange)}; the title does not.")


def _stem(word: str) -> str:
    return word[:_STEM]


LINTS = (prefix_of_topic, file_begins_with_id, file_follows_title)
