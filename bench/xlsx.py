"""A workbook of one respondent to the whole of the edition, with its charts and live formulas.

Warm: the first workbook of a process also loads the library. Target: at most 60 ms.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from assessment.bank.load import load_bank
from assessment.reports.xlsx import result_xlsx
from assessment.results import build_result
from assessment.scoring.plan import Plan
from assessment.settings import ROOT
from assessment.simulate import simulate
from bench.results import Line, line

WARM_UP, RUNS = 2, 20


def measure() -> Iterator[Line]:
    """One line, `xlsx_ms`, in ms."""
    bank = load_bank(ROOT / "questions")
    seconds = []
    for seed in range(WARM_UP + RUNS):
        result = build_result(Plan(bank), list(simulate(bank, 1, seed=seed)))
        start = time.perf_counter()
        result_xlsx(result)
        seconds.append(time.perf_counter() - start)
    yield line("xlsx_ms", 1000 * median(seconds[WARM_UP:]), "ms", None, None, RUNS)
