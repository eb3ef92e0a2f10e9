"""What agencies thought and decided: assessments, plans, meetings, decisions, supervision and escalation."""

from typing import Annotated, Literal

from screening.case.words import Agency, Entity, Fact, When


class Assessment(Entity):
    """A piece of work that weighs up what a child or family needs."""

    kind: Annotated[
        Literal["pre-birth", "child-and-family", "early-help", "health", "neglect", "risk", "parenting",
                "maternity-support", "strengths-and-needs", "section-47", "mental-health"] | None,
        Fact("Which kind of assessment is it?", ask=("social-worker", "own-record")),
    ] = None  # fmt: skip
    stage: Annotated[
        Literal["due", "started", "put-off", "complete", "not-done"] | None,
        Fact("How far is it?", over_time="step", ask=("social-worker", "own-record")),
    ] = None
    agency: Annotated[Agency | None, Fact("Which agency makes it?")] = None
    on: Annotated[When | None, Fact("When was it made or last changed?", over_time="step")] = None
    updated_since_news: Annotated[
        bool | None, Fact("Was it brought up to date when something new became known?", over_time="step")
    ] = None
    contributors: Annotated[
        list[Agency] | None, Fact("Which agencies took part in it?", over_time="step", ask=("social-worker",))
    ] = None
    fathers_included: Annotated[
        Literal["included", "partly", "not-included", "no-such-person"] | None,
        Fact("Are fathers, partners and other men in the child's life part of it?", over_time="step",
             ask=("social-worker", "own-record")),
    ] = None  # fmt: skip
    all_carers_included: Annotated[
        bool | None, Fact("Does it include everyone who cares for the child, absent parents too?", over_time="step")
    ] = None
    siblings_included: Annotated[
        bool | None, Fact("Does it include brothers, sisters and an unborn baby?", over_time="step")
    ] = None
    agency_checks: Annotated[
        Literal["asked-and-answered", "asked", "not-asked"] | None,
        Fact("Were other agencies asked what they know?", over_time="step", ask=("social-worker", "own-record")),
    ] = None
    checks_about: Annotated[
        list[Literal["change-in-the-child", "usual-marks", "safety", "history", "diagnosis-or-development"]] | None,
        Fact("What were the other agencies asked about?", "Asking only about the diagnosis leaves out whether the "
             "child is safe.", over_time="step", ask=("social-worker", "own-record")),
    ] = None  # fmt: skip
    tool_used: Annotated[
        bool | None, Fact("Was an assessment tool or research used?", "For instance a neglect tool.", over_time="step")
    ] = None
    history_used: Annotated[
        bool | None,
        Fact("Does it use the family's history and say what it means now?", over_time="step",
             ask=("social-worker", "own-record")),
    ] = None  # fmt: skip
    parental_factors: Annotated[
        list[Literal["domestic-abuse", "mental-health", "substance-use", "unstable-relationships", "earlier-parenting",
                     "own-childhood", "learning-need"]] | None,
        Fact("Which things about the parents does it look at?", over_time="step"),
    ] = None  # fmt: skip
    factors_weighed_together: Annotated[
        bool | None, Fact("Does it say how they act together and what they mean for the child?", over_time="step")
    ] = None
    parenting_assessed: Annotated[
        bool | None, Fact("Does it say what the parents can and cannot do for this child?", over_time="step")
    ] = None
    danger_named: Annotated[
        bool | None, Fact("Does it say what the danger is, where it comes from and how likely it is?", over_time="step")
    ] = None
    effect_on_child: Annotated[bool | None, Fact("Does it say what life is like for each child?", over_time="step")] = (
        None
    )
    network_mapped: Annotated[
        bool | None,
        Fact("Does it map who is around the baby or child, for help and for risk?", over_time="step",
             ask=("family", "social-worker")),
    ] = None  # fmt: skip
    identity_considered: Annotated[
        bool | None, Fact("Does it consider ethnicity, culture, faith, disability and language?", over_time="step")
    ] = None
    safe_sleep_considered: Annotated[
        bool | None,
        Fact("Does it link the home and the parents' circumstances with the risk of sudden infant death?",
             over_time="step", ask=("health-visitor", "midwife")),
    ] = None  # fmt: skip
    others_work_used: Annotated[
        bool | None, Fact("Does it use the plans and assessments of other agencies?", over_time="step")
    ] = None


class Plan(Entity):
    """A plan for a child or family."""

    kind: Annotated[
        Literal["child-protection", "child-in-need", "early-help", "safety", "pre-birth", "care", "pathway",
                "health", "advance-care"] | None,
        Fact("Which kind of plan is it?", ask=("social-worker",)),
    ] = None  # fmt: skip
    began_on: Annotated[When | None, Fact("When did it begin?", ask=("social-worker",))] = None
    agency: Annotated[Agency | None, Fact("Which agency holds it?")] = None
    status: Annotated[
        Literal["current", "ended"] | None, Fact("Is it in force?", over_time="step", ask=("social-worker",))
    ] = None
    lead_named: Annotated[
        bool | None,
        Fact("Is there a named lead practitioner whom family and agencies would all name?", over_time="changing",
             ask=("family", "social-worker")),
    ] = None  # fmt: skip
    actions_checkable: Annotated[
        bool | None, Fact("Does every action say who, by when, and how you will know it is done?", over_time="step")
    ] = None
    owners_named: Annotated[bool | None, Fact("Does each agency know its own actions?", over_time="step")] = None
    shared: Annotated[
        bool | None, Fact("Does everyone who must act on it have a copy?", over_time="step", ask=("other-agency",))
    ] = None
    linked: Annotated[bool | None, Fact("Does it take other plans into account?", over_time="step")] = None
    outcomes_named: Annotated[
        bool | None, Fact("Does it say what will be different for the child?", over_time="step")
    ] = None
    purpose_agreed: Annotated[
        bool | None, Fact("Do the parents know and agree what it is for?", over_time="step", ask=("parents",))
    ] = None
    expects_of_parents: Annotated[
        bool | None, Fact("Does it say what is expected of each parent, and what follows if not?", over_time="step")
    ] = None
    warning_signs_agreed: Annotated[
        bool | None, Fact("Are warning signs agreed, and who does what when they show?", over_time="step")
    ] = None
    child_arrangements: Annotated[
        bool | None, Fact("Does it say where the child is, with whom, and until when?", over_time="step")
    ] = None
    progress: Annotated[
        Literal["moving", "unchanged", "overdue", "done", "going-backwards"] | None,
        Fact("Is anything changing for the child?", over_time="step", ask=("meeting-chair", "social-worker")),
    ] = None
    change_measured: Annotated[bool | None, Fact("Has change been measured, and how?", over_time="step")] = None
    next_review_on: Annotated[
        When | None, Fact("When is it reviewed next?", over_time="step", future=True, ask=("social-worker",))
    ] = None
    reviewed_on: Annotated[When | None, Fact("When was progress last reviewed?", over_time="step")] = None
    legal_framework_named: Annotated[
        bool | None, Fact("Is it clear which law the plan stands on?", over_time="step", ask=("social-worker",))
    ] = None
    legal_advice: Annotated[
        Literal["not-sought", "sought", "recorded-and-used"] | None,
        Fact("Was legal advice sought, recorded and used?", over_time="step", ask=("social-worker",)),
    ] = None


class Meeting(Entity):
    """A meeting of professionals, with or without the family."""

    kind: Annotated[
        Literal["strategy-discussion", "child-protection-conference", "core-group", "team-around-the-child",
                "network-meeting", "family-group-conference", "review", "case-discussion"] | None,
        Fact("Which kind of meeting was it?", ask=("social-worker", "own-record")),
    ] = None  # fmt: skip
    on: Annotated[When | None, Fact("When was it?", future=True, ask=("meeting-chair",))] = None
    invited: Annotated[list[Agency] | None, Fact("Which agencies were invited?", ask=("meeting-chair",))] = None
    attended: Annotated[list[Agency] | None, Fact("Which agencies came or sent a report?", ask=("meeting-chair",))] = (
        None
    )
    everyone_involved_came: Annotated[
        bool | None, Fact("Did every agency that works with the family take part?", ask=("meeting-chair",))
    ] = None
    family_took_part: Annotated[
        bool | None,
        Fact("Did the parents, and the child where old enough, take part?", ask=("meeting-chair", "family")),
    ] = None
    actions_agreed: Annotated[
        bool | None, Fact("Were actions agreed, with names and dates?", over_time="step", ask=("meeting-chair",))
    ] = None
    actions_unchanged: Annotated[
        bool | None, Fact("Were the actions the same as at the meeting before?", ask=("meeting-chair",))
    ] = None
    minutes_shared: Annotated[
        bool | None, Fact("Did everyone get accurate minutes in good time?", over_time="step", ask=("meeting-chair",))
    ] = None
    questions_asked: Annotated[
        bool | None,
        Fact("Did anybody question how things are seen or done, and get an answer?", ask=("meeting-chair",)),
    ] = None


class Decision(Entity):
    """A decision about a case: to close it, to step it down, to sign somebody off, to take no further action."""

    kind: Annotated[
        Literal["close", "step-down", "sign-off", "discharge", "no-further-action", "below-threshold", "return-home",
                "accept-explanation", "remove-alert", "continue"] | None,
        Fact("What was decided, or is proposed?", ask=("own-record", "social-worker")),
    ] = None  # fmt: skip
    on: Annotated[When | None, Fact("When was it decided?")] = None
    stage: Annotated[Literal["proposed", "made"] | None, Fact("Is it proposed or made?", over_time="step")] = None
    agency: Annotated[Agency | None, Fact("Which agency decides?")] = None
    rests_on: Annotated[
        list[Literal["what-they-said-they-would-do", "what-was-seen", "one-persons-account", "an-assessment",
                     "a-meeting", "another-services-closure", "a-message", "time-passed"]] | None,
        Fact("What does the decision rest on?", "Choose all that apply.", over_time="step"),
    ] = None  # fmt: skip
    evidence_seen: Annotated[
        Literal["seen", "partly-seen", "not-seen"] | None,
        Fact("Has somebody seen that the thing promised was done?", "Seen by a professional or in a record, and not "
             "only said.", over_time="step", ask=("own-record", "other-agency")),
    ] = None  # fmt: skip
    reasons_recorded: Annotated[bool | None, Fact("Are the reasons written down?", over_time="step")] = None
    others_asked: Annotated[
        bool | None, Fact("Were the other agencies asked before it was decided?", over_time="step")
    ] = None
    made_by_one: Annotated[bool | None, Fact("Was it one person's judgement alone?", over_time="step")] = None
    plan_if_worse: Annotated[
        bool | None, Fact("Is it agreed who does what if things get worse again?", over_time="step")
    ] = None
    policy_used: Annotated[
        Literal["named-and-followed", "named-only", "none-named"] | None,
        Fact("Which policy was used for it?", over_time="step"),
    ] = None
    policy_barrier: Annotated[
        Literal["did-not-know-it", "hard-to-find", "no-time", "did-not-fit", "told-not-to", "none"] | None,
        Fact("What got in the way of using the policy?", over_time="step"),
    ] = None


class Supervision(Entity):
    """One supervision of a practitioner about this case."""

    on: Annotated[When | None, Fact("When was the case discussed in supervision?", ask=("supervisor",))] = None
    history_discussed: Annotated[bool | None, Fact("Was the family's history discussed?", ask=("supervisor",))] = None
    actions_set: Annotated[
        bool | None, Fact("Were actions set, with names and dates?", over_time="step", ask=("supervisor",))
    ] = None
    actions_done: Annotated[
        Literal["done", "partly", "not-done"] | None,
        Fact("Were the earlier actions done?", over_time="step", ask=("supervisor", "own-record")),
    ] = None
    reflection: Annotated[
        bool | None, Fact("Was there time to think about what the work feels like and why?", ask=("supervisor",))
    ] = None
    assumptions_tested: Annotated[
        bool | None,
        Fact("Were hopes, closeness to the family and fixed views questioned?", ask=("supervisor",)),
    ] = None
    fresh_view: Annotated[
        bool | None, Fact("Did somebody who does not know the family look at it afresh?", ask=("supervisor",))
    ] = None
    other_explanations: Annotated[
        bool | None, Fact("Were several explanations for what is seen written down?", ask=("supervisor",))
    ] = None
    worst_considered: Annotated[
        bool | None, Fact("Was the worst explanation thought through and not only the likeliest?", ask=("supervisor",))
    ] = None
    senior_oversight: Annotated[
        bool | None, Fact("Has a manager above the supervisor looked at the case?", over_time="step",
                          ask=("supervisor",)),
    ] = None  # fmt: skip
    debrief_offered: Annotated[
        bool | None, Fact("Were the staff offered a talk after the incident?", over_time="step", ask=("supervisor",))
    ] = None


class Escalation(Entity):
    """A professional disagreement or worry taken further."""

    on: Annotated[When | None, Fact("When was it raised?")] = None
    about: Annotated[
        Literal["a-decision", "a-threshold", "no-answer", "delay", "a-step-not-taken", "a-plan-without-progress",
                "differing-views"] | None,
        Fact("What is the disagreement or worry about?"),
    ] = None  # fmt: skip
    raised_by: Annotated[Agency | None, Fact("Which agency raised it?")] = None
    step: Annotated[
        Literal["not-raised", "worker-to-worker", "manager-to-manager", "safeguarding-leads", "senior-managers"] | None,
        Fact("Which step of the escalation policy has been reached?", over_time="step"),
    ] = None
    outcome: Annotated[
        Literal["waiting", "agreed", "not-agreed", "changed-decision", "dropped"] | None,
        Fact("What came of it?", over_time="step", ask=("other-agency", "supervisor")),
    ] = None
