"""A record on the screen and on paper: 999 first, what lacks evidence said with the action, hostile text only shown."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from record_writing import ACTION, ESCALATION, HELD_ON, InMemory, day, names, written

from screening.cli.app import app
from screening.cli.console import to_text
from screening.cli.running import run
from screening.reports.supervision_record_forms import (
    print_record,
    record_docx,
    record_html,
    record_markdown,
)
from screening.services.recording import add_evidence, book_of, keep, sign
from screening.supervision.completing import amiss_in
from screening.supervision.record_shown import ShownRecord, show_record

DANGER = "If a child is in immediate danger, call 999 now."
HOSTILE = '#panic("x") *b* <script>alert(1)</script> \\u{1} ](javascript:x)'
LATER = day("2026-04-05")


def ledger() -> InMemory:
    made = InMemory()
    views = (
        {"held_by": "practitioner", "in_their_words": "see him first"},
        {"held_by": "supervisor", "in_their_words": HOSTILE},
    )
    keep(
        made,
        written(
            actions=(ACTION, {**ACTION, "what": "Ring the ward for the letter"}), escalations=(ESCALATION,),
            disagreement={"about": "how soon", "views": views, "left_as": "the supervisor decides"},
            reflection=({"prompt": "What if we are wrong?", "answer": "a weight on his line"},),
        ),
        names, by=None,
    )  # fmt: skip
    add_evidence(made, 1, "a1", "seen", day("2026-03-05"), "6.2 kg, plotted", "midwife", by=None)
    add_evidence(made, 1, "a2", "told-only", day("2026-03-05"), "the ward says that it was sent", "midwife", by=None)
    return made


@pytest.fixture
def shown() -> ShownRecord:
    return show_record(book_of(ledger()), LATER)


SAID = (
    "K-1", "1 March 2026", "health visitor (HV-7)", "nobody has weighed him", "Because: nobody has seen him awake",
    "Ring the ward for the letter", "How we will know: The chart has the new point", "Seen on 5 March 2026",
    "Only told on 5 March 2026", "No evidence yet that it was done.", "its day was 5 March 2026, 4 weeks ago",
    "A reply was due by 4 March 2026, 4 weeks ago; it has not come.", "Escalation and professional challenge",
    "see him first", "a weight on his line", "has not signed yet", "DRAFT", "not evidence of safety",
)  # fmt: skip


def test_the_terminal_and_markdown_say_all_of_it_and_999_first(shown: ShownRecord) -> None:
    text = to_text(lambda console: print_record(shown, console))
    assert text.strip().startswith(DANGER)
    for said in SAID:
        assert said in " ".join(text.split()), said
    markdown = record_markdown(shown)
    assert markdown.startswith(f"**{DANGER}**")
    assert "<script>" not in markdown
    # Each action says once that it lacks evidence, and only where it does.
    assert text.count("No evidence yet") == 1


def test_the_page_shows_hostile_text_and_never_takes_it_for_markup(shown: ShownRecord) -> None:
    page = record_html(shown)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.index(DANGER) < page.index("<h1>")


def test_the_docx_says_all_of_it(shown: ShownRecord) -> None:
    import io

    import docx

    document = docx.Document(io.BytesIO(record_docx(shown)))
    text = "\n".join(one.text for one in document.paragraphs)
    assert text.startswith(DANGER)
    for said in (*SAID, HOSTILE):
        assert said in text, said
    assert document.core_properties.author == ""


def test_the_next_record_brings_what_is_still_open_and_a_signed_one_is_no_draft() -> None:
    made = ledger()
    keep(made, written(held_on="2026-03-20", actions=()), names, by=None)
    for signer, reference in (("supervisor", "SUP-3"), ("practitioner", "HV-7")):
        sign(made, 2, "supervisor" if signer == "supervisor" else "practitioner", reference, day("2026-03-20"), by=None)
    text = to_text(lambda console: print_record(show_record(book_of(made), LATER), console))
    assert "DRAFT" not in text
    assert "Record 1, a2: health visitor: Ring the ward" in text
    assert "Record 1, a1" not in text
    assert "Record 1, e1" in text


def test_it_says_which_record_puts_it_right() -> None:
    made = ledger()
    keep(made, written(corrects={"record": 1, "because": "a wrong day"}), names, by=None)
    book = book_of(made)
    first, second = (
        to_text(lambda console, number=number: print_record(show_record(book, HELD_ON, number), console))  # type: ignore[misc]
        for number in (1, 2)
    )
    assert "Record 2 puts this one right." in first
    assert "This puts record 1 right, because: a wrong day" in second


RECORD = """\
case: K-1
held_on: "2026-03-01"
practitioner: {role: health visitor, reference: HV-7}
supervisor: {role: named nurse, reference: SUP-3}
discussed:
  - {about: the weight, said: nobody has weighed him}
actions:
  - {who: health visitor, what: Weigh the baby at home, by_when: "2026-03-05", how_we_will_know: The chart has it}
"""


def test_a_record_from_the_first_line_to_evidence_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(tmp_path / "cache"))
    file, records = tmp_path / "record.yaml", tmp_path / "records"
    there = ["K-1", "--records", str(records)]

    def record(*arguments: str) -> int:
        return run(["supervise", "record", *arguments])

    assert record("new", str(file), "--case", "K-1") == 0
    assert record("new", str(file), "--case", "K-1") == 1
    assert record("check", str(file)) == 1
    assert "record.yaml:6:" in capsys.readouterr().err
    file.write_text(RECORD.replace("2026-03-05", "soon"), encoding="utf-8")
    assert record("keep", str(file), "--records", str(records)) == 1
    assert "record.yaml:8:" in (said := capsys.readouterr().err)
    assert '"soon" is not a day.' in said
    assert not records.exists()
    file.write_text(RECORD, encoding="utf-8")
    assert record("check", str(file)) == 0
    assert record("keep", str(file), "--records", str(records)) == 0
    assert record("sign", *there, "--as", "supervisor", "--by", "SUP-3", "--seen", "ffff") == 1
    assert record("sign", *there, "--as", "supervisor", "--by", "SUP-3") == 0
    assert record("sign", *there, "--as", "practitioner", "--by", "HV-7") == 0
    assert "Both have signed it." in capsys.readouterr().out
    evidence = ["evidence", "K-1", "a1", "--records", str(records), "--by", "midwife", "--on", "2026-03-05"]
    assert record(*evidence, "--kind", "told-only", "--what", "said to be done") == 0
    assert "stays on the agenda" in capsys.readouterr().out
    assert record(*evidence, "--kind", "seen", "--what", "6.2 kg, plotted") == 0
    assert record("show", *there, "--as-of", "2026-04-05") == 0
    assert "No evidence yet" not in (text := capsys.readouterr().out)
    assert text.strip().splitlines()[-1].endswith("not evidence of safety.")
    assert record("show", *there, "--format", "pdf") == 2
    assert record("check", str(records)) == 0
    lines = (records / "K-1.jsonl").read_text(encoding="utf-8")
    (records / "K-1.jsonl").write_text(lines.replace("weighed", "wheezed"), encoding="utf-8")
    assert record("check", str(records)) == 1
    assert record("show", *there) == 1


DOCUMENT = (Path(__file__).parents[2] / "docs" / "supervision-record.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^ {4}screening (supervise record .+)$", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize("written_command", COMMANDS)
def test_a_command_of_the_page_exists_with_its_options(written_command: str) -> None:
    found: click.Command | None = app
    words = shlex.split(written_command)
    while isinstance(found, click.Group):
        found = found.get_command(click.Context(found), words.pop(0))
    assert found is not None
    known = {name for one in found.params for name in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known


def test_what_the_page_says_is_answered_is_answered() -> None:
    rows = re.findall(r"^\| `(\w+): (.+?)` \| (.+) \|$", DOCUMENT, re.MULTILINE)
    assert len(rows) == 4
    for field, text, answer in rows:
        (found,) = amiss_in(written(actions=({**ACTION, field: text},)), names)
        assert found.message == f"{answer}."
