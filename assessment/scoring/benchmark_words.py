"""A comparison in words, the same on every page and in every file."""

from __future__ import annotations

from assessment.bank.model import Bank
from assessment.language import N_, _, counted, day, whole
from assessment.scoring.benchmark import SHOWN_FROM, Benchmark, Comparison, Placement, Released, Segment, Third

SELF_SELECTED = N_("People who chose to take part; nobody sampled them, so they stand for no industry.")

_THIRDS: dict[Third, str] = {
    "lower": N_("in the lower third of {all}"),
    "middle": N_("in the middle third of {all}"),
    "upper": N_("in the upper third of {all}"),
}


def standing(placement: Placement) -> str:
    """Half a sentence: "in the upper third of 45", or "at percentile 63 of 312 (95 % interval 58 to 68)"."""
    if placement.third is not None:
        return _(_THIRDS[placement.third]).format(all=whole(placement.n))
    return _("at percentile {percentile} of {all} (95 % interval {low} to {high})").format(
        percentile=f"{placement.percentile:.0f}",
        all=whole(placement.n),
        low=f"{placement.low:.0f}",
        high=f"{placement.high:.0f}",
    )


def made_of(bank: Bank, benchmark: Benchmark, released: Released) -> str:
    """What the segment of a comparison is made of: who, how many, when, from where, and that nobody was sampled."""
    counted_on = counted(
        "{segment}: {n} response, counted {when}.", "{segment}: {n} responses, counted {when}.", released.n
    ).format(segment=segment_title(bank, released.segment), when=_when(released))
    said = [counted_on, _(SELF_SELECTED)]
    if benchmark.source:
        said += [_("Source: {source}.").format(source=benchmark.source), benchmark.collected]
    return " ".join(said)


def why_nothing(comparison: Comparison) -> str:
    """A sentence for a comparison without any placement."""
    if comparison.n < SHOWN_FROM:
        return too_few(comparison.n)
    return _("There is nothing to compare: fewer than {least} others have a score where you have one.").format(
        least=SHOWN_FROM
    )


def too_few(n: int) -> str:
    """A sentence about a benchmark of fewer than 30 responses."""
    if n == 0:
        said = _("No response is in the benchmark so far. From {least} on, you see where you stand.")
    else:
        said = counted(
            "{n} response is in the benchmark so far. From {least} on, you see where you stand.",
            "{n} responses are in the benchmark so far. From {least} on, you see where you stand.",
            n,
        )
    return said.format(least=SHOWN_FROM)


def segment_title(bank: Bank, segment: Segment) -> str:
    """What people call a segment: "Everyone", "Energy and utilities", "Energy and utilities · Under 50 people"."""
    if segment.industry is None:
        return _("Everyone")
    industries = {option.id: option.title for option in bank.edition.industries}
    sizes = {option.id: option.title for option in bank.edition.sizes}
    size = f" · {sizes[segment.size]}" if segment.size else ""
    return industries[segment.industry] + size


def _when(released: Released) -> str:
    first, last = day(released.first_day), day(released.last_day)
    return first if first == last else _("{first} to {last}").format(first=first, last=last)
