"""Benchmark editions as files: what was written is read, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.bank.model import Option
from assessment.errors import BenchmarkFileError
from assessment.reports.benchmark_file import MAX_BYTES, benchmark_json, load_benchmark, read_benchmark
from assessment.scoring.benchmark import OVERALL, BenchmarkEdition, Measure, Released, Segment
from tests.unit.banks import outlined

_BANK = outlined({"strategy": {"strategy.value": [1]}})
BANK = replace(
    _BANK,
    edition=replace(_BANK.edition, industries=(Option("finance", "F"),), sizes=(Option("large", "L"),)),
)
VALUE = Measure("capability", "strategy.value")
FIRST, LAST = date(2026, 11, 2), date(2026, 11, 22)
ALL, FINANCE, LARGE = Segment(), Segment("finance"), Segment("finance", "large")

EDITION = BenchmarkEdition(
    source="Müller & Söhne =1+1 🎉",
    collected="People who opted in.",
    edition_id=BANK.edition.id,
    content_hash=BANK.content_hash,
    scoring_version=1,
    modes={
        "full": {
            ALL: (Released(ALL, 45, 8, FIRST, LAST), {OVERALL: {23: 40, 50: 5}, VALUE: {20: 30, 30: 10}}),
            FINANCE: (Released(FINANCE, 40, 7, FIRST, LAST), {OVERALL: {23: 40}, VALUE: {20: 30}}),
            LARGE: (Released(LARGE, 30, 6, FIRST, FIRST), {}),
        },
        "pulse": {ALL: (Released(ALL, 30, 1, LAST, LAST), {OVERALL: {10: 30}})},
    },
)


def document() -> Any:
    return json.loads(benchmark_json(EDITION))


def read(changed: Any) -> BenchmarkEdition:
    return read_benchmark(json.dumps(changed).encode(), BANK)


def test_what_was_written_is_read_to_the_letter() -> None:
    assert read_benchmark(benchmark_json(EDITION).encode(), BANK) == EDITION


def test_the_keys_of_the_file_are_those_that_other_programs_read() -> None:
    written = document()
    assert list(written) == [
        *("format", "version", "source", "collected", "simulated", "edition", "scoring_version", "modes"),
    ]
    assert (written["format"], written["version"]) == ("ai-leadership-assessment/benchmark", 1)
    assert written["edition"] == {"id": "test", "content_hash": "0" * 64}
    assert written["modes"]["full"][1] == {
        "industry": "finance",
        "size": None,
        "n": 40,
        "batches": 7,
        "first_day": "2026-11-02",
        "last_day": "2026-11-22",
        "counts": {"overall": {"overall": {"23": 40}}, "capability": {"strategy.value": {"20": 30}}},
    }


def _segment(at: int = 0, **changes: Any) -> Callable[[Any], None]:
    return lambda file: file["modes"]["full"][at].update(changes)


def _counts(at: int, kind: str, id: str, histogram: Any) -> Callable[[Any], None]:
    return lambda file: file["modes"]["full"][at]["counts"].setdefault(kind, {}).update({id: histogram})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda file: file.update(format="ai-leadership-assessment/result"), "format: Input should be"),
        (lambda file: file.update(version=2), "version: Input should be 1"),
        (lambda file: file.update(simulated=True), "simulated: Input should be False"),
        (lambda file: file.update(surplus=1), "surplus: Extra inputs"),
        (lambda file: file.pop("source"), "source: Field required"),
        (lambda file: file.update(source=""), "source: "),
        (lambda file: file.update(source="   "), "source: "),
        (lambda file: file.update(source="two\nlines"), "source: "),
        (lambda file: file.update(source="x" * 201), "source: "),
        (lambda file: file.update(collected="x" * 1001), "collected: "),
        (lambda file: file.update(collected="a\0b"), "collected: "),
        (lambda file: file.update(scoring_version=2), "scoring version 2, which doesn't compare"),
        (lambda file: file.update(scoring_version=True), "scoring_version: "),
        (lambda file: file["edition"].update(id="2030.1"), "edition 2030.1 with"),
        (lambda file: file["edition"].update(id="a\nb\x1b[31m"), "edition a?b?[31m with"),
        (lambda file: file["edition"].update(content_hash="f" * 64), "content ffffffffffff and"),
        (lambda file: file.update(modes={}), "expected at least one segment"),
        (lambda file: file.update(modes={"full": []}), "expected at least one segment"),
        (lambda file: file["modes"].update(quick=[]), "modes.quick"),
        (_segment(n=29), "modes.full.0.n: "),
        (_segment(n=2_000_000_000), "modes.full.0.n: "),
        (_segment(n=45.0), "modes.full.0.n: "),
        (_segment(n="45"), "modes.full.0.n: "),
        (_segment(batches=0), "modes.full.0.batches: "),
        (_segment(batches=12), "modes.full.0: a batch has at least 4"),
        (_segment(first_day="yesterday"), "modes.full.0.first_day: "),
        (_segment(first_day="2026-11-23"), "the last day is before the first"),
        (_segment(1, industry="astrology"), "an industry and a size of this edition"),
        (_segment(2, size="huge"), "an industry and a size of this edition"),
        (_segment(2, industry=None), "expected an industry beside the size"),
        (_segment(2, size=None), "stands there twice"),
        (_segment(1, n=46), "the parts of everyone hold more than everyone"),
        (_segment(2, n=41), "the parts of finance hold more than finance"),
        (lambda file: file["modes"]["full"].pop(0), "the parts of everyone hold more than everyone"),
        (lambda file: file["modes"]["full"].pop(1), "the parts of finance hold more than finance"),
        (_counts(1, "overall", "overall", {"23": 39, "50": 1}), None),
        (_counts(1, "overall", "overall", {"23": 34, "50": 6}), "the parts of everyone hold more than everyone"),
        (_counts(2, "domain", "strategy", {"30": 30}), "the parts of finance hold more than finance"),
        (_counts(0, "overall", "overall", {"23": 29}), "expected from 30 to 45 responses"),
        (_counts(0, "overall", "overall", {"23": 46}), "expected from 30 to 45 responses"),
        (_counts(0, "overall", "overall", {"9": 45}), "modes.full.0.counts.overall.overall.9"),
        (_counts(0, "overall", "overall", {"51": 45}), "modes.full.0.counts.overall.overall.51"),
        (_counts(0, "overall", "overall", {"2.3": 45}), "modes.full.0.counts.overall.overall.2.3"),
        (_counts(0, "overall", "overall", {"23": 45, "24": 0}), "modes.full.0.counts.overall.overall.24"),
        (_counts(0, "overall", "overall", {"23": 45, "24": -5}), "modes.full.0.counts.overall.overall.24"),
        (_counts(0, "capability", "data.value", {"23": 45}), "data.value: this edition has no such score"),
        (_counts(0, "capability", "a\nb", {"23": 45}), "capability.a?b: this edition has no such score"),
        (_counts(0, "overall", "overall", {"a\nb": 45}), "overall.overall.a?b"),
        (_counts(0, "item", "strategy.value.1", {"23": 45}), "modes.full.0.counts.item"),
    ],
)
def test_a_file_that_says_anything_else_is_refused_in_one_line(
    change: Callable[[Any], None], message: str | None
) -> None:
    file = document()
    change(file)
    if message is None:
        assert read(file).modes.keys() == {"full", "pulse"}
        return
    with pytest.raises(BenchmarkFileError) as refused:
        read(file)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"NaN", b"[" * 100_000, b'{"format": 1e999}', b"\0" * 100]
)
def test_what_is_no_benchmark_at_all_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(BenchmarkFileError) as refused:
        read_benchmark(data, BANK)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(BenchmarkFileError, match="larger than 20 MiB"):
        read_benchmark(b" " * (MAX_BYTES + 1), BANK)


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkFileError, match=r"nowhere.json: can't be read \(No such file"):
        load_benchmark(tmp_path / "nowhere.json", BANK)
    (tmp_path / "wrong.json").write_text("{}")
    with pytest.raises(BenchmarkFileError, match=r"wrong.json: format: Field required; nothing was changed"):
        load_benchmark(tmp_path / "wrong.json", BANK)


@given(st.data())
def test_whatever_a_file_says_it_is_read_or_refused(data: st.DataObject) -> None:
    file = document()
    anything: st.SearchStrategy[Any] = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
        max_leaves=4,
    )
    place: Any = file
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(anything)
    message = ""
    try:
        read(file)
    except BenchmarkFileError as refused:
        message = str(refused)
    assert message.isprintable()
