"""A comparison in words, the same on every page and in every file."""

from __future__ import annotations

from datetime import date

from assessment.bank.model import Bank
from assessment.scoring.benchmark import SHOWN_FROM, Benchmark, Comparison, Placement, Released, Segment

SELF_SELECTED = "People who chose to take part; nobody sampled them, so they stand for no industry."


def standing(placement: Placement) -> str:
    """Half a sentence: "in the upper third of 45", or "at percentile 63 of 312 (95 % interval 58 to 68)"."""
    if placement.percentile is None:
        return f"in the {placement.third} third of {placement.n:,}"
    interval = f"95 % interval {placement.low:.0f} to {placement.high:.0f}"
    return f"at percentile {placement.percentile:.0f} of {placement.n:,} ({interval})"


def made_of(bank: Bank, benchmark: Benchmark, released: Released) -> str:
    """What the segment of a comparison is made of: who, how many, when, from where, and that nobody was sampled."""
    first, last = day(released.first_day), day(released.last_day)
    when = first if first == last else f"{first} to {last}"
    source = f" Source: {benchmark.source}. {benchmark.collected}" if benchmark.source else ""
    title = segment_title(bank, released.segment)
    return f"{title}: {released.n:,} responses, counted {when}. {SELF_SELECTED}{source}"


def why_nothing(comparison: Comparison) -> str:
    """A sentence for a comparison without any placement."""
    if comparison.n < SHOWN_FROM:
        return too_few(comparison.n)
    return f"There is nothing to compare: fewer than {SHOWN_FROM} others have a score where you have one."


def too_few(n: int) -> str:
    """A sentence about a benchmark of fewer than 30 responses."""
    counted = "No response is" if n == 0 else f"{n} responses are"
    return f"{counted} in the benchmark so far. From {SHOWN_FROM} on, you see where you stand."


def segment_title(bank: Bank, segment: Segment) -> str:
    """What people call a segment: "Everyone", "Energy and utilities", "Energy and utilities · Under 50 people"."""
    if segment.industry is None:
        return "Everyone"
    industries = {option.id: option.title for option in bank.edition.industries}
    sizes = {option.id: option.title for option in bank.edition.sizes}
    size = f" · {sizes[segment.size]}" if segment.size else ""
    return industries[segment.industry] + size


def day(when: date) -> str:
    """A day as people write it: 3 November 2026."""
    return f"{when.day} {when:%B %Y}"
