"""The questions that can be put to the second channel: comparisons of small whole numbers, joined by "and" and "or".

There is deliberately no "not", no unknown value, no text and no list: this is the part of durable-rules that was
measured to decide rightly. Whoever compiles a condition pushes negation down to the comparisons, codes each value as a
number and deals with constants ("always", "never") before coming here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Operator: TypeAlias = Literal["eq", "neq", "lt", "lte", "gt", "gte"]

LIMIT = 2**31
"""Numbers must be smaller than this, with either sign. The C engine reads numbers into machine words."""

_OPERATORS = frozenset(get_args(Operator))


class FormulaError(ValueError):
    """A formula or a fact that the second channel cannot take. A fault in the calling code, never in a case."""


def checked_number(value: object, where: str) -> int:
    """Give back ``value`` if it is a whole number in range.

    Args:
        value: Anything. ``True`` and ``False`` are refused: the C engine tells truth values and numbers apart.
        where: What the number is for, used in the error.

    Raises:
        FormulaError: ``value`` is not an ``int`` or is out of range.
    """
    if type(value) is not int:
        raise FormulaError(f"{where}: {value!r} is not a whole number")
    if not -LIMIT < value < LIMIT:
        raise FormulaError(f"{where}: {value} is out of range")
    return value


@dataclass(frozen=True, slots=True)
class Compare:
    """``field`` compared with a fixed number.

    Raises:
        FormulaError: The field has no name, the operator is unknown or the number is out of range.
    """

    field: str
    op: Operator
    value: int

    def __post_init__(self) -> None:
        if not isinstance(self.field, str) or not self.field:
            raise FormulaError(f"{self.field!r} is not the name of a field")
        if self.op not in _OPERATORS:
            raise FormulaError(f"{self.op!r} is not an operator")
        checked_number(self.value, self.field)


@dataclass(frozen=True, slots=True)
class And:
    """True if every part is. At least one part.

    Raises:
        FormulaError: There are no parts, or one of them is not a formula.
    """

    parts: tuple[Formula, ...]

    def __post_init__(self) -> None:
        _check_parts(self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """True if some part is. At least one part.

    Raises:
        FormulaError: There are no parts, or one of them is not a formula.
    """

    parts: tuple[Formula, ...]

    def __post_init__(self) -> None:
        _check_parts(self.parts)


Formula: TypeAlias = Compare | And | Or


def _check_parts(parts: tuple[Formula, ...]) -> None:
    if not isinstance(parts, tuple) or not parts:
        raise FormulaError("'and' and 'or' need a tuple of at least one part")
    for part in parts:
        if not isinstance(part, Compare | And | Or):
            raise FormulaError(f"{part!r} is not a formula")
