"""What a model allows at a place in the data: which fields, which values, and what the thing there is called.

This only serves messages ("Did you mean ..."). It reads the annotations of models, as far as it understands them;
where it does not, there is no suggestion.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag, TypeAdapter
from pydantic.fields import FieldInfo

from screening.yamlsource.document import Path
from screening.yamlsource.locating import Branch


def shapes_at(model: Any, path: Path, branches: Sequence[Branch] = (), *, of_key: bool = False) -> list[Any]:
    """The annotations that can stand at `path`, every union taken apart.

    Args:
        model: a model or a TypeAdapter.
        path: in the data.
        branches: those known to have been tried; the other branches of the same unions are left out.
        of_key: what can be the key at the end of `path`, in place of its value.
    """
    whole = getattr(model, "_type", None) if isinstance(model, TypeAdapter) else model
    shapes = _apart(whole, _labels(branches, 0))
    for depth, step in enumerate(path, start=1):
        last = depth == len(path)
        inside = [inner for shape in shapes for inner in _inside(shape, step, of_key=of_key and last)]
        shapes = [part for shape in inside for part in _apart(shape, _labels(branches, depth))]
    return shapes


def field_names(shapes: Iterable[Any]) -> list[str]:
    """The names of the fields of those shapes that are models, as they are written in a file."""
    return list(dict.fromkeys(name for shape in shapes if _is_model(shape) for name in _fields(shape)))


def allowed_values(shapes: Iterable[Any]) -> tuple[str, ...]:
    """The values that can be chosen from, where there is a closed list of them."""
    values: list[Any] = []
    for shape in shapes:
        if get_origin(shape) is Literal:
            values += get_args(shape)
        elif isinstance(shape, type) and issubclass(shape, Enum):
            values += [member.value for member in shape]
    return tuple(dict.fromkeys(str(value.value if isinstance(value, Enum) else value) for value in values))


def noun(shape: Any) -> str | None:
    """What the thing of a shape is called: the model's title, or its name in small words ("case file")."""
    if not _is_model(shape):
        return None
    return shape.model_config.get("title") or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", shape.__name__).lower()


def _apart(annotation: Any, labels: frozenset[str]) -> list[Any]:
    parts: list[Any] = []
    waiting = [annotation]
    while waiting:
        one = waiting.pop(0)
        origin = get_origin(one)
        if origin is Annotated:
            waiting.insert(0, get_args(one)[0])
        elif origin in (Union, UnionType):
            args = get_args(one)
            waiting[:0] = [arg for arg in args if labels & _labels_of(arg)] or args
        elif hasattr(one, "__value__"):  # a named type alias
            waiting.insert(0, one.__value__)
        elif _is_model(one) and issubclass(one, RootModel):
            waiting.insert(0, one.model_fields["root"].annotation)
        elif one is not NoneType:
            parts.append(one)
    return parts


def _inside(shape: Any, step: str | int, *, of_key: bool) -> list[Any]:
    if _is_model(shape):
        found = _fields(shape).get(str(step))
        return [found.annotation] if found else []
    origin, args = get_origin(shape), get_args(shape)
    if not isinstance(origin, type) or not args:
        return []
    if issubclass(origin, Mapping):
        return [args[0] if of_key else args[1]]
    if issubclass(origin, tuple) and isinstance(step, int) and args[-1] is not Ellipsis:
        return [args[step]] if step < len(args) else []
    return [args[0]] if isinstance(step, int) else []


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {_written(name, field): field for name, field in model.model_fields.items()}


def _written(name: str, field: FieldInfo) -> str:
    alias = field.validation_alias or field.alias
    return alias if isinstance(alias, str) else name


def _labels(branches: Sequence[Branch], depth: int) -> frozenset[str]:
    return frozenset(branch.label for branch in branches if branch.depth == depth)


def _labels_of(annotation: Any) -> frozenset[str]:
    """What pydantic may call this branch of a union: its tag, its name, or a value that tells it apart."""
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        tags = frozenset(extra.tag for extra in extras if isinstance(extra, Tag))
        return tags or _labels_of(inner)
    if not _is_model(annotation):
        return frozenset()
    told_apart_by = (allowed_values(_apart(field.annotation, frozenset())) for field in _fields(annotation).values())
    return frozenset([annotation.__name__]).union(*told_apart_by)


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and get_origin(shape) is None and issubclass(shape, BaseModel)
