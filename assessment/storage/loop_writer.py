"""What an event loop writes to a SQLite file: the statements in the loop itself, their commit in a thread.

The statements of an answer take less time than handing them to a thread, and a thread that runs beside the loop has to
win the interpreter back after each of them: see docs/decisions/0017. Only the commit waits for the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction

from assessment.errors import StorageUnavailable
from assessment.language import in_this_language
from assessment.storage.writer import Writer

T = TypeVar("T")

COMMIT_DELAY = 0.002
"""In seconds: so long a commit waits for more to come, where the one before was shared, as PostgreSQL's setting of this
name says."""

MOST = 50
"""Pieces in one commit: so many run in one breath of the loop, and everybody else waits meanwhile."""

_NOT_HERE = object()


@dataclass(frozen=True)
class _Piece:
    work: Callable[[Connection], Any]
    saved: asyncio.Future[Any]


class LoopWriter:
    """Writes for one event loop, in turn with the thread of `writer`, which gets whatever can't be done here.

    `engine` has to begin its transactions with IMMEDIATE, and to wait for no lock: while another program holds the
    file, the thread waits for it and not the loop.
    """

    def __init__(self, engine: Engine, writer: Writer) -> None:
        self._engine, self._writer = engine, writer
        self._waiting: list[_Piece] = []
        self._saving: asyncio.Task[None] | None = None
        self._was_shared = False
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="storage-commit")
        self._threads.submit(int).result()  # it starts here, or nowhere

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, after its commit; what comes while another commit is under way shares the next one.

        `work` runs in the loop, so it has to be a few statements that wait for nothing; where any of those that share a
        commit raises, all of them are undone and run again, each alone, by the thread. Its error comes out here. Raises
        `StorageUnavailable` as `Writer.submit` does.
        """
        loop = asyncio.get_running_loop()
        if self._saving is None or self._saving.get_loop() is loop or self._saving.done():
            piece = _Piece(in_this_language(work), loop.create_future())
            self._waiting.append(piece)
            if self._saving is None or self._saving.done():
                self._saving = loop.create_task(self._save_all())
            result = await piece.saved
            if result is not _NOT_HERE:
                saved: T = result
                return saved
        return await asyncio.wrap_future(self._writer.submit(work))

    def stop(self) -> None:
        """Returns once the commit that is under way has ended; what still waits goes to the thread."""
        self._threads.shutdown()

    async def _save_all(self) -> None:
        while self._waiting:
            if self._was_shared:
                await asyncio.sleep(COMMIT_DELAY)
            these, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            # Nobody can take back from here on what they no longer wait for.
            batch = [piece for piece in these if not piece.saved.done()]
            self._was_shared = len(batch) > 1
            await self._save(batch)

    async def _save(self, batch: Sequence[_Piece]) -> None:
        results, failure = [_NOT_HERE] * len(batch), None
        try:
            commit = self._begin(batch)
            if commit is not None:
                # Shielded: a commit that is taken back would keep its turn for ever.
                results = await asyncio.shield(asyncio.wrap_future(commit))
        except BaseException as error:
            failure = error
            if not isinstance(error, Exception):
                raise
        finally:
            for piece, result in zip(batch, results, strict=True):
                _tell(piece, result, failure)

    def _begin(self, batch: Sequence[_Piece]) -> Future[list[Any]] | None:
        """What each piece returned, once it is committed; None where nothing was done and the thread has to."""
        if not (self._writer.is_at_work and self._writer.turn.may_begin()):
            return None
        commit = None
        try:
            commit = self._run(batch)
        finally:
            if commit is None:
                self._writer.turn.end()
        return commit

    def _run(self, batch: Sequence[_Piece]) -> Future[list[Any]] | None:
        with ExitStack() as undo:
            try:
                connection = undo.enter_context(closing(self._engine.connect()))
                transaction = connection.begin()
                results = [piece.work(connection) for piece in batch]
                _refuse_what_was_undone(connection)
                commit = self._threads.submit(self._commit, connection, transaction, results)
            except Exception:  # noqa: BLE001 (the thread finds it again, and tells whose it is)
                return None
            undo.pop_all()
            return commit

    def _commit(self, connection: Connection, transaction: RootTransaction, results: list[Any]) -> list[Any]:
        try:
            with closing(connection), transaction:  # a commit that fails is rolled back
                pass
        finally:
            self._writer.turn.end()
        return results


def _tell(piece: _Piece, result: Any, failure: BaseException | None) -> None:
    """Wake who waits for a piece, if anybody still does."""
    if piece.saved.done():
        return
    if failure is None:
        piece.saved.set_result(result)
    else:
        unsaved = StorageUnavailable()
        unsaved.__cause__ = failure
        piece.saved.set_exception(unsaved)


def _refuse_what_was_undone(connection: Connection) -> None:
    """A full disk, among other errors, has SQLite undo the whole transaction: were a piece to swallow such an error,
    what the others saved would be gone, and their commit would say nothing."""
    driver = connection.connection.driver_connection
    if driver is None or not driver.in_transaction:
        raise RuntimeError("an error undid the transaction and was swallowed")
