"""Writes the answers of a draft as a QuestionnaireResponse, as a record system would that shows the Questionnaire."""

from __future__ import annotations

from typing import Any

from screening.case.dictionary import at_case_path
from screening.fhir.codes import ANY, NONE, REASON, SOURCE
from screening.fhir.outline import Item, outline
from screening.fhir.questionnaire import ADDRESS
from screening.forms.checklist import Checklist
from screening.forms.draft import Draft


def coding(system: str, code: str) -> dict[str, Any]:
    return {"valueCoding": {"system": system, "code": code}}


def response_of(checklist: Checklist, draft: Draft) -> dict[str, Any]:
    items = _items(outline(checklist), draft, "")
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": ADDRESS + checklist.checklist,
        "authored": draft.on.isoformat(),
        "item": items,
    }


def _items(outlined: tuple[Item, ...], draft: Draft, prefix: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in outlined:
        if item.part == "each":
            path = path_of(item.fact, draft, prefix, is_list=True)
            for entry in draft.entries.get(path, ()):
                found.append({"linkId": item.link, "item": _items(item.items, draft, f"{path}.{entry}.")})
        elif item.kind == "group":
            if inside := _items(item.items, draft, prefix):
                found.append({"linkId": item.link, "item": inside})
        elif answers := answers_to(item, draft, prefix):
            found.append({"linkId": item.link, "answer": answers})
    return found


def answers_to(item: Item, draft: Draft, prefix: str) -> list[dict[str, Any]]:
    plain = {"child": draft.child, "on": None, "agency": draft.agency, "by": draft.by}
    if item.part in plain:
        value = plain[item.part]
        return [{"valueString": value}] if value else []
    if item.part == "word":
        return [{"valueString": prefix.split(".")[-2]}]
    if item.part in ("how", "who-said"):
        return _how(item, draft)
    if item.part == "any":
        return _any(draft, path_of(item.fact, draft, prefix, is_list=True))
    if item.part == "known-to":
        return [{"valueString": one} for one in draft.known_to.get(item.section or 0, ())]
    if item.part == "note":
        note = draft.notes.get(item.section or 0)
        return [{"valueString": note}] if note else []
    if item.part in ("answer", "why-not"):
        return _answer(item, draft, path_of(item.fact, draft, prefix))
    return []


def _answer(item: Item, draft: Draft, path: str) -> list[dict[str, Any]]:
    answer = draft.answers.get(path)
    if answer is None or not answer.said or item.entry is None:
        return []
    if answer.not_known is not None:
        return [coding(REASON, answer.not_known)] if item.part == "why-not" or item.kind == "coding" else []
    if item.part == "why-not":
        return []
    if item.kind == "coding":
        if answer.value == ():
            return [coding(NONE, "none")]
        values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        codes = ["yes" if one is True else "no" if one is False else str(one) for one in values]
        return [coding(next(o.system for o in item.options if o.code == code), code) for code in codes]
    field = {"date": "valueDate", "integer": "valueInteger"}.get(item.kind, "valueString")
    return [{field: one} for one in (answer.value if isinstance(answer.value, tuple) else (answer.value,))]


def _any(draft: Draft, path: str) -> list[dict[str, Any]]:
    entries = draft.entries.get(path, ())
    if path not in draft.ended:
        return [coding(ANY, "may-be-more")] if entries else []
    reason = draft.ended[path]
    if reason is not None:
        return [coding(REASON, reason)]
    return [coding(ANY, "all-here" if entries else "none")]


def _how(item: Item, draft: Draft) -> list[dict[str, Any]]:
    how = draft.how.get(item.section) if item.section is not None else None
    if how is None:
        return []
    if item.part == "how":
        return [coding(SOURCE, how.source)]
    return [{"valueString": how.told_by}] if how.told_by else []


def path_of(fact: str, draft: Draft, prefix: str, *, is_list: bool = False) -> str:
    if prefix:
        return prefix + (fact.rpartition(".")[2] if is_list else fact)
    root, _, rest = fact.partition(".")
    path = f"children.{draft.child}.{rest}" if root == "child" else rest
    at_case_path(path)
    return path
