"""The reading test says what the readings say."""

from __future__ import annotations

import json

from assessment.bank.load import load_bank
from assessment.settings import ROOT
from docs.generate_reading_test import DOCUMENT, READINGS, agreement, with_table

DATA = json.loads(READINGS.read_text("utf-8"))


def test_the_document_shows_the_agreement_that_the_readings_have() -> None:
    document = DOCUMENT.read_text("utf-8")
    assert document == with_table(document, DATA)


def test_both_readings_cover_every_item_and_every_described_organisation() -> None:
    items = {item.id for item in load_bank(ROOT / "questions").items()}
    organisations = {path.stem for path in (ROOT / "tests" / "vignettes").glob("*.md")}
    assert len(organisations) >= 6
    for reading in DATA.values():
        assert set(reading) == organisations
        assert all(set(answers) == items for answers in reading.values())


def test_no_item_is_left_on_which_the_readings_differ_by_two_levels() -> None:
    assert [item for item, (both, _, near) in agreement(DATA).items() if near < both] == []


def test_agreement_counts_pairs_of_levels_alone() -> None:
    readings = {
        "first": {"a": {"i": 1}, "b": {"i": 3}, "c": {"i": "dk"}, "d": {"i": 2}},
        "second": {"a": {"i": 1}, "b": {"i": 4}, "c": {"i": 2}, "d": {"i": 5}},
    }
    assert agreement(readings) == {"i": (3, 1, 2)}
