"""Benchmark editions as JSON files: written for other installations, and read strictly from them.

Keys are a contract that other programs read. `counts` has, for each measure, the number of responses by bin: the tenths
of the score, rounded down, from 10 to 50.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assessment.bank.model import Bank, Mode
from assessment.errors import BenchmarkFileError
from assessment.scoring import SCORING_VERSION
from assessment.scoring.benchmark import (
    BINS,
    SHOWN_FROM,
    BenchmarkEdition,
    Histograms,
    Kind,
    Measure,
    Released,
    Segment,
    measures,
)
from assessment.scoring.disclosure import SMALLEST_THRESHOLD

FORMAT, VERSION = "ai-leadership-assessment/benchmark", 1

MAX_BYTES = 20 * 1024 * 1024
"""Every industry and size with every bin of every measure takes about a tenth of this."""

_Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")]
_Sentence = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00-\x1f\x7f]*$")]
_Number = Annotated[int, Field(ge=1, le=1_000_000_000)]
_Bin = Annotated[int, Field(ge=BINS[0], le=BINS[-1])]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Edition(_Part):
    id: str
    content_hash: str


class _Segment(_Part):
    industry: str | None
    size: str | None
    n: Annotated[_Number, Field(ge=SHOWN_FROM)]
    batches: _Number
    first_day: date
    last_day: date
    counts: dict[Kind, dict[str, dict[_Bin, _Number]]]


class _BenchmarkFile(_Part):
    format: Literal["ai-leadership-assessment/benchmark"]
    version: Literal[1]
    source: _Name
    collected: _Sentence
    simulated: Literal[False]
    edition: _Edition
    scoring_version: int
    modes: dict[Mode, list[_Segment]]


def benchmark_json(edition: BenchmarkEdition) -> str:
    """The benchmark edition as JSON text."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "source": edition.source,
        "collected": edition.collected,
        "simulated": False,  # nothing simulated ever enters a cohort
        "edition": {"id": edition.edition_id, "content_hash": edition.content_hash},
        "scoring_version": edition.scoring_version,
        "modes": {
            mode: [_segment_document(*segment) for segment in segments.values()]
            for mode, segments in edition.modes.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def load_benchmark(path: Path, bank: Bank) -> BenchmarkEdition:
    """The benchmark edition in a file. Raises `BenchmarkFileError`, naming the file."""
    try:
        with path.open("rb") as file:
            return read_benchmark(file.read(MAX_BYTES + 1), bank)
    except OSError as error:
        raise BenchmarkFileError(f"{path}: can't be read ({error.strerror})") from error
    except BenchmarkFileError as error:
        raise BenchmarkFileError(f"{path}: {error}; nothing was changed") from error


def read_benchmark(data: bytes, bank: Bank) -> BenchmarkEdition:
    """The benchmark edition in the bytes of a file, for the questions of `bank` and for this way to score.

    Raises `BenchmarkFileError` for anything else, and for counts that contradict each other.
    """
    if len(data) > MAX_BYTES:
        raise BenchmarkFileError(f"is larger than {MAX_BYTES // 1024**2} MiB")
    try:
        file = _BenchmarkFile.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = _shown(".".join(map(str, first["loc"]))) or "the file"
        raise BenchmarkFileError(f"{where}: {first['msg']}") from None
    _refuse_other_questions(file, bank)
    if not any(file.modes.values()):
        raise BenchmarkFileError("modes: expected at least one segment")
    modes = {}
    for mode, segments in file.modes.items():
        read = [_read_segment(segment, f"modes.{mode}.{at}", bank) for at, segment in enumerate(segments)]
        modes[mode] = {released.segment: (released, histograms) for released, histograms in read}
        if len(modes[mode]) < len(read):
            raise BenchmarkFileError(f"modes.{mode}: a segment stands there twice")
        _refuse_contradictions(f"modes.{mode}", modes[mode])
    return BenchmarkEdition(
        file.source, file.collected, file.edition.id, file.edition.content_hash, file.scoring_version, modes
    )


def _segment_document(released: Released, histograms: Histograms) -> dict[str, Any]:
    counts: dict[str, dict[str, Any]] = {}
    for measure, histogram in histograms.items():
        counts.setdefault(measure.kind, {})[measure.id] = {str(bin): histogram[bin] for bin in sorted(histogram)}
    return {
        "industry": released.segment.industry,
        "size": released.segment.size,
        "n": released.n,
        "batches": released.batches,
        "first_day": released.first_day.isoformat(),
        "last_day": released.last_day.isoformat(),
        "counts": counts,
    }


def _refuse_other_questions(file: _BenchmarkFile, bank: Bank) -> None:
    theirs = (file.edition.id, file.edition.content_hash, file.scoring_version)
    ours = (bank.edition.id, bank.content_hash, SCORING_VERSION)
    if theirs != ours:
        described = "edition {} with content {:.12} and scoring version {}"
        raise BenchmarkFileError(
            f"is of {_shown(described.format(*theirs))}, which doesn't compare with {described.format(*ours)}, "
            "in use here"
        )


def _read_segment(segment: _Segment, where: str, bank: Bank) -> tuple[Released, Histograms]:
    industries = {option.id for option in bank.edition.industries}
    sizes = {option.id for option in bank.edition.sizes}
    if segment.industry not in {None, *industries} or segment.size not in {None, *sizes}:
        raise BenchmarkFileError(f"{where}: expected an industry and a size of this edition, or null")
    if segment.size and not segment.industry:
        raise BenchmarkFileError(f"{where}: expected an industry beside the size")
    if segment.last_day < segment.first_day:
        raise BenchmarkFileError(f"{where}: the last day is before the first")
    if segment.batches * SMALLEST_THRESHOLD > segment.n:
        raise BenchmarkFileError(f"{where}: a batch has at least {SMALLEST_THRESHOLD} responses")
    known = set(measures(bank))
    counts = {Measure(kind, id): histogram for kind, ids in segment.counts.items() for id, histogram in ids.items()}
    for measure, histogram in counts.items():
        path = _shown(f"{where}.counts.{measure.kind}.{measure.id}")
        if measure not in known:
            raise BenchmarkFileError(f"{path}: this edition has no such score")
        if not SHOWN_FROM <= sum(histogram.values()) <= segment.n:
            raise BenchmarkFileError(f"{path}: expected from {SHOWN_FROM} to {segment.n} responses")
    at = Segment(segment.industry, segment.size)
    return Released(at, segment.n, segment.batches, segment.first_day, segment.last_day), counts


def _refuse_contradictions(where: str, segments: Mapping[Segment, tuple[Released, Histograms]]) -> None:
    """Each segment has to hold what its parts hold together, in every bin."""
    parts: dict[Segment, Counter[object]] = defaultdict(Counter)
    for segment, held in segments.items():
        for wider in segment.widening[1:2]:
            parts[wider] += _tally(*held)
    for wider, together in parts.items():
        title = " and ".join(filter(None, (wider.industry, wider.size))) or "everyone"
        if wider not in segments or not together <= _tally(*segments[wider]):
            raise BenchmarkFileError(f"{where}: the parts of {title} hold more than {title}")


def _shown(text: str) -> str:
    """What a file says, for one line of a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text[:120])


def _tally(released: Released, histograms: Histograms) -> Counter[object]:
    tally = Counter[object]({"responses": released.n})
    for measure, histogram in histograms.items():
        tally.update({(measure, bin): count for bin, count in histogram.items()})
    return tally
