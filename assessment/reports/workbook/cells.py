"""What stands in the cells of a workbook, and the number formats that show numbers as they read everywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assessment.findings.words import PER_CENT, as_in_english

PERCENT_PATTERN = f'"{PER_CENT[0]}"{PER_CENT[1]}'
"""The sign as a number format has it: in quotes, since no format knows this space as its own."""


@dataclass(frozen=True)
class Number:
    """A number in full, and the text that its cell shows of it, as everywhere else."""

    value: float
    shown: str


@dataclass(frozen=True)
class Live:
    """A formula, without its equals sign, and what it comes to: shown until a spreadsheet has computed it."""

    formula: str
    value: float | str

    @property
    def number(self) -> float:
        """The number that it comes to, 0 where that is a text."""
        return 0.0 if isinstance(self.value, str) else self.value


@dataclass(frozen=True)
class Wide:
    """A text over several columns."""

    text: str
    columns: int
    style: str = "text"


Cell = str | float | date | Number | Live | None
"""What stands in a cell: a number as it is, or one of the above; None is an empty cell."""


def number(value: float | None, shown: str) -> Number | str:
    """A number that is shown as `shown`, which stands alone where there is none."""
    return shown if value is None else Number(value, shown)


def pattern(cell: Number) -> str:
    """The number format in which a spreadsheet shows the number as its text has it."""
    percent = cell.shown.endswith(PER_CENT)
    digits = as_in_english(cell.shown.removesuffix(PER_CENT))
    decimals = len(digits.partition(".")[2])
    # Spreadsheets round what the cell holds to the last binary digit, or to fifteen decimal ones.
    for held in (Decimal(cell.value), Decimal(f"{cell.value:.15g}")):
        shown = (100 * held if percent else held).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        if str(shown) != digits:
            return f'"{cell.shown}"'  # Such as 2.497, which is shown as 2.49: it isn't yet at the level above.
    return f"0{'.' + '0' * decimals if decimals else ''}{PERCENT_PATTERN if percent else ''}"


def plain_pattern(value: float | str) -> str:
    """The number format of a number that nothing else is said of."""
    return "0.000" if isinstance(value, float) and not value.is_integer() else ""
