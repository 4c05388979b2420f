"""An error that has SQLite undo a whole transaction: whoever else was saved in it is told so, or saved anew."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError

from assessment.storage.database import Database
from assessment.storage.engines import parse_url, sqlite_engine
from assessment.storage.loop_writer import LoopWriter
from assessment.storage.repository import NewResponse, create_response, save_answer
from assessment.storage.writer import Writer

PATIENCE = 30  # seconds; a test that waits so long has failed

Work = Callable[[Connection], None]


class Small:
    """A loop's writer whose connections can make the file five pages larger, and a thread's that are free to."""

    def __init__(self, path: Path, response_id: int) -> None:
        self._path, self._response_id = path, response_id
        url = parse_url(f"sqlite:///{path}")
        self._free = sqlite_engine(url, begin="BEGIN IMMEDIATE", timeout=PATIENCE)
        self._small = sqlite_engine(url, begin="BEGIN IMMEDIATE", timeout=0)
        event.listen(self._small, "connect", _five_pages_more)
        self._thread = Writer(self._free)
        self._loop_writer = LoopWriter(self._small, self._thread)

    def saving(self, item: str) -> Work:
        """What saves an answer."""
        return lambda connection: save_answer(connection, self._response_id, item, "1")

    def write(self, works: Sequence[Work]) -> list[bool]:
        """All of them at once; whether each was acknowledged."""

        async def write() -> list[BaseException | None]:
            return await asyncio.gather(*map(self._loop_writer.write, works), return_exceptions=True)

        return [error is None for error in asyncio.run(write())]

    def items(self) -> set[str]:
        """What another program sees in the file."""
        with closing(sqlite3.connect(self._path)) as other:
            return {item for (item,) in other.execute("SELECT item_id FROM answers")}

    def close(self) -> None:
        self._loop_writer.stop()
        self._thread.stop()
        self._free.dispose()
        self._small.dispose()


def _five_pages_more(connection: sqlite3.Connection, _record: object) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages + 5}")


@pytest.fixture
def small(sqlite_path: Path, new_response: Callable[..., NewResponse]) -> Iterator[Small]:
    database = Database(f"sqlite:///{sqlite_path}")
    database.upgrade()
    response = database.write(lambda connection: create_response(connection, new_response()))
    database.close()
    made = Small(sqlite_path, response.id)
    yield made
    made.close()


def test_a_disk_that_is_full_for_the_loop_loses_no_acknowledged_answer(small: Small) -> None:
    # So long that what comes before the error doesn't fit, and what comes after it would, by itself.
    items = [f"{n} {'long' * 50}" for n in range(60)]
    assert all(small.write([small.saving(item) for item in items]))  # the thread has room
    assert small.items() == set(items)


def test_a_piece_that_swallows_such_an_error_takes_no_acknowledged_answer_with_it(
    small: Small, sqlite_path: Path
) -> None:
    with closing(sqlite3.connect(sqlite_path)) as other:
        other.execute(
            "CREATE TRIGGER undo BEFORE INSERT ON answers WHEN new.item_id = 'undone' "
            "BEGIN SELECT RAISE(ROLLBACK, 'as a full disk does'); END"
        )

    def swallows(connection: Connection) -> None:
        with suppress(IntegrityError):
            small.saving("undone")(connection)

    items = [f"item.{n}" for n in range(10)]
    said = small.write([*map(small.saving, items), swallows])
    acknowledged = {item for item, is_saved in zip(items, said, strict=False) if is_saved}
    assert small.items() == acknowledged
