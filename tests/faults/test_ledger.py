"""The ledger that judges a fault finds what is lost, what is there twice, and what is counted wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Table, delete, insert, update

from assessment.storage.database import Database
from assessment.storage.tables import benchmark_counts, benchmark_segments, cohort_members
from assessment.storage.workshop_tables import participant_answers, participants, workshop_counts
from tests.faults.crowd import Crowd, Person
from tests.faults.ledger import Verdict, check_batches, check_blocks, check_people, check_strangers
from tests.faults.worker import Respondents
from tests.integration.rooms import BANK, Room


@dataclass
class After:
    """A room as a crowd left it: two blocks, one who waits, one who is still answering."""

    room: Room
    crowd: Crowd
    joined: set[str]

    def judge(self) -> Verdict:
        """What the ledger says."""
        database, id = self.room.database, self.room.workshops.look(self.room.code).id
        verdict = check_people(database, self.crowd.people)
        verdict.add(check_strangers(database, id, self.crowd))
        verdict.add(check_blocks(database, id))
        verdict.add(check_batches(database, BANK, self.joined))
        return verdict


@pytest.fixture
def after(tmp_path: Path) -> Iterator[After]:
    database = Database(f"sqlite:///{tmp_path}/ledger.sqlite3")
    database.upgrade()
    room = Room(database)
    crowd = Crowd([1], room.code, [], "ceo")
    for number in range(12):
        for key in room.people(1, {"a.1": str(number % 5 + 1), "a.2": "2"}):
            said = {"a.1": (1, str(number % 5 + 1)), "a.2": (2, "2")}
            crowd.people.append(Person(key, said, last=2, handing_in=True, handed_in=True))
        if number in (4, 10):
            room.reveal()
    key = room.participation.join(room.code, "ceo")
    room.say(key, {"a.1": "4"})
    crowd.people.append(Person(key, {"a.1": (1, "4")}, last=1))
    respondents = Respondents(database, BANK)
    joined = {respondents.take_part(None) for _ in range(7)}
    yield After(room, crowd, joined)
    database.close()


def test_a_room_in_which_nothing_happened_is_clean(after: After) -> None:
    assert after.judge().is_clean


def one_of(table: Table) -> Callable[[Database], None]:
    """Removes a row."""

    def remove(database: Database) -> None:
        first = next(iter(table.primary_key))
        database.write(lambda c: c.execute(delete(table).where(first == 1)))

    return remove


def changed(table: Table, **values: object) -> Callable[[Database], None]:
    """Changes a row."""

    def change(database: Database) -> None:
        first = next(iter(table.primary_key))
        database.write(lambda c: c.execute(update(table).where(first == 1).values(**values)))

    return change


def a_stranger(database: Database) -> None:
    """Somebody who joined twice."""
    row = {"workshop_id": 1, "handle": "x", "token_hash": "x", "consents": False, "joined_on": date(2026, 11, 24)}
    database.write(lambda c: c.execute(insert(participants), {**row, "submitted": False}))


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (one_of(participant_answers), "lost"),
        (changed(participant_answers, value="5"), "lost"),
        (one_of(participants), "lost"),
        (changed(participants, submitted=False), "lost"),
        (a_stranger, "duplicates"),
        (one_of(workshop_counts), "wrong"),
        (changed(workshop_counts, n=4), "wrong"),
        (changed(participants, block=None), "wrong"),
        (changed(participants, block=3), "wrong"),
        (one_of(cohort_members), "lost"),
        (changed(cohort_members, released_on=None), "wrong"),
        (changed(benchmark_segments, n=8), "wrong"),
        (changed(benchmark_counts, n=8), "wrong"),
    ],
)
def test_every_kind_of_harm_is_found(after: After, harm: Callable[[Database], None], found: str) -> None:
    harm(after.room.database)
    assert getattr(after.judge(), found)


def test_who_is_handed_in_without_having_asked_is_found(after: After) -> None:
    after.room.participation.submit(after.crowd.people[-1].key)
    assert after.judge().wrong
