"""What was said, question by question, as plain data in the words in which it is shown: answers, owners, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.bank.model import Figure
from assessment.scoring.group import ItemResult
from assessment.scoring.ownership import State


@dataclass(frozen=True)
class Answer:
    """One respondent's answer: "1"–"5", "dk", "na" or "" for a blank; the same in words; and their notes on it."""

    value: str
    words: str
    comment: str
    evidence: str


@dataclass(frozen=True)
class ItemView:
    """A question with what was said: one respondent's `answer`, or a group's `counts`; the other is None."""

    id: str
    text: str
    levels: tuple[str, str, str, str, str]
    answer: Answer | None
    counts: ItemResult | None


@dataclass(frozen=True)
class DecisionView:
    """A decision and who would settle it: the owner one respondent named, or "9 of 12 named: CIO" for a group.

    `counts` says how many chose each owner (by id, in owner order); `state` is a group's.
    """

    id: str
    text: str
    answer: str
    state: State | None
    counts: Mapping[str, int]


@dataclass(frozen=True)
class OwnershipView:
    """Who decides: a sentence, how many decisions are how (words → number, in order), and each decision.

    `rule` says what makes a group's decision clear, and `owners` are the titles of all owners one could choose, by id
    in owner order.
    """

    sentence: str
    rule: str
    tally: Mapping[str, int]
    decisions: tuple[DecisionView, ...]
    owners: Mapping[str, str]


@dataclass(frozen=True)
class FigureView:
    """A published figure: as a sentence, and with the whole of its provenance."""

    sentence: str
    figure: Figure


@dataclass(frozen=True)
class ReferenceView:
    """A reference question, one's own answer in words, and every published figure for it."""

    id: str
    text: str
    answer: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True)
class Note:
    """A comment or evidence note, as it was written; `respondent` is empty where there is only one."""

    respondent: str
    capability: str
    question: str
    kind: str
    text: str
