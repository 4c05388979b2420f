"""Who may do what with a workshop: codes, and the keys behind the links, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.errors import NoSuchLink, NoSuchWorkshop
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.workshop_access import ALPHABET, grouped, new_code, normalised
from assessment.services.workshop_setup import Setup
from assessment.storage.database import Database
from tests.integration.rooms import Room


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def test_codes_have_no_look_alikes_and_are_read_however_they_are_typed() -> None:
    assert len(set(ALPHABET)) == 30
    assert not set(ALPHABET) & set("01ILOU")
    code = new_code()
    assert normalised(f"  {grouped(code).lower()} ") == code == normalised(" ".join(code))
    assert [normalised(text) for text in ("", "ABC", code + "A", "O" * 9, "ßßßßßßßßß")] == [None] * 5


def test_a_day_of_guesses_finds_none_of_a_thousand_codes() -> None:
    guesses, live = 10 * 60 * 24 * 60, 1_000  # ten a second, for a day: far more than are allowed
    assert guesses * live / len(ALPHABET) ** len(new_code()) < 1 / 1_000


def test_a_wrong_code_and_one_of_a_closed_workshop_say_the_same(room: Room) -> None:
    room.workshops.move(room.key, "closed")
    messages = set()
    for code in (room.code, new_code(), "", "' or 1=1 --", "\0"):
        for use in (room.participation.invitation, room.participation.state, room.participation.join):
            with pytest.raises(NoSuchWorkshop) as refused:
                use(code)
            messages.add(str(refused.value))
    assert len(messages) == 1


def _wrong_keys(room: Room) -> list[PrivateKey]:
    (participant,) = room.people(1)
    other = new_key()
    return [
        other,
        replace(room.key, token=other.token),
        replace(room.key, token=room.key.token[:-1] + ("A" if room.key.token[-1] != "A" else "B")),
        replace(room.key, handle="' or 1=1 --"),
        participant,
        room.workshops.projector_key(room.key),
        Room(room.database).workshops.projector_key(Room(room.database).key),
    ]


def test_nobody_leads_with_any_other_key(room: Room) -> None:
    before = room.workshops.lobby(room.key)
    for wrong in _wrong_keys(room):
        for use in (
            lambda wrong=wrong: room.workshops.lobby(wrong),
            lambda wrong=wrong: room.workshops.move(wrong, "closed"),
            lambda wrong=wrong: room.workshops.set_up(wrong, Setup()),
            lambda wrong=wrong: room.workshops.rename(wrong, "x"),
            lambda wrong=wrong: room.workshops.make_anonymous(wrong),
            lambda wrong=wrong: room.workshops.projector_key(wrong),
            lambda wrong=wrong: room.workshops.show(wrong, {}),
            lambda wrong=wrong: room.workshops.trail(wrong),
            lambda wrong=wrong: room.workshops.delete(wrong),
            lambda wrong=wrong: room.discussion.park(wrong, "x"),
            lambda wrong=wrong: room.discussion.notes_to_pass(wrong),
        ):
            with pytest.raises(NoSuchLink):
                use()
    after = room.workshops.lobby(room.key)
    assert (after.workshop.stage, after.workshop.title) == (before.workshop.stage, before.workshop.title)


def test_code_and_token_make_the_facilitators_key_and_nothing_else_does(room: Room) -> None:
    assert room.workshops.facilitator_key(grouped(room.code), room.key.token) == room.key
    for code, token in ((Room(room.database).code, room.key.token), (room.code, "x"), ("x", room.key.token)):
        with pytest.raises(NoSuchLink):
            room.workshops.facilitator_key(code, token)


def test_the_projector_only_reads_and_its_link_ends_when_a_new_one_is_made_or_it_is_revoked(room: Room) -> None:
    assert not room.workshops.has_projector(room.key)
    first = room.workshops.projector_key(room.key)
    assert room.workshops.kind(first) == "projector"
    assert room.workshops.has_projector(room.key)
    room.workshops.show(room.key, {"show": "lobby"})
    assert room.workshops.look(first).screen == {"show": "lobby"}
    second = room.workshops.projector_key(room.key)
    with pytest.raises(NoSuchLink):
        room.workshops.look(first)
    room.workshops.revoke_projector(room.key)
    with pytest.raises(NoSuchLink):
        room.workshops.look(second)
    assert not room.workshops.has_projector(room.key)


def test_every_kind_of_link_says_what_it_opens(room: Room) -> None:
    (participant,) = room.people(1)
    assert (room.workshops.kind(room.key), room.workshops.kind(participant)) == ("facilitator", "participant")
    with pytest.raises(NoSuchLink):
        room.workshops.kind(new_key())
