"""What a workshop's room made of its picture: first vote, second vote and what was agreed, apart, and the parking lot.

None of the three replaces another. A second vote on a decision asks another question than the first: who should settle
it from now on, not who does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.bank.model import Bank
from assessment.findings.owners import named_by, owner_counts, owner_titles
from assessment.findings.words import level_text, score_text, two_decimals
from assessment.language import N_, _
from assessment.results import ROLE_DOMAIN, GroupView, Result, Vote, WorkshopView
from assessment.scoring.group import ItemResult

OPEN, NO_VOTE, NOT_AGREED = N_("still open"), N_("no second vote"), N_("not agreed")


@dataclass(frozen=True)
class TwiceAsked:
    """A question of a capability with the counts of both votes; `second` is None where there was none, or none yet."""

    text: str
    first: ItemResult
    second: ItemResult | None


@dataclass(frozen=True)
class TwiceCounted:
    """How many of a vote named each owner, by id in owner order: at first, and from now on."""

    first: Mapping[str, int]
    second: Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """What became of one capability or decision, as people read it: two votes, and what was agreed and why.

    `n` is how many voted twice, None where there was no second vote. `consulted` and `veto` are for decisions.
    `questions` has a capability's counts, `owners` a decision's; the other is empty or None.
    """

    subject: str
    title: str
    domain: str
    n: int | None
    first_text: str
    second_text: str
    agreed_text: str
    agreed_level: int | None
    reason: str
    consulted: str
    veto: str
    questions: tuple[TwiceAsked, ...] = ()
    owners: TwiceCounted | None = None
    is_agreed: bool = False


@dataclass(frozen=True)
class Room:
    """What a room made of capabilities, of the role tracks apart from them, and of decisions; each in bank order.

    `parked` is what was put aside, first things first.
    """

    capabilities: tuple[Outcome, ...]
    roles: tuple[Outcome, ...]
    decisions: tuple[Outcome, ...]
    parked: tuple[str, ...]


def room_of(result: Result, group: GroupView, workshop: WorkshopView) -> Room:
    """What the room of `workshop` made of the picture in `group`."""
    bank, plan = result.plan.bank, result.plan
    touched = {*workshop.votes, *workshop.agreements}
    outcomes = [
        (q.domain == ROLE_DOMAIN, _of_capability(bank, c.id, c.title, q.domain, group, workshop))
        for q in bank.questionnaires
        for c in q.capabilities
        if c.id in touched and c.id in {asked.id for asked in plan.capabilities}
    ]
    return Room(
        tuple(outcome for is_role, outcome in outcomes if not is_role),
        tuple(outcome for is_role, outcome in outcomes if is_role),
        tuple(_of_decision(bank, d.id, d.text, group, workshop) for d in bank.ownership.decisions if d.id in touched),
        workshop.parked,
    )


def _of_capability(bank: Bank, id: str, title: str, domain: str, group: GroupView, workshop: WorkshopView) -> Outcome:
    votes, agreed = workshop.votes.get(id), workshop.agreements.get(id)
    first = votes.first if votes else Vote(group.scores.capabilities[id])
    level = int(agreed.value) if agreed else None
    texts = {item.id: item.text for capability in bank.capabilities() for item in capability.items}
    second = votes.second if votes else None
    return Outcome(
        subject=id,
        title=title,
        domain=domain,
        n=votes.n if votes else None,
        first_text=_scored(first),
        second_text=_scored(second) if second else _(OPEN if votes else NO_VOTE),
        agreed_text=level_text(bank, level) if level else _(NOT_AGREED),
        agreed_level=level,
        is_agreed=agreed is not None,
        reason=agreed.reason if agreed else "",
        consulted=agreed.consulted if agreed else "",
        veto=agreed.veto if agreed else "",
        questions=tuple(
            TwiceAsked(texts[item], of, second.items.get(item) if second else None) for item, of in first.items.items()
        ),
    )


def _of_decision(bank: Bank, id: str, text: str, group: GroupView, workshop: WorkshopView) -> Outcome:
    votes, agreed = workshop.votes.get(id), workshop.agreements.get(id)
    first = (votes.first.decision if votes else None) or group.ownership[id]
    second = votes.second.decision if votes and votes.second else None
    return Outcome(
        subject=id,
        title=text,
        domain=ROLE_DOMAIN,
        n=votes.n if votes else None,
        first_text=named_by(bank, first),
        second_text=named_by(bank, second) if second else _(OPEN if votes else NO_VOTE),
        agreed_text=owner_titles(bank).get(agreed.value, agreed.value) if agreed else _(NOT_AGREED),
        agreed_level=None,
        is_agreed=agreed is not None,
        reason=agreed.reason if agreed else "",
        consulted=agreed.consulted if agreed else "",
        veto=agreed.veto if agreed else "",
        owners=TwiceCounted(owner_counts(bank, first), owner_counts(bank, second) if second else {}),
    )


def _scored(vote: Vote) -> str:
    """The mean of a vote on a capability with how agreed it is."""
    of = vote.capability
    if of is None or of.mean is None:
        return _("too few to show")
    if of.consensus is None:
        return score_text(of.mean)
    return _("{score}, consensus {consensus}").format(score=score_text(of.mean), consensus=two_decimals(of.consensus))
