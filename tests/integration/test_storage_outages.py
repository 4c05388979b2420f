"""A database that is locked, full, damaged or gone: one clear error, nothing lost, and work again once it is back."""

from __future__ import annotations

import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, func, select

from assessment.errors import StorageUnavailable
from assessment.storage import tables
from assessment.storage.database import Database
from assessment.storage.repository import (
    NewResponse,
    Response,
    choose_target,
    create_response,
    response_answers,
    save_answer,
    save_note,
)


def answers_of(database: Database, response: Response) -> dict[str, str]:
    with database.read() as connection:
        return response_answers(connection, response.id)


def test_more_readers_than_connections_is_an_outage_until_one_leaves(database_url: str) -> None:
    database = Database(database_url, timeout=0.1)
    database.upgrade()

    def hold(readers: ExitStack) -> None:
        for _ in range(40):
            readers.enter_context(database.read())

    began = time.monotonic()
    with ExitStack() as readers, pytest.raises(StorageUnavailable):
        hold(readers)
    assert time.monotonic() - began < 15
    assert database.is_current()
    database.close()


def test_a_closed_database_refuses_reads_and_writes(database: Database) -> None:
    database.close()
    with pytest.raises(StorageUnavailable):
        database.write(lambda _connection: None)
    with pytest.raises(StorageUnavailable), database.read():
        pass
    with pytest.raises(StorageUnavailable):
        database.upgrade()
    database.close()  # twice is no error


def test_a_locked_sqlite_file_is_an_outage_and_works_when_released(
    sqlite_path: Path, new_response: Callable[..., NewResponse]
) -> None:
    database = Database(f"sqlite:///{sqlite_path}", timeout=0.1)
    database.upgrade()
    response = database.write(lambda c: create_response(c, new_response()))
    locker = sqlite3.connect(sqlite_path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable):
        database.write(lambda c: save_answer(c, response.id, "a", "1"))
    assert answers_of(database, response) == {}  # in WAL mode readers go on
    database.upgrade()  # nothing to do, so nothing to wait for
    locker.execute("ROLLBACK")
    database.write(lambda c: save_answer(c, response.id, "a", "2"))
    assert answers_of(database, response) == {"a": "2"}
    locker.close()
    database.close()


def test_a_sqlite_file_that_another_program_keeps_for_itself_is_an_outage_for_reads_too(
    sqlite_path: Path,
) -> None:
    made = Database(f"sqlite:///{sqlite_path}")
    made.upgrade()
    made.close()
    database = Database(f"sqlite:///{sqlite_path}", timeout=0.1)
    keeper = sqlite3.connect(sqlite_path, isolation_level=None)
    keeper.execute("PRAGMA locking_mode=EXCLUSIVE")
    keeper.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageUnavailable):
        database.is_current()
    keeper.close()
    assert database.is_current()
    database.close()


def test_a_full_disk_is_an_outage_that_harms_nothing_saved(
    sqlite_path: Path, new_response: Callable[..., NewResponse]
) -> None:
    database = Database(f"sqlite:///{sqlite_path}")
    database.upgrade()
    response = database.write(lambda c: create_response(c, new_response()))
    pages = database.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())

    def limit(most: int) -> None:
        database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={most}").scalar_one())

    limit(pages + 3)
    database.write(lambda c: save_answer(c, response.id, "a", "1"))
    with pytest.raises(StorageUnavailable):
        database.write(lambda c: save_note(c, response.id, "a", "comment", "x" * 100_000))
    assert answers_of(database, response) == {"a": "1"}
    limit(pages + 1_000)
    database.write(lambda c: save_note(c, response.id, "a", "comment", "x" * 100_000))
    database.close()


def test_a_file_that_is_no_database_is_an_outage(sqlite_path: Path) -> None:
    database = Database(f"sqlite:///{sqlite_path}")
    sqlite_path.write_bytes(b"holiday photographs" * 1_000)
    with pytest.raises(StorageUnavailable):
        database.upgrade()
    assert sqlite_path.read_bytes() == b"holiday photographs" * 1_000
    database.close()


def test_a_postgresql_that_stops_is_an_outage_and_works_when_it_is_back(
    postgresql_server: Any, postgresql_url: str, new_response: Callable[..., NewResponse]
) -> None:
    database = Database(postgresql_url, timeout=2)
    database.upgrade()
    response = database.write(lambda c: create_response(c, new_response()))
    database.write(lambda c: save_answer(c, response.id, "a", "1"))
    began = time.monotonic()

    def is_cut_off(connection: Connection) -> None:
        save_answer(connection, response.id, "a", "2")
        postgresql_server.stop()
        save_answer(connection, response.id, "a", "3")

    try:
        with pytest.raises(StorageUnavailable):
            database.write(is_cut_off)
        with pytest.raises(StorageUnavailable):
            database.write(lambda c: save_answer(c, response.id, "a", "4"))
        with pytest.raises(StorageUnavailable):
            database.is_current()
        assert time.monotonic() - began < 15
    finally:
        postgresql_server.start()
    assert answers_of(database, response) == {"a": "1"}
    database.write(lambda c: save_answer(c, response.id, "a", "5"))
    assert answers_of(database, response) == {"a": "5"}
    postgresql_server.stop()
    postgresql_server.start()
    database.write(lambda c: save_answer(c, response.id, "a", "6"))  # who didn't call meanwhile notices nothing
    assert answers_of(database, response) == {"a": "6"}
    database.close()


def test_a_server_that_accepts_and_says_nothing_is_given_up(request: pytest.FixtureRequest) -> None:
    mute = socket.create_server(("127.0.0.1", 0))
    request.addfinalizer(mute.close)
    database = Database(f"postgresql://nobody@127.0.0.1:{mute.getsockname()[1]}/x", timeout=2)
    began = time.monotonic()
    with pytest.raises(StorageUnavailable):
        database.is_current()
    assert time.monotonic() - began < 10
    database.close()


def test_a_row_that_stays_locked_is_an_outage_and_works_when_released(
    postgresql_url: str, new_response: Callable[..., NewResponse]
) -> None:
    database = Database(postgresql_url, timeout=0.1)
    database.upgrade()
    response = database.write(lambda c: create_response(c, new_response()))
    with psycopg.connect(postgresql_url) as locker:
        locker.execute("SELECT id FROM responses FOR UPDATE")
        for save in (
            lambda c: save_answer(c, response.id, "a", "1"),
            lambda c: save_note(c, response.id, "a", "comment", "x"),
            lambda c: choose_target(c, response.id, "keep_up"),
        ):
            with pytest.raises(StorageUnavailable):
                database.write(save)
    database.write(lambda c: save_answer(c, response.id, "a", "2"))
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.notes)).scalar_one() == 0
    assert answers_of(database, response) == {"a": "2"}
    database.close()
