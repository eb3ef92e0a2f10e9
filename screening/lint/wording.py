"""Lints on words: what practitioners read is short, plain, British, without blame and without scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from screening.lint.linting import Found, Linting, looks_for
from screening.lint.texts import Text, texts
from screening.lint.vocabulary import AMERICAN, BLAME, JARGON, KNOWN_ABBREVIATIONS, SCORE

LONGEST_SENTENCE = 30
"""Words in a sentence; our choice."""


@looks_for(
    "L040",
    "long-sentence",
    "warning",
    reason="The reader is in a hurry, and often reads English as a second language.",
    recommendation=f"Cut it in two. A sentence has at most {LONGEST_SENTENCE} words.",
)
def long_sentence(linting: Linting) -> Iterator[Found]:
    """A sentence with too many words."""
    for text in texts(linting):
        for sentence in text.sentences:
            count = len(re.findall(r"[\w'’-]+", sentence))
            if count > LONGEST_SENTENCE:
                yield Found(text.file, text.path, f'A sentence of {count} words: "{_opening(sentence)} ...".')


def _opening(sentence: str) -> str:
    return " ".join(sentence.split()[:6])


@looks_for(
    "L041",
    "term-not-explained",
    "warning",
    reason="A nursery worker has to understand the prompt without asking anybody.",
    recommendation="Say it in plain words, or say in the same text what it means: in brackets, or with is or means.",
)
def term_not_explained(linting: Linting) -> Iterator[Found]:
    """A term of the trade that the text does not explain."""
    pattern = re.compile(rf"\b({'|'.join(JARGON)})\b", re.IGNORECASE)
    for text in texts(linting):
        for term in _each_once(pattern, text):
            if not _explains(text.words, term):
                yield Found(text.file, text.path, f'"{term}" is not explained here.')


@looks_for(
    "L042",
    "abbreviation-not-explained",
    "warning",
    reason="The same letters mean different things in health, school and police.",
    recommendation="Write it out, with the abbreviation in brackets if readers know it by that.",
)
def abbreviation_not_explained(linting: Linting) -> Iterator[Found]:
    """An abbreviation that the text does not write out; the letters and ids of rules and rows are none."""
    pattern = re.compile(r"\b(?<!-)[A-Z]{2,6}s?\b(?!-\d)")
    known = KNOWN_ABBREVIATIONS | {rule.id[:3] for rule, _ in linting.rules}
    for text in texts(linting):
        for term in _each_once(pattern, text):
            if term.upper() not in known and not _explains(text.words, term):
                yield Found(text.file, text.path, f'"{term}" is not written out here.')


@looks_for(
    "L043",
    "word-of-blame",
    "error",
    reason="Blame closes conversations. Families and colleagues read these words too.",
    recommendation="Say what was seen, said or done.",
)
def word_of_blame(linting: Linting) -> Iterator[Found]:
    """A word that blames a parent, a child or a colleague."""
    yield from _listed(linting, BLAME, '"{term}" blames.', "Say {instead}.")


@looks_for(
    "L044",
    "word-of-score",
    "error",
    reason="The product prompts and never scores. A word that sorts children or people undoes that promise.",
    recommendation="Say what is known and what is not.",
)
def word_of_score(linting: Linting) -> Iterator[Found]:
    """A word that scores, ranks or gives an all-clear, or one that calls somebody safe."""
    yield from _listed(linting, SCORE, '"{term}" sorts or clears people.', "Say {instead}.")
    for text in texts(linting):
        for sentence in text.sentences:
            found = _CALLED_SAFE.search(sentence)
            if found and not _DENIED.search(sentence[: found.start()]) and not sentence.endswith("?"):
                yield Found(text.file, text.path, f'"{found[0]}" says that somebody is safe.')


# "Keep him safe", "a safe place" and "is it safe to ask" say nothing about how things are; "she is safe" does.
_CALLED_SAFE = re.compile(
    r"\b(is|are|was|were|be|been|looks?|seems?|found|considered|deemed)\s+(now\s+|quite\s+)?safe"
    r"(?!\s+(place|person|adult|to (ask|talk|speak|call|write|leave a message)))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(not|never|no|nobody|nothing|cannot|whether|if|until)\b|n['’]t\b", re.IGNORECASE)


@looks_for(
    "L045",
    "american-spelling",
    "warning",
    reason="The readers are British; other spellings look like text from elsewhere.",
    recommendation="Use the British spelling.",
)
def american_spelling(linting: Linting) -> Iterator[Found]:
    """A common word in American spelling."""
    yield from _listed(linting, AMERICAN, '"{term}" is American.', "British: {instead}.")


def _listed(linting: Linting, words: Mapping[str, str], message: str, hint: str) -> Iterator[Found]:
    for pattern, instead in words.items():
        compiled = re.compile(rf"(?<![\w-])({pattern})(?![\w-])", re.IGNORECASE)
        for text in texts(linting):
            for term in _each_once(compiled, text):
                yield Found(text.file, text.path, message.format(term=term), hint.format(instead=instead))


def _each_once(pattern: re.Pattern[str], text: Text) -> Iterator[str]:
    yield from dict.fromkeys(found[0] for found in pattern.finditer(text.words))


def _explains(words: str, term: str) -> bool:
    """Whether a text says what a term means: in brackets after it or before it, or in a sentence of its own."""
    plain = re.escape(term)
    before = rf"\({plain}\)"
    after = rf"\b{plain}\b\W?\s*(\(|is an? |are |means? |, that is|: )"
    return bool(re.search(f"{before}|{after}", words))


# What a prompt cannot begin with if it is a step: it then tells something.
_TELLING = re.compile(
    r"(the|a|an|this|that|these|those|it|there|he|she|they|we|i|some|many|most|all|reviews?|professionals?|parents?|"
    r"children|babies|staff|agencies)\b",
    re.IGNORECASE,
)


@looks_for(
    "L046",
    "prompt-asks-nothing",
    "warning",
    reason="A prompt is there to be answered or done. One that only tells something belongs in why.",
    recommendation="Ask a question, or begin with what to do: ask, look, call, write down.",
)
def prompt_asks_nothing(linting: Linting) -> Iterator[Found]:
    """A prompt without a question none of whose sentences begins with a step."""
    for text in texts(linting):
        if not text.of_prompt or "?" in text.words:
            continue
        if all(_TELLING.match(sentence) for sentence in text.sentences):
            yield Found(text.file, text.path, "This prompt neither asks a question nor names a step.")


LINTS = (
    long_sentence,
    term_not_explained,
    abbreviation_not_explained,
    word_of_blame,
    word_of_score,
    american_spelling,
    prompt_asks_nothing,
)
