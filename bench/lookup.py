"""Where one result stands, all of its measures at once, among 5,000,000 released responses and among 1,000.

The counts are put into the tables as released batches would have put them, spread over every industry and size; the
time is that of the whole call that the results page makes, on SQLite. Both sizes take turns in the same run. Ratio:
5,000,000 / 1,000, so that 1 says that the size makes no difference.

Target: at most 1.3.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.scoring import SCORING_VERSION
from assessment.scoring.benchmark import Measure, histograms_of, scores_of
from assessment.scoring.plan import Plan
from assessment.scoring.score import score_respondents
from assessment.services.cohort import Cohort
from assessment.settings import ROOT
from assessment.simulate import simulate
from assessment.storage import cohort
from assessment.storage.cohort import Count, Key, Place
from assessment.storage.database import Connection, Database
from bench.results import Line, line

FEW, MANY = 1_000, 5_000_000
SIMULATED = 2_000
LOOKUPS = 1_000
DAY = date(2026, 11, 2)

Shares = dict[Measure, dict[int, float]]


def measure() -> Iterator[Line]:
    """One line, `lookup`, in milliseconds."""
    bank = load_bank(ROOT / "questions")
    scored = [scores_of(r) for r in score_respondents(Plan(bank), [r.answers for r in simulate(bank, SIMULATED)])]
    shares: Shares = {
        name: {bin: count / SIMULATED for bin, count in histogram.items()}
        for name, histogram in histograms_of(scored).items()
    }
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        sites = {}
        for n in (FEW, MANY):
            database = stack.enter_context(closing(Database(f"sqlite:///{Path(folder) / f'{n}.sqlite3'}")))
            database.upgrade()
            database.write(partial(_fill, bank=bank, shares=shares, n=n))
            sites[n] = Cohort(database, bank, today=lambda: DAY, threshold=5)
        taken: dict[int, list[float]] = defaultdict(list)
        industries, sizes = bank.edition.industries, bank.edition.sizes
        for number in range(LOOKUPS):
            profile = industries[number % len(industries)].id, sizes[number % len(sizes)].id
            for n, site in sites.items():
                start = time.perf_counter()
                comparison = site.compare("full", *profile, scored[number])
                taken[n].append((time.perf_counter() - start) * 1000)
                assert comparison.n == n
                assert comparison.placements.keys() == scored[number].keys()
    many, few = median(taken[MANY]), median(taken[FEW])
    yield line("lookup", many, "ms", few, many / few, LOOKUPS)


def _fill(connection: Connection, bank: Bank, shares: Shares, n: int) -> None:
    """The rows of `n` responses, of whom these shares have a score in each bin of each measure; the rest have none."""
    random = np.random.default_rng(2026)
    benchmark = cohort.hold_benchmark(connection, Key(bank.edition.id, bank.content_hash, SCORING_VERSION, "full"))
    narrow = [Place(industry.id, size.id) for industry in bank.edition.industries for size in bank.edition.sizes]
    for place, count in zip(narrow, random.multinomial(n, [1 / len(narrow)] * len(narrow)).tolist(), strict=True):
        rows = [
            Count(":".join(name), bin, drawn)
            for name, of in shares.items()
            for bin, drawn in zip(of, random.multinomial(count, [*of.values(), 0]).tolist(), strict=False)
            if drawn
        ]
        for wider in (place, Place(place.industry, ""), Place("", "")):
            cohort.add_to_segment(connection, benchmark, wider, count, max(1, count // 5), DAY, DAY)
            cohort.add_counts(connection, benchmark, wider, rows)
