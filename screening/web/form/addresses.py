"""The addresses of the form pages. They hold the case's opaque id and fingerprints, and nothing that a case says.

Which child a form is about and which question a page asks are case data; so both appear as fingerprints, and whoever
answers a request looks for the form or page that has it.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from screening.forms.made import rule_path


def form_key(case_id: str, name: str, child: str) -> str:
    """The fingerprint of the form of a name, filled in about a child."""
    return _print(case_id, name, child)


def page_key(form: str, key: str) -> str:
    """The fingerprint of a page of a form, by the form's own fingerprint and the page's key."""
    return _print(form, key)


def fact_key(case_id: str, path: str) -> str:
    """The fingerprint of a fact of a case, by its case path."""
    return _print(case_id, path)


def of_case(case_id: str) -> str:
    """The case's page."""
    return f"/cases/{case_id}"


def of_result(case_id: str) -> str:
    """The page that says what the case comes to."""
    return f"/cases/{case_id}/result"


def of_everything(case_id: str) -> str:
    """Where everything about the case is taken out."""
    return f"/cases/{case_id}/everything"


def of_start(case_id: str, name: str) -> str:
    """Where a form is begun."""
    return f"/cases/{case_id}/start/{name}"


def of_answer(case_id: str, path: str) -> str:
    """Where the question about one fact is answered, by the fact's case path such as ``children.sam.mobility``.

    Raises:
        UnknownFactError: the path leads to no fact.
    """
    return f"/cases/{case_id}/answer?" + urlencode({"fact": rule_path(path), "about": fact_key(case_id, path)})


def of_form(case_id: str, form: str) -> str:
    """The sections of a form that is being filled in."""
    return f"/cases/{case_id}/forms/{form}"


def of_page(case_id: str, form: str, key: str) -> str:
    """One page of a form, by the page's key."""
    return f"{of_form(case_id, form)}/pages/{page_key(form, key)}"


def of_section(case_id: str, form: str, section: int) -> str:
    """Every question of one section, with its answer."""
    return f"{of_form(case_id, form)}/sections/{section + 1}"


def of_check(case_id: str, form: str) -> str:
    """Check your answers."""
    return f"{of_form(case_id, form)}/check"


def of_drop(case_id: str, form: str) -> str:
    """Throw a draft away."""
    return f"{of_form(case_id, form)}/drop"


def of_account(case_id: str, number: int) -> str:
    """One account of a case, by its number counted from 1."""
    return f"/cases/{case_id}/accounts/{number}"


def of_added(case_id: str, before: int, after: int) -> str:
    """What was added to a case from one of its versions to another, and what that opened."""
    return f"/cases/{case_id}/added/{before}-{after}"


def _print(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
