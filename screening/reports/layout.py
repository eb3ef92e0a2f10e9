"""``arrange``: a screening in the order in which it is read, the same for terminal, page and Markdown.

First what is urgent and whom to go to; then a few findings opened out, and the rest by theme; then what to ask; then
what goes well; then what it all rests on. The order is the same whatever is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.engine.document import Disagreement, Finding, Lens, RestsOnOne, Screening
from screening.reports import sentences, words
from screening.reports.actions import SOONEST_FIRST, actions
from screening.reports.asking import asking, rule_of
from screening.reports.basis import basis
from screening.reports.citing import policies, sources
from screening.reports.plain import cleaned, sentence, theirs
from screening.reports.shown import place, shown, together
from screening.reports.view import Heading, Labelled, Line, Notice, OnOne, Theme, View
from screening.rulebook.rule import URGENCIES

OPENED_OUT = 3
"""How many findings are opened out at first. Three can be read before a visit; more are one step away."""


def arrange(screening: Screening) -> View:
    """The whole screening, arranged."""
    screening = cleaned(screening)
    findings = sorted(screening.findings, key=_reading_order)
    opened = _opened(findings)
    places = frozenset(place(one) for one in opened)
    steps = actions(findings)
    return View(
        heading=heading(screening),
        notices=tuple(_notices(screening)),
        actions=steps,
        nobody=words.NOBODY_NAMED if screening.findings and not steps else None,
        nothing=_nothing(screening),
        first=shown(screening, opened, places),
        themes=tuple(_themes(screening, [one for one in findings if place(one) not in places])),
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


def _reading_order(finding: Finding) -> tuple[int, int, bool]:
    """The most urgent first; among equals what is due soonest, and what is about the child before the work."""
    due = SOONEST_FIRST.index(finding.escalate.within) if finding.escalate else len(SOONEST_FIRST)
    return URGENCIES.index(finding.urgency), due, finding.kind == "practice"


def _opened(findings: Sequence[Finding]) -> list[Finding]:
    """Those of the most urgent few rules; among equals, one of each theme before a second one of the same."""
    chosen: list[tuple[Finding, ...]] = []
    left = list(together(findings))
    while left and len(chosen) < OPENED_OUT:
        themes = {ones[0].theme for ones in chosen}
        equal = [ones for ones in left if _reading_order(ones[0]) == _reading_order(left[0][0])]
        ones = next((ones for ones in equal if ones[0].theme not in themes), equal[0])
        chosen.append(ones)
        left.remove(ones)
    return [one for ones in chosen for one in ones]


def _themes(screening: Screening, findings: Sequence[Finding]) -> Iterator[Theme]:
    """What is not opened out, by theme; the themes in the order of their most urgent finding."""
    for title in dict.fromkeys(one.theme for one in findings):
        yield Theme(title=title, findings=shown(screening, [one for one in findings if one.theme == title]))


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
    """What rests on one person's word, all facts about one thing together."""
    accounts = {one.id: one for one in screening.accounts}
    only_child = screening.children[0].id if len(screening.children) == 1 else None
    by_thing: dict[str, list[RestsOnOne]] = {}
    for one in screening.rests_on_one:
        by_thing.setdefault(one.fact.thing, []).append(one)
    for ones in by_thing.values():
        line: Line = sentences.facts_line([one.fact for one in ones], accounts, only_child)
        changes = dict.fromkeys(text for one in ones for text in one.without_it)
        rules = dict.fromkeys(text.partition(":")[0].partition(" ")[0] for text in changes)
        yield OnOne(
            line=line, rules=tuple(rules), without=tuple(sentence(_without(text, only_child)) for text in changes)
        )


def _without(text: str, only_child: str | None) -> str:
    """``INJ-001 robyn: met with it, not_known without it`` in words."""
    name, colon, standings = text.partition(": ")
    for code, word in words.STANDING.items():
        standings = standings.replace(f"{code} with", f"{word} with")
    return f"{rule_of(name, only_child)}{colon}{standings}"
