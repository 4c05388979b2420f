"""The way in and out of the database: reads that change nothing, writes that return after their commit."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection as Connection
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assessment.errors import StorageUnavailable
from assessment.language import in_this_language
from assessment.storage import migrations
from assessment.storage.counts import Counts
from assessment.storage.engines import POOL_KEPT, make_folder, parse_url, postgresql_engine, sqlite_engine
from assessment.storage.loop_writer import LoopWriter
from assessment.storage.notices import Notices
from assessment.storage.writer import Writer

T = TypeVar("T")

#: A second process that starts during a migration waits this long for the first, in seconds.
MIGRATION_TIMEOUT = 60.0


class Database:
    """One SQLite file or one PostgreSQL database, for any number of threads.

    `timeout`, in seconds, is how long to wait for a lock, a free connection or a server that doesn't answer.
    `notices` tell of workshops that moved; a SQLite file has none. Making one opens no connection. Raises
    `SettingsError` for a URL that can't be used.
    """

    def __init__(self, url: str, *, timeout: float = 5.0) -> None:
        address = parse_url(url)
        self.counts = Counts()
        self.notices: Notices | None = None
        self._writer: Writer | None = None
        self._closed = False
        if address.get_backend_name() == "sqlite":
            make_folder(address)
            self._reading = sqlite_engine(address, begin="BEGIN", timeout=timeout)
            self._writing = sqlite_engine(address, begin="BEGIN IMMEDIATE", timeout=timeout)
            self._migrating = sqlite_engine(
                address, begin="BEGIN IMMEDIATE", timeout=MIGRATION_TIMEOUT, foreign_keys=False
            )
            self._writer = Writer(self._writing)
            self._at_once = sqlite_engine(address, begin="BEGIN IMMEDIATE", timeout=0)
            self._loop_writer = LoopWriter(self._at_once, self._writer)
        else:
            self._writing = self._migrating = postgresql_engine(address, timeout=timeout)
            self._threads = ThreadPoolExecutor(POOL_KEPT, thread_name_prefix="storage")
            self.notices = Notices(address, timeout=timeout)
            # As in SQLite, everything read in one transaction is of one moment.
            self._reading = self._writing.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database; whatever was done with it is rolled back.

        Raises `StorageUnavailable` when the database is locked, gone or closed.
        """
        with self._outages_named():
            self._refuse_if_closed()
            with self._reading.connect() as connection:
                yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, after its changes are committed.

        `work` gets a connection inside a transaction, must neither commit nor keep it, and is undone alone
        when it raises; its error comes out here. On SQLite it runs in the writer's thread. Raises
        `StorageUnavailable` when the database is locked, full, gone or closed: then nothing was
        acknowledged, and the same call may be made again.
        """
        with self._outages_named():
            self._refuse_if_closed()
            if self._writer is not None:
                return self._writer.submit(work).result()
            with self._writing.begin() as connection:
                result = work(connection)
                _refuse_a_failed_transaction(connection)
            return result

    async def write_soon(self, work: Callable[[Connection], T]) -> T:
        """`write` for an event loop, which goes on meanwhile.

        On SQLite the work runs in the loop and only its commit in a thread, so it has to be short, and may run twice
        (see `LoopWriter`). On PostgreSQL each piece has a thread and a connection of its own.
        """
        if self._writer is None:
            self._refuse_if_closed()
            return await asyncio.get_running_loop().run_in_executor(self._threads, self.write, in_this_language(work))
        with self._outages_named():
            self._refuse_if_closed()
            return await self._loop_writer.write(work)

    def upgrade(self) -> None:
        """Brings the tables to this version in one transaction; takes no lock where they already are.

        Two processes may call it at once. Raises `StorageUnavailable`, and `SettingsError` for a database
        that a later version of the program has migrated.
        """
        if self.is_current():
            return
        with self._outages_named(), self._migrating.begin() as connection:
            migrations.upgrade(connection, timeout=MIGRATION_TIMEOUT)

    def is_current(self) -> bool:
        """Whether every migration has run and every table is there. Raises `StorageUnavailable`."""
        with self.read() as connection:
            return migrations.is_current(connection)

    def close(self) -> None:
        """Saves what is waiting and closes every connection. Later calls raise `StorageUnavailable`."""
        self._closed = True
        if self._writer is not None:
            self._loop_writer.stop()
            self._writer.stop()
            self._at_once.dispose()
        else:
            self._threads.shutdown()
        for engine in (self._reading, self._writing, self._migrating):
            engine.dispose()

    @contextmanager
    def _outages_named(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, InterfaceError, PoolTimeout) as error:
            if not _is_outage(error):
                raise
            self.counts.add_outage()
            raise StorageUnavailable from error
        except StorageUnavailable:  # the writer's: its commit failed
            self.counts.add_outage()
            raise

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise StorageUnavailable


def _refuse_a_failed_transaction(connection: Connection) -> None:
    """PostgreSQL answers COMMIT after a swallowed error with a silent rollback: a loss, acknowledged."""
    driver = connection.connection.driver_connection
    if driver is not None and driver.info.transaction_status == TransactionStatus.INERROR:
        raise RuntimeError("a statement failed and its error was swallowed: catch it outside write()")


def _is_outage(error: DatabaseError | InterfaceError | PoolTimeout) -> bool:
    """Whether the database is at fault, not the statement (a broken constraint, a mistake in the SQL)."""
    if isinstance(error, DatabaseError) and error.connection_invalidated:
        return True  # whatever its class: PostgreSQL has several for the ways in which it ends a session
    if isinstance(error, OperationalError):
        # SQLite gives this class to a missing table and to a syntax error as well, under its general code.
        return getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
    # DatabaseError itself, none of its subclasses, is what a damaged SQLite file gives.
    return isinstance(error, (InterfaceError, PoolTimeout)) or type(error) is DatabaseError
