"""What only a group's findings have: counts, what divides it, who it says decides, what to talk about and act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from assessment.bank.model import Bank, Capability
from assessment.findings.model import ActionView, Difference, GroupFindings, Particulars, Quote, Spotlight, Topic
from assessment.findings.owners import named_by, owner_counts, owner_titles, state_words
from assessment.findings.reference import reference_views
from assessment.findings.said import DecisionView, ItemView, OwnershipView
from assessment.findings.subject import asked_of_group, subject_of_group
from assessment.findings.words import as_given, level_text, one_decimal, score_text, two_decimals
from assessment.language import N_, _, counted
from assessment.results import ROLE_DOMAIN, GroupView, Result
from assessment.scoring.group import ItemResult, SideDifference
from assessment.scoring.ownership import STATES

MOST_SPOTLIGHTS = 3

SIDES = {"technology": N_("Technology and data"), "business": N_("Business and functions")}


def particulars_of_group(result: Result, view: GroupView) -> Particulars:
    """What the findings of a group are made of."""
    bank, scores = result.plan.bank, view.scores
    capabilities = {c.id: c for c in bank.capabilities()}
    roles = {c.id for q in bank.questionnaires if q.domain == ROLE_DOMAIN for c in q.capabilities}
    titles = {id: capability.title for id, capability in capabilities.items()}
    workshop = result.workshop
    side_titles = {**{id: _(title) for id, title in SIDES.items()}, **(workshop.sides if workshop else {})}
    actions = workshop.actions if workshop else ()
    talk = [_to_talk_about(capabilities[topic.capability], scores.items) for topic in scores.talk]
    act = [_to_act_on(capabilities[topic.capability], view) for topic in scores.act]
    return Particulars(
        subject=subject_of_group(bank, view),
        answered_by=counted("{n} leader", "{n} leaders", scores.n),
        aim=_("Level {level} everywhere").format(level=as_given(view.target)),
        spotlights=tuple(
            _disagreement(bank, capabilities[topic.capability], scores.items)
            for topic in scores.talk
            if topic.capability not in roles
        )[:MOST_SPOTLIGHTS],
        items={
            c.id: tuple(
                ItemView(item.id, item.text, item.levels, None, scores.items[item.id])
                for item in asked_of_group(c, scores.items)
            )
            for c in capabilities.values()
        },
        ownership=_ownership(bank, view),
        reference=reference_views(bank, {}),
        actions=tuple(ActionView(a.text, titles.get(a.capability or "", ""), a.owner, a.due, a.done) for a in actions),
        group=GroupFindings(
            n=scores.n,
            talk=tuple(topic for topic in talk if topic.capability not in roles),
            act=tuple(topic for topic in act if topic.capability not in roles),
            role_talk=tuple(topic for topic in talk if topic.capability in roles),
            role_act=tuple(topic for topic in act if topic.capability in roles),
            sides=tuple(
                _difference(capabilities, side, side_titles) for side in view.sides if side.capability not in roles
            ),
            role_sides=tuple(
                _difference(capabilities, side, side_titles) for side in view.sides if side.capability in roles
            ),
        ),
    )


def _disagreement(bank: Bank, capability: Capability, items: Mapping[str, ItemResult]) -> Spotlight:
    """The capability's most divided question, and the two levels that divide it."""
    divided = [item for item in capability.items if item.id in items and items[item.id].consensus is not None]
    item = min(divided, key=lambda i: items[i.id].consensus or 0)
    counts = items[item.id].counts
    low, high = max(combinations(range(5), 2), key=lambda levels: _camps(counts, *levels))
    label = _("{chose} of {all}: {level}")
    quotes = tuple(
        Quote(label.format(chose=counts[at], all=sum(counts), level=level_text(bank, at + 1)), at + 1, item.levels[at])
        for at in (low, high)
    )
    return Spotlight(capability.id, capability.title, item.text, quotes)


def _camps(counts: Sequence[int], low: int, high: int) -> int:
    """How sharply two levels divide a group: how far apart they are, times the smaller camp."""
    return min(counts[low], counts[high]) * (high - low)


def _to_talk_about(capability: Capability, items: Mapping[str, ItemResult]) -> Topic:
    agreement = [items[i.id].consensus for i in capability.items if i.id in items]
    lowest = min(value for value in agreement if value is not None)
    question = capability.discussion.split if capability.discussion else ""
    sentence = _("Lowest consensus of a question: {consensus}.").format(consensus=two_decimals(lowest))
    return Topic(capability.id, capability.title, sentence, question)


def _to_act_on(capability: Capability, view: GroupView) -> Topic:
    found = view.scores.capabilities[capability.id]
    sentence = _("Mean {score}, and agreed; {gap} levels to the target.").format(
        score=score_text(found.mean), gap=one_decimal(found.gap)
    )
    question = capability.discussion.low if capability.discussion else ""
    return Topic(capability.id, capability.title, sentence, question)


def _difference(capabilities: Mapping[str, Capability], side: SideDifference, titles: Mapping[str, str]) -> Difference:
    return Difference(
        capabilities[side.capability].title,
        tuple((titles.get(name, name), score_text(mean), side.n[name]) for name, mean in side.means.items()),
    )


def _ownership(bank: Bank, view: GroupView) -> OwnershipView | None:
    if not bank.ownership.decisions:
        return None
    of, decisions = view.ownership_states, len(bank.ownership.decisions)
    return OwnershipView(
        sentence=counted(
            "Of {n} decision: {clear} clear, {contested} contested, {unowned} unowned, {unknown} unknown.",
            "Of {n} decisions: {clear} clear, {contested} contested, {unowned} unowned, {unknown} unknown.",
            decisions,
        ).format(clear=of["clear"], contested=of["contested"], unowned=of["unowned"], unknown=of["unknown"]),
        rule=counted(
            "Of {n} decision. One is clear when at least 8 of 10 who have a view name the same owner.",
            "Of {n} decisions. One is clear when at least 8 of 10 who have a view name the same owner.",
            decisions,
        ),
        tally={state_words(state): of[state] for state in STATES},
        decisions=tuple(
            DecisionView(d.id, d.text, named_by(bank, found), found.state, owner_counts(bank, found))
            for d in bank.ownership.decisions
            for found in [view.ownership[d.id]]
        ),
        owners=owner_titles(bank),
    )
