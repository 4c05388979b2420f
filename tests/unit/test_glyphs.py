"""What can be set in type stays as it is; what can't is named; what would only mislead the eye is left out."""

from __future__ import annotations

import pytest

from assessment.reports.glyphs import showable


@pytest.mark.parametrize(
    "text", ["plain", "Żółć Ωμέγα Жук", "שלום", "مرحبا", "می\u200cخواهم", "नमस्ते", "สวัสดี", "北京 東京 서울", "a\nb"]
)
def test_what_there_is_a_typeface_for_stays_as_it_is(text: str) -> None:
    assert showable({"a": [text, 1, None]}) == {"a": [text, 1, None]}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Go 🚀", "Go [rocket]"),
        ("👍🏽", "[thumbs up sign]"),
        ("\ue000\ud800", "??"),
        ("a\x00b\x07\ufeffc", "abc"),
        ("x\u202egnp.exe", "xgnp.exe"),
        ("a\r\nb\rc\td", "a\nb\nc d"),
    ],
)
def test_what_there_is_none_for_is_named_or_left_out(text: str, shown: str) -> None:
    assert showable(text) == shown


def test_only_a_very_long_word_may_break_within() -> None:
    assert showable("a" * 30) == "a" * 30
    assert showable("é" * 31) == "é" * 30 + "\u200bé"


def test_what_is_looked_up_is_still_found() -> None:
    long = "literacy.judgement_and_calibrated_trust"
    data = showable({"id": long, "texts": {long: "found"}})
    assert data["texts"][data["id"]] == "found"
