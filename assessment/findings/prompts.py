"""What a facilitator says so that the loudest voice isn't the only one, and the levels in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from assessment.findings.said import ItemView
from assessment.language import N_, _
from assessment.scoring.group import ItemResult

SENIOR_LAST = N_("Whoever is most senior speaks last.")


def other_voice(items: Sequence[ItemView]) -> str:
    """The question that gives the smaller of the two sharpest camps a voice, whoever is in it; empty where all who
    chose a level chose the same."""
    voted = [item.counts for item in items if item.counts and item.counts.consensus is not None]
    if not voted:
        return ""
    level = _smaller_camp(min(voted, key=lambda votes: votes.consensus or 0.0))
    said = _("What would someone who chose {level} have seen? It needn't be your vote.")
    return said.format(level=level) if level else ""


def level_words(item: ItemView) -> Iterator[str]:
    """The five levels of a question as they were offered, each with how many chose it where that may be shown."""
    votes = item.counts
    for level, words in enumerate(item.levels, 1):
        number = f" ({votes.counts[level - 1]})" if votes and not votes.withheld else ""
        yield f"{level}: {words}{number}"


def _smaller_camp(votes: ItemResult) -> int | None:
    """The level, of the two that divide the answers most sharply, that fewer chose; the lower one of two alike."""
    counts = votes.counts
    low, high = max(combinations(range(5), 2), key=lambda at: min(counts[at[0]], counts[at[1]]) * (at[1] - at[0]))
    if not counts[low] or not counts[high]:
        return None
    return (high if counts[high] < counts[low] else low) + 1
