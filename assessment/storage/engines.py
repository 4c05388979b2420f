"""Engines for the two databases: which URLs are accepted, and how a connection begins, waits and gives up."""

from __future__ import annotations

import math
import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from assessment.errors import SettingsError

_EXPECTED = (
    "DATABASE_URL: expected a SQLite file, as in sqlite:///data/assessment.sqlite3, "
    "or a PostgreSQL database, as in postgresql://user:password@host/name"
)


def parse_url(text: str) -> URL:
    """The database a URL names: an absolute SQLite file, or PostgreSQL through psycopg 3.

    `postgres://` and `postgresql://` are the same. Raises `SettingsError`, which never repeats the URL
    because it may hold a password, for anything else and for a SQLite database in memory.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(f"{_EXPECTED}; found something that isn't a URL") from None
    match url.drivername:
        case "postgresql" | "postgres" | "postgresql+psycopg":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite" | "sqlite+pysqlite":
            return _sqlite_file(url)
    raise SettingsError(f"{_EXPECTED}; found {url.drivername!r}")


def _sqlite_file(url: URL) -> URL:
    name = url.database or ":memory:"
    if name == ":memory:" or name.startswith("file:"):
        raise SettingsError(f"{_EXPECTED}; found SQLite in memory, which loses every answer at the end")
    if url.host or url.query:
        raise SettingsError(f"{_EXPECTED}; found a part that a SQLite file doesn't have (host or options)")
    return url.set(database=str(Path(name).absolute()))


def make_folder(url: URL) -> None:
    """Makes the folder of a SQLite file, open to its owner alone, where there is none.

    Raises `SettingsError` where that isn't allowed.
    """
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"DATABASE_URL: the folder {folder} can't be made ({error.strerror}); "
            "make it, or name a file in a folder this program may write to"
        ) from error


def sqlite_engine(url: URL, *, begin: str, timeout: float, foreign_keys: bool = True) -> Engine:
    """An engine on a SQLite file whose transactions open with `begin`.

    `timeout` is in seconds and counts for a lock and for a free connection. Foreign keys are off for
    migrations alone: rebuilding a table with them on would empty the tables that point to it.
    """
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_timeout=timeout,
        pool_reset_on_return=None,  # see `leave_nothing_open`
        hide_parameters=True,  # an error's message may reach a log, what somebody wrote may not
        connect_args={
            "timeout": timeout,
            "check_same_thread": False,
            "isolation_level": None,  # the driver's implicit BEGIN is deferred and misses SELECT and DDL
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        _switch_to_wal(connection, timeout)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # what a person deletes is overwritten, not only unlinked
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "reset")
    def leave_nothing_open(connection: sqlite3.Connection, _record: object, _state: object) -> None:
        if connection.in_transaction:  # after a commit there is none, and asking costs less than a ROLLBACK
            connection.rollback()

    @event.listens_for(engine, "begin")
    def open_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _switch_to_wal(connection: sqlite3.Connection, timeout: float) -> None:
    """SQLite refuses this switch at once, without its busy timeout, while another process makes it too."""
    deadline = time.monotonic() + timeout
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


#: What one process may hold on PostgreSQL: 10 kept and 5 more while it is busy. One interpreter does one thing at a
#: time, so more would wait for it and not for the database. Together with the one for notices that is 16; six
#: processes fit into the 100 that PostgreSQL allows by default, and a 16th thread waits its turn for `timeout` seconds.
POOL_KEPT, POOL_MORE = 10, 5


def postgresql_engine(url: URL, *, timeout: float) -> Engine:
    """An engine on PostgreSQL with at most `POOL_KEPT` + `POOL_MORE` connections.

    A server that is gone, a row that stays locked and a pool that stays empty each give an error after about
    `timeout` seconds.
    """
    return create_engine(
        url,
        pool_size=POOL_KEPT,
        max_overflow=POOL_MORE,
        pool_timeout=timeout,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=patience(url, timeout),
    )


def patience(url: URL, timeout: float) -> dict[str, str | int]:
    """How long a connection waits for PostgreSQL, and PostgreSQL for it.

    A process that vanished with its machine, or hangs inside a transaction, would keep what it locked from all others:
    PostgreSQL gives it up after six times `timeout`. What the URL itself says about these (`connect_timeout`, `options`
    …) is left alone.
    """
    seconds, milliseconds = max(1, math.ceil(timeout)), math.ceil(timeout * 1000)
    of_the_session = {
        "lock_timeout": milliseconds,
        "idle_in_transaction_session_timeout": 6 * milliseconds,
        # The same as below, seen from the server: its own default is two hours.
        "tcp_keepalives_idle": seconds,
        "tcp_keepalives_interval": seconds,
        "tcp_keepalives_count": 3,
    }
    wanted: dict[str, str | int] = {
        "connect_timeout": max(2, seconds),  # libpq knows whole seconds, at least two
        "tcp_user_timeout": milliseconds,
        "keepalives_idle": seconds,
        "keepalives_interval": seconds,
        "keepalives_count": 3,
        "options": " ".join(f"-c {name}={value}" for name, value in of_the_session.items()),
    }
    return {name: value for name, value in wanted.items() if name not in url.query}
