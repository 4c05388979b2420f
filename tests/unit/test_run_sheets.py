"""Run sheets: the presets are those promised, and following one is read from the trail alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assessment.services.following import ENDED, standing
from assessment.services.workshop_setup import checked_run_sheet
from assessment.storage.workshops import Slot, Step
from assessment.ui.console.run_sheets import presets

START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SHEET = (Slot("Open", 5), Slot("Talk", 10), Slot("Close", 5))


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def begun(*parts: tuple[int, float]) -> list[Step]:
    return [Step(at(when), f"part {number} of the run sheet begun") for number, when in parts]


def minutes(of: timedelta) -> float:
    return of.total_seconds() / 60


def test_the_presets_last_as_long_as_they_say_and_can_be_stored() -> None:
    for preset, planned in zip(presets(), (90, 180), strict=True):
        assert preset.minutes == planned
        assert preset.title.startswith(f"{planned} minutes")
        assert checked_run_sheet(preset.slots) == preset.slots


def test_ninety_minutes_have_three_topics_of_silence_talk_vote_and_agreement() -> None:
    lengths = [slot.minutes for slot in presets()[0].slots]
    assert lengths == [5, 10, 15, *([1, 6, 2, 3] * 3), 18, 6]


def test_three_hours_at_tables_have_the_parts_in_the_order_promised() -> None:
    assert [slot.minutes for slot in presets()[1].slots] == [10, 15, 15, 25, 15, 35, 25, 10, 25, 5]


def test_nothing_is_followed_before_a_part_begins_and_after_the_sheet_ended() -> None:
    assert standing(SHEET, [Step(START, "created"), Step(START, "stage open")]) is None
    assert standing(SHEET, [*begun((1, 0), (2, 5)), Step(at(8), ENDED)]) is None


def test_time_used_is_held_against_the_plan() -> None:
    now = standing(SHEET, begun((1, 0), (2, 7)))
    assert now is not None
    assert (now.number, now.slot, now.next) == (2, SHEET[1], SHEET[2])
    assert minutes(now.used(at(11))) == 4
    assert minutes(now.behind(at(11))) == 2  # the first part took 7 minutes of 5
    assert minutes(now.behind(at(20))) == 5  # and now this one takes 13 of 10


def test_a_room_that_moves_on_early_is_ahead() -> None:
    now = standing(SHEET, begun((1, 0), (2, 3)))
    assert now is not None
    assert minutes(now.behind(at(4))) == -2


def test_a_part_left_out_gains_its_time_and_one_gone_back_to_costs_it() -> None:
    skipped, back = standing(SHEET, begun((1, 0), (3, 5))), standing(SHEET, begun((1, 0), (2, 5), (1, 6)))
    assert skipped is not None
    assert back is not None
    assert minutes(skipped.behind(at(5))) == -10
    assert minutes(back.behind(at(6))) == 6


def test_a_sheet_begun_in_the_middle_counts_from_there() -> None:
    now = standing(SHEET, begun((2, 0)))
    assert now is not None
    assert minutes(now.behind(at(1))) == 0


def test_a_sheet_shortened_under_the_part_that_runs_is_followed_no_longer() -> None:
    assert standing(SHEET[:1], begun((2, 0))) is None


def test_the_last_part_has_none_after_it() -> None:
    now = standing(SHEET, begun((3, 0)))
    assert now is not None
    assert now.next is None
