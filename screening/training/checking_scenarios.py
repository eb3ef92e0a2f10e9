"""What is wrong or doubtful about a scenario that somebody writes, beyond what its file and its case can show.

A scenario can be without a mistake and still not work with a group: facts told after the point that needs them, a
point at which there is nothing to know, a text that was never written. Whether the rules come to what is expected is
worked out as ``screening scenario test`` does.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from screening.case.account import Account
from screening.case.identifiers import identifiers_in
from screening.case.told import Told, fold
from screening.engine.scenariotests import failure_of
from screening.engine.wording import day_in_words
from screening.errors import Problem, did_you_mean
from screening.forms.scenario import ANONYMISED, OWN_WORK, Expectation, Scenario, Step
from screening.rulebook.pack import Pack
from screening.training.writing_scenarios import TO_WRITE
from screening.yamlsource import Document

Place = tuple[str | int, ...]


def check_scenario(scenario: Scenario, document: Document, pack: Pack) -> tuple[Problem, ...]:
    """Everything to look at, each at its line; mistakes are errors, what is doubtful are warnings."""
    return tuple(_Checks(scenario, document, pack).run())


class _Checks:
    def __init__(self, scenario: Scenario, document: Document, pack: Pack) -> None:
        self.scenario = scenario
        self.document = document
        self.pack = pack
        self.accounts = scenario.case.all_accounts

    def run(self) -> Iterator[Problem]:
        yield from self._source()
        yield from self._texts()
        for number, account in enumerate(self.scenario.case.accounts):
            yield from self._account(("case", "accounts", number), account)
        before: Step | None = None
        for number, step in enumerate(self.scenario.steps):
            yield from self._step(("steps", number), step, before)
            before = step

    def _warn(self, code: str, message: str, place: Place, hint: str | None = None) -> Problem:
        return self.document.problem(code, message, place, hint=hint, severity="warning")

    def _source(self) -> Iterator[Problem]:
        known = (*self.pack.sources, OWN_WORK, ANONYMISED)
        source = self.scenario.source
        if source not in known:
            near = did_you_mean(source, known)
            hint = f'Did you mean "{near}"?' if near else f"Write {OWN_WORK} for a case that you made up."
            yield self.document.problem("T212", f'There is no source "{source}".', ("source",), hint=hint)

    def _texts(self) -> Iterator[Problem]:
        for place, text in _texts(self.scenario):
            if text.startswith(TO_WRITE):
                yield self._warn(
                    "T207", "This is still to be written.", place, f'Put your own text in place of "{text}"'
                )
            for code, what in identifiers_in(text):
                message = f"This text looks as if it held {what}."
                yield self._warn(code, message, place, "Make people up; nothing here may lead to anybody.")

    def _account(self, place: Place, account: Account) -> Iterator[Problem]:
        if account.basis is None:
            hint = "Add basis: invented, stated (a document says so) or derived (it follows from one)."
            yield self._warn("T206", "This account does not say where it comes from.", place, hint)
        if account.day is None:
            yield self._warn("T214", "This account has no day, so no group sees it.", place, 'Add on: "DATE".')
        elif account.day > self.scenario.steps[-1].as_of.toordinal():
            message = f"This account is told on {_day(account.day)}, after the last step. No group ever sees it."
            yield self._warn("T208", message, (*place, "on"), "Add a step, or date the account earlier.")

    def _step(self, place: Place, step: Step, before: Step | None) -> Iterator[Problem]:
        told = self._told(step.as_of.toordinal())
        if not told.accounts:
            message = f"By {_day(told.as_of)} nothing has been told, so there is nothing for a group to see."
            yield self._warn("T204", message, (*place, "as_of"), "Date an account to this day or earlier.")
        elif before is not None and len(told.accounts) == len(self._told(before.as_of.toordinal()).accounts):
            message = f"Nothing is told between {before.id} and this step, so a group sees the same again."
            yield self._warn("T205", message, (*place, "as_of"), "Date an account in between, or leave the step out.")
        for number, row in enumerate(step.learning):
            if row not in self.pack.learning:
                yield self._no_such("T211", "row of learning", row, self.pack.learning, (*place, "learning", number))
        for number, expected in enumerate(step.expect):
            yield from self._expected((*place, "expect", number), step, expected, told)

    def _expected(self, place: Place, step: Step, expected: Expectation, told: Told) -> Iterator[Problem]:
        rule = self.pack.rules.get(expected.rule)
        if rule is None:
            yield self._no_such("T209", "rule", expected.rule, self.pack.rules, (*place, "rule"))
            return
        children = told.members.get("children", ())
        if rule.about == "child" and expected.subject not in children:
            near = did_you_mean(expected.subject or "", children)
            known = f"The children by then: {', '.join(children)}." if children else "No child is told of by then."
            message = f"{rule.id} is about one child; say which with subject."
            if expected.subject:
                message = f'No child "{expected.subject}" is in the case by {_day(told.as_of)}.'
            hint = f'Did you mean "{near}"?' if near else known
            yield self.document.problem("T210", message, (*place, "subject"), hint=hint)
            return
        failure = failure_of(self.pack, told, expected)
        if failure is not None:
            later = self._holds_later(step, expected)
            if later is None:
                yield self._warn(
                    "T213", f"{rule.id}: {failure}.", place, "screening scenario preview shows what opens."
                )
            else:
                message = (
                    f"{rule.id} is expected here and opened by facts that are only told on {_day(later.day or 0)}."
                )
                hint = f"Account {later.id} tells them. Date it earlier, or expect the rule at a later step."
                yield self._warn("T203", message, place, hint)

    def _holds_later(self, step: Step, expected: Expectation) -> Account | None:
        """The first account after the step from which on it comes to what is expected."""
        if expected.standing not in ("met", "disputed"):
            return None
        later = (one for one in self.accounts if one.day is not None and one.day > step.as_of.toordinal())
        for account in sorted(later, key=lambda one: one.day or 0):
            if failure_of(self.pack, self._told(account.day or 0), expected) is None:
                return account
        return None

    def _told(self, day: int) -> Told:
        return fold(self.accounts, day, self.pack.header.changing_window_days)

    def _no_such(self, code: str, what: str, name: str, known: Iterable[str], place: Place) -> Problem:
        near = did_you_mean(name, known)
        hint = f'Did you mean "{near}"?' if near else None
        return self.document.problem(code, f"There is no {what} {name}.", place, hint=hint)


def _day(ordinal: int) -> str:
    return day_in_words(datetime.date.fromordinal(ordinal).isoformat())


def _texts(scenario: Scenario) -> Iterator[tuple[Place, str]]:
    """Every text of a scenario outside its case, which is checked as any case is; and each account's citation."""
    for name in ("title", "warning", "about", "provenance"):
        if text := getattr(scenario, name):
            yield (name,), text
    for name in ("prepare", "room", "debrief"):
        for number, text in enumerate(getattr(scenario, name)):
            yield (name, number), text
    for number, step in enumerate(scenario.steps):
        for name in ("title", "notes", "who_knew"):
            yield ("steps", number, name), getattr(step, name)
        for index, expected in enumerate(step.expect):
            if expected.why:
                yield ("steps", number, "expect", index, "why"), expected.why
    for number, account in enumerate(scenario.case.accounts):
        if account.cites:
            yield ("case", "accounts", number, "cites"), account.cites
