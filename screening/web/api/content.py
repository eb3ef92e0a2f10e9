"""Rules, rows of learning and checklists for programs: what the prompts rest on, in our own words, with the place."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from screening.errors import Problem
from screening.forms.checklist import Checklist
from screening.rulebook.pack import Pack
from screening.rulebook.rule import Kind, Rule, Urgency
from screening.services.in_use import usual_pack
from screening.services.offered import written
from screening.web.api.bodies import answer, operation
from screening.web.api.callers import caller
from screening.web.api.problems import ProblemRoute, refused

_CONFIG = ConfigDict(frozen=True, extra="forbid")

router = APIRouter(
    prefix="/api/v1", tags=["content"], route_class=ProblemRoute, dependencies=[Depends(caller("content-read"))]
)

After = Annotated[str, Query(pattern=r"^([A-Z]{3}-\d{3})?$", description="The last id of the page before.")]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]


class RuleLine(BaseModel):
    """One rule of a list."""

    model_config = _CONFIG
    id: str
    version: int
    title: str
    topic: str
    about: Literal["child", "case"]
    kind: Kind
    urgency: Urgency
    status: Literal["draft", "active", "retired"]
    learning: tuple[str, ...]


class RuleList(BaseModel):
    """Rules in the order of their ids; ``next`` goes into ``after`` for more."""

    model_config = _CONFIG
    pack: str
    version: str
    rules: tuple[RuleLine, ...]
    next: str | None = None


class Learning(BaseModel):
    """One row of learning: where in which document, what it teaches in our words, and which rules cite it."""

    model_config = _CONFIG
    id: str
    source: str
    cite_as: str
    locator: str
    kind: str
    summary: str
    when: str | None
    prompts: tuple[str, ...]
    rules: tuple[str, ...]


class LearningList(BaseModel):
    """Rows in the order of their ids; ``next`` goes into ``after`` for more."""

    model_config = _CONFIG
    learning: tuple[Learning, ...]
    next: str | None = None


class ChecklistLine(BaseModel):
    """One checklist of a list; ``questionnaire`` is where it is as a FHIR Questionnaire."""

    model_config = _CONFIG
    name: str
    title: str
    about: str
    minutes: int
    questionnaire: str


class ChecklistList(BaseModel):
    """Every checklist, in the order of their names."""

    model_config = _CONFIG
    checklists: tuple[ChecklistLine, ...]


@router.get("/rules", summary="Rules", **operation(answers=RuleList))
def list_rules(after: After = "", limit: Limit = 100) -> Response:
    """The rules of the pack."""
    pack = usual_pack()
    ids = [one for one in sorted(pack.rules) if one > after]
    lines = tuple(_line(pack.rules[one]) for one in ids[:limit])
    more = lines[-1].id if len(ids) > limit else None
    return answer(RuleList(pack=pack.header.id, version=pack.header.version, rules=lines, next=more))


@router.get("/rules/{rule_id}", summary="One rule", **operation(answers=Rule, refusals=(401, 403, 404)))
def one_rule(rule_id: str) -> Response:
    """One rule, as it is written, without its tests."""
    rule = usual_pack().rules.get(rule_id)
    if rule is None:
        raise refused(404, "There is no such rule.", [Problem("R304", "There is no such rule.")])
    body = rule.model_dump_json(by_alias=True, exclude_unset=True, exclude={"tests"})
    return Response(body, media_type="application/json")


@router.get("/learning", summary="Learning", **operation(answers=LearningList))
def list_learning(after: After = "", limit: Limit = 100) -> Response:
    """The rows of learning that the rules are drawn from."""
    pack = usual_pack()
    ids = [one for one in sorted(pack.learning) if one > after]
    rows = tuple(_row(pack, one) for one in ids[:limit])
    return answer(LearningList(learning=rows, next=rows[-1].id if len(ids) > limit else None))


@router.get("/learning/{row_id}", summary="One row of learning",
            **operation(answers=Learning, refusals=(401, 403, 404)))  # fmt: skip
def one_learning(row_id: str) -> Response:
    """One row of learning, with the rules that cite it."""
    pack = usual_pack()
    if row_id not in pack.learning:
        raise refused(404, "There is no such row.", [Problem("R305", "There is no such row of learning.")])
    return answer(_row(pack, row_id))


@router.get("/checklists", summary="Checklists", **operation(answers=ChecklistList, refusals=(401, 403)))
def list_checklists() -> Response:
    """Every checklist."""
    lines = tuple(
        ChecklistLine(
            name=name, title=one.title, about=one.about, minutes=one.minutes,
            questionnaire=f"/fhir/Questionnaire/{name}",
        )
        for name, one in sorted(written().items())
    )  # fmt: skip
    return answer(ChecklistList(checklists=lines))


@router.get("/checklists/{name}", summary="One checklist",
            **operation(answers=Checklist, refusals=(401, 403, 404)))  # fmt: skip
def one_checklist(name: str) -> Response:
    """One checklist, as it is written."""
    return answer(checklist_called(name))


def checklist_called(name: str) -> Checklist:
    """The checklist of a name.

    Raises:
        Refused: 404.
    """
    found = written().get(name)
    if found is None:
        raise refused(404, "There is no such checklist.", [Problem("K301", "There is no such checklist.")])
    return found


def _line(rule: Rule) -> RuleLine:
    return RuleLine(
        id=rule.id, version=rule.version, title=rule.title, topic=rule.topic, about=rule.about, kind=rule.kind,
        urgency=rule.urgency, status=rule.status, learning=rule.learning,
    )  # fmt: skip


def _row(pack: Pack, row_id: str) -> Learning:
    source, row = pack.learning[row_id]
    return Learning(
        id=row.id, source=source.id, cite_as=source.cite_as, locator=row.locator, kind=row.kind, summary=row.summary,
        when=row.when, prompts=row.prompts,
        rules=tuple(rule.id for rule in pack.rules.values() if row.id in rule.learning),
    )  # fmt: skip
