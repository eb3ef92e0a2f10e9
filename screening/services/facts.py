"""Looking facts up in the dictionary by the word a person types."""

from __future__ import annotations

from typing import Any

from screening.case.dictionary import Entry, all_entries, entities, fields
from screening.errors import Problem, ProblemsFound, did_you_mean


def find_facts(path: str | None) -> list[Entry]:
    """All facts, those of one entity, or one fact.

    Raises:
        ProblemsFound: the path names neither; a near match is suggested.
    """
    if path is None:
        return list(all_entries())
    known = entities()
    if path in known:
        return list(fields(known[path]).values())
    by_path = {entry.path: entry for entry in all_entries()}
    if path in by_path:
        return [by_path[path]]
    near = did_you_mean(path, [*known, *by_path])
    hint = f'Did you mean "{near}"?' if near else "screening facts shows them all."
    raise ProblemsFound([Problem("V101", f'There is no fact "{path}".', hint=hint)])


def described(entry: Entry) -> dict[str, Any]:
    """One fact as plain data: question, values with their words, and the rest."""
    return {
        "fact": entry.path,
        "question": entry.fact.question,
        "help": entry.fact.help,
        "kind": entry.kind if entry.member is None else f"{entry.kind} of {entry.member.__name__.lower()}",
        "values": [
            f"{value} ({entry.label(value)})" if entry.label(value) != value else value for value in entry.values
        ],
        "over_time": entry.fact.over_time,
        "who_could_answer": list(entry.fact.ask),
        "worked_out": entry.derived.how if entry.derived else None,
        "only_says_who": "yes" if entry.fact.identifies else None,
        "never_read_by_rules": "yes" if entry.fact.private else None,
    }
