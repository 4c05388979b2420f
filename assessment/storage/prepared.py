"""A statement of the hot path, which SQLite's own driver runs: see docs/decisions/0017.

SQLAlchemy takes some 25 µs to run a statement that takes SQLite 3 to 8, and an answer runs two.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

Statement = Select[Any] | Insert


class Prepared:
    """A statement in SQLAlchemy's terms for either database; every value in it is a parameter, a text or a number.

    On SQLite it is put into words once. On PostgreSQL, where the network takes longer than anything saved here, and
    after an error, SQLAlchemy runs it, so that every error has the class that it has elsewhere. A statement that fails
    has done nothing in SQLite, so it may be run again.
    """

    def __init__(self, sqlite: Statement, postgresql: Statement) -> None:
        self._sqlite = sqlite
        self._statements = {"sqlite": sqlite, "postgresql": postgresql}

    def one(self, connection: Connection, parameters: Mapping[str, Any]) -> Sequence[Any] | None:
        """The first row that is found, in Python's types, or None."""
        cursor = self._run(connection, parameters)
        if cursor is None:
            return connection.execute(self._statements[connection.dialect.name], parameters).first()
        row = cursor.fetchone()
        return row and [convert(value) if convert else value for value, convert in zip(row, self._types, strict=True)]

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
    def _types(self) -> Sequence[Callable[[Any], Any] | None]:
        """What makes of each column of a row what it is in Python; None where it is that already."""
        spoken, columns = sqlite_dialect(), cast(Select[Any], self._sqlite).selected_columns
        return [column.type.dialect_impl(spoken).result_processor(spoken, None) for column in columns]
