"""Facts read aloud: whose they are, what was told, who told it, how they know and when."""

from __future__ import annotations

from typing import Any

import pytest
from made_documents import ACCOUNTS, BRUISE, DIFFER, INJURY, MOBILITY, fact

from screening.engine.document import AccountLine, Ground, ToldValue
from screening.reports.plain import unmarked
from screening.reports.sentences import lines
from screening.reports.tellings import telling
from screening.reports.words import agency, counted, day, joined

BY_ID = {one.id: one for one in ACCOUNTS}


def read(*grounds: Ground, subject: str | None = "robyn") -> list[str]:
    found = []
    for line in lines(grounds, BY_ID, subject):
        told = "; ".join(
            said.what
            + (f" ({'; '.join(said.told)})" if said.told else "")
            + "".join(f" | {one}" for one in said.differing)
            for said in line.said
        )
        found.append(unmarked(f"{line.lead} {told}" if line.lead else told).replace("–", "-"))
    return found


def account(**values: Any) -> AccountLine:
    return AccountLine(
        **({"id": "a", "on": "2014-08-16", "agency": None, "by": None, "source": None, "told_by": None} | values)
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"source": "observed", "by": "out-of-hours GP"}, "seen by the out-of-hours GP, 16 August 2014"),
        ({"source": "observed", "agency": "out-of-hours-gp"}, "seen by the out-of-hours GP, 16 August 2014"),
        ({"source": "observed", "agency": "health-visiting"}, "seen by health visiting, 16 August 2014"),
        ({"source": "record", "by": "health visitor"}, "the health visitor's record, 16 August 2014"),
        ({"source": "record", "by": "nursery workers"}, "the nursery workers' record, 16 August 2014"),
        ({"source": "record", "by": "police record"}, "from the police record, 16 August 2014"),
        ({"source": "record", "agency": "health-visiting"}, "from the record of health visiting, 16 August 2014"),
        ({"source": "record"}, "from a record, 16 August 2014"),
        ({"source": "carer", "by": "GP", "told_by": "mother"}, "said by the mother to the GP, 16 August 2014"),
        ({"source": "family", "by": "GP", "told_by": "aunt-2"}, "said by aunt-2 to the GP, 16 August 2014"),
        ({"source": "carer", "by": "GP"}, "said by a parent or carer to the GP, 16 August 2014"),
        ({"source": "child", "by": "the head teacher"}, "said by the child to the head teacher, 16 August 2014"),
        ({"source": "professional", "by": "midwife"}, "told to the midwife by another professional, 16 August 2014"),
        ({"by": "midwife", "on": "2014-08"}, "written down by the midwife, August 2014"),
        ({"by": "midwife", "on": None}, "written down by the midwife, no date given"),
        ({"on": "2014"}, "not said who told it, 2014"),
        ({"on": None}, "not said who told it or when"),
    ],
)
def test_who_told_it_how_they_know_and_when(values: dict[str, Any], words: str) -> None:
    assert unmarked(telling(account(**values))) == words


def test_a_mark_seen_on_the_day_of_the_account_is_said_in_one_breath() -> None:
    assert read(BRUISE) == ["injury i1 - bruise (seen by the out-of-hours GP, 16 August 2014)"]


def test_a_fact_about_the_child_in_hand_does_not_name_the_child_and_stands_under_its_heading() -> None:
    assert read(MOBILITY) == [
        "The child does not move about: not yet moving about (the health visitor's record, 2 July 2014)"
    ]
    assert read(MOBILITY, subject=None)[0].startswith("The child does not move about: robyn - not yet moving about")


def test_a_heading_over_several_grounds_is_said_once() -> None:
    second = MOBILITY.model_copy(
        update={"facts": (fact("children.robyn.development", "child.development", "delayed", "gp"),)}
    )
    assert [line.startswith("The child does not") for line in read(MOBILITY, second)] == [True, False]


def test_a_dispute_gives_both_sides_and_nothing_in_between() -> None:
    assert read(DIFFER) == [
        "injury i1 - what it is: told differently | the nursery says bruise (seen by them, 16 August 2014)"
        " | the mother says none (to the GP, August 2014)"
    ]


def test_facts_of_one_thing_from_several_accounts_share_a_line_each_with_its_teller() -> None:
    person = {"thing": "dan (mother's partner)"}
    ground = Ground(
        facts=(
            fact("people.dan.relationship", "person.relationship", "mother's partner", "gp", **person),
            fact("people.dan.lives_with_child", "person.lives_with_child", "no", "gp", **person),
            fact("people.dan.history", "person.history", "not checked", "hv", **person),
            fact("people.dan.relationship_began_on", "person.relationship_began_on", "January 2014", "hv", **person),
        )
    )
    assert read(ground) == [
        "dan (mother's partner) - lives with child: no (seen by the out-of-hours GP, 16 August 2014); "
        "history looked up: not checked, relationship began in January 2014 (the health visitor's record, 2 July 2014)"
    ]


def test_what_several_grounds_tell_of_one_thing_is_said_together_and_each_fact_once() -> None:
    kind = BRUISE.facts[0]
    procedure = fact(f"{INJURY}.procedure", "injury.procedure", "not followed", "hv", thing="injury i1 of robyn")
    assert read(Ground(facts=(kind,)), MOBILITY, Ground(facts=(kind, procedure)), MOBILITY) == [
        "injury i1 - bruise (seen by the out-of-hours GP, 16 August 2014); "
        "procedure: not followed (the health visitor's record, 2 July 2014)",
        "The child does not move about: not yet moving about (the health visitor's record, 2 July 2014)",
    ]


def test_a_dispute_is_not_lost_where_another_ground_tells_the_same_fact_plainly() -> None:
    plain = DIFFER.facts[0].model_copy(update={"disputed": False})
    assert "told differently" in read(Ground(facts=(plain,)), DIFFER)[0]
    assert "told differently" in read(DIFFER, Ground(facts=(plain,)))[0]


def test_a_ground_without_facts_says_what_was_looked_for() -> None:
    assert read(Ground(about="nothing is recorded about: mobility", facts=())) == [
        "nothing is recorded about: mobility"
    ]


def test_facts_that_are_worked_out_are_said_as_people_say_them() -> None:
    age = fact("children.robyn.age_months", "child.age_months", "3 to 4", "hv")
    assert read(Ground(facts=(age,))) == ["3 to 4 months old (the health visitor's record, 2 July 2014)"]


def test_a_yes_or_no_is_on_no_day() -> None:
    acted = fact("children.robyn.views_acted_on", "child.views_acted_on", "yes", "hv")
    assert read(Ground(facts=(acted,)))[0].startswith("views acted on: yes (")


@pytest.mark.parametrize("age", ["-7", "-7 to -6"])
def test_a_child_before_birth_has_no_age(age: str) -> None:
    unborn = fact("children.robyn.age_months", "child.age_months", age, "hv")
    assert read(Ground(facts=(unborn,))) == ["not yet born (the health visitor's record, 2 July 2014)"]
    one = fact("children.robyn.age_years", "child.age_years", "1", "hv")
    assert read(Ground(facts=(one,)))[0].startswith("1 year old (")


def test_an_account_that_the_document_does_not_hold_is_said_to_be_unknown() -> None:
    lost = fact(
        "children.robyn.mobility", "child.mobility", "rolling", told=(ToldValue(account="gone", value="rolling"),)
    )
    assert read(Ground(facts=(lost,))) == ["rolling (not said who told it or when)"]


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2014-08-16", "16 August 2014"), ("2014-08", "August 2014"), ("2014", "2014"), ("soon", "soon")],
)
def test_days_are_british(iso: str, words: str) -> None:
    assert day(iso) == words


def test_small_words() -> None:
    assert agency("childrens-social-care") == "children's social care"
    assert joined(("a", "b", "c")) == "a, b and c"
    assert (counted(0, "rule"), counted(1, "rule"), counted(2, "rule")) == ("no rules", "1 rule", "2 rules")
