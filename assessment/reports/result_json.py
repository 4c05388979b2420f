"""A result as JSON. Keys and their order are a contract that other programs read; scores aren't rounded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assessment.results import GroupView, RespondentView, Result, Vote, WorkshopView

FORMAT, VERSION = "ai-leadership-assessment/result", 1

_SCORE = ("score", "index", "level")
_OVERALL = (*_SCORE, "coverage", "dont_know_rate", "provisional", "index_low", "index_high")
_CAPABILITY = ("score", "level", "coverage", "answered", "asked", "dont_know", "not_applicable")
_TALLY = ("named", "no_one", "several", "dont_know", "blank")
_GROUP_CAPABILITY = ("mean", "level", "gap", "consensus")
_ITEM = ("counts", "dont_know", "not_applicable", "blank", "mean", "consensus")
_DECISION = ("counts", "n", "dont_know", "owner_agreement", "modal_owner", "modal_share", "state")
_SIDES = ("capability", "means", "n")
_RANKED = ("capability", "priority")
_AGREEMENT = ("value", "reason", "consulted", "veto")
_ACTION = ("text", "capability", "owner", "done")


def result_json(result: Result) -> str:
    """The result as JSON text, a line to every key."""
    return json.dumps(result_document(result), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def result_document(result: Result) -> dict[str, Any]:
    """The result as JSON has it: scores 1–5, indexes 0–100, coverage, rates, shares and consensus 0–1.

    None stands where a number doesn't exist. A workshop's result has one key more, `workshop`.
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": result.edition_id, "content_hash": result.content_hash},
        "scoring_version": result.scoring_version,
        "mode": result.mode,
        "simulated": result.simulated,
        "organisation": result.organisation,
        "respondents": [_respondent(view) for view in result.respondents],
        "group": _group(result.group) if result.group else None,
    }
    return document | {"workshop": _workshop(result.workshop)} if result.workshop else document


def _respondent(view: RespondentView) -> dict[str, Any]:
    result = view.result
    return {
        "respondent": view.label,
        "role": view.role,
        "overall": _pick(result.overall, _OVERALL),
        "domains": _pick_each(result.domains, _SCORE),
        "questionnaires": _pick_each(result.questionnaires, (*_SCORE, "coverage")),
        "capabilities": _pick_each(result.capabilities, _CAPABILITY),
        "ownership": _pick(result.ownership, _TALLY),
        "weakest_link": result.weakest_link,
    }


def _group(group: GroupView) -> dict[str, Any]:
    scores = group.scores
    return {
        "n": scores.n,
        "overall": _pick(scores.overall, _SCORE),
        "domains": _pick_each(scores.domains, _SCORE),
        "questionnaires": _pick_each(scores.questionnaires, _SCORE),
        "capabilities": _pick_each(scores.capabilities, _GROUP_CAPABILITY),
        "items": _pick_each(scores.items, _ITEM),
        "ownership": _pick_each(group.ownership, _DECISION),
        "ownership_states": dict(group.ownership_states),
        "roles": {
            role: {"n": of.n, "capabilities": {c: {"mean": mean} for c, mean in of.capabilities.items()}}
            for role, of in group.roles.items()
        },
        "sides": [_pick(side, _SIDES) for side in group.sides],
        "talk": [_pick(ranked, _RANKED) for ranked in scores.talk],
        "act": [_pick(ranked, _RANKED) for ranked in scores.act],
    }


def _workshop(workshop: WorkshopView) -> dict[str, Any]:
    return {
        "title": workshop.title,
        "sides": dict(workshop.sides),
        "votes": {
            subject: {
                "n": votes.n,
                "first": _vote(votes.first),
                "second": _vote(votes.second) if votes.second else None,
            }
            for subject, votes in workshop.votes.items()
        },
        "agreements": _pick_each(workshop.agreements, _AGREEMENT),
        "actions": [
            {**_pick(action, _ACTION), "due": action.due.isoformat() if action.due else None}
            for action in workshop.actions
        ],
        "parked": list(workshop.parked),
    }


def _vote(vote: Vote) -> dict[str, Any]:
    if vote.decision:
        return _pick(vote.decision, _DECISION)
    return {"capability": _pick(vote.capability, _GROUP_CAPABILITY), "items": _pick_each(vote.items, _ITEM)}


def _pick(source: object, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: getattr(source, key) for key in keys}


def _pick_each(sources: Mapping[str, object], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: _pick(source, keys) for key, source in sources.items()}
