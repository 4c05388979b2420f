"""What a respondent aims at and takes on is kept, by nobody else and in no other tab undone; on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from assessment.bank.load import load_bank
from assessment.errors import InvalidAnswer, NoSuchLink
from assessment.respondent import ACTION_LENGTH, MOST_ACTIONS, OWNER_LENGTH, Action, Aims
from assessment.services.follow_up import FollowUp
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.survey import Profile, Survey
from assessment.settings import ROOT
from assessment.storage import tables
from assessment.storage.database import Database

BANK = load_bank(ROOT / "questions")
ALL = tuple(q.id for q in BANK.questionnaires)
DIRECTION, VALUE = (capability.id for capability in BANK.questionnaires[0].capabilities[:2])
DAY, DUE = date(2026, 11, 22), date(2026, 12, 22)
HOSTILE = "  =cmd|'/c calc'!A1 $x$ <b>\r\n\u2028👩🏽‍💻 שלום '); DROP TABLE actions; -- "


@pytest.fixture
def survey(database: Database) -> Survey:
    return Survey(database, BANK, today=lambda: DAY)


@pytest.fixture
def follow_up(database: Database) -> FollowUp:
    return FollowUp(database, BANK, today=lambda: DAY)


@pytest.fixture
def key(survey: Survey) -> PrivateKey:
    return survey.begin("pulse", ALL, Profile())


def test_nothing_is_aimed_at_and_nothing_taken_on_at_first(survey: Survey, key: PrivateKey) -> None:
    sheet = survey.open(key)
    assert (sheet.aims, sheet.actions) == (Aims(), ())


def test_a_target_and_an_importance_are_there_when_the_response_is_opened_and_can_be_unsaid(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    follow_up.aim_at(key, DIRECTION, 5)
    follow_up.weigh(key, DIRECTION, 3)
    follow_up.aim_at(key, VALUE, 2.5)
    assert survey.open(key).aims == Aims({DIRECTION: 5, VALUE: 2.5}, {DIRECTION: 3})
    follow_up.aim_at(key, DIRECTION, None)
    assert survey.open(key).aims == Aims({VALUE: 2.5}, {DIRECTION: 3})
    follow_up.weigh(key, DIRECTION, None)
    assert survey.open(key).aims == Aims({VALUE: 2.5}, {})


@pytest.mark.parametrize("target", [0.99, 5.01, float("nan"), float("inf")])
def test_a_target_outside_the_scale_is_refused_and_the_earlier_one_stands(
    survey: Survey, follow_up: FollowUp, key: PrivateKey, target: float
) -> None:
    follow_up.aim_at(key, DIRECTION, 4)
    with pytest.raises(InvalidAnswer, match="from 1 to 5"):
        follow_up.aim_at(key, DIRECTION, target)
    assert survey.open(key).aims.targets == {DIRECTION: 4}


@pytest.mark.parametrize("importance", [0, 4, -1])
def test_an_importance_other_than_1_2_and_3_is_refused(
    survey: Survey, follow_up: FollowUp, key: PrivateKey, importance: int
) -> None:
    with pytest.raises(InvalidAnswer, match="1, 2 or 3"):
        follow_up.weigh(key, DIRECTION, importance)
    assert survey.open(key).aims == Aims()


def test_actions_are_due_30_60_and_90_days_from_today(follow_up: FollowUp) -> None:
    # From 22 November: 8 days to the 30th, then 22; 8 + 31 + 21; 8 + 31 + 31 + 20.
    due = {30: date(2026, 12, 22), 60: date(2027, 1, 21), 90: date(2027, 2, 20)}
    assert follow_up.due_dates() == due


def test_an_unknown_capability_is_refused_everywhere(survey: Survey, follow_up: FollowUp, key: PrivateKey) -> None:
    follow_up.adopt(key, "Write it down", DIRECTION)
    (action,) = survey.open(key).actions
    for use in (
        lambda: follow_up.aim_at(key, "strategy.astrology", 3),
        lambda: follow_up.weigh(key, "strategy.astrology", 3),
        lambda: follow_up.adopt(key, "Read the stars", "strategy.astrology"),
        lambda: follow_up.change(key, action, replace(action, capability="strategy.astrology")),
    ):
        with pytest.raises(InvalidAnswer, match="isn't part of this edition"):
            use()
    assert survey.open(key).actions == (action,)
    assert survey.open(key).aims == Aims()


def test_actions_come_back_to_the_letter_in_the_order_they_were_adopted(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    first = follow_up.adopt(key, HOSTILE, VALUE, owner=" Zoë\t", due=DUE)
    second = follow_up.adopt(key, "x" * ACTION_LENGTH, owner="y" * OWNER_LENGTH)
    assert survey.open(key).actions == (
        Action(first, HOSTILE, VALUE, " Zoë\t", DUE, done=False),
        Action(second, "x" * ACTION_LENGTH, None, "y" * OWNER_LENGTH, None, done=False),
    )


def test_what_no_database_stores_as_text_is_taken_out_of_an_action(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    follow_up.adopt(key, "a\0b\ud83dc", owner="\0Ann\udc00")
    (action,) = survey.open(key).actions
    assert (action.text, action.owner) == ("abc", "Ann")
    follow_up.change(key, action, replace(action, text="d\0e", owner="\ud83dBob"))
    (action,) = survey.open(key).actions
    assert (action.text, action.owner) == ("de", "Bob")


@pytest.mark.parametrize(
    ("text", "owner", "message"),
    [
        ("", "", "what is to be done"),
        (" \n\0", "", "what is to be done"),
        ("x" * 2_001, "", "2,001 characters"),
        ("Do it", "y" * 201, "201 characters"),
    ],
    ids=["empty", "blank", "long text", "long owner"],
)
def test_an_empty_or_overlong_action_is_refused_and_the_earlier_one_stands(
    survey: Survey, follow_up: FollowUp, key: PrivateKey, text: str, owner: str, message: str
) -> None:
    with pytest.raises(InvalidAnswer, match=message):
        follow_up.adopt(key, text, owner=owner)
    assert survey.open(key).actions == ()
    follow_up.adopt(key, "Write it down", owner="Ann")
    (action,) = survey.open(key).actions
    with pytest.raises(InvalidAnswer, match=message):
        follow_up.change(key, action, replace(action, text=text, owner=owner))
    assert survey.open(key).actions == (action,)


def test_an_action_can_be_changed_ticked_off_and_taken_up_again(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    follow_up.adopt(key, "Write it down", DIRECTION, due=DUE)
    (action,) = survey.open(key).actions
    changed = Action(action.id, "Say it aloud", VALUE, "Ann", date(2027, 2, 20), done=True)
    follow_up.change(key, action, changed)
    assert survey.open(key).actions == (changed,)
    undone = replace(changed, capability=None, owner="", due=None, done=False)
    follow_up.change(key, changed, undone)
    assert survey.open(key).actions == (undone,)
    follow_up.change(key, undone, undone)
    assert survey.open(key).actions == (undone,)


def test_a_tab_that_knows_an_older_action_changes_only_what_was_changed_in_it(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    follow_up.adopt(key, "Write it down", DIRECTION)
    (in_both_tabs,) = survey.open(key).actions
    follow_up.change(key, in_both_tabs, replace(in_both_tabs, owner="Ann", done=True))
    follow_up.change(key, in_both_tabs, replace(in_both_tabs, text="Say it aloud", due=DUE))
    assert survey.open(key).actions == (Action(in_both_tabs.id, "Say it aloud", DIRECTION, "Ann", DUE, done=True),)


def test_a_removed_action_stays_removed_and_no_later_one_takes_its_place(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    follow_up.adopt(key, "First")
    (first,) = survey.open(key).actions
    follow_up.remove(key, first.id)
    follow_up.remove(key, first.id)  # a second click
    follow_up.adopt(key, "Second")
    with pytest.raises(InvalidAnswer, match="was removed"):
        follow_up.change(key, first, replace(first, done=True))
    (second,) = survey.open(key).actions
    assert (second.text, second.done) == ("Second", False)


def test_fifty_actions_fit_and_the_next_is_refused_also_when_two_tabs_adopt_at_once(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    for number in range(MOST_ACTIONS - 1):
        follow_up.adopt(key, f"Action {number}")
    refused: list[str] = []

    def adopt() -> None:
        try:
            follow_up.adopt(key, "The last that fits")
        except InvalidAnswer as error:
            refused.append(str(error))

    tabs = [threading.Thread(target=adopt) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(survey.open(key).actions) == MOST_ACTIONS == 50
    assert len(refused) == 3
    assert "You have 50 actions" in refused[0]


def test_nobody_else_can_change_or_remove_an_action_whatever_its_id(
    survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    follow_up.adopt(key, "Mine")
    (mine,) = survey.open(key).actions
    other = survey.begin("pulse", ALL, Profile())
    with pytest.raises(InvalidAnswer, match="was removed"):
        follow_up.change(other, mine, replace(mine, done=True))
    follow_up.remove(other, mine.id)
    assert survey.open(key).actions == (mine,)
    assert survey.open(other).actions == ()


def test_every_use_case_refuses_a_wrong_key(survey: Survey, follow_up: FollowUp, key: PrivateKey) -> None:
    follow_up.adopt(key, "Mine")
    (mine,) = survey.open(key).actions
    wrong = replace(key, token=new_key().token)
    uses: tuple[Callable[[], object], ...] = (
        lambda: follow_up.aim_at(wrong, DIRECTION, 3),
        lambda: follow_up.weigh(wrong, DIRECTION, 3),
        lambda: follow_up.adopt(wrong, "Theirs"),
        lambda: follow_up.change(wrong, mine, replace(mine, done=True)),
        lambda: follow_up.remove(wrong, mine.id),
    )
    for use in uses:
        with pytest.raises(NoSuchLink):
            use()
    sheet = survey.open(key)
    assert (sheet.aims, sheet.actions) == (Aims(), (mine,))


def test_deleting_a_response_removes_its_aims_and_actions_and_nobody_elses(
    database: Database, survey: Survey, follow_up: FollowUp, key: PrivateKey
) -> None:
    other = survey.begin("pulse", ALL, Profile())
    for each in (key, other):
        follow_up.aim_at(each, DIRECTION, 4)
        follow_up.adopt(each, "Write it down")
    survey.delete(key)
    with database.read() as connection:
        for table in (tables.aims, tables.actions):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 1
    assert survey.open(other).aims.targets == {DIRECTION: 4}
    assert len(survey.open(other).actions) == 1
