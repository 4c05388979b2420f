"""What several people do at the same moment, and what one person does to many things, on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Connection

from assessment.errors import InvalidAnswer, NotNow
from assessment.services.private_key import PrivateKey
from assessment.storage import workshops
from assessment.storage.database import Database
from tests.integration.rooms import Room


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def test_answers_at_the_moment_of_the_reveal_are_all_counted_or_refused(room: Room) -> None:
    """Nobody is told "saved" of an answer that the released counts then leave out."""
    keys, saved, barrier = room.people(12, {"a.1": "1"}), [], threading.Barrier(13)

    def answer(key: PrivateKey) -> None:
        barrier.wait()
        try:
            room.participation.answer(key, 90, "a.1", "5")
        except NotNow:
            return
        saved.append(key)

    threads = [threading.Thread(target=answer, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    barrier.wait()
    room.reveal()
    for thread in threads:
        thread.join()
    counted = room.counts() or {}
    assert (counted.get("5", 0), counted.get("1", 0)) == (len(saved), 12 - len(saved))


def test_who_joins_while_the_workshop_is_set_up_anew_joins_what_it_became(room: Room, database: Database) -> None:
    """Roles, naming and threshold are never those of a moment before."""
    id = room.workshops.look(room.key).id
    with ThreadPoolExecutor(1) as thread:

        def set_up(connection: Connection) -> None:
            workshops.change(connection, id, roles=["cfo"])
            joining = thread.submit(room.participation.join, room.code, "ceo")
            # PostgreSQL lets the other transaction read meanwhile what was; SQLite's single writer hasn't begun it yet.
            waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
            while database.notices is not None and connection.exec_driver_sql(waits).scalar_one() == 0:
                assert not joining.done()
            outcomes.append(joining)

        outcomes: list[Future[PrivateKey]] = []
        database.write(set_up)
        with pytest.raises(InvalidAnswer):
            outcomes[0].result()
    assert room.participation.state(room.code).joined == 0


def test_any_number_of_comments_is_passed_at_once(database: Database) -> None:
    room = Room(database, setup={"comments": True})
    for key in room.people(8):
        room.participation.note(key, "a.1", "comment", "x")
    room.reveal()
    places = [note.place for note in room.discussion.notes_to_pass(room.key)]
    room.discussion.pass_notes(room.key, [*range(5_000), *places])
    assert len(room.discussion.notes(room.code)) == 8
