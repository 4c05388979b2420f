"""What findings promise: the numbers of the result, written as people read them, in finished sentences.

The numbers are those worked out by hand in `worked_result`, held against level 4:
  r1: a = 11/3 (gap 1/3, priority 2/3), d = 2 (gap 2, priority 4), overall 17/6 (index 45.83, level 3)
  both: a.1 = 2 from {1, 3}, a.2 = 4 from {4}, a = (1·2 + 2·4) / 3 = 10/3, d = 2, overall (10/3 + 2) / 2 = 8/3;
  consensus of a.1 = 1 + log2(1 - 1/4) = 0.58, under 0.6, so the group is split on a
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.findings import find
from assessment.findings.words import listed, one_decimal, percent, whole
from assessment.respondent import Action, Aims, Respondent
from assessment.results import build_result
from assessment.scoring.benchmark import Benchmark, Comparison, Instrument, Measure, Released, Segment, place
from assessment.scoring.plan import Plan
from tests.unit.banks import bank_of, capability, outlined, questionnaire
from tests.unit.worked_result import BANK, R1, R2, worked

ONE = find(worked(R1))
BOTH = find(worked())


def test_one_respondents_numbers_are_those_of_the_result_as_people_read_them() -> None:
    strategy, data = ONE.domains
    assert (strategy.score_text, strategy.level_text, strategy.target_text) == ("3.7", "level 4, Scaling", "4.0")
    assert (data.score_text, data.index_text, data.dont_know_text) == ("2.0", "25", "0\u00a0%")
    assert (ONE.overall.index_text, ONE.overall.level_text) == ("46", "level 3, Building")
    assert [(m.id, m.gap_text) for m in ONE.gaps] == [("d", "2.0"), ("a", "0.3")]


def test_a_groups_numbers_come_from_its_counts() -> None:
    strategy, data = BOTH.domains
    assert (strategy.score_text, data.score_text) == ("3.3", "2.0")
    assert (BOTH.overall.score, BOTH.overall.level) == (pytest.approx(8 / 3), 3)
    # One "don't know" among the six answers asked for.
    assert BOTH.overall.dont_know_text == "17\u00a0%"
    assert strategy.dont_know_text == "25\u00a0%"
    assert (BOTH.overall.coverage, BOTH.overall.index_low) == (None, None)


def test_the_headline_says_where_they_stand_and_what_is_lowest() -> None:
    assert ONE.headline == (
        "One leader's answers place the organisation at level 3, Building (index 46 of 100); data is lowest, at 2.0."
    )
    assert BOTH.headline == (
        "The answers of 2 leaders place the organisation at level 3, Building (index 42 of 100); data is lowest, "
        "at 2.0, and the group is split on 1 of 2 capabilities."
    )


def test_a_weakest_link_is_named_as_what_holds_them_back() -> None:
    bank = outlined({"strategy": {"a": [1]}, "data": {"b": [1]}, "literacy": {"c": [1]}})
    found = find(build_result(Plan(bank), [Respondent("r", {"a.1": "4", "b.1": "4", "c.1": "2"})]))
    assert found.weakest is not None
    assert found.weakest.id == "literacy"
    assert "literacy, at 2.0, holds it back" in found.headline


def test_without_an_overall_score_the_subjects_speak_and_the_reason_is_given() -> None:
    found = find(build_result(Plan(BANK, questionnaires=["data"]), [R1]))
    assert found.headline == "There is no overall score; data is at level 2, Exploring."
    assert found.sure == "An overall score needs every questionnaire, and strategy was left out."
    assert [track.measure.id for track in found.tracks] == ["data"]


def test_a_group_is_shown_nothing_that_it_was_not_asked() -> None:
    left_out = find(build_result(Plan(BANK, questionnaires=["data"]), [R1, R2]))
    assert [track.measure.id for track in left_out.tracks] == ["data"]
    assert left_out.sure == "An overall score needs every questionnaire, and strategy was left out."
    pulse = find(build_result(Plan(BANK, "pulse"), [R1, R2]))
    assert [item.id for items in pulse.items.values() for item in items] == ["a.1", "d.1"]


def test_nobody_who_answered_nothing_is_given_a_number() -> None:
    found = find(build_result(Plan(BANK), [Respondent("r", {})]))
    assert found.headline == "There is no score: too little is answered."
    assert {m.score_text for m in found.domains} == {"–"}
    assert [m.why_none for m in found.unscored] == ["under half of it is answered"] * 2
    assert (found.gaps, found.next_steps, found.asks) == ((), (), ())


def test_a_provisional_result_withholds_its_level_and_says_so() -> None:
    # Of the weights 1 + 2 + 1 answered are 2 + 1 = 3/4 in the first; a third item of weight 2 left blank makes it 3/6.
    bank = bank_of(questionnaire("strategy", capability("a", [1, 2, 2])), questionnaire("data", capability("d", [1])))
    found = find(build_result(Plan(bank), [Respondent("r", {"a.1": "3", "a.2": "4", "d.1": "2"})]))
    assert found.overall.coverage == pytest.approx(4 / 6)
    assert found.overall.level_text == "–"
    assert found.headline.startswith("Provisional: one leader's answers come to an index of 46 of 100, from 67\u00a0%")
    # a with a 1 is (3 + 8 + 2) / 5 = 2.6, with a 5 (3 + 8 + 10) / 5 = 4.2; overall 2.3 and 3.1; index 32.5 and 52.5.
    assert found.sure == "If everything left open were at its worst or best, the index would be between 33 and 53."


def test_a_wide_gap_is_told_in_the_levels_own_words() -> None:
    (first, second) = ONE.spotlights
    assert (first.capability, first.question) == ("d", "Who does d.1?")
    assert [(q.label, q.text) for q in first.quotes] == [
        ("Now: level 2, Exploring", "somebody"),
        ("Target: level 4, Scaling", "most teams"),
    ]
    assert second.quotes[0].label == "Now: level 3, Building"


def test_a_disagreement_is_told_by_the_two_camps_that_divide_the_room() -> None:
    bank = outlined({"strategy": {"a": [1]}})
    # Camps at 1 and 5: min(3, 2) · 4 = 8; at 1 and 2: min(3, 1) · 1 = 1.
    answers = ["1", "1", "1", "2", "5", "5"]
    found = find(build_result(Plan(bank), [Respondent(str(n), {"a.1": a}) for n, a in enumerate(answers)]))
    (spotlight,) = found.spotlights
    assert [(q.label, q.text) for q in spotlight.quotes] == [
        ("3 of 6: level 1, Starting", "nobody"),
        ("2 of 6: level 5, Leading", "everybody"),
    ]
    assert "the group is split on 1 of 1 capability." in found.headline


def test_the_role_tracks_stand_in_no_list_with_anything_else() -> None:
    bank = bank_of(questionnaire("strategy", capability("a", [1])), questionnaire("cio_cto", capability("r", [1])))
    split = [Respondent(str(n), {"a.1": v, "r.1": v}) for n, v in enumerate(["1", "5"])]
    group = find(build_result(Plan(bank), split)).group
    assert group is not None
    assert [t.capability for t in group.talk] == ["a"]
    assert [t.capability for t in group.role_talk] == ["r"]
    one = find(build_result(Plan(bank), [Respondent("1", {"a.1": "1", "r.1": "1"})]))
    assert [s.capability for s in one.spotlights] == ["a"]
    assert [s.capability for s in one.next_steps] == ["a"]
    assert [s.capability for s in one.role_steps] == ["r"]
    assert [m.id for m in one.gaps] == ["a"]
    assert [track.is_role for track in one.tracks] == [False, True]


def test_ones_own_targets_and_importance_decide_what_comes_first() -> None:
    # a: (5 − 11/3) · 3 = 4 against d: (4 − 2) · 1 = 2.
    aims = Aims(targets={"a": 5.0}, importance={"a": 3, "d": 1})
    found = find(build_result(Plan(BANK), [R1], aims=aims))
    assert [(s.capability, s.priority_text) for s in found.next_steps] == [("a", "4.0"), ("d", "2.0")]
    assert found.aim == "Level 4 everywhere, with 1 target set by hand"


def test_the_meeting_is_asked_what_was_taken_on_and_is_not_done() -> None:
    result = worked(R1)
    mine = replace(
        result.respondents[0],
        actions=(
            Action(1, "Name an owner", "d", "Ana", date(2026, 12, 1)),
            Action(2, "Done already", done=True),
        ),
    )
    found = find(replace(result, respondents=(mine,)))
    assert [(ask.text, ask.owner, ask.due) for ask in found.asks] == [("Name an owner", "Ana", date(2026, 12, 1))]
    assert [(a.text, a.capability, a.done) for a in found.actions] == [
        ("Name an owner", "d", False),
        ("Done already", "", True),
    ]


def test_without_actions_the_meeting_is_asked_for_the_first_next_steps() -> None:
    assert [ask.text for ask in ONE.asks] == ["d: d: from 2 to 3", "a: a: from 4 to 5"]


def test_owners_are_counted_for_a_group_and_named_for_one() -> None:
    assert ONE.ownership is not None
    assert [d.answer for d in ONE.ownership.decisions] == ["cio"]
    assert ONE.ownership.tally["a named owner"] == 1
    assert BOTH.ownership is not None
    assert [(d.answer, d.state) for d in BOTH.ownership.decisions] == [("1 of 1 named: cio", "clear")]
    assert [BOTH.ownership.owners[owner] for owner in ("cio", "no_one")] == ["cio", "no_one"]
    assert BOTH.ownership.sentence == "Of 1 decision: 1 clear, 0 contested, 0 unowned, 0 unknown."


def test_notes_come_in_bank_order_with_whose_they_are() -> None:
    noted = replace(R1, notes={("d.1", "comment"): "late", ("a.1", "evidence"): "minutes", ("a.1", "comment"): "early"})
    assert [(n.respondent, n.capability, n.kind, n.text) for n in find(worked(noted, R2)).notes] == [
        ("r1", "a", "comment", "early"),
        ("r1", "a", "evidence", "minutes"),
        ("r1", "d", "comment", "late"),
    ]
    assert {n.respondent for n in find(worked(noted)).notes} == {""}


def test_a_note_about_the_person_in_a_role_is_shown_nowhere() -> None:
    bank = bank_of(questionnaire("strategy", capability("a", [1])), questionnaire("cio_cto", capability("r", [1])))
    notes = {("a.1", "comment"): "ours", ("r.1", "comment"): "about a person"}
    one = find(build_result(Plan(bank), [Respondent("1", {"a.1": "1", "r.1": "1"}, notes=notes)]))
    assert [note.text for note in one.notes] == ["ours"]
    assert [item.answer.comment for c in ("a", "r") for item in one.items[c] if item.answer] == ["ours", ""]


def test_where_the_sides_differ_on_a_role_stands_apart() -> None:
    bank = bank_of(questionnaire("strategy", capability("a", [1])), questionnaire("cio_cto", capability("r", [1])))
    sides = [Respondent(role, {"a.1": v, "r.1": v}, role=role) for role, v in (("cio", "5"), ("cfo", "2"))]
    group = find(build_result(Plan(bank), sides)).group
    assert group is not None
    assert [(d.title, d.sides) for d in group.sides] == [
        ("a", (("Technology and data", "5.0", 1), ("Business and functions", "2.0", 1)))
    ]
    assert [d.title for d in group.role_sides] == ["r"]


def test_simulated_answers_are_named_before_anything_else() -> None:
    assert BOTH.notices == ("Simulated answers: this result describes no real organisation.",)
    assert ONE.notices == ()


def test_the_day_and_the_edition_are_among_the_facts() -> None:
    found = find(build_result(Plan(BANK, "pulse"), [R1], day=date(2026, 3, 4)))
    facts = dict(found.facts)
    assert facts["Answered on"] == "4 March 2026"
    assert facts["Answered by"] == "cio"
    assert facts["Questions"] == "Pulse: one question per capability"
    assert facts["Scoring version"] == "1"


@pytest.mark.parametrize(
    ("value", "text"), [(0.45, "0.5"), (3 - 2.55, "0.5"), (0.25, "0.3"), (2.0, "2.0"), (None, "–")]
)
def test_halves_are_rounded_up_though_a_float_lies_a_little_below(value: float, text: str) -> None:
    assert one_decimal(value) == text


@pytest.mark.parametrize(("value", "text"), [(45.8333, "46"), (62.5, "63"), (0.5, "1"), (None, "–")])
def test_an_index_is_a_whole_number(value: float | None, text: str) -> None:
    assert whole(value) == text


def test_a_share_is_shown_in_whole_per_cent() -> None:
    assert percent(0.125) == "13\u00a0%"
    assert percent(None) == "–"


def test_a_list_reads_as_a_sentence_does() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_where_one_stands_among_others_is_said_with_what_they_are() -> None:
    # 40 others at 2.0 and 60 at 3.0: 2.0 is at mid-rank 100 × (0 + 40 / 2) / 100 = 20, and the middle score is 3.0.
    strategy = Measure("domain", "strategy")
    others = Released(Segment(), 100, 10, date(2026, 1, 1), date(2026, 2, 1))
    instrument = Instrument("test", "0" * 64, 1, "full")
    benchmark = Benchmark("Elsewhere", "Collected so.", instrument, 100, (others,), ())
    placement = place(2.0, {20: 40, 30: 60})
    assert placement is not None
    result = replace(worked(R1), comparison=Comparison({strategy: placement}, benchmark, others, 100))
    shown = find(result).benchmark
    assert shown is not None
    assert shown.about.startswith("Everyone: 100 responses, counted 1 January 2026 to 1 February 2026.")
    assert "Elsewhere" in shown.about
    assert shown.places["strategy"].startswith("at percentile 20 of 100")
    assert shown.medians == {"strategy": 3.0}


def test_too_few_others_are_said_to_be_too_few() -> None:
    shown = find(replace(worked(R1), comparison=Comparison({}, None, None, 12))).benchmark
    assert shown is not None
    assert shown.about == "12 responses are in the benchmark so far. From 30 on, you see where you stand."
    assert (shown.places, shown.medians) == ({}, {})


def test_the_limits_are_shown_without_the_markdown_of_the_method() -> None:
    assert any("are described levels." in limit for limit in ONE.limits)
    assert not any("*" in limit for limit in ONE.limits)


def test_one_target_for_everything_is_called_by_its_level() -> None:
    found = find(build_result(Plan(BANK), [R1], aims=Aims(targets={"a": 3.5, "d": 3.5})))
    assert found.aim == "Level 3.5 everywhere"
