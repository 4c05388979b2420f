"""The survey's use cases, on both databases."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

import pytest

from assessment.bank.load import load_bank
from assessment.errors import InvalidAnswer, NoSuchLink, OtherEdition
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.survey import Profile, Survey
from assessment.settings import ROOT
from assessment.storage.database import Database

BANK = load_bank(ROOT / "questions")
ALL = tuple(q.id for q in BANK.questionnaires)
DAY = date(2026, 11, 22)
CORE = "strategy.direction.1"


@pytest.fixture
def survey(database: Database) -> Survey:
    return Survey(database, BANK, today=lambda: DAY)


@pytest.fixture
def key(survey: Survey) -> PrivateKey:
    return survey.begin("pulse", ALL, Profile())


def test_what_is_answered_is_there_when_the_response_is_opened(survey: Survey, key: PrivateKey) -> None:
    survey.answer(key, CORE, "4")
    survey.answer(key, "own.data", "cio")
    survey.note(key, CORE, "comment", "=cmd() 😀")
    sheet = survey.open(key)
    assert sheet.answers == {CORE: "4", "own.data": "cio"}
    assert sheet.notes == {(CORE, "comment"): "=cmd() 😀"}


def test_a_changed_mind_replaces_and_a_cleared_answer_is_gone(survey: Survey, key: PrivateKey) -> None:
    survey.answer(key, CORE, "4")
    survey.answer(key, CORE, "dk")
    assert survey.open(key).answers == {CORE: "dk"}
    survey.answer(key, CORE, None)
    assert survey.open(key).answers == {}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (CORE, "6"),
        (CORE, ""),
        (CORE, "cio"),
        ("strategy.direction.2", "3"),  # not a core item, so not in a Pulse
        ("ref.caio", "yes"),  # reference questions are asked in Full
        ("own.data", "3"),
        ("own.data", "emperor"),
        ("nothing.like.it", "3"),
    ],
)
def test_what_is_not_asked_or_not_offered_is_refused_and_nothing_is_stored(
    survey: Survey, key: PrivateKey, question: str, value: str
) -> None:
    with pytest.raises(InvalidAnswer):
        survey.answer(key, question, value)
    assert survey.open(key).answers == {}


def test_a_question_of_a_questionnaire_not_chosen_is_refused(survey: Survey) -> None:
    key = survey.begin("full", ("data",), Profile())
    with pytest.raises(InvalidAnswer):
        survey.answer(key, CORE, "3")


def test_role_questions_take_no_notes_and_a_note_has_its_limit(survey: Survey, key: PrivateKey) -> None:
    with pytest.raises(InvalidAnswer):
        survey.note(key, "head_of_genai.steer.1", "comment", "about the person")
    survey.note(key, CORE, "evidence", "x" * 4_000)
    with pytest.raises(InvalidAnswer, match="4,001"):
        survey.note(key, CORE, "evidence", "x" * 4_001)
    assert survey.open(key).notes == {(CORE, "evidence"): "x" * 4_000}


def test_what_no_database_stores_as_text_is_taken_out_of_a_note(survey: Survey, key: PrivateKey) -> None:
    survey.note(key, CORE, "comment", "a\0b\ud83dc")
    assert survey.open(key).notes == {(CORE, "comment"): "abc"}


def _tampered(key: PrivateKey) -> list[PrivateKey]:
    other = new_key()
    return [
        other,
        replace(key, token=other.token),
        replace(key, handle=other.handle),
        replace(key, token=key.token[:-1]),
        replace(key, token=""),
        replace(key, handle="", token=""),
        replace(key, handle="' or 1=1 --"),
        replace(key, token=key.token + "\0"),
    ]


def test_every_use_case_refuses_every_wrong_key_with_one_and_the_same_message(survey: Survey, key: PrivateKey) -> None:
    survey.answer(key, CORE, "4")
    messages = set()
    for wrong in _tampered(key):
        for use in (
            lambda wrong=wrong: survey.open(wrong),
            lambda wrong=wrong: survey.answer(wrong, CORE, "1"),
            lambda wrong=wrong: survey.note(wrong, CORE, "comment", "x"),
            lambda wrong=wrong: survey.change_profile(wrong, Profile(), Profile(role="cio")),
            lambda wrong=wrong: survey.choose_target(wrong, "lead"),
            lambda wrong=wrong: survey.submit(wrong),
            lambda wrong=wrong: survey.delete(wrong),
        ):
            with pytest.raises(NoSuchLink) as refused:
                use()
            messages.add(str(refused.value))
    assert len(messages) == 1
    assert survey.open(key).answers == {CORE: "4"}


def test_a_second_submit_keeps_the_first_day(database: Database) -> None:
    days = iter([date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)])
    survey = Survey(database, BANK, today=lambda: next(days))
    key = survey.begin("pulse", ALL, Profile())
    survey.submit(key)
    survey.submit(key)
    assert survey.open(key).response.submitted_on == date(2026, 1, 2)


def test_a_deleted_response_is_no_longer_behind_its_link(survey: Survey, key: PrivateKey) -> None:
    survey.answer(key, CORE, "4")
    survey.delete(key)
    with pytest.raises(NoSuchLink):
        survey.open(key)


def test_a_profile_can_be_changed_and_unsaid_and_a_tab_that_knows_an_older_one_changes_only_what_was_changed_in_it(
    survey: Survey, key: PrivateKey
) -> None:
    in_both_tabs = Profile()
    survey.change_profile(key, in_both_tabs, Profile(role="cio", region="asia"))
    survey.change_profile(key, in_both_tabs, Profile(industry="finance"))
    response = survey.open(key).response
    assert (response.role, response.industry, response.size, response.region) == ("cio", "finance", None, "asia")
    survey.change_profile(key, Profile(role="cio", industry="finance", region="asia"), Profile(industry="finance"))
    response = survey.open(key).response
    assert (response.role, response.industry, response.size, response.region) == (None, "finance", None, None)
    with pytest.raises(InvalidAnswer):
        survey.change_profile(key, Profile(), Profile(role="emperor"))


def test_nothing_unknown_starts_a_response(survey: Survey) -> None:
    for questionnaires, profile in (
        ((), Profile()),
        (("strategy", "astrology"), Profile()),
        (ALL, Profile(role="emperor")),
        (ALL, Profile(industry="cio")),
    ):
        with pytest.raises(InvalidAnswer):
            survey.begin("pulse", questionnaires, profile)


def test_the_minutes_people_took_are_told_from_thirty_on_and_pauses_do_not_count(survey: Survey) -> None:
    for n in range(30):
        assert survey.minutes_taken("pulse") is None, n
        key = survey.begin("pulse", ALL, Profile())
        for at, question in enumerate(survey.way("pulse", ALL).questions.values()):
            # One pause of an hour counts as 120 s, the 35 others 20 s each: 820 s, 14 minutes.
            survey.answer(key, question.id, question.choices[0].id, pause=20 if at else 3_600)
        survey.submit(key)
    assert survey.minutes_taken("pulse") == 14
    assert survey.minutes_taken("full") is None


def test_who_submits_without_answering_does_not_tell_how_long_it_takes(survey: Survey) -> None:
    for _ in range(30):
        survey.submit(survey.begin("pulse", ALL, Profile()))
    assert survey.minutes_taken("pulse") is None


def test_an_answer_taken_back_is_known_to_have_been_so_that_no_stale_page_brings_it_back(
    survey: Survey, key: PrivateKey
) -> None:
    survey.answer(key, CORE, "4")
    survey.answer(key, CORE, None)
    sheet = survey.open(key)
    assert (sheet.answers, sheet.cleared) == ({}, {CORE})
    survey.answer(key, CORE, "2")
    assert survey.open(key).cleared == set()


def test_answers_to_another_edition_are_kept_and_never_scored_with_these_questions(
    database: Database, survey: Survey, key: PrivateKey
) -> None:
    survey.answer(key, CORE, "4")
    later = replace(BANK, edition=replace(BANK.edition, id="2030.1"))
    with pytest.raises(OtherEdition, match=r"2026\.1.*2030\.1"):
        Survey(database, later, today=lambda: DAY).open(key)
    assert survey.open(key).answers == {CORE: "4"}


def test_an_answer_that_the_edition_no_longer_offers_is_left_out(database: Database, key: PrivateKey) -> None:
    survey = Survey(database, BANK, today=lambda: DAY)
    survey.answer(key, "own.data", "cio")
    fewer = replace(BANK.ownership, owners=tuple(o for o in BANK.ownership.owners if o.id != "cio"))
    changed = Survey(database, replace(BANK, ownership=fewer), today=lambda: DAY)
    assert changed.open(key).answers == {}


def test_a_token_is_in_no_representation_and_no_log(
    survey: Survey, key: PrivateKey, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        survey.answer(key, CORE, "4")
        survey.open(key)
    assert key.token not in caplog.text
    assert key.token not in repr(key)
    assert key.token_hash not in repr(survey.open(key))
