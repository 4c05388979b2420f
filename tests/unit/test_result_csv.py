"""The tidy table: a line to every score, empty cells for what doesn't exist, no cell a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from assessment.reports.result_csv import result_csv
from tests.unit.worked_result import R1, R2, worked

TRUE_R2 = replace(R2, simulated=False)


def test_every_score_of_every_respondent_and_of_the_group_has_its_line() -> None:
    to_six_decimals = re.sub(r"\d\.\d{7,}", lambda found: f"{float(found[0]):.6f}", result_csv(worked(R1, TRUE_R2)))
    assert to_six_decimals.splitlines() == [
        "respondent,measure,id,score,level,coverage",
        "r1,overall,overall,2.833333,3,1.0",
        "r1,domain,strategy,3.666667,4,",
        "r1,domain,data,2.0,2,",
        "r1,questionnaire,strategy,3.666667,4,1.0",
        "r1,questionnaire,data,2.0,2,1.0",
        "r1,capability,a,3.666667,4,1.0",
        "r1,capability,d,2.0,2,1.0",
        "r2,overall,overall,,,0.5",
        "r2,domain,strategy,,,",
        "r2,domain,data,2.0,2,",
        "r2,questionnaire,strategy,,,0.333333",
        "r2,questionnaire,data,2.0,2,1.0",
        "r2,capability,a,,,0.333333",
        "r2,capability,d,2.0,2,1.0",
        "group,overall,overall,2.666667,3,",
        "group,domain,strategy,3.333333,3,",
        "group,domain,data,2.0,2,",
        "group,questionnaire,strategy,3.333333,3,",
        "group,questionnaire,data,2.0,2,",
        "group,capability,a,3.333333,3,",
        "group,capability,d,2.0,2,",
    ]


def test_simulated_answers_say_so_on_every_line_and_no_others_do() -> None:
    rows = list(csv.DictReader(io.StringIO(result_csv(worked()), newline="")))
    assert {row["simulated"] for row in rows} == {"true"}
    assert "simulated" not in result_csv(worked(R1))


def test_scores_are_not_rounded() -> None:
    assert "r1,capability,a,3.6666666666666665,4,1.0" in result_csv(worked(R1)).splitlines()


@pytest.mark.parametrize("label", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_label_that_starts_a_formula_gets_an_apostrophe(label: str) -> None:
    rows = list(csv.DictReader(io.StringIO(result_csv(worked(replace(R1, label=label))), newline="")))
    assert {row["respondent"] for row in rows} == {"'" + label}


@pytest.mark.parametrize("label", ["a=b", "'=x", "x, y", 'say "hi"', "two\nlines", "👩🏽‍💻", "مرحبا", "<b>&amp;"])
def test_any_other_label_stays_as_it_is(label: str) -> None:
    rows = list(csv.DictReader(io.StringIO(result_csv(worked(replace(R1, label=label))), newline="")))
    assert {row["respondent"] for row in rows} == {label}
