"""What a training session shows, as outlines: the reveal, who found what, pooling, what-if and the nearest change.

The words here say who saw what and never add it up. Marks stand for a fixed word each; nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from screening.engine.document import AccountLine, Ground
from screening.reports import words
from screening.reports.comparing import change
from screening.reports.outline import Entry, Outline, Part, points
from screening.reports.plain import cleaned, theirs
from screening.reports.sentences import facts_line, lines
from screening.reports.view import Labelled, Line

if TYPE_CHECKING:
    from screening.engine.explain import Explanation
    from screening.training.events import EntryWritten
    from screening.training.matching import Had, Match
    from screening.training.pooling import Pooling, Together
    from screening.training.revealing import Cited, Hindsight, Reveal, Shown
    from screening.training.supposing import WhatIf

HELD_BACK: Final = "What the review of this case itself says waits for the end: it would tell what came later."
HELD_BACK_ROW: Final = "its words wait for the end"
PEOPLE_DECIDE: Final = "An entry counts as the same as a prompt only because people said so."


def arrange_reveal(shown: Reveal, title: str) -> Outline:
    """What the rules have at a checkpoint from what a group knew; what is new is opened out."""
    shown = cleaned(shown)
    accounts = {one.id: one for one in shown.accounts}
    new = [one for one in shown.prompts if one.new]
    known = [one for one in shown.prompts if not one.new]
    asked = [one for one in shown.questions if one.new]
    strengths = [one for one in shown.strengths if one.new]
    resting = [one.fact for one in shown.rests_on_one if one.without_it]
    parts = [
        Part(
            title="What the rules open here",
            entries=tuple(_shown(one, accounts) for one in new),
            empty="The rules open nothing here that was not open before. This is not evidence of safety.",
        ),
        Part(title="Open since earlier checkpoints", entries=tuple(_title(one) for one in known)),
        Part(title="Cannot be ruled out: what the rules would ask", entries=tuple(_asked(one) for one in asked)),
        Part(title="What is going well", entries=tuple(_shown(one, accounts) for one in strengths)),
        Part(
            title="Told by one carer or family member, and nothing bears it out",
            entries=tuple(Entry(text=_in_words(facts_line((one,), accounts))) for one in resting),
        ),
    ]
    notices = [words.TRAINING, *([HELD_BACK] if shown.held_back else [])]
    notices += [f"The two ways of deciding differ on {one.rule}." for one in shown.checked.disagreements]
    return Outline(
        title="What the rules have from what you knew",
        case=theirs(title),
        about=(Labelled(label="As known on", text=words.day(shown.as_of)),),
        notices=tuple(notices),
        parts=tuple(part for part in parts if part.entries or part.empty),
    )


def arrange_match(found: Match, title: str) -> Outline:
    """A group's entries beside what the rules had: by both, by the group alone, by the rules alone."""
    found = cleaned(found)
    parts = [
        Part(
            title="You and the rules both saw",
            entries=tuple(
                Entry(text=_seen(one.seen), rule=one.seen.rule, more=tuple(_entry(entry) for entry in one.entries))
                for one in found.both
            ),
            empty="No entry has been said to be the same as a prompt so far.",
        ),
        Part(
            title="You saw, and the rules did not: kept as ideas for rules",
            entries=tuple(_entry(one) for one in found.group_alone),
        ),
        Part(
            title="The rules saw, and nobody here wrote down",
            entries=tuple(Entry(text=_seen(one), rule=one.rule) for one in found.rules_alone if one.how == "prompt"),
        ),
        Part(title="Not looked at yet", entries=tuple(_entry(one) for one in found.undecided)),
    ]
    return Outline(
        title="What you wrote, beside what the rules had",
        case=theirs(title),
        about=(),
        notices=(PEOPLE_DECIDE,),
        parts=tuple(part for part in parts if part.entries or part.empty),
    )


def arrange_pooling(found: Pooling, title: str, absent: Iterable[str] = ()) -> Outline:
    """What putting knowledge together opens, who held which piece, and what it settles.

    Args:
        found: what pooling brought.
        title: of the scenario, or of the event where groups see it.
        absent: agencies that knew something and were not at the table; only where a facilitator reads it.
    """
    found = cleaned(found)
    accounts = {one.id: one for one in found.accounts}
    parts = [
        Part(
            title="What opens only when it is put together",
            entries=tuple(_together(one, accounts) for one in found.opened),
            empty="Nothing opens here that one of them could not have raised alone. This is not evidence of safety.",
        ),
        *(
            Part(
                title=f"What {_agency(one.agency)} would raise alone, and the others' knowledge changes",
                entries=tuple(change(row, accounts) for row in one.changes),
            )
            for one in found.settled
        ),
    ]
    left_out = words.joined(tuple(_agency(one) for one in absent))
    if left_out:
        parts.append(Part(title="Not at the table, and knew more", entries=points((left_out,))))
    return Outline(
        title="What putting it together shows",
        case=theirs(title),
        about=(
            Labelled(label="As known on", text=words.day(found.as_of)),
            Labelled(label="At the table", text=words.joined(tuple(_agency(one) for one in found.agencies))),
        ),
        notices=(words.TRAINING,),
        parts=tuple(parts),
    )


def arrange_what_if(found: WhatIf, title: str) -> Outline:
    """What opens or closes if one fact had been otherwise, and what that rests on."""
    found = cleaned(found)
    was = theirs(found.was.value) if found.was else "not told"
    rests_on = {(one.rule, one.subject): one for one in found.findings}
    entries = []
    for row in found.changes.changes:
        finding = rests_on[row.rule, row.subject]
        grounds = tuple(Entry(text=_in_words(line)) for line in lines(finding.because, {}, finding.subject))
        why = (Entry(mark="Rests on" if row.how in ("opened", "stronger") else "Rested on", text="", more=grounds),)
        shown = change(row, {})
        entries.append(shown.model_copy(update={"more": (*shown.more, *(why if grounds else ()))}))
    return Outline(
        title="What if one fact had been otherwise",
        case=theirs(title),
        about=(
            Labelled(label="As known on", text=words.day(found.as_of)),
            Labelled(label="The fact", text=f"{theirs(found.supposed.thing)}, {found.supposed.label}"),
            Labelled(label="As told", text=was),
            Labelled(label="Supposed", text=theirs(found.supposed.value)),
        ),
        notices=(words.TRAINING, *found.changes.notes),
        parts=(
            Part(
                title="What stands differently then", entries=tuple(entries), empty="No prompt would stand differently."
            ),
        ),
    )


def arrange_nearest(found: Iterable[Explanation], title: str) -> tuple[Outline, ...]:
    """For one rule, the single facts whose change would move it; one outline for each child."""
    return tuple(_nearest(cleaned(one), title) for one in found)


def arrange_learning(found: Iterable[Cited]) -> Part:
    """The learning behind what was shown, row by row."""
    return Part(
        title="What the reviews teach here",
        entries=tuple(
            Entry(mark=one.row, text=f"{one.cite_as}, {one.locator}", more=points((one.summary or HELD_BACK_ROW,)))
            for one in map(cleaned, found)
        ),
        empty="Nothing was shown.",
    )


def arrange_hindsight(found: Iterable[Hindsight]) -> Part:
    """What nobody could have said at a checkpoint; for the facilitator."""
    return Part(
        title="What would have been hindsight",
        entries=tuple(
            Entry(text=one.title, rule=one.rule, more=(Entry(text=one.why),) if one.why else ())
            for one in map(cleaned, found)
        ),
        empty="The scenario names nothing here.",
    )


def _nearest(one: Explanation, title: str) -> Outline:
    finding = one.finding
    near = [
        Entry(
            mark=f"would be {words.STANDING[row.becomes]}",
            text=f"{theirs(row.thing)}, {row.label}: "
            f"{words.joined(tuple(theirs(answer) for answer in row.answers), 'or')}",
            more=(Entry(mark="path", text=theirs(row.path)),),
        )
        for row in one.would_change
    ]
    about = [Labelled(label="Rule", text=f"{finding.rule}, {finding.title}")]
    if finding.subject:
        about.append(Labelled(label="Child", text=theirs(finding.subject)))
    about += [
        Labelled(label="As known on", text=words.day(one.as_of)),
        Labelled(label="It is", text=words.STANDING[finding.standing]),
    ]
    return Outline(
        title="The nearest change",
        case=theirs(title),
        about=tuple(about),
        notices=(words.TRAINING,),
        parts=(
            Part(
                title="One fact told otherwise that would move it",
                entries=tuple(near),
                empty="No single fact, told otherwise, would move it.",
            ),
        ),
    )


def _title(one: Shown) -> Entry:
    return Entry(
        mark="DISPUTED" if one.standing == "disputed" else None,
        text=f"{one.title} ({theirs(one.subject)})" if one.subject else one.title,
        rule=one.rule,
    )


def _asked(one: Shown) -> Entry:
    entry = _title(one)
    return entry.model_copy(update={"more": tuple(Entry(mark="Ask", text=text) for text in one.asks[:1])})


def _shown(one: Shown, accounts: Mapping[str, AccountLine]) -> Entry:
    return _title(one).model_copy(update={"more": tuple(_more(one, accounts))})


def _more(one: Shown, accounts: Mapping[str, AccountLine]) -> Iterator[Entry]:
    for line in _grounds(one.because, accounts, one.subject):
        yield Entry(mark="Because", text=line)
    for text in one.asks:
        yield Entry(mark="Ask", text=text)
    if one.innocent:
        yield Entry(mark="Could be innocent", text="", more=points(one.innocent))
    if one.why:
        yield Entry(mark="What reviews found", text=one.why)
    places: dict[str, list[str]] = {}
    for row in one.learning:
        place = f"{row.cite_as}, {row.locator}" if row.locator else f"{row.cite_as}; {HELD_BACK_ROW}"
        places.setdefault(place, []).append(row.row)
    for place, rows in places.items():
        yield Entry(mark=words.joined(tuple(rows)), text=place)


def _together(one: Together, accounts: Mapping[str, AccountLine]) -> Entry:
    pieces = tuple(
        Entry(
            mark=f"Only {words.joined(tuple(_agency(agency) for agency in piece.known_to))}"
            if piece.known_to
            else "Nobody by themselves",
            text="; ".join(_grounds((Ground(facts=piece.facts),), accounts, one.subject)),
        )
        for piece in one.pieces
    )
    return Entry(
        mark=words.HOW["opened"],
        text=f"{one.title} ({theirs(one.subject)})" if one.subject else one.title,
        rule=one.rule,
        more=(*pieces, Entry(mark="Learning", text=words.joined(one.learning))),
    )


def _seen(one: Had) -> str:
    return f"{one.title} ({theirs(one.subject)})" if one.subject else one.title


def _entry(entry: EntryWritten) -> Entry:
    from screening.training.exercises import entry_in_words

    return Entry(mark="You wrote", text=theirs(entry_in_words(entry)))


def _agency(agency: str) -> str:
    return theirs(words.agency(agency))


def _grounds(grounds: Iterable[Ground], accounts: Mapping[str, AccountLine], subject: str | None) -> tuple[str, ...]:
    return tuple(_in_words(line) for line in lines(grounds, accounts, subject))


def _in_words(line: Line) -> str:
    """A line as one text, with who told it where that is known."""
    said = []
    for one in line.said:
        told = [teller for teller in one.told if not teller.startswith("not said who")]
        sides = f": {'; '.join(one.differing)}" if one.differing else ""
        said.append(f"{one.what}{sides}{f' ({words.joined(tuple(told))})' if told else ''}")
    return " ".join(filter(None, (line.lead, "; ".join(said))))
