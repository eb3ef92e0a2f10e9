"""From bytes to text: UTF-8 only, and what to say about anything else.

A wrong guess at an encoding would change what somebody wrote about a child, so none is made.
"""

import codecs

from screening.errors import Problem, ProblemsFound
from screening.yamlsource.characters import HALF_CHARACTER, SURROGATES
from screening.yamlsource.codes import NOT_UTF8, SURROGATE
from screening.yamlsource.lines import Lines

_BYTE_ORDER_MARK = "\ufeff"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HINT = 'In your editor choose "Save as" or "Save with encoding", and there UTF-8.'


def decoded(data: bytes, file: str) -> str:
    """The text of `data`, without a byte order mark.

    Raises:
        ProblemsFound: `data` is no UTF-8 text.
    """
    if _looks_like_utf16(data):
        message = "This is not saved as UTF-8 text. UTF-16 seems to have been used."
        raise ProblemsFound([Problem(NOT_UTF8, message, file, hint=_HINT)])
    try:
        return data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Lines(before).position(len(before))
        message = f"This is not saved as UTF-8 text: the byte {data[error.start]:02X} cannot be read here."
        raise ProblemsFound([Problem(NOT_UTF8, message, file, place.line, place.column, _HINT)]) from None


def encoded(text: str, file: str) -> bytes:
    """The UTF-8 bytes of `text`.

    Raises:
        ProblemsFound: `text` holds surrogates, which are halves of characters and have no bytes.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        lines = Lines(text)
        places = [lines.position(found.start()) for found in SURROGATES.finditer(text)]
        raise ProblemsFound([Problem(SURROGATE, HALF_CHARACTER, file, *place) for place in places]) from None


def _looks_like_utf16(data: bytes) -> bool:
    # Without a mark at its start UTF-16 shows by the zero byte that goes with every Latin letter.
    start = data[:1000]
    return data.startswith(_UTF16_MARKS) or start.count(0) * 3 > len(start)
