"""Following a run sheet, and telling a fuller room from a changed one, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessment.errors import InvalidAnswer, NoSuchLink
from assessment.services import following
from assessment.services.following import Standing
from assessment.services.private_key import new_key
from assessment.storage.database import Database
from assessment.storage.workshops import Slot
from assessment.ui.console.console import Console
from tests.integration.rooms import START, Room

SHEET = (Slot("Welcome", 5), Slot("Talk", 10))


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database, setup={"run_sheet": SHEET})


def where(room: Room) -> Standing | None:
    return following.standing(room.workshops.look(room.key).run_sheet, room.workshops.trail(room.key))


def console(room: Room) -> Console:
    return Console(room.key, room.workshops.lobby(room.key))


def test_a_part_that_begins_starts_the_timer_and_whoever_looks_sees_it(room: Room) -> None:
    assert where(room) is None
    following.begin(room.workshops, room.key, 1)
    room.wait(minutes=7)
    following.begin(room.workshops, room.key, 2)
    room.wait(minutes=1)
    now = where(room)
    assert now == Standing(SHEET, 2, START + timedelta(minutes=7), timedelta(minutes=2))
    assert room.workshops.look(room.key).timer_ends_at == START + timedelta(minutes=17)


def test_a_sheet_no_longer_followed_takes_its_timer_along(room: Room) -> None:
    following.begin(room.workshops, room.key, 1)
    following.end(room.workshops, room.key)
    assert where(room) is None
    assert room.workshops.look(room.key).timer_ends_at is None


def test_a_part_that_is_not_there_and_a_key_that_opens_nothing_begin_nothing(room: Room) -> None:
    for number in (0, 3):
        with pytest.raises(InvalidAnswer):
            following.begin(room.workshops, room.key, number)
    with pytest.raises(NoSuchLink):
        following.begin(room.workshops, new_key(), 1)
    assert where(room) is None


def test_people_who_join_and_submit_only_make_a_room_fuller(room: Room) -> None:
    before = console(room)
    room.people(3)
    room.participation.join(room.code, "ceo")
    assert console(room).is_only_fuller(before)


def test_whatever_else_happens_changes_the_room(room: Room) -> None:
    before = console(room)
    (gone,) = room.people(1)
    room.participation.delete(gone)
    assert not console(room).is_only_fuller(before)
    before = console(room)
    room.people(2)
    room.workshops.rename(room.key, "Another title")
    assert not console(room).is_only_fuller(before)
