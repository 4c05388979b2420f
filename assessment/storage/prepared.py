"""A statement of the hot path, which SQLite's own driver runs: see docs/decisions/0017.

SQLAlchemy takes some 25 µs to run a statement that takes SQLite 3 to 8, and an answer runs two.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, Update
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

Statement = Select[Any] | Insert | Update


class Prepared:
    """A statement in SQLAlchemy's terms for either database; every value in it is a parameter, a text or a number.

    On SQLite it is put into words once. On PostgreSQL, where the network takes longer than anything saved here, and
    after an error, SQLAlchemy runs it, so that every error has the class that it has elsewhere. A statement that fails
    has done nothing in SQLite, so it may be run again.
    """

    def __init__(self, sqlite: Statement, postgresql: Statement) -> None:
        self._sqlite = sqlite
        self._statements = {"sqlite": sqlite, "postgresql": postgresql}

    def one(self, connection: Connection, parameters: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The first row that is found, in Python's types by the names of its columns, or None."""
        cursor = self._run(connection, parameters)
        if cursor is None:
            found = connection.execute(self._statements[connection.dialect.name], parameters).mappings().first()
            return None if found is None else {str(name): value for name, value in found.items()}
        row = cursor.fetchone()
        if row is None:
            return None
        return {
            name: convert(value) if convert else value
            for value, (name, convert) in zip(row, self._columns, strict=True)
        }

    def changed(self, connection: Connection, parameters: Mapping[str, Any]) -> int:
        """How many rows were added or changed."""
        cursor = self._run(connection, parameters)
        if cursor is None:
            counting = {"preserve_rowcount": True}  # else it isn't known of every INSERT
            statement = self._statements[connection.dialect.name]
            return connection.execute(statement, parameters, execution_options=counting).rowcount
        return cursor.rowcount

    def _run(self, connection: Connection, parameters: Mapping[str, Any]) -> sqlite3.Cursor | None:
        driver = connection.connection.dbapi_connection
        if not isinstance(driver, sqlite3.Connection):
            return None
        if not connection.in_transaction():
            connection.begin()  # as SQLAlchemy would: the driver alone doesn't
        words, names = self._words
        try:
            return driver.execute(words, [parameters[name] for name in names])
        except sqlite3.Error:
            return None

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
