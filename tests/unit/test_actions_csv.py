"""Actions and notes as tables: columns that trackers take in, dates as they want them, text that stays text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from assessment.reports.actions_csv import SUMMARY_LENGTH, actions_csv, notes_csv
from assessment.respondent import Action, Respondent
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from assessment.services.steps import ROLE_NOTE
from tests.unit.banks import bank_of, capability, questionnaire
from tests.unit.worked_result import R1, R2, worked

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_actions(*actions: Action) -> Result:
    result = worked(R1)
    return replace(result, respondents=(replace(result.respondents[0], actions=actions),))


def test_an_action_has_the_columns_that_trackers_take_in() -> None:
    result = with_actions(Action(1, "Name an owner", "d", "Ana", date(2026, 12, 1)), Action(2, "Tell all", done=True))
    assert table(actions_csv(result)) == [
        {
            "Summary": "Name an owner",
            "Description": "Name an owner\nCapability: d.",
            "Assignee": "Ana",
            "Due date": "2026-12-01",
            "Labels": "ai-leadership d",
            "Status": "To Do",
        },
        {
            "Summary": "Tell all",
            "Description": "Tell all",
            "Assignee": "",
            "Due date": "",
            "Labels": "ai-leadership",
            "Status": "Done",
        },
    ]


def test_without_actions_the_next_steps_wait_for_somebody_to_take_them_on() -> None:
    first, second = table(actions_csv(worked(R1)))
    assert (first["Summary"], first["Assignee"], first["Due date"]) == ("d: d: from 2 to 3", "", "")
    # d is at 2 and a at 11/3, both held against 4 with importance 2.
    assert first["Description"] == (
        "d: from 2 to 3\nFrom level 2 to level 3. Priority 4.0: a gap of 2.0 × importance 2 (normal)."
    )
    assert second["Summary"] == "a: a: from 4 to 5"


def test_steps_of_the_role_tracks_come_last_with_their_note() -> None:
    bank = bank_of(questionnaire("cio_cto", capability("r", [1])), questionnaire("strategy", capability("a", [1])))
    result = build_result(Plan(bank), [Respondent("1", {"a.1": "2", "r.1": "1"})])
    first, second = table(actions_csv(result))
    assert [row["Summary"].split(":")[0] for row in (first, second)] == ["a", "r"]
    assert ROLE_NOTE in second["Description"]
    assert ROLE_NOTE not in first["Description"]


def test_a_label_is_one_word() -> None:
    bank = bank_of(questionnaire("strategy", replace(capability("a", [1]), title="Leaders' fluency, and trust")))
    (row,) = table(actions_csv(build_result(Plan(bank), [Respondent("1", {"a.1": "2"})])))
    assert row["Labels"] == "ai-leadership leaders-fluency-and-trust"


def test_a_long_action_has_a_summary_that_a_tracker_takes_and_is_whole_in_its_description() -> None:
    text = "Write down\nwho decides " + "x" * 300
    (row,) = table(actions_csv(with_actions(Action(1, text))))
    assert len(row["Summary"]) <= SUMMARY_LENGTH
    assert row["Summary"].startswith("Write down who decides x")
    assert row["Summary"].endswith("…")
    assert row["Description"] == text


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_an_action_starts_a_formula(text: str) -> None:
    (row,) = table(actions_csv(with_actions(Action(1, text + "x" * 300, "d", text))))
    assert not [value for value in row.values() if value.startswith(tuple(FORMULAS))]
    assert row["Assignee"] == "'" + text
    assert row["Description"].startswith("'" + text)
    assert len(row["Summary"]) <= SUMMARY_LENGTH


@pytest.mark.parametrize("text", [*FORMULAS, "a;b,c\n\"d\" 'e'", "مرحبا 🎉"])
def test_notes_are_there_as_they_were_written_and_start_no_formula(text: str) -> None:
    noted = replace(R1, notes={("a.1", "comment"): text, ("d.1", "evidence"): "minutes"})
    first, second = table(notes_csv(worked(noted)))
    assert first["note"] == ("'" + text if text in FORMULAS else text)
    assert (first["respondent"], first["capability"], first["question"]) == ("", "a", "Who does a.1?")
    assert (second["kind"], second["note"], second["notice"]) == ("evidence", "minutes", "")


def test_notes_of_several_say_whose_they_are() -> None:
    noted = [replace(one, label=f"={one.label}", notes={("d.1", "comment"): "late"}) for one in (R1, R2)]
    assert [row["respondent"] for row in table(notes_csv(worked(*noted)))] == ["'=r1", "'=r2"]


def test_simulated_answers_are_marked_in_every_row() -> None:
    simulated = replace(R2, notes={("a.1", "comment"): "late"})
    for text in (actions_csv(worked(R1, simulated)), notes_csv(worked(R1, simulated))):
        assert len(table(text)) > 0
        for row in table(text):
            assert "Simulated answers" in "".join(row.values())
    assert all("simulated" in row["Labels"] for row in table(actions_csv(worked(R1, simulated))))
