"""Small pieces of wording shared by the messages about a file: quoting, listing, naming a value's kind.

What a message says is decided where the problem is found; here is only how the pieces read.
"""

from collections.abc import Sequence
from typing import Any

_LONGEST_QUOTE = 60
_LONGEST_LIST = 8


def quoted(text: str) -> str:
    """`text` in double quotes, cut short if it is long."""
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[:_LONGEST_QUOTE]}..."'


def listed(items: Sequence[str]) -> str:
    """The items with commas between them; of many, the first few and how many more there are."""
    shown = ", ".join(items[:_LONGEST_LIST])
    rest = len(items) - _LONGEST_LIST
    return f"{shown} and {rest} more" if rest > 0 else shown


def alternatives(items: Sequence[str]) -> str:
    """The items as a choice: "text, a list or a number"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} or {items[-1]}"


def with_article(noun: str) -> str:
    """The noun after "a" or "an"."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def described(value: Any) -> str:
    """What a value read from a file is, in words: `the text "two"`, `the number 2`, `a list`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            number = str(value)
            return f"the number {number}" if len(number) <= _LONGEST_QUOTE else "a very long number"
        case "":
            return "an empty text"
        case str():
            return f"the text {quoted(value)}"
        case list():
            return "a list"
        case dict():
            return "fields"
    return "something else"
