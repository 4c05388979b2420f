"""docs/item-overlap.md leaves out no pair of capabilities that share a claim, and no question of a role."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from assessment.bank.load import load_bank
from assessment.bank.model import Bank, Capability
from assessment.settings import ROOT

DOCUMENT = (ROOT / "docs" / "item-overlap.md").read_text("utf-8")
PAIRS = "Pairs that share a claim"
ROLES = "The role questionnaires, question by question"
CODE = re.compile(r"`([^`]+)`")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(ROOT / "questions")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    part = DOCUMENT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def claims_of(capability: Capability) -> set[str]:
    return {*capability.claims, *(claim for item in capability.items for claim in item.claims)}


def shared_claims(bank: Bank) -> dict[tuple[str, str], set[str]]:
    """Capability ids of every pair in different questionnaires that shares a claim, and what they share."""
    placed = [(q.id, c) for q in bank.questionnaires for c in q.capabilities]
    return {
        (one.id, other.id): claims_of(one) & claims_of(other)
        for (here, one), (there, other) in combinations(placed, 2)
        if here != there and claims_of(one) & claims_of(other)
    }


def a_sentence(text: str) -> bool:
    return len(text.split()) >= 10 and text.endswith(".")


def test_every_pair_that_shares_a_claim_has_its_line_and_there_is_no_other(bank: Bank) -> None:
    written = {tuple(CODE.findall(pair)): set(CODE.findall(claims)) for pair, claims, _ in rows(PAIRS)}
    assert written == shared_claims(bank)
    assert all(a_sentence(difference) for *_, difference in rows(PAIRS))


def test_every_question_of_a_role_is_said_to_ask_for_mandate_or_seam(bank: Bank) -> None:
    asked = [i.id for q in bank.questionnaires if q.domain == "role_clarity" for c in q.capabilities for i in c.items]
    assert [CODE.findall(question)[0] for question, *_ in rows(ROLES)] == asked
    assert {kind for _, kind, _ in rows(ROLES)} == {"mandate", "seam"}
    assert all(a_sentence(said) for *_, said in rows(ROLES))


def test_every_question_of_a_role_opens_with_the_job_and_not_with_a_person(bank: Bank) -> None:
    for questionnaire in bank.questionnaires:
        if questionnaire.domain == "role_clarity":
            for capability in questionnaire.capabilities:
                assert all(
                    re.match(
                        r"Whoever leads (generative AI here, with or without|technology here, whatever) the title, ",
                        i.text,
                    )
                    for i in capability.items
                )


def test_every_question_and_capability_the_document_names_is_in_the_bank(bank: Bank) -> None:
    known = {c.id for c in bank.capabilities()} | {i.id for i in bank.items()} | set(bank.sources.claims)
    assert set(CODE.findall(DOCUMENT)) <= known
