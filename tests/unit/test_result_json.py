"""Result JSON is a contract: these keys in this order, unrounded numbers, null for what doesn't exist."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assessment.reports.result_json import result_document, result_json
from assessment.results import build_result
from assessment.scoring import SCORING_VERSION
from assessment.scoring.plan import Plan
from tests.unit.worked_result import BANK, R1, R2, worked

EXPECTED = {
    "format": "ai-leadership-assessment/result",
    "version": 1,
    "edition": {"id": "test", "content_hash": "0" * 64},
    "scoring_version": SCORING_VERSION,
    "mode": "full",
    "simulated": True,
    "organisation": "Ü & Co",
    "respondents": [
        {
            "respondent": "r1",
            "role": "cio",
            "overall": {
                "score": 2.833333,  # 17/6
                "index": 45.833333,  # (17/6 − 1) / 4 × 100
                "level": 3,
                "coverage": 1.0,
                "dont_know_rate": 0.0,
                "provisional": False,
                "index_low": 45.833333,
                "index_high": 45.833333,
            },
            "domains": {
                "strategy": {"score": 3.666667, "index": 66.666667, "level": 4},
                "data": {"score": 2.0, "index": 25.0, "level": 2},
            },
            "questionnaires": {
                "strategy": {"score": 3.666667, "index": 66.666667, "level": 4, "coverage": 1.0},
                "data": {"score": 2.0, "index": 25.0, "level": 2, "coverage": 1.0},
            },
            "capabilities": {
                "a": {
                    "score": 3.666667,
                    "level": 4,
                    "coverage": 1.0,
                    "answered": 2,
                    "asked": 2,
                    "dont_know": 0,
                    "not_applicable": 0,
                },
                "d": {
                    "score": 2.0,
                    "level": 2,
                    "coverage": 1.0,
                    "answered": 1,
                    "asked": 1,
                    "dont_know": 0,
                    "not_applicable": 0,
                },
            },
            "ownership": {"named": 1, "no_one": 0, "several": 0, "dont_know": 0, "blank": 0},
            "weakest_link": None,
        },
        {
            "respondent": "r2",
            "role": "cfo",
            "overall": {
                "score": None,
                "index": None,
                "level": None,
                "coverage": 0.5,
                "dont_know_rate": 0.333333,  # one of three items
                "provisional": True,
                "index_low": None,
                "index_high": None,
            },
            "domains": {
                "strategy": {"score": None, "index": None, "level": None},
                "data": {"score": 2.0, "index": 25.0, "level": 2},
            },
            "questionnaires": {
                "strategy": {"score": None, "index": None, "level": None, "coverage": 0.333333},
                "data": {"score": 2.0, "index": 25.0, "level": 2, "coverage": 1.0},
            },
            "capabilities": {
                "a": {
                    "score": None,
                    "level": None,
                    "coverage": 0.333333,
                    "answered": 1,
                    "asked": 2,
                    "dont_know": 1,
                    "not_applicable": 0,
                },
                "d": {
                    "score": 2.0,
                    "level": 2,
                    "coverage": 1.0,
                    "answered": 1,
                    "asked": 1,
                    "dont_know": 0,
                    "not_applicable": 0,
                },
            },
            "ownership": {"named": 0, "no_one": 0, "several": 0, "dont_know": 0, "blank": 1},
            "weakest_link": None,
        },
    ],
    "group": {
        "n": 2,
        "overall": {"score": 2.666667, "index": 41.666667, "level": 3},  # (10/3 + 2) / 2 = 8/3
        "domains": {
            "strategy": {"score": 3.333333, "index": 58.333333, "level": 3},
            "data": {"score": 2.0, "index": 25.0, "level": 2},
        },
        "questionnaires": {
            "strategy": {"score": 3.333333, "index": 58.333333, "level": 3},
            "data": {"score": 2.0, "index": 25.0, "level": 2},
        },
        "capabilities": {
            # Item means 2 and 4: (1·2 + 2·4) / 3. Item gaps to 4: (1 + 3) / 2 and 0: (1·2 + 2·0) / 3.
            "a": {"mean": 3.333333, "level": 3, "gap": 0.666667, "consensus": 0.584963},
            "d": {"mean": 2.0, "level": 2, "gap": 2.0, "consensus": 1.0},
        },
        "items": {
            "a.1": {
                "counts": [1, 0, 1, 0, 0],
                "dont_know": 0,
                "not_applicable": 0,
                "blank": 0,
                "mean": 2.0,
                "consensus": 0.584963,  # 1 + ½·log₂(1 − ¼) + ½·log₂(1 − ¼)
            },
            "a.2": {
                "counts": [0, 0, 0, 1, 0],
                "dont_know": 1,
                "not_applicable": 0,
                "blank": 0,
                "mean": 4.0,
                "consensus": None,
            },
            "d.1": {
                "counts": [0, 2, 0, 0, 0],
                "dont_know": 0,
                "not_applicable": 0,
                "blank": 0,
                "mean": 2.0,
                "consensus": 1.0,
            },
        },
        "ownership": {
            "stop": {
                "counts": {"cio": 1},
                "n": 1,
                "dont_know": 0,
                "owner_agreement": None,
                "modal_owner": "cio",
                "modal_share": 1.0,
                "state": "clear",
            }
        },
        "ownership_states": {"clear": 1, "contested": 0, "unowned": 0, "unknown": 0},
        "roles": {
            "cio": {"n": 1, "capabilities": {"a": {"mean": 3.666667}, "d": {"mean": 2.0}}},
            "cfo": {"n": 1, "capabilities": {"a": {"mean": 1.0}, "d": {"mean": 2.0}}},
        },
        "sides": [],
        "talk": [{"capability": "a", "priority": 0.276692}],  # 1 × 2/3 × (1 − 0.584963)
        "act": [{"capability": "d", "priority": 2.0}],  # 1 × 2
    },
}


def test_the_whole_document_is_the_one_worked_out_by_hand() -> None:
    text = result_json(worked())
    found = json.loads(text, parse_float=lambda number: round(float(number), 6))
    assert json.dumps(found, indent=1) == json.dumps(EXPECTED, indent=1)  # As text: the order of keys counts.


def test_scores_are_not_rounded() -> None:
    assert '"score": 3.6666666666666665' in result_json(worked())


def test_one_respondent_is_no_group() -> None:
    document = result_document(worked(R1))
    assert document["group"] is None
    assert document["simulated"] is False
    assert len(document["respondents"]) == 1


def test_what_an_anonymous_group_hands_out_has_no_respondents() -> None:
    document = result_document(replace(worked(), respondents=()))
    assert document["respondents"] == []
    assert document["group"]["n"] == 2


def test_a_group_without_roles_has_an_empty_object_of_them() -> None:
    nobody = [replace(r, role=None) for r in (R1, R2)]
    document = result_document(build_result(Plan(BANK), nobody))
    assert document["organisation"] is None
    assert [r["role"] for r in document["respondents"]] == [None, None]
    assert (document["group"]["roles"], document["group"]["sides"]) == ({}, [])


@pytest.mark.parametrize("text", ["=cmd()", "👩🏽‍💻", "مرحبا", "<script>alert(1)</script>", '"\\\n\u2028'])
def test_free_text_comes_back_as_it_was_given(text: str) -> None:
    document = json.loads(result_json(worked(replace(R1, label=text))))
    assert document["respondents"][0]["respondent"] == text
