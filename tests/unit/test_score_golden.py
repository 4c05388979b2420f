"""The cases of tests/golden/scoring.yaml, worked by hand, come out as worked."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from assessment.scoring.group import DEFAULT_TARGET, score_group
from assessment.scoring.plan import Plan
from assessment.scoring.score import score_respondent
from tests.unit.banks import outlined

CASES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "scoring.yaml").read_text("utf-8"))


def named(cases: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(case, id=case["case"]) for case in cases]


def plan_of(case: dict[str, Any]) -> Plan:
    bank = outlined(case["bank"], case.get("weights"))
    return Plan(bank, case.get("mode", "full"), case.get("questionnaires"))


def compare(actual: Any, expected: Any, path: str) -> None:
    """Assert that `actual` has everything `expected` names, numbers to 1e-11."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            compare(actual[key], value, f"{path}.{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), path
        for n, value in enumerate(expected):
            compare(actual[n], value, f"{path}[{n}]")
    elif isinstance(expected, str) and "/" in expected:
        assert actual == pytest.approx(float(Fraction(expected)), abs=1e-11), path
    elif isinstance(expected, int | float) and not isinstance(expected, bool):
        assert actual == pytest.approx(expected, abs=1e-11), path
    else:
        assert actual == expected, path


@pytest.mark.parametrize("case", named(CASES["respondents"]))
def test_a_respondent_worked_by_hand(case: dict[str, Any]) -> None:
    answers = {item: str(value) for item, value in case["answers"].items()}
    compare(asdict(score_respondent(plan_of(case), answers)), case["expect"], "result")


@pytest.mark.parametrize("case", named(CASES["groups"]))
def test_a_group_worked_by_hand(case: dict[str, Any]) -> None:
    plan = plan_of(case)
    counts = np.array([case["counts"][item.id] for item in plan.items])
    result = score_group(plan, counts, case.get("target", DEFAULT_TARGET))
    compare(asdict(result), case["expect"], "result")
