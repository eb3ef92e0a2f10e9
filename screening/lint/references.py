"""Lints on what a rule names beside facts: learning, policies, roles, other rules, and the facts that open it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from screening.conditions.bound import Gate, Tally, Test
from screening.errors import did_you_mean
from screening.lint.linting import Found, Linting, looks_for
from screening.lint.parts import Part
from screening.rulebook.rule import Rule
from screening.yamlsource import Path


def unknown_name(file: str, path: Path, what: str, name: str, known: Collection[str]) -> Iterator[Found]:
    """A name that is not among those known, with the nearest of them as a hint."""
    if name not in known:
        near = did_you_mean(name, known)
        yield Found(file, path, f'There is no {what} "{name}".', f'Did you mean "{near}"?' if near else None)


@looks_for(
    "L010",
    "unknown-learning",
    "error",
    reason="A prompt without a source that can be looked up is only an opinion.",
    recommendation="Cite ids of rows in the files of sources/.",
)
def unknown_learning(linting: Linting) -> Iterator[Found]:
    """A cited row that no source has."""
    for rule, file in linting.rules:
        for index, row in enumerate(rule.learning):
            yield from unknown_name(file, ("learning", index), "row of learning", row, linting.pack.learning)
    for concept, file, path in linting.concepts:
        for index, row in enumerate(concept.learning):
            yield from unknown_name(file, (*path, "learning", index), "row of learning", row, linting.pack.learning)


@looks_for(
    "L011",
    "unknown-policy",
    "error",
    reason="A practitioner who is sent to a policy has to find it.",
    recommendation="Name a policy by its id in policies.yaml, or add it there.",
)
def unknown_policy(linting: Linting) -> Iterator[Found]:
    """A policy that the pack does not have."""
    ids = _policy_ids(linting)
    for rule, file in linting.rules:
        for path, name in _named_policies(rule):
            yield from unknown_name(file, path, "policy", name, ids)


@looks_for(
    "L012",
    "unknown-role",
    "error",
    reason="An escalation that leads to nobody is worse than none.",
    recommendation="Name a role of the locality that the others extend, or a policy where the step is one.",
)
def unknown_role(linting: Linting) -> Iterator[Found]:
    """A role that no locality knows; what comes along with an escalation may also be a policy."""
    roles = role_ids(linting)
    for rule, file in linting.rules:
        if rule.escalate == "none":
            continue
        yield from unknown_name(file, ("escalate", "to"), "role", rule.escalate.to, roles)
        for index, name in enumerate(rule.escalate.also):
            yield from unknown_name(
                file, ("escalate", "also", index), "role or policy", name, roles | _policy_ids(linting)
            )


@looks_for(
    "L013",
    "unknown-related-rule",
    "error",
    reason="Related rules are how a reader finds the better fitting one.",
    recommendation="Name a rule of the pack.",
)
def unknown_related_rule(linting: Linting) -> Iterator[Found]:
    """A related rule that the pack does not have."""
    for rule, file in linting.rules:
        for index, related in enumerate(rule.related):
            yield from unknown_name(file, ("related", index, "rule"), "rule", related.rule, linting.pack.rules)


@looks_for(
    "L014",
    "named-twice",
    "warning",
    reason="What stands twice in a list says that somebody lost sight of it.",
    recommendation="Take the second one out.",
)
def named_twice(linting: Linting) -> Iterator[Found]:
    """The same row, policy or related rule twice, or a rule related to itself."""
    for rule, file in linting.rules:
        lists: tuple[tuple[str, list[str]], ...] = (
            ("learning", list(rule.learning)),
            ("policies", list(rule.policies)),
            ("related", [rule.id, *(related.rule for related in rule.related)]),
        )
        for key, names in lists:
            offset = 1 if key == "related" else 0
            for index, name in enumerate(names):
                if name in names[:index]:
                    again = "the rule itself" if name == rule.id else f"{name} again"
                    yield Found(file, (key, index - offset), f"This names {again}.")


@looks_for(
    "L015",
    "opened-by-untested-fact",
    "error",
    reason="A rule is opened by tests on the facts that it names. A fact that it does not test never opens it.",
    recommendation="Name facts that the condition tests, as entity and field, for example injury.kind.",
)
def opened_by_untested(linting: Linting) -> Iterator[Found]:
    """A fact in ``opened_by`` that the condition does not test."""
    for rule, file in linting.rules:
        tested = _opening_facts(linting.trees[rule.id])
        for index, fact in enumerate(rule.opened_by):
            if fact not in tested:
                near = did_you_mean(fact, tested)
                hint = f'Did you mean "{near}"?' if near else f"It tests {', '.join(sorted(tested))}."
                yield Found(file, ("opened_by", index), f"The condition does not test {fact}.", hint)


@looks_for(
    "L016",
    "policy-of-one-area",
    "warning",
    reason="Rules hold everywhere. One area's own form of a policy means nothing to readers elsewhere.",
    recommendation="Name the general policy; the localities say what it is called in each place.",
)
def policy_of_one_area(linting: Linting) -> Iterator[Found]:
    """A policy that stands for a general one in one place."""
    general = {
        local.policy: (name, place.name)
        for place in linting.pack.localities.values()
        for name, local in place.policies.items()
        if local.policy is not None
    }
    for rule, file in linting.rules:
        for path, name in _named_policies(rule):
            if name in general:
                instead, place = general[name]
                yield Found(file, path, f'"{name}" is the form that {place} has.', f'Name "{instead}".')


def _named_policies(rule: Rule) -> Iterator[tuple[Path, str]]:
    for index, name in enumerate(rule.policies):
        yield ("policies", index), name
    if rule.escalate != "none" and rule.escalate.policy:
        yield ("escalate", "policy"), rule.escalate.policy


def _policy_ids(linting: Linting) -> frozenset[str]:
    return frozenset(policy.id for policy in linting.pack.policies.policies)


def role_ids(linting: Linting) -> frozenset[str]:
    """Every id under which a rule may name a role."""
    roles = linting.pack.locality.roles
    return frozenset(word for role, contact in roles.items() for word in (role, *contact.also_called))


def _opening_facts(tree: Part) -> set[str]:
    """The facts of a condition that can open it, as ``is_open`` reads them."""
    facts: set[str] = set()
    for part in tree.walk():
        node = part.bound
        if isinstance(node, Gate):
            continue
        if isinstance(node, Tally) or (isinstance(node, Test) and node.operator != "not_given"):
            facts.add(node.entry.path)
    return facts


LINTS = (
    unknown_learning,
    unknown_policy,
    unknown_role,
    unknown_related_rule,
    named_twice,
    opened_by_untested,
    policy_of_one_area,
)
