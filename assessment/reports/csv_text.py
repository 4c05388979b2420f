"""CSV as text, in which a spreadsheet never takes what a person wrote for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """The rows as comma-separated lines; None is an empty cell, a float has every digit."""
    lines: list[str] = []
    # The writer quotes a carriage return within a cell only where its lines end with one.
    file = SimpleNamespace(write=lambda line: lines.append(line.removesuffix("\r\n") + "\n"))
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return "".join(lines)


def guarded(text: str) -> str:
    """User text for a CSV cell: an apostrophe stands before what a spreadsheet could run as a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """The user text of a CSV cell as it was before `guarded`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
