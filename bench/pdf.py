"""The whole report of one respondent as a tagged PDF, beside one chart of the same result by Plotly and Kaleido.

Warm, and a new respondent in every run, so that nothing but the questions can be known from before. Kaleido draws the
radar of the subjects as a PDF, called as it usually is, which starts a browser; `kaleido_running_ms` is what it takes
once one is running. The other line holds the report against a document of one page, which is page one of a report: the
same Typst, typefaces and tags, in turns in the same run.

Targets: at least 20 times faster than Kaleido; at most 5 times one page.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import kaleido

from assessment.bank.load import load_bank
from assessment.charts.scale import Row, radar
from assessment.findings import find
from assessment.identity import LIGHT
from assessment.reports import pdf
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from assessment.settings import ROOT
from assessment.simulate import simulate
from bench.results import Line, line

WARM_UP, RUNS, CHARTS = 3, 20, 5
OPTIONS = {"format": "pdf"}

PAGE_ONE = """
#import "/report/style.typ": *
#import "/report/board.typ": board
#let f = {findings}
#[#set document(title: f.title)]
#set text(font: identity.font, size: 9.5pt, fill: ink, lang: "en", region: "GB", hyphenate: false)
#set page(paper: "a4", margin: (x: 19mm, y: 16mm))
#board(f)
"""


def measure() -> Iterator[Line]:
    """Two lines, `pdf_ms` and `pdf_vs_one_page`, in ms."""
    bank = load_bank(ROOT / "questions")
    results = [
        build_result(Plan(bank), list(simulate(bank, 1, seed=seed)), organisation=f"Organisation {seed}")
        for seed in range(2 * (WARM_UP + RUNS))
    ]
    whole, one_page = [], []
    for of, other in zip(results[::2], results[1::2], strict=True):  # or page one would be known already
        one_page.append(_milliseconds(lambda other=other: _page_one(other)))
        whole.append(_milliseconds(lambda of=of: pdf.result_pdf(of)))
    ours, theirs = median(whole[WARM_UP:]), median(one_page[WARM_UP:])
    chart, running = _kaleido(results)
    measured = line("pdf_ms", ours, "ms", chart, chart / ours, RUNS)
    yield measured | {"kaleido_running_ms": round(running, 1)}
    yield line("pdf_vs_one_page", ours, "ms", theirs, ours / theirs, RUNS)


def _page_one(result: Result) -> bytes:
    main = PAGE_ONE.replace("{findings}", pdf.source_of(result))
    return pdf.typeset(pdf.SOURCE, {"identity": pdf.IDENTITY}, main)


def _kaleido(results: list[Result]) -> tuple[float, float]:
    """How long one chart takes in the usual call, which starts a browser, and with a browser that is running."""
    if found := shutil.which("chromium") or shutil.which("chromium-browser"):
        os.environ.setdefault("BROWSER_PATH", found)
    charts = [_radar(result) for result in results[: 2 * CHARTS + 1]]
    calls = [_milliseconds(lambda of=of: kaleido.calc_fig_sync(of, opts=OPTIONS)) for of in charts[:CHARTS]]
    kaleido.start_sync_server()
    try:
        kaleido.calc_fig_sync(charts[CHARTS], opts=OPTIONS)
        running = [_milliseconds(lambda of=of: kaleido.calc_fig_sync(of, opts=OPTIONS)) for of in charts[CHARTS + 1 :]]
    finally:
        kaleido.stop_sync_server()
    return median(calls), median(running)


def _radar(result: Result) -> Any:
    found = find(result)
    return radar([Row(m.title, m.score, m.target) for m in found.domains], found.level_names, LIGHT.ink)


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)
