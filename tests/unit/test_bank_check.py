"""The content check: each rule finds what it is for, leaves its near misses alone, and can be waived with a reason."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from assessment.bank.check import check_bank
from assessment.bank.check_wording import reading_ease
from assessment.bank.model import Item
from assessment.bank.problem import RULES
from assessment.errors import BankError
from assessment.settings import ROOT
from tests.unit.tiny_bank import DECISIONS, GONE, Files, put, sound_figure, sound_files, tiny_files, write_bank

Path_ = tuple[str | int, ...]

CAPABILITY: Path_ = ("strategy.yaml", "capabilities", 0)
ITEM: Path_ = (*CAPABILITY, "items", 0)
TEXT: Path_ = (*ITEM, "text")
LEVELS: Path_ = (*ITEM, "levels")
FIGURE: Path_ = ("reference.yaml", "questions", 0, "figures", 0)
LADDER = sound_files()["strategy.yaml"]["capabilities"][0]["items"][0]["levels"]
OTHER_LADDER = sound_files()["strategy.yaml"]["capabilities"][0]["items"][1]["levels"]
HARD_LADDER = [
    f"Management evaluation of operational {noun} is unavailable."
    for noun in ("responsibility", "accountability", "profitability", "sustainability", "reliability")
]


def words(count: int) -> str:
    """A text of that many short words, no two of such texts alike in their first half."""
    return " ".join(f"{'abcdefghij'[n % 10]}{count}{n}" for n in range(count))


def ladder(at: int, *texts: str) -> list[str]:
    """The sound ladder with `texts` from the level `at` upwards."""
    return [*LADDER[: at - 1], *texts, *LADDER[at - 1 + len(texts) :]]


def rules_broken(folder: Path, files: Files) -> set[str]:
    return {problem.rule for problem in check_bank(write_bank(folder, files))}


def test_the_shipped_bank_has_no_problem() -> None:
    assert [str(problem) for problem in check_bank(ROOT / "questions")] == []


def test_a_sound_bank_has_no_problem(tmp_path: Path) -> None:
    assert check_bank(write_bank(tmp_path, sound_files())) == []


def test_the_smallest_bank_is_told_what_it_lacks(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_bank(write_bank(tmp_path, tiny_files()))] == [
        "strategy.value: two-items: has one item; Full asks at least two",
        *(f"strategy.value: next-steps: no next step from level {n} to {n + 1}" for n in (1, 2, 3, 4)),
        "strategy.value: discussion: no facilitator questions (split and low)",
    ]


STRUCTURE: list[tuple[str, Path_, Any, Any]] = [
    ("core-item", (*ITEM, "core"), False, True),
    ("two-items", (*CAPABILITY, "items", 1), GONE, sound_files()["strategy.yaml"]["capabilities"][0]["items"][1]),
    ("next-steps", (*CAPABILITY, "next_steps", 3), GONE, "Name one owner."),
    ("next-steps", (*CAPABILITY, "next_steps"), GONE, {n: f"Take step {n}." for n in range(1, 5)}),
    ("discussion", (*CAPABILITY, "discussion"), GONE, {"split": "Which one?", "low": "Which other?"}),
    ("domain", ("strategy.yaml", "domain"), "finance", "role_clarity"),
    ("roles", ("edition.yaml", "roles", 3, "id"), "head_of_ai", "head_of_genai"),
    ("ten-decisions", ("ownership.yaml", "decisions", 9), GONE, {"id": "own.x", "text": DECISIONS[9]}),
    ("ten-decisions", ("ownership.yaml", "decisions"), [], sound_files()["ownership.yaml"]["decisions"]),
    ("known-claims", ("sources.yaml", "claims", "pays", "source"), "s2", "s1"),
    ("known-claims", ("ownership.yaml", "decisions", 0, "claims"), ["unheard"], ["costs"]),
    ("known-claims", (*CAPABILITY, "claims", 0), "unheard", "pays"),
    ("known-claims", (*ITEM, "claims"), ["pays", "unheard"], ["pays", "costs"]),
    ("known-claims", ("sources.yaml",), GONE, sound_files()["sources.yaml"]),
    ("claims-listed", ("sources.yaml", "claims", "more"), {"source": "s1", "text": "More."}, GONE),
    ("claims-covered", (*ITEM, "claims"), [], ["pays"]),
    ("claims-covered", (*CAPABILITY, "claims"), ["pays"], ["costs", "pays"]),
    ("figures", ("reference.yaml", "questions", 0, "figures"), [], [sound_figure()]),
    ("figures", (*FIGURE, "publisher"), "not stated", "A bureau"),
    ("figures", (*FIGURE, "population"), "unknown", "Firms with 10 or more people"),
    ("figures", (*FIGURE, "n"), "n/a", "about 1,200"),
    ("figures", (*FIGURE, "url"), "TBC", "https://example.org"),
    ("figures", (*FIGURE, "caveat"), "-", "Other firms were asked."),
    ("figures", (*FIGURE, "status"), "read somewhere", "secondary page, original not read"),
]

WORDING: list[tuple[str, Path_, Any, Any]] = [
    ("level-length", (*LEVELS, 0), words(5), words(6)),
    ("level-length", (*LEVELS, 4), words(23), words(22)),
    ("item-length", TEXT, f"{words(63)}?", f"{words(62)}?"),  # its levels have 38 words
    ("agreement", TEXT, "Do you agree that AI pays here?", "Who has to agree that AI pays here?"),
    ("agreement", TEXT, "To what extent does AI pay here?", "To whom does AI pay here?"),
    ("agreement", TEXT, "To what degree is AI known here?", "What degree does the head of AI hold?"),
    ("agreement", TEXT, "AI pays here.", "AI pays here. What shows it?"),
    ("agreement", TEXT, "On a scale of one to five, how good is it?", "On which scales is it weighed?"),
    ("agreement", (*LEVELS, 1), "Strongly agree that the money is well spent.", "Agreeing on the money took two goes."),
    ("one-idea", TEXT, "Who funds AI and/or runs it?", "Who funds AI, or lends people to it?"),
    ("one-idea", TEXT, "Which goals/targets does AI have?", "Which goal does AI have in 2026/27?"),
    ("one-idea", (*LEVELS, 1), "A benefit for staff/customers that its sponsor hopes for.", LADDER[1]),
    ("one-idea", TEXT, "Who funds AI? Who runs it?", "Somebody funds AI. Who is it?"),
    ("one-idea", TEXT, "Who funds AI, and how is it run?", "Who funds AI and people?"),
    ("one-idea", TEXT, "Is there a plan for AI, and do you follow it?", "Is there a plan that you follow?"),
    ("one-idea", TEXT, "How do you plan and measure AI work?", "How do you measure AI work and its cost?"),
    ("one-idea", TEXT, "How do leaders approve AI uses and monitor them?", "AI is planned and used. Who approves it?"),
    ("one-idea", TEXT, "Does AI have a strategy and a budget?", "What budget comes with strategy and skills?"),
    ("one-idea", TEXT, "When money is short, is AI cut and staff kept?", "When money and time are short, is AI cut?"),
    ("one-idea", TEXT, "How clear and useful is the plan?", "How clear is the plan to sales and finance?"),
    ("one-idea", TEXT, "Who looks at cost as well as risk?", "Who looks at risk?"),
    ("words", TEXT, "What is GPT4 or a KPI to finance?", "What is a script or a skip to finance?"),
    ("words", TEXT, "What LLMs does finance use?", "What tools does finance use?"),
    ("words", TEXT, "What does the best-practice guide say?", "What does practice at its best look like?"),
    (
        "words",
        (*LEVELS, 2),
        "The full cost of ChatGPT, set beside the benefit.",
        "The full cost, set beside some benefit.",
    ),
    (
        "words",
        (*LEVELS, 2),
        "The full cost, which SAP sets beside the benefit.",
        "The sap of the matter, beside the benefit.",
    ),
    ("words", (*CAPABILITY, "next_steps", 1), "Leverage one team.", "Ask one team."),
    ("words", (*CAPABILITY, "discussion", "low"), "Which stakeholders?", "Which people?"),
    ("words", (*CAPABILITY, "title"), "KPIs", "Aims"),
    ("words", ("strategy.yaml", "summary"), "A holistic view.", "A whole view."),
    ("words", ("ownership.yaml", "decisions", 0, "text"), "Who synergises? What synergies?", "Who shares?"),
    ("reading-ease", LEVELS, HARD_LADDER, LADDER),
]

LADDERS: list[tuple[str, Path_, Any, Any]] = [
    ("alike", (*LEVELS, 0), "A benefit that a sponsor hopes for.", "A letter that one sponsor has sent."),
    ("alike", (*LEVELS, 4), OTHER_LADDER[4], "Such results from earlier uses, and lessons."),
    ("alike", (*CAPABILITY, "items", 1, "text"), "What must be shown before AI gets staff?", "Who gives AI its staff?"),
    ("adverbs", LEVELS, ladder(2, "Some teams count the full cost.", "Most teams count the full cost."), LADDER),
    ("adverbs", LEVELS, ladder(1, "The cost is partly known here.", "The cost is fully known here."), LADDER),
    ("adverbs", LEVELS, ladder(3, "One team often looks at cost.", "Every team always looks at cost."), LADDER),
    (
        "adverbs",
        LEVELS,
        ladder(4, "Costs are loosely set against value.", "Costs are tightly set against value."),
        LADDER,
    ),
    ("adverbs", LEVELS, ladder(4, "A small number of teams use it.", "A large number of teams use it."), LADDER),
    ("adverbs", LEVELS, ladder(2, "About 20 % of uses have a cost.", "Over 60 % of uses have a cost."), LADDER),
    ("adverbs", LEVELS, ladder(2, "Some teams count the full cost.", "Some teams count cost and gain."), LADDER),
]


@pytest.mark.parametrize(("rule", "path", "bad", "good"), [*STRUCTURE, *WORDING, *LADDERS[:-1]])
def test_a_rule_finds_its_bad_example_and_passes_its_good_one(
    tmp_path: Path, rule: str, path: Path_, bad: Any, good: Any
) -> None:
    assert rule in rules_broken(tmp_path / "bad", put(sound_files(), *path, value=bad))
    better = put(sound_files(), *path, value=good) if good is not GONE else sound_files()
    assert rule not in rules_broken(tmp_path / "good", better)


def test_levels_that_differ_in_what_is_counted_are_no_adverb_ladder(tmp_path: Path) -> None:
    files = put(sound_files(), *LEVELS, value=LADDERS[-1][2])
    assert "adverbs" not in rules_broken(tmp_path, files)


def test_the_mean_length_is_a_rule_of_the_whole_bank(tmp_path: Path) -> None:
    # Levels of 38 and 49 words; questions of 43 and 30 words make (81 + 79) / 2 = 80, one word more 80.5.
    assert [sum(len(level.split()) for level in levels) for levels in (LADDER, OTHER_LADDER)] == [38, 49]
    files = put(sound_files(), *TEXT, value=f"{words(43)}?")
    files = put(files, *CAPABILITY, "items", 1, "text", value=f"{words(30)}?")
    assert rules_broken(tmp_path / "good", files) == set()
    files = put(files, *TEXT, value=f"{words(44)}?")
    (problem,) = check_bank(write_bank(tmp_path / "bad", files))
    assert str(problem) == "tiny: mean-length: 80.5 words a question with its levels on average, at most 80 are wanted"


HEAD = "Whoever leads generative AI here, with or without the title, "
TECHNOLOGY = "Whoever leads technology here, "


@pytest.mark.parametrize(
    ("questionnaire", "opening", "broken"),
    [
        ("head_of_genai", HEAD, False),
        ("head_of_genai", TECHNOLOGY, True),
        ("head_of_genai", "Whoever leads generative AI here, ", True),
        ("cio_cto", TECHNOLOGY, False),
        ("cio_cto", "Whoever leads technology ", True),
        ("cio_cto", "", True),
        ("strategy", "", False),
    ],
)
def test_an_item_about_a_role_opens_with_words_that_leave_open_who_has_it(
    tmp_path: Path, questionnaire: str, opening: str, broken: bool
) -> None:
    files = put(sound_files(), "strategy.yaml", "id", value=questionnaire)
    for at in (0, 1):
        item = (*CAPABILITY, "items", at, "text")
        files = put(files, *item, value=f"{opening}{('wants money', 'wants staff')[at]}. Who decides on it?")
    problems = check_bank(write_bank(tmp_path, files))
    wanted = ["strategy.value.1", "strategy.value.2"] if broken else []
    assert [problem.where for problem in problems if problem.rule == "role-opening"] == wanted


def test_reading_ease_is_the_formula_of_flesch() -> None:
    # "What pays for it?" and five times "The team has one plan now.": 34 words, 6 sentences, 34 syllables:
    # 206.835 - 1.015 x 34 / 6 - 84.6 x 34 / 34 = 206.835 - 5.7517 - 84.6 = 116.483
    easy = Item("a", "What pays for it?", ("The team has one plan now.",) * 5)
    assert reading_ease(easy) == pytest.approx(116.483, abs=0.001)
    # "Management evaluation of operational responsibility is unavailable" has 7 words and 3+5+1+5+6+1+5 = 26
    # syllables: 4 + 35 words, 6 sentences, 4 + 130 syllables:
    # 206.835 - 1.015 x 39 / 6 - 84.6 x 134 / 39 = 206.835 - 6.5975 - 290.6769 = -90.439
    hard = Item("a", "What pays for it?", (HARD_LADDER[0].rstrip("."),) * 5)
    assert reading_ease(hard) == pytest.approx(-90.439, abs=0.001)


def test_problems_come_in_bank_order_each_on_one_line(tmp_path: Path) -> None:
    files = put(sound_files(), *CAPABILITY, "items", 1, "text", value="Who funds\n\nAI and/or\n\nruns it?")
    files = put(files, *LEVELS, 0, value="Nothing yet.")
    files = put(files, *CAPABILITY, "discussion", value=GONE)
    lines = [str(problem) for problem in check_bank(write_bank(tmp_path, files))]
    assert lines == [
        "strategy.value: discussion: no facilitator questions (split and low)",
        "strategy.value.1: level-length: level 1 has 2 words, 6 to 22 are wanted",
        "strategy.value.2: one-idea: 'and/or' leaves open which is meant",
    ]


def test_a_bank_that_does_not_load_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"^strategy\.yaml, .*title: is missing$"):
        check_bank(write_bank(tmp_path, put(sound_files(), "strategy.yaml", "title", value=GONE)))


@pytest.mark.parametrize(
    "text", ["?", "…", "日本語の質問ですか？", "🙂 🙂 🙂", "9 8 7", "/", "and/or/and", "a" * 5000, "-", "'"]
)
def test_odd_texts_are_problems_and_no_crash(tmp_path: Path, text: str) -> None:
    files = put(sound_files(), *LEVELS, value=[text] * 5)
    files = put(put(files, *TEXT, value=text), *CAPABILITY, "discussion", "low", value=text)
    assert {"level-length", "alike"} <= rules_broken(tmp_path, files)


@pytest.mark.parametrize("text", ["a" * 60_000, ", is a" * 10_000, "plan and " * 7_000, "a? " * 20_000, "a/" * 30_000])
def test_a_text_as_long_as_a_book_is_checked_in_seconds(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    assert "item-length" in rules_broken(tmp_path, put(sound_files(), *TEXT, value=f"{text} {words(101)}"))
    assert time.perf_counter() - started < 10


def test_every_rule_has_an_example_here_or_in_the_tests_of_exemptions_editions_and_translations() -> None:
    examples = {rule for rule, *_ in (*STRUCTURE, *WORDING, *LADDERS)} | {"mean-length", "role-opening"}
    elsewhere = {"exempt", "published", "translation-missing", "translation-stale"}
    assert examples == RULES.keys() - elsewhere


@pytest.mark.parametrize("rule", RULES)
def test_the_authors_guide_names_every_rule(rule: str) -> None:
    assert f"`{rule}`" in (ROOT / "docs" / "authoring.md").read_text("utf-8")
