"""Where in the data a validation error belongs.

pydantic's `loc` names the way through the model: beside keys and places in lists it holds labels of the branch of a
union that was tried, and a label can read like a key. What was refused is known too, as the very object, so the way
is the one that leads to that object, leaving out as little of `loc` as possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from screening.yamlsource.document import Path

_MOST_WAYS = 200


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a union that was tried: how long the path to the union is, and the branch's label."""

    depth: int
    label: str


@dataclass(frozen=True, slots=True)
class Way:
    """A path in the data, and the branches tried on the way there."""

    path: Path
    branches: tuple[Branch, ...]
    end: Any


def way_to(loc: Sequence[str | int], refused: Any, data: Any) -> Way:
    """The way through `data` that `loc` describes.

    Args:
        loc: of an error, without what is no part of the data (the name of a missing field).
        refused: what the error is about, as pydantic was given it.
        data: what was validated.
    """
    ways: dict[Path, Way] = {(): Way((), (), data)}
    for step in loc:
        following: dict[Path, Way] = {}
        for way in ways.values():
            if isinstance(step, str):
                branch = Branch(len(way.path), step)
                _keep_shorter(following, Way(way.path, (*way.branches, branch), way.end))
            if _has(way.end, step):
                _keep_shorter(following, Way((*way.path, step), way.branches, way.end[step]))
        if not following:
            # The data was rearranged by a validator: the way is lost here, but most of it is known.
            break
        ways = dict(sorted(following.items(), key=lambda item: len(item[1].branches))[:_MOST_WAYS])
    exact = [way for way in ways.values() if way.end is refused]
    return min(exact or ways.values(), key=lambda way: len(way.branches))


def value_at(data: Any, path: Path) -> Any:
    """What stands at `path` in `data`; None if there is nothing."""
    for step in path:
        if not _has(data, step):
            return None
        data = data[step]
    return data


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def _keep_shorter(ways: dict[Path, Way], way: Way) -> None:
    # Of two ways to one place the one that left out fewer steps, or left them out earlier, is the likelier.
    known = ways.get(way.path)
    if known is None or len(way.branches) < len(known.branches):
        ways[way.path] = way
