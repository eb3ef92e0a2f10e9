"""Writing plain data as YAML that a person can read and that reads back the same.

A writer of its own, and a small one: PyYAML's would leave unquoted what this package reads as a number or as text,
and would take any Python object. Here there is plain data or an error.
"""

import json
import math
import re
from typing import Any

from yaml import ScalarNode
from yaml.resolver import Resolver

from screening.yamlsource.building import DEEPEST
from screening.yamlsource.characters import CONTROL, SURROGATES, TURNING, UNREADABLE
from screening.yamlsource.scalars import MOST_DIGITS, resolved

# YAML 1.1, as most other programs read it: they take some of our texts for truth values, numbers or dates.
_OTHER_READERS = Resolver()
_OTHER_TRUTHS = frozenset("yYnN")

_NOT_PLAIN = re.compile(r"""\A(?:[-?:,\[\]{}#&*!|>'"%@` ]|\.\.\.|\Z|<<\Z)|:(?: |\Z)| #|[^\S ]| \Z""")
_NOT_BLOCK = re.compile(r"\A\s|^[ \t]+$|^\t|\r", re.MULTILINE)
_ESCAPED = re.compile(f"(?:{UNREADABLE.pattern}|{TURNING.pattern})")
_MAY_NOT_STAND = re.compile(f"(?:{CONTROL.pattern}|{SURROGATES.pattern})")

# The parser finds the colon of a longer key only if the key is announced with a question mark.
_LONGEST_PLAIN_KEY = 1000


def dump(value: Any) -> str:
    """`value` as block-style YAML, keys in their order, that `read_text` reads back as an equal value.

    Args:
        value: None, bool, int, finite float, str, and lists and dicts (with text keys) of these.

    Raises:
        TypeError: `value` holds something else.
        ValueError: `value` holds what no file may hold: infinity or no number, a number of more digits than are
            read, a control character, half a character, or lists and dicts more than 40 deep.
    """
    return "".join(f"{line}\n" for line in _lines(value, 1))


def _lines(value: Any, depth: int) -> list[str]:
    if isinstance(value, (list, dict)) and depth > DEEPEST:
        raise ValueError(f"Lists and dicts stand inside each other more than {DEEPEST} deep.")
    if not _is_block(value):
        return _scalar(value)
    lines: list[str] = []
    if isinstance(value, list):
        for item in value:
            lines += _led_by("- ", item, depth)
        return lines
    for key, item in value.items():
        written = _key(key)
        if len(written) > _LONGEST_PLAIN_KEY:
            lines += [f"? {written}", *_led_by(": ", item, depth)]
        elif _is_block(item):
            lines += [f"{written}:", *_indented(_lines(item, depth + 1))]
        else:
            lines += _led_by(f"{written}: ", item, depth)
    return lines


def _led_by(lead: str, item: Any, depth: int) -> list[str]:
    first, *rest = _lines(item, depth + 1)
    return [lead + first, *(_indented(rest) if _is_block(item) else rest)]


def _is_block(value: Any) -> bool:
    return isinstance(value, (list, dict)) and bool(value)


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _scalar(value: Any) -> list[str]:
    # The very types, not their subclasses: the text of an enum's member is not always its value.
    if value is None:
        return ["null"]
    if type(value) is bool:
        return ["true" if value else "false"]
    if type(value) is int:
        if abs(value) >= 10 ** (MOST_DIGITS - 1):
            raise ValueError("A number has more digits than are read.")
        return [str(value)]
    if type(value) is float:
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot be written: it is no finite number.")
        return [repr(value)]
    if type(value) is str:
        return _text(value)
    if isinstance(value, (list, dict)):
        return ["[]" if isinstance(value, list) else "{}"]
    raise TypeError(f"Only plain data can be written, not {type(value).__name__}.")


def _text(text: str) -> list[str]:
    _check(text)
    if _reads_as_text(text) and not _NOT_PLAIN.search(text) and not _ESCAPED.search(text):
        return [text]
    if "\n" in text and not _NOT_BLOCK.search(text) and not _ESCAPED.search(text):
        body = text.removesuffix("\n").split("\n")
        ending = "-" if not text.endswith("\n") else "+" if text.endswith("\n\n") else ""
        return [f"|{ending}", *_indented(body)]
    return [_quoted(text)]


def _key(key: Any) -> str:
    if type(key) is not str:
        raise TypeError(f"Only text can be a key, not {type(key).__name__}.")
    _check(key)
    # Words such as `on` stay plain as keys, for that is how people write them.
    plain = _is_word(key) and not _NOT_PLAIN.search(key) and not _ESCAPED.search(key)
    return key if plain else _quoted(key)


def _check(text: str) -> None:
    if found := _MAY_NOT_STAND.search(text):
        raise ValueError(f"The character U+{ord(found[0][0]):04X} may not stand in a file.")


def _is_word(text: str) -> bool:
    try:
        return isinstance(resolved(text), str)
    except ValueError:
        return False


def _reads_as_text(text: str) -> bool:
    # The library says nothing about the types of this one.
    elsewhere = _OTHER_READERS.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # the library has no types
    return _is_word(text) and elsewhere == Resolver.DEFAULT_SCALAR_TAG and text not in _OTHER_TRUTHS


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda run: "".join(f"\\u{ord(letter):04x}" for letter in run[0]), written)
