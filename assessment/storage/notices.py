"""Change notices: PostgreSQL tells every process at once which workshop has moved. SQLite, which has one process, tells
nobody; there, and while no notices come, whoever wants to know has to keep looking.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, func, select

from assessment.storage.engines import patience

_log = logging.getLogger(__name__)

CHANNEL = "workshop_moved"

RETRY_SECONDS = 2.0
"""How long to wait before connecting again; whoever wants to know looks for themselves meanwhile."""

Hear = Callable[[int | None], None]
"""Gets the id of a workshop that moved; None where any may have, since notices just began or ended to come."""


def tell(connection: Connection, workshop_id: int) -> None:
    """Let every process know that this workshop moved, with the commit of this transaction and not before.

    A transaction tells of a workshop once, however often this is called. The notice holds the id and nothing else.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, str(workshop_id))))


class Notices:
    """What one process hears, over a connection of its own beside the pool, held only while somebody follows.

    It needs a session that stays: a pooler between here and PostgreSQL has to leave sessions whole.
    """

    def __init__(self, url: URL, *, timeout: float) -> None:
        self._url, self._timeout = url, timeout
        self.are_coming = False

    async def follow(self, hear: Hear) -> None:
        """Calls `hear` for every notice, over a new connection where one was lost, until this is cancelled."""
        while True:
            try:
                await self._follow_one_connection(hear)
            except (psycopg.Error, OSError) as error:  # its message may name the server and its user
                _log.warning("no change notices (%s); trying again", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)

    async def _follow_one_connection(self, hear: Hear) -> None:
        _, where = self._url.get_dialect()().create_connect_args(self._url)
        options: dict[str, Any] = {**patience(self._url, self._timeout), **where}
        async with await psycopg.AsyncConnection.connect(autocommit=True, **options) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self.are_coming = True
            try:
                hear(None)
                async for notice in connection.notifies():
                    if notice.payload.isdecimal():  # anybody with a connection can send anything
                        hear(int(notice.payload))
            finally:
                self.are_coming = False
                hear(None)
