"""The other faults: a locked file, a full disk, a server of two that disappears. Lines as in `bench.kills`."""

from __future__ import annotations

from collections.abc import Iterator

from bench.kills import as_line
from bench.results import Line
from tests.faults.harness import fill_the_disk, lock_the_file, lose_a_replica, postgresql_scene, scene

TIMES = 10
LOCKED_SECONDS = 10
FAILURES = 100


def measure() -> Iterator[Line]:
    """A line a fault, each injected ten times."""
    with scene() as at_work:
        for _ in range(TIMES):
            lock_the_file(at_work, LOCKED_SECONDS)
        yield as_line("faults_locked", at_work.finish())
    with scene() as at_work:
        for _ in range(TIMES):
            fill_the_disk(at_work, FAILURES)
        yield as_line("faults_disk_full", at_work.finish())
    with postgresql_scene() as (at_work, _):
        lose_a_replica(at_work, TIMES)
        yield as_line("faults_replica_lost", at_work.finish())
