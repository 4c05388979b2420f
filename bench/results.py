"""What a measurement says, and the file that keeps the latest of each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Line = dict[str, Any]
"""One measurement: `name`, `value`, `unit`, `baseline`, `ratio`, `n`, and whatever else that line has to say."""

RESULTS = Path(__file__).with_name("results.jsonl")
DIGITS = 4


def line(name: str, value: float, unit: str, baseline: float | None, ratio: float | None, n: int) -> Line:
    """A line with its figures rounded to what a measurement can bear, four digits."""
    return {
        "name": name,
        "value": _rounded(value),
        "unit": unit,
        "baseline": None if baseline is None else _rounded(baseline),
        "ratio": None if ratio is None else _rounded(ratio),
        "n": n,
    }


def as_json(measured: Line) -> str:
    """The line as it is printed and kept. Raises `ValueError` for a figure that JSON has no word for."""
    return json.dumps(measured, ensure_ascii=False, allow_nan=False)


def merge(measured: Iterable[Line], into: Path = RESULTS) -> None:
    """Replace the lines of the same names in the file, keep all others, one line a name, sorted by name.

    The file is replaced as a whole, so that an interrupted run leaves it as it was.
    """
    kept = [json.loads(one) for one in into.read_text(encoding="utf-8").splitlines()] if into.exists() else []
    latest = {one["name"]: one for one in [*kept, *measured]}
    text = "".join(f"{as_json(latest[name])}\n" for name in sorted(latest))
    unfinished = into.with_name(f"{into.name}.new")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, into)


def _rounded(figure: float) -> float:
    return float(f"{figure:.{DIGITS}g}")
