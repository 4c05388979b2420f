"""What people call the owners of decisions, and how many of a group named whom."""

from __future__ import annotations

from assessment.bank.model import DONT_KNOW_OWNER, NO_ONE, SEVERAL, Bank
from assessment.scoring.ownership import DecisionResult, owner_ids

_EVERY_BANK_HAS = {NO_ONE: "No one", SEVERAL: "Several, no agreed lead", DONT_KNOW_OWNER: "Don't know"}


def owner_titles(bank: Bank) -> dict[str, str]:
    """The title of each owner by id, in owner order, those included that every bank has."""
    titles = _EVERY_BANK_HAS | {owner.id: owner.title for owner in bank.ownership.owners}
    return {id: titles[id] for id in owner_ids(bank)}


def named_by(bank: Bank, found: DecisionResult) -> str:
    """Whom most of a group named for a decision: "9 of 12 named: CIO"; or why there is nobody to name."""
    if found.withheld:
        return f"{found.withheld} answered, too few to show whom they named"
    if found.modal_owner is None:
        return "nobody named an owner" if found.n else "nobody answered"
    return f"{found.counts[found.modal_owner]} of {found.n} named: {owner_titles(bank)[found.modal_owner]}"


def owner_counts(bank: Bank, found: DecisionResult) -> dict[str, int]:
    """How many chose each owner, by id in owner order, "don't know" included."""
    counts = {**found.counts, "dont_know": found.dont_know}
    return {owner: counts[owner] for owner in owner_titles(bank) if counts.get(owner)}
