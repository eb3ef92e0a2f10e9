"""An explanation as an outline: the condition test by test, what was told, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from screening.engine.document import AccountLine, FactLine, Finding
from screening.reports import words
from screening.reports.outline import Entry, Outline, Part, points
from screening.reports.plain import cleaned, theirs
from screening.reports.sentences import Accounts
from screening.reports.shown import chosen, step
from screening.reports.tellings import telling
from screening.reports.view import Labelled

if TYPE_CHECKING:
    from screening.engine.explain import Explanation, NearChange, Step


def arrange_explanations(
    explanations: Iterable[Explanation], accounts: Iterable[AccountLine] = ()
) -> tuple[Outline, ...]:
    """One outline for each subject that the rule was looked at for.

    Args:
        explanations: of one rule.
        accounts: those of a screening of the same case. An explanation names accounts only by their ids; with these
            it says who told what, how they know and when.
    """
    known = {one.id: one for one in map(cleaned, accounts)}
    return tuple(_arrange(cleaned(one), known) for one in explanations)


def _arrange(explanation: Explanation, accounts: Accounts) -> Outline:
    finding = explanation.finding
    stands = words.STANDING[finding.standing]
    if finding.standing == "not_known":
        stands += ", and something recorded opens it" if explanation.open else ", and nothing recorded opens it"
    about = [
        Labelled(label="Rule", text=f"{finding.rule}, version {finding.version}, {finding.title}"),
        *([Labelled(label="Child", text=theirs(finding.subject))] if finding.subject else []),
        Labelled(label="As known on", text=words.day(explanation.as_of)),
        Labelled(label="It is", text=stands),
    ]
    draft = ("The rule is a draft that no partnership has signed off.",) if finding.status == "draft" else ()
    return Outline(
        title=f"How {finding.rule} comes to stand as it does",
        case=theirs(explanation.case),
        about=tuple(about),
        notices=draft,
        parts=tuple(part for part in _parts(explanation, accounts) if part.entries or part.empty),
    )


def _parts(explanation: Explanation, accounts: Accounts) -> Iterator[Part]:
    finding = explanation.finding
    yield Part(title="What it looks for", entries=points((finding.summary, finding.why)))
    yield Part(title="The condition, test by test", entries=(_step(explanation.condition, accounts),))
    yield Part(
        title="What would change it",
        entries=tuple(_near(one) for one in explanation.would_change),
        empty="No single fact, told otherwise, would change it.",
    )
    yield Part(title=f"{words.URGENCY[finding.urgency]}: what to do and ask", entries=tuple(_prompts(finding)))
    yield Part(title="What could be innocent", entries=points(finding.innocent_explanations))
    yield Part(title="What it does not see", entries=points(finding.limits))
    yield Part(title="What we chose because no source says it", entries=points(chosen(finding)))
    yield Part(
        title="Where it comes from",
        entries=tuple(
            Entry(mark=one.row, text=f"{one.cite_as}, {one.locator}", more=(Entry(text=one.summary),))
            for one in finding.citations
        ),
    )


def _step(one: Step, accounts: Accounts) -> Entry:
    told = _told(one.told, accounts) if one.told else ()
    return Entry(
        mark=words.STANDING[one.standing],
        text=words.days_in(theirs(one.words)),
        more=(*told, *(_step(part, accounts) for part in one.parts)),
    )


def _told(fact: FactLine, accounts: Accounts) -> tuple[Entry, ...]:
    return tuple(
        Entry(mark="told", text=f"{theirs(one.value)} ({_teller(one.account, accounts)})") for one in fact.told
    )


def _teller(account: str, accounts: Accounts) -> str:
    return telling(accounts[account]) if account in accounts else f"account {theirs(account)}"


def _near(one: NearChange) -> Entry:
    answers = words.joined(tuple(theirs(answer) for answer in one.answers), "or")
    return Entry(mark=f"would be {words.STANDING[one.becomes]}", text=f"{theirs(one.thing)} – {one.label}: {answers}")


def _prompts(finding: Finding) -> Iterator[Entry]:
    if finding.escalate is not None:
        yield Entry(mark=words.WITHIN[finding.escalate.within], text=step(finding.escalate))
    for prompt in finding.prompts:
        yield Entry(mark="in supervision" if prompt.for_ == ("supervisor",) else "ask", text=prompt.ask)
