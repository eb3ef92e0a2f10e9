"""What the roles and policies of the pack are called in England, Kent and Leicester."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import ProblemsFound
from screening.rulebook.local_names import LOOK_UP, dangling, resolve, resolve_role, to_look_up
from screening.rulebook.localities import Locality, LocalityFile, assemble
from screening.rulebook.policies import Policies
from screening.yamlsource import read_path, validated

RULES = Path(__file__).parents[2] / "rules"
PLACES = sorted(path.stem for path in (RULES / "localities").glob("*.yaml"))


@pytest.fixture(scope="module")
def policies() -> Policies:
    return validated(read_path(RULES / "policies.yaml"), Policies)


@pytest.fixture(scope="module")
def places() -> dict[str, Locality]:
    files = {place: validated(read_path(RULES / "localities" / f"{place}.yaml"), LocalityFile) for place in PLACES}
    assert {place: file.id for place, file in files.items()} == {place: place for place in PLACES}
    return {place: assemble(files, place) for place in PLACES}


@pytest.mark.parametrize(
    ("place", "policy_id", "stands_for_it", "where"),
    [
        ("england", "escalation-and-challenge", "escalation-and-challenge", LOOK_UP),
        ("kent", "escalation-and-challenge", "kent-escalation-and-professional-challenge", LOOK_UP),
        ("kent", "resolving-disagreements", "kent-escalation-and-professional-challenge", LOOK_UP),
        ("kent", "levels-of-need", "kent-support-levels",
         "https://www.kscmp.org.uk/guidance/kent-support-levels-guidance"),
        ("leicester", "marks-on-non-mobile-children", "llr-marks-of-concern", "https://llrscb.proceduresonline.com/"),
        ("leicester", "escalation-and-challenge", "escalation-and-challenge", LOOK_UP),
        ("leicester", "data-protection-act", "data-protection-act", ""),
    ],
)  # fmt: skip
def test_a_general_policy_becomes_what_the_place_has(
    policies: Policies, places: dict[str, Locality], place: str, policy_id: str, stands_for_it: str, where: str
) -> None:
    found = resolve(policies, places[place], policy_id)
    assert (found.id, found.where, found.belongs_to) == (stands_for_it, where, None)


def test_a_policy_may_only_have_another_name_in_a_place(policies: Policies, places: dict[str, Locality]) -> None:
    found = resolve(policies, places["kent"], "domestic-abuse-notification")
    assert (found.name, found.where) == ("Domestic Abuse Notification (DAN)", LOOK_UP)


def test_another_areas_form_is_said_to_be_theirs_and_looked_up(policies: Policies, places: dict[str, Locality]) -> None:
    there = resolve(policies, places["leicester"], "kent-support-levels")
    assert (there.belongs_to, there.address, there.where) == ("kent", None, LOOK_UP)


def test_another_areas_published_review_can_be_read_where_it_is(
    policies: Policies, places: dict[str, Locality]
) -> None:
    there = resolve(policies, places["kent"], "nadiya-and-robyn-reviews")
    assert (there.belongs_to, there.where) == ("leicester", "http://www.lcitylscb.org/learning-from-reviews/")


@pytest.mark.parametrize(
    ("place", "role", "name"),
    [
        ("england", "mash", "children's social care"),
        ("kent", "childrens-social-care", "the Front Door (Kent Integrated Children's Services)"),
        ("kent", "front-door", "the Front Door (Kent Integrated Children's Services)"),
        ("leicester", "childrens-social-care", "children's social care"),
    ],
)
def test_a_role_becomes_whom_the_place_has(places: dict[str, Locality], place: str, role: str, name: str) -> None:
    found = resolve_role(places[place], role)
    assert (found.id, found.name, found.where) == ("childrens-social-care", name, LOOK_UP)


def test_immediate_danger_is_999_everywhere(places: dict[str, Locality]) -> None:
    assert {resolve_role(place, "emergency").where for place in places.values()} == {"999"}


def test_an_unknown_role_is_told_with_the_nearest_one(places: dict[str, Locality]) -> None:
    with pytest.raises(ProblemsFound) as found:
        resolve_role(places["kent"], "childrens-socail-care")
    (problem,) = found.value.problems
    assert problem.hint == 'Did you mean "childrens-social-care"?'


@pytest.mark.parametrize("place", PLACES)
def test_no_name_in_the_pack_leads_nowhere(policies: Policies, places: dict[str, Locality], place: str) -> None:
    assert dangling(policies, places[place]) == []


def test_names_that_lead_nowhere_are_found(policies: Policies, places: dict[str, Locality]) -> None:
    kent = places["kent"].model_dump()
    kent["policies"]["early-hepl"] = {"policy": "kent-early-hepl"}
    del kent["roles"]["probation"]
    messages = [problem.message for problem in dangling(policies, Locality.model_validate(kent))]
    assert messages == [
        'There is no policy "early-hepl".', 'There is no policy "kent-early-hepl".', 'There is no role "probation".'
    ]  # fmt: skip


def test_what_must_be_looked_up_is_what_a_partnership_has_to_fill_in(
    policies: Policies, places: dict[str, Locality]
) -> None:
    to_find = {place: {entry.id for entry in to_look_up(policies, locality)} for place, locality in places.items()}
    assert {"childrens-social-care", "escalation-and-challenge", "marks-on-non-mobile-children"} <= to_find["england"]
    assert "pre-birth-procedure" in to_find["england"] - to_find["leicester"]
    assert "kent-escalation-and-professional-challenge" in to_find["kent"] - to_find["leicester"]
    assert to_find["england"].isdisjoint({"emergency", "supervisor", "data-protection-act", "working-together"})
