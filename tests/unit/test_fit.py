"""What is reckoned of texts before anyone sees them: how many lines they take, and what is cut where room is short."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assessment.reports.fit import breaks, clean, fit, lines_of, one_line


def test_a_paragraph_takes_as_many_lines_as_its_words_need() -> None:
    # A lower-case letter is 0.63 of its size wide and a space 0.33: at 10 points "seven" is 31.5, "seven seven" 66.3.
    assert lines_of("", 66.4, 10) == 1
    assert lines_of("seven seven", 66.4, 10) == 1
    assert lines_of("seven seven", 66.2, 10) == 2
    assert lines_of("seven-seven", 66.2, 10) == 2


def test_a_word_longer_than_a_line_is_broken_and_said_to_be() -> None:
    # Twelve letters are 75.6 points: two and a half lines of 30.
    assert lines_of("a" * 12, 30, 10) == 3
    assert breaks("a" * 12, 30, 10)
    assert not breaks("a a a a a a", 30, 10)


def test_counts_that_belong_together_stay_on_one_line() -> None:
    assert lines_of("1\xa0·\xa02", 12, 10) > 1
    assert breaks("1\xa0·\xa02", 12, 10)


def test_the_largest_size_that_has_room_is_taken() -> None:
    assert fit(["abc"], (12, 11, 10), 22, lambda texts, size: 2 * size) == (11, ("abc",))


def test_where_even_the_smallest_size_has_no_room_the_longest_texts_are_cut() -> None:
    size, texts = fit(["a" * 100, "short"], (12, 10), 50, lambda texts, _: sum(map(len, texts)))
    assert size == 10
    assert texts[0] == "a" * (len(texts[0]) - 1) + "…"
    assert texts[1] == "short"
    assert 40 < sum(map(len, texts)) <= 50


@given(st.text(), st.floats(20, 500), st.integers(8, 40))
def test_less_width_never_takes_fewer_lines(text: str, width: float, size: int) -> None:
    assert lines_of(text, width, size) <= lines_of(text, width / 2, size)


@given(st.text(st.characters()))
def test_what_is_cleaned_can_be_written_in_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text in {clean(text), None}
    assert "\n" not in one_line(text)
