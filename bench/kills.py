"""SIGKILL under load: how many acknowledged answers were lost, which has to be none, and how long until the next one.

`kills_app`: 100 times the only server, on SQLite; `kills_postgresql`: 20 times PostgreSQL below two servers. People
answer over HTTP as fast as they can; afterwards everything is counted anew (see tests/faults/). `twice` and `wrong`
have to be 0 as well: what is there without having been sent, and counts that aren't those of what they count.
`serving_again_s` (median) and `longest_s` count from the kill until an answer is acknowledged again, most of which is
the start of a server; `load_average` is the machine's at the end, everything that ran on it included.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from statistics import median

from bench.results import Line, line
from tests.faults.harness import Outcome, kill_postgresql, kill_the_application, postgresql_scene, scene

OF_THE_APPLICATION, OF_POSTGRESQL = 100, 20


def measure() -> Iterator[Line]:
    """A line for each of what is killed; the value is the number of lost answers, n of those acknowledged."""
    with scene() as at_work:
        kill_the_application(at_work, OF_THE_APPLICATION)
        yield as_line("kills_app", at_work.finish())
    with postgresql_scene() as (at_work, server):
        kill_postgresql(at_work, server, OF_POSTGRESQL)
        yield as_line("kills_postgresql", at_work.finish())


def as_line(name: str, outcome: Outcome) -> Line:
    """What a fault did; times in seconds."""
    verdict = outcome.verdict
    for found in (*verdict.lost, *verdict.duplicates, *verdict.wrong)[:10]:
        print(f"{name}: {found}", flush=True)
    measured = line(name, len(verdict.lost), "lost answers", None, None, outcome.acknowledged)
    return measured | {
        "injected": outcome.injected,
        "twice": len(verdict.duplicates),
        "wrong": len(verdict.wrong),
        "unacknowledged": outcome.unacknowledged,
        "serving_again_s": round(median(outcome.serving_again), 2),
        "longest_s": round(max(outcome.serving_again), 2),
        "load_average": round(os.getloadavg()[0], 1),
    }
