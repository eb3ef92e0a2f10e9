"""A training session on the web: what each group sees and writes, and what the trainer shows."""

from __future__ import annotations

import json
import uuid

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from screening.reports.training_view import view_in_words
from screening.services import training_on_the_web as service
from screening.store.database import Database
from screening.store.tables import TrainingEventRow
from screening.training.seeing import agencies_in, view

from .browsing import send, token_on
from .conftest import Browser
from .training_room import does, new_session, on, read, sit, writes

FACT = "children.child.injuries.bruising.kind"
HOSTILE = "<script>window.ran=1</script>\"'><img src=x onerror=window.ran=1>{{7*7}}"


@pytest.mark.parametrize("scenario", ["plain-sight", "william"])
def test_no_page_of_a_group_holds_what_its_agency_did_not_know(
    browser: Browser, database: Database, scenario: str
) -> None:
    whole = service.scenarios()[scenario]
    agencies = agencies_in(whole)[:3]
    session_id = new_session(database, [(f"Group {number}", one) for number, one in enumerate(agencies)], scenario)
    trainer = browser("trainer")
    seated = [sit(browser, database, session_id, number) for number in range(len(agencies))]
    for step in whole.steps:
        does(trainer, session_id, "next")
        # What is told in a row to somebody else, and not to this agency, stands nowhere on its page.
        everything = view_in_words(view(whole, step.id)).rows
        for (client, page), agency in zip(seated, agencies, strict=True):
            own = view_in_words(view(whole, step.id, agency)).rows
            said = " ".join(read(client, page).split())
            texts = {_flat(text) for row in own for text in row.what}
            assert all(text in said for text in texts)
            closed = {_flat(text) for row in everything for text in row.what} - texts
            assert [text for text in closed if text in said and not any(text in known for known in texts)] == []
            for other in whole.steps:
                assert other.title not in said
                assert other.notes.split(". ")[0] not in said


def _flat(text: str) -> str:
    # Marks become elements of their own, so that a space comes to stand on each side of them.
    return " ".join(text.replace("\u2068", " ").replace("\u2069", " ").split())


def test_what_is_written_stands_with_its_group_and_nowhere_else(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    trainer = browser("trainer")
    (blue, blue_page), (green, green_page) = (sit(browser, database, session_id, number) for number in (0, 1))
    does(trainer, session_id, "next")
    assert writes(blue, blue_page, column="strengths", text="The nursery sees the child often").status_code == 303
    assert "The nursery sees the child often" in read(blue, blue_page)
    assert "The nursery sees" not in read(green, green_page)
    assert "The nursery sees" in read(trainer, f"/training/{session_id}")
    assert "The nursery sees" not in read(trainer, f"/training/{session_id}/wall")


def test_sent_twice_it_is_written_once_and_other_words_under_the_same_id_are_kept_too(
    browser: Browser, database: Database
) -> None:
    session_id = new_session(database)
    does(browser("trainer"), session_id, "next")
    client, page = sit(browser, database, session_id)
    for text in ("The first words", "The first words", "Other words after going back", "Other words after going back"):
        assert writes(client, page, id="one-and-the-same", column="strengths", text=text).status_code == 303
    entries = on(database, session_id).now.entries
    assert [one.written.text for one in entries] == ["The first words", "Other words after going back"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"column": "concerns", "text": "A bruise"}, "Choose at least one fact"),
        ({"column": "further-information", "text": "Is it like the others?"}, "Say who holds it."),
        ({"column": "actions", "text": "Ring the nursery"}, "Say by when."),
        ({"column": "strengths", "text": ""}, "Write it down"),
        ({"column": "strengths", "text": "x" * 2001}, "at most 2,000 letters"),
    ],
)
def test_what_an_entry_lacks_is_said_beside_it_and_nothing_typed_is_gone(
    browser: Browser, database: Database, form: dict[str, str], said: str
) -> None:
    session_id = new_session(database)
    does(browser("trainer"), session_id, "next")
    client, page = sit(browser, database, session_id)
    answer = writes(client, page, **form)
    assert answer.status_code == 400
    assert said in answer.text
    assert form["text"] in answer.text
    assert on(database, session_id).now.entries == ()


def test_a_group_cannot_name_a_fact_that_it_does_not_see_nor_touch_what_another_wrote(
    browser: Browser, database: Database
) -> None:
    session_id = new_session(database, [("Blue", "nursery"), ("Unit", "minor-injury-unit")])
    trainer = browser("trainer")
    for _ in range(2):
        does(trainer, session_id, "next")
    (blue, blue_page), (unit, unit_page) = (sit(browser, database, session_id, number) for number in (0, 1))
    refused = writes(unit, unit_page, column="concerns", text="A bruise", facts=FACT)
    assert refused.status_code == 400
    assert "cannot see" in refused.text
    assert writes(blue, blue_page, id="the-entry-of-blue", column="concerns", text="A bruise", facts=FACT).is_redirect
    assert writes(unit, unit_page, what="withdraw", of="the-entry-of-blue").status_code == 404
    anew = writes(unit, unit_page, column="strengths", text="Mine now", changed_from="the-entry-of-blue")
    assert anew.status_code == 404
    assert unit.get(f"{unit_page}/entries/the-entry-of-blue").status_code == 404
    assert unit.get(blue_page).status_code == 404
    assert [one.counts for one in on(database, session_id).now.entries] == [True]


def test_an_entry_is_changed_and_taken_back_and_stays_on_record(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    does(browser("trainer"), session_id, "next")
    client, page = sit(browser, database, session_id)
    writes(client, page, id="the-first-entry", column="strengths", text="First")
    form = {"column": "strengths", "text": "Second", "changed_from": "the-first-entry", "id": "the-second-entry"}
    assert writes(client, f"{page}/entries/the-first-entry", **form).headers["location"].startswith(page)
    shown = read(client, page)
    assert "Second" in shown
    assert "First" not in shown
    writes(client, page, what="withdraw", of="the-second-entry")
    assert "Second" not in read(client, page)
    assert len(on(database, session_id).now.entries) == 2


def test_a_barrier_says_nothing_about_who_named_it(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    does(browser("trainer"), session_id, "next")
    client, page = sit(browser, database, session_id)
    form = {"what": "barrier", "kind": "no-time", "words": "Nobody is free after five", "id": "id-of-the-barrier"}
    assert writes(client, f"{page}/policies", **form).status_code == 303
    with database.reading() as session:
        rows = session.scalars(select(TrainingEventRow).where(TrainingEventRow.event_id == "id-of-the-barrier")).all()
    kept = {"id": "id-of-the-barrier", "event": "barrier", "kind": "no-time", "words": "Nobody is free after five"}
    assert [json.loads(row.body) for row in rows] == [kept]
    assert "Nobody is free after five" not in read(client, f"{page}/policies")
    assert "Nobody is free after five" in read(browser("trainer"), f"/training/{session_id}")


def test_the_list_of_policies_waits_for_the_groups_own_answers(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    trainer = browser("trainer")
    does(trainer, session_id, "next")
    client, page = sit(browser, database, session_id)
    hint = "The escalation policy needs to be made known"
    assert "lists" not in trainer.get(f"/training/{session_id}").text.split('id="standing"')[1].split("</section>")[0]
    form = {"what": "policy", "policy": "The escalation one", "role": "nursery lead", "could_find": "no"}
    assert writes(client, f"{page}/policies", **form).status_code == 303
    assert hint not in read(client, f"{page}/policies")
    does(trainer, session_id, "lists")
    assert hint in read(client, f"{page}/policies")


def test_reveal_and_linking_show_who_saw_what(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    trainer = browser("trainer")
    client, page = sit(browser, database, session_id)
    for _ in range(2):
        does(trainer, session_id, "next")
    writes(client, page, id="about-the-bruise", column="concerns", text="Nobody compared the mark", facts=FACT)
    writes(client, page, id="about-the-cat", column="concerns", text="Who feeds the cat?", facts=FACT)
    link = f"/training/{session_id}/entries/about-the-bruise"
    assert trainer.get(link).status_code == 404
    assert "DIS-003" not in read(client, page)
    does(trainer, session_id, "reveal")
    shown = read(client, page)
    assert "DIS-003" in shown
    assert "PLS-016" in shown
    assert "Rests on a fact that the entry names." in read(trainer, link)
    for chosen in ([], ["none", "DIS-003 child"], ["ZZZ-999"]):
        assert _posts(trainer, link, rules=chosen) == 400
    assert _posts(trainer, link, rules=["DIS-003 child"]) == 303
    assert _posts(trainer, f"/training/{session_id}/entries/about-the-cat", rules=["none"]) == 303
    shown = read(client, page)
    both, ideas = (shown.index(one) for one in ("You and the rules both saw", "kept as ideas for rules"))
    assert both < shown.index("You wrote: Nobody compared the mark") < ideas < shown.index("Who feeds the cat?", ideas)
    assert "Who feeds the cat?" in trainer.get(f"/training/{session_id}/ideas.md").text
    found = json.loads(trainer.get(f"/training/{session_id}/results.json").text)
    assert {"checkpoint": 2, "groups": 1} in next(one for one in found["concerns"] if one["rule"] == "DIS-003")["found"]


def _posts(client: TestClient, path: str, **fields: list[str]) -> int:
    token = token_on(client.get(path).text)
    return client.post(path, data={"csrf_token": token, "id": uuid.uuid4().hex, **fields}).status_code


def test_the_wall_shows_only_what_every_group_could_have_seen(browser: Browser, database: Database) -> None:
    session_id = new_session(database, [("Blue", "nursery"), ("Unit", "minor-injury-unit")])
    trainer = browser("trainer")
    for _ in range(2):
        does(trainer, session_id, "next")
    does(trainer, session_id, "reveal")
    assert "DIS-003" in trainer.get(f"/training/{session_id}").text
    title = service.load(database, session_id).pack.rules["DIS-003"].title  # type: ignore[union-attr]
    assert title not in read(trainer, f"/training/{session_id}/wall")
    does(trainer, session_id, "pool")
    does(trainer, session_id, "reveal")
    assert title in read(trainer, f"/training/{session_id}/wall")


def test_a_page_that_asks_again_is_told_when_something_has_changed_for_it(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    (blue, blue_page), (green, green_page) = (sit(browser, database, session_id, number) for number in (0, 1))
    does(browser("trainer"), session_id, "next")
    first = blue.get(f"{blue_page}/state")
    assert first.json()["page"] in blue.get(blue_page).text
    again = {"If-None-Match": first.headers["ETag"]}
    assert blue.get(f"{blue_page}/state", headers=again).status_code == 304
    writes(green, green_page, column="strengths", text="Something of green's")
    other = blue.get(f"{blue_page}/state", headers=again)
    assert other.status_code == 200
    assert other.json() == first.json()
    writes(blue, blue_page, column="strengths", text="Something of blue's")
    assert blue.get(f"{blue_page}/state").json()["page"] != first.json()["page"]


def test_a_script_is_answered_with_data(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    does(browser("trainer"), session_id, "next")
    client, page = sit(browser, database, session_id)
    client.headers["X-By-Itself"] = "yes"
    assert writes(client, page, column="strengths", text="Kept").json() == {}
    lacking = writes(client, page, column="concerns", text="No fact")
    assert (lacking.status_code, lacking.json()["errors"]) == (400, ["Choose at least one fact that it is based on."])


def test_whatever_is_written_is_shown_as_text(browser: Browser, database: Database) -> None:
    session_id = new_session(database, [(HOSTILE[:120], "nursery")], label=HOSTILE[:120])
    trainer = browser("trainer")
    does(trainer, session_id, "next")
    client, page = sit(browser, database, session_id)
    writes(client, page, id="hostile-entry", column="actions", text=HOSTILE, owner=HOSTILE[:100], due=HOSTILE[:100])
    writes(client, f"{page}/policies", id="hostile-policy", what="policy", policy=HOSTILE[:100], role=HOSTILE[:100],
           could_find="yes")  # fmt: skip
    writes(client, f"{page}/policies", what="barrier", kind="other", words=HOSTILE)
    writes(client, f"{page}/family", what="question", words=HOSTILE)
    does(trainer, session_id, "reveal")
    own = ("", "/policies", "/family", "/entries/hostile-entry")
    theirs = ("", "/codes", "/results", "/delete", "/next", "/policies/hostile-policy")
    pages = [client.get(page + one).text for one in own]
    pages += [trainer.get(f"/training/{session_id}{one}").text for one in theirs]
    pages += [
        trainer.get(one).text for one in ("/training", f"/training/compare?before={session_id}&after={session_id}")
    ]
    for text in pages:
        assert "window.ran" in text
        assert "<script>window.ran" not in text
        assert "<img" not in text
        assert "49" not in text.split("<h1")[1].split("</h1>")[0]


def test_no_cell_for_a_spreadsheet_is_a_formula(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    does(browser("trainer"), session_id, "next")
    client, page = sit(browser, database, session_id)
    writes(client, f"{page}/policies", what="policy", policy="=1+1", role="@lead", could_find="yes")
    writes(client, f"{page}/policies", what="barrier", kind="other", words="+cmd|' /C calc'!A0")
    trainer = browser("trainer")
    for path in (f"{session_id}/results.csv", f"compare.csv?before={session_id}&after={session_id}"):
        text = trainer.get(f"/training/{path}").text
        cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
        assert "'=1+1" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]


def test_supposing_a_fact_says_what_opens_and_what_cannot_be_supposed(browser: Browser, database: Database) -> None:
    session_id = new_session(database)
    trainer = browser("trainer")
    page = f"/training/{session_id}/what-if"
    for _ in range(2):
        does(trainer, session_id, "next")
    supposed = send(trainer, page, fact="children.child.injuries.bruising.usual_for_child", value="purple")
    assert supposed.status_code == 400
    closed = send(trainer, page, fact=FACT, value="cut")
    assert "What stands differently then" in closed.text
    near = send(trainer, page, rule="dis-003")
    assert "One fact told otherwise that would move it" in near.text


def test_words_that_tell_how_the_case_ended_wait_for_the_last_checkpoint(browser: Browser, database: Database) -> None:
    session_id = new_session(database, (("Blue", None),))
    trainer, group = browser("trainer"), on(database, session_id).now.groups[0].id
    held_back: list[bool] = []
    for step in on(database, session_id).now.started.steps:
        does(trainer, session_id, "next")
        does(trainer, session_id, "reveal")
        shown = service.reveal_to(on(database, session_id), group, step)
        assert shown is not None
        held_back.append(shown.held_back)
    assert any(held_back[:-1])
    assert not held_back[-1]
