"""The case profile: the closed list of everything that one account can tell about a family."""

from typing import Annotated

from screening.case.child import Child
from screening.case.people import Household, Person
from screening.case.plans import Assessment, Decision, Escalation, Meeting, Plan, Supervision
from screening.case.record import Claim, Concern, Event, Flag, Record
from screening.case.words import Entity, Fact, Members
from screening.case.work import Contact, Notification, Referral, Service, Sharing


class CaseProfile(Entity):
    """Every fact that can be told, by entity. In rules it is called ``case``."""

    children: Annotated[
        Members[Child] | None,
        Fact("Which children are in the family?", "Unborn babies, and brothers and sisters who live elsewhere, too.",
             ask=("parents", "own-record")),
    ] = None  # fmt: skip
    people: Annotated[
        Members[Person] | None,
        Fact("Who else is in the children's lives?", "Everyone who lives in the home, visits often, or cares for a "
             "child; fathers and partners above all.", ask=("parents", "child", "health-visitor", "own-record")),
    ] = None  # fmt: skip
    households: Annotated[
        Members[Household] | None,
        Fact("In which homes do the children live or stay?", ask=("parents", "child")),
    ] = None
    contacts: Annotated[
        Members[Contact] | None,
        Fact("Which contacts have services had with the family?", ask=("own-record", "other-agency")),
    ] = None
    referrals: Annotated[
        Members[Referral] | None, Fact("Which referrals have been made?", ask=("own-record", "other-agency"))
    ] = None
    services: Annotated[
        Members[Service] | None,
        Fact("Which services work with the family, or were offered?", ask=("parents", "other-agency", "own-record")),
    ] = None
    sharing: Annotated[
        Members[Sharing] | None,
        Fact("Which information was passed on, or should have been?", ask=("own-record", "other-agency")),
    ] = None
    notifications: Annotated[
        Members[Notification] | None, Fact("Which notifications have come or gone?", ask=("police", "own-record"))
    ] = None
    assessments: Annotated[
        Members[Assessment] | None,
        Fact("Which assessments were made or are due?", ask=("social-worker", "own-record")),
    ] = None
    plans: Annotated[
        Members[Plan] | None, Fact("Which plans are there?", ask=("social-worker", "own-record", "family"))
    ] = None
    meetings: Annotated[
        Members[Meeting] | None, Fact("Which meetings have been held?", ask=("social-worker", "own-record"))
    ] = None
    decisions: Annotated[
        Members[Decision] | None, Fact("What has been decided, or is proposed?", ask=("own-record", "social-worker"))
    ] = None
    supervision: Annotated[
        Members[Supervision] | None, Fact("When was the case discussed in supervision?", ask=("supervisor",))
    ] = None
    escalations: Annotated[
        Members[Escalation] | None,
        Fact("Which disagreements or worries were taken further?", ask=("own-record", "supervisor")),
    ] = None
    events: Annotated[
        Members[Event] | None, Fact("What has happened to the child or family?", ask=("own-record", "police"))
    ] = None
    concerns: Annotated[
        Members[Concern] | None, Fact("Which worries have people raised?", ask=("own-record", "other-agency", "family"))
    ] = None
    claims: Annotated[
        Members[Claim] | None,
        Fact("What have people said that others rely on?", "Promises, reassurances, worries about a child.",
             ask=("own-record",)),
    ] = None  # fmt: skip
    flags: Annotated[
        Members[Flag] | None, Fact("Which alerts are on the records?", ask=("own-record", "hospital", "police"))
    ] = None
    record: Annotated[Record | None, Fact("What state is the record in?", ask=("own-record",))] = None
