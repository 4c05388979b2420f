"""What only one respondent's findings have: their own answers in words, whom they named, their widest gaps, actions."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from assessment.bank.model import Bank, Item
from assessment.findings.model import ActionView, Particulars, Quote, Spotlight
from assessment.findings.owners import owner_titles
from assessment.findings.reference import reference_views
from assessment.findings.said import Answer, DecisionView, ItemView, OwnershipView
from assessment.findings.subject import subject_of_one
from assessment.findings.words import as_given, level_text
from assessment.language import N_, _, counted
from assessment.results import ROLE_DOMAIN, RespondentView, Result
from assessment.scoring.gaps import Gap, ranked

MOST_SPOTLIGHTS = 3

LEVELS = ("1", "2", "3", "4", "5")
ANSWERS = (*LEVELS, "dk", "na", "")
ANSWER_WORDS = {"dk": N_("Don't know"), "na": N_("Does not apply"), "": N_("No answer")}


def particulars_of_one(result: Result, view: RespondentView) -> Particulars:
    """What the findings of one respondent are made of."""
    bank = result.plan.bank
    subject = subject_of_one(bank, view)
    roles = {role.id: role.title for role in bank.edition.roles}
    titles = {c.id: c.title for c in bank.capabilities()}
    asked = {item.id for item in result.plan.items}
    return Particulars(
        subject=subject,
        answered_by=roles.get(view.role or "") or _("one leader, who named no role"),
        aim=_aim(bank, view),
        spotlights=_wide_gaps(bank, ranked(subject.gaps.values()), view, result.plan.items),
        items={
            c.id: tuple(_item(item, view, noted=q.domain != ROLE_DOMAIN) for item in c.items if item.id in asked)
            for q in bank.questionnaires
            for c in q.capabilities
        },
        ownership=_ownership(bank, view),
        reference=reference_views(bank, view.answers),
        actions=tuple(
            ActionView(a.text, titles.get(a.capability or "", ""), a.owner, a.due, a.done) for a in view.actions
        ),
        group=None,
    )


def _aim(bank: Bank, view: RespondentView) -> str:
    """What scores are held against: the preset, unless targets of one's own replace some of it, or all alike."""
    own = view.aims.targets
    levels = {own.get(c.id) for c in bank.capabilities()}
    if len(levels) == 1 and (level := levels.pop()) is not None:
        return _("Level {level} everywhere").format(level=as_given(level))
    if not own:
        return view.preset.title
    return counted("{preset}, with {n} target set by hand", "{preset}, with {n} targets set by hand", len(own)).format(
        preset=view.preset.title
    )


def _wide_gaps(bank: Bank, gaps: Iterable[Gap], view: RespondentView, asked: Iterable[Item]) -> tuple[Spotlight, ...]:
    """The first of `gaps` in their levels' own words: where one is, and what is aimed at."""
    capabilities, questions = {c.id: c for c in bank.capabilities()}, {item.id for item in asked}
    roles = {c.id for q in bank.questionnaires if q.domain == ROLE_DOMAIN for c in q.capabilities}
    found = []
    for gap in (g for g in gaps if g.capability not in roles):
        capability, aim = capabilities[gap.capability], ceil(gap.target or 0)
        rated = [(int(view.answers[i.id]), i) for i in capability.items if view.answers.get(i.id) in LEVELS]
        below = [(level, item) for level, item in rated if item.id in questions and level < aim]
        if below:
            level, item = min(below, key=lambda pair: pair[0])
            now = Quote(_("Now: {level}").format(level=level_text(bank, level)), level, item.levels[level - 1])
            target = Quote(_("Target: {level}").format(level=level_text(bank, aim)), aim, item.levels[aim - 1])
            found.append(Spotlight(capability.id, capability.title, item.text, (now, target)))
    return tuple(found[:MOST_SPOTLIGHTS])


def _ownership(bank: Bank, view: RespondentView) -> OwnershipView | None:
    decisions = bank.ownership.decisions
    if not decisions:
        return None
    tally, titles = view.result.ownership, owner_titles(bank)
    chosen = [(decision, view.answers.get(decision.id, "")) for decision in decisions]
    return OwnershipView(
        sentence=counted(
            "An owner was named for {named} of {n} decision. This is one person's view: whether it is clear who "
            "decides shows only when colleagues answer too.",
            "An owner was named for {named} of {n} decisions. This is one person's view: whether it is clear who "
            "decides shows only when colleagues answer too.",
            len(decisions),
        ).format(named=tally.named),
        rule="",
        tally={
            _("a named owner"): tally.named,
            _("no one"): tally.no_one,
            _("several, no lead"): tally.several,
            _("don't know or blank"): tally.dont_know + tally.blank,
        },
        decisions=tuple(
            DecisionView(d.id, d.text, titles.get(owner) or _("No answer"), None, {owner: 1} if owner else {})
            for d, owner in chosen
        ),
        owners=titles,
    )


def _item(item: Item, view: RespondentView, *, noted: bool) -> ItemView:
    answer = view.answers.get(item.id, "")
    words = (
        _(ANSWER_WORDS[answer])
        if answer in ANSWER_WORDS
        else _("Level {level}: {words}").format(level=answer, words=item.levels[int(answer) - 1])
    )
    comment, evidence = (view.notes.get((item.id, kind), "") if noted else "" for kind in ("comment", "evidence"))
    return ItemView(item.id, item.text, item.levels, Answer(answer, words, comment, evidence), None)
