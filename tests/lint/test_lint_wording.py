"""Words that lint must find, and words near to them that it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from changed_pack import STR, codes_in

WHY = "Children tell more when nobody listens in."


def wording(folder: Path, text: str) -> set[str]:
    """The codes that lint gives to a pack in which a rule says this text."""
    return codes_in(folder, (STR, WHY, f'"{text}"'))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The mother failed to attend.", "L043"),
        ("He refused to engage with the service.", "L043"),
        ("The baby was DNA'd twice.", "L043"),
        ("They are a non-compliant family.", "L043"),
        ("She admitted using cannabis.", "L043"),
        ("The parents are hard to reach.", "L043"),
        ("Somebody should have known.", "L043"),
        ("The nursery is to blame.", "L043"),
        ("A risk score is worked out.", "L044"),
        ("This is a red flag.", "L044"),
        ("The child is safe.", "L044"),
        ("The home was considered safe by all.", "L044"),
        ("There is no risk.", "L044"),
        ("The doctor gave the all-clear.", "L044"),
        ("The pediatrician saw him.", "L045"),
        ("We recognize the signs.", "L045"),
        ("Draw an ecomap.", "L041"),
        ("Call the LADO.", "L042"),
    ],
)
def test_a_word_that_does_not_belong_is_found(text: str, code: str, tmp_path: Path) -> None:
    found = wording(tmp_path, text)
    assert code in found
    assert found <= {code, "L042"}  # DNA is an abbreviation as well


@pytest.mark.parametrize(
    "text",
    [
        "Safeguarding is everybody's task, and a safety plan helps to keep him safe.",
        "It does not mean that the child is safe.",
        "Nobody can say whether she is safe.",
        "Is it safe to ask her when he is in the room?",
        "A safe place to talk was found.",
        "The news was passed on, and six weeks passed.",
        "The home was hard to reach by bus.",
        "Nobody is to blame for asking.",
        "The baby was admitted to hospital.",
        "Make clear who does what.",
        "A licence and a practice in the centre of a programme.",
        "Draw an ecomap (a picture of the people around the family).",
        "Somebody who is signposted is told of a service; signposted means told of a service.",
        "The designated officer (LADO) was told, and LEI-072 says so.",
        "The GP and the NHS know ENG rules.",
    ],
)
def test_words_near_to_them_are_left_alone(text: str, tmp_path: Path) -> None:
    assert wording(tmp_path, text) == set()


def test_a_sentence_is_counted_and_not_the_text(tmp_path: Path) -> None:
    sentence = "Children tell more when nobody who knows them well listens in."
    assert wording(tmp_path, " ".join([sentence] * 8)) == set()


@pytest.mark.parametrize(
    ("prompt", "asks"),
    [
        ("Call the nursery today.", True),
        ("Before the visit, read the record.", True),
        ("Who else was there.", True),
        ("The record is short. Read it again.", True),
        ("The record is short. It was read.", False),
        ("Professionals have found this hard.", False),
    ],
)
def test_a_prompt_asks_or_names_a_step(prompt: str, asks: bool, tmp_path: Path) -> None:
    found = codes_in(tmp_path, (STR, '"What did the child tell you, and what came of it?"', f'"{prompt}"'))
    assert found == (set() if asks else {"L046"})
