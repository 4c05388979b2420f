"""The stages of a workshop in the words of the console: what each is called, what it means, and how to leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.storage.workshops import STAGES, Stage


@dataclass(frozen=True)
class StageWords:
    """`title` and `means` describe the stage; `forward` and `back` are the buttons to the next one and the last one."""

    title: str
    means: str
    forward: str = ""
    back: str = ""


WORDS: Mapping[Stage, StageWords] = {
    "draft": StageWords(
        "Preparing",
        "Nobody can join yet. Whoever opens the address is told to wait, and let in when you open.",
        forward="Open the collection",
    ),
    "open": StageWords(
        "Collecting",
        "People join and answer. Nobody sees results before the reveal, you neither.",
        forward="Reveal to the room",
        back="Pause: back to preparing",
    ),
    "revealed": StageWords(
        "Revealed",
        "Everybody who took part sees the group's picture. Late joiners can still answer.",
        forward="Start the discussion",
        back="Back to collecting",
    ),
    "discussing": StageWords(
        "Discussing",
        "The room talks, votes again and agrees. Late joiners can still answer.",
        forward="Close the workshop",
        back="Back to revealed",
    ),
    "closed": StageWords(
        "Closed",
        "Nobody can answer or vote any more. Those who took part can still read, and you can tick off actions.",
        back="Open the discussion again",
    ),
}

GOING_BACK = "Going back destroys nothing: answers, what was revealed, votes and agreements stay."


def neighbours(stage: Stage) -> tuple[Stage | None, Stage | None]:
    """The stages before and after one; None at either end."""
    at = STAGES.index(stage)
    return (STAGES[at - 1] if at else None), (STAGES[at + 1] if at + 1 < len(STAGES) else None)
