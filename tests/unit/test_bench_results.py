"""The file of measurements keeps one line a name, whatever part of the measurements ran last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.results import line, merge


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines()]


def test_a_first_run_makes_the_file_with_a_line_for_each_name(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    merge([line("lookup", 1.5, "ms", 1.5, 1.0, 10), line("answer", 2, "ms", None, None, 20)], file)
    assert _lines(file) == [
        {"name": "answer", "value": 2.0, "unit": "ms", "baseline": None, "ratio": None, "n": 20},
        {"name": "lookup", "value": 1.5, "unit": "ms", "baseline": 1.5, "ratio": 1.0, "n": 10},
    ]


def test_a_partial_run_replaces_its_own_lines_and_leaves_the_others_to_the_letter(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    merge([line(name, 1, "s", 2, 2, 1) for name in ("first", "second", "third")], file)
    before = file.read_text(encoding="utf-8").splitlines()
    merge([line("second", 9, "s", 2, 2, 1)], file)
    after = file.read_text(encoding="utf-8").splitlines()
    assert [after[0], after[2]] == [before[0], before[2]]
    assert json.loads(after[1])["value"] == 9.0


def test_the_order_of_lines_does_not_depend_on_the_order_of_runs(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    for name in ("c", "a", "b"):
        merge([line(name, 1, "s", None, None, 1)], one)
    merge([line(name, 1, "s", None, None, 1) for name in ("b", "c", "a")], other)
    assert one.read_bytes() == other.read_bytes()


def test_what_a_line_says_beyond_the_usual_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    merge([line("kills", 0, "answers", None, None, 500) | {"lost": 0}], file)
    merge([line("lookup", 1, "ms", None, None, 1)], file)
    assert _lines(file)[0]["lost"] == 0


def test_a_figure_that_is_no_json_stops_the_run_and_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    merge([line("lookup", 1, "ms", None, None, 1)], file)
    before = file.read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        merge([line("answer", float("nan"), "ms", None, None, 1)], file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_figures_keep_four_digits() -> None:
    measured = line("lookup", 123.456789, "ms", 0.000123456, 2691309, 1)
    assert (measured["value"], measured["baseline"], measured["ratio"]) == (123.5, 0.0001235, 2691000.0)
