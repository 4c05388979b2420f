"""Where a respondent stands among others who answered the same questions: nothing, a third, or a percentile.

All of it comes from histograms: how many responses have a score in which bin, by measure and segment. Who is counted in
them, and which of them may be shown, is for `disclosure` to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import floor, sqrt
from typing import Literal, NamedTuple

from assessment.bank.model import Bank, Mode
from assessment.scoring.levels import GUARD, level_of
from assessment.scoring.score import RespondentResult

SHOWN_FROM, PERCENTILE_FROM = 30, 100
"""Numbers of responses: below the first nothing is said, below the second only a third."""

BINS = range(10, 51)
"""Bins of scores, in tenths: 23 holds what is at least 2.3 and below 2.4, and 50 holds 5 alone."""

_Z = 1.959963984540054
"""The quantile of the normal distribution that leaves 95 % between itself and its negative."""

Kind = Literal["overall", "domain", "questionnaire", "capability"]
Third = Literal["lower", "middle", "upper"]


class Measure(NamedTuple):
    """Something that has a score: overall, or a domain, a questionnaire or a capability by its id."""

    kind: Kind
    id: str


OVERALL = Measure("overall", "overall")

Histogram = Mapping[int, int]
"""How many responses have a score in which of the `BINS`; empty bins are left out."""

Histograms = Mapping[Measure, Histogram]


@dataclass(frozen=True)
class Instrument:
    """What has to be the same for two scores to compare: the questions, the way to score, and what was asked."""

    edition_id: str
    content_hash: str
    scoring_version: int
    mode: Mode


@dataclass(frozen=True)
class Segment:
    """Respondents of an industry and a size, of an industry, or all of them (None, None), by the edition's ids."""

    industry: str | None = None
    size: str | None = None

    def __post_init__(self) -> None:
        if self.size and not self.industry:
            raise ValueError("a segment by size is one within an industry")

    @classmethod
    def of(cls, industry: str | None, size: str | None) -> Segment:
        """The narrowest segment of somebody who said this much: without an industry, a size narrows nothing."""
        return cls(industry, size if industry else None)

    @property
    def widening(self) -> tuple[Segment, ...]:
        """This segment and every one that contains it, narrowest first; the last holds everybody."""
        return tuple(dict.fromkeys((self, Segment(self.industry), Segment())))


@dataclass(frozen=True)
class Released:
    """What a segment is made of: `n` responses in so many batches, counted from the first day to the last."""

    segment: Segment
    n: int
    batches: int
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Benchmark:
    """What a source says about one instrument, without the histograms: its own `n` responses, by segment.

    `source` is empty for this installation's own cohort; `collected` says how another's responses came about. Segments
    that may be shown are in `segments`, those that may not in `withheld`, both widest first.
    """

    source: str
    collected: str
    instrument: Instrument
    n: int
    segments: tuple[Released, ...]
    withheld: tuple[Segment, ...]


@dataclass(frozen=True)
class BenchmarkEdition:
    """What one installation publishes for others: the counts of an edition and scoring version, by mode and segment."""

    source: str
    collected: str
    edition_id: str
    content_hash: str
    scoring_version: int
    modes: Mapping[Mode, Mapping[Segment, tuple[Released, Histograms]]]


@dataclass(frozen=True)
class Placement:
    """Where a score stands among the `n` responses of a segment that have a score in the same measure.

    Below 100 of them `third` says so, from 100 on `percentile` with the `low` and `high` ends of its 95 % interval
    (0–100); what isn't said is None. `median` is that of the n (1–5, rounded down to a tenth).
    """

    n: int
    third: Third | None
    percentile: float | None
    low: float | None
    high: float | None
    median: float


@dataclass(frozen=True)
class Comparison:
    """Where one result stands: a placement for each measure that has one, all in the same segment.

    `benchmark` and `released` say where that segment is from and what it is made of, None where none may be shown. `n`
    is how many responses this installation's own cohort holds for the instrument.
    """

    placements: Mapping[Measure, Placement]
    benchmark: Benchmark | None
    released: Released | None
    n: int


def measures(bank: Bank) -> tuple[Measure, ...]:
    """Everything that a bank gives a score to: overall, then domains, questionnaires and capabilities in bank order."""
    return (
        OVERALL,
        *(Measure("domain", id) for id in bank.domains),
        *(Measure("questionnaire", q.id) for q in bank.questionnaires),
        *(Measure("capability", c.id) for c in bank.capabilities()),
    )


def scores_of(result: RespondentResult) -> dict[Measure, float]:
    """The scores (1–5) that a result has, by measure."""
    found: dict[Measure, float | None] = {OVERALL: result.overall.score}
    found |= {Measure("domain", id): domain.score for id, domain in result.domains.items()}
    found |= {Measure("questionnaire", id): q.score for id, q in result.questionnaires.items()}
    found |= {Measure("capability", id): c.score for id, c in result.capabilities.items()}
    return {measure: score for measure, score in found.items() if score is not None}


def bin_of(score: float) -> int:
    """The bin of a score (1–5): its tenths, rounded down, so that no bin lies in two levels."""
    return floor((score + GUARD) * 10)


def histograms_of(scored: Iterable[Mapping[Measure, float]]) -> dict[Measure, Histogram]:
    """The scores of several responses, counted; a response isn't counted in a measure in which it has no score."""
    found: dict[Measure, Counter[int]] = {}
    for scores in scored:
        for measure, score in scores.items():
            found.setdefault(measure, Counter())[bin_of(score)] += 1
    return dict(found)


def by_level(histogram: Histogram) -> tuple[int, ...]:
    """How many of the responses are at levels 1, 2, 3, 4 and 5."""
    levels = Counter[int]()
    for bin, count in histogram.items():
        levels[level_of(bin / 10)] += count
    return tuple(levels[level] for level in range(1, 6))


def median_of(histogram: Histogram) -> float:
    """The middle score (1–5), rounded down to a tenth; of an even number, the lower of the two in the middle.

    Raises ValueError where nobody has a score.
    """
    ranked = sorted(histogram.items())
    reached, n = 0, sum(histogram.values())
    for bin, count in ranked:
        reached += count
        if 2 * reached >= n > 0:
            return bin / 10
    raise ValueError("nobody has a score")


def place(score: float, histogram: Histogram) -> Placement | None:
    """Where a score (1–5) stands; None below 30 responses.

    The percentile is by mid-rank, 100 × (below + ½ equal) / N, where equal is what is in the same bin. Thirds are cut
    at ⅓ and ⅔ of the same share. A respondent who is counted is one of the N.
    """
    n, at = sum(histogram.values()), bin_of(score)
    if n < SHOWN_FROM:
        return None
    # Twice the mid-rank is a whole number, so that exactly a third falls on the right side.
    twice = 2 * sum(count for bin, count in histogram.items() if bin < at) + histogram.get(at, 0)
    median = median_of(histogram)
    if n < PERCENTILE_FROM:
        third: Third = "lower" if 3 * twice < 2 * n else "upper" if 3 * twice > 4 * n else "middle"
        return Placement(n, third, None, None, None, median)
    share = twice / (2 * n)
    low, high = wilson(share, n)
    return Placement(n, None, 100 * share, 100 * low, 100 * high, median)


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval (0–1) of a share (0–1) of n.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def narrowest(benchmarks: Iterable[Benchmark], segment: Segment) -> tuple[Benchmark, Released] | None:
    """The narrowest segment around a respondent's that may be shown, in the first benchmark that has one, or None.

    What counts is how many responses the whole segment has. A measure in which fewer than 30 of them have a score is
    then withheld and not looked for in a wider segment, so that one result is compared with one group of people.
    """
    for benchmark in benchmarks:
        by_segment = {released.segment: released for released in benchmark.segments}
        for wider in segment.widening:
            if wider in by_segment:
                return benchmark, by_segment[wider]
    return None
