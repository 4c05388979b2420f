"""Joining, answering, submitting and leaving, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.errors import InvalidAnswer, NoSuchLink, NotNow
from assessment.services.answering import LARGEST_SEQ
from assessment.services.private_key import PrivateKey, new_key
from assessment.storage.database import Database
from tests.integration.rooms import START, Room


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


@pytest.fixture
def key(room: Room) -> PrivateKey:
    return room.participation.join(room.code, "cio")


def answers(room: Room, key: PrivateKey) -> dict[str, str]:
    return dict(room.participation.open(key).answers)


# Joining


def test_who_joins_is_counted_as_a_total_and_stored_with_nothing_but_role_and_day(room: Room, key: PrivateKey) -> None:
    state = room.participation.state(room.code)
    assert (state.stage, state.joined, state.submitted) == ("open", 1, 0)
    assert room.participation.statement(key) == {
        "workshop": "AI leadership workshop",
        "joined_on": "2026-11-24",
        "role": "cio",
        "table": None,
        "agreed_to_be_shown_by_role": False,
        "submitted": False,
        "released_in_block": None,
        "answers": {},
        "second_votes": {},
        "notes": [],
    }


@pytest.mark.parametrize("role", [None, "", "emperor", "CIO"])
def test_a_role_that_is_not_offered_joins_nobody(room: Room, role: str | None) -> None:
    with pytest.raises(InvalidAnswer):
        room.participation.join(room.code, role)
    assert room.participation.state(room.code).joined == 0


def test_a_table_is_chosen_where_there_are_tables_and_only_there(database: Database) -> None:
    with_tables, without = Room(database, setup={"tables": ("Red",)}), Room(database)
    key = with_tables.participation.join(with_tables.code, "cio", seat="Red")
    assert with_tables.participation.open(key).participant.seat == "Red"
    for room, seat in ((with_tables, None), (with_tables, "Blue"), (without, "Red")):
        with pytest.raises(InvalidAnswer):
            room.participation.join(room.code, "cio", seat=seat)


def test_nobody_joins_a_draft_and_a_wrong_role_is_named_before_the_stage(database: Database) -> None:
    room = Room(database, stage="draft")
    with pytest.raises(NotNow):
        room.participation.join(room.code, "cio")
    with pytest.raises(InvalidAnswer):
        room.participation.join(room.code, "emperor")


@pytest.mark.parametrize("stage", ["open", "revealed", "discussing"])
def test_joining_and_answering_stay_open_until_the_end(room: Room, stage: str) -> None:
    room.people(5)
    room.reveal()
    room.workshops.move(room.key, stage)  # type: ignore[arg-type]
    (late,) = room.people(1, {"a.1": "2"})
    assert answers(room, late) == {"a.1": "2"}


# Answering: the rule of seq


def test_an_answer_is_there_when_it_is_acknowledged_and_a_changed_mind_replaces_it(room: Room, key: PrivateKey) -> None:
    room.participation.answer(key, 1, "a.1", "3")
    assert answers(room, key) == {"a.1": "3"}
    room.participation.answer(key, 2, "a.1", "dk")
    room.participation.answer(key, 3, "stop", "cfo")
    assert answers(room, key) == {"a.1": "dk", "stop": "cfo"}
    room.participation.answer(key, 4, "a.1", None)
    assert answers(room, key) == {"stop": "cfo"}


def test_the_same_seq_again_changes_nothing_whatever_it_says(room: Room, key: PrivateKey) -> None:
    room.participation.answer(key, 7, "a.1", "3")
    room.participation.answer(key, 7, "a.1", "3")
    room.participation.answer(key, 7, "a.1", "5")
    assert answers(room, key) == {"a.1": "3"}


def test_an_answer_overtaken_on_its_way_never_replaces_the_newer_one(room: Room, key: PrivateKey) -> None:
    room.participation.answer(key, 9, "a.1", "5")
    room.participation.answer(key, 8, "a.1", "1")
    room.participation.answer(key, 3, "a.2", "2")  # late, but the only one to its question
    assert answers(room, key) == {"a.1": "5", "a.2": "2"}


def test_an_answer_taken_back_stays_so_when_an_older_message_arrives(room: Room, key: PrivateKey) -> None:
    room.participation.answer(key, 1, "a.1", "3")
    room.participation.answer(key, 3, "a.1", None)
    room.participation.answer(key, 2, "a.1", "4")
    assert answers(room, key) == {}


def test_a_seq_that_another_question_has_is_refused_so_that_two_tabs_lose_nothing_silently(
    room: Room, key: PrivateKey
) -> None:
    room.participation.answer(key, 1, "a.1", "3")
    with pytest.raises(NotNow, match="used this number"):
        room.participation.answer(key, 1, "a.2", "4")
    room.participation.answer(key, room.participation.open(key).next_seq, "a.2", "4")
    assert answers(room, key) == {"a.1": "3", "a.2": "4"}


def test_two_people_may_use_the_same_seq(room: Room, key: PrivateKey) -> None:
    other = room.participation.join(room.code, "cfo")
    room.participation.answer(key, 1, "a.1", "3")
    room.participation.answer(other, 1, "a.1", "5")
    assert (answers(room, key), answers(room, other)) == ({"a.1": "3"}, {"a.1": "5"})


@pytest.mark.parametrize("seq", [0, -1, LARGEST_SEQ + 1])
def test_a_seq_that_no_browser_counts_to_is_refused(room: Room, key: PrivateKey, seq: int) -> None:
    with pytest.raises(InvalidAnswer):
        room.participation.answer(key, seq, "a.1", "3")


def test_the_largest_seq_fits(room: Room, key: PrivateKey) -> None:
    room.participation.answer(key, LARGEST_SEQ, "a.1", "3")
    assert room.participation.open(key).next_seq == LARGEST_SEQ + 1


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("a.1", "9"),
        ("a.1", ""),
        ("a.1", "cio"),
        ("stop", "3"),
        ("stop", "emperor"),
        ("z.1", "3"),
        ("", "3"),
        ("a.1\0", "3"),
    ],
)
def test_what_is_not_asked_or_not_offered_is_refused_before_anything_else_and_stores_nothing(
    room: Room, key: PrivateKey, question: str, value: str
) -> None:
    room.workshops.move(room.key, "closed")  # content errors come before state errors
    with pytest.raises(InvalidAnswer):
        room.participation.answer(key, 1, question, value)
    assert answers(room, key) == {}


def test_a_pulse_asks_core_items_only(database: Database) -> None:
    room = Room(database, setup={"mode": "pulse"})
    key = room.participation.join(room.code, "cio")
    room.participation.answer(key, 1, "a.1", "3")
    with pytest.raises(InvalidAnswer):
        room.participation.answer(key, 2, "a.2", "3")


# What is frozen, what is closed


def test_answers_may_change_after_submitting_and_not_after_the_reveal(room: Room) -> None:
    first, *_ = room.people(5)
    room.participation.answer(first, 50, "a.1", "5")
    room.reveal()
    with pytest.raises(NotNow, match="revealed"):
        room.participation.answer(first, 51, "a.1", "1")
    assert room.counts() == {"3": 4, "5": 1}
    assert answers(room, first) == {"a.1": "5"}


def test_a_message_sent_again_after_the_reveal_still_gets_its_acknowledgement(room: Room) -> None:
    first, *_ = room.people(5)
    room.participation.answer(first, 50, "a.1", "5")
    room.reveal()
    room.participation.answer(first, 50, "a.1", "5")
    assert answers(room, first) == {"a.1": "5"}


def test_after_closing_one_reads_and_writes_nothing(room: Room, key: PrivateKey) -> None:
    room.participation.answer(key, 1, "a.1", "3")
    room.workshops.move(room.key, "closed")
    for write in (
        lambda: room.participation.answer(key, 2, "a.1", "4"),
        lambda: room.participation.submit(key),
        lambda: room.participation.vote(key, 3, "a.1", "4"),
    ):
        with pytest.raises(NotNow, match="closed"):
            write()
    assert answers(room, key) == {"a.1": "3"}
    assert room.participation.state(key).stage == "closed"


def test_a_second_submit_is_as_good_as_the_first_and_blanks_never_stop_it(room: Room, key: PrivateKey) -> None:
    room.participation.submit(key)
    room.participation.submit(key)
    assert room.participation.state(room.code).submitted == 1


def test_answers_are_taken_from_the_opening_to_the_closing_time_and_in_the_session(database: Database) -> None:
    room = Room(database, setup={"opens_at": START + timedelta(days=1), "closes_at": START + timedelta(days=3)})
    with pytest.raises(NotNow, match="25 November 2026, 09:00 UTC"):
        room.participation.join(room.code, "cio")
    room.wait(days=1)
    keys = room.people(5)
    room.wait(days=2)
    with pytest.raises(NotNow, match="over"):
        room.participation.answer(keys[0], 9, "a.1", "1")
    with pytest.raises(NotNow):
        room.participation.join(room.code, "cio")
    room.reveal()  # a person moves the stage; from then on late joiners are welcome again
    assert room.participation.open(room.participation.join(room.code, "cio")).workshop.stage == "revealed"


# Keys, leaving, notes


def test_every_use_case_refuses_every_wrong_key(room: Room, key: PrivateKey) -> None:
    other = new_key()
    for wrong in (
        other,
        room.key,
        replace(key, token=other.token),
        replace(key, handle=other.handle),
        replace(key, token=key.token[:-1]),
        replace(key, handle="' or 1=1 --"),
    ):
        for use in (
            lambda wrong=wrong: room.participation.open(wrong),
            lambda wrong=wrong: room.participation.answer(wrong, 1, "a.1", "3"),
            lambda wrong=wrong: room.participation.note(wrong, "a.1", "comment", "x"),
            lambda wrong=wrong: room.participation.submit(wrong),
            lambda wrong=wrong: room.participation.vote(wrong, 1, "a.1", "3"),
            lambda wrong=wrong: room.participation.delete(wrong),
            lambda wrong=wrong: room.participation.statement(wrong),
        ):
            with pytest.raises(NoSuchLink):
                use()
    assert room.participation.state(room.code).joined == 1


def test_a_response_can_be_deleted_at_any_time(room: Room, key: PrivateKey) -> None:
    room.participation.answer(key, 1, "a.1", "3")
    room.workshops.move(room.key, "closed")
    room.participation.delete(key)
    with pytest.raises(NoSuchLink):
        room.participation.open(key)
    assert room.workshops.lobby(room.key).totals.joined == 0


def test_notes_are_taken_only_where_the_facilitator_asks_for_them_and_never_on_role_tracks(database: Database) -> None:
    silent, room = Room(database), Room(database, setup={"comments": True})
    key = room.participation.join(room.code, "cio")
    room.participation.note(key, "a.1", "comment", "=cmd() 😀")
    assert room.participation.open(key).notes == {("a.1", "comment"): "=cmd() 😀"}
    room.participation.note(key, "a.1", "comment", "")
    assert room.participation.open(key).notes == {}
    for where, question, text in ((silent, "a.1", "x"), (room, "h.1", "about the person"), (room, "a.1", "x" * 4_001)):
        with pytest.raises(InvalidAnswer):
            where.participation.note(where.participation.join(where.code, "cio"), question, "comment", text)
