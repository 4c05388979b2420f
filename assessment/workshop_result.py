"""The result of a workshop, as the view model that every screen and file reads, from what disclosure lets through."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.bank.model import Bank
from assessment.results import GroupView, Result, TwoVotes, Vote, WorkshopView, group_of_counts
from assessment.scoring.blocks import Part, Picture, Table
from assessment.scoring.group import Counts, counts_of, score_group
from assessment.scoring.ownership import DecisionResult, owner_counts_of, score_ownership
from assessment.scoring.plan import Plan
from assessment.services.outcome import Outcome, SecondVote
from assessment.storage.workshops import Workshop


def workshop_result(bank: Bank, workshop: Workshop, picture: Picture | None, outcome: Outcome) -> Result:
    """The result of a workshop, from what may be shown of it: no respondents, and no group before the reveal."""
    plan = Plan(bank, workshop.mode, workshop.questionnaires)
    return Result(
        plan,
        (),
        _group_of_picture(plan, workshop.target, picture) if picture else None,
        workshop.rehearsal,
        workshop=WorkshopView(
            workshop.title,
            {side.id: side.title for side in workshop.sides},
            {votes.subject: _two_votes(plan, workshop.target, votes) for votes in outcome.votes},
            {agreement.subject: agreement for agreement in outcome.agreements},
            outcome.actions,
            tuple(parked.text for parked in outcome.parked),
        ),
    )


def _group_of_picture(plan: Plan, target: float, picture: Picture) -> GroupView:
    return group_of_counts(
        plan,
        target,
        n=picture.n,
        counts=counts_of(plan, picture.counts),
        decisions=_decisions(plan, picture.n, picture.counts),
        breakdowns={name: _counts_and_n(plan, parts) for name, parts in picture.breakdowns.items()},
    )


def _counts_and_n(plan: Plan, parts: Mapping[str, Part]) -> tuple[dict[str, Counts], dict[str, int]]:
    counts = {label: counts_of(plan, part.counts) for label, part in parts.items()}
    return counts, {label: part.n for label, part in parts.items()}


def _decisions(plan: Plan, n: int, table: Table) -> dict[str, DecisionResult]:
    """Each decision; of one with too few answers to show, the table has only who doesn't know and who left it blank."""
    withheld = {id: n - sum(given.values()) for id, given in table.items()}
    return score_ownership(plan.bank, owner_counts_of(plan.bank, table), withheld)


def _two_votes(plan: Plan, target: float, votes: SecondVote) -> TwoVotes:
    def vote(table: Table) -> Vote:
        if votes.subject not in {capability.id for capability in plan.capabilities}:
            return Vote(decision=_decisions(plan, votes.n, table)[votes.subject])
        scores = score_group(plan, counts_of(plan, table), target, votes.n)
        items = {id: scores.items[id] for id in table}
        return Vote(scores.capabilities[votes.subject], items)

    second = None if votes.second is None else vote(votes.second)
    return TwoVotes(votes.subject, votes.n, vote(votes.first), second)
