"""Whatever stands in a census, and however it is damaged, nothing crashes and every child is accounted for."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from importing_files import TODAY, case_of

from screening.errors import ProblemsFound
from screening.importing.cin import CinCensus
from screening.importing.mapping import read_mapping
from screening.importing.rows import Imported

MAPPING = read_mapping("cin")
LEAVES = sorted({part for group in MAPPING.groups for name in group.columns for part in name.split("/")})
HOLDERS = sorted(
    {part for group in MAPPING.groups for part in group.at.split("/")} | {"Child", "Reviews", "Disabilities"}
)
CODES = sorted({code for group in MAPPING.groups for column in group.columns.values() for code in column.codes})

texts = st.one_of(
    st.dates().map(str),
    st.sampled_from([*CODES, "true", "0", "1", "", "2023-02-30", "1066-04-13", "31/05/2023", "=1+1", "K-1", " "]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=70),
)
leaves = st.builds(lambda name, text: f"<{name}>{escape(text)}</{name}>", st.sampled_from([*LEAVES, "Odd"]), texts)
nodes = st.recursive(
    st.one_of(leaves, texts.map(escape), st.just("<!-- a note -->"), st.just("<?do it?>")),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", st.sampled_from(HOLDERS), st.lists(inner, max_size=6)
    ),
    max_leaves=12,
)


@st.composite
def children(draw: Callable[..., object]) -> str:
    reference = draw(st.one_of(st.integers(0, 3).map(lambda n: f"K{n}"), texts))
    beside = "".join(draw(st.lists(leaves, max_size=4)))  # type: ignore[arg-type]
    parts = [
        f"<ChildIdentifiers><LAchildID>{escape(str(reference))}</LAchildID>{beside}</ChildIdentifiers>",
        *draw(st.lists(nodes, max_size=4)),  # type: ignore[misc]
        f"<CINdetails>{''.join(draw(st.lists(nodes, max_size=6)))}</CINdetails>",  # type: ignore[arg-type]
    ]
    return f"<Child>{''.join(parts)}</Child>"


header = st.builds(
    lambda year, day: (
        f"<Header><Collection>CIN</Collection><Year>{escape(year)}</Year>"
        f"<ReferenceDate>{escape(day)}</ReferenceDate></Header>"
    ),
    st.one_of(st.integers(2019, 2028).map(str), texts),
    texts,
)
files = st.builds(
    lambda top, inside: f"<Message>{top}<Children>{''.join(inside)}</Children></Message>",
    header,
    st.lists(children(), min_size=1, max_size=4),
)


def read(data: bytes) -> tuple[CinCensus, list[Imported]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "census.xml"
        path.write_bytes(data)
        importer = CinCensus(path, TODAY)
        return importer, list(importer)


@settings(max_examples=150, deadline=None)
@given(files)
def test_every_child_of_a_random_census_is_written_or_set_aside(text: str) -> None:
    importer, found = read(text.encode())
    assert importer.tally.found == len(found) == len(re.findall("<Child>", text)) - _nested(text)
    for one in found:
        if one.case is None:
            assert one.problems
        else:
            case_of(one)
    references = [one.reference for one in found if one.case]
    assert len(set(references)) == len(references)


@settings(max_examples=150, deadline=None)
@given(files, st.data())
def test_damage_never_crashes_and_loses_no_child(text: str, data: st.DataObject) -> None:
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        match data.draw(st.sampled_from(["cut", "change", "insert", "drop"])):
            case "cut":
                del raw[at + 1 :]
            case "change":
                raw[at] = data.draw(st.integers(0, 255))
            case "insert":
                raw[at:at] = data.draw(st.sampled_from([b"<", b"&", b"\xff", b"]]>", b"<Child>", b"<!DOCTYPE x>"]))
            case "drop":
                del raw[at : at + data.draw(st.integers(1, 20))]
        if not raw:
            break
    try:
        importer, found = read(bytes(raw))
    except ProblemsFound:
        return
    assert importer.tally.found == len(found)
    for one in found:
        assert one.case is not None or one.problems
        if one.case is not None:
            case_of(one)


def _nested(text: str) -> int:
    """How many begin inside another, where they are no child of the census."""
    depth = nested = 0
    for tag in re.findall(r"</?Child>", text):
        nested += tag == "<Child>" and depth > 0
        depth += 1 if tag == "<Child>" else -1
    return nested
