"""Rehearsals, the wave before, deletion, and editions that come and go, on both databases."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessment.bank.model import Bank
from assessment.errors import InvalidAnswer, NoSuchLink, NoSuchWorkshop, NotNow, OtherEdition
from assessment.services.private_key import new_key
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.simulate import simulate
from assessment.storage.database import Database
from tests.integration.rooms import BANK, Room


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def test_a_rehearsal_is_filled_with_simulated_participants_and_a_workshop_never_is(database: Database) -> None:
    room = Room(database, setup={"rehearsal": True, "tables": ("Red", "Blue")})
    assert room.workshops.fill(room.key, simulate(BANK, 12)) == 12
    room.reveal()
    lobby = room.workshops.lobby(room.key)
    assert (lobby.workshop.rehearsal, lobby.released) == (True, 12)
    real = Room(database)
    with pytest.raises(NotNow):
        real.workshops.fill(real.key, simulate(BANK, 12))
    assert real.workshops.lobby(real.key).totals.joined == 0


def test_who_came_late_is_not_told_by_the_whole_without_the_roles(room: Room) -> None:
    def by_role() -> list[dict[str, int]]:
        picture = room.workshops.picture(room.code)
        assert picture is not None
        return [dict(part.counts["a.1"]) for part in picture.breakdowns["role"].values() if "a.1" in part.counts]

    room.people(5, {"a.1": "5"}, role="cio")
    room.people(6, {"a.1": "2"}, role="cfo")
    room.reveal()
    assert by_role() == [{"2": 6}, {"5": 5}]
    room.people(1, {"a.1": "1"}, role="cto")
    room.people(4, {"a.1": "dk"}, role="cto")
    room.workshops.reveal_more(room.key)
    assert (room.counts(), by_role()) == ({"5": 5, "2": 6, "1": 1, "dk": 4}, [])


def test_a_wave_is_compared_with_the_one_before_from_its_released_blocks(database: Database) -> None:
    before, now = Room(database), Room(database)
    before.people(5, {"a.1": "2"})
    before.reveal()
    before.people(3, {"a.1": "5"})  # not released
    assert now.workshops.earlier(now.key) is None
    now.workshops.follow(now.key, before.key)
    found = now.workshops.earlier(now.key)
    assert found is not None
    workshop, picture = found
    assert picture is not None
    assert (workshop.code, picture.n, picture.counts["a.1"]) == (before.code, 5, {"2": 5})
    with pytest.raises(NoSuchLink):
        now.workshops.follow(now.key, new_key())
    with pytest.raises(InvalidAnswer):
        now.workshops.follow(now.key, now.key)
    before.workshops.delete(before.key)
    assert now.workshops.earlier(now.key) is None


def test_a_deleted_workshop_is_gone_with_every_link_to_it(room: Room) -> None:
    (participant,) = room.people(1)
    room.workshops.delete(room.key)
    for use in (
        lambda: room.workshops.look(room.key),
        lambda: room.participation.open(participant),
        lambda: room.participation.answer(participant, 9, "a.1", "1"),
    ):
        with pytest.raises(NoSuchLink):
            use()
    with pytest.raises(NoSuchWorkshop):
        room.participation.invitation(room.code)


def test_a_workshop_of_another_edition_is_kept_and_never_shown_with_these_questions(room: Room) -> None:
    (participant,) = room.people(1)
    later: Bank = replace(BANK, edition=replace(BANK.edition, id="2030.1"))
    elsewhere = Room(room.database, later)
    for use in (
        lambda: elsewhere.workshops.lobby(room.key),
        lambda: elsewhere.workshops.move(room.key, "closed"),
        lambda: elsewhere.participation.join(room.code, "cio"),
        lambda: elsewhere.participation.answer(participant, 9, "a.1", "1"),
        lambda: elsewhere.discussion.outcome(room.code),
    ):
        with pytest.raises(OtherEdition):
            use()
    assert room.workshops.lobby(room.key).totals.joined == 1


def test_no_token_and_no_code_is_in_a_log_or_a_representation(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        (participant,) = room.people(1)
    said = caplog.text + repr(room.workshops.lobby(room.key)) + repr(room.participation.open(participant))
    for secret in (room.key.token, room.key.token_hash, participant.token, participant.token_hash, room.code):
        assert secret not in said


def test_the_service_is_made_with_a_clock_so_that_days_are_those_of_the_room(database: Database) -> None:
    workshops = Workshops(database, BANK, lambda: datetime(2030, 1, 2, 23, 59, tzinfo=UTC), 5)
    created = workshops.create(Setup())
    assert workshops.look(created.code).created_on.isoformat() == "2030-01-02"
