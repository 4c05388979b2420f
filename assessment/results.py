"""The one view model of a result. Screens and files read only this, so that all show identical numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from assessment.bank.model import Bank, Mode, TargetPreset
from assessment.language import N_, _
from assessment.respondent import Action, Aims, Respondent
from assessment.scoring import SCORING_VERSION
from assessment.scoring.benchmark import Comparison
from assessment.scoring.gaps import Gap, gaps
from assessment.scoring.group import (
    DEFAULT_TARGET,
    Counts,
    GroupCapability,
    GroupResult,
    ItemResult,
    RoleResult,
    SideDifference,
    count,
    count_by,
    score_group,
    score_roles,
    side_of,
    sides,
)
from assessment.scoring.ownership import DecisionResult, State, count_owners, count_states, score_ownership
from assessment.scoring.plan import Plan
from assessment.scoring.score import RespondentResult, score_respondents

if TYPE_CHECKING:  # A file of answers is scored without the database that a sheet comes from.
    from assessment.services.survey import Sheet
    from assessment.storage.discussion import Agreement


ROLE_DOMAIN = "role_clarity"
"""The domain of the two role tracks, which share no chart or list with anything else."""

_DOMAINS = {ROLE_DOMAIN: N_("Role clarity")}
"""What people call a domain that several questionnaires make up."""


@dataclass(frozen=True)
class RespondentView:
    """One respondent: what was said (see `Respondent`), what it comes to, and how far it is from what is aimed at.

    `gaps` has every capability of the bank, held against the preset `preset` and the respondent's own `aims`.
    """

    label: str
    role: str | None
    answers: Mapping[str, str]
    notes: Mapping[tuple[str, str], str]
    result: RespondentResult
    preset: TargetPreset
    aims: Aims
    gaps: Mapping[str, Gap]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class GroupView:
    """What may be shown of a group: scores against its `target` (1–5), decisions, roles and tables by id, sides."""

    target: float
    scores: GroupResult
    ownership: Mapping[str, DecisionResult]
    ownership_states: Mapping[State, int]
    roles: Mapping[str, RoleResult]
    sides: tuple[SideDifference, ...]
    tables: Mapping[str, RoleResult] = field(default_factory=dict)


@dataclass(frozen=True)
class Vote:
    """A vote on a capability (its items by id) or on a decision; what doesn't belong to the subject is empty."""

    capability: GroupCapability | None = None
    items: Mapping[str, ItemResult] = field(default_factory=dict)
    decision: DecisionResult | None = None


@dataclass(frozen=True)
class TwoVotes:
    """The first and the second vote of the same `n` people; `second` is None while it is open."""

    subject: str
    n: int
    first: Vote
    second: Vote | None


@dataclass(frozen=True)
class WorkshopView:
    """What a workshop adds to a group's result: votes and agreements by subject (a capability or a decision), actions.

    `sides` are the titles of the two sides by id, `parked` is what the room put aside.
    """

    title: str
    sides: Mapping[str, str]
    votes: Mapping[str, TwoVotes]
    agreements: Mapping[str, Agreement]
    actions: tuple[Action, ...]
    parked: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """The result of one response, of a file of them or of a workshop, for what `plan` asked.

    `respondents` is empty for an anonymous group, `group` is None where there is none to show. `simulated` is
    true where any answer behind the result was generated. `day` is when the answers were handed in, where known,
    `comparison` where they stand among others, None where nobody asked.
    `workshop` is there for a workshop alone.
    """

    plan: Plan
    respondents: tuple[RespondentView, ...]
    group: GroupView | None
    simulated: bool = False
    organisation: str | None = None
    day: date | None = None
    comparison: Comparison | None = None
    workshop: WorkshopView | None = None
    scoring_version: int = SCORING_VERSION

    @property
    def edition_id(self) -> str:
        """The id of the edition that was answered."""
        return self.plan.bank.edition.id

    @property
    def content_hash(self) -> str:
        """The SHA-256 (hex) of that edition's meaning."""
        return self.plan.bank.content_hash

    @property
    def mode(self) -> Mode:
        """Whether the core items or all of them were asked."""
        return self.plan.mode


def build_result(
    plan: Plan,
    respondents: Sequence[Respondent],
    *,
    target: float = DEFAULT_TARGET,
    organisation: str | None = None,
    preset: TargetPreset | None = None,
    aims: Aims | None = None,
    day: date | None = None,
) -> Result:
    """The result of respondents whose answers the reader may see: of one response, or the reader's own file.

    Two and more are also a group, with gaps to `target` (1–5). Each respondent is held against `preset` (the edition's
    first unless given) and `aims`. Raises `InvalidAnswer` for a value that this edition doesn't know and for a target
    or an importance out of range.
    """
    results = score_respondents(plan, [r.answers for r in respondents])
    held_against = (preset or plan.bank.edition.targets[0], aims or Aims())
    return Result(
        plan,
        tuple(_view(plan, r, result, *held_against) for r, result in zip(respondents, results, strict=True)),
        _group(plan, respondents, target) if len(respondents) >= 2 else None,
        any(r.simulated for r in respondents),
        organisation,
        day,
    )


def own_result(bank: Bank, sheet: Sheet) -> Result:
    """The result of one stored response, for its owner."""
    response = sheet.response
    plan = Plan(bank, response.mode, response.questionnaires)
    respondent = Respondent(
        "me", sheet.answers, role=response.role, simulated=response.simulated, notes=dict(sheet.notes.items())
    )
    preset = next((p for p in bank.edition.targets if p.id == response.target), None)
    result = build_result(plan, [respondent], preset=preset, aims=sheet.aims, day=response.submitted_on)
    (mine,) = result.respondents
    return replace(result, respondents=(replace(mine, actions=sheet.actions),))


def _view(
    plan: Plan, respondent: Respondent, result: RespondentResult, preset: TargetPreset, aims: Aims
) -> RespondentView:
    scores = {id: capability.score for id, capability in result.capabilities.items()}
    return RespondentView(
        respondent.label,
        respondent.role,
        respondent.answers,
        respondent.notes,
        result,
        preset,
        aims,
        gaps(plan.bank, scores, preset, aims.targets, aims.importance),
    )


def _group(plan: Plan, respondents: Sequence[Respondent], target: float) -> GroupView:
    rows = [r.answers for r in respondents]
    answers = plan.encode(rows)
    roles = [r.role for r in respondents]
    side = [side_of(role) for role in roles]
    return group_of_counts(
        plan,
        target,
        n=len(respondents),
        counts=count(plan, answers),
        decisions=score_ownership(plan.bank, count_owners(plan.bank, rows)),
        breakdowns={
            "role": (count_by(plan, answers, roles), Counter(filter(None, roles))),
            "side": (count_by(plan, answers, side), Counter(filter(None, side))),
        },
    )


def group_of_counts(
    plan: Plan,
    target: float,
    *,
    n: int,
    counts: Counts,
    decisions: Mapping[str, DecisionResult],
    breakdowns: Mapping[str, tuple[Mapping[str, Counts], Mapping[str, int]]],
) -> GroupView:
    """What counts say of `n` respondents; `breakdowns` (role, side, table) have the counts of each part, and how many
    respondents it has. Raises `InvalidAnswer` for a target outside 1–5."""
    by_role, n_by_role = breakdowns.get("role", ({}, {}))
    edition = [role.id for role in plan.bank.edition.roles]
    in_order = {role: by_role[role] for role in dict.fromkeys([*edition, *by_role]) if role in by_role}
    return GroupView(
        target=target,
        scores=score_group(plan, counts, target, n),
        ownership=decisions,
        ownership_states=count_states(decisions),
        roles=score_roles(plan, in_order, n_by_role),
        sides=sides(plan, *breakdowns.get("side", ({}, {}))),
        tables=score_roles(plan, *breakdowns.get("table", ({}, {}))),
    )


def domain_title(bank: Bank, domain: str) -> str:
    """What people call a domain: its questionnaire's title, or its own name where several questionnaires make it up."""
    titles = [q.title for q in bank.questionnaires if q.domain == domain]
    return titles[0] if len(titles) == 1 else _(_DOMAINS.get(domain) or domain.replace("_", " ").capitalize())


def domain_target(bank: Bank, domain: str, found: Mapping[str, Gap]) -> float | None:
    """The weighted mean (1–5) of the targets of a domain's scored capabilities; None if none is scored."""
    capabilities = [c for q in bank.questionnaires if q.domain == domain for c in q.capabilities]
    weighted = [(c.weight, found[c.id].target) for c in capabilities if found[c.id].score is not None]
    aimed = [(weight, target) for weight, target in weighted if target is not None]
    total = sum(weight for weight, _ in aimed)
    return sum(weight * target for weight, target in aimed) / total if total else None
