"""Every kind of file that a result can become, by the name of its kind; what makes one is loaded when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.reports.result_csv import result_csv
from assessment.reports.result_json import result_json
from assessment.results import Result


def _pdf(result: Result) -> bytes:
    from assessment.reports.pdf import result_pdf

    return result_pdf(result)


def _pptx(result: Result) -> bytes:
    from assessment.reports.pptx import result_pptx

    return result_pptx(result)


def _xlsx(result: Result) -> bytes:
    from assessment.reports.xlsx import result_xlsx

    return result_xlsx(result)


RESULT_FILES: Mapping[str, Callable[[Result], bytes]] = {
    "json": lambda result: result_json(result).encode(),
    "pdf": _pdf,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "csv": lambda result: result_csv(result).encode(),
}
