"""The page of one source: each row of its register, with what it leads to and what carries it into practice."""

from __future__ import annotations

from screening.docgen.coverage_page import HEADINGS, TARGETS, by_kind
from screening.docgen.material import Material
from screening.docgen.places import Place
from screening.docgen.templating import render
from screening.rulebook.sources import Source


def sources_page(material: Material, place: Place) -> str:
    """The list of sources with how many rows each has."""
    return render("sources.html.j2", material.pack, sources=material.pack.sources.values(), place=place,
                  link=place.link)  # fmt: skip


def source_page(material: Material, source: Source, place: Place) -> str:
    """All rows of a source."""
    return render(
        "source.html.j2",
        material.pack,
        source=source,
        rows=[material.carried[row.id] for row in source.learning],
        names={one.id: one.name for one in material.pack.policies.policies},
        carried=by_kind,
        headings=HEADINGS,
        targets=TARGETS,
        place=place,
        link=place.link,
    )
