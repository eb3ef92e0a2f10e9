"""The page of one source, or of one row: what it teaches, what it leads to and what carries it into practice."""

from __future__ import annotations

from collections.abc import Iterable

from screening.docgen.coverage_page import HEADINGS, TARGETS, by_kind
from screening.docgen.material import Material
from screening.docgen.places import Place
from screening.docgen.templating import render
from screening.rulebook.sources import LearningRow, Source


def sources_page(material: Material, place: Place) -> str:
    """The list of sources with how many rows each has."""
    return render("sources.html.j2", material.pack, sources=material.pack.sources.values(), place=place,
                  link=place.link)  # fmt: skip


def source_page(material: Material, source: Source, place: Place) -> str:
    """All rows of a source."""
    return _page(material, source, source.learning, place)


def row_page(material: Material, row_id: str, place: Place) -> str:
    """One row by itself: its place in the source, what it teaches, and all that carries it.

    Raises:
        KeyError: no source has such a row.
    """
    source, row = material.pack.learning[row_id]
    return _page(material, source, (row,), place)


def _page(material: Material, source: Source, rows: Iterable[LearningRow], place: Place) -> str:
    return render(
        "source.html.j2",
        material.pack,
        source=source,
        rows=[material.carried[row.id] for row in rows],
        names={one.id: one.name for one in material.pack.policies.policies},
        carried=by_kind,
        headings=HEADINGS,
        targets=TARGETS,
        place=place,
        link=place.link,
    )
