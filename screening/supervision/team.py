"""``team_view``: what a team's cases lack: facts not known, policies that prompts lead to, how prompts are answered.

It is about the work, and about no family and no worker: there is no way to ask for it by practitioner, by child or by
any trait of a family, and small counts are left out (``screening.suppressing``). It compares nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

from screening.engine.document import Checked, Finding, Named, PackLine
from screening.engine.screen import Second
from screening.errors import Problem, ProblemsFound
from screening.rulebook.pack import Pack
from screening.supervision.brought import CaseForSupervision, ResponseKind
from screening.supervision.prompts_waiting import answer
from screening.supervision.reasons import Part
from screening.supervision.since_last import Looked, look
from screening.suppressing import FEWEST, Count, left_out, shares

Answer = Literal["nobody", "came-back", ResponseKind, "not-known"]
"""How a prompt was answered. ``came-back``: it was, and the answer no longer holds. ``not-known``: from a case file."""

ANSWERS: Final[tuple[Answer, ...]] = ("nobody", "came-back", *get_args(ResponseKind), "not-known")
POLICY_USE: Final = ("named-and-followed", "named-only", "none-named", "not-recorded")


class Share(Part):
    """In how many cases something is. ``cases``: None where it is left out because it is few, or all but few."""

    id: str
    text: str
    cases: int | None


class Row(Part):
    """One row of a table: its theme, and its counts; None where one is left out."""

    theme: str
    counts: tuple[int | None, ...]
    total: int | None


class Prompts(Part):
    """Prompts by theme and answer. ``all``: the sums, in a row of their own."""

    answers: tuple[Answer, ...]
    rows: tuple[Row, ...]
    all: Row


class TeamView(Part):
    """What a team's cases lack.

    Attributes:
        cases: how many were looked at; None where they are too few to show anything.
        fewest: counts below this are left out.
        unknown: facts that open prompts ask for and nobody told, those missing most often first.
        policies: policies that a prompt names which is met or disputed.
        policy_use: what is told of the policies with which decisions were made.
        prompts: None where there are too few cases.
    """

    as_of: str
    cases: int | None
    fewest: int
    unknown: tuple[Share, ...] = ()
    policies: tuple[Share, ...] = ()
    policy_use: tuple[Share, ...] = ()
    prompts: Prompts | None = None
    locality_name: str
    pack: PackLine
    checked: tuple[Checked, ...] = ()


def team_view(
    cases: Iterable[CaseForSupervision], pack: Pack, *, fewest: int = FEWEST, second: Second | None = None
) -> TeamView:
    """What the cases of a team lack.

    Args:
        cases: of the team; one at least.
        pack: the rules.
        fewest: counts below this are left out; 3 or more.
        second: the other channel.

    Raises:
        ProblemsFound: there is no case (U103).
    """
    brought = tuple(cases)
    if not brought:
        raise ProblemsFound([Problem("U103", "There is no case to look at.")])
    as_of = max(one.as_of for one in brought).isoformat()
    line = PackLine(id=pack.header.id, title=pack.header.title, version=pack.header.version, sha256=pack.sha256)
    if len(brought) < 2 * fewest:
        return TeamView(as_of=as_of, cases=None, fewest=fewest, locality_name=pack.locality.name, pack=line)
    looked = [look(one, pack, second) for one in brought]
    named = {policy.id: policy.name for one in looked for policy in _named(one)}
    questions = {ask.fact: ask.ask for one in looked for ask in one.now.questions}
    return TeamView(
        as_of=as_of,
        cases=len(looked),
        fewest=fewest,
        unknown=_shares([{ask.fact for ask in one.now.questions} for one in looked], questions, fewest),
        policies=_shares([{policy.id for policy in _named(one)} for one in looked], named, fewest),
        policy_use=_shares([_used(one) for one in looked], {one: one for one in POLICY_USE}, fewest),
        prompts=_prompts(looked, fewest),
        locality_name=pack.locality.name,
        pack=line,
        checked=tuple(one.now.checked for one in looked),
    )


def _named(looked: Looked) -> Iterator[Named]:
    for finding in looked.now.findings:
        yield from finding.policies
        if finding.escalate and finding.escalate.policy:
            yield finding.escalate.policy


def _used(looked: Looked) -> set[str]:
    """What is told of the policies of a case's decisions; a decision of which nothing is told counts as such."""
    found: set[str] = set()
    for path in looked.entries("decisions"):
        found |= {str(one) for one in looked.values(f"{path}.policy_used")} or {"not-recorded"}
    return found


def _shares(by_case: Sequence[set[str]], texts: Mapping[str, str], fewest: int) -> tuple[Share, ...]:
    """In how many cases each thing is, the most first; what is left out stands last, in the order of the alphabet."""
    counts = Counter(name for names in by_case for name in names)
    shown = shares(counts, len(by_case), fewest)
    found = [Share(id=name, text=texts[name], cases=shown[name]) for name in counts]
    return tuple(sorted(found, key=lambda one: (one.cases is None, -(one.cases or 0), one.text, one.id)))


def _prompts(looked: Sequence[Looked], fewest: int) -> Prompts:
    prompts: dict[tuple[str, Answer], list[int]] = {}
    for number, one in enumerate(looked):
        for finding in one.now.findings:
            prompts.setdefault((finding.theme, _answered(one, finding)), []).append(number)
    themes = sorted({theme for theme, _ in prompts})
    answers = tuple(one for one in ANSWERS if any(found == one for _, found in prompts))
    table = [
        [_count(prompts, [theme], [one]) for one in answers] + [_count(prompts, [theme], answers)] for theme in themes
    ]  # fmt: skip
    table.append([_count(prompts, themes, [one]) for one in answers] + [_count(prompts, themes, answers)])
    out = left_out(table, fewest)
    shown = [
        [None if (row, column) in out else one.number for column, one in enumerate(line)]
        for row, line in enumerate(table)
    ]  # fmt: skip
    *rows, total = (
        Row(theme=theme, counts=tuple(line[:-1]), total=line[-1])
        for theme, line in zip([*themes, "All themes"], shown, strict=True)
    )
    return Prompts(answers=answers, rows=tuple(rows), all=total)


def _answered(looked: Looked, finding: Finding) -> Answer:
    state, response = answer(looked, finding)
    if state == "responses-not-known":
        return "not-known"
    if response is None:
        return "nobody"
    return "came-back" if state in ("changed", "overdue") else response.kind


def _count(
    prompts: Mapping[tuple[str, Answer], Sequence[int]], themes: Iterable[str], answers: Sequence[Answer]
) -> Count:
    cases = [number for theme in themes for one in answers for number in prompts.get((theme, one), ())]
    return Count(number=len(cases), families=len(set(cases)))
