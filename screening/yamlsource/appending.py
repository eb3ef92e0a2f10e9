"""Adding items to the end of a list in a file that people wrote, with their comments and their layout left alone.

The file is changed as text: nothing that stands in it moves. What is written is read again, and compared, before it is
given back; where the list is written in a way that cannot be added to, the whole is written anew.
"""

import json
import re

from screening.errors import ProblemsFound
from screening.yamlsource.document import Document
from screening.yamlsource.dumping import dump
from screening.yamlsource.reading import read_text


def with_items(text: str, document: Document, key: str, items: list[dict[str, object]]) -> str:
    """The text of a file with items added to the list that stands under a key at its top.

    Args:
        text: the file as it stands, in YAML or JSON.
        document: the same text as it was read; its value is a mapping.
        key: the list's key; where there is none, the list is added.
        items: plain data.
    """
    wanted = {**document.value, key: [*document.value.get(key, ()), *items]}
    if document.file.endswith(".json"):
        return json.dumps(wanted, indent=2, ensure_ascii=False) + "\n"
    added = _added(text, document, key, items)
    if added is not None:
        try:
            if read_text(added, document.file).value == wanted:
                return added
        except ProblemsFound:
            pass
    return dump(wanted)


def _added(text: str, document: Document, key: str, items: list[dict[str, object]]) -> str | None:
    """The text with the items in place; None where the list is not written item by item."""
    lines = text.splitlines()
    if not document.value.get(key):
        if key in document.value:
            return None
        return "\n".join([*lines, dump({key: items})])
    first = document.position((key, 0)).line - 1
    dash = re.match(r"( *)- ", lines[first])
    if dash is None:
        return None
    others = [document.key_position((other,)).line - 1 for other in document.value]
    end = min((line for line in others if line > first), default=len(lines))
    while end > first and re.match(r"\s*(#.*)?$", lines[end - 1]):
        end -= 1
    block = [f"{dash[1]}{line}" if line else "" for line in dump(items).splitlines()]
    return "\n".join([*lines[:end], "", *block, *lines[end:]]) + "\n"
