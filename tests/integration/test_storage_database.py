"""What reads and writes promise, and which URLs and settings they stand on."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from assessment.errors import NoSuchLink, SettingsError, StorageUnavailable
from assessment.language import current, speaking
from assessment.storage import tables
from assessment.storage.database import Database
from assessment.storage.repository import (
    NewResponse,
    Response,
    create_response,
    find_response,
    response_answers,
    save_answer,
    save_note,
)


def answers_of(database: Database, response: Response) -> dict[str, str]:
    with database.read() as connection:
        return response_answers(connection, response.id)


def test_what_is_done_in_a_read_is_rolled_back(database: Database, response: Response) -> None:
    with database.read() as connection:
        save_answer(connection, response.id, "a", "1")
        assert response_answers(connection, response.id) == {"a": "1"}
    assert answers_of(database, response) == {}


def test_a_read_sees_one_moment(database: Database, response: Response) -> None:
    with database.read() as connection:
        assert response_answers(connection, response.id) == {}
        database.write(lambda c: save_answer(c, response.id, "a", "1"))
        assert response_answers(connection, response.id) == {}
    assert answers_of(database, response) == {"a": "1"}


def test_work_that_raises_leaves_nothing_and_its_error_comes_out(database: Database, response: Response) -> None:
    def fails(connection: Connection) -> None:
        save_answer(connection, response.id, "a", "1")
        raise LookupError("as it was raised")

    with pytest.raises(LookupError, match="as it was raised"):
        database.write(fails)
    assert answers_of(database, response) == {}


def test_an_event_loop_is_told_after_the_commit_of_its_own_work_and_gets_its_errors(
    database: Database, response: Response
) -> None:
    def fails(connection: Connection) -> None:
        save_answer(connection, response.id, "b", "1")
        raise LookupError("as it was raised")

    async def write() -> None:
        await database.write_soon(lambda c: save_answer(c, response.id, "a", "1"))
        assert answers_of(database, response) == {"a": "1"}
        with pytest.raises(LookupError, match="as it was raised"):
            await database.write_soon(fails)

    asyncio.run(write())
    assert answers_of(database, response) == {"a": "1"}
    database.close()
    with pytest.raises(StorageUnavailable):
        asyncio.run(database.write_soon(lambda c: None))


def test_a_broken_constraint_is_no_outage(database: Database) -> None:
    orphan = insert(tables.answers).values(response_id=1, item_id="a", value="1")
    with pytest.raises(IntegrityError):
        database.write(lambda c: c.execute(orphan))


def test_the_message_of_a_failed_statement_holds_no_parameter(database: Database) -> None:
    orphan = insert(tables.notes).values(response_id=1, item_id="a", kind="nonsense", text="a secret")
    with pytest.raises(IntegrityError) as raised:
        database.write(lambda c: c.execute(orphan))
    assert "parameters hidden" in str(raised.value)
    assert "[parameters: " not in str(raised.value)
    with pytest.raises(DBAPIError) as misread, database.read() as connection:
        connection.execute(text("SELECT nothing FROM nowhere WHERE text = :text"), {"text": "a secret"})
    assert "a secret" not in str(misread.value)


def test_a_mistake_in_the_sql_is_no_outage(database: Database) -> None:
    with pytest.raises(DBAPIError), database.read() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    with pytest.raises(DBAPIError):
        database.write(lambda c: c.exec_driver_sql("INSERT INTO nowhere VALUES (1)"))


def test_a_swallowed_error_never_passes_off_a_rollback_as_saved(database: Database, response: Response) -> None:
    again = insert(tables.answers).values(response_id=response.id, item_id="a", value="2")

    def swallows(connection: Connection) -> None:
        save_answer(connection, response.id, "a", "1")
        try:
            connection.execute(again)
        except IntegrityError:
            return

    try:
        database.write(swallows)
    except RuntimeError:
        assert answers_of(database, response) == {}
    else:
        assert answers_of(database, response) == {"a": "1"}


def test_two_threads_write_what_they_were_told_to(database: Database, response: Response) -> None:
    def answer(item: str) -> None:
        for value in "12345":
            database.write(partial(save_answer, response_id=response.id, item_id=item, value=value, active_seconds=1))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(answer, ["a", "b"]))
    assert answers_of(database, response) == {"a": "5", "b": "5"}
    with database.read() as connection:
        found = find_response(connection, response.handle)
    assert found is not None
    assert found.active_seconds == 10  # two threads, five answers each, a second each: no update is lost


def test_many_threads_writing_two_thousand_answers_end_with_all(
    database: Database, new_response: Callable[..., NewResponse]
) -> None:
    responses = [database.write(lambda c: create_response(c, new_response())) for _ in range(20)]

    expected = {f"item.{number}": str(number % 5 + 1) for number in range(100)}

    def answer_all(response: Response) -> None:
        for item, value in expected.items():
            database.write(partial(save_answer, response_id=response.id, item_id=item, value=value))

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(answer_all, responses))
    assert [answers_of(database, response) for response in responses] == [expected] * 20


def test_the_folder_of_a_new_sqlite_file_is_its_owners_alone(sqlite_path: Path) -> None:
    Database(f"sqlite:///{sqlite_path}").close()
    assert stat.S_IMODE(sqlite_path.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match=r"DATABASE_URL.*can't be made"):
        Database(f"sqlite:///{tmp_path}/file/below/assessment.sqlite3")


def test_sqlite_waits_for_the_disk_at_every_commit_and_keeps_a_write_ahead_log(sqlite_path: Path) -> None:
    database = Database(f"sqlite:///{sqlite_path}")

    def settings(connection: Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

    with database.read() as connection:
        assert settings(connection) == ["wal", 2, 1, 5000]  # 2 is FULL
    assert database.write(settings) == ["wal", 2, 1, 5000]
    database.close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///file::memory:?uri=true",
        "sqlite:///data.sqlite3?mode=memory",
        "sqlite://host/data.sqlite3",
        "sqlite+aiosqlite:///data.sqlite3",
        "mysql://root:hunter2@localhost/x",
        "postgresql+psycopg2://root:hunter2@localhost/x",
        "postgresql://root:hunter2@localhost:port/x",
        "hunter2",
        "",
    ],
)
def test_a_url_that_cannot_be_used_is_one_clear_line_without_the_password(url: str) -> None:
    with pytest.raises(SettingsError, match=r"\ADATABASE_URL: expected") as refused:
        Database(url)
    assert "hunter2" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_usual_spelling_of_a_postgresql_url_goes_through_psycopg_3(postgresql_url: str, scheme: str) -> None:
    database = Database(postgresql_url.replace("postgresql", scheme, 1))
    with database.read() as connection:
        assert connection.dialect.driver == "psycopg"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "5s"
    database.close()


@pytest.mark.parametrize("save", [save_answer, partial(save_note, kind="comment")], ids=["answer", "note"])
def test_a_save_that_meets_a_deletion_under_way_finds_no_link(
    postgresql_url: str, new_response: Callable[..., NewResponse], save: Callable[..., None]
) -> None:
    database = Database(postgresql_url)
    database.upgrade()
    response = database.write(lambda c: create_response(c, new_response()))
    text = {"value": "1"} if save is save_answer else {"text": "x"}
    with psycopg.connect(postgresql_url) as deleter, ThreadPoolExecutor(1) as thread:
        deleter.execute("DELETE FROM responses")
        saving = thread.submit(database.write, partial(save, response_id=response.id, item_id="a", **text))
        waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"
        while deleter.execute(waits).fetchone() == (0,):
            assert not saving.done()
        deleter.commit()
        with pytest.raises(NoSuchLink):
            saving.result()
    database.close()


def test_what_refuses_a_piece_of_work_says_so_in_the_language_of_who_asked(database: Database) -> None:
    def spoken(_connection: Connection) -> str:
        return current()

    with speaking("de"):
        assert database.write(spoken) == "de"
        assert asyncio.run(database.write_soon(spoken)) == "de"
    assert database.write(spoken) == "en"
