"""The adults and older family members around a child, and the homes they live in."""

from typing import Annotated, Literal

from screening.case.child import Appointment
from screening.case.words import Agency, Entity, Fact, Id, Members, Note, When


class Person(Entity):
    """Somebody in or around the child's life who is not a child of the case."""

    relationship: Annotated[
        Literal["mother", "father", "parent", "step-parent", "mothers-partner", "fathers-partner", "former-partner",
                "grandparent", "great-grandparent", "sibling", "other-relative", "friend-of-family", "foster-carer",
                "carer", "lodger", "visitor", "not-known-yet"] | None,
        Fact("What is this person to the child?", "Not known yet is an answer worth writing down.", identifies=True,
             over_time="changing", ask=("parents", "child", "own-record"),
             labels=(("mothers-partner", "mother's partner"), ("fathers-partner", "father's partner"),
                     ("not-known-yet", "somebody whose part is not known yet"))),
    ] = None  # fmt: skip
    sex: Annotated[Literal["female", "male"] | None, Fact("Is this person a man or a woman?", identifies=True)] = None
    born: Annotated[When | None, Fact("When was this person born?", identifies=True)] = None
    parent_of: Annotated[
        list[Id] | None,
        Fact("Which of the children is this person a parent of?", identifies=True, refers_to="children",
             ask=("parents",)),
    ] = None  # fmt: skip
    parentage: Annotated[
        Literal["agreed", "disputed", "not-established"] | None,
        Fact("Is it agreed that this person is the parent?", over_time="changing", ask=("parents",)),
    ] = None
    identified: Annotated[
        bool | None,
        Fact("Are this person's name and date of birth on record?", "On the record, not here.", over_time="step",
             ask=("parents", "own-record")),
    ] = None  # fmt: skip
    lives_with_child: Annotated[
        bool | None,
        Fact("Does this person live with the child?", over_time="changing", ask=("parents", "child", "housing")),
    ] = None
    contact: Annotated[
        Literal["lives-in-the-home", "stays-over", "cares-for-child", "visits", "contact-elsewhere", "none",
                "not-allowed"] | None,
        Fact("What contact does this person have with the child?", over_time="changing", ask=("parents", "child")),
    ] = None  # fmt: skip
    other_homes: Annotated[
        bool | None,
        Fact("Does this person also spend time in other homes with children?", over_time="changing",
             ask=("parents", "police")),
    ] = None  # fmt: skip
    relationship_began_on: Annotated[
        When | None, Fact("When did the relationship with the parent begin?", ask=("parents", "family"))
    ] = None
    relationship_change: Annotated[
        list[Literal["leaving", "separated", "back-together", "new-partner", "on-and-off"]] | None,
        Fact("Is the adults' relationship changing?", over_time="changing", ask=("parents",)),
    ] = None
    spoken_to: Annotated[
        Literal["met", "spoken-to", "tried", "not-contacted"] | None,
        Fact("Has anybody met or spoken to this person about the child?", over_time="step"),
    ] = None
    views_recorded: Annotated[bool | None, Fact("Is it recorded what this person says?", over_time="step")] = None
    role_in_care_recorded: Annotated[
        bool | None, Fact("Is it recorded what part this person plays in the child's care?", over_time="step")
    ] = None
    history: Annotated[
        Literal["checked", "partly-checked", "not-checked"] | None,
        Fact("Has this person's history been looked up?", "With other agencies as well as your own record.",
             over_time="step", ask=("own-record", "police", "social-worker")),
    ] = None  # fmt: skip
    health_history_recorded: Annotated[
        bool | None, Fact("Is this parent's own health and history on the child's record?", over_time="step")
    ] = None
    childhood_adversity: Annotated[
        list[Literal["abuse", "neglect", "domestic-abuse", "loss", "parent-substance-use", "parent-mental-health",
                     "other"]] | None,
        Fact("What was hard in this person's own childhood?", ask=("parents", "social-worker")),
    ] = None  # fmt: skip
    care_experience: Annotated[
        Literal["looked-after-now", "care-leaver", "none"] | None,
        Fact("Was this person in care as a child?", "Asked so that support is offered. It is not a sign of risk.",
             ask=("parents", "social-worker")),
    ] = None  # fmt: skip
    mental_health: Annotated[
        list[Literal["depression", "postnatal-depression", "anxiety", "psychosis", "self-harm", "trauma",
                     "personality-difficulties", "eating-disorder", "other"]] | None,
        Fact("Which mental health needs does this person have, or had before?", "An empty list means none.",
             ask=("parents", "gp", "midwife")),
    ] = None  # fmt: skip
    mental_health_now: Annotated[
        Literal["well", "managed", "getting-worse", "in-crisis", "past-only"] | None,
        Fact("How is this person's mental health now?", over_time="changing", ask=("parents", "gp", "adult-services")),
    ] = None
    treatment: Annotated[
        Literal["in-treatment", "waiting", "stopped", "on-and-off", "declined", "finished", "none"] | None,
        Fact("Is this person having treatment, and keeping to it?", over_time="changing", ask=("gp", "adult-services")),
    ] = None
    bad_day_known: Annotated[
        bool | None,
        Fact("Is it known what a bad day looks like, and who looks after the child then?", over_time="step",
             ask=("parents",)),
    ] = None  # fmt: skip
    substances: Annotated[
        list[Literal["alcohol", "cannabis", "cocaine", "heroin-or-opiates", "prescribed-medicine-misused", "other"]]
        | None,
        Fact("Which drugs or alcohol does this person misuse, or did before?", "An empty list means none.",
             ask=("parents", "adult-services", "gp", "police")),
    ] = None  # fmt: skip
    substance_use_now: Annotated[
        Literal["current", "suspected", "past-only", "none"] | None,
        Fact("Is this person using now?", over_time="changing", ask=("parents", "adult-services", "police")),
    ] = None
    used_in_pregnancy: Annotated[
        bool | None, Fact("Were drugs or alcohol used in the pregnancy?", ask=("parents", "midwife", "adult-services"))
    ] = None
    use_acknowledged: Annotated[
        bool | None, Fact("Does this person speak openly about it?", over_time="changing", ask=("adult-services",))
    ] = None
    intoxicated_in_charge: Annotated[
        bool | None,
        Fact("Has this person been drunk or under the influence while in charge of a child?",
             ask=("police", "own-record")),
    ] = None  # fmt: skip
    domestic_abuse: Annotated[
        list[Literal["harmed", "said-to-be-harmed", "harms", "said-to-harm", "each-accuses-the-other"]] | None,
        Fact("Is this person known, or said, to be harmed by domestic abuse or to cause it?", "An empty list means "
             "that it was asked about and nothing is known.", ask=("parents", "police", "gp")),
    ] = None  # fmt: skip
    domestic_abuse_now: Annotated[
        Literal["current", "past-only", "not-clear"] | None,
        Fact("Is the abuse going on?", over_time="changing", ask=("parents", "police")),
    ] = None
    coercive_control: Annotated[
        Literal["present", "asked-about-not-found", "not-asked-about"] | None,
        Fact("Has anybody asked whether one adult controls the other?", "Money, phone, movement, friends, threats. "
             "Ask when the person is alone.", over_time="step", ask=("parents", "adult-services")),
    ] = None  # fmt: skip
    perinatal: Annotated[
        Literal["pregnant", "birth-within-a-year", "neither"] | None,
        Fact("Is this person pregnant, or did she give birth within the last year?", over_time="changing",
             ask=("midwife", "parents")),
    ] = None  # fmt: skip
    engagement: Annotated[
        Literal["works-with-us", "wary", "avoids", "agrees-but-nothing-changes", "hostile", "refuses"] | None,
        Fact("How does this person work with services?", "Agrees but nothing changes is sometimes called disguised "
             "compliance. Wary may have good reasons.", over_time="changing", ask=("own-record", "other-agency")),
    ] = None  # fmt: skip
    engages_with: Annotated[
        list[Agency] | None,
        Fact("Which services does this person talk to or trust?", over_time="changing", ask=("parents",)),
    ] = None
    barriers: Annotated[
        list[Literal["fear-of-losing-child", "fear-of-partner", "shame", "language", "work-or-travel",
                     "earlier-experience", "not-asked"]] | None,
        Fact("What makes it hard for this person to say what is going on?", over_time="changing", ask=("parents",)),
    ] = None  # fmt: skip
    available_to_child: Annotated[
        bool | None,
        Fact("Is this person emotionally and practically there for the child?", over_time="changing",
             ask=("own-record", "health-visitor")),
    ] = None  # fmt: skip
    confidence_as_parent: Annotated[
        Literal["confident", "unsure", "low"] | None,
        Fact("How sure does this person feel as a parent?", over_time="changing", ask=("parents",)),
    ] = None
    adult_services: Annotated[
        list[Literal["mental-health", "substance-misuse", "probation", "domestic-abuse", "learning-disability",
                     "leaving-care", "housing", "other"]] | None,
        Fact("Which adult services work with this person?", over_time="changing", ask=("parents", "adult-services")),
    ] = None  # fmt: skip
    adult_services_told: Annotated[
        bool | None,
        Fact("Do those services know about the child, and does the child's team know what they know?",
             over_time="step", ask=("adult-services",)),
    ] = None  # fmt: skip
    support_needs: Annotated[
        list[Literal["learning", "memory-or-organising", "reading", "physical-health", "caring-for-others", "money",
                     "young-parent"]] | None,
        Fact("What help does this person need to be able to parent or take part?", over_time="changing",
             ask=("parents", "adult-services")),
    ] = None  # fmt: skip
    interpreter_needed: Annotated[
        bool | None, Fact("Does this person need an interpreter?", over_time="changing", ask=("family", "own-record"))
    ] = None
    interpreter_used: Annotated[
        Literal["independent", "family-or-friend", "none"] | None,
        Fact("Who interpreted for this person?", over_time="changing"),
    ] = None
    understanding_checked: Annotated[
        bool | None,
        Fact("Has anybody checked how this person understood what was said or offered?", over_time="step"),
    ] = None
    help_asked_for: Annotated[
        bool | None, Fact("Has this person asked for help?", over_time="changing", ask=("parents", "other-agency"))
    ] = None
    isolated: Annotated[
        bool | None, Fact("Is this person on their own, without friends or family near?", over_time="changing",
                          ask=("parents",)),
    ] = None  # fmt: skip
    support_network: Annotated[
        Literal["helps-and-seen", "said-to-help", "brings-risk", "none"] | None,
        Fact("Who among family and friends helps?", "Helps and seen: somebody other than the parent has confirmed it.",
             over_time="changing", ask=("parents", "family")),
    ] = None  # fmt: skip
    strengths: Annotated[
        list[Literal["asked-for-help", "puts-child-first", "keeps-appointments", "warm-with-child",
                     "changed-and-kept-it", "open-about-difficulties", "good-network"]] | None,
        Fact("What does this person do well for the child?", "Write down what was seen, not what was hoped.",
             over_time="changing", ask=("own-record", "other-agency")),
    ] = None  # fmt: skip
    presentation_changed: Annotated[
        bool | None,
        Fact("Has this person changed from how they usually are?", over_time="changing",
             ask=("health-visitor", "school-or-nursery", "family")),
    ] = None  # fmt: skip
    offending: Annotated[
        list[Literal["violence", "sexual", "against-a-child", "drugs", "other"]] | None,
        Fact("Which offences is this person known or alleged to have committed?", ask=("police", "adult-services")),
    ] = None
    convicted: Annotated[bool | None, Fact("Was there a conviction?", ask=("police",))] = None
    on_licence: Annotated[
        bool | None,
        Fact("Is this person on licence or supervised by probation?", over_time="changing", ask=("police",)),
    ] = None
    bail: Annotated[
        Literal["none", "no-contact-with-child", "contact-allowed", "conditions-not-known"] | None,
        Fact("Is this person on bail, and what does the bail say about contact with the child?", over_time="changing",
             ask=("police",)),
    ] = None  # fmt: skip
    bail_ends_on: Annotated[
        When | None, Fact("When does the bail end?", over_time="changing", future=True, ask=("police",))
    ] = None
    court_orders: Annotated[
        list[Literal["non-molestation", "restraining", "sexual-harm-prevention", "child-arrangements", "other"]] | None,
        Fact("Are there court orders about this person?", over_time="changing", ask=("police", "social-worker")),
    ] = None
    found_a_risk: Annotated[
        Literal["court-finding", "conviction", "agency-assessment", "concern-only", "no"] | None,
        Fact("Has any court or agency found that this person may be a danger to children?",
             ask=("police", "social-worker")),
    ] = None  # fmt: skip
    earlier_child_harmed: Annotated[
        bool | None,
        Fact("Was another child in this person's care harmed, or removed?", ask=("social-worker", "police")),
    ] = None
    risk_known_to: Annotated[
        list[Agency] | None,
        Fact("Which agencies know about that?", over_time="changing", ask=("police", "social-worker")),
    ] = None
    speaks_of_children: Annotated[
        bool | None,
        Fact("Has this person spoken of children, or of a partner with children, to any service?",
             over_time="changing", ask=("adult-services", "gp")),
    ] = None  # fmt: skip
    appointments: Annotated[
        Members[Appointment] | None,
        Fact("Which appointments has this person had, and were they kept?", ask=("own-record", "gp", "midwife")),
    ] = None
    note: Annotated[Note | None, Fact("Anything else about this person?", private=True)] = None


class Household(Entity):
    """One home in which a child of the case lives or regularly stays."""

    main_home: Annotated[
        bool | None, Fact("Is this where the child mostly lives?", over_time="changing", ask=("parents",))
    ] = None
    members: Annotated[
        list[Id] | None,
        Fact("Who lives here?", over_time="changing", refers_to="people", ask=("parents", "child", "housing")),
    ] = None
    everyone_known: Annotated[
        bool | None,
        Fact("Do you know everybody who lives here, stays or often visits?", over_time="changing",
             ask=("parents", "child", "health-visitor", "housing")),
    ] = None  # fmt: skip
    conditions: Annotated[
        Literal["good", "mixed", "poor", "unsafe"] | None,
        Fact("What is the home like for a child?", over_time="changing",
             ask=("health-visitor", "social-worker", "housing")),
    ] = None  # fmt: skip
    conditions_seen_on: Annotated[
        When | None, Fact("When did somebody last see the home?", over_time="step", ask=("own-record", "other-agency"))
    ] = None
    sleeping_place_seen: Annotated[
        bool | None, Fact("Has somebody seen where the child sleeps?", over_time="changing", ask=("health-visitor",))
    ] = None
    substances_in_home: Annotated[
        list[Literal["cannabis", "alcohol", "other-drugs", "medicines-in-reach"]] | None,
        Fact("Which drugs or alcohol are used or kept in the home?", over_time="changing", ask=("parents", "police")),
    ] = None
    housing: Annotated[
        list[Literal["temporary", "overcrowded", "damp-or-pests", "no-lift", "homeless", "with-relatives",
                     "own-tenancy", "hostel", "at-risk-of-losing-it"]] | None,
        Fact("What kind of housing is it?", over_time="changing", ask=("parents", "housing")),
    ] = None  # fmt: skip
    housing_provider_involved: Annotated[
        bool | None, Fact("Does a housing provider work with the family?", over_time="changing", ask=("housing",))
    ] = None
    money: Annotated[
        list[Literal["debt", "low-income", "income-lost", "no-recourse-to-public-funds", "rent-arrears"]] | None,
        Fact("Are there money worries?", over_time="changing", ask=("parents", "housing")),
    ] = None
    moved_on: Annotated[When | None, Fact("When did the family move here?", ask=("parents",))] = None
    someone_moved_in_on: Annotated[
        When | None, Fact("When did somebody last move in?", over_time="changing", ask=("parents",))
    ] = None
    conflict: Annotated[
        bool | None, Fact("Is there conflict among the wider family?", over_time="changing", ask=("family", "police"))
    ] = None
    earlier_involvement: Annotated[
        list[Literal["early-help", "child-in-need", "child-protection", "police", "housing"]] | None,
        Fact("Which earlier involvement have agencies had with this family?", "An empty list means: looked, none.",
             ask=("social-worker", "own-record")),
    ] = None  # fmt: skip
    older_child_elsewhere: Annotated[
        bool | None,
        Fact("Does an older child of either parent live in care or elsewhere?", ask=("parents", "social-worker")),
    ] = None
    network: Annotated[
        Literal["mapped", "partly-known", "not-known"] | None,
        Fact("Is the family's network known, for help and for risk?", over_time="step", ask=("family",)),
    ] = None
    new_community: Annotated[
        bool | None,
        Fact("Does the family belong to a community that is new to local services?", identifies=True, ask=("family",)),
    ] = None
    note: Annotated[Note | None, Fact("Anything else about this home?", private=True)] = None
