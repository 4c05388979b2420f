"""A link that only reads a result, on both databases: who has it sees the result, changes nothing, and loses it when it
is revoked."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.bank.load import load_bank
from assessment.errors import InvalidAnswer, NoSuchLink
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.survey import Profile, Survey
from assessment.settings import ROOT
from assessment.storage.database import Database

BANK = load_bank(ROOT / "questions")
ALL = tuple(q.id for q in BANK.questionnaires)
CORE = "strategy.direction.1"


@pytest.fixture
def survey(database: Database) -> Survey:
    return Survey(database, BANK, today=lambda: date(2026, 11, 25))


@pytest.fixture
def key(survey: Survey) -> PrivateKey:
    key = survey.begin("pulse", ALL, Profile(role="cio"))
    survey.answer(key, CORE, "4")
    survey.note(key, CORE, "comment", "Between us.")
    survey.submit(key)
    return key


def test_a_results_link_shows_the_result_as_it_is_now_without_notes(survey: Survey, key: PrivateKey) -> None:
    link = survey.share(key)
    assert survey.is_shared(key)
    assert survey.look(link).answers == {CORE: "4"}
    survey.answer(key, CORE, "2")
    seen = survey.look(link)
    assert (seen.answers, seen.notes, seen.submitted) == ({CORE: "2"}, {}, True)


def test_a_results_link_opens_nothing_else(survey: Survey, key: PrivateKey) -> None:
    link = survey.share(key)
    for attempt in (
        lambda: survey.open(link),
        lambda: survey.answer(link, CORE, "1"),
        lambda: survey.note(link, CORE, "comment", "x"),
        lambda: survey.submit(link),
        lambda: survey.share(link),
        lambda: survey.unshare(link),
        lambda: survey.delete(link),
    ):
        with pytest.raises(NoSuchLink):
            attempt()
    assert survey.open(key).answers == {CORE: "4"}


def test_a_new_results_link_ends_the_one_before_and_revoking_ends_it_for_good(survey: Survey, key: PrivateKey) -> None:
    first = survey.share(key)
    second = survey.share(key)
    with pytest.raises(NoSuchLink):
        survey.look(first)
    assert survey.look(second).answers
    survey.unshare(key)
    survey.unshare(key)
    assert not survey.is_shared(key)
    with pytest.raises(NoSuchLink):
        survey.look(second)


def test_unknown_tampered_and_owners_keys_open_no_shared_result(survey: Survey, key: PrivateKey) -> None:
    link = survey.share(key)
    flipped = ("A" if link.token[0] != "A" else "B") + link.token[1:]
    for wrong in (key, new_key(), PrivateKey(link.handle, flipped), PrivateKey(link.handle, key.token)):
        with pytest.raises(NoSuchLink):
            survey.look(wrong)


def test_deleting_the_response_ends_its_results_link(survey: Survey, key: PrivateKey) -> None:
    link = survey.share(key)
    survey.delete(key)
    with pytest.raises(NoSuchLink):
        survey.look(link)


def test_what_is_not_submitted_has_no_result_to_share(survey: Survey) -> None:
    unfinished = survey.begin("pulse", ALL, Profile())
    with pytest.raises(InvalidAnswer, match="Submit first"):
        survey.share(unfinished)
    assert not survey.is_shared(unfinished)
