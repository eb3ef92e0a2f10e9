"""Every address of the service, and who may ask it: a row for each, for a live case and a training case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from screening.store.users import Role
from screening.web import assets

PEOPLE: Final[dict[str, tuple[Role, str]]] = {
    "holder": ("practitioner", "north"),
    "colleague": ("practitioner", "north"),
    "stranger": ("practitioner", "south"),
    "supervisor": ("supervisor", "north"),
    "supervisor elsewhere": ("supervisor", "south"),
    "trainer": ("trainer", "east"),
    "administrator": ("administrator", "north"),
    "stranger through glass": ("practitioner", "south"),
    "supervisor through glass": ("supervisor", "south"),
}
"""The holder holds both cases. The last two have broken the glass for both, with a reason."""

Kind = Literal["live", "training"]
KINDS: Final[tuple[Kind, ...]] = ("live", "training")

ALL: Final = frozenset(PEOPLE)
NONE: Final[frozenset[str]] = frozenset()
TEAM: Final = frozenset({"holder", "colleague", "supervisor"})
GLASS: Final = frozenset({"stranger through glass", "supervisor through glass"})
WORKERS: Final = ALL - {"trainer", "administrator"}
WITH_CASES: Final = ALL - {"administrator"}

WORK: Final[dict[Kind, frozenset[str]]] = {"live": TEAM | GLASS, "training": TEAM | {"trainer"}}
"""Who may read, write, respond and print."""
TAKE_OUT: Final[dict[Kind, frozenset[str]]] = {"live": TEAM, "training": TEAM | {"trainer"}}
"""Who may take data out."""
HAND_OVER: Final[dict[Kind, frozenset[str]]] = {
    "live": frozenset({"supervisor"}), "training": frozenset({"supervisor", "trainer"}),
}  # fmt: skip
"""Who may take out everything about a case."""
SUPERVISE: Final = HAND_OVER
"""Who may supervise a case, and give it to somebody else."""
RECORD: Final[dict[Kind, frozenset[str]]] = {
    "live": frozenset({"holder", "supervisor"}), "training": frozenset({"holder", "supervisor", "trainer"}),
}  # fmt: skip
"""Who may read and sign the records of its supervision."""
SUPERVISORS: Final = frozenset({"supervisor", "supervisor elsewhere", "supervisor through glass"})
BOTH: Final[dict[Kind, frozenset[str]]] = {"live": ALL, "training": ALL}


@dataclass(frozen=True)
class Row:
    """One address.

    Attributes:
        answers: the status for those who may.
        who: who may, by the kind of the case.
        others: the status for everybody else who is signed in, or has a token.
        nobody: the status for nobody; 303 leads to the sign-in page.
        at: what stands for the parts of the address that not every address has.
        sends: the form or the body.
    """

    answers: int
    who: dict[Kind, frozenset[str]] = field(default_factory=lambda: BOTH)
    others: int = 404
    nobody: int = 303
    at: dict[str, str] = field(default_factory=dict)
    sends: dict[str, Any] = field(default_factory=dict)


def _same(who: frozenset[str]) -> dict[Kind, frozenset[str]]:
    return {"live": who, "training": who}


def _program(answers: int, who: dict[Kind, frozenset[str]] = BOTH, **more: Any) -> Row:
    return Row(answers, who, nobody=401, **more)


CHECKLIST: Final = "mark-on-a-baby"
NEW: Final = {"child": "baby", "stage": "not-known"}
# A form that is sent empty changes nothing: 400 says that it was read, so that whoever sent it may send it.
EMPTY: Final = 400

TRAINER: Final = _same(frozenset({"trainer"}))
TRAINING: Final = Row(200, TRAINER, others=403)
NO_SEAT: Final = Row(404, nobody=404)

TABLE: Final[dict[str, Row]] = {
    # Files and pages for anybody.
    "GET /static/{wanted}/{name}": Row(200, nobody=200, at={"wanted": assets.version(), "name": "local.css"}),
    "GET /api/v1/": Row(200, nobody=200),
    "GET /api/v1/openapi.json": Row(200, nobody=200),
    "GET /cds-services": Row(200, nobody=200),
    # Signing in. This service is for a team and has no sign-in service of an organisation.
    "GET /sign-in": Row(303, nobody=200),
    "POST /sign-in": Row(EMPTY, nobody=EMPTY, sends={"name": "nobody of this name"}),
    "GET /sign-in/link/{token}": Row(404, nobody=404, at={"token": "x"}),
    "POST /sign-in/new-link": Row(404, nobody=404),
    "GET /password/{token}": Row(403, nobody=403, at={"token": "x"}),
    "POST /password/{token}": Row(403, nobody=403, at={"token": "x"}),
    "GET /sign-in/openid": Row(404, nobody=404),
    "GET /sign-in/openid/back": Row(404, nobody=404),
    "POST /sign-in/stay": Row(204),
    # Pages about no case.
    "GET /": Row(200, _same(WITH_CASES), others=303),
    "GET /users": Row(200, _same(frozenset({"administrator"})), others=403),
    "GET /cases/new": Row(200, _same(WITH_CASES), others=403),
    # What a trainer begins is a training case, whatever the form said.
    "POST /cases/new": Row(
        303, {"live": WITH_CASES, "training": frozenset({"trainer"})}, others=403,
        sends={"reference": "K-{unused}", **NEW, "training": "{training}"},
    ),
    "GET /cases/another-team": Row(200, _same(WORKERS), others=403),
    "POST /cases/another-team": Row(EMPTY, _same(WORKERS), others=403),
    "GET /rules": Row(200),
    "GET /sources": Row(200),
    "GET /policies": Row(200),
    "GET /facts": Row(200),
    "GET /checklists": Row(200),
    "GET /rules/{rule_id}": Row(200, at={"rule_id": "INJ-001"}),
    "GET /learning/{row_id}": Row(200, at={"row_id": "LEI-001"}),
    "GET /sources/{source_id}": Row(200, at={"source_id": "william"}),
    "GET /checklists/{name}": Row(200, at={"name": CHECKLIST}),
    # Training: the trainer's pages, which are about no case.
    "GET /training": TRAINING,
    "GET /training/compare": TRAINING,
    "GET /training/compare.csv": Row(404, TRAINER, others=403),
    "GET /training/new": TRAINING,
    "GET /training/new/{name}": Row(200, TRAINER, others=403, at={"name": "plain-sight"}),
    "POST /training/new/{name}": Row(EMPTY, TRAINER, others=403, at={"name": "plain-sight"}),
    "GET /training/{session_id}": TRAINING,
    "GET /training/{session_id}/state": TRAINING,
    "GET /training/{session_id}/wall": TRAINING,
    "GET /training/{session_id}/codes": TRAINING,
    "POST /training/{session_id}/codes": Row(404, TRAINER, others=403),
    "POST /training/{session_id}/withdraw": Row(404, TRAINER, others=403),
    "GET /training/{session_id}/results": TRAINING,
    "GET /training/{session_id}/results.json": TRAINING,
    "GET /training/{session_id}/results.csv": TRAINING,
    "GET /training/{session_id}/ideas.md": TRAINING,
    "GET /training/{session_id}/what-if": TRAINING,
    "POST /training/{session_id}/what-if": TRAINING,
    "GET /training/{session_id}/delete": TRAINING,
    # Whoever may is told that there is no such thing; whoever may not is told nothing of the kind.
    "POST /training/{session_id}/delete": Row(404, TRAINER, others=403, at={"session_id": "0" * 32}),
    "POST /training/{session_id}/keep": Row(303, TRAINER, others=403),
    "GET /training/{session_id}/entries/{of}": Row(404, TRAINER, others=403, at={"of": "nothing-here"}),
    "POST /training/{session_id}/entries/{of}": Row(404, TRAINER, others=403, at={"of": "nothing-here"}),
    "GET /training/{session_id}/policies/{of}": Row(404, TRAINER, others=403, at={"of": "nothing-here"}),
    "POST /training/{session_id}/policies/{of}": Row(404, TRAINER, others=403, at={"of": "nothing-here"}),
    "GET /training/{session_id}/{name}": Row(200, TRAINER, others=403, at={"name": "next"}),
    "POST /training/{session_id}/{name}": Row(303, TRAINER, others=403, at={"name": "round"}),
    # Training: a group's pages, which open to a browser that has joined with the group's code, and to nobody else.
    "GET /join": Row(200, nobody=200),
    "GET /join/{code}": Row(200, nobody=200, at={"code": "abcde-23456"}),
    "POST /join": Row(EMPTY, nobody=EMPTY, sends={"code": "no-such-code"}),
    "GET /groups/{group_id}": NO_SEAT,
    "POST /groups/{group_id}": NO_SEAT,
    "GET /groups/{group_id}/entries/{entry_id}": Row(404, nobody=404, at={"entry_id": "nothing-here"}),
    "POST /groups/{group_id}/entries/{entry_id}": Row(404, nobody=404, at={"entry_id": "nothing-here"}),
    "GET /groups/{group_id}/policies": NO_SEAT,
    "POST /groups/{group_id}/policies": NO_SEAT,
    "GET /groups/{group_id}/family": NO_SEAT,
    "POST /groups/{group_id}/family": NO_SEAT,
    "GET /groups/{group_id}/state": NO_SEAT,
    # A case: reading and printing.
    "GET /cases/{case_id}": Row(200, WORK),
    "GET /cases/{case_id}/result": Row(200, WORK),
    "GET /cases/{case_id}/chronology": Row(200, WORK),
    "GET /cases/{case_id}/family": Row(200, WORK),
    "GET /cases/{case_id}/prompts/{key}": Row(200, WORK),
    "GET /cases/{case_id}/accounts/{number}": Row(200, WORK),
    "GET /cases/{case_id}/result.{kind}": Row(200, WORK, at={"kind": "docx"}),
    # A case: writing and responding.
    "GET /cases/{case_id}/answer": Row(303, WORK, at={"?": "fact=child.mobility"}),
    "GET /cases/{case_id}/start/{name}": Row(200, WORK, at={"name": CHECKLIST}),
    "POST /cases/{case_id}/start/{name}": Row(EMPTY, WORK, at={"name": CHECKLIST}),
    "GET /cases/{case_id}/forms/{form}": Row(200, WORK),
    "GET /cases/{case_id}/forms/{form}/sections/{number}": Row(200, WORK),
    "GET /cases/{case_id}/forms/{form}/pages/{page}": Row(200, WORK),
    "POST /cases/{case_id}/forms/{form}/pages/{page}": Row(EMPTY, WORK),
    "GET /cases/{case_id}/forms/{form}/check": Row(200, WORK),
    "POST /cases/{case_id}/forms/{form}/check": Row(EMPTY, WORK),
    "GET /cases/{case_id}/forms/{form}/drop": Row(200, WORK),
    "POST /cases/{case_id}/forms/{form}/drop": Row(303, WORK),
    "GET /cases/{case_id}/added/{before}-{after}": Row(200, WORK, at={"before": "0", "after": "1"}),
    "POST /cases/{case_id}/accounts/{number}": Row(EMPTY, WORK),
    "POST /cases/{case_id}/prompts/{key}": Row(EMPTY, WORK),
    # A case: taking data out.
    "GET /cases/{case_id}/data/result.json": Row(200, TAKE_OUT),
    "GET /cases/{case_id}/data/case.{kind}": Row(200, TAKE_OUT, at={"kind": "json"}),
    # A case: everything about it, for a family's request or to move it.
    "GET /cases/{case_id}/everything": Row(200, HAND_OVER),
    "POST /cases/{case_id}/everything": Row(200, HAND_OVER),
    # Supervision. A record is for whoever holds the case and their supervisor, not for the whole team.
    "GET /supervision": Row(200, _same(WITH_CASES), others=403),
    "GET /supervision/agenda/{user_id}": Row(200, SUPERVISE, at={"?": "training={training}"}),
    "POST /supervision/agenda/{user_id}": Row(EMPTY, SUPERVISE, at={"?": "training={training}"}),
    "GET /supervision/agenda/{user_id}/agenda.{kind}": Row(
        200, SUPERVISE, at={"kind": "docx", "?": "training={training}"}
    ),
    "GET /supervision/team": Row(200, _same(SUPERVISORS)),
    "GET /supervision/team/team.{kind}": Row(200, _same(SUPERVISORS), at={"kind": "docx"}),
    "GET /cases/{case_id}/supervision": Row(200, SUPERVISE),
    "GET /cases/{case_id}/supervision/case.{kind}": Row(200, SUPERVISE, at={"kind": "docx"}),
    "POST /cases/{case_id}/supervision/draft": Row(303, SUPERVISE),
    "GET /cases/{case_id}/supervision/draft": Row(200, RECORD),
    "GET /cases/{case_id}/supervision/draft/sections/{key}": Row(200, RECORD, at={"key": "actions"}),
    "POST /cases/{case_id}/supervision/draft/sections/{key}": Row(409, RECORD, at={"key": "actions"}),
    "GET /cases/{case_id}/supervision/draft/check": Row(200, RECORD),
    "POST /cases/{case_id}/supervision/draft/check": Row(409, SUPERVISE),
    "GET /cases/{case_id}/supervision/records": Row(200, RECORD),
    "GET /cases/{case_id}/supervision/records/{number}": Row(200, RECORD),
    "GET /cases/{case_id}/supervision/records/{number}/record.{kind}": Row(200, RECORD, at={"kind": "docx"}),
    "POST /cases/{case_id}/supervision/records/{number}/sign": Row(EMPTY, RECORD),
    "POST /cases/{case_id}/supervision/records/{number}/correct": Row(303, SUPERVISE),
    "GET /cases/{case_id}/supervision/records/{number}/actions/{action}": Row(200, RECORD, at={"action": "a1"}),
    "POST /cases/{case_id}/supervision/records/{number}/actions/{action}": Row(EMPTY, RECORD, at={"action": "a1"}),
    "GET /cases/{case_id}/supervision/records/{number}/escalations/{escalation}": Row(
        200, RECORD, at={"escalation": "e1"}
    ),
    "POST /cases/{case_id}/supervision/records/{number}/escalations/{escalation}": Row(
        EMPTY, RECORD, at={"escalation": "e1"}
    ),
    "GET /cases/{case_id}/supervision/draft/drop": Row(200, SUPERVISE),
    "POST /cases/{case_id}/supervision/draft/drop": Row(303, SUPERVISE),
    # Who holds a case, and its review day.
    "GET /cases/{case_id}/assign": Row(200, SUPERVISE),
    "POST /cases/{case_id}/assign": Row(EMPTY, SUPERVISE),
    "POST /cases/{case_id}/assign/review": Row(EMPTY, SUPERVISE),
    # For programs, which act for somebody by their token.
    "GET /api/v1/cases": _program(200),
    "POST /api/v1/cases": _program(
        201, {"live": WORKERS, "training": frozenset({"trainer"})}, others=403,
        sends={"reference": "P-{unused}", "training": "{training}"},
    ),
    "GET /api/v1/cases/{case_id}": _program(200, WORK),
    "GET /api/v1/cases/{case_id}/accounts": _program(200, WORK),
    "GET /api/v1/cases/{case_id}/screening": _program(200, WORK),
    "POST /api/v1/cases/{case_id}/accounts": _program(422, WORK),
    "POST /api/v1/cases/{case_id}/accounts/{account_id}/withdrawal": _program(422, WORK, at={"account_id": "hv"}),
    "POST /api/v1/cases/{case_id}/questionnaire-responses": _program(422, WORK, at={"?": "expected_version=3"}),
    "POST /cds-services/screening": _program(200, WORK, sends={
        "hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/1", "patientId": "1"},
        "extension": {"urn:screening:case": {"case_id": "{case_id}"}},
    }),
    "POST /cds-services/screening/feedback": _program(200, WORK, sends={
        "feedback": [{"card": "{card}", "outcome": "overridden", "outcomeTimestamp": "2026-03-01T10:00:00Z"}],
    }),
    "POST /api/v1/screenings": _program(422),
    "GET /api/v1/rules": _program(200),
    "GET /api/v1/rules/{rule_id}": _program(200, at={"rule_id": "INJ-001"}),
    "GET /api/v1/learning": _program(200),
    "GET /api/v1/learning/{row_id}": _program(200, at={"row_id": "LEI-001"}),
    "GET /api/v1/checklists": _program(200),
    "GET /api/v1/checklists/{name}": _program(200, at={"name": CHECKLIST}),
    "GET /fhir/Questionnaire": _program(200),
    "GET /fhir/Questionnaire/{name}": _program(200, at={"name": CHECKLIST}),
    # The last, because nobody is signed in after it.
    "POST /sign-out": Row(303),
}  # fmt: skip
LEADS_TO_SIGN_IN: Final = frozenset({"POST /sign-out"})
"""Where even those who may are led to the sign-in page."""
