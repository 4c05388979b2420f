"""What people call the owners of decisions, and how many of a group named whom."""

from __future__ import annotations

from assessment.bank.model import DONT_KNOW_OWNER, NO_ONE, SEVERAL, Bank
from assessment.language import N_, _, counted
from assessment.scoring.ownership import DecisionResult, State, owner_ids

_EVERY_BANK_HAS = {
    NO_ONE: N_("No one"),
    SEVERAL: N_("Several, no agreed lead"),
    DONT_KNOW_OWNER: N_("Don't know"),
}

# Translators: the state of a decision: is it clear who takes it?
_STATES: dict[State, str] = {
    "clear": N_("clear"),
    "contested": N_("contested"),
    "unowned": N_("unowned"),
    "unknown": N_("unknown"),
}


def state_words(state: State) -> str:
    """What people call the state of a decision."""
    return _(_STATES[state])


def owner_titles(bank: Bank) -> dict[str, str]:
    """The title of each owner by id, in owner order, those included that every bank has."""
    titles = {id: _(title) for id, title in _EVERY_BANK_HAS.items()}
    titles |= {owner.id: owner.title for owner in bank.ownership.owners}
    return {id: titles[id] for id in owner_ids(bank)}


def named_by(bank: Bank, found: DecisionResult) -> str:
    """Whom most of a group named for a decision: "9 of 12 named: CIO"; or why there is nobody to name."""
    if found.withheld:
        return counted(
            "{n} answered, too few to show whom they named",
            "{n} answered, too few to show whom they named",
            found.withheld,
        )
    if found.modal_owner is None:
        return _("nobody named an owner") if found.n else _("nobody answered")
    return counted(
        "{n} of {all} named: {owner}", "{n} of {all} named: {owner}", found.counts[found.modal_owner]
    ).format(all=found.n, owner=owner_titles(bank)[found.modal_owner])


def owner_counts(bank: Bank, found: DecisionResult) -> dict[str, int]:
    """How many chose each owner, by id in owner order, "don't know" included."""
    counts = {**found.counts, "dont_know": found.dont_know}
    return {owner: counts[owner] for owner in owner_titles(bank) if counts.get(owner)}
