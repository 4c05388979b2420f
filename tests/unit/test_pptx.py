"""What the deck promises: findings' own numbers, native charts, notes, and a file that opens without repair.

The numbers are those worked out by hand in `worked_result` and `test_findings`, held against level 4.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from pptx.enum.chart import XL_CHART_TYPE

from assessment.findings import find
from assessment.findings.model import BenchmarkView
from assessment.reports.deck.model import Chart, Text
from assessment.reports.pptx import slides
from assessment.respondent import Action, Respondent
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from tests.unit.banks import bank_of, capability, outlined, questionnaire
from tests.unit.decks import charts, notes, opened, standard, tables, tiny, titled, with_actions, words
from tests.unit.worked_result import R1, worked

SIMULATED = "Simulated answers: this result describes no real organisation."


@pytest.mark.parametrize("n", [1, 200])
def test_the_standard_edition_makes_ten_to_twelve_slides(n: int) -> None:
    assert 10 <= len(opened(standard(n)).slides) <= 12


def test_the_numbers_are_those_of_the_findings() -> None:
    deck = opened(worked(R1))
    # a = 11/3, gap 1/3; d = 2, gap 2; overall 17/6, index 45.83; the lowest answer to a is the 3 of a.1.
    (table,) = tables(titled(deck, "strategy 3.7 and data 2.0"))
    assert table[1:] == [
        ["a", "3.7", "4.0", "0.3", "100\u00a0%", "0\u00a0%", "Level 3: a team"],
        ["d", "2.0", "4.0", "2.0", "100\u00a0%", "0\u00a0%", "Level 2: somebody"],
    ]
    assert "index 46 of 100" in words(deck.slides[1])
    assert "Overall: index 46 of 100\nLevel 3, Building." in words(deck.slides[2])


def test_a_group_shows_its_counts_and_what_divides_it() -> None:
    deck = opened(worked())
    # a.1 is {1, 3}, a.2 is {4} and a "don't know": consensus of a is that of a.1, 1 + log2(3/4) = 0.58.
    (table,) = tables(titled(deck, "strategy 3.3 and data 2.0"))
    unbroken = [[cell.replace("\xa0", " ") for cell in row] for row in table[1:]]
    assert unbroken == [
        ["a", "3.3", "4.0", "0.7", "0.58", "25 %", "1 · 0 · 1 · 0 · 0 | 0 · 0 · 0 · 1 · 0"],
        ["d", "2.0", "4.0", "2.0", "1.00", "0 %", "0 · 2 · 0 · 0 · 0"],
    ]
    assert "a. " in words(titled(deck, "Talk first about a; act on d"))
    assert "1 of 2: level 1, Starting\n“nobody”" in words(titled(deck, "Opinions differ most on: a"))


def test_charts_are_native_and_hold_the_numbers_that_are_shown() -> None:
    deck = opened(worked(R1))
    (gaps,) = [c for c in charts(deck) if next(iter(c.plots[0].categories)) == "d (gap 2.0)"]
    assert gaps.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert {s.name: s.values for s in gaps.plots[0].series} == {
        "data": (2.0, None),
        "strategy": (None, 3.7),
        "Target": (4.0, 4.0),
    }


def test_three_subjects_are_a_radar_from_the_first_level_to_the_last() -> None:
    bank = outlined({"strategy": {"a": [1]}, "data": {"b": [1]}, "literacy": {"c": [1]}})
    deck = opened(build_result(Plan(bank), [Respondent("r", {"a.1": "4", "b.1": "3", "c.1": "2"})]))
    (radar,) = [c for c in charts(deck) if c.chart_type == XL_CHART_TYPE.RADAR_MARKERS]
    assert list(radar.plots[0].categories) == ["strategy\n4.0", "data\n3.0", "literacy\n2.0"]
    assert [s.values for s in radar.plots[0].series] == [(4.0, 3.0, 2.0), (4.0, 4.0, 4.0)]
    assert (radar.value_axis.minimum_scale, radar.value_axis.maximum_scale) == (1, 5)


def test_others_stand_on_the_radar_and_in_words_once_there_are_enough_of_them() -> None:
    bank = outlined({"strategy": {"a": [1]}, "data": {"b": [1]}, "literacy": {"c": [1]}})
    found = find(build_result(Plan(bank), [Respondent("r", {"a.1": "4", "b.1": "3", "c.1": "2"})]))
    about = "Among 120 self-selected leaders."
    beside = BenchmarkView(about, {"overall": "upper third", "data": "lower third"}, {"data": 2.96, "strategy": 3.0})
    page = slides(replace(found, benchmark=beside))[2]
    radar, text = page.fills["chart"], page.fills["text"]
    assert isinstance(radar, Chart)
    assert radar.series[2].values == (3.0, 3.0, None)
    assert isinstance(text, Text)
    said = [line.text for line in text.lines]
    assert {"Overall: upper third", "data: lower third", about} <= set(said)


@pytest.mark.parametrize("result", [standard(1), standard(200), tiny()], ids=["1", "200", "tiny"])
def test_every_slide_has_a_title_of_its_own_and_notes_with_the_reason_behind_it(result: Result) -> None:
    deck = opened(result)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(set(titles)) == len(titles)
    assert all(titles)
    for slide in deck.slides:
        source, present, limit = notes(slide).split("\n")[:3]
        assert source.startswith("Where this is from: ")
        assert present.startswith("How to present it: ")
        assert limit.startswith("What it can't tell: ")


def test_simulated_answers_say_so_on_every_slide_and_no_others_do() -> None:
    assert all(SIMULATED in words(slide) for slide in opened(standard(2)).slides)
    assert not any("imulated" in words(slide) for slide in opened(worked(R1)).slides)


def test_as_many_capabilities_as_an_author_likes_take_more_slides_and_not_smaller_print() -> None:
    of = {q: {f"{q}.{n}": [1] for n in range(14)} for q in ("strategy", "data", "head_of_genai")}
    bank = outlined(of)
    deck = opened(build_result(Plan(bank), [Respondent("r", {c.items[0].id: "2" for c in bank.capabilities()})]))
    listed = [row[0] for slide in deck.slides for table in tables(slide) for row in table[1:]]
    assert {c.title for c in bank.capabilities()} <= set(listed)
    assert max(len(table) for slide in deck.slides for table in tables(slide)) <= 11
    sizes = deck.slides[-3].shapes.element.xpath(".//a:tc//a:rPr/@sz")
    assert min(map(int, sizes)) >= 1000


def test_the_role_tracks_stand_on_slides_of_their_own() -> None:
    bank = bank_of(questionnaire("strategy", capability("a", [1])), questionnaire("cio_cto", capability("r", [1])))
    deck = opened(build_result(Plan(bank), [Respondent("r", {"a.1": "1", "r.1": "1"})]))
    of = {"a": [], "r": []}
    for number, slide in enumerate(deck.slides):
        for name in of:
            if any(row[0] == name for table in tables(slide) for row in table):
                of[name].append(number)
    assert of["r"]
    assert not set(of["a"]) & set(of["r"])
    (alone,) = of["r"]
    assert find(build_result(Plan(bank), [Respondent("r", {})])).role_note in words(deck.slides[alone])


def test_actions_come_before_next_steps_and_the_rest_is_in_the_notes() -> None:
    actions = [Action(n, f"Action {n}", "d", "Ana" if n == 1 else "", done=n == 2) for n in range(1, 8)]
    slide = titled(opened(with_actions(*actions)), "7 actions are taken on; 2 steps come next")
    (table,) = tables(slide)
    assert table[1:3] == [["Action 1", "d", "Ana", ""], ["Action 2", "d", "", "(done)"]]
    assert len(table) == 7
    assert "3 more in the notes" in words(slide)
    assert "Action 7 d" in notes(slide)
    assert "Priority 4.0: a gap of 2.0 × importance 2 (normal)." in notes(slide)


def test_every_question_is_in_the_notes_with_what_was_said() -> None:
    one = notes(titled(opened(worked(R1)), "strategy 3.7"))
    assert "Who does a.2? Level 4: most teams" in one
    group = notes(titled(opened(worked()), "strategy 3.3"))
    assert "Who does a.2? 1 at level 4, 1 don't know." in group


def test_published_figures_come_with_the_whole_of_their_provenance() -> None:
    slide = titled(opened(standard(1)), "What others reported")
    figures = [f.figure for question in find(standard(1)).reference for f in question.figures]
    assert figures
    for figure in figures:
        assert figure.caveat in notes(slide)
        assert figure.url in notes(slide)
