"""CSV files as people and systems really write them: short lines, stray quotation marks, other encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.caseload.reading import Batch, Reading, reading
from screening.errors import ProblemsFound

HEAD = b"case,account,by\n"


def read(folder: Path, content: bytes) -> tuple[Batch, Reading]:
    (folder / "accounts.csv").write_bytes(content)
    with reading(folder) as opened:
        (batch,) = opened
    return batch, opened


def told(batch: Batch) -> list[tuple[str, str, str | None]]:
    return sorted(batch.tables["accounts"].collect().to_native().select("case", "account", "by").rows())


LINES = [
    (b"K-1,a1\n", "B216"),
    (b"K-1,a1,nurse,\n", "B216"),
    (b"K-1,a1,nurse,x,y\n", "B216"),
    (b'K-1,a1,"nurse\n', "B217"),
    (b'K-1,a1,"nurse"s\n', "B217"),
    (b'K-1,a1,nur"se\n', "B217"),
    (b"K-1,a1,nurs\xe9\n", "B218"),
]


@pytest.mark.parametrize(("line", "code"), LINES)
def test_a_line_that_cannot_be_told_apart_is_rejected_and_the_others_are_read(
    line: bytes, code: str, tmp_path: Path
) -> None:
    """Nothing is filled up: a short line would lose facts without a word."""
    batch, opened = read(tmp_path, HEAD + b"K-1,a0,gp\n" + line + b'K-2,a1,"one, and ""two"""\n')
    assert batch.rejected.select("row", "case", "code").rows() == [(3, "K-1", code)]
    assert told(batch) == [("K-1", "a0", "gp"), ("K-2", "a1", 'one, and "two"')]
    assert batch.without.rows() == [("K-1", 1)]
    assert (opened.total.rows, opened.total.rejected) == (3, 1)


def test_rows_keep_the_number_of_their_line(tmp_path: Path) -> None:
    content = HEAD + b"K-1,a0,gp\n\nK-1,short\nK-2,b 1,gp\n,,\nK-3,c 1,gp\n"
    batch, opened = read(tmp_path, content)
    assert batch.rejected.select("row", "code").sort("row").rows() == [(4, "B216"), (5, "B206"), (7, "B206")]
    assert opened.total.rows == 4


def test_a_line_break_within_a_cell_is_refused_where_it_stands(tmp_path: Path) -> None:
    batch, _ = read(tmp_path, HEAD + b'K-1,a1,"health\nvisitor"\nK-2,a1,gp\n')
    assert batch.rejected.select("row", "code").sort("row").rows() == [(2, "B217"), (3, "B217")]
    assert told(batch) == [("K-2", "a1", "gp")]


def test_what_spreadsheets_write_is_understood(tmp_path: Path) -> None:
    """A mark of the encoding at the start, Windows line ends, quoted headings, spaces, a last line without an end."""
    batch, opened = read(tmp_path, b'\xef\xbb\xbf"case", account ,by\r\n K-1 ,a1,"gp"\r\n,,\r\nK-2,a1,caf\xc3\xa9')
    assert told(batch) == [("K-1", "a1", "gp"), ("K-2", "a1", "café")]
    assert opened.complete


def test_a_file_in_utf_16_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, "case,account,by\nK-1,a1,gp\n".encode("utf-16"))
    assert [one.code for one in found.value.problems] == ["B110"]


def test_a_heading_said_twice_is_set_aside(tmp_path: Path) -> None:
    batch, opened = read(tmp_path, b"case,account,by,by\nK-1,a1,gp,nurse\n")
    assert [one.code for one in opened.aside] == ["B109"]
    assert told(batch) == [("K-1", "a1", "gp")]


def test_a_table_without_rows_is_a_table(tmp_path: Path) -> None:
    batch, opened = read(tmp_path, HEAD)
    assert told(batch) == []
    assert opened.complete
