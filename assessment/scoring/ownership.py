"""Who would settle which decision: counted, for one respondent and for a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assessment.bank.model import DONT_KNOW_OWNER, NO_ONE, SEVERAL, Bank
from assessment.errors import InvalidAnswer
from assessment.language import _

State = Literal["clear", "contested", "unowned", "unknown"]
STATES: tuple[State, ...] = ("clear", "contested", "unowned", "unknown")

_NOT_NAMED = (NO_ONE, SEVERAL, DONT_KNOW_OWNER)


@dataclass(frozen=True)
class OwnershipTally:
    """How one respondent answered the decisions, as numbers of decisions."""

    named: int
    no_one: int
    several: int
    dont_know: int
    blank: int


@dataclass(frozen=True)
class DecisionResult:
    """What a group says about one decision.

    `counts` has the owners somebody chose, in owner order, without `dont_know`; `n` is their sum. Agreement
    is the chance (0–1) that two of the n, drawn at random, name the same owner; `modal_share` is of n (0–1).
    `withheld` is how many answered where those are too few to say what.
    """

    counts: Mapping[str, int]
    n: int
    dont_know: int
    owner_agreement: float | None
    modal_owner: str | None
    modal_share: float | None
    state: State | None
    withheld: int = 0


def owner_ids(bank: Bank) -> tuple[str, ...]:
    """The owners of the bank in its order, then those that every bank has: the columns of owner counts."""
    return tuple(dict.fromkeys([*(o.id for o in bank.ownership.owners), *_NOT_NAMED]))


def tally(bank: Bank, answers: Mapping[str, str]) -> OwnershipTally:
    """How one respondent (decision id → owner id; absent or empty is a blank) answered the bank's decisions.

    Raises InvalidAnswer for an owner this edition doesn't know.
    """
    chosen = _owners(bank, owner_ids(bank), answers)
    no_one, several, dont_know, blank = (chosen.count(kind) for kind in (*_NOT_NAMED, ""))
    return OwnershipTally(len(chosen) - no_one - several - dont_know - blank, no_one, several, dont_know, blank)


def count_owners(bank: Bank, rows: Sequence[Mapping[str, str]]) -> NDArray[np.int64]:
    """How many of `rows` chose which owner: shape (decisions, owners), owners in the order of `owner_ids`.

    Raises InvalidAnswer for an owner this edition doesn't know.
    """
    owners = owner_ids(bank)
    counts = np.zeros((len(bank.ownership.decisions), len(owners)), np.int64)
    for row in rows:
        for n, owner in enumerate(_owners(bank, owners, row)):
            if owner:
                counts[n, owners.index(owner)] += 1
    return counts


def owner_counts_of(bank: Bank, table: Mapping[str, Mapping[str, int]]) -> NDArray[np.int64]:
    """As `count_owners` gives them, from a table of how many chose which owner for each decision."""
    owners = owner_ids(bank)
    rows = [[table.get(d.id, {}).get(owner, 0) for owner in owners] for d in bank.ownership.decisions]
    return np.array(rows, np.int64).reshape(len(rows), len(owners))


def score_ownership(
    bank: Bank, counts: NDArray[np.int64], withheld: Mapping[str, int] | None = None
) -> dict[str, DecisionResult]:
    """What a group's owner counts (as `count_owners` gives them) say, by decision id in bank order.

    `withheld` is how many answers aren't in the counts, by decision, where those are too few to be shown.
    """
    owners = owner_ids(bank)
    return {
        decision.id: _decision(dict(zip(owners, row.tolist(), strict=True)), (withheld or {}).get(decision.id, 0))
        for decision, row in zip(bank.ownership.decisions, counts, strict=True)
    }


def count_states(decisions: Mapping[str, DecisionResult]) -> dict[State, int]:
    """The headline: how many decisions are in each state (those nobody answered are in none)."""
    return {state: sum(d.state == state for d in decisions.values()) for state in STATES}


def _owners(bank: Bank, owners: Sequence[str], answers: Mapping[str, str]) -> list[str]:
    """The owner that `answers` give each decision, "" for none."""
    chosen = [answers.get(d.id) or "" for d in bank.ownership.decisions]
    for decision, owner in zip(bank.ownership.decisions, chosen, strict=True):
        if owner and owner not in owners:
            said = _("“{owner}” is no owner of {decision} in this edition, which has: {owners}.")
            raise InvalidAnswer(said.format(owner=owner, decision=decision.id, owners=", ".join(owners)))
    return chosen


def _decision(counts: Mapping[str, int], withheld: int) -> DecisionResult:
    dont_know = counts[DONT_KNOW_OWNER]
    given = {owner: count for owner, count in counts.items() if count and owner != DONT_KNOW_OWNER}
    named = {owner: count for owner, count in given.items() if owner not in _NOT_NAMED}
    n = sum(given.values())
    modal = max(named, key=named.__getitem__, default=None)
    state = _state(max(named.values(), default=0), n - sum(named.values()), n + withheld, dont_know)
    return DecisionResult(
        counts=given,
        n=n,
        dont_know=dont_know,
        owner_agreement=sum(c * (c - 1) for c in named.values()) / (n * (n - 1)) if n >= 2 else None,
        modal_owner=modal,
        modal_share=named[modal] / n if modal else None,
        state=None if withheld and state != "unknown" else state,
        withheld=withheld,
    )


def _state(modal: int, not_named: int, n: int, dont_know: int) -> State | None:
    """The first state that applies, by comparing integers: exactly ⅓, ½ and 0.8 fall on the right side."""
    if n + dont_know == 0:
        return None
    if 3 * dont_know > n + dont_know:
        return "unknown"
    if 2 * not_named >= n:
        return "unowned"
    return "clear" if 5 * modal >= 4 * n else "contested"
