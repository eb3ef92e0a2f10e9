"""Words that sound agreed and cannot be seen done, as data: ``vague-words.yaml`` beside this module. The list is ours.

It finds words, not meaning. What it lets through can still be vague; what it stops says how to write it better.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from screening.yamlsource import read_text, validated

Field = Literal["who", "what", "how_we_will_know", "seen"]

_LEADS_IN = re.compile(r"^(?:(?:please|to|will|should|must|need to|needs to|continue to|also|then) )+")


class Vague(BaseModel):
    """Words of one kind.

    Attributes:
        words: the words, in small letters.
        where: whether they have to be the whole text, its start, or anywhere in it.
        says: what is wrong with them, to follow the word: ``is nobody in particular``.
        better: an example of what to write.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    words: tuple[str, ...]
    where: Literal["alone", "start", "anywhere"]
    says: str
    better: str


@cache
def vague_words() -> dict[Field, tuple[Vague, ...]]:
    """Every kind, by the field in which it is looked for.

    Raises:
        ProblemsFound: the file is not what it should be.
    """
    name = "vague-words.yaml"
    text = files("screening.supervision").joinpath(name).read_text(encoding="utf-8")
    return validated(read_text(text, name), TypeAdapter(dict[Field, tuple[Vague, ...]]), prefix="N")


def vague_in(field: Field, text: str) -> tuple[str, Vague] | None:
    """The first vague words in a text, and what is said of them; None if there are none."""
    plain = re.sub(r"\s+", " ", text.casefold()).strip(" .,;:!")
    begun = _LEADS_IN.sub("", plain)
    for kind in vague_words()[field]:
        for word in sorted(kind.words, key=len, reverse=True):
            if (
                (kind.where == "alone" and word in (plain, begun))
                or (kind.where == "start" and re.match(rf"{re.escape(word)}(?!\w)", begun))
                or (kind.where == "anywhere" and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain))
            ):
                return word, kind
    return None
