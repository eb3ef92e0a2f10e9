"""The reveal: what the rules come to from what a group knew at a checkpoint, with the learning that taught them.

It is made from the group's own accounts, so it tells no fact that the group did not have. Two things are held back. The
words of learning drawn from the scenario's own source wait for the last checkpoint or the debrief, because they tell
how the case ended. Policies are not shown at all, because naming them is the second exercise. What would have been
hindsight is for the facilitator, or for when the checkpoint that brought it has been opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import BaseModel, ConfigDict

from screening.engine.document import AccountLine, Checked, Finding, Ground, RestsOnOne, Screening, StandingWord
from screening.engine.screen import Second, screen
from screening.forms.scenario import Scenario
from screening.rulebook.pack import Pack
from screening.training.events import How, PolicyName, RuleKey, SeenByRules
from screening.training.seeing import case_for, pools_for, step_called
from screening.training.session import Pool, State

_TO_BE_NAMED: Final = ("law", "guidance", "procedure")
"""What the second exercise has groups name. Services, meetings and tools are reached through these."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(_Part):
    """A row of learning. Its place and words are None as long as they would tell how the case ended."""

    row: str
    cite_as: str
    locator: str | None
    summary: str | None


class Shown(RuleKey):
    """One thing that the rules have.

    Attributes:
        standing: ``not_known`` where something opens it that more information would settle.
        new: the rules did not have it at the checkpoint before.
        why: what reviews found; None as long as it would tell how the case ended.
        because: the facts that it rests on.
        asks: what to ask, in the rule's words.
        innocent: the innocent explanations to be thought of beside it.
    """

    title: str
    standing: StandingWord
    new: bool
    summary: str
    why: str | None
    because: tuple[Ground, ...]
    asks: tuple[str, ...]
    innocent: tuple[str, ...]
    learning: tuple[Cited, ...]

    @property
    def key(self) -> RuleKey:
        """The rule and whom it is about."""
        return RuleKey(rule=self.rule, subject=self.subject)


class Reveal(_Part):
    """What the rules have at one checkpoint from what one group knew.

    Attributes:
        number: of the checkpoint, counted from 1.
        prompts: met or disputed, those that are new first; concerns and points of practice.
        questions: open, and more information would settle it.
        strengths: what is going well.
        rests_on_one: what only a carer or family member told and nothing bears out.
        held_back: whether some learning waits for the end.
    """

    number: int
    as_of: str
    prompts: tuple[Shown, ...]
    questions: tuple[Shown, ...]
    strengths: tuple[Shown, ...]
    rests_on_one: tuple[RestsOnOne, ...]
    accounts: tuple[AccountLine, ...]
    held_back: bool
    checked: Checked

    @property
    def everything(self) -> tuple[Shown, ...]:
        """Prompts, questions and strengths in one."""
        return (*self.prompts, *self.questions, *self.strengths)


class Hindsight(RuleKey):
    """What nobody could have said at a checkpoint, and why. For the facilitator."""

    title: str
    why: str | None


def reveal(
    scenario: Scenario,
    step: str,
    pack: Pack,
    agency: str | None = None,
    pools: Iterable[Pool] = (),
    second: Second | None = None,
    *,
    at_the_end: bool = False,
) -> Reveal:
    """What the rules have from what a group knew.

    Args:
        scenario: the whole of it; only what the group may see is looked at.
        step: the checkpoint.
        pack: the rules.
        agency: whose knowledge the group has; None for the whole case.
        pools: what was put together with the group at the table.
        second: the other channel; without it the reveal says that it was checked by one.
        at_the_end: the last checkpoint, or the debrief, has been opened, so that nothing is held back.

    Raises:
        ProblemsFound: there is no such checkpoint or agency.
    """
    pools = tuple(pools)
    at = step_called(scenario, step)
    place = scenario.steps.index(at)
    found = screen(case_for(scenario, step, agency, pools), pack, at.as_of, second=second)
    before: set[tuple[str, str | None]] = set()
    if place > 0:
        earlier = scenario.steps[place - 1]
        past = [one for one in pools if scenario.steps.index(step_called(scenario, one.step)) < place]
        before = _keys(screen(case_for(scenario, earlier.id, agency, past), pack, earlier.as_of))
    own = None if at_the_end else scenario.source
    shown = {
        part: tuple(sorted((_shown(one, before, own) for one in ones), key=lambda one: not one.new))
        for part, ones in (
            ("prompts", found.findings),
            ("questions", found.cannot_rule_out),
            ("strengths", found.strengths),
        )
    }
    everything = [one for ones in shown.values() for one in ones]
    return Reveal(
        number=place + 1,
        as_of=found.as_of,
        prompts=shown["prompts"],
        questions=shown["questions"],
        strengths=shown["strengths"],
        rests_on_one=found.rests_on_one,
        accounts=found.accounts,
        held_back=any(one.summary is None for shown_one in everything for one in shown_one.learning),
        checked=found.checked,
    )


def reveal_for(
    now: State, scenario: Scenario, pack: Pack, group: str, step: str, second: Second | None = None
) -> Reveal | None:
    """What the rules have from what a group of a session knew; None before the facilitator has shown it."""
    sits = now.group(group)
    if sits is None or not now.is_revealed(step):
        return None
    at_the_end = now.next_step is None
    return reveal(scenario, step, pack, sits.agency, pools_for(now, group, step), second, at_the_end=at_the_end)


def learning_of(now: State, scenario: Scenario, pack: Pack, group: str) -> tuple[Cited, ...]:
    """The learning behind everything that a group was shown, each row once; its own source's words only at the end."""
    rows: dict[str, Cited] = {}
    for shown in now.revealed:
        found = reveal_for(now, scenario, pack, group, shown.step)
        for one in found.everything if found is not None else ():
            rows |= {row.row: row for row in one.learning}
    return tuple(rows[name] for name in sorted(rows))


def seen_by_rules(now: State, scenario: Scenario, step: str, pack: Pack) -> tuple[SeenByRules, ...]:
    """Everything that the rules have with all that was known to anybody, and which groups could have seen it.

    This is what a ``Revealed`` event keeps.
    """
    day = step_called(scenario, step).as_of
    whole = _by_how(screen(case_for(scenario, step), pack, day))
    views = {(one.agency, pools_for(now, one.id, step)) for one in now.groups}
    own = {
        seen: whole if seen[0] is None else _by_how(screen(case_for(scenario, step, *seen), pack, day))
        for seen in views
    }
    groups = [(one.id, own[one.agency, pools_for(now, one.id, step)]) for one in now.groups]
    return tuple(
        SeenByRules(
            rule=one.rule,
            subject=one.subject,
            how=how,
            title=one.title,
            to=tuple(group for group, found in groups if key in found[how]),
            asking=tuple(group for group, found in groups if how != "question" and key in found["question"]),
            policies=tuple(
                PolicyName(id=policy.id, name=policy.name)
                for policy in one.policies
                if how == "prompt" and pack.policies.find(policy.id).kind in _TO_BE_NAMED
            ),
        )
        for how, ones in whole.items()
        for key, one in ones.items()
    )


def hindsight(scenario: Scenario, step: str, pack: Pack) -> tuple[Hindsight, ...]:
    """What the scenario says that nobody could have known at a checkpoint, for the facilitator.

    Raises:
        ProblemsFound: there is no such checkpoint.
    """
    return tuple(_hindsight(scenario, step, pack))


def _hindsight(scenario: Scenario, step: str, pack: Pack) -> Iterator[Hindsight]:
    for one in step_called(scenario, step).expect:
        if one.standing_at_most is not None and one.rule in pack.rules:
            yield Hindsight(rule=one.rule, subject=one.subject, title=pack.rules[one.rule].title, why=one.why)


def _by_how(found: Screening) -> dict[How, dict[tuple[str, str | None], Finding]]:
    parts: tuple[tuple[How, tuple[Finding, ...]], ...] = (
        ("prompt", found.findings),
        ("question", found.cannot_rule_out),
        ("strength", found.strengths),
    )
    return {how: {(one.rule, one.subject): one for one in ones} for how, ones in parts}


def _keys(found: Screening) -> set[tuple[str, str | None]]:
    return {(one.rule, one.subject) for one in (*found.findings, *found.cannot_rule_out, *found.strengths)}


def _shown(one: Finding, before: set[tuple[str, str | None]], own: str | None) -> Shown:
    closed = any(row.source == own for row in one.citations)
    return Shown(
        rule=one.rule,
        subject=one.subject,
        title=one.title,
        standing=one.standing,
        new=(one.rule, one.subject) not in before,
        summary=one.summary,
        why=None if closed else one.why,
        because=one.because,
        asks=tuple(prompt.ask for prompt in one.prompts),
        innocent=one.innocent_explanations,
        learning=tuple(
            Cited(
                row=row.row,
                cite_as=row.cite_as,
                locator=None if row.source == own else row.locator,
                summary=None if row.source == own else row.summary,
            )
            for row in one.citations
        ),
    )
