"""A screening in the order of the result page: what is open, what was answered, what was told differently.

The order and the words are those of ``reports.layout``. Here prompts that somebody has answered are set apart, each
prompt is given the key by which its page is found, and each telling the account that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from screening.engine.document import FactLine, Finding, Screening
from screening.reports import sentences
from screening.reports.layout import arrange
from screening.reports.plain import cleaned
from screening.reports.shown import place, shown, together
from screening.reports.tellings import telling
from screening.reports.view import Line, Shown, View
from screening.services.responding import Prompted
from screening.web.result import in_words
from screening.web.result.in_words import Answer
from screening.web.result.looking import key_of

ALL_ANSWERED: Final = (
    "Every prompt that is open now has been answered; the answers are below. This is not evidence of safety."
)


@dataclass(frozen=True)
class Prompt:
    """One prompt on the page.

    Attributes:
        shown: the finding in words.
        key: by which its own page is found; None where it is no prompt that can be answered.
        answers: the latest response for each child that it is about, where there is one.
        back: why it is here again although somebody has answered, in sentences.
    """

    shown: Shown
    key: str | None = None
    answers: tuple[Answer, ...] = ()
    back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """Everything on the result page that comes from the screening and the responses.

    Attributes:
        whole: the whole screening, arranged: questions, strengths, policies, sources, basis.
        open: what is left of it without the prompts that were answered: what to do, first, themes.
        nothing: what is said where no prompt is open.
        differing: facts on which accounts differ, each once.
    """

    whole: View
    open: View
    nothing: str | None
    first: tuple[Prompt, ...]
    themes: tuple[tuple[str, tuple[Prompt, ...]], ...]
    answered: tuple[Prompt, ...]
    differing: tuple[Line, ...]


def arranged(case_id: str, screening: Screening, prompts: Sequence[Prompted], users: Mapping[str, str]) -> Page:
    """The page of a screening.

    Args:
        case_id: of the case.
        screening: what it comes to.
        prompts: every prompt that is met or disputed with what was said to it.
        users: the name of each user by id.
    """
    screening = cleaned(screening)
    around = _Around(case_id, screening, prompts, users)
    left = [one for one in screening.findings if not around.prompts[_key(one)].silent]
    silent = [one for one in screening.findings if around.prompts[_key(one)].silent]
    whole = arrange(screening)
    rest = arrange(screening.model_copy(update={"findings": tuple(left)})) if silent else whole
    groups = {place(ones[0]): ones for ones in together(left)}
    return Page(
        whole=whole,
        open=rest,
        nothing=ALL_ANSWERED if silent and not left else rest.nothing,
        first=tuple(around.prompt(one, groups[one.place]) for one in rest.first),
        themes=tuple(
            (theme.title, tuple(around.prompt(one, groups[one.place]) for one in theme.findings))
            for theme in rest.themes
        ),
        answered=tuple(around.by_itself(ones) for ones in together(silent)),
        differing=tuple(_differing(screening)),
    )


def find(case_id: str, prompts: Sequence[Prompted], key: str) -> tuple[Prompted, ...]:
    """What a key of a page stands for: one rule for one or more children; empty where it is there no more."""
    by_key = {_key(one.finding): one for one in prompts}
    for silent in (False, True):
        for ones in together(one.finding for one in prompts if one.silent == silent):
            if _key_of(case_id, ones) == key:
                return tuple(by_key[_key(one)] for one in ones)
    return ()


def one_prompt(case_id: str, screening: Screening, prompts: Sequence[Prompted], users: Mapping[str, str]) -> Prompt:
    """One prompt by itself, for whichever children it is about."""
    screening = cleaned(screening)
    wanted = {_key(one.finding) for one in prompts}
    findings = [one for one in screening.findings if _key(one) in wanted]
    return _Around(case_id, screening, prompts, users).by_itself(findings)


class _Around:
    """What every prompt of a page is put into words with; the screening is clean."""

    def __init__(
        self, case_id: str, screening: Screening, prompts: Sequence[Prompted], users: Mapping[str, str]
    ) -> None:
        self.prompts = {_key(one.finding): one for one in prompts}
        self._case_id = case_id
        self._screening = screening
        self._users = users
        self._tellings = {one.id: telling(one) for one in screening.accounts}

    def prompt(self, one: Shown, findings: Sequence[Finding]) -> Prompt:
        """A finding in words with what was said to it."""
        ours = [self.prompts[_key(each)] for each in findings]
        answers = (in_words.answer(each.response, self._users) for each in ours if each.response is not None)
        back = (reason for each in ours for reason in in_words.back(each, self._tellings))
        key = _key_of(self._case_id, findings)
        return Prompt(one, key, tuple(dict.fromkeys(answers)), tuple(dict.fromkeys(back)))

    def by_itself(self, findings: Sequence[Finding]) -> Prompt:
        """Findings of one rule as one prompt."""
        (one,) = shown(self._screening, findings)
        return self.prompt(one, findings)


def _differing(screening: Screening) -> Iterator[Line]:
    """The facts on which accounts differ in a way that matters to a rule, each with what every account says."""
    found: dict[str, FactLine] = {}
    for finding in (*screening.findings, *screening.cannot_rule_out, *screening.strengths):
        for ground in finding.because:
            for fact in ground.facts:
                if fact.disputed:
                    found.setdefault(fact.path, fact)
    accounts = {one.id: one for one in screening.accounts}
    only_child = screening.children[0].id if len(screening.children) == 1 else None
    for fact in found.values():
        yield sentences.facts_line([fact], accounts, only_child)


def _key(finding: Finding) -> tuple[str, str | None]:
    return finding.rule, finding.subject


def _key_of(case_id: str, findings: Iterable[Finding]) -> str:
    return key_of(case_id, *(f"{one.rule} {one.subject or ''}" for one in findings))
