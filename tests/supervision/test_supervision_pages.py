"""What a supervisor sees: the same in every form, the danger line first, and nothing left out in silence."""

from __future__ import annotations

import io
import json
import re
import shlex
from pathlib import Path

import click
import pikepdf
import pytest
from brought_cases import account, brought, made, pack
from docx import Document
from record_writing import ESCALATION, names, written

from screening.cli.commands.supervise import command
from screening.cli.console import to_text
from screening.cli.running import run
from screening.packs import checklists_folder
from screening.reports.agenda import arrange_agenda
from screening.reports.docx import paper_docx
from screening.reports.pdf import paper_pdf
from screening.reports.supervised_case import arrange_supervised_case
from screening.reports.supervision_html import page_html, page_markdown, sections_html
from screening.reports.supervision_page import Page
from screening.reports.supervision_paper import on_paper
from screening.reports.supervision_terminal import print_page
from screening.services.recording import keep
from screening.supervision.case_view import case_in_supervision
from screening.supervision.folder import FolderLedger

DANGER = "If a child is in immediate danger, call 999 now."
SCENARIOS = checklists_folder() / "scenarios"
PROMISE = {"kind": "promise", "about": "will-stop-using"}
CASE = brought(
    account(children={"sam": {"born": "2025-12-01", "mobility": "not-mobile", "injuries": {"i1": {"kind": "bruise"}}}}),
    account(claims={"c1": PROMISE}),
    account(agency="gp", by="<b>GP</b>", people={"mother": {"relationship": "mother"}}),
)


def printed(page: Page) -> str:
    return to_text(lambda console: print_page(page, console))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCREENING_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


def test_what_was_left_out_is_printed() -> None:
    text = printed(arrange_agenda(made(CASE, drop=("K-1/promise",))))
    assert "LEFT OUT BY THE SUPERVISOR" in text
    assert "claim c1" in text.partition("LEFT OUT BY THE SUPERVISOR")[2]


def test_a_case_with_nothing_in_it_is_listed_and_says_that_this_is_no_evidence() -> None:
    text = printed(arrange_agenda(made(brought(account(people={"mother": {"relationship": "mother"}})))))
    assert "Nothing of these kinds is recorded in this case. This is not evidence of safety." in text


def test_the_order_of_cases_is_explained() -> None:
    assert "order of their references" in printed(arrange_agenda(made(CASE)))
    assert "supervisor chose" in printed(arrange_agenda(made(CASE, first=("K-1",))))


@pytest.mark.parametrize(
    "page",
    [arrange_agenda(made(CASE, add=(("K-1", "<script>x</script>"),))),
     arrange_supervised_case(case_in_supervision(CASE, pack()))],
    ids=["agenda", "case"],
)  # fmt: skip
def test_every_form_begins_with_the_danger_line_and_shows_words_as_words(page: Page) -> None:
    assert printed(page).startswith(DANGER)
    assert page_markdown(page).startswith(f"**{DANGER}**")
    html = page_html(page)
    assert html.index(DANGER) < html.index("<h1>")
    assert "<script" not in html
    assert "<b>GP" not in html
    assert "src=" not in html
    assert sections_html(page).strip() in html
    with pikepdf.open(io.BytesIO(paper_pdf(on_paper(page)))) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert "K-1" not in str(pdf.docinfo.get("/Title"))
    paragraphs = [one.text for one in Document(io.BytesIO(paper_docx(on_paper(page)))).paragraphs]
    assert paragraphs[0] == DANGER


def test_an_agenda_of_a_folder_says_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervise", "agenda", str(SCENARIOS), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["case"] for one in found["cases"]] == sorted(one["case"] for one in found["cases"])
    assert len(found["cases"]) == len(list(SCENARIOS.glob("*.yaml")))


def test_mistakes_in_all_files_are_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.yaml").write_text("case: K-1\naccuonts: []\n", encoding="utf-8")
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("case: K-2\n", encoding="utf-8")
    assert run(["supervise", "agenda", str(tmp_path), str(tmp_path / "empty")]) == 1
    said = capsys.readouterr().err
    assert all(word in said for word in ("bad.yaml:2", "U102", "U103"))


@pytest.mark.parametrize(
    "arguments",
    [["agenda"], ["agenda", "x.yaml", "--add", "K-1"], ["case", str(SCENARIOS)], ["team", "x.yaml", "--below", "2"],
     ["agenda", "x.yaml", "--format", "pdf"]],
)  # fmt: skip
def test_wrong_use_leaves_with_its_own_code(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["supervise", *arguments]) == 2
    assert capsys.readouterr().err


def test_a_case_in_supervision_and_a_team_view_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    robyn = str(SCENARIOS / "robyn.yaml")
    assert run(["supervise", "case", robyn, "--since", "2014-08-20", "--allocated", "2014-01-01"]) == 0
    text = capsys.readouterr().out
    parts = (
        "SINCE LAST TIME",
        "FAMILY HISTORY",
        "AT FACE VALUE",
        "WHO KNEW WHAT",
        "EVERY CHILD",
        "GOING WELL",
        "THINK",
    )
    assert [part for part in parts if part not in text] == []
    assert run(["supervise", "team", robyn]) == 0
    assert "Fewer than 10 cases" in capsys.readouterr().out


def test_actions_and_escalations_of_a_record_return(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "records"
    keep(FolderLedger(folder, "K-1"), written(escalations=(ESCALATION,)), names, by=None)
    case = tmp_path / "case.yaml"
    case.write_text("case: K-1\n", encoding="utf-8")
    asked = ["supervise", "agenda", str(case), "--as-of", "2026-03-10"]
    assert run([*asked, "--records", str(folder)]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Last supervision: 1 March 2026" in text
    assert "Weigh the baby at home and plot it on the chart (who: health visitor; by 5 March 2026" in text
    assert "its day is over" in text
    assert "Asked the team manager, to team manager. A reply was due by 4 March 2026" in text
    assert run(asked) == 0
    assert "No records of earlier supervisions were looked at" in capsys.readouterr().out


GUIDE = (Path(__file__).parents[2] / "docs" / "supervision.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line", sorted(set(re.findall(r"^ +(screening supervise .+?)(?:  #.*)?$", GUIDE, re.MULTILINE)))
)
def test_a_command_of_the_guide_is_there_with_its_options(line: str) -> None:
    _, _, name, *words = shlex.split(line)
    found = command.get_command(click.Context(command), name)
    while isinstance(found, click.Group):
        found = found.get_command(click.Context(found), words.pop(0))
    assert found is not None
    known = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known
