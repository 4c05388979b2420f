"""What this process did since it started, for whoever watches it: numbers, and nothing of whom they are."""

from __future__ import annotations

import threading


class Counts:
    """Answers acknowledged, and times that the database was locked, gone or full; for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.answers = 0
        self.outages = 0

    def add_answer(self) -> None:
        """One more answer was saved."""
        with self._lock:
            self.answers += 1

    def add_outage(self) -> None:
        """The database didn't do what was asked of it."""
        with self._lock:
            self.outages += 1
