"""Small cases for the tests of supervision, looked at with the rules that come along."""

from __future__ import annotations

import datetime
from typing import Any

from screening.case.account import CaseFile
from screening.rulebook.pack import Pack
from screening.services.in_use import usual_pack
from screening.supervision.agenda import Agenda, Choices, agenda
from screening.supervision.brought import CaseForSupervision
from screening.supervision.reasons import Reason, ReasonKind

TODAY = datetime.date(2026, 3, 1)


def pack() -> Pack:
    return usual_pack()


def account(on: str = "2026-02-10", **fields: Any) -> dict[str, Any]:
    """One account of a health visitor; whatever is not about the account itself is a fact."""
    about = {"id", "agency", "by", "source", "told_by", "known_to", "withdraws", "complete", "not_known"}
    said = {"agency": "health-visiting", "by": "health visitor", "source": "observed"}
    said |= {key: value for key, value in fields.items() if key in about}
    return {**said, "on": on, "facts": {key: value for key, value in fields.items() if key not in about}}


def brought(*accounts: dict[str, Any], case: str = "K-1", **fields: Any) -> CaseForSupervision:
    file = CaseFile.model_validate({"case": case, "accounts": accounts})
    return CaseForSupervision(**{"case": file, "as_of": TODAY, **fields})


def made(*cases: CaseForSupervision, **choices: Any) -> Agenda:
    return agenda(cases, pack(), Choices(**choices))


def reasons(case: CaseForSupervision, kind: ReasonKind) -> list[Reason]:
    (found,) = made(case).cases
    return [one for one in found.reasons if one.kind == kind]
