"""May a pack be locked as it stands, and is its lock current?

A rule may change what it decides only with a new version, and each new version and each rule that is gone has its line
in the changelog, so that a practitioner who sees another prompt than last month can read why. An id is never used
again. Words may change freely; the lock is only renewed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from screening.errors import Problem
from screening.rulebook.history import CHANGELOG, WHOLE_PACK, Entry, History
from screening.rulebook.lock import LOCK_FILE, Lock, concepts_used, lock_of
from screening.rulebook.pack import Pack, PackFiles
from screening.rulebook.rule import Rule
from screening.yamlsource import Document


@dataclass(frozen=True)
class Locking:
    """A pack that is to be locked, with its changelog and the lock until now.

    Attributes:
        pack: read in its own locality.
        before: the lock until now and its file; None where the pack has never been locked.
    """

    pack: Pack
    files: PackFiles
    history: History
    before: tuple[Lock, Document] | None

    @cached_property
    def now(self) -> Lock:
        """The lock of the pack as it stands."""
        return lock_of(self.pack, self.history, self.before[0] if self.before else None)

    def refusals(self) -> list[Problem]:
        """Everything for which the pack may not be locked."""
        return [
            *self._of_the_pack(),
            *(problem for rule in self.pack.rules.values() for problem in self._of_a_rule(rule)),
            *self._of_the_gone(),
        ]

    def behind(self) -> list[Problem]:
        """Where the lock is not what the pack and its changelog now give."""
        renew = "screening rules lock renews it."
        if self.before is None:
            return [Problem("R411", f"The pack has no {LOCK_FILE}.", str(self.files.folder / LOCK_FILE), hint=renew)]
        (old, document), new = self.before, self.now
        rules = {name for name in {*old.rules, *new.rules} if old.rules.get(name) != new.rules.get(name)}
        gone = {name for name in {*old.gone, *new.gone} if old.gone.get(name) != new.gone.get(name)}
        whole = [key for key in ("pack_version", "changing_window_days") if getattr(old, key) != getattr(new, key)]
        places = [*((key,) for key in whole), *(("rules", name) for name in sorted(rules)),
                  *(("gone", name) for name in sorted(gone - rules))]  # fmt: skip
        return [
            document.problem(
                "R411", f"The lock does not hold {place[-1]} as it stands.", place, at_key=True, hint=renew
            )
            for place in places
        ]

    def _of_the_pack(self) -> Iterator[Problem]:
        version = self.pack.header.version
        header = self.files.documents["pack.yaml"]
        if version not in self.history.versions:
            hint = f'Start one: "## {version} - unreleased".'
            yield header.problem("R409", f"{CHANGELOG} has no heading for {version}.", ("version",), hint=hint)
        if self.before is None:
            return
        old = self.before[0]
        if old.changing_window_days == self.pack.header.changing_window_days:
            return
        told = any(one.name == WHOLE_PACK and one.pack_version == version for one in self.history.entries)
        if old.pack_version == version or not told:
            message = f"The window was {old.changing_window_days} days when the pack was locked; every rule reads it."
            hint = f'Raise the version of the pack and add "- **{WHOLE_PACK}**: ..." under it in {CHANGELOG}.'
            yield header.problem("R410", message, ("changing_window_days",), hint=hint)

    def _of_a_rule(self, rule: Rule) -> Iterator[Problem]:
        document = self.files.documents[self.files.rules[rule.id]]
        old = self.before[0].rules.get(rule.id) if self.before else None
        if rule.id in self.history.gone() or (self.before and rule.id in self.before[0].gone):
            message = f"{rule.id} is the id of a rule that is gone; an id is never used again."
            yield document.problem("R406", message, ("id",), hint="Take the next free number.")
            return
        if old is not None and rule.version < old.version:
            message = f"The version of {rule.id} went down from {old.version} to {rule.version}."
            yield document.problem("R404", message, ("version",), hint=f"Set it to {old.version} or higher.")
        elif old and rule.version == old.version and old.decides != self.now.rules[rule.id].decides:
            message = f"{rule.id} does not decide what it did when version {old.version} was locked."
            hint = f"Set the version to {old.version + 1} and say in {CHANGELOG} what changed.{self._of_concepts(rule)}"
            yield document.problem("R403", message, ("version",), hint=hint)
        elif (old is None or rule.version > old.version) and not self.history.tells_of(rule.id, rule.version):
            message = f"{CHANGELOG} does not say what version {rule.version} of {rule.id} brought."
            hint = f'Add "- **{rule.id}** v{rule.version}: ..." under "## {self.pack.header.version}" there.'
            yield document.problem("R405", message, ("version",), hint=hint)

    def _of_concepts(self, rule: Rule) -> str:
        used = sorted(concepts_used(rule.when, self.pack.concepts))
        return f" Its concepts count too: {', '.join(used)}." if used else ""

    def _of_the_gone(self) -> Iterator[Problem]:
        told = self.history.gone()
        for name in sorted(self.before[0].rules if self.before else ()):
            if name not in self.pack.rules and name not in told and self.before:
                message = f"{name} was locked and is no longer there."
                hint = f'Add "- **{name}** gone: why; see the rule that took its place" to {CHANGELOG}.'
                yield self.before[1].problem("R407", message, ("rules", name), at_key=True, hint=hint)
        for entry in told.values():
            if entry.instead is not None and not self._is_known(entry):
                message = f"{entry.instead}, which is to stand for {entry.name}, is no rule."
                yield Problem("R408", message, self.history.file, entry.line, 1)

    def _is_known(self, entry: Entry) -> bool:
        return entry.instead in self.pack.rules or entry.instead in self.history.gone()
