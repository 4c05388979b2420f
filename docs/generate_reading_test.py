"""Writes the table of docs/reading-test.md from the two readings kept in tests/vignettes/readings.json.

Run `python docs/generate_reading_test.py` after the readings changed; a test notices when it wasn't run.
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READINGS = ROOT / "tests" / "vignettes" / "readings.json"
DOCUMENT = ROOT / "docs" / "reading-test.md"
START, END = "<!-- table: start -->", "<!-- table: end -->"

Readings = dict[str, dict[str, dict[str, int | str]]]
"""Reading ("first" or "second") → organisation → item → level 1–5, "dk" or "na"."""


def agreement(readings: Readings) -> dict[str, tuple[int, int, int]]:
    """By item: organisations that both readings gave a level, how many the same, how many at most one apart."""
    first, second = readings["first"], readings["second"]
    table = {}
    for item in next(iter(first.values())):
        pairs = [(first[o][item], second[o][item]) for o in first]
        levels = [(a, b) for a, b in pairs if isinstance(a, int) and isinstance(b, int)]
        table[item] = (len(levels), sum(a == b for a, b in levels), sum(abs(a - b) <= 1 for a, b in levels))
    return table


def table_text(readings: Readings) -> str:
    """The summary line and the table, as Markdown."""
    rows = agreement(readings)
    n, exact, near = (sum(column) for column in zip(*rows.values(), strict=True))
    lines = [
        f"Both readings gave a level in {n} of {len(rows) * len(readings['first'])} cases: "
        f"the same level in {exact} ({100 * exact / n:.0f} %), at most one apart in {near} ({100 * near / n:.1f} %).",
        "",
        "| item | both gave a level | the same | at most one apart |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [f"| `{item}` | {both} | {same} | {one} |" for item, (both, same, one) in rows.items()]
    return "\n".join(lines)


def with_table(document: str, readings: Readings) -> str:
    """The document with its table made anew."""
    before, rest = document.split(START)
    return f"{before}{START}\n\n{table_text(readings)}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    fresh = with_table(DOCUMENT.read_text("utf-8"), json.loads(READINGS.read_text("utf-8")))
    DOCUMENT.write_text(fresh, "utf-8")
