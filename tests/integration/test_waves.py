"""Two workshops, one the wave after the other: what moved, beside what was taken on then."""

from __future__ import annotations

from dataclasses import replace

from assessment.findings.change import ChangeView, change_view, group_wave
from assessment.services.outcome import Outcome
from assessment.storage.database import Database
from assessment.workshop_result import workshop_result
from tests.integration.rooms import BANK, Room


def compared(now: Room, *, other_content: bool = False) -> ChangeView:
    found = now.workshops.earlier(now.key)
    assert found is not None
    workshop, picture = found
    if other_content:
        workshop = replace(workshop, content_hash="f" * 64)
    before = group_wave(workshop_result(BANK, workshop, picture, Outcome()), workshop.content_hash)
    this = now.workshops.lobby(now.key).workshop
    after = group_wave(workshop_result(BANK, this, now.workshops.picture(now.key), Outcome()), this.content_hash)
    assert before is not None
    assert after is not None
    return change_view(BANK, before, after, now.discussion.earlier_actions(now.key))


def two_waves(database: Database) -> tuple[Room, Room]:
    before, now = Room(database), Room(database)
    for room, level in ((before, "2"), (now, "3")):
        room.people(5, {"a.1": level, "a.2": level})
        room.reveal()
    return before, now


def test_what_moved_stands_beside_what_was_taken_on_then(database: Database) -> None:
    before, now = two_waves(database)
    before.discussion.act(before.key, "Name an owner", capability="a", owner="Dana")
    assert now.discussion.earlier_actions(now.key) == ()
    now.workshops.follow(now.key, before.key)
    change = compared(now)
    assert [(row.title, row.before_text, row.now_text, row.moved_text) for row in change.capabilities] == [
        ("a", "2.0", "3.0", "+1.0")
    ]
    assert change.actions is not None
    assert [(taken.action.text, taken.moved and taken.moved.moved_text) for taken in change.actions] == [
        ("Name an owner", "+1.0")
    ]


def test_a_wave_of_other_content_shows_no_change(database: Database) -> None:
    before, now = two_waves(database)
    now.workshops.follow(now.key, before.key)
    change = compared(now, other_content=True)
    assert [row.compares for row in change.capabilities] == [False]
    assert "was changed between the two" in change.notices[0]


def test_a_wave_that_was_never_revealed_is_none(database: Database) -> None:
    room = Room(database)
    result = workshop_result(BANK, room.workshops.lobby(room.key).workshop, None, Outcome())
    assert group_wave(result, "0" * 64) is None
