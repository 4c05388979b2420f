"""The sheet "Method": every score computed a second time, by formulas in sight, beside the score of the result.

In each table columns B to E hold what is computed again and the result's own numbers, F says whether they agree, and
the workings follow from G on. The rules in words stand above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessment.findings.model import Findings, Measure
from assessment.method.formulas import SECTIONS, plain
from assessment.reports.workbook.book import Book
from assessment.reports.workbook.cells import Cell, Live

SAME, DIFFERS = "same", "differs"

WORKINGS = 6
"""The column in which the workings begin."""

_WIDTHS = (38, 12, 12, 12, 12, 9, *[11] * 15)
_CHECK = 5
_LEVEL = "1+({0}+1E-9>=1.5)+({0}+1E-9>=2.5)+({0}+1E-9>=3.5)+({0}+1E-9>=4.5)"
"""A score that is 2.5 on paper may come out a trifle lower, and is level 3 all the same."""


@dataclass(frozen=True)
class At:
    """A cell: its name, and the number or text that it comes to ("" for nothing)."""

    name: str
    value: float | str

    @property
    def number(self) -> float:
        """The number that it comes to, 0 where there is none."""
        return self.value if isinstance(self.value, (int, float)) else 0.0


@dataclass(frozen=True)
class Part:
    """What a capability adds to its questionnaire: its weight if it has a score, its weight if it applies, points.

    `points` are weight × score, and for one respondent the same with a 1, and with a 5, for all that is open. Then
    `asked` has for each question its weight if it is answered, and its weight if it applies.
    """

    scored: At
    applies: At
    points: tuple[At, ...]
    asked: tuple[tuple[At, At], ...] = ()


Pair = tuple[Live, float | str | None]
"""A formula, and what the result has that it should come to; None where the result has nothing."""


class MethodSheet:
    """The sheet, filled table by table."""

    def __init__(self, book: Book, about: str) -> None:
        self._sheet = book.sheet("Method", _WIDTHS, across=11)
        self._sheet.say(about)
        self._count_at, self._checked = self._sheet.row, 0
        self._sheet.skip()

    def table(self, title: str, rules: Iterable[str], names: Sequence[str]) -> None:
        """Begin a table with its rules and its header."""
        self._sheet.skip()
        self._sheet.say(title, "heading")
        for name in rules:
            self._sheet.say(rule(name), "muted")
        self._sheet.header(names)

    def names(self, columns: int = len(_WIDTHS)) -> list[str]:
        """The names of the first `columns` cells of the next row, for the formulas in it."""
        return [self._sheet.at(column, self._sheet.row) for column in range(columns)]

    def add(
        self, title: str, again: Sequence[Pair], workings: Sequence[Cell] = (), more: Sequence[Pair] = ()
    ) -> list[At]:
        """Add a row with at most two things computed again, and `more` after the workings; return its cells."""
        names = self.names(WORKINGS + len(workings) + 2 * len(more))
        places = [1, 3][: len(again)] + [WORKINGS + len(workings) + 2 * n for n in range(len(more))]
        check = _check([(names[at], names[at + 1]) for at in places]) if again else None
        cells = [title, *_flat(again), *[None] * (4 - 2 * len(again)), check, *workings, *_flat(more)]
        self._checked += bool(again)
        self._sheet.add(cells)
        return [At(name, _value(cell)) for name, cell in zip(names, cells, strict=False)]

    def finish(self) -> None:
        """Say at the top how many rows agree with the result."""
        last = self._sheet.row - 1
        same, differ = (f'COUNTIF(F1:F{last},"{word}")' for word in (SAME, DIFFERS))
        text = " rows agree with the result"
        count = Live(f'{same}&" of "&({same}+{differ})&"{text}"', f"{self._checked} of {self._checked}{text}")
        self._sheet.row = self._count_at
        self._sheet.add([count], "text")
        self._sheet.mark(DIFFERS, 1, last, _CHECK)


def rule(name: str) -> str:
    """The rule of the method that begins with `name`, as plain text."""
    points = (point for section in SECTIONS for point in section.points)
    return plain(next(point for point in points if point.startswith(f"**{name}**")))


def summed(cells: Sequence[At]) -> Live:
    """The sum of neighbouring cells of a column."""
    formula = f"SUM({cells[0].name}:{cells[-1].name})" if cells else "0"
    return Live(formula, sum(cell.number for cell in cells))


def add_questionnaires(
    method: MethodSheet, findings: Findings, parts: Mapping[str, Part]
) -> dict[str, list[tuple[At, ...]]]:
    """Add the table of questionnaires, from the parts by capability id.

    Returns the scores of each subject's questionnaires: as they are and, for one respondent, with a 1 and with a 5 for
    all that is open.
    """
    bounds = ("With a 1", "With a 5") if findings.of == "you" else ()
    coverage = ("Coverage again", "Coverage") if findings.of == "you" else ("", "")
    names = ("Questionnaire", "Score again", "Score", *coverage, "Check", "Weight scored", "Weight that applies")
    method.table("Questionnaires", ["Questionnaire score"], (*names, *bounds))
    found: dict[str, list[tuple[At, ...]]] = {domain.id: [] for domain in findings.domains}
    for track in findings.tracks:
        own = track.measure
        cells = method.add(own.title, *_questionnaire(method.names(), own, [parts[m.id] for m in track.capabilities]))
        found[own.domain].append((cells[1], *cells[WORKINGS + 2 :]))
    return found


def _questionnaire(names: Sequence[str], own: Measure, parts: Sequence[Part]) -> tuple[list[Pair], list[Live]]:
    """The cells of a questionnaire's row: what is checked, and the workings."""
    scored, applies = names[WORKINGS : WORKINGS + 2]
    weights = summed([p.scored for p in parts]), summed([p.applies for p in parts])
    points, *open_points = (summed(cells) for cells in zip(*(p.points for p in parts), strict=True))
    score = f'IF({applies}=0,"",IF(ROUND({scored}/{applies},9)<0.5,"",{points.formula}/{scored}))'
    pairs: list[Pair] = [(Live(score, or_nothing(own.score)), own.score)]
    questions = [question for p in parts for question in p.asked]
    if open_points:
        answered, asked = (summed([question[n] for question in questions]) for n in (0, 1))
        pairs.append(share(answered, asked, own.coverage))
    total = weights[1].number
    bounds = [Live(f'IF({applies}=0,"",{p.formula}/{applies})', p.number / total if total else "") for p in open_points]
    return pairs, [*weights, *bounds]


def add_subjects(
    method: MethodSheet, findings: Findings, questionnaires: Mapping[str, Sequence[tuple[At, ...]]]
) -> list[tuple[At, ...]]:
    """Add the table of subjects and return the scores of each, in the same way as those of the questionnaires."""
    bounds = ("With a 1", "With a 5") if findings.of == "you" else ()
    names = ("Subject", "Score again", "Score", "Level again", "Level", "Check", *bounds)
    method.table("Subjects", ["Subject score", "Level"], names)
    found = []
    for m in findings.domains:
        score, own = method.names()[1], questionnaires[m.id]
        means = [mean([at[n] for at in own]) for n in range(1 + len(bounds))]
        level = Live(f'IF({score}="","",{_LEVEL.format(score)})', or_nothing(m.level))
        again = Live(means[0].formula, or_nothing(m.score))
        cells = method.add(m.title, [(again, m.score), (level, m.level)], means[1:])
        found.append((cells[1], *cells[WORKINGS:]))
    return found


def add_overall(
    method: MethodSheet, findings: Findings, subjects: Sequence[tuple[At, ...]], unknown: Live, asked: Pair | None
) -> None:
    """Add the overall result. `unknown` is the don't-know rate; `asked` the coverage, which a group doesn't have."""
    of, scores = findings.overall, [at[0] for at in subjects]
    rules = ("Overall score", "Index", "Level", "Don't-know rate", *(("Provisional", "Bounds") if asked else ()))
    method.table("Overall", rules, ("Measure", "Again", "Result", "", "", "Check"))
    listed = ",".join(at.name for at in scores)
    formula = f'IF(COUNT({listed})<{len(scores)},"",AVERAGE({listed}))'
    score = method.add("Score", [(Live(formula, or_nothing(of.score)), of.score)])[1].name
    index = method.add("Index", [(Live(f'IF({score}="","",({score}-1)/4*100)', or_nothing(of.index)), of.index)])[
        1
    ].name
    withheld = f'{score}=""'
    if asked:
        coverage = method.add("Coverage", [asked])[1].name
        provisional = "yes" if of.provisional else "no"
        formula = f'IF({coverage}="","no",IF(ROUND({coverage},9)<0.7,"yes","no"))'
        at = method.add("Provisional, so without a level", [(Live(formula, provisional), provisional)])[1].name
        withheld = f'OR({withheld},{at}="yes")'
    level = Live(f'IF({withheld},"",{_LEVEL.format(score)})', or_nothing(of.level))
    method.add("Level", [(level, of.level)])
    method.add("Don't-know rate", [(unknown, of.dont_know_rate)])
    if asked:
        for n, name, own, end in ((1, "Lower", of.index_low, "MIN"), (2, "Upper", of.index_high, "MAX")):
            then = ",".join(at[n].name for at in subjects)
            formula = f'IF({index}="","",{end}({index},(AVERAGE({then})-1)/4*100))'
            method.add(f"{name} bound of the index", [(Live(formula, or_nothing(own)), own)])


def share(part: Live, whole: Live, own: float | None) -> Pair:
    """A part of a whole (0–1), nothing where the whole is 0, with the result's own."""
    return Live(f'IF({whole.formula}=0,"",{part.formula}/{whole.formula})', or_nothing(own)), own


def mean(cells: Sequence[At]) -> Live:
    """The mean of those of the cells that hold a number, nothing where none does."""
    listed, numbers = ",".join(at.name for at in cells), [at.number for at in cells if at.value != ""]
    value = sum(numbers) / len(numbers) if numbers else ""
    return Live(f'IF(COUNT({listed})=0,"",AVERAGE({listed}))' if cells else '""', value)


def _flat(pairs: Sequence[Pair]) -> list[Cell]:
    return [cell for formula, own in pairs for cell in (formula, own)]


def _check(pairs: Sequence[tuple[str, str]]) -> Live:
    """Whether the cells of each pair hold the same: numbers to nine decimals, else to the letter."""
    terms = (f"IF(COUNT({a},{b})=2,ABS({a}-{b})<1E-9,{a}={b})" for a, b in pairs)
    return Live(f'IF(AND({",".join(terms)}),"{SAME}","{DIFFERS}")', SAME)


def or_nothing(value: float | None) -> float | str:
    """A number as a formula comes to it: an empty text where there is none."""
    return "" if value is None else value


def _value(cell: Cell) -> float | str:
    """What a cell comes to."""
    match cell:
        case Live():
            return cell.value
        case int() | float() | str():
            return cell
        case _:
            return ""
