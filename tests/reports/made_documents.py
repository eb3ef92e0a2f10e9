"""Documents made by hand, so that what is shown is tested without any rule, case or pack."""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from screening.engine.document import (
    AccountLine,
    Checked,
    ChildLine,
    Citation,
    Disagreement,
    EscalationLine,
    FactLine,
    Finding,
    Ground,
    Lens,
    Named,
    PackLine,
    PromptLine,
    Question,
    RestsOnOne,
    RuleStanding,
    Screening,
    SmallestSet,
    ToldValue,
)

SOCIAL_CARE = Named(id="social-care", name="children's social care", telephone="01632 960001")
LEAD = Named(id="lead", name="your agency's safeguarding lead", look_up=True)
MARKS = Named(
    id="marks", name="Marks on babies", purpose="What to do about a mark.", address="https://example.org/marks"
)
SHARING = Named(id="sharing", name="Information sharing", purpose="Who may tell whom.", look_up=True)
GENOGRAM = Named(id="genogram", name="Genogram", purpose="A drawing of the family.")
STRATEGY = Named(id="strategy", name="Strategy discussion", purpose="Agree what happens next.")

ACCOUNTS = (
    AccountLine(id="hv", on="2014-07-02", agency="health-visiting", by="health visitor", source="record", told_by=None),
    AccountLine(id="gp", on="2014-08-16", agency="out-of-hours-gp", by="out-of-hours GP", source="observed",
                told_by=None, known_to=("hospital",)),
    AccountLine(id="mum", on="2014-08", agency="gp", by="GP", source="carer", told_by="mother"),
    AccountLine(id="nur", on="2014-08-16", agency="nursery", by=None, source="observed", told_by=None),
)  # fmt: skip


def fact(path: str, name: str, value: str, *accounts: str, **changes: Any) -> FactLine:
    values: dict[str, Any] = {
        "path": path, "fact": name, "thing": "robyn", "label": name.rpartition(".")[2].replace("_", " "),
        "value": value, "disputed": False,
        "told": tuple(ToldValue(account=one, value=value) for one in accounts),
    }  # fmt: skip
    return FactLine(**(values | changes))


INJURY = "children.robyn.injuries.i1"
BRUISE = Ground(
    facts=(
        fact(f"{INJURY}.kind", "injury.kind", "bruise", "gp", thing="injury i1 of robyn"),
        fact(f"{INJURY}.seen_on", "injury.seen_on", "16 August 2014", "gp", thing="injury i1 of robyn"),
    )
)
MOBILITY = Ground(
    about="The child does not move about",
    facts=(fact("children.robyn.mobility", "child.mobility", "not yet moving about", "hv"),),
)
DIFFER = Ground(
    facts=(
        fact(f"{INJURY}.kind", "injury.kind", "bruise / none", thing="injury i1 of robyn",
             disputed=True, told=(ToldValue(account="nur", value="bruise"), ToldValue(account="mum", value="none"))),
    )
)  # fmt: skip


def citation(row: str, source: str = "Learning briefing") -> Citation:
    return Citation(row=row, source=source.lower().replace(" ", "-"), cite_as=source, locator=f"paragraph {row[-2:]}",
                    summary=f"What {row} teaches.")  # fmt: skip


def finding(rule: str = "INJ-001", **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": rule, "version": 2, "title": f"Title of {rule}", "topic": "injury", "theme": "Injuries",
        "kind": "concern", "urgency": "refer", "status": "draft", "subject": "robyn", "standing": "met",
        "summary": f"Summary of {rule}.", "why": f"Reviews on {rule}.", "because": (BRUISE, MOBILITY),
        "prompts": (PromptLine(ask=f"What of {rule}?", for_=("practitioner",)),
                    PromptLine(ask=f"Supervise {rule}?", for_=("supervisor",))),
        "escalate": EscalationLine(to=SOCIAL_CARE, within="same-day", policy=MARKS, also=(STRATEGY,)),
        "policies": (MARKS, SHARING, GENOGRAM), "citations": (citation("LEI-040"),),
        "innocent_explanations": (f"Innocent {rule}.",), "limits": (f"Limit of {rule}.",),
        "chosen_by_us": (f"choice of {rule}.: because.",),
    }  # fmt: skip
    return Finding(**(values | changes))


def question(number: int, **changes: Any) -> Question:
    values: dict[str, Any] = {
        "path": f"children.robyn.q{number}", "fact": f"child.q{number}", "thing": "robyn",
        "ask": f"Question number {number}?", "help": f"Help {number}.", "who": ("parents", "gp"),
        "settles": ("HOU-001 robyn",), "urgency": "consult",
    }  # fmt: skip
    return Question(**(values | changes))


OPEN = finding("HOU-001", standing="not_known", urgency="consult", citations=(citation("WIL-007", "Second review"),),
               asks=("children.robyn.q1", "people"), escalate=EscalationLine(to=LEAD, within="next-working-day"),
               policies=(Named(id="map", name="Family map", look_up=True),))  # fmt: skip
STRENGTH = finding("STR-004", kind="strength", urgency="reflect", escalate=None, policies=(), innocent_explanations=(),
                   citations=(citation("POS-012", "Third review"),))  # fmt: skip
FINDINGS = (
    finding("INJ-001", standing="disputed", because=(DIFFER, MOBILITY),
            citations=(citation("LEI-040"), citation("LEI-072"))),
    finding("INJ-002", urgency="consult", escalate=EscalationLine(to=LEAD, within="next-working-day", policy=SHARING)),
    finding("MED-001", urgency="refer", citations=(citation("LEI-091"),)),
    finding("HIS-002", theme="History", urgency="reflect", escalate=None,
            citations=(citation("NEW-003", "Newsletter"),)),
    finding("SHA-001", theme="Working together", kind="practice", urgency="consult", subject=None,
            citations=(citation("NEW-005", "Newsletter"),),
            escalate=EscalationLine(to=LEAD, within="same-day", policy=SHARING)),
)  # fmt: skip


def screening(**changes: Any) -> Screening:
    """A full screening of one child, with something in every section."""
    values: dict[str, Any] = {
        "case": "R-2014", "case_sha256": "c" * 64, "training": False, "as_of": "2014-08-16", "lens": Lens(),
        "locality": "leicester", "locality_name": "Leicester",
        "pack": PackLine(id="pack", title="Learning", version="0.1.0", sha256="abcdef0123456789" * 4),
        "checked": Checked(channels=2, engines=("screening 0.1.0", "durable-rules 2.0.28")),
        "children": (ChildLine(id="robyn", age="4 months"),), "accounts": ACCOUNTS,
        "findings": FINDINGS, "cannot_rule_out": (OPEN,), "strengths": (STRENGTH,),
        "questions": tuple(question(number) for number in range(1, 13)),
        "smallest_set": SmallestSet(urgency="consult", questions=("children.robyn.q2",), settles=("HOU-001 robyn",),
                                    method="exact"),
        "rests_on_one": (
            RestsOnOne(
                fact=fact("people.mum.support", "person.support_network", "said to help", "mum", thing="mum (mother)"),
                without_it=("INJ-002 robyn: not_met with it, not_known without it",),
            ),
        ),
        "standings": (RuleStanding(rule="INJ-001", subject="robyn", standing="met", open=True),),
        "rules_looked_at": 38, "drafts": 38, "dormant": 21,
    }  # fmt: skip
    return Screening(**(values | changes))


def quiet() -> Screening:
    """A screening in which nothing is met, disputed or open."""
    return screening(
        findings=(), cannot_rule_out=(), strengths=(), questions=(), smallest_set=None, rests_on_one=(), accounts=()
    )


def disagreeing() -> Screening:
    """A screening about which the channels differ."""
    one = Disagreement(rule="INJ-001", subject="robyn", evaluator="not_known", durable="met")
    return screening(checked=Checked(channels=2, disagreements=(one,)))


class Printed:
    """A console that keeps what is written, as a pipe would get it."""

    def __init__(self, width: int = 80, *, terminal: bool = False, encoding: str = "utf-8") -> None:
        self.raw = io.BytesIO()
        stream = io.TextIOWrapper(self.raw, encoding=encoding, write_through=True)
        self.console = Console(file=stream, width=width, force_terminal=terminal, highlight=False)

    @property
    def text(self) -> str:
        return self.raw.getvalue().decode()


def in_one_line(text: str) -> str:
    """The text with all line breaks and indents taken out, for sentences that were wrapped."""
    return " ".join(text.split())
