"""What agencies did: contacts, referrals, services, notifications and information passed on."""

from typing import Annotated, Literal

from screening.case.words import Agency, Entity, Fact, Id, Note, When


class Contact(Entity):
    """One contact of a professional with a child or a family."""

    on: Annotated[When | None, Fact("When was the contact?")] = None
    agency: Annotated[Agency | None, Fact("Which service was it?")] = None
    mode: Annotated[
        Literal["home-visit", "clinic", "nursery-or-school", "hospital", "minor-injury-unit", "out-of-hours",
                "telephone", "video", "message"] | None,
        Fact("How did the contact take place?"),
    ] = None  # fmt: skip
    announced: Annotated[
        Literal["announced", "unannounced"] | None, Fact("Did the family know that you were coming?")
    ] = None
    purpose: Annotated[
        Literal["assessment", "help", "getting-to-know", "check", "other"] | None, Fact("What was the contact for?")
    ] = None
    begun_by: Annotated[
        Literal["family", "professional"] | None, Fact("Who began the contact?", "Family: they asked or came.")
    ] = None
    child_seen: Annotated[bool | None, Fact("Was the child seen?")] = None
    child_awake: Annotated[bool | None, Fact("Was the child awake?")] = None
    child_alone: Annotated[bool | None, Fact("Was the child seen or spoken to alone?")] = None
    with_carer_observed: Annotated[
        bool | None, Fact("Did somebody watch how the child and the carer are with each other?")
    ] = None
    described: Annotated[
        bool | None, Fact("Does the note describe the child: look, mood, what the child did?", over_time="step")
    ] = None
    attended_with: Annotated[
        list[Id] | None, Fact("Who came with the child or parent?", refers_to="people", ask=("own-record",))
    ] = None
    advice: Annotated[bool | None, Fact("Was advice given?")] = None
    outcome: Annotated[
        Literal["no-worries-recorded", "worries-recorded", "help-offered", "no-reply", "refused-at-door"] | None,
        Fact("What came of it?"),
    ] = None
    onward_referral: Annotated[
        Literal["made", "not-made", "not-needed"] | None, Fact("Was a referral made from it?", over_time="step")
    ] = None
    sharing_consent: Annotated[
        Literal["given", "refused", "not-asked"] | None,
        Fact("Did the family agree that others are told about the attendance?", over_time="step"),
    ] = None
    next_step_recorded: Annotated[bool | None, Fact("Does the entry say what happens next?", over_time="step")] = None
    note: Annotated[Note | None, Fact("Anything else about the contact?", private=True)] = None


class Referral(Entity):
    """A request from one service, or a family, for another to act."""

    on: Annotated[When | None, Fact("When was the referral made?")] = None
    kind: Annotated[
        Literal["safeguarding", "request-for-support", "health", "adult-service", "housing"] | None,
        Fact("What kind of referral was it?"),
    ] = None
    made_by: Annotated[Agency | None, Fact("Which service made it?")] = None
    made_to: Annotated[Agency | None, Fact("Which service was it made to?")] = None
    reasons: Annotated[
        list[Literal["injury", "neglect", "home-conditions", "domestic-abuse", "parent-mental-health",
                     "substance-use", "unborn-baby", "child-distress", "disability-support", "development",
                     "parenting-help", "practical-help", "other"]] | None,
        Fact("What was it about?"),
    ] = None  # fmt: skip
    outcome: Annotated[
        Literal["waiting", "accepted", "assessment", "section-47", "early-help", "stepped-down", "below-threshold",
                "declined-by-family", "not-taken-up", "closed", "sent-back"] | None,
        Fact("What came of it?", over_time="step", ask=("social-worker", "other-agency")),
    ] = None  # fmt: skip
    outcome_on: Annotated[When | None, Fact("When was that decided?", over_time="step", ask=("other-agency",))] = None
    decline_reason: Annotated[
        Literal["too-far-or-hard-to-reach", "no-longer-needed", "did-not-want", "did-not-understand",
                "waiting-too-long", "not-recorded"] | None,
        Fact("Why was it not taken up?", over_time="step", ask=("parents",)),
    ] = None  # fmt: skip
    followed_up: Annotated[bool | None, Fact("Has anybody followed it up?", over_time="step")] = None
    referrer_still_involved: Annotated[
        bool | None, Fact("Is the person who referred still working with the family?", over_time="changing")
    ] = None
    all_children_named: Annotated[
        bool | None, Fact("Does the referral name every child of the family?", over_time="step")
    ] = None
    unborn_named: Annotated[
        bool | None, Fact("Does the referral name the unborn baby?", over_time="step", ask=("own-record", "midwife"))
    ] = None
    referrer_spoken_to: Annotated[
        bool | None, Fact("Has somebody spoken with the person who referred?", over_time="step", ask=("social-worker",))
    ] = None
    support_service_asked: Annotated[
        bool | None, Fact("Was the matching support service asked as well?", over_time="step")
    ] = None
    family_agreed: Annotated[bool | None, Fact("Did the family know and agree?", ask=("parents", "own-record"))] = None


class Service(Entity):
    """A service that works with, or was offered to, a child or a parent."""

    agency: Annotated[Agency | None, Fact("Which service is it?", ask=("parents", "own-record"))] = None
    level: Annotated[
        Literal["universal", "early-help", "child-in-need", "child-protection", "specialist"] | None,
        Fact("At which level of need does it work?", over_time="changing", ask=("social-worker", "own-record")),
    ] = None
    status: Annotated[
        Literal["active", "offered", "waiting", "not-taken-up", "declined", "refused-by-service", "closed"] | None,
        Fact("How does it stand with this service?", over_time="step", ask=("other-agency", "parents")),
    ] = None
    began_on: Annotated[When | None, Fact("When did it begin, or when was it offered?", ask=("other-agency",))] = None
    ended_on: Annotated[When | None, Fact("When did it end?", over_time="step", ask=("other-agency",))] = None
    ended_because: Annotated[
        Literal["goals-reached", "said-they-would-change", "not-engaging", "moved", "time-limit", "stepped-down",
                "family-asked", "other"] | None,
        Fact("Why did it end?", over_time="step", ask=("other-agency",)),
    ] = None  # fmt: skip
    closing_proposed: Annotated[bool | None, Fact("Is closing being proposed?", over_time="changing")] = None
    others_told_of_ending: Annotated[
        bool | None, Fact("Were the other agencies told that it ended?", over_time="step", ask=("other-agency",))
    ] = None
    handed_over: Annotated[
        bool | None, Fact("Was the case handed over in a conversation?", over_time="step", ask=("other-agency",))
    ] = None
    does: Annotated[
        Literal["health", "mental-health", "parenting", "practical-help", "domestic-abuse", "substance-use", "money",
                "housing", "early-years", "disability", "safeguarding", "other"] | None,
        Fact("What does it help with?"),
    ] = None  # fmt: skip
    eligible: Annotated[
        Literal["yes", "no", "not-settled"] | None,
        Fact("Is the family entitled to it?", over_time="step", ask=("other-agency",)),
    ] = None
    purpose_explained: Annotated[
        bool | None,
        Fact(
            "Was it explained to the parent what the service is for?", over_time="step", ask=("parents", "own-record")
        ),
    ] = None
    information_given: Annotated[
        bool | None, Fact("Was clear information given to the family?", over_time="step", ask=("parents",))
    ] = None
    knows_child_out_of_hours: Annotated[
        bool | None,
        Fact("Does the out-of-hours service know about this child?", over_time="step",
             ask=("social-worker", "other-agency")),
    ] = None  # fmt: skip


class Sharing(Entity):
    """One piece of information passed, or to be passed, from one agency to another."""

    on: Annotated[When | None, Fact("When was it passed on?")] = None
    by: Annotated[Agency | None, Fact("Which agency holds it or passed it on?")] = None
    to: Annotated[Agency | None, Fact("Which agency was it passed to, or should it reach?")] = None
    about: Annotated[
        Literal["injury", "risk-from-adult", "domestic-abuse", "mental-health", "substance-use", "neglect", "pregnancy",
                "appointments", "service-ending", "child-distress", "history", "other"] | None,
        Fact("What is it about?"),
    ] = None  # fmt: skip
    mode: Annotated[
        Literal["conversation", "meeting", "form-or-letter", "message", "shared-record", "not-sent"] | None,
        Fact("How was it passed on?", over_time="step"),
    ] = None
    receipt_confirmed: Annotated[
        bool | None, Fact("Has the other agency confirmed that it arrived?", over_time="step", ask=("other-agency",))
    ] = None
    acted_on: Annotated[
        bool | None, Fact("Has the other agency done something with it?", over_time="step", ask=("other-agency",))
    ] = None
    held_back_because: Annotated[
        Literal["consent", "data-protection", "not-sure", "not-my-role", "other"] | None,
        Fact("Why was it not passed on, or late?", over_time="step"),
    ] = None
    legal_basis_recorded: Annotated[
        bool | None, Fact("Is it written down on which ground it is shared or held back?", over_time="step")
    ] = None


class Notification(Entity):
    """A notice that agencies send by routine, such as a domestic abuse notification."""

    on: Annotated[When | None, Fact("When was it sent?", ask=("police", "own-record"))] = None
    kind: Annotated[
        Literal["domestic-abuse", "vulnerable-child", "police-report", "hospital-attendance", "marac"] | None,
        Fact("What kind of notification is it?", labels=(("marac", "MARAC (a meeting about high-risk abuse)"),)),
    ] = None
    received_by: Annotated[
        list[Agency] | None,
        Fact("Which agencies have received it?", over_time="step", ask=("police", "other-agency")),
    ] = None
    response: Annotated[
        Literal["none", "telephone", "home-visit", "meeting", "referral"] | None,
        Fact("What was done in answer to it?", over_time="step", ask=("own-record", "other-agency")),
    ] = None
