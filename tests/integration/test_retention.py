"""Removal by age, on both databases and by the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assessment.errors import NoSuchLink
from assessment.services.retention import Expired, Retention
from assessment.storage.database import Database
from assessment.storage.repository import NewResponse, create_response, find_response, save_answer, submit
from assessment.storage.tables import answers
from assessment.storage.workshop_tables import participant_answers, participants
from tests.integration.command_line import refused, run
from tests.integration.rooms import Room

TODAY = date(2026, 11, 25)
DAYS = 90
OLDEST_KEPT = TODAY - timedelta(days=DAYS)
TOO_OLD = OLDEST_KEPT - timedelta(days=1)
NOTHING = Expired(0, 0)


@pytest.fixture
def retention(database: Database) -> Retention:
    return Retention(database, lambda: TODAY, DAYS)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def stored(database: Database, table: object) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_a_response_is_kept_for_so_many_days_after_it_was_submitted_or_else_begun(
    database: Database, retention: Retention, new_response: Callable[..., NewResponse]
) -> None:
    def save(started: date, submitted: date | None) -> str:
        def make(connection):  # type: ignore[no-untyped-def]
            response = create_response(connection, new_response(started_on=started))
            save_answer(connection, response.id, "strategy.a.1", "3", 1)
            if submitted:
                submit(connection, response.id, submitted)
            return response.handle

        return database.write(make)

    kept = [save(OLDEST_KEPT, None), save(TOO_OLD, OLDEST_KEPT)]
    gone = [save(TOO_OLD, None), save(TOO_OLD, TOO_OLD)]
    assert retention.due() == retention.remove() == Expired(responses=2, workshops=0)
    with database.read() as connection:
        assert all(find_response(connection, handle) for handle in kept)
        assert not any(find_response(connection, handle) for handle in gone)
    assert stored(database, answers) == 2
    assert retention.due() == retention.remove() == NOTHING


def test_a_workshop_is_kept_for_so_many_days_after_it_was_last_led(database: Database, retention: Retention) -> None:
    old, led = Room(database, now=morning(TOO_OLD)), Room(database, now=morning(TOO_OLD))
    old.people(2)
    led.now = morning(OLDEST_KEPT)
    led.workshops.rename(led.key, "Still needed")
    assert retention.due() == retention.remove() == Expired(responses=0, workshops=1)
    assert led.workshops.lobby(led.key).workshop.title == "Still needed"
    with pytest.raises(NoSuchLink):
        old.workshops.lobby(old.key)
    assert stored(database, participants) == stored(database, participant_answers) == 0


def test_a_dry_run_says_what_is_due_and_removes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    database = Database(url)
    database.upgrade()
    room = Room(database, now=morning(date(2020, 1, 1)))
    environment = {"DATABASE_URL": url, "RETENTION_DAYS": "365"}
    tried = run("retention", "--dry-run", env=environment)
    assert (tried.returncode, tried.stdout) == (0, "would remove 0 responses and 1 workshop older than 365 days\n")
    assert room.workshops.lobby(room.key).workshop.code == room.code
    done = run("retention", env=environment)
    assert (done.returncode, done.stdout) == (0, "removed 0 responses and 1 workshop older than 365 days\n")
    with pytest.raises(NoSuchLink):
        room.workshops.lobby(room.key)
    database.close()


def test_without_a_number_of_days_nothing_is_removed_by_age(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'any.sqlite3'}"
    line = refused(run("retention", env={"DATABASE_URL": url, "RETENTION_DAYS": ""}))
    assert line == "error: everything is kept for ever; set RETENTION_DAYS to the number of days to keep it"
