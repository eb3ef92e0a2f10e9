"""What differs between two packs: rules, the concepts they use, definitions of places, and the window of accounts.

It says what a reviewer of a change has to look at, field by field. What the change comes to in real cases is left to
the engine's ``impact``.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from screening.rulebook.lock import concepts_used, decides, plain
from screening.rulebook.pack import Pack
from screening.rulebook.rule import ChosenByUs, Concept, Escalate, Prompt, Related, Review, Rule
from screening.yamlsource import dump

_NOT_COMPARED = frozenset({"id", "version"})
"""The first tells which rules to compare; the second has a place of its own."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldChange(_Frozen):
    """One field that differs.

    Attributes:
        before, after: the two values, where the field holds one; None where it held nothing.
        lines: for a condition, the lines of a unified diff.
        removed, added: items of a list that only one of the two has.
        altered: names of tests that both have and that are not the same.
    """

    field: str
    before: str | None = None
    after: str | None = None
    lines: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


How = Literal["added", "gone", "retired", "changed"]


class RuleChange(_Frozen):
    """A rule that differs.

    Attributes:
        version_before, version_after: None where the pack does not have the rule.
        decides: when it opens or where it leads has changed, and not only its words or tests.
    """

    rule: str
    title: str
    how: How
    version_before: int | None
    version_after: int | None
    decides: bool
    fields: tuple[FieldChange, ...] = ()


class ConceptChange(_Frozen):
    """A concept that differs, and every rule that uses it, directly or through another, before or after."""

    concept: str
    title: str
    how: Literal["added", "gone", "changed"]
    fields: tuple[FieldChange, ...] = ()
    rules: tuple[str, ...] = ()


class DefinitionChange(_Frozen):
    """What a locality counts under a definition; None where it does not set it."""

    locality: str
    definition: str
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


class Differences(_Frozen):
    """Two packs compared.

    Attributes:
        before, after: their ids and versions.
        window_before, window_after: days for which an account of a changing fact counts beside a later one.
        rules_before, rules_after: how many rules each has.
    """

    before: str
    after: str
    window_before: int
    window_after: int
    rules_before: int
    rules_after: int
    rules: tuple[RuleChange, ...]
    concepts: tuple[ConceptChange, ...]
    definitions: tuple[DefinitionChange, ...]


def differences(before: Pack, after: Pack) -> Differences:
    """What differs; both packs are read with their tests, each in its own locality."""
    ids = sorted({*before.rules, *after.rules})
    rules = (_rule(before, after, before.rules.get(name), after.rules.get(name)) for name in ids)
    names = sorted({*before.concepts, *after.concepts})
    concepts = (_concept(before, after, before.concepts.get(name), after.concepts.get(name)) for name in names)
    return Differences(
        before=_pack_line(before),
        after=_pack_line(after),
        window_before=before.header.changing_window_days,
        window_after=after.header.changing_window_days,
        rules_before=len(before.rules),
        rules_after=len(after.rules),
        rules=tuple(one for one in rules if one is not None),
        concepts=tuple(one for one in concepts if one is not None),
        definitions=_definitions(before, after),
    )


def _pack_line(pack: Pack) -> str:
    return f"{pack.header.id} {pack.header.version}"


def _rule(packs_before: Pack, pack_after: Pack, old: Rule | None, new: Rule | None) -> RuleChange | None:
    known = new or old
    if known is None:
        raise AssertionError("a rule is in one of the two")
    otherwise = old is None or new is None or decides(packs_before, old) != decides(pack_after, new)
    fields = _fields(old, new) if old is not None and new is not None else ()
    if old is not None and new is not None and not fields and old.version == new.version:
        return None
    retired = old is not None and new is not None and old.status != "retired" and new.status == "retired"
    how: How = "added" if old is None else "gone" if new is None else "retired" if retired else "changed"
    return RuleChange(
        rule=known.id,
        title=known.title,
        how=how,
        version_before=old.version if old else None,
        version_after=new.version if new else None,
        decides=otherwise,
        fields=fields,
    )


def _concept(pack_before: Pack, pack_after: Pack, old: Concept | None, new: Concept | None) -> ConceptChange | None:
    known = new or old
    if known is None:
        raise AssertionError("a concept is in one of the two")
    fields = _fields(old, new) if old is not None and new is not None else ()
    if old is not None and new is not None and not fields:
        return None
    return ConceptChange(
        concept=known.id,
        title=known.title,
        how="added" if old is None else "gone" if new is None else "changed",
        fields=fields,
        rules=tuple(sorted({*_users(pack_before, known.id), *_users(pack_after, known.id)})),
    )


def _users(pack: Pack, concept: str) -> list[str]:
    return [rule.id for rule in pack.rules.values() if concept in concepts_used(rule.when, pack.concepts)]


def _definitions(before: Pack, after: Pack) -> tuple[DefinitionChange, ...]:
    old, new = _defined(before), _defined(after)
    return tuple(
        DefinitionChange(locality=key[0], definition=key[1], before=old.get(key), after=new.get(key))
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    )


def _defined(pack: Pack) -> Mapping[tuple[str, str], tuple[str, ...]]:
    return {
        (place.id, name): values for place in pack.localities.values() for name, values in place.definitions.items()
    }


def _fields(old: Rule | Concept, new: Rule | Concept) -> tuple[FieldChange, ...]:
    names = [name for name in type(old).model_fields if name not in _NOT_COMPARED]
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(_field(name, was, now) for name, was, now in pairs if was != now)


def _field(name: str, was: Any, now: Any) -> FieldChange:
    if name == "when":
        return FieldChange(field=name, lines=_diff(plain(was), plain(now)))
    if not isinstance(was, tuple):
        return FieldChange(field=name, before=_words(was), after=_words(now))
    if name == "tests":
        by_name = {test.name: test for test in was}
        altered = tuple(test.name for test in now if test.name in by_name and by_name[test.name] != test)
        return _listed(name, [test.name for test in was], [test.name for test in now], altered)
    return _listed(name, [_words(one) for one in was], [_words(one) for one in now])


def _listed(name: str, was: list[str], now: list[str], altered: tuple[str, ...] = ()) -> FieldChange:
    return FieldChange(
        field=name,
        removed=tuple(one for one in was if one not in now),
        added=tuple(one for one in now if one not in was),
        altered=altered,
    )


def _diff(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    lines = difflib.unified_diff(dump(dict(was)).splitlines(), dump(dict(now)).splitlines(), lineterm="", n=3)
    # The first two lines name files, and there are none.
    return tuple(lines)[2:]


def _words(value: Any) -> str:
    """A value of a field in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Prompt):
        return f"{value.ask} (for {', '.join(value.for_)})"
    if isinstance(value, ChosenByUs):
        return f"{value.what} (why: {value.why})"
    if isinstance(value, Related):
        return f"{value.rule}: {value.how}"
    if isinstance(value, Escalate):
        under = f" under {value.policy}" if value.policy else ""
        also = f", and {', '.join(value.also)}" if value.also else ""
        return f"to {value.to}{also}, within {value.within}{under}"
    if isinstance(value, Review):
        return f"by {value.by or 'nobody'}, on {value.on or 'no day'}, due {value.due}"
    return str(value)
