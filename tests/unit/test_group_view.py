"""A group's results can be shown whatever was asked and however little was answered."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

NOTHING_TO_TALK_ABOUT = "On no capability is the group split enough to stop and talk."


def shown(capabilities: int, answers: list[dict[str, str]]) -> AppTest:
    """The page of a group that was asked one question on each of so many capabilities, and about one decision."""

    def page(capabilities: int, answers: list[dict[str, str]]) -> None:
        from assessment.findings import find
        from assessment.respondent import Respondent
        from assessment.results import build_result
        from assessment.scoring.plan import Plan
        from assessment.ui import group_view
        from tests.unit.banks import bank_of, capability, questionnaire

        asked = [capability(f"c{n}", [1]) for n in range(capabilities)]
        bank = bank_of(questionnaire("strategy", *asked), decisions=["stop"], owners=["cio", "cfo"])
        group = [Respondent(str(n), given) for n, given in enumerate(answers)]
        group_view.show(find(build_result(Plan(bank), group)), "here")

    app = AppTest.from_function(page, args=(capabilities, answers), default_timeout=30).run()
    assert not app.exception
    return app


def texts(app: AppTest) -> list[str]:
    return [markdown.value for markdown in app.markdown]


def test_the_smallest_bank_there_can_be_has_a_groups_page() -> None:
    said = texts(shown(1, [{"c0.1": "1", "stop": "cio"}, {"c0.1": "5", "stop": "cfo"}]))
    assert "The answers of 2 leaders place the organisation at level 3, Building (index 50 of 100)" in said[0]
    assert "#### 1. c0" in said


@pytest.mark.parametrize("answer", ["na", "dk", ""])
def test_a_group_without_any_score_is_told_so_and_sees_nothing_invented(answer: str) -> None:
    said = texts(shown(1, [{"c0.1": answer}, {"c0.1": answer}]))
    assert said[0].startswith("**There is no score: too little is answered")
    assert NOTHING_TO_TALK_ABOUT in said


def test_of_many_capabilities_three_stand_open_and_the_rest_waits_below() -> None:
    group = [{f"c{n}.1": level for n in range(26)} for level in ("1", "5")]
    app = shown(26, group)
    assert [text for text in texts(app) if text.startswith("#### ")] == ["#### 1. c0", "#### 2. c1", "#### 3. c2"]
    assert "The other 23 on this list" in [expander.label for expander in app.expander]


def test_all_at_level_one_are_told_to_act_and_not_to_talk() -> None:
    said = texts(shown(1, [{"c0.1": "1"}, {"c0.1": "1"}]))
    assert NOTHING_TO_TALK_ABOUT in said
    assert "Mean 1.0, and agreed; 3.0 levels to the target." in said


def test_of_a_question_that_too_few_answered_no_level_is_shown() -> None:
    def page() -> None:
        from assessment.findings.said import ItemView
        from assessment.scoring.group import ItemResult
        from assessment.ui import group_charts

        names = ("one", "two", "three", "four", "five")
        withheld = ItemResult((0, 0, 0, 0, 0), 2, 0, 0, None, None, withheld=3)
        group_charts.show_votes([ItemView("a", "How far?", names, None, withheld)], names, "here")

    app = AppTest.from_function(page).run()
    assert texts(app) == ["How far? 3 chose a level. That is too few to show which."]
    assert not app.table


def test_two_votes_stand_side_by_side_with_their_own_counts() -> None:
    def page() -> None:
        from assessment.findings.said import ItemView
        from assessment.results import TwoVotes, Vote
        from assessment.scoring.group import ItemResult
        from assessment.ui import group_charts

        names = ("one", "two", "three", "four", "five")
        first = ItemResult((4, 0, 0, 0, 4), 0, 0, 0, 3.0, 0.0)
        second = ItemResult((4, 0, 2, 0, 2), 0, 0, 0, 2.5, 0.4)
        votes = TwoVotes("a", 8, Vote(items={"a": first}), Vote(items={"a": second}))
        group_charts.show_two_votes([ItemView("a", "How far?", names, None, first)], votes, names, "here")

    app = AppTest.from_function(page).run()
    table = app.table[0].value
    assert list(table["First vote"]) == ["4", "0", "0", "0", "4", "0", "3.0", "0.00"]
    assert list(table["Second vote"]) == ["4", "0", "2", "0", "2", "0", "2.5", "0.40"]
