"""The census: what it tells by year, what is odd in it, and what damaged or hostile files come to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from importing_files import SHARED, TODAY, case_of, census, child, codes, told

from screening.errors import ProblemsFound
from screening.importing.cin import CinCensus
from screening.importing.rows import Imported

ASSESSMENT = (
    "<Assessments><AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate>"
    "<AssessmentAuthorisationDate>{signed}</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment>{factors}"
    "</FactorsIdentifiedAtAssessment></Assessments>"
)


def read(path: Path, text: str | bytes) -> tuple[CinCensus, list[Imported]]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    importer = CinCensus(path, TODAY)
    found = list(importer)
    assert importer.tally.found == len(found)
    return importer, found


def factors(*given: str, signed: str = "2023-06-20") -> str:
    inside = "".join(f"<AssessmentFactors>{one}</AssessmentFactors>" for one in given)
    return ASSESSMENT.format(factors=inside, signed=signed)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "census.xml"


def test_a_whole_census_of_others_is_read(path: Path) -> None:
    shared = SHARED / "cin-census-synthetic.xml"
    if not shared.is_file():
        pytest.skip("the sample data is not on this machine")
    importer = CinCensus(shared, TODAY)
    found = list(importer)
    text = shared.read_text()
    assert len(found) == text.count("<Child>")
    assert sum(one.case is not None for one in found) == len(found)
    referrals = sum(
        path.count(".") == 2 and path.endswith(".on") for one in found for path in told(one) if "referral" in path
    )
    assert referrals >= text.count("<CINreferralDate>") - sum(
        "CINreferralDate" in str(p) for o in found for p in o.problems
    )
    assert not any(upn in str(one.case) for one in found for upn in re.findall(r"<UPN>(.*?)<", text)[:20])


def test_odd_dates_and_stray_text_of_the_sample_with_every_element_are_reported_where_they_stand() -> None:
    shared = SHARED / "cin-census-full-elements.xml"
    if not shared.is_file():
        pytest.skip("the sample data is not on this machine")
    (one,) = CinCensus(shared, TODAY)
    at = {(problem.line, problem.code): problem.message for problem in one.problems}
    assert "PersonBirthDate" in at[23, "M220"]
    assert "1965-03-27" in at[24, "M223"]
    assert "1066-04-13" in at[25, "M223"]
    assert at[27, "M230"]
    assert told(one)["children.child.disability"] == ("physical", "sensory")
    assert not any(re.search(r"19[67]\d", str(value)) for value in told(one).values())


def test_each_part_of_a_record_becomes_an_account_of_its_day(path: Path) -> None:
    episode = (
        "<CINclosureDate>2023-12-01</CINclosureDate><ReasonForClosure>RC4</ReasonForClosure>"
        + factors("1B", "3B", "10A", "16A")
        + "<CINPlanDates><CINPlanStartDate>2023-07-01</CINPlanStartDate><CINPlanEndDate>2023-11-01</CINPlanEndDate>"
        "</CINPlanDates><Section47><S47ActualStartDate>2023-05-20</S47ActualStartDate><ICPCnotRequired>1"
        "</ICPCnotRequired></Section47><ReferralNFA>0</ReferralNFA><ChildProtectionPlans>"
        "<CPPstartDate>2023-08-01</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>"
        "<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews>"
        "<CPPreviewDate>2023-09-01</CPPreviewDate><CPPreviewDate>2023-10-01</CPPreviewDate></Reviews>"
        "</ChildProtectionPlans>"
    )
    importer, (one,) = read(path, census(child(episode=episode)))
    assert codes(importer, [one]) == []
    facts = told(one)
    assert facts["referrals.referral-1.made_by"] == "police"
    assert facts["assessments.assessment-1.parental_factors"] == ("substance-use", "domestic-abuse")
    assert facts["children.child.exploitation"] == ("missing-episodes",)
    assert {facts[f"concerns.worry-1-{code}.kind"] for code in ("1B", "3B", "16A")} == {
        "substance-use", "domestic-abuse", "neglect",
    }  # fmt: skip
    assert facts["plans.in-need-plan-1.status"] == "ended"
    assert facts["plans.protection-plan-1.reviewed_on"] == "2023-10-01"
    assert facts["meetings.review-1-2023-10-01.on"] == "2023-10-01"
    days = {account.on: account for account in case_of(one).accounts}
    assert {"2023-05-01", "2023-05-20", "2023-06-20", "2023-07-01", "2023-12-01", "2024-03-31"} <= set(days)
    assert all(one.agency == "childrens-social-care" and one.source == "record" for one in days.values())
    assert all(account.by and account.note is None for account in days.values())


def test_what_is_absent_tells_nothing(path: Path) -> None:
    _, (one,) = read(path, census(child(episode="<ReferralNFA>false</ReferralNFA>" + factors("21"))))
    facts = told(one)
    assert "referrals.referral-1.outcome" not in facts
    assert "children.child.disability" not in facts
    assert not any(path.startswith("concerns.") or path.endswith("parental_factors") for path in facts)


def test_no_disability_is_told_only_where_the_file_says_so(path: Path) -> None:
    none, both = (f"<Disabilities>{given}</Disabilities>" for given in (
        "<Disability>NONE</Disability>", "<Disability>NONE</Disability><Disability>AUT</Disability>",
    ))  # fmt: skip
    _, (first, second) = read(path, census(child("K1", more=none), child("K2", more=both)))
    assert told(first)["children.child.disability"] == ()
    assert "children.child.disability" not in told(second)
    assert [problem.code for problem in second.problems] == ["M228"]


def test_a_factor_without_a_day_of_signing_off_is_still_told(path: Path) -> None:
    _, (one,) = read(path, census(child(episode=factors("16A", signed="1066-01-01"))))
    assert told(one)["concerns.worry-1-16A.kind"] == "neglect"
    assert "assessments.assessment-1.on" not in told(one)


@pytest.mark.parametrize(
    ("year", "inside", "expected"),
    [
        (2021, "<CINPlanDates><CINPlanStartDate>2023-07-01</CINPlanStartDate></CINPlanDates>", "CINPlanStartDate"),
        (2022, "<ReasonForClosure>RC9</ReasonForClosure>", "RC9"),
        (2025, factors("18A"), "18A"),
        (2021, factors("24A"), "24A"),
    ],
)
def test_what_is_not_of_the_years_layout_is_read_and_pointed_out(
    path: Path, year: int, inside: str, expected: str
) -> None:
    _, (one,) = read(path, census(child(episode=inside), year=year))
    assert [problem.code for problem in one.problems] == ["M225"]
    assert expected in one.problems[0].message
    assert one.problems[0].severity == "warning"
    _importer, (one,) = read(path, census(child(episode=inside), year=2024))
    assert one.problems == ()


@pytest.mark.parametrize("year", ["2019", "2031", "last", "２０２４"])
def test_a_year_that_is_not_known_is_pointed_out(path: Path, year: str) -> None:
    importer, found = read(path, census(child(), year=year))
    assert codes(importer, found) == ["M205"]


def test_what_nobody_knows_is_reported_once_with_its_line(path: Path) -> None:
    importer, _found = read(path, census(*(child(f"K{n}", episode="<NewThing>1</NewThing>") for n in range(3))))
    (problem,) = importer.tally.problems
    assert (problem.code, problem.line) == ("M221", 4)
    assert "CINdetails/NewThing" in problem.message


def test_a_wrong_code_or_a_value_said_twice_is_left_out_and_the_rest_kept(path: Path) -> None:
    inside = (
        "<ReferralSource>2A</ReferralSource><ReferralNFA>perhaps</ReferralNFA><PrimaryNeedCode>N1</PrimaryNeedCode>"
    )
    _, (one,) = read(path, census(child(episode=inside + factors("3b", "99"))))
    assert sorted(problem.code for problem in one.problems) == ["M222", "M224", "M226"]
    facts = told(one)
    assert "referrals.referral-1.made_by" not in facts
    assert facts["referrals.referral-1.on"] == "2023-05-01"
    assert facts["concerns.worry-1-3B.kind"] == "domestic-abuse"


def test_a_child_who_cannot_be_a_child_keeps_everything_but_the_day_of_birth(path: Path) -> None:
    _, (one,) = read(path, census(child(born="2001-02-03")))
    assert [(problem.code, problem.line) for problem in one.problems] == [("C208", 4)]
    assert "children.child.born" not in told(one)
    assert told(one)["referrals.referral-1.on"] == "2023-05-01"


def test_an_event_still_to_come_is_left_out(path: Path) -> None:
    _importer, (one,) = read(path, census(child(episode="<CINclosureDate>2027-01-01</CINclosureDate>")))
    assert not any(path.startswith("decisions") for path in told(one))
    assert {problem.code for problem in one.problems} <= {"C206", "C207"}
    assert one.problems


@pytest.mark.parametrize("reference", ["", "   ", "K" * 65, "K\n1"])
def test_a_child_without_a_usable_reference_is_set_aside(path: Path, reference: str) -> None:
    importer, found = read(path, census(child(reference), child("K2")))
    assert [one.case is None for one in found] == [True, False]
    assert codes(importer, found) == ["M210"]


def test_a_reference_that_comes_again_is_set_aside(path: Path) -> None:
    importer, found = read(path, census(child("K1"), child("K1"), child("K2")))
    assert [one.case is None for one in found] == [False, True, False]
    assert codes(importer, found) == ["M211"]


def test_a_file_of_another_namespace_or_encoding_is_read_all_the_same(path: Path) -> None:
    text = census(child()).replace("<Message>", '<Message xmlns="http://example.org/cin">')
    _, (one,) = read(path, text)
    assert told(one)["children.child.born"] == "2018-05-04"
    _, (one,) = read(path, census(child()).replace("UTF-8", "UTF-16").encode("utf-16"))
    assert told(one)["children.child.born"] == "2018-05-04"


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    return census(child("&l11;")).replace("<Message>", f"<!DOCTYPE Message [{entities}]><Message>")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "M201"),
        (b"   \n", "M201"),
        (b"PK\x03\x04 no xml", "M201"),
        (b"<html><body>Sign in</body></html>", "M202"),
        (census().encode(), "M202"),
        (census(child(), kind="SSDA903").encode(), "M202"),
        (laughs().encode(), "M203"),
        (laughs().replace("UTF-8", "UTF-16").encode("utf-16"), "M203"),
        (census(child()).replace("<Message>", '<!DOCTYPE Message SYSTEM "file:///x"><Message>').encode(), "M203"),
    ],
)  # fmt: skip
def test_what_is_no_census_is_refused_as_a_whole(path: Path, content: bytes, code: str) -> None:
    path.write_bytes(content)
    with pytest.raises(ProblemsFound) as refused:
        list(CinCensus(path, TODAY))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xml", tmp_path):
        with pytest.raises(ProblemsFound, match="M201"):
            list(CinCensus(path, TODAY))


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda text: text[: text.index("K3") + 40], "M201"),
        (lambda text: text.replace("K3", "K\xe9").encode("latin-1"), "M201"),
        (lambda text: text.replace("K3", "K" + "x" * 11_000_000), "M204"),
        (lambda text: text.replace("<LAchildID>K3", "<a>" * 300 + "K3"), "M204"),
        (lambda text: text.replace("<LAchildID>K3", "<a/>" * 110_000 + "<LAchildID>K3"), "M204"),
        (lambda text: text.replace("<LAchildID>K3</LAchildID>", "<LAchildID>K3</Wrong>"), "M201"),
        (lambda text: text.replace("K3", "&nothing;"), "M201"),
    ],
    ids=["cut-off", "latin-1", "huge-text", "too-deep", "too-many", "not-closed", "entity"],
)
def test_what_stands_before_the_damage_is_kept(path: Path, damage: object, code: str) -> None:
    text = census(child("K1"), child("K2"), child("K3"), child("K4"))
    importer, found = read(path, damage(text))  # type: ignore[operator]
    assert [one.reference for one in found if one.case] == ["K1", "K2"]
    assert importer.tally.problems[0].code == code
    assert importer.tally.problems[0].hint or code == "M204"


def test_lines_are_right_beyond_what_a_short_number_holds(path: Path) -> None:
    spaced = "\n" * 70_000
    _, found = read(path, census(child("K1"), spaced, child("K2", born="never")))
    (problem,) = found[1].problems
    assert problem.line is not None
    assert problem.line > 70_000
