"""Migrations, run by Alembic from code: there is no alembic.ini.

A new one is `versions/NNNN_what_changed.py`, made by hand after the one before it, and is never changed
once released. It runs in one transaction, with foreign keys off on SQLite so that a table can be rebuilt
(`op.batch_alter_table`); they are checked before the commit.
"""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from assessment.errors import SettingsError
from assessment.storage.workshop_tables import metadata

#: Any number does, as long as nothing else in the same PostgreSQL database locks it.
_ADVISORY_LOCK = 7_261_804_420


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for these migrations, over a connection already in a transaction."""
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", "assessment.storage:migrations")
    return settings


def upgrade(connection: Connection, *, timeout: float) -> None:
    """Runs what hasn't run yet, one process at a time; the others wait for at most `timeout` seconds.

    The transaction of `connection` holds the lock: on SQLite its BEGIN IMMEDIATE, on PostgreSQL an advisory
    lock. Raises `SettingsError` for a database of a later version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = {int(timeout * 1000)}"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    try:
        command.upgrade(config(connection), "head")
    except CommandError as error:
        raise SettingsError(
            "The database was made by a later version of this program. Nothing was changed. "
            "Start that version, or set DATABASE_URL to another database."
        ) from error
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RuntimeError(f"a migration left {len(orphans)} rows that point to nothing: it is undone")


def is_current(connection: Connection) -> bool:
    """Whether the last migration has run and every table is there."""
    heads = MigrationContext.configure(connection).get_current_heads()
    return heads == (_head(),) and set(metadata.tables) <= set(inspect(connection).get_table_names())


@cache
def _head() -> str | None:
    return ScriptDirectory.from_config(config()).get_current_head()
