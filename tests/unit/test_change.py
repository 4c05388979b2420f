"""Change between two waves is shown where both rest on the same questions, scored in the same way, and nowhere else.

strategy: a (two items), b (one item); data: c (one item)
before: a = (2 + 3) / 2 = 2.5, b = 4, c = 2; strategy = 3.25; overall = (3.25 + 2) / 2 = 2.625 (index 40.6)
now:    a = (4 + 3) / 2 = 3.5, b = 3, c = 3; strategy = 3.25; overall = (3.25 + 3) / 2 = 3.125 (index 53.1)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from assessment.bank.model import Mode
from assessment.findings.change import ChangeView, change_view, earlier_than, own_wave
from assessment.respondent import Action
from assessment.scoring.change import Wave, compare
from assessment.services.survey import Sheet
from assessment.storage.repository import Response
from tests.unit.banks import outlined

BANK = outlined({"strategy": {"a": [1, 1], "b": [1]}, "data": {"c": [1]}})
BEFORE = {"a.1": "2", "a.2": "3", "b.1": "4", "c.1": "2"}
NOW = {"a.1": "4", "a.2": "3", "b.1": "3", "c.1": "3"}


def sheet(
    answers: Mapping[str, str],
    *,
    mode: Mode = "full",
    questionnaires: tuple[str, ...] = ("strategy", "data"),
    content_hash: str = "0" * 64,
    simulated: bool = False,
    submitted_on: date | None = date(2026, 11, 2),
    id: int = 1,
) -> Sheet:
    """A response to BANK."""
    response = Response(
        id=id,
        handle="h",
        token_hash="0" * 64,
        edition_id="test",
        content_hash=content_hash,
        mode=mode,
        questionnaires=questionnaires,
        target="lead",
        started_on=date(2026, 11, 1),
        submitted_on=submitted_on,
        simulated=simulated,
    )
    return Sheet(response, answers, {})


def wave(answers: Mapping[str, str], **changes: object) -> Wave:
    return replace(own_wave(BANK, sheet(answers)), **changes)  # type: ignore[arg-type]


def view(before: Sheet, now: Sheet) -> ChangeView:
    return change_view(BANK, own_wave(BANK, before), own_wave(BANK, now))


def moved(of: ChangeView) -> dict[str, str]:
    return {row.title: row.moved_text for row in (*of.domains, *of.capabilities)}


def test_what_moved_is_the_score_now_less_the_score_before() -> None:
    found = compare(BANK, wave(BEFORE), wave(NOW))
    assert found.breaks == ()
    assert {id: change.moved for id, change in found.capabilities.items()} == {"a": 1.0, "b": -1.0, "c": 1.0}
    assert {id: change.moved for id, change in found.domains.items()} == {"strategy": 0.0, "data": 1.0}
    assert found.overall.moved == pytest.approx(0.5)


def test_the_sentence_says_where_the_index_went_and_what_gained_and_lost_most() -> None:
    found = view(sheet(BEFORE), sheet({**NOW, "c.1": "5"}))  # overall (3.25 + 5) / 2 = 4.125, index 78.1
    assert found.sentence == (
        "The overall index went from 41 to 78 of 100. Most gained: c (+3.0). Most lost: b (−1.0)."
    )
    row = found.capabilities[0]
    assert (row.title, row.before_text, row.now_text, row.moved_text) == ("a", "2.5", "3.5", "+1.0")
    assert found.notices == ()


def test_what_did_not_move_is_said_not_to_have() -> None:
    found = view(sheet(NOW), sheet(NOW))
    assert found.sentence == "The overall index is 53 of 100, as it was."
    assert set(moved(found).values()) == {"0.0"}


def test_a_score_that_is_missing_on_one_side_has_no_change_and_the_others_have() -> None:
    found = view(sheet(BEFORE), sheet({**NOW, "b.1": "dk"}))
    # Strategy is a alone: 3.5 − 3.25.
    assert moved(found) == {"strategy": "+0.3", "data": "+1.0", "a": "+1.0", "b": "–", "c": "+1.0"}


@pytest.mark.parametrize(
    ("changes", "broken", "said"),
    [
        ({"edition_id": "older", "content_hash": "1"}, "edition", "edition older, these are to edition test"),
        ({"content_hash": "1" * 64}, "content", "content 111111111111 and 000000000000"),
        ({"scoring_version": 7}, "scoring", "scoring version 7, these of 1"),
    ],
)
def test_other_questions_or_formulas_break_every_comparison_and_both_scores_still_stand(
    changes: dict[str, object], broken: str, said: str
) -> None:
    before, now = wave(BEFORE, **changes), wave(NOW)
    assert compare(BANK, before, now).breaks == (broken,)
    found = change_view(BANK, before, now)
    (notice,) = found.notices
    assert said in notice
    assert set(moved(found).values()) == {"doesn't compare"}
    assert (found.capabilities[0].before_text, found.capabilities[0].now_text) == ("2.5", "3.5")
    assert found.sentence == "The overall index was 41 then and is 53 now; the two don't compare."


def test_a_pulse_and_a_full_compare_only_where_both_asked_the_same_questions() -> None:
    found = view(sheet(BEFORE, mode="pulse"), sheet(NOW))
    # Pulse asks a.1, b.1 and c.1. So a differs, and strategy with it; of b and c there is but one question anyway.
    none = "doesn't compare"
    assert moved(found) == {"strategy": none, "data": "+1.0", "a": none, "b": "−1.0", "c": "+1.0"}
    (notice,) = found.notices
    assert notice.startswith("The earlier answers are a Pulse, these a Full")


def test_a_questionnaire_left_out_once_breaks_what_rests_on_it() -> None:
    found = view(sheet(BEFORE, questionnaires=("data",)), sheet(NOW))
    none = "doesn't compare"
    assert moved(found) == {"strategy": none, "data": "+1.0", "a": none, "b": none, "c": "+1.0"}
    assert found.notices[0].startswith("One of the two left out questionnaires.")
    assert found.sentence == "Most gained: c (+1.0)."


def test_role_tracks_stand_apart_and_are_never_what_gained_most() -> None:
    bank, asked = outlined({"strategy": {"a": [1]}, "head_of_genai": {"h": [1]}}), ("strategy", "head_of_genai")
    before, now = (own_wave(bank, sheet({"a.1": a, "h.1": h}, questionnaires=asked)) for a, h in ("21", "35"))
    found = change_view(bank, before, now)
    assert [row.title for row in found.capabilities] == ["a"]
    assert [(title, [row.moved_text for row in rows]) for title, rows in found.role_tracks] == [
        ("head_of_genai", ["+4.0"])
    ]
    assert found.sentence.endswith("Most gained: a (+1.0).")


def test_one_simulated_wave_marks_the_whole_comparison() -> None:
    for before, now in ((True, False), (False, True)):
        found = view(sheet(BEFORE, simulated=before), sheet(NOW, simulated=now))
        assert found.notices[0].startswith("Simulated answers")


def test_the_actions_of_the_earlier_wave_stand_beside_what_became_of_their_capability() -> None:
    for_a, for_none = Action(3, "Write it down", "a", done=True), Action(4, "Train the board")
    found = change_view(BANK, wave(BEFORE), wave(NOW), [for_a, for_none])
    assert found.actions is not None
    first, second = found.actions
    assert (first.action, second.action, second.moved) == (for_a, for_none, None)
    assert first.moved is not None
    assert (first.moved.title, first.moved.moved_text) == ("a", "+1.0")


def test_actions_that_are_not_known_are_not_taken_for_none() -> None:
    assert change_view(BANK, wave(BEFORE), wave(NOW)).actions is None
    assert change_view(BANK, wave(BEFORE), wave(NOW), []).actions == ()


def test_only_what_was_submitted_before_counts_as_earlier_latest_first() -> None:
    first, second = sheet(BEFORE, id=4, submitted_on=date(2026, 5, 1)), sheet(BEFORE, id=2)
    mine = sheet(NOW, id=3)
    later = sheet(NOW, id=5)
    unfinished = sheet(NOW, id=1, submitted_on=None)
    # The second was submitted on the same day as mine, and begun earlier.
    assert earlier_than(mine, [first, later, unfinished, mine, second]) == [second, first]
