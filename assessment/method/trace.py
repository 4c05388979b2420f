"""From a claim of a source to the questions that cover it."""

from __future__ import annotations

from assessment.bank.model import Bank, Decision, Item
from assessment.language import _


def item_names(bank: Bank) -> dict[str, str]:
    """What an item is called in running text, by item id: its capability's title and its number there."""
    name = _("{capability}, question {number}")
    return {
        item.id: name.format(capability=capability.title, number=number)
        for capability in bank.capabilities()
        for number, item in enumerate(capability.items, 1)
    }


def covering_items(bank: Bank) -> dict[str, tuple[Item, ...]]:
    """The items that cover each claim of the bank, by claim id, both in bank order; () where none does."""
    return {claim: tuple(item for item in bank.items() if claim in item.claims) for claim in bank.sources.claims}


def covering_decisions(bank: Bank) -> dict[str, tuple[Decision, ...]]:
    """The decisions that touch each claim of the bank, by claim id, both in bank order; () where none does."""
    decisions = bank.ownership.decisions
    return {claim: tuple(d for d in decisions if claim in d.claims) for claim in bank.sources.claims}
