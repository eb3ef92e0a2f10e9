"""From the events of the YAML parser to plain values with positions, in one pass.

Nothing here calls itself, so no depth of the text can exhaust the stack, and no tag, alias or merge key is ever
acted on: each is reported, and building goes on so that one reading shows everything that is wrong.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import yaml

from screening.errors import Problem
from screening.yamlsource import codes
from screening.yamlsource.characters import CONTROL, HALF_CHARACTER, SURROGATES, TURNING, refusal, turning_warning
from screening.yamlsource.document import Mark, Path
from screening.yamlsource.jsontext import Moves
from screening.yamlsource.lines import Lines, Position
from screening.yamlsource.scalars import resolved
from screening.yamlsource.syntax import A_TAG, NO_TAGS_HINT, ONE_DOCUMENT, ONE_DOCUMENT_HINT, syntax_problem
from screening.yamlsource.wording import quoted

DEEPEST: Final = 40

_MOST_PROBLEMS = 100
_WRITE_OUT = "Write out the fields that it stands for."
_NO_ALIAS = 'Write out what it stands for. Text that starts with "*" or "&" needs quotes.'

# The parser looks through all tag directives for each new one, so that many of them would take minutes.
_TAG_DIRECTIVE = re.compile(r"(?:\A|(?<=[\r\n]))%TAG\b")

# LibYAML where PyYAML was built with it: much faster than the same parser in Python.
_PARSER: Callable[[str], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A list, or a set of named fields, whose end has not been reached.

    In a set of fields `key` is the key whose value comes next; None if a key comes next.
    """

    path: Path
    container: Any
    key: str | None = None
    key_place: Position | None = None


class Building:
    """One text being built into a value.

    Attributes:
        value: plain data; to be used only if there are no problems.
        marks: the place of each part of `value`, by its path.
        problems: what is wrong with the text.
        warnings: what is doubtful.
    """

    def __init__(self, text: str, file: str, moves: Moves) -> None:
        self.value: Any = None
        self.marks: dict[Path, Mark] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._text = text
        self._file = file
        self._moves = moves
        self._open: list[_Open] = []
        self._documents = 0
        self._document_ended = False
        self._stopped = False

    def run(self) -> None:
        """Read the text to its end, or to where reading on would be of no use."""
        self._refuse_directives()
        if self._stopped:
            return
        take = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document_start,
            yaml.DocumentEndEvent: self._document_end,
        }
        try:
            parser = _PARSER(self._text)
            while not self._stopped and parser.check_event():
                event = parser.get_event()
                handler = take.get(type(event))
                if handler:
                    handler(event)
        except yaml.YAMLError as error:
            ended = self._document_ended
            self.problems.append(syntax_problem(error, self._text, self._file, document_ended=ended))
        if not self._documents and not self.problems:
            self._report_empty()

    def _scalar(self, event: Any) -> None:
        place = self._place(event.start_mark)
        self._refuse_properties(event, place)
        top = self._open[-1] if self._open else None
        if top and top.key is None and isinstance(top.container, dict):
            self._key(event, place, top)
        elif event.style:
            self._check_escapes(event, place)
            self._put(event.value, place)
        elif top is None and event.value == "":
            self._report_empty()
        else:
            self._put(self._resolved(event.value, place), place)

    def _key(self, event: Any, place: Position, top: _Open) -> None:
        key: str = event.value
        if event.style:
            self._check_escapes(event, place)
        elif key == "<<":
            self._report(codes.MERGE_KEY, 'There is a merge key here ("<<").', place, _WRITE_OUT)
        elif key == "":
            self._report(codes.KEY, "A key is missing before the colon.", place)
        if key in top.container:
            first = self.marks[*top.path, key].key
            where = f"line {first.line}" if first else "the same place"
            message = f"The key {quoted(key)} stands here a second time; the first is in {where}."
            self._report(codes.DUPLICATE_KEY, message, place, "Delete one of them, or put what both say into one.")
            key = self._private_key()
        top.key, top.key_place = key, place

    def _start(self, event: Any) -> None:
        place = self._place(event.start_mark)
        self._refuse_properties(event, place)
        if len(self._open) >= DEEPEST:
            message = f"Lists and fields stand inside each other more than {DEEPEST} deep here."
            self._report(codes.TOO_DEEP, message, place)
            self._stopped = True
            return
        container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        top = self._open[-1] if self._open else None
        if top and top.key is None and isinstance(top.container, dict):
            hint = 'Text that starts with "{" or "[" needs quotes.'
            self._report(codes.KEY, "A list or a set of fields stands here where a key must stand.", place, hint)
            top.key = self._private_key()
            self._open.append(_Open((*top.path, self._private_key()), container))
        else:
            self._open.append(_Open(self._put(container, place), container))

    def _end(self, event: Any) -> None:
        self._open.pop()

    def _alias(self, event: Any) -> None:
        place = self._place(event.start_mark)
        self._report(codes.ALIAS, f"There is an alias here ({quoted('*' + event.anchor)}).", place, _NO_ALIAS)
        top = self._open[-1] if self._open else None
        if top and top.key is None and isinstance(top.container, dict):
            top.key = self._private_key()
        else:
            self._put(None, place)

    def _document_start(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            place = self._place(event.start_mark)
            self._report(codes.SEVERAL_DOCUMENTS, ONE_DOCUMENT, place, ONE_DOCUMENT_HINT)
            self._stopped = True

    def _document_end(self, event: Any) -> None:
        self._document_ended = event.explicit

    def _put(self, value: Any, place: Position) -> Path:
        """Put a value where it belongs, and return its path."""
        if not self._open:
            self.value = value
            self.marks[()] = Mark(place, None)
            return ()
        top = self._open[-1]
        if top.key is None:
            path: Path = (*top.path, len(top.container))
            top.container.append(value)
            self.marks[path] = Mark(place, None)
        else:
            path = (*top.path, top.key)
            top.container[top.key] = value
            self.marks[path] = Mark(place, top.key_place)
            top.key = None
        return path

    def _resolved(self, word: str, place: Position) -> Any:
        try:
            return resolved(word)
        except ValueError as error:
            self._report(codes.NUMBER, str(error), place, "Put quotes around it if it is meant as text.")
            return None

    def _private_key(self) -> str:
        # A key that no text can hold: what follows a refused key is kept apart, so that nothing is overwritten.
        return f"\0{len(self.problems)}"

    def _check_escapes(self, event: Any, place: Position) -> None:
        typed = self._text[event.start_mark.index : event.end_mark.index]
        if event.style != '"' or "\\" not in typed:
            return
        text: str = event.value
        if found := CONTROL.search(text):
            self._report(codes.CONTROL_CHARACTER, refusal(found[0]), place, "Delete the code that stands for it.")
        if SURROGATES.search(text):
            self._report(codes.SURROGATE, HALF_CHARACTER, place, "Write the character itself.")
        if (turning := TURNING.search(text)) and not TURNING.search(typed):
            self.warnings.append(turning_warning(turning[0], self._file, *place))

    def _refuse_properties(self, event: Any, place: Position) -> None:
        if event.tag:
            self._report(codes.TAG, A_TAG, place, NO_TAGS_HINT)
        if event.anchor:
            self._report(codes.ALIAS, f"There is an anchor here ({quoted('&' + event.anchor)}).", place, _NO_ALIAS)

    def _refuse_directives(self) -> None:
        found = _TAG_DIRECTIVE.search(self._text)
        if found:
            place = Lines(self._text).position(found.start())
            self._report(codes.TAG, "There is a line here that defines tags (%TAG).", place, "Delete it.")
            self._stopped = True

    def _report_empty(self) -> None:
        self.problems.append(Problem(codes.EMPTY, "There is nothing in this file.", self._file))

    def _report(self, code: str, message: str, place: Position, hint: str | None = None) -> None:
        self.problems.append(Problem(code, message, self._file, place.line, place.column, hint))
        if len(self.problems) == _MOST_PROBLEMS:
            message = f"Reading stopped here, after {_MOST_PROBLEMS} problems."
            self.problems.append(Problem(codes.STOPPED, message, self._file, place.line, place.column))
            self._stopped = True

    def _place(self, mark: Any) -> Position:
        return self._moves.undone(Position(mark.line + 1, mark.column + 1))
