"""How long 28 threads wait for an answer to be saved in SQLite: commits grouped by one writer, or one each.

Two loads: `paced`, 300 answers a second (a room of 300 that answers one question a second), and `flat_out`,
each thread as fast as it can. Ratio: one each / grouped, so above 1 grouping is faster. Look at the p99: a
thread that has just committed takes the lock again at once, so that without a writer the median flatters and
the others starve.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Connection

from assessment.storage.database import Database
from assessment.storage.engines import parse_url, sqlite_engine
from assessment.storage.repository import NewResponse, create_response, save_answer
from bench.results import Line, line

THREADS = 28
ANSWERS_EACH = 100
PACED_PER_SECOND = 300

Work = Callable[[Connection], None]
Write = Callable[[Work], None]


@contextmanager
def _grouped(url: str) -> Iterator[Write]:
    database = Database(url, timeout=60)
    yield database.write
    database.close()


@contextmanager
def _each_alone(url: str) -> Iterator[Write]:
    engine = sqlite_engine(parse_url(url), begin="BEGIN IMMEDIATE", timeout=60)

    def write(work: Work) -> None:
        with engine.begin() as connection:
            work(connection)

    yield write
    engine.dispose()


def _responses(url: str) -> list[int]:
    database = Database(url)
    database.upgrade()
    ids = [
        database.write(
            partial(
                create_response,
                new=NewResponse(
                    handle=str(number),
                    token_hash="",
                    edition_id="bench",
                    content_hash="",
                    mode="full",
                    questionnaires=(),
                    target="lead",
                    started_on=date(2026, 11, 2),
                ),
            )
        ).id
        for number in range(THREADS)
    ]
    database.close()
    return ids


def _milliseconds(write: Write, responses: list[int], per_second: float | None) -> list[float]:
    """What each of the answers of all threads took, from the call to its acknowledgement."""
    began = time.perf_counter()

    def answer(thread: int) -> list[float]:
        taken = []
        for number in range(ANSWERS_EACH):
            if per_second:
                due = began + (number * THREADS + thread) / per_second
                time.sleep(max(0.0, due - time.perf_counter()))
            start = time.perf_counter()
            write(partial(save_answer, response_id=responses[thread], item_id=f"item.{number}", value="3"))
            taken.append((time.perf_counter() - start) * 1000)
        return taken

    with ThreadPoolExecutor(THREADS) as threads:
        return [one for taken in threads.map(answer, range(THREADS)) for one in taken]


def _percentiles(way: Callable[[str], Any], per_second: float | None) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        responses = _responses(url)
        with way(url) as write:
            cuts = quantiles(_milliseconds(write, responses, per_second), n=100)
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def measure() -> list[Line]:
    """One line a load and percentile, in milliseconds."""
    lines = []
    for load, per_second in (("paced", PACED_PER_SECOND), ("flat_out", None)):
        grouped, alone = _percentiles(_grouped, per_second), _percentiles(_each_alone, per_second)
        for name, value in grouped.items():
            full_name = f"storage_write_{load}_{name}"
            lines.append(line(full_name, value, "ms", alone[name], alone[name] / value, THREADS * ANSWERS_EACH))
    return lines
