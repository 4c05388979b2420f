"""A backup taken as docs/operating.md says, while people answer, gives the same results once it is restored."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from assessment.services.workshops import Workshops
from assessment.settings import ROOT
from assessment.storage.database import Database
from assessment.storage.workshop_tables import metadata
from tests.integration.rooms import K, Room

OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")


def documented(beginning: str, **replaced: str) -> list[str]:
    """The command of the documentation that begins like this, with its names replaced, as arguments."""
    found = re.search(rf"^\$ ({re.escape(beginning)}.*)$", OPERATING, re.MULTILINE)
    assert found, beginning
    command = found.group(1)
    for name, value in replaced.items():
        assert name in command
        command = command.replace(name, value)
    return ["bash", "-c", command]


@pytest.fixture
def other_postgresql_url(postgresql_server: Any) -> Iterator[str]:
    """A database without tables on the same server."""
    name = f"restored_{uuid4().hex}"
    with psycopg.connect(postgresql_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgresql_server.get_uri(database=name)
    with psycopg.connect(postgresql_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def a_full_room(database: Database) -> Room:
    """Two blocks, a vote, an action, and two who are still answering."""
    room = Room(database)
    room.people(5, {"a.1": "2", "a.2": "4", "stop": "cio"})
    room.reveal()
    room.people(6, {"a.1": "5", "stop": "cfo"})
    room.reveal()
    for _ in range(2):
        room.say(room.participation.join(room.code, "ceo"), {"a.1": "1"})
    return room


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    with database.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


@contextmanager
def somebody_answering(room: Room) -> Iterator[None]:
    """Meanwhile, in another workshop."""
    other, done = Room(room.database), threading.Event()
    key = other.participation.join(other.code, "ceo")

    def answer() -> None:
        seq = 0
        while not done.is_set():
            seq += 1
            other.participation.answer(key, seq, "a.1", str(seq % 5 + 1))

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        other.workshops.delete(other.key)


def gives_the_same(restored: Database, room: Room, before: dict[str, list[tuple[Any, ...]]]) -> bool:
    """Whether the copy is current, opens with the same key, and shows and holds the same."""
    assert restored.is_current()
    copied = Workshops(restored, room.bank, room.clock, K)
    assert copied.picture(room.key) == room.workshops.picture(room.key)
    assert copied.lobby(room.key) == room.workshops.lobby(room.key)
    kept = everything(restored)
    mine = {row[0] for row in before["workshops"]}
    assert [row for row in kept["workshops"] if row[0] in mine] == before["workshops"]
    people = {row[0] for row in before["participants"]}
    assert [row for row in kept["participant_answers"] if row[0] in people] == before["participant_answers"]
    return True


def test_a_copy_of_a_sqlite_file_gives_the_same_results(sqlite_path: Path, tmp_path: Path) -> None:
    database, copy = Database(f"sqlite:///{sqlite_path}"), tmp_path / "backup.sqlite3"
    database.upgrade()
    room = a_full_room(database)
    before = everything(database)
    with somebody_answering(room):
        run(
            documented(
                "python -c",
                **{"python": sys.executable, "data/assessment.sqlite3": str(sqlite_path), "backup.sqlite3": str(copy)},
            )
        )
    restored = Database(f"sqlite:///{copy}")
    assert gives_the_same(restored, room, before)
    restored.close()
    database.close()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_dump_of_postgresql_gives_the_same_results(
    postgresql_url: str, other_postgresql_url: str, postgresql_server: Any, tmp_path: Path
) -> None:
    database, dump = Database(postgresql_url), tmp_path / "backup.dump"
    database.upgrade()
    room = a_full_room(database)
    before = everything(database)
    programs = postgresql_server.bin_path
    with somebody_answering(room):
        run(
            documented(
                "pg_dump",
                **{"pg_dump": f"{programs}/pg_dump", "$DATABASE_URL": postgresql_url, "backup.dump": str(dump)},
            )
        )
    run(
        documented(
            "pg_restore",
            **{
                "pg_restore": f"{programs}/pg_restore",
                "$NEW_DATABASE_URL": other_postgresql_url,
                "backup.dump": str(dump),
            },
        )
    )
    restored = Database(other_postgresql_url)
    assert gives_the_same(restored, room, before)
    restored.close()
    database.close()


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
