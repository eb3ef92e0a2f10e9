"""The rules in use, and everything around them, opened once for a service that runs for long.

Whoever changes a rule, or the locality in whose words the rules speak, starts the service again: two people must not be
shown different rules on the same afternoon without anybody having said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from screening.docgen.material import Material
from screening.packs import pack_folder
from screening.rulebook.loading import open_pack
from screening.rulebook.pack import Pack
from screening.services.documentation import open_material


@dataclass
class _Chosen:
    locality: str | None = None


_CHOSEN = _Chosen()


def speak_as(locality: str | None) -> None:
    """From now on, speak in the words of a locality; of the pack's own if none is named.

    Raises:
        ProblemsFound: there is no such locality.
    """
    _pack(locality)
    _CHOSEN.locality = locality


def usual_pack(locality: str | None = None) -> Pack:
    """The pack that comes with the product, in the words of a locality; of the chosen one if none is named.

    Raises:
        ProblemsFound: there is no such locality.
    """
    return _pack(locality or _CHOSEN.locality)


def material() -> Material:
    """The usual pack with its rules' tests, the checklists, the scenarios, and what carries which row of learning.

    Raises:
        ProblemsFound: with every mistake in every file.
    """
    return _material(_CHOSEN.locality)


@cache
def _pack(locality: str | None) -> Pack:
    return open_pack(pack_folder(), locality)


@cache
def _material(locality: str | None) -> Material:
    return open_material(locality=locality)
