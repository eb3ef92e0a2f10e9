"""The page of a checklist on the screen: each question with its answers, the rules that use it and where it comes from.

The sheet for paper is left to ``sheet``; the two show the same questions under the same numbers.
"""

from __future__ import annotations

from screening.docgen.material import Material
from screening.docgen.places import Place
from screening.docgen.sheet import SheetQuestion, arrange_sheet
from screening.docgen.templating import View, render
from screening.forms.checklist import Checklist, entry_of


class AskedFact(View):
    """What a question asks for and the rules that read the answer; none where it helps people only."""

    fact: str
    rules: tuple[str, ...]


def checklists_page(material: Material, place: Place) -> str:
    """The list of checklists."""
    return render("checklists.html.j2", material.pack, checklists=material.checklists.values(), place=place,
                  link=place.link)  # fmt: skip


def checklist_page(material: Material, checklist: Checklist, place: Place) -> str:
    """One checklist."""
    sheet = arrange_sheet(checklist, material.pack)
    questions: list[SheetQuestion] = [question for section in sheet.sections for question in section.questions]
    facts = [entry_of(section, question).path for section in checklist.sections for question in section.questions]
    asked = {
        question.number: AskedFact(fact=fact, rules=material.read_by.get(fact, ()))
        for question, fact in zip(questions, facts, strict=True)
    }
    return render("checklist.html.j2", material.pack, sheet=sheet, asked=asked, place=place, link=place.link)
