"""Whether adding and subtracting everything that was ever shown tells what a few people answered.

A **cell** is those of one block who are in the same part of every breakdown, so every table is a sum of cells. A cell
holds k responses, but fewer may have answered a question. A sum or difference of tables **tells of few** if it is about
nothing but answers in cells that 1 to k − 1 answered, where cells that all tables hold or lack together count as one.

Only how many answered plays a part, never what; so what is withheld tells at most that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Cell:
    """The part that the responses of a cell are in, by breakdown, and how many of them answered each question."""

    parts: Mapping[str, str]
    answered: Mapping[str, int]


def covered(blocks: Sequence[Sequence[Cell]], k: int) -> dict[str, dict[str, int]]:
    """Of how many of the first blocks each breakdown may show each question, 0 for none; `blocks` are their cells.

    Moment by moment, from the first block to all: a question enters a breakdown if k answered it in each part, and no
    table shown at any moment, the wholes among them, then tells of few. Else the breakdown keeps what it had, and where
    the wholes alone tell of few, it has none. Breakdowns that the cells name first go first.
    """
    cells = [cell for block in blocks for cell in block]
    questions = list(dict.fromkeys(question for cell in cells for question in cell.answered))
    answered = np.array([[cell.answered.get(q, 0) for cell in cells] for q in questions], np.int64)
    block = np.repeat(np.arange(len(blocks)), [len(of_block) for of_block in blocks])
    seen = _Seen(answered.reshape(len(questions), len(cells)), k)
    found = {name: np.zeros(len(questions), np.int64) for cell in cells for name in cell.parts}
    for moment in range(1, len(blocks) + 1):
        whole = (block < moment)[np.newaxis]
        seen.add(whole, seen.enough(whole))
        sound = ~seen.tells_of_few()
        for name in found:
            parts = _parts(cells, name, whole[0])
            if not len(parts):
                continue
            may = sound & seen.enough(parts) & seen.enough(whole)
            enters = may & ~seen.tells_of_few(parts, may)
            seen.add(parts, enters)
            found[name] = np.where(enters, moment, np.where(may, found[name], 0))
    return {name: dict(zip(questions, of.tolist(), strict=True)) for name, of in found.items()}


def _parts(cells: Sequence[Cell], name: str, there: Flags) -> Flags:
    """Which cells each part of a breakdown holds, of those that are there: shape (parts, cells)."""
    parts = [cell.parts.get(name) if is_there else None for cell, is_there in zip(cells, there, strict=True)]
    of = [[part == label for part in parts] for label in sorted({part for part in parts if part is not None})]
    return np.array(of, np.bool_).reshape(len(of), len(cells))


@dataclass
class _Seen:
    """The tables shown so far, shape (tables, cells), and to which questions, shape (questions, tables)."""

    answered: Numbers
    k: int
    tables: Flags = field(init=False)
    shown: Flags = field(init=False)

    def __post_init__(self) -> None:
        questions, cells = self.answered.shape
        self.tables, self.shown = np.zeros((0, cells), np.bool_), np.zeros((questions, 0), np.bool_)

    def enough(self, tables: Flags) -> Flags:
        """Whether k answered in each of these tables, for each question."""
        return np.asarray((self.answered @ tables.T >= self.k).all(axis=1), np.bool_)

    def add(self, tables: Flags, to: Flags) -> None:
        """Show these tables of the questions marked."""
        self.tables, self.shown = self._with(tables, to)

    def tells_of_few(self, more: Flags | None = None, to: Flags | None = None) -> Flags:
        """Whether a sum or difference of what is shown tells of few, for each question; `more` as if shown as well,
        `to` the questions marked, of which alone it is then said."""
        tables, shown = (self.tables, self.shown) if more is None or to is None else self._with(more, to)
        found = np.zeros(len(shown), np.bool_)
        asked = ((self.answered > 0) & (self.answered < self.k)).any(axis=1) & (True if to is None else to)
        patterns, pattern = np.unique(shown, axis=0, return_inverse=True)
        for n, among in enumerate(patterns):
            questions = np.flatnonzero((pattern.reshape(-1) == n) & asked)
            if not len(questions):
                continue
            columns, column = np.unique(tables[among], axis=1, return_inverse=True)
            alike = column.reshape(-1, 1) == np.arange(columns.shape[1])
            found[questions] = _tell_of_few(columns, self.answered[questions] @ alike, self.k)
        return found

    def _with(self, tables: Flags, to: Flags) -> tuple[Flags, Flags]:
        shown = np.repeat(to[:, np.newaxis], len(tables), axis=1)
        return np.concatenate([self.tables, tables]), np.concatenate([self.shown, shown], axis=1)


def _tell_of_few(columns: Flags, answered: Numbers, k: int) -> Flags:
    """For each row of answers, whether a combination of the tables vanishes on every column with k answers or more,
    and not on all with any: just where those with k have the lower rank."""
    found = np.zeros(len(answered), np.bool_)
    unsure = np.flatnonzero(((answered > 0) & (answered < k) & columns.any(axis=0)).any(axis=1))
    if len(unsure):
        found[unsure] = _rank(columns, answered[unsure] >= k) < _rank(columns, answered[unsure] > 0)
    return found


def _rank(columns: Flags, among: Flags) -> Numbers:
    """The rank of the columns that each row of `among` marks: that of their Gram matrix, for all rows at once."""
    vectors = columns.astype(np.float64)
    grams = vectors.T @ vectors * among[:, :, np.newaxis] * among[:, np.newaxis, :]
    return np.asarray(np.linalg.matrix_rank(grams, hermitian=True), np.int64)
