"""The order of a checklist's pages for one family: one thing at a time, and only what makes sense to ask.

Each page is one question, or asks whether a list has any, or more, entries. Which pages there are depends on what has
been answered, here and in the case before; what is no longer asked is no longer said either. Showing a page and reading
an answer are left to whoever holds the conversation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from screening.case.account import Account
from screening.case.dictionary import Entry, at_case_path
from screening.case.told import Told, fold
from screening.conditions.binding import Binder
from screening.conditions.evaluate import Scope, evaluate
from screening.conditions.standing import Standing
from screening.conditions.tree import Condition
from screening.forms.checklist import Checklist, Question, Section, about_of, asked
from screening.forms.draft import Draft
from screening.forms.telling import accounts_of, facts_of


@dataclass(frozen=True)
class Ask:
    """One question.

    Attributes:
        key: the case path of the fact; unique among the pages.
        section: number of the section, counted from 0.
        words: the question as it is asked.
        help: one or two sentences that make it answerable; may be empty.
        entry: the fact in the dictionary.
    """

    key: str
    section: int
    question: Question
    words: str
    help: str
    entry: Entry


@dataclass(frozen=True)
class More:
    """Whether a list has any, or more, entries.

    Attributes:
        key: unique among the pages.
        path: the case path of the list.
        so_far: the entries spoken of before this page.
    """

    key: str
    section: int
    path: str
    entry: Entry
    so_far: tuple[str, ...]

    @property
    def of(self) -> str | None:
        """Whose list it is, for a list of the case's people, such as ``mother``; else None."""
        parts = self.path.split(".")
        return parts[1] if len(parts) > 1 and parts[0] == "people" else None


@dataclass(frozen=True)
class How:
    """How somebody knows what a section holds; asked where something was said in it."""

    key: str
    section: int


Page = Ask | More | How


@dataclass(frozen=True)
class Interview:
    """A checklist put to one family.

    Attributes:
        before: the accounts that the case held before.
    """

    checklist: Checklist
    before: tuple[Account, ...] = field(default=())

    def pages(self, draft: Draft) -> tuple[Page, ...]:
        """Every page that is to be shown with the answers so far, in order.

        What a list holds is asked where it first comes up; later sections about the same list speak of its entries.
        """
        found: list[Page] = []
        listed: set[str] = set()
        for number, section in enumerate(self.checklist.sections):
            if section.each is None:
                found += self._questions(draft, found, number, section, "")
                found += _how(draft, found, number)
                continue
            for path in list_paths(section.each, draft):
                self._entries(draft, found, number, section, path, path not in listed)
                listed.add(path)
            found += _how(draft, found, number)
        return tuple(found)

    def _entries(self, draft: Draft, found: list[Page], number: int, section: Section, path: str, first: bool) -> None:
        """The pages of a section for one list; whether there are any, or more, only where the list comes up first."""
        entries = draft.entries.get(path, ())
        for index, entry in enumerate(entries):
            if first:
                found.append(_more(number, path, entries[:index]))
            found += self._questions(draft, found, number, section, f"{path}.{entry}.")
        if first:
            found.append(_more(number, path, entries))

    def accounts(self, draft: Draft, pages: Sequence[Page] | None = None) -> tuple[Account, ...]:
        """What the answers tell, ready to be added to the case; see ``telling``.

        Args:
            draft: the answers.
            pages: what ``pages`` gives for them, where it has been asked already.
        """
        sections = {
            page.path if isinstance(page, More) else page.key: page.section
            for page in (self.pages(draft) if pages is None else pages)
            if not isinstance(page, How)
        }
        return accounts_of(draft, sections, [one.id for one in self.before if one.id])

    def recorded(self, draft: Draft) -> Told:
        """What the case held before this conversation, as of its day."""
        return fold(self.before, draft.on.toordinal())

    def _questions(
        self, draft: Draft, before: Sequence[Page], number: int, section: Section, prefix: str
    ) -> Iterator[Ask]:
        """The questions of a section for the child or one entry; each may depend on those before it."""
        pages = list(before)
        if not self._wanted(draft, pages, section, section.ask_when, prefix):
            return
        for question in section.questions:
            if not self._wanted(draft, pages, section, question.ask_when, prefix):
                continue
            key = prefix + question.fact if prefix else case_path(question.fact, draft.child)
            entry = at_case_path(key)
            words, help_ = asked(section, question), question.help or entry.fact.help
            page = Ask(key, number, question, words, help_, entry)
            pages.append(page)
            yield page

    def _wanted(
        self, draft: Draft, pages: Sequence[Page], section: Section, condition: Condition | None, prefix: str
    ) -> bool:
        """Whether a condition, if there is one, is met by what the case held and the pages so far were answered."""
        if condition is None:
            return True
        said = Account(id="draft", on=draft.on.isoformat(), facts=facts_of(draft, pages_answered(pages, draft)))
        told = fold([*self.before, said], draft.on.toordinal())
        bound = Binder().bind(condition, about_of(section))
        if bound is None:
            raise AssertionError("a checklist that could be read has conditions that can be bound")
        scope = Scope(told, child=f"children.{draft.child}.", member=prefix)
        return evaluate(bound, scope).standing >= Standing.DISPUTED


def case_path(rule_path: str, child: str) -> str:
    """``child.injuries`` becomes ``children.sam.injuries``; ``case.people`` becomes ``people``."""
    root, _, rest = rule_path.partition(".")
    return f"children.{child}.{rest}" if root == "child" else rest


def list_paths(each: str, draft: Draft) -> tuple[str, ...]:
    """The case paths of a section's list: one, or for a list inside a list one for each entry spoken of."""
    outer, _, inner = each.rpartition(".")
    if outer in ("case", "child"):
        return (case_path(each, draft.child),)
    return tuple(
        f"{path}.{entry}.{inner}" for path in list_paths(outer, draft) for entry in draft.entries.get(path, ())
    )


def pages_answered(pages: Sequence[Page], draft: Draft) -> tuple[str, ...]:
    """The case paths of the questions among the pages that have been answered, in order."""
    return tuple(page.key for page in pages if isinstance(page, Ask) and page.key in draft.answers)


def is_done(page: Page, draft: Draft) -> bool:
    """Whether a page has been dealt with."""
    if isinstance(page, Ask):
        return page.key in draft.answers
    if isinstance(page, How):
        return page.section in draft.how
    return len(page.so_far) < len(draft.entries.get(page.path, ())) or page.path in draft.ended


def new_entry(draft: Draft, path: str, taken: Sequence[str]) -> str:
    """An id for a new entry of a list: the word for one of them and the first free number, such as ``injury-2``.

    Args:
        draft: the answers so far.
        path: the case path of the list.
        taken: ids that the case has in this list already.
    """
    member = at_case_path(path).member
    word = member.__name__.lower() if member is not None else "entry"
    used = {*taken, *draft.entries.get(path, ())}
    return next(name for number in range(1, len(used) + 2) if (name := f"{word}-{number}") not in used)


def _how(draft: Draft, pages: Sequence[Page], section: int) -> Iterator[How]:
    here = [page for page in pages if page.section == section]
    said = any(isinstance(page, Ask) and page.key in draft.answers and draft.answers[page.key].said for page in here)
    if said or any(isinstance(page, More) and page.path in draft.ended for page in here):
        yield How(f"how#{section}", section)


def _more(section: int, path: str, so_far: tuple[str, ...]) -> More:
    return More(f"{path}#{len(so_far)}", section, path, at_case_path(path), so_far)
