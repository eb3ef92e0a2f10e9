"""What the YAML parser says when it gives up, in words for the person who typed the text.

The parser stops at the first thing that it cannot read, and often notices only later than where the slip was made;
where it knows the beginning of what went wrong, that place is given.
"""

import re
from typing import Any, NamedTuple

from yaml import MarkedYAMLError, YAMLError

from screening.errors import Problem
from screening.yamlsource.characters import HALF_CHARACTER
from screening.yamlsource.codes import SEVERAL_DOCUMENTS, SURROGATE, SYNTAX, TAG
from screening.yamlsource.lines import Position

ONE_DOCUMENT = "A file holds one document, and a second one starts here."
ONE_DOCUMENT_HINT = 'Delete the line "---", or put what follows it into a file of its own.'
A_TAG = "There is a tag here (a word that starts with !)."
NO_TAGS_HINT = 'Delete it. Text that starts with "!" needs quotes.'


class _Slip(NamedTuple):
    sign: str  # a part of what the parser says; LibYAML and the pure Python parser differ in their words
    message: str
    hint: str | None = None
    at_beginning: bool = False
    code: str = SYNTAX


_IN_BRACKETS = ("',' or ']'", "',' or '}'")
_SLIPS = (
    _Slip("unexpected end of stream", "A quote is opened here and never closed.", at_beginning=True),
    _Slip("unexpected document separator", "A quote is opened here and not closed.", at_beginning=True),
    _Slip("',' or ']'", 'A list is opened here with "[", and a "," or the "]" is missing in it.', at_beginning=True),
    _Slip("',' or '}'", 'Fields are opened here with "{", and a "," or the "}" is missing.', at_beginning=True),
    _Slip(
        "mapping values are not allowed",
        'A ":" stands here where it cannot.',
        'Put quotes around a text that holds ": ", and check that the line is indented like its neighbours.',
    ),
    _Slip("sequence entries are not allowed", 'A "-" stands here where it cannot.', "Start the list on a new line."),
    _Slip("could not find expected ':'", 'A ":" is missing after this.', at_beginning=True),
    _Slip("tab character", "This line is indented with a tab.", "Use spaces."),
    _Slip(
        "unknown escape character",
        "A backslash in double quotes must be followed by a letter such as n or t.",
        "Use single quotes, or write two backslashes.",
    ),
    _Slip(
        "escape",
        "The code after this backslash stands for no character.",
        "Write the character itself, or use single quotes if the backslash is meant.",
    ),
    _Slip(
        "decimal number",
        "The code after this backslash stands for no character.",
        "Write the character itself, or use single quotes if the backslash is meant.",
    ),
    _Slip("undefined tag handle", A_TAG, NO_TAGS_HINT, code=TAG),
    _Slip("document start", "The document has ended before this, so nothing can follow."),
    _Slip(
        "while scanning a", "This cannot be read.", "Text that starts with one of & * ! | > % @ ` needs quotes.", True
    ),
    _Slip(
        "expected",
        "This does not fit with what stands before it.",
        "Check that the line is indented like its neighbours, and that no colon, hyphen or quote is missing above it.",
    ),
)
_SURROGATE_ESCAPE = re.compile(r"\\[uU](?:0000)?[dD][89a-fA-F]")
_AFTER_QUOTES = re.compile(r"""(?:^|[\s:,\[{-])(?:"[^"]*"|'[^']*')\s+$""")


def syntax_problem(error: YAMLError, text: str, file: str, *, document_ended: bool) -> Problem:
    """The parser's `error` on `text` as a problem.

    Args:
        error: what the parser raised.
        text: what it was reading.
        file: name to show.
        document_ended: the text has ended its document itself, with a line of three dots.
    """
    if not isinstance(error, MarkedYAMLError):
        return Problem(SYNTAX, "This text cannot be read.", file)
    said = f"{error.problem or ''} {error.context or ''}"
    slip = next((slip for slip in _SLIPS if slip.sign in said), _Slip("", "This cannot be read."))
    place = _place(error.problem_mark or error.context_mark)
    line = _line(text, place)
    code, message, hint = slip.code, slip.message, slip.hint
    if slip.sign in _IN_BRACKETS and line[place.column - 1 :].strip():
        opened = _place(error.context_mark).line
        message = f'A "," or "{slip.sign[-2]}" is missing before this. The bracket was opened in line {opened}.'
    elif slip.at_beginning and error.context_mark:
        place = _place(error.context_mark)
    elif slip.sign == "document start" and document_ended:
        code, message, hint = SEVERAL_DOCUMENTS, ONE_DOCUMENT, ONE_DOCUMENT_HINT
    elif slip.sign == "escape" and _SURROGATE_ESCAPE.search(line):
        code, message = SURROGATE, HALF_CHARACTER
    elif "cannot start any token" in said:
        message, hint = _bad_start(line[place.column - 1 :])
    elif slip.sign == "expected" and _AFTER_QUOTES.search(line[: place.column - 1]):
        message, hint = "Text follows here after a closing quote.", "Put the quotes around the whole text."
    return Problem(code, message, file, place.line, place.column, hint)


def _bad_start(here: str) -> tuple[str, str]:
    if here.startswith("\t"):
        return "This line is indented with a tab.", "Use spaces."
    return f'Text cannot start with "{here[:1]}".', "Put quotes around it."


def _place(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


def _line(text: str, place: Position) -> str:
    lines = re.split(r"\r\n|\r|\n", text)
    return lines[place.line - 1] if place.line <= len(lines) else ""
