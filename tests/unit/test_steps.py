"""The way through an assessment: its pages, its questions and the minutes it promises."""

from __future__ import annotations

from assessment.bank.load import load_bank
from assessment.bank.model import Option
from assessment.services.steps import Question, Way, minutes
from assessment.settings import ROOT

BANK = load_bank(ROOT / "questions")
ALL = tuple(q.id for q in BANK.questionnaires)


def test_pulse_asks_one_question_per_capability_a_page_per_questionnaire_and_then_who_decides() -> None:
    way = Way(BANK, "pulse", ALL)
    assert [step.id for step in way.steps] == [*ALL, "ownership"]
    assert [len(step.questions) for step in way.steps] == [6, 5, 5, 5, 5, 10]


def test_full_asks_everything_once_on_pages_that_keep_a_capability_together() -> None:
    way = Way(BANK, "full", ALL)
    asked = [question.id for step in way.steps for question in step.questions]
    every = [item.id for item in BANK.items()]
    assert asked == every + [d.id for d in BANK.ownership.decisions] + [r.id for r in BANK.reference]
    for capability in BANK.capabilities():
        pages = {step.id for step in way.steps for q in step.questions if q.id in {i.id for i in capability.items}}
        assert len(pages) == 1


def test_a_choice_of_questionnaires_leaves_the_others_out() -> None:
    way = Way(BANK, "pulse", ("data",))
    assert [step.id for step in way.steps] == ["data", "ownership"]


def test_what_is_left_is_what_has_no_answer() -> None:
    way = Way(BANK, "pulse", ("data",))
    first, *rest = way.questions
    assert [question.id for question in way.left({first})] == rest


def test_role_tracks_take_no_notes() -> None:
    for step in Way(BANK, "full", ALL).steps:
        noted = {question.takes_notes for question in step.questions}
        assert noted == {step.id.split("-")[0] in ("strategy", "data", "literacy")}


def test_minutes_are_words_at_200_a_minute_and_4_seconds_a_choice() -> None:
    # 40 words of text and 160 of choices are one minute; four choices more are 16 s, so 76 s: 2 minutes begun.
    choices = tuple(Option(str(n), " ".join(["word"] * 80)) for n in (1, 2))
    question = Question("q", " ".join(["word"] * 40), choices)
    assert minutes([question]) == 2
    # Choices that a second question shares are read once: 40 words more, 12 s, and 4 s: still 80 s.
    assert minutes([question, Question("r", question.text, choices)]) == 2
    assert minutes([]) == 1


def test_the_pulse_takes_about_a_quarter_of_an_hour_and_full_about_half_an_hour() -> None:
    assert 12 <= minutes(Way(BANK, "pulse", ALL).questions.values(), profile=True) <= 17
    assert 26 <= minutes(Way(BANK, "full", ALL).questions.values(), profile=True) <= 33
