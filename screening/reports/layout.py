"""``arrange``: a screening in the order in which it is read, the same for terminal, page and Markdown.

First what is urgent and whom to go to; then why, a few things opened out; then what to ask; then what goes well; then
what it all rests on. The order is the same whatever is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.engine.document import Disagreement, Finding, Lens, Screening
from screening.reports import sentences, words
from screening.reports.actions import actions
from screening.reports.asking import asking, rule_of
from screening.reports.basis import basis
from screening.reports.citing import policies, sources
from screening.reports.plain import cleaned, sentence, theirs
from screening.reports.shown import place, shown
from screening.reports.view import Heading, Labelled, Line, Notice, OnOne, View
from screening.rulebook.rule import URGENCIES

OPENED_OUT = 3
"""How many findings are opened out at first. Three can be read before a visit; more are one step away."""


def arrange(screening: Screening) -> View:
    """The whole screening, arranged."""
    screening = cleaned(screening)
    findings = sorted(screening.findings, key=lambda one: URGENCIES.index(one.urgency))
    opened = _opened(findings)
    concerns = [one for one in findings if one.kind != "practice"]
    practice = [one for one in findings if one.kind == "practice"]
    steps = actions(findings)
    return View(
        heading=heading(screening),
        notices=tuple(_notices(screening)),
        actions=steps,
        nobody=words.NOBODY_NAMED if screening.findings and not steps else None,
        nothing=_nothing(screening),
        concerns=shown(screening, concerns, opened),
        practice=shown(screening, practice, opened),
        meanings=_meanings(screening),
        asking=asking(screening),
        strengths=shown(screening, screening.strengths, frozenset(place(one) for one in screening.strengths)),
        rests_on_one=tuple(_rests_on_one(screening)),
        policies=policies(screening),
        sources=sources(screening),
        basis=basis(screening),
        closing=words.CLOSING,
    )


def heading(screening: Screening) -> Heading:
    """What stands above everything else; for a cleaned document."""
    children = "; ".join(f"{theirs(one.id)}, {one.age or 'age not known'}" for one in screening.children)
    about = [
        Labelled(label="Child" if len(screening.children) == 1 else "Children", text=children or "none recorded"),
        Labelled(label="As known on", text=words.day(screening.as_of)),
        Labelled(label="Locality", text=screening.locality_name),
        *(Labelled(label="Seen as", text=one) for one in lens_in_words(screening.lens)),
    ]
    return Heading(
        danger=words.DANGER,
        case=theirs(screening.case),
        training=words.TRAINING if screening.training else None,
        about=tuple(about),
    )


def lens_in_words(lens: Lens) -> Iterator[str]:
    """Which part of the file was looked at, where it was not the whole."""
    if lens.known_to:
        yield f"only what {words.joined(tuple(theirs(words.agency(one)) for one in lens.known_to), 'or')} told or knew"
    if lens.face_value:
        yield "without what only a carer or the family told and nothing bears out"
    for path, value in lens.what_if:
        yield f"supposing that {theirs(path)} is {theirs(value)}"


def _opened(findings: Sequence[Finding]) -> frozenset[str]:
    """The most urgent few; among equals, what is about the child before what is about the work."""
    ordered = sorted(findings, key=lambda one: (URGENCIES.index(one.urgency), one.kind == "practice"))
    return frozenset(place(one) for one in ordered[:OPENED_OUT])


def _notices(screening: Screening) -> Iterator[Notice]:
    if screening.lens.what_if:
        yield Notice(title="This is not what is known. It supposes something, to see what would change.")
    checked = screening.checked
    if checked.disagreements:
        only_child = screening.children[0].id if len(screening.children) == 1 else None
        yield Notice(
            title="The two channels that decide do not agree. The stronger standing is kept.",
            lines=(
                *(_disagreement(one, only_child) for one in checked.disagreements),
                "Something is wrong in the software or the rules. Rely on your own reading, and report this.",
            ),
        )
    elif checked.channels == 1:
        reason = checked.note or "no reason given"
        yield Notice(title=f"Checked by one channel only: {reason}", loud=False)


def _disagreement(one: Disagreement, only_child: str | None) -> str:
    rule = rule_of(f"{one.rule} {one.subject}" if one.subject else one.rule, only_child)
    first, second = words.STANDING[one.evaluator], words.STANDING[one.durable]
    return f"{rule}: the evaluator says {first}, the second channel says {second}."


def _nothing(screening: Screening) -> str | None:
    if screening.findings:
        return None
    return words.NOTHING_MET if screening.cannot_rule_out else words.NOTHING


def _meanings(screening: Screening) -> tuple[Labelled, ...]:
    used = {one.urgency for one in (*screening.findings, *screening.cannot_rule_out)}
    return tuple(Labelled(label=words.URGENCY[one], text=words.MEANING[one]) for one in URGENCIES if one in used)


def _rests_on_one(screening: Screening) -> Iterator[OnOne]:
    accounts = {one.id: one for one in screening.accounts}
    only_child = screening.children[0].id if len(screening.children) == 1 else None
    for one in screening.rests_on_one:
        line: Line = sentences.fact_line(one.fact, accounts, only_child)
        yield OnOne(line=line, without=tuple(sentence(_without(text, only_child)) for text in one.without_it))


def _without(text: str, only_child: str | None) -> str:
    """``INJ-001 robyn: met with it, not_known without it`` in words."""
    name, colon, standings = text.partition(": ")
    for code, word in words.STANDING.items():
        standings = standings.replace(f"{code} with", f"{word} with")
    return f"{rule_of(name, only_child)}{colon}{standings}"
