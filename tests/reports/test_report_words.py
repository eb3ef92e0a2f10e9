"""What reports may never say, in their own words or in a template."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from made_documents import Printed, disagreeing, in_one_line, quiet, screening

from screening.case.words import Asked, NotKnownReason
from screening.engine.compare import How
from screening.engine.document import Screening, StandingWord
from screening.reports import words
from screening.reports.html import screening_html
from screening.reports.markdown import screening_markdown
from screening.reports.terminal import print_screening
from screening.rulebook.rule import Urgency, Within

FOLDER = Path(words.__file__).parent
NEVER = re.compile(
    r"\b(scor(e|es|ing)|rank(s|ed|ing)?|per ?cent(age)?|%|traffic light|red flag|safe|clear|pass(ed)?|fail(ed|s)?|"
    r"(high|low|medium) risk|non-compliant|DNA|refused)\b",
    re.IGNORECASE,
)


def said(document: Screening) -> list[str]:
    printed = Printed(100)
    print_screening(document, printed.console, show_all=True)
    page = screening_html(document).partition("<body>")[2]
    return [printed.text, re.sub(r"<[^>]+>", " ", page), screening_markdown(document)]


@pytest.mark.parametrize("document", [screening(), quiet(), disagreeing()])
def test_no_output_scores_ranks_or_reassures(document: Screening) -> None:
    for text in said(document):
        assert NEVER.findall(in_one_line(text)) == []


def test_no_text_in_a_module_or_template_does_either() -> None:
    for path in FOLDER.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                assert not NEVER.search(node.value), f"{path.name}: {node.value}"
    for path in FOLDER.glob("templates/*.j2"):
        assert not NEVER.search(re.sub(r"\|safe\b", "", path.read_text(encoding="utf-8"))), path.name


def test_no_template_puts_anything_in_unescaped() -> None:
    for path in FOLDER.glob("templates/*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape", text), path.name


def test_every_code_of_a_document_has_words() -> None:
    for codes, table in (
        (Urgency, words.URGENCY), (Urgency, words.MEANING), (Within, words.WITHIN), (Asked, words.WHO),
        (NotKnownReason, words.REASON), (StandingWord, words.STANDING), (How, words.HOW),
    ):  # fmt: skip
        assert set(get_args(codes)) == set(table)
