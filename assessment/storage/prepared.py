"""A statement of the hot path, which SQLite's own driver runs: see docs/decisions/0017.

SQLAlchemy takes some 25 µs to run a statement that takes SQLite 3 to 8, and an answer runs two.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, Update
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import DBAPIError

Statement = Select[Any] | Insert | Update


class Prepared:
    """A statement in SQLAlchemy's terms, for both databases unless PostgreSQL has its own; every value in it is a
    parameter, a text or a number.

    On SQLite it is put into words once, and its errors get the classes that SQLAlchemy gives them. Nothing is tried
    again here: an error of the disk may have undone the whole transaction, and what followed would be saved by itself.
    On PostgreSQL, where the network takes longer than anything saved here, SQLAlchemy runs it.
    """

    def __init__(self, sqlite: Statement, postgresql: Statement | None = None) -> None:
        self._sqlite, self._postgresql = sqlite, sqlite if postgresql is None else postgresql

    def one(self, connection: Connection, parameters: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The first row that is found, in Python's types by the names of its columns, or None."""
        driver = _sqlite(connection)
        if driver is None:
            found = connection.execute(self._postgresql, parameters).mappings().first()
            return None if found is None else {str(name): value for name, value in found.items()}
        with self._errors_named(connection):
            row = self._run(driver, parameters).fetchone()
        if row is None:
            return None
        return {
            name: convert(value) if convert else value
            for value, (name, convert) in zip(row, self._columns, strict=True)
        }

    def changed(self, connection: Connection, parameters: Mapping[str, Any]) -> int:
        """How many rows were added or changed."""
        driver = _sqlite(connection)
        if driver is None:
            counting = {"preserve_rowcount": True}  # else it isn't known of every INSERT
            return connection.execute(self._postgresql, parameters, execution_options=counting).rowcount
        with self._errors_named(connection):
            return self._run(driver, parameters).rowcount

    def _run(self, driver: sqlite3.Connection, parameters: Mapping[str, Any]) -> sqlite3.Cursor:
        words, names = self._words
        return driver.execute(words, [parameters[name] for name in names])

    @contextmanager
    def _errors_named(self, connection: Connection) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            words, dialect = self._words[0], connection.dialect
            raise DBAPIError.instance(
                words, None, error, sqlite3.Error, hide_parameters=True, dialect=dialect
            ) from error

    @cached_property
    def _words(self) -> tuple[str, Sequence[str]]:
        """The SQL, and the name of the parameter at each of its question marks."""
        compiled = self._sqlite.compile(dialect=sqlite_dialect())
        return str(compiled), compiled.positiontup or ()

    @cached_property
    def _columns(self) -> Sequence[tuple[str, Callable[[Any], Any] | None]]:
        """The name of each column, and what makes its values Python's, where they aren't already."""
        spoken, columns = sqlite_dialect(), cast(Select[Any], self._sqlite).selected_columns
        return [(column.name, column.type.dialect_impl(spoken).result_processor(spoken, None)) for column in columns]


def _sqlite(connection: Connection) -> sqlite3.Connection | None:
    """SQLite's own connection, in a transaction as SQLAlchemy would open it; None on PostgreSQL."""
    driver = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection):
        return None
    if not connection.in_transaction():
        connection.begin()
    return driver
