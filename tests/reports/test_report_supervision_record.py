"""A record of supervision as a PDF: tagged, 999 first, all of it there, and nothing in it taken for markup."""

from __future__ import annotations

import datetime
from pathlib import Path

from printed_text import opened, pages, roles, squeezed

from screening.reports.supervision_record_forms import record_pdf
from screening.services.recording import book_of, keep
from screening.supervision.folder import FolderLedger
from screening.supervision.record_shown import ShownRecord, show_record
from screening.supervision.written import WrittenRecord

DAY = datetime.date(2026, 4, 5)
HOSTILE = '#panic("x") *b* <script>alert(1)</script> \\u{1} ](javascript:x)'


def shown(folder: Path) -> ShownRecord:
    written = WrittenRecord.model_validate({
        "case": "K-1", "held_on": "2026-03-01",
        "practitioner": {"role": "health visitor", "reference": "HV-7"},
        "supervisor": {"role": "named nurse", "reference": "SUP-3"},
        "discussed": [{"about": "the weight", "said": HOSTILE}],
        "decisions": [{"decided": "he is seen this week", "because": "nobody has seen him awake"}],
        "actions": [{"who": "health visitor", "what": "Weigh the baby at home", "by_when": "2026-03-05",
                     "how_we_will_know": "The chart has the new point"}],
        "escalations": [{"policy": "escalation", "step": "Asked the team manager", "to": "team manager",
                         "taken_on": "2026-02-27", "because": "closed unseen", "reply_due": "2026-03-04"}],
    })  # fmt: skip
    ledger = FolderLedger(folder, "K-1")
    keep(ledger, written, lambda policy_id: "Escalation and challenge", by=None)
    return show_record(book_of(ledger), DAY)


def test_it_is_tagged_says_all_of_it_and_its_title_holds_no_case(tmp_path: Path) -> None:
    record = shown(tmp_path)
    made = record_pdf(record, "Sue (supervisor)", DAY)
    text = "".join(pages(made))
    assert text.startswith(squeezed("If a child is in immediate danger, call 999 now."))
    for said in (
        HOSTILE, "K-1", "health visitor (HV-7)", "Because: nobody has seen him awake", "Weigh the baby at home",
        "How we will know: The chart has the new point", "its day was 5 March 2026, 4 weeks ago",
        "A reply was due by 4 March 2026, 4 weeks ago; it has not come.", "Under: Escalation and challenge",
        "has not signed yet", "DRAFT", "not evidence of safety", "Printed by Sue (supervisor) on 5 April 2026",
    ):  # fmt: skip
        assert squeezed(said) in text, said
    assert {"/H1", "/H2", "/L"} <= set(roles(made))
    with opened(made) as document:
        assert str(document.docinfo["/Title"]) == "Record of supervision, 1 March 2026"
        assert document.open_metadata()["pdfuaid:part"] == "1"
    assert made == record_pdf(record, "Sue (supervisor)", DAY)
