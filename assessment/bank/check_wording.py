"""Rules of the content check on single texts: length, reading ease, one idea, no jargon, no rating of statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import textstat  # type: ignore[import-untyped]

from assessment.bank.load import load_document
from assessment.bank.model import Bank, Capability, Item
from assessment.bank.problem import Problem
from assessment.bank.read_yaml import read_yaml

LEVEL_WORDS = (6, 22)
MOST_ITEM_WORDS = 100
MOST_MEAN_WORDS = 80
LEAST_READING_EASE = 50.0

ROLE_OPENINGS = {
    "head_of_genai": "Whoever leads generative AI here, with or without the title, ",
    "cio_cto": "Whoever leads technology here, ",
}
"""By questionnaire: nobody need have the title for the question to be answered."""

RATING = re.compile(
    r"\b(do|would|how (much|far|strongly) do) you (strongly |fully |mostly )?(dis)?agree\b"
    r"|\bagrees? or disagrees?\b|\bto what (extent|degree)\b|\bon a scale\b"
    r"|\bplease (rate|rank)\b|\bhow would you rate\b"
    r"|^(strongly|somewhat|slightly|partly|fully|completely|totally|mostly|tend to|neither) (dis)?agree\b"
    r"|^(dis)?agree[.;,]?$",
    re.IGNORECASE,
)
AUXILIARY = "(do|does|did|is|are|was|were|has|have|can|could|will|would|should)"
SECOND_QUESTION = re.compile(
    rf"\band (if so,? |also )?((who|whom|what|when|where|why|how|which|whether)\b|{AUXILIARY} "
    r"(you|it|they|we|he|she|there|this|that|these|those|the|your|its|their|anyone|everyone|someone|people|leaders)\b)"
    r"|\bas well as\b|\bhow \w+ and \w+\b",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(rf"(?:^\s*|,\s+){AUXILIARY}\s[^?]{{0,300}}?\sand(\s\w+){{1,3}}", re.IGNORECASE)
"""A question to answer with yes or no: with an "and" in it, a half-true answer has no place to go."""

NEVER = "(?!)"
"""A pattern that matches nothing, where an installation has emptied a list of words."""

SLASH = re.compile(r"\b[^\W\d]+/[^\W\d]+\b")


@dataclass(frozen=True)
class Words:
    """The shape of `words.yaml`."""

    jargon: tuple[str, ...]
    products: tuple[str, ...]
    quantities: tuple[str, ...]
    verbs: tuple[str, ...]


@cache
def load_words() -> Words:
    """The lists of words that the check acts on. Raises `BankError` where the file can't be used."""
    return load_document(read_yaml(Path(__file__).with_name("words.yaml")), Words)


def count_words(*texts: str) -> int:
    """The number of words: what stands between spaces and has a letter or a digit."""
    return sum(any(character.isalnum() for character in word) for text in texts for word in text.split())


def reading_ease(item: Item) -> float:
    """Flesch reading ease of the question and its levels as sentences: 100 is very easy, below 50 difficult.

    206.835 - 1.015 x words per sentence - 84.6 x syllables per word (Flesch 1948, "A new readability yardstick");
    syllables from the CMU pronouncing dictionary.
    """
    sentences = (text if text.rstrip().endswith((".", "?", "!")) else f"{text}." for text in (item.text, *item.levels))
    return float(textstat.flesch_reading_ease(" ".join(sentences)))


def check_wording(bank: Bank) -> Iterator[Problem]:
    """Every problem of a single text, and of the mean length."""
    for questionnaire in bank.questionnaires:
        opening = ROLE_OPENINGS.get(questionnaire.id, "")
        yield from _check_words(questionnaire.id, questionnaire.title, questionnaire.summary)
        for capability in questionnaire.capabilities:
            yield from _check_words(capability.id, *_texts_about(capability))
            for item in capability.items:
                if not item.text.startswith(opening):
                    yield Problem(item.id, "role-opening", f"has to open with {opening!r}")
                yield from _check_item(item)
    for decision in bank.ownership.decisions:
        yield from _check_words(decision.id, decision.text)
    lengths = [count_words(item.text, *item.levels) for item in bank.items()]
    mean = sum(lengths) / len(lengths)
    if mean > MOST_MEAN_WORDS:
        message = f"{mean:.1f} words a question with its levels on average, at most {MOST_MEAN_WORDS} are wanted"
        yield Problem(bank.edition.id, "mean-length", message)


def _texts_about(capability: Capability) -> Iterator[str]:
    yield from (capability.title, capability.definition, *capability.next_steps.values())
    if capability.discussion:
        yield from (capability.discussion.split, capability.discussion.low)


def _check_item(item: Item) -> Iterator[Problem]:
    fewest, most = LEVEL_WORDS
    for level, text in enumerate(item.levels, 1):
        if not fewest <= count_words(text) <= most:
            message = f"level {level} has {count_words(text)} words, {fewest} to {most} are wanted"
            yield Problem(item.id, "level-length", message)
    if (length := count_words(item.text, *item.levels)) > MOST_ITEM_WORDS:
        yield Problem(item.id, "item-length", f"{length} words with its levels, at most {MOST_ITEM_WORDS} are wanted")
    if (ease := reading_ease(item)) < LEAST_READING_EASE:
        yield Problem(item.id, "reading-ease", f"reading ease {ease:.0f}, at least {LEAST_READING_EASE:.0f} is wanted")
    for text in (item.text, *item.levels):
        if found := RATING.search(text):
            yield Problem(item.id, "agreement", f"{found.group()!r} asks for a rating; ask what happens")
        if found := SLASH.search(text):
            yield Problem(item.id, "one-idea", f"{found.group()!r} leaves open which is meant")
    yield from _check_question(item)
    yield from _check_words(item.id, item.text, *item.levels)


def _check_question(item: Item) -> Iterator[Problem]:
    questions = [part for part in re.split(r"(?<=[.?!])", item.text) if part.endswith("?")]
    if not questions:
        yield Problem(item.id, "agreement", "is a statement; ask a question")
    if len(questions) > 1:
        yield Problem(item.id, "one-idea", f"asks {len(questions)} questions")
    for question in questions:
        searches = (pattern.search(question) for pattern in (SECOND_QUESTION, YES_OR_NO, _verbs_joined()))
        if found := next(filter(None, searches), None):
            yield Problem(item.id, "one-idea", f"{found.group().strip()!r} asks two things")


@cache
def _verbs_joined() -> re.Pattern[str]:
    """Two verbs of `words.yaml` joined by "and", the first at most four words before it."""
    forms = "|".join(sorted({form for verb in load_words().verbs for form in _forms(verb)}, key=len, reverse=True))
    return re.compile(rf"\b(?:{forms or NEVER})\b(?: \w+){{0,4}} and (?:{forms})\b", re.IGNORECASE)


def _forms(verb: str) -> Iterator[str]:
    """A verb with the endings of English; some that nobody writes do no harm."""
    stem = verb.removesuffix("e")
    yield from (verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
    if verb.endswith("y"):
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied")


def _check_words(where: str, *texts: str) -> Iterator[Problem]:
    for kind, pattern in _unwanted_words():
        for found in dict.fromkeys(match.group() for text in texts for match in pattern.finditer(text)):
            yield Problem(where, "words", f"{found!r} is {kind}")


@cache
def _unwanted_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load_words()
    return tuple(
        (kind, re.compile("|".join(_pattern(word) for word in listed) or NEVER))
        for kind, listed in (("jargon", words.jargon), ("a vendor or a product", words.products))
    )


def _pattern(word: str) -> str:
    """As a whole word, its plural or a version of it; in any case unless the list has a capital; hyphen or space."""
    spelled = re.sub(r"(\\ |\\-)", r"[\\s-]", re.escape(word))
    pattern = rf"(?<!\w){spelled}(?:s|['’]s|\d+)?(?!\w)"
    return f"(?i:{pattern})" if word == word.lower() else pattern
