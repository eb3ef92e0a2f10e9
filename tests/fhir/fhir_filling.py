"""Checklists that were filled in, any of them in any way."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from screening.case.account import Account, CaseFile
from screening.case.words import NotKnownReason
from screening.forms.checklist import Checklist, read_checklists
from screening.forms.draft import Answer, Draft, HowKnown, Value
from screening.forms.interview import Ask, How, Interview, is_done
from screening.forms.phrases import REASONS, SOURCES
from screening.packs import checklists_folder

CHECKLISTS = read_checklists(checklists_folder())
DAY = datetime.date(2026, 3, 1)
CASE = CaseFile.model_validate({"case": "K-1", "accounts": [
    {"id": "a1", "on": "2026-02-01", "facts": {"children": {"sam": {"injuries": {"injury-1": {"kind": "bruise"}}}}}},
]})  # fmt: skip
EXAMPLES: dict[str, Value] = {
    "date": "2026-02", "number": 30, "word": "health-visiting", "text": "Some words.", "reference": "mother",
    "words": ("gp", "school"), "references": ("mother",), "list": ("sam", "baby"),
}  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn, before: tuple[Account, ...] = ()) -> tuple[Checklist, Draft]:
    """A checklist filled in to the end, page by page, as somebody at the form might."""
    checklist = CHECKLISTS[draw(st.sampled_from(sorted(CHECKLISTS)))]
    draft = Draft(checklist=checklist.checklist, case="K-1", child="sam", on=DAY, agency="gp", by="doctor")
    interview = Interview(checklist, before)
    while (page := next((one for one in interview.pages(draft) if not is_done(one, draft)), None)) is not None:
        if isinstance(page, How):
            source = draw(st.sampled_from(sorted(SOURCES)))
            draft = draft.knowing(page.section, HowKnown(source=source, told_by="sam" if source == "child" else None))
        elif isinstance(page, Ask):
            draft = draft.answering(page.key, draw(_answers(page)))
        elif len(page.so_far) < 2 and draw(st.booleans()):
            draft = draft.adding(page.path, f"x{len(page.so_far)}")
        else:
            draft = draft.ending(page.path, draw(st.sampled_from([None, *REASONS])))
    return checklist, draft


def _answers(page: Ask) -> st.SearchStrategy[Answer]:
    values: st.SearchStrategy[Value]
    if page.entry.kind == "yes-no":
        values = st.booleans()
    elif page.entry.kind == "choice":
        values = st.sampled_from(page.entry.values)
    elif page.entry.kind == "choices":
        values = st.lists(st.sampled_from(page.entry.values), unique=True).map(tuple)
    else:
        values = st.just(EXAMPLES[page.entry.kind])
    reasons: st.SearchStrategy[NotKnownReason] = st.sampled_from(sorted(REASONS))
    return values.map(lambda one: Answer(value=one)) | reasons.map(lambda one: Answer(not_known=one))
