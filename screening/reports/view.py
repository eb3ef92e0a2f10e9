"""The arrangement of a screening, ready to be shown: what stands in it and in which order, the same for every format.

Text here is clean and may hold the marks of ``plain.theirs``. Nothing is worked out by a renderer; it only decides how
much is open at first and how it looks.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from screening.engine.document import Citation, Named


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Said(_Part):
    """One thing told.

    Attributes:
        what: the fact in words.
        told: who told it, how they know and when; one for each account.
        differing: where accounts differ, what each says; then there is no ``told``.
        accounts: for each of these, in the same order, the ids of the accounts that it comes from.
    """

    what: str
    told: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    accounts: tuple[tuple[str, ...], ...] = ()


class Line(_Part):
    """One reason in words: what is told of one thing. ``lead`` says whose or what it is, where that needs saying."""

    lead: str | None = None
    said: tuple[Said, ...]


class Labelled(_Part):
    """A label and what belongs to it."""

    label: str
    text: str


class Notice(_Part):
    """Something that must be read before the rest. ``loud`` ones change how far the rest can be relied on."""

    title: str
    lines: tuple[str, ...] = ()
    loud: bool = True


class Heading(_Part):
    """What stands above everything else.

    Attributes:
        case: the case reference.
        about: children, day, locality and the rest, in that order.
    """

    danger: str
    case: str
    training: str | None
    about: tuple[Labelled, ...]


class Action(_Part):
    """Somebody to go to, how soon, and under what, from all findings that ask for it.

    Attributes:
        soon: how soon, in words, such as ``today``.
        step: what to do, such as ``Speak to children's social care``.
        policies: under which policies.
        also: what else belongs to it.
    """

    soon: str
    step: str
    to: Named
    policies: tuple[Named, ...]
    also: tuple[Named, ...]
    rules: tuple[str, ...]


class Ask(_Part):
    """A prompt. ``for_supervision``: it is for the supervisor only."""

    text: str
    for_supervision: bool


class Shown(_Part):
    """One finding.

    Attributes:
        place: an id for links within one page.
        subject: whose it is, where the case has several children.
        of_work: it is about what services did or have yet to do.
        opened: it is among the few that are opened out at first.
        escalation: whom to go to, how soon, in words.
        asked: how many of the questions that stand elsewhere ask for what is missing, where it cannot be ruled out.
        missing: what else is missing, which no answer alone would settle.
    """

    place: str
    rule: str
    version: int
    draft: bool
    of_work: bool
    title: str
    subject: str | None
    urgency: Literal["IMMEDIATE", "REFER", "CONSULT", "REFLECT"]
    disputed: bool
    opened: bool
    summary: str
    why: str
    grounds: tuple[Line, ...]
    prompts: tuple[Ask, ...]
    escalation: str | None
    innocent: tuple[str, ...]
    limits: tuple[str, ...]
    chosen_by_us: tuple[str, ...]
    policies: tuple[Named, ...]
    citations: tuple[Citation, ...]
    asked: int
    missing: tuple[str, ...]


class Theme(_Part):
    """Findings that are read together, the most urgent first."""

    title: str
    findings: tuple[Shown, ...]


class Asked(_Part):
    """One question. ``about``: whose answer it is, where that does not go without saying. ``path``: of the fact."""

    path: str
    ask: str
    about: str | None
    help: str
    who: tuple[str, ...]
    settles: tuple[str, ...]
    reason: str | None


class AskedOf(_Part):
    """Questions that the same people could answer."""

    who: str
    questions: tuple[Asked, ...]


class Asking(_Part):
    """What cannot be ruled out and what to ask.

    Attributes:
        first: the smallest set; ``first_note`` says what it settles and how it was found.
        then: every other question.
        open_rules: the rules that cannot be ruled out.
    """

    first: tuple[Asked, ...]
    first_note: str | None
    then: tuple[AskedOf, ...]
    open_rules: tuple[Shown, ...]


class OnOne(_Part):
    """Something that rests on one person's word, the rules that it bears on, and what would stand differently."""

    line: Line
    rules: tuple[str, ...]
    without: tuple[str, ...]


class PolicyUsed(_Part):
    """A policy or contact with the rules that name it. ``first``: a met or disputed prompt names it."""

    policy: Named
    rules: tuple[str, ...]
    first: bool


class Passage(_Part):
    """One row of a source with the rules that cite it."""

    row: str
    locator: str
    summary: str
    rules: tuple[str, ...]


class SourceUsed(_Part):
    """A source with the passages of it that are cited."""

    cite_as: str
    passages: tuple[Passage, ...]


class View(_Part):
    """A whole screening, arranged.

    Attributes:
        nothing: the sentence that stands where no prompt is met.
        nobody: the sentence that stands where prompts are met and none names anybody to go to.
        first: the few findings that are opened out; the rest by theme.
        meanings: the urgency words that occur, each with what it means.
        basis: what it was screened with, sentence by sentence.
    """

    heading: Heading
    notices: tuple[Notice, ...]
    actions: tuple[Action, ...]
    nobody: str | None
    nothing: str | None
    first: tuple[Shown, ...]
    themes: tuple[Theme, ...]
    meanings: tuple[Labelled, ...]
    asking: Asking | None
    strengths: tuple[Shown, ...]
    rests_on_one: tuple[OnOne, ...]
    policies: tuple[PolicyUsed, ...]
    sources: tuple[SourceUsed, ...]
    basis: tuple[str, ...]
    closing: str
