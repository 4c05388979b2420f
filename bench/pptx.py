"""A slide deck of one respondent to the whole of the edition, with its charts, tables and notes.

Warm: the first deck of a process also loads the library and writes the template. Target: at most 300 ms.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from assessment.bank.load import load_bank
from assessment.reports.pptx import result_pptx
from assessment.results import build_result
from assessment.scoring.plan import Plan
from assessment.settings import ROOT
from assessment.simulate import simulate
from bench.results import Line, line

RUNS = 20


def measure() -> Iterator[Line]:
    """One line, `pptx_ms`, in ms."""
    bank = load_bank(ROOT / "questions")
    result = build_result(Plan(bank), list(simulate(bank, 1)))
    result_pptx(result)
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        result_pptx(result)
        seconds.append(time.perf_counter() - start)
    yield line("pptx_ms", 1000 * median(seconds), "ms", None, None, RUNS)
