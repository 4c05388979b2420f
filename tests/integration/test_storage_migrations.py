"""The migrations make exactly the tables of `tables.py`, once, whoever runs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from assessment.errors import SettingsError
from assessment.storage import migrations
from assessment.storage.database import Database
from assessment.storage.tables import metadata

UPGRADE = """
import sys
from assessment.storage.database import Database
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
database.upgrade()
print(database.is_current(), flush=True)
"""


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def tables_of(database: Database) -> set[str]:
    with database.read() as connection:
        return set(inspect(connection).get_table_names())


def run(database: Database, statement: str) -> None:
    database.write(lambda connection: connection.exec_driver_sql(statement))


def test_the_migrated_tables_are_those_of_the_code(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        inspector = inspect(connection)
        checks = {check["name"] for table in metadata.tables for check in inspector.get_check_constraints(table)}
        # compare_metadata doesn't look at these
        of_responses = {"ck_responses_mode", "ck_notes_kind", "ck_aims_target", "ck_aims_importance"}
        of_workshops = {f"ck_workshops_{name}" for name in ("mode", "threshold", "target", "stage")}
        assert checks == of_responses | of_workshops | {"ck_workshop_keys_kind", "ck_participant_notes_kind"}


def test_a_migrated_database_is_current_and_upgrading_it_again_changes_nothing(database: Database) -> None:
    before = tables_of(database)
    database.upgrade()
    assert database.is_current()
    assert tables_of(database) == before == {"alembic_version", *metadata.tables}


def test_the_first_migration_can_be_undone_and_done_again(database: Database) -> None:
    database.write(lambda connection: command.downgrade(migrations.config(connection), "base"))
    assert tables_of(database) == {"alembic_version"}
    assert not database.is_current()
    database.upgrade()
    assert database.is_current()


def test_an_empty_database_is_not_current(empty: Database) -> None:
    assert not empty.is_current()


def test_a_database_with_a_version_but_not_all_tables_is_not_current(database: Database) -> None:
    run(database, "DROP TABLE notes")
    assert not database.is_current()


def test_a_database_with_all_tables_but_no_version_is_not_current(database: Database) -> None:
    run(database, "DELETE FROM alembic_version")
    assert not database.is_current()


def test_a_database_of_a_later_version_is_refused_and_left_alone(database: Database) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9999'")
    before = tables_of(database)
    assert not database.is_current()
    with pytest.raises(SettingsError, match="later version"):
        database.upgrade()
    assert tables_of(database) == before


def test_a_migration_that_fails_half_way_leaves_nothing_behind(empty: Database) -> None:
    run(empty, "CREATE TABLE notes (in_the_way INTEGER)")
    with pytest.raises(DBAPIError, match="notes"):
        empty.upgrade()
    assert tables_of(empty) == {"notes"}
    assert not empty.is_current()
    run(empty, "DROP TABLE notes")
    empty.upgrade()
    assert empty.is_current()


def test_processes_that_upgrade_at_the_same_time_all_succeed(database_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0] for process in processes] == ["True\n"] * 3
    assert [process.returncode for process in processes] == [0] * 3
