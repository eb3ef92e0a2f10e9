"""Questions for supervisor and worker to think with: what the open prompts ask of a supervisor, and the standing ones.

Both are cited. The first come from the rules that this case opens, and from rows of the registers that speak to
supervisors and that these rules cite; the second are those of the checklist for supervision, which hold for any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.engine.document import Citation, Finding
from screening.engine.findings import citation
from screening.forms.checklist import Checklist
from screening.rulebook.pack import Pack
from screening.supervision.reasons import Part


class Reflective(Part):
    """One question to think with.

    Attributes:
        of: what asks it: a rule, with its title, or a section of the checklist.
        citations: the paragraphs that taught it.
    """

    ask: str
    of: str
    title: str
    citations: tuple[Citation, ...]


class Reflection(Part):
    """What to think about: for this case, from the registers, and in any supervision."""

    of_this_case: tuple[Reflective, ...]
    of_the_registers: tuple[Reflective, ...]
    standing: tuple[Reflective, ...]


def reflection(findings: Iterable[Finding], pack: Pack, checklist: Checklist | None) -> Reflection:
    """The questions that a case's prompts bring with them, each once.

    Args:
        findings: prompts that are met or disputed.
        pack: the rules and registers.
        checklist: the one for supervision; None where the product came without it.
    """
    found = tuple(findings)
    return Reflection(
        of_this_case=_once(_of_prompts(found)),
        of_the_registers=_once(_of_rows(found, pack)),
        standing=_once(_of_checklist(checklist, pack)) if checklist else (),
    )


def _of_prompts(findings: Iterable[Finding]) -> Iterator[Reflective]:
    for one in findings:
        for prompt in one.prompts:
            if prompt.for_ == ("supervisor",):
                yield Reflective(ask=prompt.ask, of=one.rule, title=one.title, citations=one.citations)


def _of_rows(findings: Iterable[Finding], pack: Pack) -> Iterator[Reflective]:
    """Of the rows that the prompts cite, those that are written for supervisors and not for practitioners."""
    for finding in findings:
        for cited in finding.citations:
            _, row = pack.learning[cited.row]
            if "supervisor" in row.who and "practitioner" not in row.who:
                for ask in row.prompts:
                    yield Reflective(ask=ask, of=finding.rule, title=finding.title, citations=(cited,))


def _of_checklist(checklist: Checklist, pack: Pack) -> Iterator[Reflective]:
    for section in checklist.sections:
        for item in section.items:
            cited = tuple(citation(pack, row) for row in item.learning)
            yield Reflective(ask=item.do, of=checklist.checklist, title=section.title, citations=cited)


def _once(found: Iterable[Reflective]) -> tuple[Reflective, ...]:
    return tuple({one.ask: one for one in reversed(tuple(found))}.values())[::-1]
