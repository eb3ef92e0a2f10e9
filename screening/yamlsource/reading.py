"""Reading a file, standard input or a text into a `Document`, or into everything that is wrong with it.

The order matters: size, encoding and characters are settled before a parser sees the text.
"""

import hashlib
from pathlib import Path

from screening.errors import Problem, ProblemsFound
from screening.yamlsource.building import Building
from screening.yamlsource.characters import CONTROL, UNREADABLE, turnings, without
from screening.yamlsource.codes import SYNTAX
from screening.yamlsource.decoding import decoded, encoded
from screening.yamlsource.document import Document
from screening.yamlsource.files import MOST_BYTES, STANDARD_INPUT, bytes_of_file, bytes_of_standard_input, too_large
from screening.yamlsource.jsontext import Moves, as_yaml, is_json


def read_path(path: Path | str) -> Document:
    """Read the YAML or JSON file at `path`; "-" reads standard input.

    Raises:
        ProblemsFound: the file is not there, cannot be read, or is not one plain YAML or JSON document.
    """
    if str(path) == "-":
        return read_text(bytes_of_standard_input(), STANDARD_INPUT)
    return read_text(bytes_of_file(Path(path)), str(path))


def read_text(text: str | bytes, file: str = "text") -> Document:
    """Read a YAML or JSON text of at most 2 MB.

    Args:
        text: bytes must be UTF-8, with or without a byte order mark.
        file: the name to show in problems.

    Raises:
        ProblemsFound: it is not one plain document; everything found wrong is given at once, warnings included.
    """
    if len(text) > MOST_BYTES:
        raise too_large(file)
    data = encoded(text, file) if isinstance(text, str) else text
    if len(data) > MOST_BYTES:
        raise too_large(file)
    plain = decoded(data, file)
    warnings = turnings(plain, file)
    fit, moves, problems = _fit_for_parser(plain, file)
    building = Building(fit, file, moves)
    building.run()
    # Where a character was refused, what the parser then stumbles over may be no slip of its own.
    problems += [problem for problem in building.problems if not (problems and problem.code == SYNTAX)]
    warnings += building.warnings
    if problems:
        raise ProblemsFound([*problems, *warnings])
    return Document(file, building.value, hashlib.sha256(data).hexdigest(), tuple(warnings), building.marks)


def _fit_for_parser(text: str, file: str) -> tuple[str, Moves, list[Problem]]:
    text, problems = without(CONTROL, text, file)
    if is_json(text):
        text, moves, more = as_yaml(text, file)
    else:
        text, more = without(UNREADABLE, text, file)
        moves = Moves()
    return text, moves, problems + more
