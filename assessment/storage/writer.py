"""One writer for a SQLite file: it groups what is waiting into one commit.

SQLite lets one transaction write at a time and makes each commit wait for the disk. Threads that each
commit queue up behind one another; one thread that commits for all of them pays for the disk once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from assessment.errors import StorageUnavailable
from assessment.language import in_this_language

T = TypeVar("T")

#: Bounds the time for which one commit holds the file, and what one failed commit can take with it.
BATCH = 500


@dataclass(frozen=True)
class _Piece:
    work: Callable[[Connection], Any]
    future: Future[Any]


class Turn:
    """Whose turn it is to write in this process. A thread may wait for its own, and is then the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._somebody_waits = False

    def may_begin(self) -> bool:
        """Takes the turn where nobody has it or waits for it, and says whether it did; waits for nothing."""
        return not self._somebody_waits and self._lock.acquire(blocking=False)

    def end(self) -> None:
        """Gives the turn back, from whatever thread."""
        self._lock.release()

    def __enter__(self) -> None:
        self._somebody_waits = True
        self._lock.acquire()
        self._somebody_waits = False

    def __exit__(self, *_error: object) -> None:
        self._lock.release()


class Writer:
    """The one thread that writes to a SQLite file; others of the process write in their `turn`.

    `engine` has to begin its transactions with IMMEDIATE.
    """

    def __init__(self, engine: Engine) -> None:
        self.turn = Turn()
        self._engine = engine
        self._waiting: SimpleQueue[_Piece | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()

    @property
    def is_at_work(self) -> bool:
        """Whether it takes work: not once it has stopped, nor in a process that was forked, which has no threads."""
        return not self._stopped and self._thread.is_alive()

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """A future that is done after the commit of `work`, or holds the error for which it wasn't saved.

        An error raised by `work` undoes that piece alone. Where the commit itself fails, every piece of the
        batch holds `StorageUnavailable`. Raises `StorageUnavailable` when the writer has stopped, and
        `RuntimeError` inside another piece of work, which would wait for itself.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a piece of work can't wait for another: use the connection it was given")
        future: Future[T] = Future()
        with self._lock:
            if not self.is_at_work:
                raise StorageUnavailable
            # Whatever refuses it there says so in the language of who asked.
            self._waiting.put(_Piece(in_this_language(work), future))
        return future

    def stop(self) -> None:
        """Saves what is waiting and ends the thread; what comes later is refused."""
        with self._lock:
            if not self._stopped:
                self._stopped = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        batch: list[_Piece | None] = []
        while None not in batch:
            batch = self._take()
            # Nobody can take back from here on what they no longer wait for.
            pieces = [piece for piece in batch if piece is not None and piece.future.set_running_or_notify_cancel()]
            with self.turn:
                self._save(pieces)

    def _take(self) -> list[_Piece | None]:
        batch = [self._waiting.get()]
        while len(batch) < BATCH:
            try:
                batch.append(self._waiting.get_nowait())
            except Empty:
                break
        return batch

    def _save(self, batch: Sequence[_Piece]) -> None:
        """Nobody is told anything before the commit: until then nothing is sure to stay."""
        try:
            with self._engine.begin() as connection:
                attempt = _attempt if len(batch) > 1 else _attempt_alone
                outcomes = [attempt(connection, piece.work) for piece in batch]
        except BaseException as error:  # noqa: BLE001 (this thread has to live on, and its callers to wake)
            for piece in batch:
                unsaved = StorageUnavailable()
                unsaved.__cause__ = error
                piece.future.set_exception(unsaved)
            return
        for piece, (result, failure) in zip(batch, outcomes, strict=True):
            if failure is None:
                piece.future.set_result(result)
            else:
                piece.future.set_exception(failure)


def _attempt(connection: Connection, work: Callable[[Connection], Any]) -> tuple[Any, BaseException | None]:
    """The result of a piece of work in a savepoint of its own, or its error after undoing it alone."""
    try:
        with connection.begin_nested():
            return work(connection), None
    except BaseException as error:
        if _rolled_back(connection):
            raise
        return None, error


def _attempt_alone(connection: Connection, work: Callable[[Connection], Any]) -> tuple[Any, BaseException | None]:
    """The same for the only piece of a transaction, which needs no savepoint: to undo it is to roll back."""
    try:
        return work(connection), None
    except BaseException as error:
        if _rolled_back(connection):
            raise
        connection.rollback()
        return None, error


def _rolled_back(connection: Connection) -> bool:
    """Whether SQLite has rolled back the whole transaction by itself, all pieces with it: it does on a full or failing
    disk."""
    driver = connection.connection.driver_connection
    return driver is None or not driver.in_transaction
