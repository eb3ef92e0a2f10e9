"""The child, and what belongs to one child: injuries and appointments."""

from typing import Annotated, Literal

from screening.case.words import Agency, Entity, Fact, Id, Members, Note, When
from screening.case.work import Contact


class Injury(Entity):
    """A mark, an injury or an unexplained sign that somebody saw on a child."""

    kind: Annotated[
        Literal[
            "bruise", "bite", "swelling", "burn", "fracture", "cut", "graze", "head-injury", "bleeding",
            "eye-bleeding", "other-mark", "unexplained-sign", "none",
        ] | None,
        Fact("What was seen?", "A mark, an injury, or a sign that nobody can explain, such as blood in vomit. "
             "Choose none where somebody looked again and found that there was no injury.",
             ask=("own-record", "hospital", "gp"), labels=(("eye-bleeding", "bleeding in the eye"),)),
    ] = None  # fmt: skip
    seen_on: Annotated[When | None, Fact("On which day was it seen?", ask=("own-record", "hospital"))] = None
    happened_on: Annotated[
        When | None, Fact("When is it said to have happened?", "The day that the explanation gives.", ask=("parents",))
    ] = None
    seen_by: Annotated[Agency | None, Fact("Which service saw it?", ask=("own-record", "other-agency"))] = None
    body_part: Annotated[
        list[
            Literal["head", "face", "ear", "eye", "nose", "mouth", "neck", "chest", "back", "tummy", "buttocks",
                    "genitals", "arm", "hand", "leg", "foot"]
        ] | None,
        Fact("Where on the body?", ask=("own-record", "hospital")),
    ] = None  # fmt: skip
    several: Annotated[
        bool | None, Fact("Was there more than one mark or injury at this time?", ask=("own-record", "hospital"))
    ] = None
    explanation: Annotated[
        Literal["none-given", "accident", "birth-mark", "rough-play", "self-caused", "another-child", "restraint",
                "illness", "hurt-by-adult", "other"] | None,
        Fact("How was it explained?", "What was said, not what you think.", over_time="changing",
             ask=("parents", "child")),
    ] = None  # fmt: skip
    explanation_by: Annotated[
        Literal["child", "parent-or-carer", "other-family", "professional", "nobody"] | None,
        Fact("Who gave the explanation?", over_time="changing", ask=("own-record",)),
    ] = None
    explanation_fits: Annotated[
        Literal["fits", "does-not-fit", "not-considered"] | None,
        Fact("Does the explanation fit this child's age, stage and ability?",
             "Think of what this child can do, not of what the adult says happened.", over_time="step",
             ask=("paediatrician", "health-visitor", "own-record")),
    ] = None  # fmt: skip
    explanation_changed: Annotated[
        bool | None, Fact("Has the explanation changed, or do two people tell it differently?", over_time="step")
    ] = None
    explanation_detail: Annotated[
        Literal["full", "vague", "none"] | None,
        Fact("How much detail did the explanation have?", "Full: where, when, who was there, what happened next."),
    ] = None
    explanation_tested: Annotated[
        bool | None,
        Fact("Has the explanation been checked with anybody or anything other than the person who gave it?",
             over_time="step", ask=("own-record", "social-worker")),
    ] = None  # fmt: skip
    attributed_to: Annotated[
        Literal["self", "sibling", "other-child", "parent", "partner", "other-adult", "nobody-named"] | None,
        Fact("Who is said to have caused it?", "As said by others; not a finding.", over_time="changing",
             ask=("parents", "child")),
    ] = None  # fmt: skip
    witnessed_by: Annotated[
        Literal["professional", "parent-or-carer-only", "other-person", "nobody"] | None,
        Fact("Who saw it happen?", over_time="step", ask=("parents", "school-or-nursery")),
    ] = None
    usual_pattern: Annotated[
        Literal["as-before", "different", "first-time"] | None,
        Fact("Is it like earlier injuries of this child?", "Compare place, kind and how often.", ask=("own-record",)),
    ] = None
    abuse_considered: Annotated[
        Literal["not-considered", "being-looked-into", "found-likely", "found-unlikely"] | None,
        Fact("Has the possibility that somebody hurt the child been actively considered?", over_time="step",
             ask=("own-record", "social-worker", "hospital")),
    ] = None  # fmt: skip
    other_causes_considered: Annotated[
        bool | None,
        Fact("Were other possible causes thought about and written down?", over_time="step",
             ask=("paediatrician", "own-record")),
    ] = None  # fmt: skip
    cause_established_by: Annotated[
        Literal["medical-assessment", "enquiry", "assumption", "not-established"] | None,
        Fact("How was the cause settled?", over_time="step", ask=("own-record", "paediatrician")),
    ] = None
    medical: Annotated[
        Literal["none", "general-examination", "child-protection-medical", "arranged", "declined"] | None,
        Fact("Has a doctor examined the child for this?", "A child protection medical is an examination by a "
             "paediatrician that asks how the injury came about.", over_time="step",
             ask=("hospital", "paediatrician", "social-worker")),
    ] = None  # fmt: skip
    medical_on: Annotated[When | None, Fact("When was the child examined?", over_time="step", ask=("hospital",))] = None
    clinical_opinion: Annotated[
        Literal["accident-likely", "inflicted-likely", "inconclusive", "not-given"] | None,
        Fact("What did the doctor think about how it came about?", over_time="step", ask=("paediatrician",)),
    ] = None
    strategy_discussion: Annotated[
        Literal["held", "not-held", "decided-not-needed"] | None,
        Fact("Was there a strategy discussion about it?", "A strategy discussion is where children's social care, "
             "police and health agree together what to do next.", over_time="step", ask=("social-worker",)),
    ] = None  # fmt: skip
    procedure: Annotated[
        Literal["followed", "partly-followed", "not-followed"] | None,
        Fact("Was the local procedure for such an injury followed?", over_time="step", ask=("own-record",)),
    ] = None
    social_care_told: Annotated[
        bool | None, Fact("Has children's social care been told about it?", over_time="step", ask=("own-record",))
    ] = None
    written_down: Annotated[
        Literal["size-place-and-words", "words-only", "not-written-down"] | None,
        Fact("How was it written down?", "Best: size, place on a body map, and the words people used.",
             over_time="step"),
    ] = None  # fmt: skip
    photographed: Annotated[
        bool | None, Fact("Were medical photographs taken?", over_time="step", ask=("hospital",))
    ] = None
    birth_mark_confirmed_by: Annotated[
        Literal["paediatrician", "midwife", "maternity-record", "nobody"] | None,
        Fact("Who has confirmed in writing that it is a birth mark?", over_time="step",
             ask=("midwife", "paediatrician")),
    ] = None  # fmt: skip


class Appointment(Entity):
    """One appointment that a child, or a parent, was expected at."""

    on: Annotated[When | None, Fact("On which day was the appointment?")] = None
    service: Annotated[Agency | None, Fact("Which service was it with?", ask=("own-record", "other-agency"))] = None
    purpose: Annotated[
        Literal["routine-check", "review", "immunisation", "antenatal", "specialist", "therapy", "mental-health",
                "medical-after-injury", "other"] | None,
        Fact("What was the appointment for?"),
    ] = None  # fmt: skip
    outcome: Annotated[
        Literal["attended", "was-not-brought", "did-not-attend", "cancelled-by-family", "cancelled-by-service",
                "rearranged", "declined"] | None,
        Fact("What happened with the appointment?", "A child does not miss an appointment: the child was not brought. "
             "Did not attend is for an adult's own appointment.", over_time="step", ask=("own-record", "other-agency")),
    ] = None  # fmt: skip
    reason: Annotated[
        Literal["practical", "illness", "not-told", "chose-not-to", "no-reason-given"] | None,
        Fact("Why was it not kept?", over_time="step", ask=("parents",)),
    ] = None
    followed_up: Annotated[
        bool | None, Fact("Did anybody follow it up with the family?", over_time="step", ask=("other-agency",))
    ] = None
    discharged: Annotated[
        bool | None,
        Fact("Was the child or parent discharged because of it?", over_time="step", ask=("other-agency",)),
    ] = None


class Child(Entity):
    """A child of the family, or an unborn baby."""

    born: Annotated[When | None, Fact("When was the child born?", identifies=True, ask=("own-record", "parents"))] = (
        None
    )
    due: Annotated[
        When | None,
        Fact("When is the baby due?", "For a baby not yet born.", over_time="step", identifies=True, future=True,
             ask=("midwife", "parents")),
    ] = None  # fmt: skip
    born_at_weeks: Annotated[
        int | None,
        Fact("At how many weeks of pregnancy was the child born?", "Before 37 weeks is early.",
             ask=("midwife", "health-visitor", "parents")),
    ] = None  # fmt: skip
    mobility: Annotated[
        Literal["not-mobile", "rolling", "crawling", "walking", "moves-with-help"] | None,
        Fact("How does the child get about?", "Moves with help: an older child who cannot move independently because "
             "of a disability.", over_time="changing", identifies=True, ask=("health-visitor", "parents"),
             labels=(("not-mobile", "not yet moving about"), ("walking", "walking or cruising"))),
    ] = None  # fmt: skip
    disability: Annotated[
        list[Literal["learning", "physical", "sensory", "communication", "autism", "complex-health", "other"]] | None,
        Fact("Does the child have a disability?", "Diagnosed or being looked into. An empty list means none.",
             identifies=True, ask=("parents", "gp", "school-or-nursery")),
    ] = None  # fmt: skip
    health_needs: Annotated[
        list[Literal["long-term-condition", "regular-medicine", "feeding-or-growth", "hearing-or-speech",
                     "life-limiting", "unexplained-symptoms", "other"]] | None,
        Fact("What are the child's health needs?", over_time="changing", ask=("gp", "health-visitor", "parents")),
    ] = None  # fmt: skip
    communication: Annotated[
        Literal["speech", "few-words", "signs-or-symbols", "device", "no-words"] | None,
        Fact("How does the child communicate?", "For a baby: no words.", over_time="changing", identifies=True,
             ask=("parents", "school-or-nursery")),
    ] = None  # fmt: skip
    interpreter_needed: Annotated[
        bool | None, Fact("Does the child need an interpreter?", over_time="changing", ask=("family", "own-record"))
    ] = None
    interpreter_used: Annotated[
        Literal["independent", "family-or-friend", "none"] | None,
        Fact("Who interpreted for the child?", over_time="changing"),
    ] = None
    background_recorded: Annotated[
        bool | None,
        Fact("Are the child's ethnicity, faith, language and culture recorded?", over_time="step"),
    ] = None
    came_as: Annotated[
        Literal["born-here", "came-with-family", "came-alone", "refugee", "trafficked"] | None,
        Fact("How did the child come to live in this country?", identifies=True, ask=("family", "own-record")),
    ] = None
    background: Annotated[Note | None, Fact("The child's ethnicity, faith and language, in words", private=True)] = None
    legal_status: Annotated[
        list[Literal["looked-after", "interim-care-order", "care-order", "accommodated", "care-leaver", "adopted",
                     "special-guardianship", "child-protection-plan", "child-in-need-plan", "early-help-plan"]] | None,
        Fact("Is the child looked after, or subject to an order or plan?", over_time="changing",
             ask=("social-worker",)),
    ] = None  # fmt: skip
    placement: Annotated[
        Literal["both-parents", "one-parent", "relatives", "foster-care", "residential", "secure", "hospital",
                "adoptive-family", "own-home", "other"] | None,
        Fact("Where does the child live?", over_time="changing", ask=("family", "social-worker")),
    ] = None  # fmt: skip
    placement_out_of_area: Annotated[
        bool | None, Fact("Is the child placed away from the home area?", over_time="changing", ask=("social-worker",))
    ] = None
    placement_stability: Annotated[
        Literal["settled", "at-risk", "broken-down"] | None,
        Fact("How stable is the place where the child lives?", over_time="changing", ask=("social-worker", "child")),
    ] = None
    moves: Annotated[
        list[Literal["house-move", "placement-move", "return-home", "new-school", "leaving-care", "to-adult-services",
                     "turning-18"]] | None,
        Fact("Which changes is the child going through or about to?", over_time="changing",
             ask=("social-worker", "school-or-nursery")),
    ] = None  # fmt: skip
    move_on: Annotated[
        When | None,
        Fact("When does the change happen?", over_time="changing", future=True, ask=("social-worker",)),
    ] = None
    move_supported: Annotated[
        bool | None,
        Fact("Is somebody helping the child through the change?", over_time="step", ask=("social-worker", "child")),
    ] = None
    education: Annotated[
        Literal["not-yet", "nursery-or-childminder", "school", "special-school", "home-educated", "waiting-for-place",
                "not-in-education", "college-or-work"] | None,
        Fact("Where does the child learn or go in the day?", over_time="changing",
             ask=("parents", "school-or-nursery")),
    ] = None  # fmt: skip
    education_plan: Annotated[
        Literal["education-health-and-care-plan", "asked-for", "none"] | None,
        Fact("Is there an education, health and care plan?", over_time="step", ask=("school-or-nursery",)),
    ] = None
    seen_regularly: Annotated[
        bool | None,
        Fact("Does any setting or service see the child at least every few weeks?", over_time="changing",
             ask=("school-or-nursery", "health-visitor")),
    ] = None  # fmt: skip
    last_seen_on: Annotated[
        When | None,
        Fact("When did a professional last see the child?", over_time="step", ask=("own-record", "other-agency")),
    ] = None
    last_seen_by: Annotated[Agency | None, Fact("Who saw the child last?", over_time="step")] = None
    seen_alone: Annotated[
        bool | None, Fact("Has the child been seen and heard without a parent or carer?", over_time="step")
    ] = None
    views_recorded: Annotated[
        bool | None,
        Fact("Is it written down what the child says, or shows, about how life is?", "For a baby or a child without "
             "words: what you saw and what it may mean.", over_time="step", ask=("own-record", "school-or-nursery")),
    ] = None  # fmt: skip
    views_acted_on: Annotated[
        bool | None, Fact("Can you point to something that changed because of it?", over_time="step")
    ] = None
    daily_life_recorded: Annotated[
        bool | None, Fact("Does the record describe an ordinary day for this child?", over_time="step")
    ] = None
    important_people_recorded: Annotated[
        bool | None, Fact("Is it recorded who matters to the child?", over_time="step", ask=("child", "own-record"))
    ] = None
    strengths_recorded: Annotated[
        bool | None, Fact("Is it recorded what the child enjoys and does well?", over_time="step")
    ] = None
    development: Annotated[
        Literal["as-expected", "delayed", "worry-not-checked"] | None,
        Fact("How is the child developing?", over_time="changing", ask=("health-visitor", "school-or-nursery")),
    ] = None
    development_checked_on: Annotated[
        When | None, Fact("When was the child's development last checked?", over_time="step", ask=("health-visitor",))
    ] = None
    physical_care: Annotated[
        Literal["well-cared-for", "signs-of-neglect", "mixed"] | None,
        Fact("What does the child's physical care look like?", over_time="changing",
             ask=("health-visitor", "school-or-nursery")),
    ] = None  # fmt: skip
    presentation_changed: Annotated[
        bool | None,
        Fact("Has the child's mood, behaviour or look changed from what is usual for this child?",
             over_time="changing", ask=("school-or-nursery", "parents")),
    ] = None  # fmt: skip
    harm_seen: Annotated[
        bool | None, Fact("Has anybody seen harm to the child?", over_time="changing", ask=("other-agency",))
    ] = None
    distress: Annotated[
        list[Literal["self-harm", "suicidal-thoughts", "low-mood", "anxiety", "anger", "running-away"]] | None,
        Fact("What distress does the child show?", over_time="changing",
             ask=("child", "school-or-nursery", "gp", "parents")),
    ] = None  # fmt: skip
    losses: Annotated[
        list[Literal["bereavement", "separation-from-parent", "adoption-breakdown", "placement-breakdown",
                     "left-home-country"]] | None,
        Fact("Which losses has the child had?", ask=("family", "social-worker")),
    ] = None  # fmt: skip
    self_injury_reported: Annotated[
        bool | None, Fact("Is it said that the child hurts themself?", over_time="changing", ask=("parents",))
    ] = None
    self_injury_seen_by: Annotated[
        Literal["professional", "family-only", "nobody"] | None,
        Fact("Who has seen the child hurt themself?", over_time="step", ask=("school-or-nursery", "hospital")),
    ] = None
    self_injury_trend: Annotated[
        Literal["rising", "steady", "falling"] | None,
        Fact("Is it happening more often, or getting worse?", over_time="changing", ask=("school-or-nursery",)),
    ] = None
    self_injury_plan: Annotated[
        bool | None, Fact("Is there a shared plan for when it happens?", over_time="step", ask=("paediatrician",))
    ] = None
    own_relationship: Annotated[
        Literal["none", "partner", "violent-or-controlling-partner"] | None,
        Fact("Does the young person have a partner, and is the partner violent or controlling?", over_time="changing",
             ask=("child",)),
    ] = None  # fmt: skip
    exploitation: Annotated[
        list[Literal["trafficking", "sexual", "criminal", "missing-episodes"]] | None,
        Fact("Are there signs that somebody exploits the child?", over_time="changing", ask=("police", "child")),
    ] = None
    sexual_abuse_concern: Annotated[
        Literal["none", "sign", "child-has-said"] | None,
        Fact("Is there a concern about sexual abuse?", over_time="changing", ask=("child", "social-worker")),
    ] = None
    earlier_involvement: Annotated[
        list[Literal["early-help", "child-in-need", "section-47", "child-protection-plan", "looked-after"]] | None,
        Fact("Which involvement has children's social care had with this child before?", ask=("social-worker",)),
    ] = None
    involvement_years: Annotated[int | None, Fact("Over how many years?", over_time="step", ask=("social-worker",))] = (
        None
    )
    domestic_abuse_exposure: Annotated[
        list[Literal["saw", "heard", "was-hurt", "lived-with-it", "before-birth"]] | None,
        Fact("Has the child seen, heard or lived with abuse between adults?", ask=("child", "police", "parents")),
    ] = None
    in_charge: Annotated[
        Id | None,
        Fact("Who was in charge of the child at the time?", over_time="changing", refers_to="people",
             ask=("parents", "police")),
    ] = None  # fmt: skip
    siblings_considered: Annotated[
        bool | None,
        Fact("Have brothers, sisters and other children in the home been thought about and seen?", over_time="step",
             ask=("own-record", "social-worker")),
    ] = None  # fmt: skip
    sibling_needs: Annotated[
        bool | None,
        Fact("Does a brother or sister have needs or behaviour that bear on this child?", over_time="changing",
             ask=("parents", "school-or-nursery")),
    ] = None  # fmt: skip
    injuries: Annotated[
        Members[Injury] | None,
        Fact("Have any marks, injuries or unexplained signs been seen?", "Has the child been undressed and looked at? "
             "An empty list means: looked, and found none.", ask=("own-record", "hospital", "health-visitor")),
    ] = None  # fmt: skip
    appointments: Annotated[
        Members[Appointment] | None,
        Fact("Which appointments has the child had, and were they kept?", ask=("own-record", "gp", "other-agency")),
    ] = None
    contacts: Annotated[
        Members[Contact] | None,
        Fact("When did professionals see the child, and how?", ask=("own-record", "other-agency")),
    ] = None
    note: Annotated[Note | None, Fact("Anything else about the child?", private=True)] = None
