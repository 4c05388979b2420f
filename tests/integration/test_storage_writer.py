"""One writer, many callers: grouped into a commit, told after it, and none harmed by another."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, insert

from assessment.errors import NoSuchLink, StorageUnavailable
from assessment.storage import tables
from assessment.storage.database import Database
from assessment.storage.engines import parse_url, sqlite_engine
from assessment.storage.repository import NewResponse, create_response, save_answer
from assessment.storage.writer import Writer

PATIENCE = 30  # seconds; a test that waits so long has failed


@dataclass
class Room:
    """A writer on a file with one response, and a way to keep it busy while others queue."""

    path: Path
    writer: Writer
    response_id: int
    commits: list[None] = field(default_factory=list)

    def keep_busy(self) -> Callable[[], None]:
        begun, go_on = threading.Event(), threading.Event()

        def wait(_connection: Connection) -> None:
            begun.set()
            assert go_on.wait(PATIENCE)

        self.writer.submit(wait)
        assert begun.wait(PATIENCE)
        return go_on.set

    def answer(self, item: str, value: str = "1") -> Future[None]:
        return self.writer.submit(lambda c: save_answer(c, self.response_id, item, value))

    def items(self) -> set[str]:
        """What another program sees in the file."""
        other = sqlite3.connect(self.path)
        try:
            return {item for (item,) in other.execute("SELECT item_id FROM answers")}
        finally:
            other.close()


@pytest.fixture
def engine(sqlite_path: Path) -> Iterator[Engine]:
    database = Database(f"sqlite:///{sqlite_path}")
    database.upgrade()
    database.close()
    engine = sqlite_engine(parse_url(f"sqlite:///{sqlite_path}"), begin="BEGIN IMMEDIATE", timeout=0.1)
    yield engine
    engine.dispose()


@pytest.fixture
def room(engine: Engine, sqlite_path: Path, new_response: Callable[..., NewResponse]) -> Iterator[Room]:
    writer = Writer(engine)
    response = writer.submit(lambda c: create_response(c, new_response())).result(PATIENCE)
    room = Room(sqlite_path, writer, response.id)
    event.listen(engine, "commit", lambda _connection: room.commits.append(None))
    yield room
    writer.stop()


def test_everything_waiting_is_saved_in_one_commit(room: Room) -> None:
    release = room.keep_busy()
    futures = [room.answer(f"item.{number}") for number in range(100)]
    release()
    for future in futures:
        future.result(PATIENCE)
    assert len(room.items()) == 100
    assert len(room.commits) == 2  # that of the piece that kept it busy, and one for the hundred


def test_a_batch_is_bounded(room: Room) -> None:
    release = room.keep_busy()
    futures = [room.answer(f"item.{number}") for number in range(1_001)]
    release()
    futures[-1].result(PATIENCE)
    assert len(room.items()) == 1_001
    assert len(room.commits) == 1 + 3  # 500 + 500 + 1


def test_nobody_is_told_before_the_commit(room: Room) -> None:
    release = room.keep_busy()
    seen: list[set[str]] = []
    for item in ("first", "second"):
        room.answer(item).add_done_callback(lambda _future: seen.append(room.items()))
    last = room.answer("third")
    release()
    last.result(PATIENCE)
    assert seen == [{"first", "second", "third"}] * 2


def test_a_piece_that_is_taken_back_in_time_is_not_saved_and_harms_no_other(room: Room) -> None:
    release = room.keep_busy()
    gone, kept = room.answer("gone"), room.answer("kept")
    assert gone.cancel()
    release()
    kept.result(PATIENCE)
    room.answer("later").result(PATIENCE)
    assert room.items() == {"kept", "later"}


def test_a_piece_that_fails_harms_no_other_of_its_batch(room: Room) -> None:
    def saves_then_fails(connection: Connection) -> None:
        save_answer(connection, room.response_id, "undone", "1")
        raise LookupError("mine alone")

    def leaves(_connection: Connection) -> None:
        raise SystemExit  # not even an Exception

    release = room.keep_busy()
    before = room.answer("before")
    failing = room.writer.submit(saves_then_fails)
    leaving = room.writer.submit(leaves)
    orphan = room.writer.submit(lambda c: save_answer(c, 0, "orphan", "1"))
    after = room.answer("after")
    release()
    before.result(PATIENCE)
    after.result(PATIENCE)
    with pytest.raises(LookupError, match="mine alone"):
        failing.result(PATIENCE)
    with pytest.raises(SystemExit):
        leaving.result(PATIENCE)
    with pytest.raises(NoSuchLink):
        orphan.result(PATIENCE)
    assert room.items() == {"before", "after"}
    assert len(room.commits) == 2


def test_a_commit_that_fails_is_told_to_all_of_its_batch_and_the_next_works(room: Room) -> None:
    def breaks_the_commit(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # until the COMMIT, which then fails
        connection.execute(insert(tables.answers).values(response_id=0, item_id="orphan", value="1"))

    release = room.keep_busy()
    batch = [
        room.answer("before"),
        room.writer.submit(breaks_the_commit),
        room.answer("after"),
    ]
    release()
    for future in batch:
        with pytest.raises(StorageUnavailable):
            future.result(PATIENCE)
    assert room.items() == set()
    room.answer("next").result(PATIENCE)
    assert room.items() == {"next"}


def test_a_transaction_that_sqlite_gave_up_is_told_to_all_of_its_batch(room: Room) -> None:
    def gives_up(connection: Connection) -> None:
        connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself when the disk fails

    release = room.keep_busy()
    batch = [
        room.answer("before"),
        room.writer.submit(gives_up),
        room.answer("after"),
    ]
    release()
    for future in batch:
        with pytest.raises(StorageUnavailable):
            future.result(PATIENCE)
    assert room.items() == set()
    room.answer("next").result(PATIENCE)
    assert room.items() == {"next"}


def test_a_locked_file_is_told_to_all_that_wait_and_the_next_works(room: Room) -> None:
    locker = sqlite3.connect(room.path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    for future in [room.answer("first"), room.answer("second")]:
        with pytest.raises(StorageUnavailable):
            future.result(PATIENCE)
    locker.close()
    room.answer("next").result(PATIENCE)
    assert room.items() == {"next"}


def test_work_that_writes_through_its_own_writer_is_refused_and_does_not_hang(room: Room) -> None:
    nested = room.writer.submit(lambda _connection: room.answer("nested").result(PATIENCE))
    with pytest.raises(RuntimeError, match="can't wait for another"):
        nested.result(PATIENCE)


def test_stopping_saves_what_was_taken_and_refuses_what_comes_later(room: Room) -> None:
    release = room.keep_busy()
    taken = [room.answer(f"item.{number}") for number in range(10)]
    stopping = threading.Thread(target=room.writer.stop)
    stopping.start()
    release()
    stopping.join(PATIENCE)
    assert all(future.done() for future in taken)
    assert len(room.items()) == 10
    with pytest.raises(StorageUnavailable):
        room.answer("late")
