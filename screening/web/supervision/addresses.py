"""The addresses of supervision. They hold opaque ids, numbers of records and fixed words, and nothing of a case."""

from __future__ import annotations

START = "/supervision"
TEAM = "/supervision/team"


def of_agenda(user_id: str) -> str:
    """The agenda for whoever holds cases; ``?training=yes`` makes it that of their training cases."""
    return f"/supervision/agenda/{user_id}"


def of_supervision(case_id: str) -> str:
    """A case in supervision."""
    return f"/cases/{case_id}/supervision"


def of_records(case_id: str) -> str:
    """Every record of a case, and what is still to be done."""
    return f"/cases/{case_id}/supervision/records"


def of_record(case_id: str, number: int) -> str:
    """One record."""
    return f"{of_records(case_id)}/{number}"


def of_evidence(case_id: str, number: int, action: str) -> str:
    """Where somebody says how they know that an action was done."""
    return f"{of_record(case_id, number)}/actions/{action}"


def of_reply(case_id: str, number: int, escalation: str) -> str:
    """Where somebody says what came back to an escalation."""
    return f"{of_record(case_id, number)}/escalations/{escalation}"


def of_draft(case_id: str) -> str:
    """The record that is being written."""
    return f"/cases/{case_id}/supervision/draft"


def of_section(case_id: str, section: str) -> str:
    """One section of it."""
    return f"{of_draft(case_id)}/sections/{section}"


def of_check(case_id: str) -> str:
    """Where it is looked over and kept."""
    return f"{of_draft(case_id)}/check"


def of_assigning(case_id: str) -> str:
    """Who holds a case, and when it is looked at again."""
    return f"/cases/{case_id}/assign"
