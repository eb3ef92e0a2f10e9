"""The register of what the sources teach: its shape, and the proof that each citation still stands in its document."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from screening.rulebook.sources import Outcome, Source, fold, verify
from screening.yamlsource import read_path, validated

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "sources"
FILES = sorted((ROOT / "rules" / "sources").glob("*.yaml"))

with_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the source documents are not part of the project and are not beside it here"
)


def load(path: Path) -> Source:
    return validated(read_path(path), Source)


def source(text: str, spans: list[tuple[int, int]]) -> Source:
    """A source whose document reads ``text`` and whose rows rest on the passages from ``start`` to ``end``."""
    rows: list[dict[str, Any]] = [
        {
            "id": f"TST-{number:03}", "locator": "x", "kind": "pattern", "summary": "x", "when": None, "needs": [],
            "prompts": [], "who": [], "delivery": [], "policies": [],
            "passage": {
                "sha256": hashlib.sha256(text[start:end].encode()).hexdigest(), "at": start, "length": end - start
            },
        }
        for number, (start, end) in enumerate(spans)
    ]  # fmt: skip
    document = {"file": "review.txt", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    return Source.model_validate(
        {"id": "test", "title": "x", "cite_as": "x", "publisher": "x", "published": None, "kind": "x"}
        | {"document": document, "learning": rows}
    )


# Words that differ from each other, so that a passage stands in one place only.
WORDS = [f"word{number}" for number in range(40)]
TEXT = " ".join(WORDS)
STARTS = [TEXT.index(word) for word in WORDS]
SPANS = [(STARTS[0], STARTS[5] - 1), (STARTS[3], STARTS[12] - 1), (STARTS[12], STARTS[20] - 1), (STARTS[30], len(TEXT))]


def written(folder: Path, text: str, name: str = "review.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@given(changed=st.sampled_from([at for at, letter in enumerate(TEXT) if letter != " "]))
def test_a_changed_character_fails_exactly_the_rows_whose_passage_holds_it(
    changed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = TEXT[:changed] + "§" + TEXT[changed + 1 :]
    checks = verify(source(TEXT, SPANS), written(tmp_path_factory.mktemp("changed"), text))
    assert [check.outcome for check in checks] == [
        Outcome.NOT_FOUND if start <= changed < end else Outcome.INTACT for start, end in SPANS
    ]


def test_a_paragraph_put_in_at_the_head_moves_every_passage_by_its_length(tmp_path: Path) -> None:
    head = "A note on this edition.\n\n"
    checks = verify(source(TEXT, SPANS), written(tmp_path, head + TEXT))
    assert {check.outcome for check in checks} == {Outcome.MOVED}
    assert [check.at for check in checks] == [start + len(fold(head)) + 1 for start, _ in SPANS]


def test_a_passage_that_opens_behind_a_quotation_mark_is_found_when_it_moved(tmp_path: Path) -> None:
    quote = source("“word0 word1” and so on", [(1, 12)])
    (check,) = verify(quote, written(tmp_path, "They said: “word0 word1” and so on"))
    assert (check.outcome, check.at) == (Outcome.MOVED, 12)


def test_line_breaks_and_indents_do_not_matter(tmp_path: Path) -> None:
    wrapped = "\r\n\t" + "\r\n   ".join(WORDS) + "\n\n"
    assert {check.outcome for check in verify(source(TEXT, SPANS), written(tmp_path, wrapped))} == {Outcome.INTACT}


def test_the_document_is_known_by_its_bytes_under_another_name(tmp_path: Path) -> None:
    written(tmp_path, "Some other text.", name="a.txt")
    written(tmp_path, TEXT, name="z.pdf.text")
    assert {(check.outcome, check.document) for check in verify(source(TEXT, SPANS), tmp_path)} == {
        (Outcome.INTACT, "z.pdf.text")
    }


def test_an_edited_document_under_another_name_is_known_by_its_passages(tmp_path: Path) -> None:
    written(tmp_path, "Some other text.", name="a.txt")
    written(tmp_path, TEXT.replace("word35", "word99"), name="renamed.txt")
    checks = verify(source(TEXT, SPANS), tmp_path)
    assert [check.outcome for check in checks] == [Outcome.INTACT] * 3 + [Outcome.NOT_FOUND]
    assert {check.document for check in checks} == {"renamed.txt"}


def test_a_document_that_shares_a_passage_or_two_is_not_taken_for_the_source(tmp_path: Path) -> None:
    written(tmp_path, " ".join(WORDS[:5]), name="other.txt")
    assert {check.outcome for check in verify(source(TEXT, SPANS), tmp_path)} == {Outcome.DOCUMENT_MISSING}


def test_two_rows_with_one_id_are_refused() -> None:
    content = source(TEXT, SPANS).model_dump(mode="json")
    content["learning"][1]["id"] = content["learning"][0]["id"]
    with pytest.raises(ValidationError, match="more than once: TST-000"):
        Source.model_validate(content)


def test_the_register_holds_every_row_and_no_row_points_nowhere() -> None:
    sources = [load(path) for path in FILES]
    assert [path.stem for path in FILES] == [source.id for source in sources]
    rows = [row for source in sources for row in source.learning]
    ids = {row.id for row in rows}
    assert len(rows) == len(ids) == 362
    pointed_to = {other for row in rows for other in (*row.related, *([row.restates] if row.restates else []))}
    assert pointed_to <= ids


@with_documents
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_citation_stands_in_its_document(path: Path) -> None:
    register = load(path)
    checks = verify(register, DOCUMENTS)
    assert [check.row for check in checks if check.outcome is not Outcome.INTACT] == []
    assert len(checks) == len(register.learning)
    document = (DOCUMENTS / register.document.file).read_bytes()
    assert hashlib.sha256(document).hexdigest() == register.document.sha256


@with_documents
def test_a_real_document_with_a_new_first_paragraph_verifies_as_moved(tmp_path: Path) -> None:
    register = load(ROOT / "rules" / "sources" / "newsletter.yaml")
    shutil.copy(DOCUMENTS / register.document.file, tmp_path)
    copy = tmp_path / register.document.file
    copy.chmod(0o644)
    copy.write_text("Reissued.\n\n" + copy.read_text(encoding="utf-8"), encoding="utf-8")
    assert {check.outcome for check in verify(register, tmp_path)} == {Outcome.MOVED}


@with_documents
def test_no_nine_words_in_a_row_come_from_a_document() -> None:
    """What a document says is put in our own words. Its title, and the names and addresses of policies, are its own."""
    kept = {"id", "title", "name", "also_called", "address", "sha256"}

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9']+", text.lower())
        return {tuple(words[at : at + 9]) for at in range(len(words) - 8)}

    def texts(value: Any) -> Iterator[str]:
        match value:
            case str():
                yield value
            case list():
                yield from (text for item in value for text in texts(item))
            case dict():
                yield from (text for key, item in value.items() if key not in kept for text in texts(item))

    documents = set().union(*(runs(path.read_text(encoding="utf-8")) for path in DOCUMENTS.glob("*.txt")))
    files = [*FILES, ROOT / "rules" / "policies.yaml", *(ROOT / "rules" / "localities").glob("*.yaml")]
    ours = [text for path in files for text in texts(read_path(path).value)]
    assert [text for text in ours if runs(text) & documents] == []
