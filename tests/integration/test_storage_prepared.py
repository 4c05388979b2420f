"""A statement that SQLite's own driver runs finds, changes and refuses what SQLAlchemy would."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Integer, MetaData, Table, Text, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, ProgrammingError, SQLAlchemyError

from assessment.errors import StorageUnavailable
from assessment.storage.database import Database
from assessment.storage.prepared import Prepared
from assessment.storage.workshop_tables import Moment

KEPT = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("choices", JSON),
    Column("asks", Boolean),
    Column("opens_at", Moment),
    Column("words", Text, unique=True),
)
ROW: dict[str, Any] = {
    "id": 1,
    "choices": ["strategy", "data"],
    "asks": True,
    "opens_at": datetime(2026, 11, 27, 9, 30, tzinfo=UTC),
    "words": "it's “here”; DROP TABLE kept",
}
FIND = select(KEPT).where(KEPT.c.id == bindparam("id"))
ADD = Prepared(
    **{
        of.dialect.name: of.insert(KEPT)
        .values(id=bindparam("id"), words=bindparam("words"))
        .on_conflict_do_update(
            index_elements=["id"], set_={"words": bindparam("words")}, where=KEPT.c.words < bindparam("words")
        )
        for of in (sqlite, postgresql)
    }
)


@pytest.fixture
def kept(database: Database) -> Database:
    database.write(lambda connection: KEPT.create(connection))
    database.write(
        lambda connection: connection.execute(KEPT.insert(), [ROW, {**ROW, "id": 2, "opens_at": None, "words": None}])
    )
    return database


def test_a_row_has_pythons_types(kept: Database) -> None:
    find = Prepared(FIND)
    with kept.read() as connection:
        found = [find.one(connection, {"id": id}) for id in (1, 2)]
        assert [row and list(row.values()) for row in found] == [
            [1, ["strategy", "data"], True, datetime(2026, 11, 27, 9, 30, tzinfo=UTC), "it's “here”; DROP TABLE kept"],
            [2, ["strategy", "data"], True, None, None],
        ]
        assert found[0] is not None
        assert found[0]["asks"] is True
        assert find.one(connection, {"id": 3}) is None


def test_how_many_rows_changed_is_said(kept: Database) -> None:
    def save(id: int, words: str) -> int:
        return kept.write(lambda connection: ADD.changed(connection, {"id": id, "words": words}))

    assert (save(3, "b"), save(3, "a"), save(3, "c")) == (1, 0, 1)
    with kept.read() as connection:
        words = connection.execute(select(KEPT.c.id, KEPT.c.words).order_by(KEPT.c.id)).all()
    assert [tuple(row) for row in words] == [(1, ROW["words"]), (2, None), (3, "c")]


def test_what_is_undone_is_undone_for_it_too(kept: Database) -> None:
    def fails(connection: Any) -> None:
        assert ADD.changed(connection, {"id": 7, "words": "gone"}) == 1
        raise LookupError

    with pytest.raises(LookupError):
        kept.write(fails)
    with kept.read() as connection:
        assert connection.execute(FIND, {"id": 7}).first() is None


def test_what_it_reads_and_does_first_in_a_read_is_of_one_moment_and_rolled_back(kept: Database) -> None:
    find = Prepared(FIND)
    with kept.read() as connection:
        assert find.one(connection, {"id": 3}) is None
        kept.write(lambda other: ADD.changed(other, {"id": 3, "words": "by somebody else meanwhile"}))
        assert find.one(connection, {"id": 3}) is None
    with kept.read() as connection:
        assert ADD.changed(connection, {"id": 4, "words": "not to stay"}) == 1
    with kept.read() as connection:
        assert [find.one(connection, {"id": id}) is None for id in (3, 4)] == [False, True]


def test_an_error_has_the_class_that_it_has_elsewhere(kept: Database) -> None:
    with pytest.raises(IntegrityError):  # these words are somebody else's
        kept.write(lambda connection: ADD.changed(connection, {"id": 4, "words": ROW["words"]}))
    kept.write(lambda connection: KEPT.drop(connection))
    with pytest.raises(SQLAlchemyError) as error, kept.read() as connection:
        Prepared(FIND).one(connection, {"id": 1})
    assert isinstance(error.value, ProgrammingError) or "no such table" in str(error.value)


def test_an_error_while_a_row_is_read_has_that_class_too(sqlite_path: Path) -> None:
    database = Database(f"sqlite:///{sqlite_path}")
    database.write(lambda connection: KEPT.create(connection))
    database.write(lambda connection: connection.execute(KEPT.insert(), ROW))
    database.write(lambda connection: connection.exec_driver_sql("UPDATE kept SET words = CAST(x'ff' AS TEXT)"))
    with pytest.raises(StorageUnavailable), database.read() as connection:
        Prepared(FIND).one(connection, {"id": 1})
    database.close()
