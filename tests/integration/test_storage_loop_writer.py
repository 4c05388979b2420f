"""An event loop that writes: statements in the loop, commits in a thread, and whatever is in its way elsewhere."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, insert

from assessment.errors import StorageUnavailable
from assessment.storage import tables
from assessment.storage.database import Database
from assessment.storage.engines import parse_url, sqlite_engine
from assessment.storage.loop_writer import MOST, LoopWriter
from assessment.storage.repository import NewResponse, create_response, save_answer
from assessment.storage.writer import Writer

PATIENCE = 30  # seconds; a test that waits so long has failed


@dataclass
class Room:
    """A loop's writer and the thread's on one file with one response."""

    path: Path
    engine: Engine
    thread: Writer
    loop_writer: LoopWriter
    response_id: int
    commits: list[str] = field(default_factory=list)
    """The threads in which something was committed by the loop's writer."""
    may_commit: threading.Event = field(default_factory=threading.Event)
    commit_begun: threading.Event = field(default_factory=threading.Event)

    def saving(self, item: str) -> Callable[[Connection], None]:
        return lambda connection: save_answer(connection, self.response_id, item, "1")

    async def answer(self, item: str) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.loop_writer.write(self.saving(item))

    def items(self) -> set[str]:
        """What another program sees in the file."""
        other = sqlite3.connect(self.path)
        try:
            return {item for (item,) in other.execute("SELECT item_id FROM answers")}
        finally:
            other.close()

    async def under_way(self) -> asyncio.Task[None]:
        """An answer whose commit has begun, and ends when `may_commit` is set."""
        self.may_commit.clear()
        self.commit_begun.clear()
        answer = asyncio.create_task(self.answer("under way"))
        assert await asyncio.to_thread(self.commit_begun.wait, PATIENCE)
        return answer


@pytest.fixture
def room(sqlite_path: Path, new_response: Callable[..., NewResponse]) -> Iterator[Room]:
    url = f"sqlite:///{sqlite_path}"
    made = Database(url)
    made.upgrade()
    response = made.write(lambda c: create_response(c, new_response()))
    made.close()
    patient = sqlite_engine(parse_url(url), begin="BEGIN IMMEDIATE", timeout=PATIENCE)
    at_once = sqlite_engine(parse_url(url), begin="BEGIN IMMEDIATE", timeout=0)
    thread = Writer(patient)
    room = Room(sqlite_path, at_once, thread, LoopWriter(at_once, thread), response.id)
    room.may_commit.set()

    @event.listens_for(at_once, "commit")
    def wait(_connection: Connection) -> None:
        room.commits.append(threading.current_thread().name)
        room.commit_begun.set()
        assert room.may_commit.wait(PATIENCE)

    yield room
    room.may_commit.set()
    room.loop_writer.stop()
    thread.stop()
    patient.dispose()
    at_once.dispose()


def test_what_comes_during_a_commit_shares_the_next_one_and_nobody_is_told_before(room: Room) -> None:
    async def several() -> None:
        first = await room.under_way()
        others = [asyncio.create_task(room.answer(f"item.{number}")) for number in range(MOST)]
        await asyncio.sleep(0)  # they have begun
        assert not any(task.done() for task in (first, *others))
        assert room.items() == set()
        room.may_commit.set()
        await asyncio.gather(first, *others)

    asyncio.run(several())
    assert len(room.items()) == 1 + MOST
    assert len(room.commits) == 2
    assert threading.main_thread().name not in room.commits


def test_the_loop_goes_on_while_another_program_holds_the_file(room: Room) -> None:
    async def blocked() -> None:
        locker = sqlite3.connect(room.path, isolation_level=None)
        locker.execute("BEGIN IMMEDIATE")
        answer = asyncio.create_task(room.answer("waits"))
        for _turn in range(1_000):  # of the loop, which has all it needs to go on
            await asyncio.sleep(0)
        assert not answer.done()
        locker.execute("ROLLBACK")
        locker.close()
        await answer

    asyncio.run(blocked())
    assert room.items() == {"waits"}


def test_a_file_that_stays_locked_is_an_outage_and_works_when_released(
    sqlite_path: Path, new_response: Callable[..., NewResponse]
) -> None:
    database = Database(f"sqlite:///{sqlite_path}", timeout=0.1)
    database.upgrade()
    response = database.write(lambda c: create_response(c, new_response()))
    locker = sqlite3.connect(sqlite_path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable):
        asyncio.run(database.write_soon(lambda c: save_answer(c, response.id, "a", "1")))
    locker.close()
    asyncio.run(database.write_soon(lambda c: save_answer(c, response.id, "b", "1")))
    database.close()
    assert sqlite3.connect(sqlite_path).execute("SELECT item_id FROM answers").fetchall() == [("b",)]


def test_a_piece_that_fails_harms_none_of_those_beside_it(room: Room) -> None:
    def saves_then_fails(connection: Connection) -> None:
        save_answer(connection, room.response_id, "undone", "1")
        raise LookupError("mine alone")

    async def several() -> None:
        first = await room.under_way()
        before = asyncio.create_task(room.answer("before"))
        failing = asyncio.create_task(room.loop_writer.write(saves_then_fails))
        after = asyncio.create_task(room.answer("after"))
        await asyncio.sleep(0)
        room.may_commit.set()
        await asyncio.gather(first, before, after)
        with pytest.raises(LookupError, match="mine alone"):
            await failing

    asyncio.run(several())
    assert room.items() == {"under way", "before", "after"}


def test_a_commit_that_fails_is_told_to_all_who_share_it_and_the_next_works(room: Room) -> None:
    def breaks_the_commit(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # until the COMMIT, which then fails
        connection.execute(insert(tables.answers).values(response_id=0, item_id="orphan", value="1"))

    async def several() -> None:
        first = await room.under_way()
        beside = asyncio.create_task(room.answer("beside"))
        breaking = asyncio.create_task(room.loop_writer.write(breaks_the_commit))
        await asyncio.sleep(0)
        room.may_commit.set()
        await first
        for task in (beside, breaking):
            with pytest.raises(StorageUnavailable):
                await task
        # By the thread: what was left of the failed transaction would hold the file.
        await asyncio.wait_for(asyncio.wrap_future(room.thread.submit(room.saving("next"))), PATIENCE)

    asyncio.run(several())
    assert room.items() == {"under way", "next"}


def test_a_process_that_was_forked_has_no_writer_and_says_so(room: Room) -> None:
    asyncio.run(room.answer("of the parent"))
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(asyncio.wait_for(room.loop_writer.write(room.saving("of the child")), PATIENCE))
        except StorageUnavailable:
            os._exit(3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert room.items() == {"of the parent"}


def test_whatever_ends_the_loops_saving_wakes_who_waits_and_gives_the_turn_back(room: Room) -> None:
    class LeavingError(BaseException):
        """Not even an Exception."""

    def leaves(_connection: Connection) -> None:
        raise LeavingError

    with pytest.raises(StorageUnavailable):
        asyncio.run(room.loop_writer.write(leaves))
    room.thread.submit(room.saving("next")).result(PATIENCE)
    assert room.items() == {"next"}


def test_what_is_taken_back_in_time_is_not_saved_and_harms_no_other(room: Room) -> None:
    async def several() -> None:
        first = await room.under_way()
        gone, kept = asyncio.create_task(room.answer("gone")), asyncio.create_task(room.answer("kept"))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        room.may_commit.set()
        await asyncio.gather(first, kept)

    asyncio.run(several())
    assert room.items() == {"under way", "kept"}


def test_who_stops_listening_during_the_commit_is_saved_and_takes_no_turn_along(room: Room) -> None:
    async def leave() -> None:
        left = await room.under_way()
        left.cancel()
        with pytest.raises(asyncio.CancelledError):
            await left
        room.may_commit.set()
        await room.answer("next")

    asyncio.run(leave())
    assert room.items() == {"under way", "next"}


def test_the_thread_and_the_loop_take_turns_and_neither_waits_for_ever(room: Room) -> None:
    async def both() -> None:
        done = asyncio.Event()

        async def keep_writing(who: int) -> int:
            number = 0
            while not done.is_set():
                await room.answer(f"loop.{who}.{number}")
                number += 1
            return number

        writers = [asyncio.create_task(keep_writing(who)) for who in range(4)]
        for number in range(20):
            await asyncio.wait_for(asyncio.wrap_future(room.thread.submit(room.saving(f"thread.{number}"))), PATIENCE)
        done.set()
        numbers = await asyncio.gather(*writers)
        assert all(numbers)
        expected = {f"loop.{who}.{n}" for who, all_ in enumerate(numbers) for n in range(all_)}
        assert room.items() == expected | {f"thread.{number}" for number in range(20)}

    asyncio.run(both())
    assert room.commits  # the thread didn't do it all


def test_what_finds_the_thread_at_work_is_saved_by_it(room: Room) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(_connection: Connection) -> None:
        begun.set()
        assert go_on.wait(PATIENCE)

    async def meanwhile() -> None:
        room.thread.submit(wait)
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        answer = asyncio.create_task(room.answer("by the thread"))
        for _turn in range(10):  # of the loop: it begins, finds that it isn't its turn, and hands over
            await asyncio.sleep(0)
        go_on.set()
        await answer

    asyncio.run(meanwhile())
    assert room.items() == {"by the thread"}
    assert room.commits == []


def test_a_second_loop_saves_too_while_the_first_is_at_work(room: Room) -> None:
    async def first() -> None:
        answer = await room.under_way()
        other = asyncio.create_task(asyncio.to_thread(asyncio.run, room.answer("of the second")))
        room.may_commit.set()
        await asyncio.gather(answer, other)

    asyncio.run(first())
    assert room.items() == {"under way", "of the second"}


def test_what_comes_after_the_end_is_refused_and_nothing_hangs(room: Room) -> None:
    room.loop_writer.stop()
    asyncio.run(room.answer("by the thread, which goes on"))
    room.thread.stop()
    with pytest.raises(StorageUnavailable):
        asyncio.run(room.answer("refused"))
    assert room.items() == {"by the thread, which goes on"}
