"""A million respondents, 52 items: every capability, questionnaire, domain and overall score, beside pandas.

pandas gets the table melted and grouped, in pieces of 100,000 respondents, which it does in two thirds of the time of
the whole at once. Both results have to agree to 1e-9. Ratio: pandas / ours. Ours is the median of several runs;
`peak_mib` is what it needs on top of the answers, results included.

Targets: at least 50 times faster than pandas, under 1 GiB.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from statistics import median

import numpy as np
import pandas as pd

from assessment.bank.model import Bank, Capability, Edition, Item, Ownership, Questionnaire, Sources
from assessment.scoring.arrays import ScoreArrays, score_many
from assessment.scoring.plan import BLANK, DONT_KNOW, NOT_APPLICABLE, Answers, Plan
from bench.results import Line, line

RESPONDENTS = 1_000_000
PIECE = 100_000
RUNS = 5
QUESTIONNAIRES = {"strategy": 6, "data": 5, "literacy": 5, "head_of_genai": 5, "cio_cto": 5}
DOMAINS = {"head_of_genai": "role_clarity", "cio_cto": "role_clarity"}


def measure() -> Iterator[Line]:
    """One line, `score_million`, in seconds. Raises AssertionError where the two results differ."""
    plan = Plan(_bank())
    answers = _answers(len(plan.items))
    value = median(_seconds(plan, answers) for _ in range(RUNS))
    ours = score_many(plan, answers)
    baseline = 0.0
    for first in range(0, RESPONDENTS, PIECE):
        rows = slice(first, first + PIECE)
        start = time.perf_counter()
        theirs = _with_pandas(plan, answers[rows])
        baseline += time.perf_counter() - start
        _assert_equal(ours, theirs, rows)
    del ours
    measured = line("score_million", value, "s", baseline, baseline / value, RESPONDENTS)
    yield measured | {"peak_mib": round(_peak(plan, answers) / 2**20)}


def _seconds(plan: Plan, answers: Answers) -> float:
    start = time.perf_counter()
    score_many(plan, answers)
    return time.perf_counter() - start


def _with_pandas(plan: Plan, answers: Answers) -> dict[str, pd.Series]:
    """The same scores by melting the answers and grouping them, level by level."""
    capabilities = len(plan.capabilities)
    capability_of = np.repeat(range(capabilities), [span.stop - span.start for span in plan.item_spans])
    questionnaire_of = np.repeat(range(len(QUESTIONNAIRES)), list(QUESTIONNAIRES.values()))
    domain_of = np.array([plan.bank.domains.index(q.domain) for q in plan.bank.questionnaires])

    wide = pd.DataFrame(answers, columns=pd.CategoricalIndex(range(len(plan.items)), name="item"))
    long = wide.melt(value_name="answer", ignore_index=False)
    item = long["item"].cat.codes.to_numpy()
    weight = plan.item_weights[item]
    by_item = pd.DataFrame(
        {
            "respondent": long.index,
            "capability": capability_of[item],
            "points": weight * long["answer"].clip(lower=0).to_numpy(),
            "answered": weight * (long["answer"] > 0).to_numpy(),
            "applicable": weight * (long["answer"] != NOT_APPLICABLE).to_numpy(),
        }
    )
    by_capability = by_item.groupby(["respondent", "capability"])[["points", "answered", "applicable"]].sum()
    enough = (by_capability["answered"] > 0) & (2 * by_capability["answered"] >= by_capability["applicable"])
    score = (by_capability["points"] / by_capability["answered"]).where(enough)
    coverage = by_capability["answered"] / by_capability["applicable"]

    of = by_capability.index.get_level_values("capability")
    weight = plan.capability_weights[of]
    by_questionnaire = (
        pd.DataFrame(
            {
                "questionnaire": questionnaire_of[of],
                "points": weight * score.fillna(0),
                "scored": weight * score.notna(),
                "weight": weight * (by_capability["applicable"] > 0),
                "answered": by_capability["answered"],
                "applicable": by_capability["applicable"],
            }
        )
        .groupby(["respondent", "questionnaire"])
        .sum()
    )
    enough = (by_questionnaire["scored"] > 0) & (2 * by_questionnaire["scored"] >= by_questionnaire["weight"])
    questionnaire = (by_questionnaire["points"] / by_questionnaire["scored"]).where(enough)

    in_domain = domain_of[questionnaire.index.get_level_values("questionnaire")]
    domain = questionnaire.groupby([questionnaire.index.get_level_values("respondent"), in_domain]).mean()
    by_respondent = domain.groupby(level="respondent")
    overall = by_respondent.mean().where(by_respondent.count() == len(plan.bank.domains))
    weights = by_questionnaire.groupby(level="respondent")[["answered", "applicable"]].sum()
    return {
        "capabilities": score,
        "capability_coverage": coverage,
        "questionnaires": questionnaire,
        "questionnaire_coverage": by_questionnaire["answered"] / by_questionnaire["applicable"],
        "domains": domain,
        "overall": overall,
        "coverage": weights["answered"] / weights["applicable"],
    }


def _assert_equal(ours: ScoreArrays, theirs: dict[str, pd.Series], rows: slice) -> None:
    for name, series in theirs.items():
        values = vars(ours)[name][rows]
        np.testing.assert_allclose(values, series.to_numpy().reshape(values.shape), rtol=0, atol=1e-9, err_msg=name)


def _peak(plan: Plan, answers: Answers) -> int:
    """The bytes that scoring allocates at most at one time."""
    tracemalloc.start()
    score_many(plan, answers)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def _answers(items: int) -> Answers:
    """Mostly levels, some of each other kind."""
    kinds = np.array([1, 2, 3, 4, 5, BLANK, DONT_KNOW, NOT_APPLICABLE], np.int8)
    shares = [0.16, 0.2, 0.22, 0.18, 0.12, 0.05, 0.05, 0.02]
    return np.random.default_rng(2026).choice(kinds, (RESPONDENTS, items), p=shares)


def _bank() -> Bank:
    """26 capabilities of two items each, unevenly weighted."""
    levels = ("1", "2", "3", "4", "5")
    questionnaires = tuple(
        Questionnaire(
            id,
            DOMAINS.get(id, id),
            id,
            "",
            tuple(
                Capability(
                    f"{id}.{n}",
                    "",
                    "",
                    tuple(Item(f"{id}.{n}.{m}", "", levels, weight=weight) for m, weight in enumerate((1.0, 0.6))),
                    weight=(1.0, 2.0, 1.5)[n % 3],
                )
                for n in range(capabilities)
            ),
        )
        for id, capabilities in QUESTIONNAIRES.items()
    )
    edition = Edition("bench", "", "", ("a", "b", "c", "d", "e"), (), (), (), (), ())
    return Bank(edition, questionnaires, Ownership(), (), Sources(), "")
