"""How the scores of a segment of a benchmark are spread over the levels: what the Benchmarks page shows of it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.bank.model import Bank
from assessment.findings.words import score_text
from assessment.language import _
from assessment.results import domain_title
from assessment.scoring.benchmark import OVERALL, Histogram, Histograms, Measure, by_level, median_of


@dataclass(frozen=True)
class SpreadRow:
    """How many of the `n` who have a score are at levels 1 to 5, lowest first, and the score of the middle one."""

    title: str
    counts: tuple[int, ...]
    n: int
    median: float
    median_text: str


@dataclass(frozen=True)
class Spread:
    """Rows in bank order, those without enough scores to be shown by title, and a sentence that says what to see."""

    rows: tuple[SpreadRow, ...]
    withheld: tuple[str, ...]
    sentence: str


def topics(bank: Bank) -> dict[str, str]:
    """What there is to look at: the title by the id of each questionnaire, after the subjects, which have no id."""
    return {"": _("Overall and the subjects"), **{q.id: q.title for q in bank.questionnaires}}


def spread_of(bank: Bank, topic: str, histograms: Histograms) -> Spread:
    """The spread over one of the `topics`, from the histograms that may be shown."""
    titles = _titles(bank, topic)
    rows = tuple(_row(title, histograms[measure]) for measure, title in titles.items() if measure in histograms)
    withheld = tuple(title for measure, title in titles.items() if measure not in histograms)
    return Spread(rows, withheld, _sentence(rows))


def spoken(spread: Spread) -> str:
    """Every row, for who can't see the chart."""
    said = (f"{row.title}: {', '.join(map(str, row.counts))}, N = {row.n}" for row in spread.rows)
    return "; ".join(said) + "."


def _titles(bank: Bank, topic: str) -> dict[Measure, str]:
    if not topic:
        return {OVERALL: _("Overall"), **{Measure("domain", id): domain_title(bank, id) for id in bank.domains}}
    questionnaire = next(q for q in bank.questionnaires if q.id == topic)
    return {Measure("capability", c.id): c.title for c in questionnaire.capabilities}


def _row(title: str, histogram: Histogram) -> SpreadRow:
    median = median_of(histogram)
    return SpreadRow(title, by_level(histogram), sum(histogram.values()), median, score_text(median))


def _sentence(rows: tuple[SpreadRow, ...]) -> str:
    ranked = sorted(rows, key=lambda row: row.median)
    if len(ranked) < 2 or ranked[0].median == ranked[-1].median:
        return _("Half of them score at most what stands in the table as the middle score.")
    low, high = ranked[0], ranked[-1]
    return _("The middle score is highest in {high} ({high_score}) and lowest in {low} ({low_score}).").format(
        high=high.title, high_score=high.median_text, low=low.title, low_score=low.median_text
    )
