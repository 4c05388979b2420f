"""The stages of a workshop in the words of the console: what each is called, what it means, and how to leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from assessment.language import N_, _
from assessment.storage.workshops import STAGES, Stage


@dataclass(frozen=True)
class StageWords:
    """`title` and `means` describe the stage; `forward` and `back` are the buttons to the next one and the last one."""

    title: str
    means: str
    forward: str = ""
    back: str = ""


_WORDS: Mapping[Stage, StageWords] = {
    "draft": StageWords(
        N_("Preparing"),
        N_("Nobody can join yet. Whoever opens the address is told to wait, and let in when you open."),
        forward=N_("Open the collection"),
    ),
    "open": StageWords(
        N_("Collecting"),
        N_("People join and answer. Nobody sees results before the reveal, you neither."),
        forward=N_("Reveal to the room"),
        back=N_("Pause: back to preparing"),
    ),
    "revealed": StageWords(
        N_("Revealed"),
        N_("Everybody who took part sees the group's picture. Late joiners can still answer."),
        forward=N_("Start the discussion"),
        back=N_("Back to collecting"),
    ),
    "discussing": StageWords(
        N_("Discussing"),
        N_("The room talks, votes again and agrees. Late joiners can still answer."),
        forward=N_("Close the workshop"),
        back=N_("Back to revealed"),
    ),
    "closed": StageWords(
        N_("Closed"),
        N_("Nobody can answer or vote any more. Those who took part can still read, and you can tick off actions."),
        back=N_("Open the discussion again"),
    ),
}

GOING_BACK = N_("Going back destroys nothing: answers, what was revealed, votes and agreements stay.")


def stage_words(stage: Stage) -> StageWords:
    """How a stage is spoken of, in the language of now."""
    return StageWords(*map(_, astuple(_WORDS[stage])))


def neighbours(stage: Stage) -> tuple[Stage | None, Stage | None]:
    """The stages before and after one; None at either end."""
    at = STAGES.index(stage)
    return (STAGES[at - 1] if at else None), (STAGES[at + 1] if at + 1 < len(STAGES) else None)
