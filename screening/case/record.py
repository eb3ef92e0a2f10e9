"""What is written and said: records, events, concerns, claims and flags."""

from typing import Annotated, Literal

from screening.case.words import Agency, Entity, Fact, Id, Note, When


class Record(Entity):
    """The state of the record that the practitioner works from."""

    chronology: Annotated[
        Literal["up-to-date", "out-of-date", "thin", "none"] | None,
        Fact("Is there a chronology?", "A dated list of what happened in the child's life and what was done.",
             over_time="step"),
    ] = None  # fmt: skip
    chronology_combined: Annotated[
        bool | None, Fact("Does the chronology put together what several agencies know?", over_time="step")
    ] = None
    genogram: Annotated[
        Literal["up-to-date", "out-of-date", "none"] | None,
        Fact("Is there a genogram?", "A drawing of the family and household.", over_time="step"),
    ] = None
    basics_checked: Annotated[
        bool | None,
        Fact("Are name, spelling, date of birth, ethnicity, language and faith recorded and the same everywhere?",
             over_time="step"),
    ] = None  # fmt: skip
    documents_filed: Annotated[
        bool | None, Fact("Are the plans, minutes and advice that it speaks of on file?", over_time="step")
    ] = None
    parents_history_recorded: Annotated[
        bool | None, Fact("Is each parent's own history on the record?", over_time="step")
    ] = None
    child_described: Annotated[
        bool | None, Fact("Would a stranger know this child from the notes?", over_time="step")
    ] = None
    goes_back_far_enough: Annotated[
        bool | None,
        Fact("Does the record that you can see reach back to the family's first contact?",
             "Records are lost when systems, areas or workers change.", over_time="step"),
    ] = None  # fmt: skip
    history_read: Annotated[
        bool | None, Fact("Has somebody read the family's earlier records for this work?", over_time="step")
    ] = None
    sources_noted: Annotated[
        bool | None, Fact("Does each piece of information say where it comes from?", over_time="step")
    ] = None
    next_steps_noted: Annotated[bool | None, Fact("Do entries say what happens next?", over_time="step")] = None
    reread_after_incident: Annotated[
        bool | None, Fact("Was the record read again after the incident?", over_time="step")
    ] = None


class Event(Entity):
    """Something that happened to the child or family."""

    kind: Annotated[
        Literal["domestic-dispute", "child-found-alone", "police-incident", "restraint", "crisis", "birth",
                "hospital-attendance", "overdose", "bereavement", "arrest", "accident", "serious-incident",
                "move", "allocation"] | None,
        Fact("What happened?", ask=("own-record", "police", "family")),
    ] = None  # fmt: skip
    on: Annotated[When | None, Fact("When did it happen?", ask=("own-record", "police"))] = None
    child_present: Annotated[bool | None, Fact("Was a child there?", ask=("police", "parents", "child"))] = None
    told_to: Annotated[
        list[Agency] | None, Fact("Which agencies were told of it?", over_time="step", ask=("police", "own-record"))
    ] = None
    procedure: Annotated[
        Literal["followed", "partly-followed", "not-followed"] | None,
        Fact("Was the procedure for it followed?", over_time="step"),
    ] = None
    history_linked: Annotated[
        bool | None, Fact("Were earlier events thought about in the response?", over_time="step")
    ] = None
    graded: Annotated[
        Literal["standard", "medium", "high", "not-graded"] | None,
        Fact("How did the agency that attended grade it?", "Their grading, not yours.", ask=("police",)),
    ] = None
    recorded_by: Annotated[Agency | None, Fact("Which agency recorded it?")] = None
    people_there: Annotated[list[Id] | None, Fact("Who was there?", refers_to="people", ask=("police", "family"))] = (
        None
    )


class Concern(Entity):
    """A worry that somebody put into words."""

    kind: Annotated[
        Literal["injury", "neglect", "home-conditions", "domestic-abuse", "parent-mental-health", "substance-use",
                "sexual-abuse", "emotional-harm", "child-distress", "development", "parenting", "unknown-adult",
                "not-seen", "other"] | None,
        Fact("What is the worry about?"),
    ] = None  # fmt: skip
    on: Annotated[When | None, Fact("When was it raised?")] = None
    raised_by: Annotated[
        Literal["child", "parent", "relative", "neighbour", "nursery-or-school", "health", "police", "other"] | None,
        Fact("Who raised it?"),
    ] = None
    raised_to: Annotated[Agency | None, Fact("With whom was it raised?")] = None
    response: Annotated[
        Literal["acted-on", "noted-only", "explained-away", "no-answer"] | None,
        Fact("What was done with it?", over_time="step"),
    ] = None
    shared_with: Annotated[list[Agency] | None, Fact("Whom has it been shared with?", over_time="step")] = None
    open: Annotated[bool | None, Fact("Is the worry still open?", over_time="step")] = None
    attributed_to: Annotated[
        Literal["disability", "illness", "family-circumstances", "child-behaviour", "somebody-harming", "not-said"]
        | None,
        Fact("What was it put down to?", over_time="step"),
    ] = None
    answered_with_reassurance: Annotated[
        bool | None, Fact("Was it answered with reassurance only?", over_time="step")
    ] = None


class Claim(Entity):
    """Something that somebody said about the family and that others may rely on: a promise, a reassurance, a worry."""

    kind: Annotated[
        Literal["promise", "reassurance", "worry", "explanation", "history"] | None,
        Fact("What kind of statement is it?"),
    ] = None
    about: Annotated[
        Literal["will-work-with-services", "will-keep-appointments", "will-separate", "will-stop-using", "not-using",
                "not-in-the-home", "has-family-support", "nobody-helps", "all-is-well", "child-behaviour",
                "child-development", "injury", "other"] | None,
        Fact("What is it about?"),
    ] = None  # fmt: skip
    by: Annotated[Id | None, Fact("Who said it?", refers_to="people")] = None
    said_by: Annotated[
        Literal["child", "parent-or-carer", "other-family", "professional"] | None, Fact("Who was it that said it?")
    ] = None
    on: Annotated[When | None, Fact("When was it said?")] = None
    by_when: Annotated[When | None, Fact("By when was it to be done?", future=True, ask=("own-record", "parents"))] = (
        None
    )
    evidence: Annotated[
        Literal["seen", "not-seen", "contradicted"] | None,
        Fact("Has anybody seen that it is so?", over_time="step", ask=("own-record", "other-agency")),
    ] = None
    relied_on: Annotated[bool | None, Fact("Does a decision or plan rest on it?", over_time="step")] = None
    made_light_of: Annotated[
        bool | None, Fact("Was something worrying spoken of as if it were normal?", over_time="step")
    ] = None
    observed_by_professional: Annotated[
        bool | None,
        Fact("Has a professional watched for themselves what was described?", over_time="step",
             ask=("school-or-nursery", "health-visitor")),
    ] = None  # fmt: skip
    note: Annotated[Note | None, Fact("The words that were used", private=True)] = None


class Flag(Entity):
    """An alert on a record."""

    kind: Annotated[
        Literal["marac", "mappa", "child-protection-plan", "domestic-abuse", "risk-to-children", "maternity-alert",
                "other"] | None,
        Fact("What does the flag stand for?", labels=(("marac", "MARAC (a meeting about high-risk abuse)"),
                                                      ("mappa", "MAPPA (public protection arrangements)"))),
    ] = None  # fmt: skip
    about: Annotated[Literal["child", "parent", "other-adult", "address"] | None, Fact("Whom or what is it on?")] = None
    held_by: Annotated[list[Agency] | None, Fact("Which agencies hold it?", over_time="step")] = None
    status: Annotated[Literal["in-place", "removed", "missing"] | None, Fact("Is it in place?", over_time="step")] = (
        None
    )
    reviewed_on: Annotated[When | None, Fact("When was it last reviewed?", over_time="step")] = None
    removed_because: Annotated[
        Literal["another-service-closed", "a-message", "review", "time-limit", "not-recorded"] | None,
        Fact("Why was it removed?", over_time="step"),
    ] = None
    risk_talked_over: Annotated[
        bool | None, Fact("Was the risk talked over before it was removed?", over_time="step")
    ] = None
