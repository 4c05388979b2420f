"""An uploaded file is read strictly, says what is wrong where, and is never taken for more than was asked."""

from __future__ import annotations

import re

import pytest

from assessment.errors import AnswersFileError
from assessment.reports.table_file import UPLOAD
from assessment.reports.uploaded_answers import fitting_mode, read_upload
from assessment.respondent import Respondent
from tests.unit.banks import outlined

BANK = outlined({"strategy": {"a": [1, 2]}, "data": {"d": [1]}})
"""Of the capability a, a.1 is the core item; of d, d.1 is."""


def test_an_upload_says_file_row_column_and_that_nothing_was_kept() -> None:
    said = "mine.csv: row 3, column B (a.1): expected 1, 2, 3, 4, 5, dk, na or nothing, found '9'. Nothing of this"
    with pytest.raises(AnswersFileError, match=re.escape(said)):
        read_upload("mine.csv", b"respondent,a.1\nr1,3\nr2,9\n", BANK)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(AnswersFileError, match=r"^large.csv: is larger than"):
        read_upload("large.csv", b"a.1\n" + b"3\n" * UPLOAD.bytes, BANK)


def test_what_can_be_read_is_what_the_command_line_reads() -> None:
    assert read_upload("mine.csv", b"respondent,a.1,d.1\nr1,3,dk\n", BANK) == (
        Respondent("r1", {"a.1": "3", "d.1": "dk"}),
    )


@pytest.mark.parametrize(
    ("answers", "mode"),
    [
        ([{"a.1": "3"}, {"d.1": "dk"}], "pulse"),
        ([{"a.1": "3"}, {"a.2": "na"}], "full"),
        ([{}], "pulse"),
    ],
)
def test_a_file_with_answers_to_core_items_only_fits_a_pulse(answers: list[dict[str, str]], mode: str) -> None:
    assert fitting_mode(BANK, [Respondent(str(n), given) for n, given in enumerate(answers)]) == mode
