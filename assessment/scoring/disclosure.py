"""What may be released and shown about others: the one module that decides, and every output is built from it.

A **batch** is what enters the benchmark at once: at least k responses that share a label, all of one instrument. Each
response is in at most one batch, and a batch enters its label and every wider segment together. So whatever is computed
from counts, over any segments and at any times, is computed over whole batches: no sum or difference of tables is about
1 to k − 1 responses. Finance can never be 31 beside a finance × large of 30.

Measures have blocks of their own: not everybody has a score in each, and five who share a label may be one who does.
Scores of a measure are held back until those of k responses with the same label are there, and then enter at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assessment.scoring.benchmark import SHOWN_FROM, Histogram, Histograms, Instrument, Measure, Segment

SMALLEST_THRESHOLD = 4
"""k is at least this."""

DAYS_AT_A_LABEL = 30
"""After so many days of waiting a response moves to the next wider label."""


@dataclass(frozen=True)
class Waiting:
    """A response that opted in and isn't counted yet: what it answered, its narrowest segment, and since which day."""

    response_id: int
    instrument: Instrument
    segment: Segment
    since: date


@dataclass(frozen=True)
class Batch:
    """Responses to release together, by their ids in ascending order, under the label they share."""

    instrument: Instrument
    label: Segment
    responses: tuple[int, ...]


def label_of(waiting: Waiting, today: date) -> Segment:
    """The label under which a response waits: its segment, and after every 30 days the next wider one."""
    widening = waiting.segment.widening
    steps = max(0, (today - waiting.since).days) // DAYS_AT_A_LABEL
    return widening[min(steps, len(widening) - 1)]


def batches(waiting: Iterable[Waiting], today: date, k: int) -> list[Batch]:
    """The batches to release today, each of k responses or more; who isn't in one goes on waiting.

    What anybody answered plays no part. Raises ValueError for a k below 4.
    """
    if k < SMALLEST_THRESHOLD:
        raise ValueError(f"k is at least {SMALLEST_THRESHOLD}")
    alike: dict[tuple[Instrument, Segment], set[int]] = defaultdict(set)
    for one in waiting:
        alike[one.instrument, label_of(one, today)].add(one.response_id)
    return [Batch(*shared, tuple(sorted(ids))) for shared, ids in alike.items() if len(ids) >= k]


def entering(held: Histograms, batch: Histograms, k: int) -> tuple[Histograms, Histograms]:
    """The scores that enter with a batch, and those then held back, of all batches with one label.

    A measure enters, with what was held of it, once k responses or more have a score in it.
    """
    enter: dict[Measure, Histogram] = {}
    hold: dict[Measure, Histogram] = {}
    for measure in {**held, **batch}:
        together = Counter(held.get(measure, {})) + Counter(batch.get(measure, {}))
        (enter if together.total() >= k else hold)[measure] = dict(together)
    return enter, hold


def may_show(n: int) -> bool:
    """Whether anything may be said of a segment, or of a measure, that counts `n` responses."""
    return n >= SHOWN_FROM


def shown(histograms: Mapping[Measure, Histogram]) -> dict[Measure, Histogram]:
    """The histograms of a segment that may be shown: those of measures in which 30 responses or more have a score."""
    return {measure: counts for measure, counts in histograms.items() if may_show(sum(counts.values()))}
