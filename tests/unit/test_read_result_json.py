"""A result file comes back as the wave it was written from, and nothing else is taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assessment.errors import ResultFileError
from assessment.reports.read_result_json import MAX_BYTES, read_result_json
from assessment.reports.result_json import result_json
from tests.unit.tiny_bank import GONE
from tests.unit.worked_result import R1, R2, worked

FILE = result_json(worked(R1))


def changed(path: str, value: Any) -> bytes:
    """The file with another value, or none (GONE), at the path."""
    document = json.loads(FILE)
    *outer, last = [int(key) if key.isdigit() else key for key in path.split("/")]
    place = document
    for key in outer:
        place = place[key]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return json.dumps(document).encode()


def test_a_result_that_was_downloaded_is_read_back_as_it_was() -> None:
    wave = read_result_json(FILE.encode())
    # As worked out in `worked_result`: a = 11/3 of two items, d = 2 of one, overall 17/6.
    assert wave.capabilities == {"a": pytest.approx(11 / 3), "d": 2}
    assert wave.asked == {"a": 2, "d": 1}
    assert wave.domains == {"strategy": pytest.approx(11 / 3), "data": 2}
    assert wave.overall == pytest.approx(17 / 6)
    assert (wave.edition_id, wave.content_hash, wave.scoring_version, wave.mode) == ("test", "0" * 64, 1, "full")
    assert not wave.simulated


def test_a_simulated_result_stays_simulated_and_missing_scores_stay_missing() -> None:
    wave = read_result_json(result_json(worked(R2)).encode())
    assert wave.simulated
    assert (wave.overall, wave.capabilities) == (None, {"a": None, "d": 2})


def test_keys_that_a_later_version_adds_are_passed_over() -> None:
    assert read_result_json(changed("respondents/0/percentile", 70)) == read_result_json(FILE.encode())


def test_a_capability_that_the_file_lacks_is_one_that_its_edition_did_not_have() -> None:
    assert read_result_json(changed("respondents/0/capabilities/a", GONE)).capabilities == {"d": 2}


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("format", "benchmark", "format"),
        ("version", 2, "version"),
        ("version", GONE, "version"),
        ("edition/id", 7, "edition.id"),
        ("edition/content_hash", "", "edition.content_hash"),
        ("scoring_version", 0, "scoring_version"),
        ("scoring_version", "1", "scoring_version"),
        ("mode", "quick", "mode"),
        ("simulated", 1, "simulated"),
        ("respondents", {}, "respondents"),
        ("respondents/0", 3, "respondents.0"),
        ("respondents/0/overall/score", "3", "respondents.0.overall.score"),
        ("respondents/0/overall/score", 5.1, "respondents.0.overall.score"),
        ("respondents/0/domains/data/score", float("nan"), "score"),
        ("respondents/0/domains/data/score", float("inf"), "score"),
        ("respondents/0/capabilities/a/asked", True, "capabilities.a.asked"),
        ("respondents/0/capabilities/a/asked", -1, "capabilities.a.asked"),
    ],
)
def test_every_wrong_value_is_refused_with_its_place(path: str, value: Any, where: str) -> None:
    with pytest.raises(ResultFileError, match="Nothing was stored or changed") as refused:
        read_result_json(changed(path, value))
    assert where in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff\xfe\x00", b"respondent,role\n1,cio\n", b'{"format": NaN}'],
    ids=["empty", "cut off", "list", "null", "deep", "not text", "csv", "no format"],
)
def test_what_is_no_result_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(ResultFileError, match="isn't a result"):
        read_result_json(data)


def test_a_file_of_several_respondents_is_not_one_result() -> None:
    with pytest.raises(ResultFileError, match="results of 2 respondents"):
        read_result_json(result_json(worked()).encode())


def test_a_file_too_large_for_one_result_is_not_even_read() -> None:
    with pytest.raises(ResultFileError, match=r"larger than 1,024 KB"):
        read_result_json(b" " * (MAX_BYTES + 1))


def test_a_long_or_marked_up_key_is_not_repeated_at_length_in_the_error() -> None:
    with pytest.raises(ResultFileError) as refused:
        read_result_json(changed("respondents/0/capabilities/" + "x" * 5_000, {"score": "high"}))
    assert len(str(refused.value)) < 500
