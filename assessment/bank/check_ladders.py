"""Rules of the content check that compare texts: levels that are too alike, ladders climbed by adverbs alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from assessment.bank.check_wording import ROLE_OPENINGS, load_words
from assessment.bank.model import Bank, Item
from assessment.bank.problem import Problem

MOST_ALIKE = 0.75
"""Share of words (0–1) that two texts have in common and in the same order, above which they say nearly the same."""

NOT_ADVERBS = {"apply", "assembly", "family", "fly", "july", "only", "rely", "reply", "supply"}


def check_ladders(bank: Bank) -> Iterator[Problem]:
    """Every pair of levels or questions that is too alike, and every step that is an adverb's."""
    items = list(bank.items())
    levels = [(item.id, f"level {at}", text) for item in items for at, text in enumerate(item.levels, 1)]
    yield from _check_alike(levels)
    yield from _check_alike([(item.id, "the question", _without_opening(item.text)) for item in items])
    for item in items:
        yield from _check_steps(item)


def _check_alike(texts: Sequence[tuple[str, str, str]]) -> Iterator[Problem]:
    """A problem at the later one of each two texts, given as id, name and text."""
    words = [_words(text) for _, _, text in texts]
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    for later, (where, name, _) in enumerate(texts):
        matcher.set_seq2(words[later])  # what is computed for the second sequence is kept
        for earlier in range(later):
            matcher.set_seq1(words[earlier])
            bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
            if all(bound() >= MOST_ALIKE for bound in bounds):
                other, other_name, text = texts[earlier]
                yield Problem(where, "alike", f"{name} says nearly the same as {other_name} of {other}: {text!r}")


def _check_steps(item: Item) -> Iterator[Problem]:
    cores = [_substance(text) for text in item.levels]
    for level, (lower, upper) in enumerate(pairwise(cores), 1):
        if lower == upper:
            message = f"levels {level} and {level + 1} differ by a quantity or an adverb alone; say what is seen"
            yield Problem(item.id, "adverbs", message)


def _substance(text: str) -> list[str]:
    """The words that are left without quantities, adverbs, numbers and endings of the plural."""
    quantities = load_words().quantities
    kept = (word for word in _words(text) if word not in quantities and not word[0].isdigit())
    return [word.rstrip("s") for word in kept if not word.endswith("ly") or word in NOT_ADVERBS]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’-]\w+)*", text.lower())


def _without_opening(text: str) -> str:
    """A role's question without the words that all of its kind begin with."""
    for opening in ROLE_OPENINGS.values():
        text = text.removeprefix(opening.rstrip(", "))
    return text
