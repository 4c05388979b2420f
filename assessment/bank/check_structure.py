"""Rules of the content check on what has to be there: items, next steps, claims, roles, decisions, provenance."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.bank.model import Bank, Capability, Decision, Figure, Item, Ownership
from assessment.bank.problem import Problem

DOMAINS = ("strategy", "data", "literacy", "role_clarity")
ROLES = (
    *("ceo", "cio", "cto", "head_of_genai", "cdo", "cfo", "coo", "chro"),
    *("risk", "security", "product", "business", "other"),
)
DECISIONS = 10
STEPS = (1, 2, 3, 4)

NOT_STATED = "not stated"
MAY_BE_NOT_STATED = {"n", "fielded", "geography", "title", "url"}
"""What our reading of a publisher may leave open; who was asked, who says so and how we read it are always known."""

PLACEHOLDERS = {"-", "–", "?", "n/a", "na", "none", "tbc", "tbd", "todo", "unknown"}
STATUSES = ("publisher's page", "publisher's text", "secondary page")
"""How a figure's status begins: where it was read."""


def check_structure(bank: Bank) -> Iterator[Problem]:
    """Every problem of what is there and what refers to what."""
    for questionnaire in bank.questionnaires:
        if questionnaire.domain not in DOMAINS:
            message = f"domain {questionnaire.domain!r} isn't one of {', '.join(DOMAINS)}"
            yield Problem(questionnaire.id, "domain", message)
    for capability in bank.capabilities():
        yield from _check_capability(capability)
        yield from _check_covered(capability)
    yield from _check_claims(bank)
    roles = {role.id for role in bank.edition.roles}
    if missing := [role for role in ROLES if role not in roles]:
        yield Problem("edition.yaml", "roles", f"roles lack {', '.join(missing)}")
    if bank.ownership != Ownership() and len(bank.ownership.decisions) != DECISIONS:
        message = f"{len(bank.ownership.decisions)} decisions where {DECISIONS} are expected"
        yield Problem("ownership.yaml", "ten-decisions", message)
    yield from _check_figures(bank)


def _check_capability(capability: Capability) -> Iterator[Problem]:
    if not any(item.core for item in capability.items):
        yield Problem(capability.id, "core-item", "no item has core: true, so Pulse can't ask about it")
    if len(capability.items) < 2:
        yield Problem(capability.id, "two-items", "has one item; Full asks at least two")
    for level in STEPS:
        if level not in capability.next_steps:
            yield Problem(capability.id, "next-steps", f"no next step from level {level} to {level + 1}")
    if capability.discussion is None:
        yield Problem(capability.id, "discussion", "no facilitator questions (split and low)")


def _check_covered(capability: Capability) -> Iterator[Problem]:
    covered = {claim for item in capability.items for claim in item.claims}
    for claim in capability.claims:
        if claim not in covered:
            yield Problem(capability.id, "claims-covered", f"none of its items covers the claim {claim!r}")
    for item in capability.items:
        for claim in item.claims:
            if claim not in capability.claims:
                yield Problem(item.id, "claims-covered", f"covers {claim!r}, which its capability doesn't list")


def _check_claims(bank: Bank) -> Iterator[Problem]:
    sources = bank.sources
    for claim_id, claim in sources.claims.items():
        if claim.source not in sources.sources:
            yield Problem(claim_id, "known-claims", f"names the source {claim.source!r}, which sources.yaml lacks")
    owners: list[Capability | Item | Decision] = [*bank.capabilities(), *bank.items(), *bank.ownership.decisions]
    for owner in owners:
        for claim_id in owner.claims:
            if claim_id not in sources.claims:
                yield Problem(owner.id, "known-claims", f"names the claim {claim_id!r}, which sources.yaml lacks")
    listed = {claim_id for capability in bank.capabilities() for claim_id in capability.claims}
    for claim_id in sources.claims:
        if claim_id not in listed:
            yield Problem(claim_id, "claims-listed", "no capability lists this claim")


def _check_figures(bank: Bank) -> Iterator[Problem]:
    for question in bank.reference:
        if not question.figures:
            yield Problem(question.id, "figures", "has no published figure to stand beside")
        for at, figure in enumerate(question.figures, 1):
            for message in _provenance(figure):
                yield Problem(question.id, "figures", f"figure {at}: {message}")


def _provenance(figure: Figure) -> Iterator[str]:
    """What is missing of where a figure comes from."""
    for key in ("population", "n", "fielded", "geography", "publisher", "title", "url", "status", "caveat"):
        text = getattr(figure, key).strip().lower().rstrip(".")
        if text in PLACEHOLDERS:
            allowed = f"; write {NOT_STATED!r} where the publisher gives none" if key in MAY_BE_NOT_STATED else ""
            yield f"{key} is a placeholder{allowed}"
        elif text == NOT_STATED and key not in MAY_BE_NOT_STATED:
            yield f"{key} has to be stated"
    if not figure.status.startswith(STATUSES):
        yield f"status has to begin with one of: {', '.join(STATUSES)}"
