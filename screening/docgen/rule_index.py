"""The page of rules: what each looks for, by topic, where it comes from, and how pressing it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from screening.docgen.markdown import bullets, page, text
from screening.errors import ProblemsFound
from screening.rulebook.local_names import resolve_role
from screening.rulebook.pack import Pack, PackFiles
from screening.rulebook.rule import URGENCIES, Rule

_INTRODUCTION = """\
Every rule of the pack, by topic. A rule prompts and never decides: it names questions to ask and steps to take, and the
reviews that taught it. What a rule tests, its prompts, its innocent explanations and its limits are in its file, or in
`screening rules show`."""

_LADDER = {
    "immediate": "A child may be in danger now. Call 999, or act within the hour.",
    "refer": "A source, or the procedure that it cites, asks for a referral or a strategy discussion.",
    "consult": "Talk to the safeguarding lead or the supervisor.",
    "reflect": "Think about it, alone or in supervision.",
}

KINDS = {
    "concern": "about the child or the family",
    "practice": "about professionals' work",
    "strength": "what is going well",
}


def rules_page(pack: Pack, files: PackFiles) -> str:
    """The page of rules; each links to its file in the pack's folder ``rules/``."""
    topics: dict[str, list[Rule]] = {}
    for _, rule in sorted(pack.rules.items()):
        topics.setdefault(rule.topic, []).append(rule)
    counts = (
        f"{text(pack.header.title)}, version {pack.header.version}: {len(pack.rules)} rules in {len(topics)} topics."
    )
    contents = bullets(f"[{topic_in_words(topic)}](#{topic}): {len(rules)}" for topic, rules in sorted(topics.items()))
    parts = [_INTRODUCTION, counts, contents, "## How pressing", *_ladder(pack)]
    for topic, rules in sorted(topics.items()):
        parts.append(f"## {topic_in_words(topic)}")
        parts.extend(_rule(pack, rule, files.rules) for rule in rules)
    return page("Rules", *parts)


def topic_in_words(topic: str) -> str:
    """The folder of a topic as a heading: ``domestic-abuse`` as Domestic abuse."""
    return topic.replace("-", " ").capitalize()


def _ladder(pack: Pack) -> Iterator[str]:
    for urgency in URGENCIES:
        rules = [rule for _, rule in sorted(pack.rules.items()) if rule.urgency == urgency and rule.kind != "strength"]
        lines = bullets(f"{_link(rule)} {text(rule.title)}" for rule in rules)
        yield f"### {urgency.capitalize()}\n\n{_LADDER[urgency]}\n\n{lines or 'No rule.'}"
    strengths = bullets(
        f"{_link(rule)} {text(rule.title)}" for _, rule in sorted(pack.rules.items()) if rule.kind == "strength"
    )
    yield f"### Strengths\n\nReported beside the rest, to be kept and built on.\n\n{strengths or 'No rule.'}"


def _link(rule: Rule) -> str:
    return f"[{rule.id}](#{rule.id.lower()})"


def _rule(pack: Pack, rule: Rule, files: Mapping[str, str]) -> str:
    subject = "each child" if rule.about == "child" else "the case"
    lines = [
        f"Kind: {rule.kind}, {KINDS[rule.kind]}. Looked at for {subject}.",
        f"Urgency: {rule.urgency}. {_escalation(pack, rule)}",
        f"Sources: {_sources(pack, rule)}.",
        f"Status: {rule.status}, version {rule.version}. File: [{files[rule.id]}](../rules/{files[rule.id]})",
    ]
    return f"### {rule.id}\n\n**{text(rule.title)}**\n\n{text(rule.summary)}\n\n{bullets(lines)}"


def _escalation(pack: Pack, rule: Rule) -> str:
    if rule.escalate == "none":
        return "Leads to nobody else."
    try:
        name = resolve_role(pack.locality, rule.escalate.to).name
    except ProblemsFound:  # lint tells of it
        name = rule.escalate.to
    return f"Leads to {text(name)}, {rule.escalate.within.replace('-', ' ')}."


def _sources(pack: Pack, rule: Rule) -> str:
    by_source: dict[str, list[str]] = {}
    for row in rule.learning:
        known = pack.learning.get(row)
        by_source.setdefault(known[0].cite_as if known else "not found", []).append(row)
    return "; ".join(f"{text(source)} {', '.join(rows)}" for source, rows in by_source.items())
