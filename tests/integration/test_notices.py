"""What changes in a workshop is known in every process that shares the database, at once where PostgreSQL tells."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Connection

from assessment.errors import AssessmentError
from assessment.services.private_key import PrivateKey
from assessment.storage.database import Database
from assessment.storage.engines import parse_url
from assessment.storage.notices import Notices, tell
from assessment.web import live
from assessment.web.live import Watches
from tests.integration.rooms import Room

PATIENCE = 60


@pytest.fixture
def here(postgresql_url: str) -> Iterator[Database]:
    """One process's way to the database."""
    database = Database(postgresql_url)
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def elsewhere(postgresql_url: str, here: Database) -> Iterator[Database]:
    """Another process's way to the same database."""
    database = Database(postgresql_url)
    yield database
    database.close()


@asynccontextmanager
async def notices_of(database: Database) -> AsyncIterator[asyncio.Queue[int | None]]:
    """What comes, from when notices come on."""
    assert database.notices is not None
    heard: asyncio.Queue[int | None] = asyncio.Queue()
    following = asyncio.create_task(database.notices.follow(heard.put_nowait))
    try:
        assert await soon(heard) is None
        yield heard
    finally:
        following.cancel()
        await asyncio.wait([following])


async def soon(heard: asyncio.Queue[int | None]) -> int | None:
    async with asyncio.timeout(PATIENCE):
        return await heard.get()


async def in_thread(work: Callable[[], object]) -> None:
    await asyncio.to_thread(work)


def tells(*ids: int, then_fails: bool = False) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        for id in ids:
            tell(connection, id)
        if then_fails:
            raise AssessmentError("undone")

    return work


def test_a_change_is_told_of_once_and_one_that_is_undone_never(here: Database, elsewhere: Database) -> None:
    async def listen() -> None:
        async with notices_of(here) as heard:
            with pytest.raises(AssessmentError):
                await in_thread(lambda: elsewhere.write(tells(1, then_fails=True)))
            await in_thread(lambda: elsewhere.write(tells(2, 2, 2)))
            await in_thread(lambda: elsewhere.write(tells(3)))
            assert [await soon(heard), await soon(heard)] == [2, 3]
            assert heard.empty()

    asyncio.run(listen())


def test_everything_a_screen_could_show_is_told_of_and_an_answer_is_not(here: Database, elsewhere: Database) -> None:
    room = Room(elsewhere, stage="draft")
    id = room.workshops.look(room.code).id
    people: list[PrivateKey] = []
    steps: dict[str, Callable[[], object]] = {
        "opened": lambda: room.workshops.move(room.key, "open"),
        "joined": lambda: people.append(room.participation.join(room.code, "ceo")),
        "handed in": lambda: room.participation.submit(people[0]),
        "put on the projector": lambda: room.workshops.show(room.key, {"kind": "agreed"}),
        "left": lambda: room.participation.delete(people.pop()),
        "deleted": lambda: room.workshops.delete(room.key),
    }

    async def listen() -> None:
        async with notices_of(here) as heard:
            for step, work in steps.items():
                await in_thread(work)
                assert await soon(heard) == id, step
                if step == "joined":
                    await in_thread(lambda: room.say(people[0], {"a.1": "3"}))
                assert heard.empty(), step

    asyncio.run(listen())


def test_notices_come_again_after_the_connection_was_lost_and_what_was_missed_is_looked_for(
    here: Database, elsewhere: Database, postgresql_url: str
) -> None:
    async def listen() -> None:
        async with notices_of(here) as heard:
            await in_thread(lambda: end_connections_that_listen(postgresql_url))
            assert [await soon(heard), await soon(heard)] == [None, None]  # lost, and there again
            assert here.notices is not None
            assert here.notices.are_coming
            await in_thread(lambda: elsewhere.write(tells(4)))
            assert await soon(heard) == 4

    asyncio.run(listen())


def end_connections_that_listen(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        listening = "query LIKE 'LISTEN%' AND datname = current_database()"
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {listening}")


def test_what_others_send_over_the_same_channel_does_no_harm(here: Database, postgresql_url: str) -> None:
    async def listen() -> None:
        async with notices_of(here) as heard:
            with psycopg.connect(postgresql_url, autocommit=True) as stranger:
                for payload in ("", "x", "-1", "7"):
                    stranger.execute(sql.SQL("NOTIFY workshop_moved, {}").format(payload))
            assert await soon(heard) == 7

    asyncio.run(listen())


# What a phone hears


def watches_of(room: Room, notices: Notices | None) -> Watches:
    """As another process has them."""
    return Watches(room.participation.state, lambda by: room.workshops.look(by).id, lambda: notices)


async def states(watches: Watches, room: Room, *, counts: bool = True) -> AsyncGenerator[dict[str, Any], None]:
    async with aclosing(watches.listen(room.code, room.code, counts=counts)) as events:
        async for event in events:
            if event.startswith(b"data: "):
                yield json.loads(event.removeprefix(b"data: "))


async def next_of(heard: AsyncIterator[dict[str, Any]]) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE):
        return await anext(heard)


def test_a_phone_hears_of_a_change_on_either_database(database: Database) -> None:
    room = Room(database)

    async def listen() -> None:
        async with aclosing(states(watches_of(room, database.notices), room)) as heard:
            assert (await next_of(heard))["joined"] == 0
            await in_thread(lambda: room.participation.join(room.code, "ceo"))
            assert (await next_of(heard))["joined"] == 1

    asyncio.run(listen())


def test_who_shows_no_counts_is_told_at_once_of_everything_else_and_of_counts_in_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
    room = Room(database)
    watches = watches_of(room, database.notices)

    async def listen() -> None:
        async with aclosing(states(watches, room)) as screen, aclosing(states(watches, room, counts=False)) as phone:
            assert (await next_of(screen))["joined"] == (await next_of(phone))["joined"] == 0
            hearing = asyncio.ensure_future(next_of(phone))
            await in_thread(lambda: room.participation.join(room.code, "ceo"))
            assert (await next_of(screen))["joined"] == 1
            await in_thread(lambda: room.workshops.move(room.key, "draft"))
            heard = await hearing  # the join alone would have come first, had it been told at once
            assert (heard["stage"], heard["joined"]) == ("draft", 1)
            monkeypatch.setattr(live, "KEEP_ALIVE", 0.1)
            await in_thread(lambda: room.workshops.move(room.key, "open"))
            assert (await next_of(phone))["stage"] == "open"
            hearing = asyncio.ensure_future(next_of(phone))
            await in_thread(lambda: room.participation.join(room.code, "ceo"))
            assert (await hearing)["joined"] == 2

    asyncio.run(listen())


def test_a_notice_wakes_who_would_not_have_looked_for_minutes(here: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(live, "LOOK_ANYWAY", 600)
    room, looks = Room(here), 0

    def state(by: PrivateKey | str) -> Any:
        nonlocal looks
        looks += 1
        return room.participation.state(by)

    watches = Watches(state, lambda by: room.workshops.look(by).id, lambda: here.notices)

    async def listen() -> None:
        async with aclosing(states(watches, room)) as heard:
            assert (await next_of(heard))["joined"] == 0
            for joined in range(1, 4):
                await in_thread(lambda: room.participation.join(room.code, "ceo"))
                assert (await next_of(heard))["joined"] == joined

    asyncio.run(listen())
    assert looks < 12  # polling every 10 ms would have looked hundreds of times


def test_a_phone_still_hears_where_no_notice_can_come(database: Database) -> None:
    room = Room(database)
    nobody = Notices(parse_url("postgresql://nobody@127.0.0.1:1/none"), timeout=2)

    async def listen() -> None:
        async with aclosing(states(watches_of(room, nobody), room)) as heard:
            assert (await next_of(heard))["stage"] == "open"
            await in_thread(lambda: room.workshops.move(room.key, "closed"))
            with pytest.raises(StopAsyncIteration):  # by its code a workshop that is over is shown to nobody
                await next_of(heard)

    asyncio.run(listen())
    assert not nobody.are_coming


def test_who_comes_while_the_last_one_is_turned_away_still_hears(database: Database, monkeypatch: Any) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
    room = Room(database)
    deleted = room.participation.join(room.code, "ceo")
    watches = watches_of(room, None)

    async def listen() -> None:
        async with aclosing(watches.listen(room.code, deleted)) as slow:  # a phone that takes in nothing more
            await anext(slow)
            await in_thread(lambda: room.participation.delete(deleted))
            (watch,) = watches._watches.values()
            while not watch.is_idle:
                await asyncio.sleep(0)
            async with aclosing(states(watches, room)) as heard:
                while (await next_of(heard))["joined"]:
                    pass
                await in_thread(lambda: room.participation.join(room.code, "ceo"))
                assert (await next_of(heard))["joined"] == 1

    asyncio.run(listen())


def test_nothing_is_held_when_nobody_listens(here: Database, postgresql_url: str) -> None:
    room = Room(here)

    async def listen() -> None:
        async with aclosing(states(watches_of(room, here.notices), room)) as heard:
            await next_of(heard)
            while not (here.notices and here.notices.are_coming):
                await asyncio.sleep(0)
        while here.notices.are_coming:
            await asyncio.sleep(0)

    asyncio.run(asyncio.wait_for(listen(), PATIENCE))


def test_a_process_that_hangs_inside_a_transaction_gives_up_its_locks(postgresql_url: str) -> None:
    hanging, other = Database(postgresql_url, timeout=0.3), Database(postgresql_url, timeout=5)
    hanging.upgrade()
    room = Room(other)

    def hang(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT id FROM workshops FOR UPDATE")
        room.participation.join(room.code, "ceo")  # in the other process, which waits for the row

    with pytest.raises(AssessmentError):
        hanging.write(hang)
    assert room.participation.state(room.code).joined == 1
    hanging.close()
    other.close()
