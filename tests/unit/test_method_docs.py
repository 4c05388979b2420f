"""docs/method.md says what the bank and the code say, and every number of its worked example is what scoring gives."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from assessment.bank.load import load_bank
from assessment.bank.model import Bank, TargetPreset
from assessment.method.example import (
    GROUP_LINES,
    OWNERS,
    RESPONDENT,
    RESPONDENT_LINES,
    TARGET,
    VOTES,
    Line,
)
from assessment.method.formulas import GROUPS, LIMITS, OWNERSHIP, TIME
from assessment.method.trace import covering_decisions, covering_items
from assessment.scoring.gaps import gaps
from assessment.scoring.group import AGREED, DEFAULT_TARGET, MOST_DIFFERENCES, SPLIT, score_group
from assessment.scoring.levels import level_of
from assessment.scoring.ownership import count_owners, score_ownership
from assessment.scoring.plan import Plan
from assessment.scoring.score import RespondentResult, score_respondent
from assessment.services.steps import SECONDS_A_CHOICE, WORDS_A_MINUTE
from assessment.services.survey import FEWEST_OBSERVED
from assessment.settings import ROOT
from docs.generate_method import DOCUMENT, PARTS, render
from tests.unit.banks import bank_of, capability, outlined, questionnaire

UNANSWERED = ("dk", "")
PYTHON = str.maketrans({"×": "*", "÷": "/", "−": "-"})


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(ROOT / "questions")


def worked_out(line: Line) -> float:
    """The sum of a line, computed by Python from what a reader sees."""
    written = re.sub(r"\|([^|]+)\|", r"abs(\1)", line.sum.translate(PYTHON)).replace("log₂", "log2")
    return float(eval(written, {"__builtins__": {}, "abs": abs, "max": max, "log2": math.log2}))


def example_bank() -> Bank:
    outline: dict[str, dict[str, list[float]]] = {}
    for asked in RESPONDENT:
        outline.setdefault(asked.questionnaire, {})[asked.capability] = [w for w, _ in asked.items]
    return outlined(outline, {asked.capability: asked.weight for asked in RESPONDENT})


def example_answers(instead: str | None = None) -> dict[str, str]:
    """The made-up answers, with `instead` in place of what has no answer."""
    return {
        f"{asked.capability}.{n}": instead if instead and answer in UNANSWERED else answer
        for asked in RESPONDENT
        for n, (_, answer) in enumerate(asked.items, 1)
    }


def scored(instead: str | None = None) -> RespondentResult:
    return score_respondent(Plan(example_bank()), example_answers(instead))


def numbers_of_the_respondent() -> dict[str, float | None]:
    """What scoring gives for each line of the respondent's example."""
    mine = scored()
    assert mine.weakest_link == "data"
    domains = {d: s.score for d, s in mine.domains.items()}
    scores = {c: s.score for c, s in mine.capabilities.items()}
    found = gaps(example_bank(), scores, TargetPreset("lead", "Lead", level=TARGET))
    numbers: dict[str, float | None] = {f"{c} score": score for c, score in scores.items()}
    numbers |= {f"{c} coverage": s.coverage for c, s in mine.capabilities.items()}
    numbers |= {f"{q} score": s.score for q, s in mine.questionnaires.items()}
    numbers |= {f"{d} score": score for d, score in domains.items()}
    numbers |= {f"overall {name}": value for name, value in vars(mine.overall).items()}
    numbers |= {f"{c} gap": gap.gap for c, gap in found.items()}
    for words, level in (("ones", "1"), ("fives", "5")):
        then = scored(level)
        numbers |= {f"{c} as {words}": s.score for c, s in then.capabilities.items()}
        numbers |= {f"{d} as {words}": s.score for d, s in then.domains.items()}
    others = [score for d, score in domains.items() if d != "data" and score is not None]
    numbers["weakest link"] = sum(others) / len(others) - (domains["data"] or 0)
    return numbers


def numbers_of_the_group() -> dict[str, float | None]:
    """What scoring gives for each line of the group's example."""
    asked = bank_of(
        questionnaire("strategy", capability("shared", [1, 1])), decisions=["d"], owners=[o for o, _, _ in OWNERS]
    )
    group = score_group(Plan(asked), np.array([(*counts, 0, 0, 0) for counts in VOTES]), TARGET)
    first, second = group.items.values()
    rows = [{"d": owner} for owner, _, count in OWNERS for _ in range(count)]
    decision = score_ownership(asked, count_owners(asked, rows))["d"]
    assert decision.state == "contested"
    assert [ranked.capability for ranked in group.talk] == ["shared"]
    assert group.act == ()
    return {
        "first mean": first.mean,
        "first consensus": first.consensus,
        "second mean": second.mean,
        "second consensus": second.consensus,
        "capability mean": group.capabilities["shared"].mean,
        "capability gap": group.capabilities["shared"].gap,
        "talk priority": group.talk[0].priority,
        "modal_share": decision.modal_share,
        "owner_agreement": decision.owner_agreement,
    }


def check(line: Line, numbers: dict[str, float | None]) -> None:
    value = worked_out(line)
    decimals = len(line.result.partition(".")[2])
    assert f"{value:.{decimals}f}" == line.result
    assert numbers[line.of] == pytest.approx(value, abs=1e-9)
    if line.level is not None:
        assert level_of(value) == line.level
    assert not re.search(r"\d", line.note), "a number in a note would stand unchecked"


def test_the_method_document_is_what_the_bank_and_the_code_say(bank: Bank) -> None:
    document = DOCUMENT.read_text("utf-8")
    assert render(document, bank) == document, "stale: run `python docs/generate_method.py`"
    assert sorted(re.findall(r"<!-- generated: (\w+) -->", document)) == sorted(PARTS)


@pytest.mark.parametrize("line", RESPONDENT_LINES, ids=lambda line: line.of)
def test_each_number_of_the_worked_respondent_is_what_scoring_gives(line: Line) -> None:
    check(line, numbers_of_the_respondent())


@pytest.mark.parametrize("line", GROUP_LINES, ids=lambda line: line.of)
def test_each_number_of_the_worked_group_is_what_scoring_gives(line: Line) -> None:
    check(line, numbers_of_the_group())


def test_what_the_example_says_in_words_holds() -> None:
    mine = scored()
    assert len(RESPONDENT) == 7
    assert [sum(counts) for counts in VOTES] == [4, 4]
    assert mine.capabilities["knowledge"].reason == "too_few_answers"
    assert not mine.overall.provisional
    assert mine.overall.level == 3
    found = gaps(example_bank(), {c: s.score for c, s in mine.capabilities.items()}, TargetPreset("t", "T", TARGET))
    assert max(gap.gap or 0 for gap in found.values()) == found["quality"].gap


def test_in_a_group_of_five_one_answer_two_levels_higher_moves_a_mean_by_as_much_as_the_limits_say() -> None:
    plan = Plan(bank_of(questionnaire("strategy", capability("one", [1]))))
    before, after = (
        score_group(plan, np.array([counts])).items["one.1"].mean
        for counts in ((0, 0, 5, 0, 0, 0, 0, 0), (0, 0, 4, 0, 1, 0, 0, 0))
    )
    assert before is not None
    assert after is not None
    assert any(f"moves a question's mean by {after - before:.1f}" in limit for limit in LIMITS)


def test_the_rules_name_the_thresholds_of_the_code() -> None:
    groups, owners, time = (" ".join(section.points) for section in (GROUPS, OWNERSHIP, TIME))
    assert f"consensus below {SPLIT}" in groups
    assert f"consensus of at least {AGREED}" in groups
    assert f"T: {DEFAULT_TARGET:g} unless" in groups
    assert MOST_DIFFERENCES == 3
    assert "At most three" in groups
    assert "at least 0.8 of N" in owners
    assert f"{WORDS_A_MINUTE} a minute, plus {SECONDS_A_CHOICE} seconds" in time
    assert f"Once {FEWEST_OBSERVED} people" in time


def test_every_claim_stands_beside_exactly_the_questions_and_decisions_that_name_it(bank: Bank) -> None:
    rows = {row.split("`")[1]: row for row in DOCUMENT.read_text("utf-8").splitlines() if row.startswith("| `")}
    items, decisions = covering_items(bank), covering_decisions(bank)
    assert list(rows) == list(bank.sources.claims)
    for claim, row in rows.items():
        naming = [i.id for i in bank.items() if claim in i.claims]
        naming += [d.id for d in bank.ownership.decisions if claim in d.claims]
        assert [*(i.id for i in items[claim]), *(d.id for d in decisions[claim])] == naming
        assert re.findall(r"`([^`]+)`", row)[1:] == naming


def test_every_question_stands_in_the_document_with_its_levels_and_weight(bank: Bank) -> None:
    document = DOCUMENT.read_text("utf-8")
    for item in bank.items():
        part = document.split(f"\n`{item.id}` · ")[1].split("\n\n**Question")[0]
        assert f"weight {item.weight:g}" in part.splitlines()[0]
        assert len(re.findall(r"^[1-5]\. ", part, re.MULTILINE)) == 5
