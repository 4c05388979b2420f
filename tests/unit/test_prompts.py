"""The voice that is given to a level points at the smaller camp and never at a level that nobody chose."""

from __future__ import annotations

import numpy as np
import pytest

from assessment.findings.prompts import level_words, other_voice
from assessment.findings.said import ItemView
from assessment.scoring.group import ItemResult, consensus

LEVELS = ("none", "some", "half", "most", "all")


def item(*counts: int, withheld: int = 0) -> ItemView:
    agreed = float(consensus(np.array([counts], np.int64))[0]) if sum(counts) >= 2 else None
    one, two, three, four, five = counts
    votes = ItemResult((one, two, three, four, five), 0, 0, 0, None, agreed, withheld)
    return ItemView("a.1", "How far?", LEVELS, None, votes)


@pytest.mark.parametrize(
    ("counts", "level"),
    [((2, 0, 0, 0, 6), 1), ((6, 0, 0, 0, 2), 5), ((4, 0, 0, 0, 4), 1), ((0, 1, 5, 0, 0), 2)],
)
def test_the_smaller_camp_is_asked_about(counts: tuple[int, ...], level: int) -> None:
    assert other_voice([item(*counts)]) == f"What would someone who chose {level} have seen? It needn't be your vote."


def test_the_most_divided_question_decides() -> None:
    assert "someone who chose 5" in other_voice([item(0, 3, 2, 0, 0), item(4, 0, 0, 0, 3)])


@pytest.mark.parametrize("counts", [(8, 0, 0, 0, 0), (0, 0, 0, 0, 0)])
def test_where_there_are_no_two_camps_nobody_is_asked(counts: tuple[int, ...]) -> None:
    assert other_voice([item(*counts)]) == ""


def test_the_levels_words_carry_their_counts_and_none_where_those_are_withheld() -> None:
    assert list(level_words(item(1, 0, 4, 0, 0)))[:3] == ["1: none (1)", "2: some (0)", "3: half (4)"]
    assert list(level_words(item(0, 0, 0, 0, 0, withheld=3)))[:2] == ["1: none", "2: some"]
