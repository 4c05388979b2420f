"""The way through an assessment: which questions stand on which page, what can be chosen, and how long it takes."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from assessment.bank.model import Bank, Item, Mode, Option, Questionnaire
from assessment.language import N_, _

ITEMS_ON_A_PAGE = 7
"""A page holds whole capabilities, up to this many questions: more would scroll for ever on a phone."""

WORDS_A_MINUTE = 200
SECONDS_A_CHOICE = 4
PROFILE_CHOICES = 4

ROLE_NOTE = N_(
    "This describes how the job is set up, not how anyone does it. Our sources disagree on who should steer: "
    "no choice of owner scores higher; agreement does."
)

Kind = Literal["items", "ownership", "reference"]


@dataclass(frozen=True)
class Question:
    """One thing to answer: an item, a decision or a reference question; `takes_notes` where comments are asked for."""

    id: str
    text: str
    choices: tuple[Option, ...]
    takes_notes: bool = False

    def __hash__(self) -> int:
        """Quick, for what is kept by question; two that differ in their texts alone are told apart as ever."""
        return hash(self.id)

    def offers(self, value: str) -> bool:
        """Whether `value` is the id of one of the choices."""
        return any(choice.id == value for choice in self.choices)

    @cached_property
    def words(self) -> int:
        """How many its text has."""
        return _words(self.text)

    @cached_property
    def words_of_choices(self) -> dict[tuple[str, str], int]:
        """How many each of its choices has, by its id and text; what every question offers needs no reading."""
        return {(choice.id, choice.title): _words(choice.title) for choice in self.choices if choice not in _unknown()}


@dataclass(frozen=True)
class Step:
    """One page of questions; `id` stands in its address, `note` is said above the questions."""

    id: str
    kind: Kind
    title: str
    summary: str
    questions: tuple[Question, ...]
    note: str = ""


@dataclass(frozen=True)
class Way:
    """The pages that a mode and a choice of questionnaires lead through: the questionnaires in bank order, then
    ownership, and in Full the reference questions. Whatever a bank lacks has no page."""

    bank: Bank = field(repr=False)
    mode: Mode
    questionnaires: Collection[str]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The pages in order."""
        chosen = [q for q in self.bank.questionnaires if q.id in self.questionnaires]
        pages = [step for questionnaire in chosen for step in _pages(questionnaire, self.mode)]
        return (*pages, *_ownership(self.bank), *(_reference(self.bank) if self.mode == "full" else ()))

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question on these pages by its id, in order."""
        return {question.id: question for step in self.steps for question in step.questions}

    def left(self, answered: Collection[str]) -> list[Question]:
        """The questions whose ids aren't among `answered`."""
        return [question for id, question in self.questions.items() if id not in answered]


def minutes(questions: Iterable[Question], *, profile: bool = False) -> int:
    """Whole minutes (at least 1) to read the questions at 200 words a minute and choose, at 4 s a choice.

    A list of choices that several questions share, such as the owners, is read once.
    """
    seconds = float(PROFILE_CHOICES * SECONDS_A_CHOICE) if profile else 0.0
    words = 0
    choices: dict[tuple[str, str], int] = {}
    for question in questions:
        words += question.words
        choices.update(question.words_of_choices)
        seconds += SECONDS_A_CHOICE
    return max(1, math.ceil((seconds + (words + sum(choices.values())) / WORDS_A_MINUTE * 60) / 60))


def _words(text: str) -> int:
    return len(text.split())


def _pages(questionnaire: Questionnaire, mode: Mode) -> Iterator[Step]:
    pages: list[tuple[Item, ...]] = []
    for capability in questionnaire.capabilities:
        asked = tuple(item for item in capability.items if mode == "full" or item.core)
        if pages and len(pages[-1]) + len(asked) <= ITEMS_ON_A_PAGE:
            pages[-1] += asked
        elif asked:
            pages.append(asked)
    # Nobody is to write about the person in a role, so the role tracks ask for no comments.
    role = questionnaire.domain == "role_clarity"
    for part, items in enumerate(pages, 1):
        yield Step(
            id=questionnaire.id if part == 1 else f"{questionnaire.id}-{part}",
            kind="items",
            title=questionnaire.title
            + (_(", part {part} of {all}").format(part=part, all=len(pages)) if len(pages) > 1 else ""),
            summary=questionnaire.summary,
            questions=tuple(Question(i.id, i.text, _choices(i), takes_notes=not role) for i in items),
            note=_(ROLE_NOTE) if role else "",
        )


def _choices(item: Item) -> tuple[Option, ...]:
    return (*(Option(str(level), text) for level, text in enumerate(item.levels, 1)), *_unknown())


def _unknown() -> tuple[Option, ...]:
    return Option("dk", _("Don't know")), Option("na", _("Does not apply"))


def _ownership(bank: Bank) -> Iterator[Step]:
    if bank.ownership.decisions:
        yield Step(
            id="ownership",
            kind="ownership",
            title=_("Who decides"),
            summary=bank.ownership.stem,
            questions=tuple(Question(d.id, d.text, bank.ownership.owners) for d in bank.ownership.decisions),
            note=_("Answer as things stand, not as they should be. There is no right owner."),
        )


def _reference(bank: Bank) -> Iterator[Step]:
    if bank.reference:
        yield Step(
            id="reference",
            kind="reference",
            title=_("Beside published figures"),
            summary=_(
                "A few plain facts, worded like published surveys, so that you can see your answer beside theirs."
            ),
            questions=tuple(Question(r.id, r.text, r.options) for r in bank.reference),
            note=_("They enter no score."),
        )
