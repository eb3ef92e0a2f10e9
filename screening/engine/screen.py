"""``screen``: a case file, a pack, a day and a lens in; one frozen Screening out. A pure function.

The second channel is handed in by the caller, so that this module starts no process. Showing a screening is left to
the reports.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screening import __version__
from screening.case.account import CaseFile
from screening.case.told import Told
from screening.conditions.standing import Standing
from screening.engine import findings
from screening.engine.document import (
    AccountLine,
    Checked,
    ChildLine,
    Disagreement,
    Finding,
    Lens,
    PackLine,
    RuleStanding,
    Screening,
)
from screening.engine.lens import view
from screening.engine.outcome import UNNAMED, Outcome, look, subjects
from screening.engine.questions import Settling, ranked, settling, smallest
from screening.engine.wording import age_in_words
from screening.rulebook.pack import Pack
from screening.rulebook.rule import URGENCIES

Second = Callable[[Pack, Told, Sequence[Outcome]], "SecondOpinion"]
"""The other channel: given the pack, what was told and the evaluator's outcomes, its own standings."""

NOTHING_SUPPOSED = Lens()
EVALUATOR = f"screening {__version__}"


@dataclass(frozen=True)
class SecondOpinion:
    """What the other channel came to: one standing per outcome, or why it could not say."""

    standings: tuple[Standing, ...] | None
    unavailable: str | None = None
    engine: str | None = None


def outcomes(pack: Pack, told: Told) -> tuple[Outcome, ...]:
    """Every rule in use for every subject, in the order of the pack."""
    return tuple(
        look(rule, pack.bound[rule.id], told, subject)
        for rule in pack.rules.values()
        if rule.status != "retired"
        for subject in subjects(rule, told)
    )


def screen(
    case: CaseFile, pack: Pack, as_of: datetime.date, lens: Lens = NOTHING_SUPPOSED, second: Second | None = None
) -> Screening:
    """Screen one case as known on one day.

    Args:
        case: what was told.
        pack: the rules, in the words of a locality.
        as_of: the day to look from; accounts dated later are left out.
        lens: a view of the case; everything known if not given.
        second: the other channel; without it the screening says that it was checked by one channel.

    Raises:
        ProblemsFound: a what-if of the lens names a fact that does not exist.
    """
    day = as_of.toordinal()
    told = view(case.all_accounts, day, lens, pack.header.changing_window_days)
    decided = outcomes(pack, told)
    opinion = _ask_beside(second, pack, told, decided)
    # Worked out while the second channel decides; it changes nothing here unless the two disagree.
    settlings = _settlings(pack, decided)
    resting = findings.rests_on_one(pack, told, decided)
    decided, checked = _checked(decided, opinion())
    if checked.disagreements:
        settlings = _settlings(pack, decided)
    shown = [one for one in decided if one.standing >= Standing.DISPUTED]
    asking = [one.outcome for one in settlings]
    return Screening(
        case=case.case,
        case_sha256=case_fingerprint(case),
        training=case.training,
        as_of=as_of.isoformat(),
        lens=lens,
        locality=pack.locality.id,
        locality_name=pack.locality.name,
        pack=PackLine(id=pack.header.id, title=pack.header.title, version=pack.header.version, sha256=pack.sha256),
        checked=checked,
        children=tuple(
            ChildLine(id=child, age=age_in_words(told, child)) for child in told.members.get("children", ())
        ),
        accounts=tuple(
            AccountLine(
                id=one.id or "",
                on=one.on,
                agency=one.agency,
                by=one.by,
                source=one.source,
                told_by=one.told_by,
                known_to=one.known_to,
            )
            for one in told.accounts
        ),
        findings=_found(pack, [one for one in shown if one.rule.kind != "strength"]),
        cannot_rule_out=_found(pack, asking),
        strengths=_found(pack, [one for one in shown if one.rule.kind == "strength"]),
        questions=tuple(findings.question(told, path, ones) for path, ones in ranked(settlings)),
        smallest_set=findings.smallest_set(smallest(settlings)),
        rests_on_one=resting,
        standings=tuple(
            RuleStanding(rule=one.rule.id, subject=_subject(one), standing=one.standing.word, open=one.open)
            for one in decided
        ),
        rules_looked_at=len({one.rule.id for one in decided}),
        drafts=len({one.rule.id for one in decided if one.rule.status == "draft"}),
        dormant=sum(1 for one in decided if one.standing == Standing.NOT_KNOWN and not one.open),
    )


def case_fingerprint(case: CaseFile) -> str:
    """SHA-256 over what the case file says, whatever way it was written and in whatever order its parts stand."""
    said = case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _settlings(pack: Pack, decided: Sequence[Outcome]) -> list[Settling]:
    """How each rule that is open and not known could be settled; what is going well is not asked about."""
    return [
        settling(one, pack.bound[one.rule.id])
        for one in decided
        if one.standing == Standing.NOT_KNOWN and one.open and one.rule.kind != "strength"
    ]


def _subject(outcome: Outcome) -> str | None:
    return None if outcome.subject == UNNAMED else outcome.subject


def _found(pack: Pack, chosen: Sequence[Outcome]) -> tuple[Finding, ...]:
    ordered = sorted(chosen, key=lambda one: URGENCIES.index(one.rule.urgency))
    return tuple(findings.finding(pack, one) for one in ordered)


def _ask_beside(
    second: Second | None, pack: Pack, told: Told, decided: Sequence[Outcome]
) -> Callable[[], SecondOpinion | None]:
    """Ask the second channel, whose work is done in another process, and go on meanwhile; call the result to wait."""
    if second is None:
        return lambda: None
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(max_workers=1)
    asked = pool.submit(second, pack, told, decided)
    pool.shutdown(wait=False)
    return asked.result


def _checked(decided: tuple[Outcome, ...], opinion: SecondOpinion | None) -> tuple[tuple[Outcome, ...], Checked]:
    if opinion is None:
        return decided, Checked(channels=1, engines=(EVALUATOR,), note="The second channel was not asked.")
    if opinion.standings is None:
        return decided, Checked(channels=1, engines=(EVALUATOR,), note=opinion.unavailable)
    disagreements: list[Disagreement] = []
    kept: list[Outcome] = []
    for one, other in zip(decided, opinion.standings, strict=True):
        if one.standing != other:
            disagreements.append(
                Disagreement(rule=one.rule.id, subject=_subject(one), evaluator=one.standing.word, durable=other.word)
            )
            one = findings.strengthened(one, other)
        kept.append(one)
    engines = (EVALUATOR, opinion.engine or "another engine")
    return tuple(kept), Checked(channels=2, engines=engines, disagreements=tuple(disagreements))
