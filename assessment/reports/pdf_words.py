"""What the layouts of the PDFs say themselves, in the language of now: the `.typ` files hold names, no words.

In braces stands what a layout puts in.
"""

from __future__ import annotations

from typing import Any

from assessment.findings.owners import state_words
from assessment.findings.words import NOTE_KINDS
from assessment.language import SOURCE, _, current
from assessment.scoring.ownership import STATES


def pdf_words() -> dict[str, Any]:
    """Every word of the layouts, by its name there, and the language that they are in."""
    return {
        "lang": current(),
        "region": "GB" if current() == SOURCE else None,
        "page_of": _("{page} of {all}"),
        **_terms(),
        **_columns(),
        **_board(),
        **_standing(),
        **_answers(),
        **_room(),
        **_closing(),
        **_questions(),
    }


def _terms() -> dict[str, Any]:
    return {
        "product": _("AI leadership maturity"),
        "who": {"you": _("You"), "group": _("Group")},
        "overall": _("Overall"),
        "dont_know": _("Don't know"),
        "not_applicable": _("Does not apply"),
        "states": {state: state_words(state) for state in STATES},
    }


def _columns() -> dict[str, Any]:
    """The heads of tables."""
    return {
        "subject": _("Subject"),
        "capability": _("Capability"),
        "decision": _("Decision"),
        "action": _("Action"),
        "score": _("Score"),
        "index": _("Index"),
        "level": _("Level"),
        "target": _("Target"),
        "gap": _("Gap"),
        "coverage": _("Coverage"),
        "consensus": _("Consensus"),
        "place": _("Place"),
        "owner": _("Owner"),
        "by_when": _("By when"),
        "money": _("Money"),
        "done": _("Done"),
        "state": _("State"),
        "what": _("What"),
        "value": _("Value"),
        "yes": _("yes"),
        "no": _("no"),
    }


def _board() -> dict[str, Any]:
    return {
        "widest_gaps": {
            "you": _("The widest gaps, in the levels' own words"),
            "group": _("Where leaders disagree most, in the levels' own words"),
        },
        "none_found": {
            "you": _("No capability is below its target."),
            "group": _("On no question is the group split enough to stop and talk."),
        },
        "where_you_stand": _("Where you stand"),
        "who_decides_counted": _("Who decides, counted"),
        "asked_of_meeting": _("Asked of this meeting"),
        "limits": _("What this cannot tell you"),
    }


def _standing() -> dict[str, Any]:
    return {
        "report_title": _("{title}: AI leadership maturity"),
        "subjects": _("The subjects"),
        "beside_others": _("Beside others who answered"),
        "gaps_widest_first": _("Gaps, widest first"),
        "benchmark_middle": _("Middle of the benchmark"),
        "overall_index": _("Overall index {index} of 100, {level}."),
        "overall_provisional": _("Overall index {index} of 100, provisional."),
        "coverage_is": _("Coverage {share}."),
        "dont_know_is": _("Don't know {share}."),
        "not_in_chart": _("Not in the chart, because it has no score: {capabilities}."),
        "at_target": _("At or above target"),
        "what_found": _("What was found"),
        "to_ask": _("To ask"),
        "sides_means": _("Mean of each side, and how many they are"),
        "talk_and_act": _("What to talk about and what to act on"),
        "talk": _("Talk about: here the group is split"),
        "act": _("Act on: low, and agreed"),
        "sides": _("Where the two sides of the table differ"),
        "what_next": _("What to do next"),
        "from_to": _("From, to"),
        # Translators: from one level to the next, such as "Exploring to Practising".
        "level_to_level": _("{low} to {high}"),
        "next_step": _("Next step"),
        "why_here": _("Why it stands here"),
        "taken_on": _("Actions taken on"),
    }


def _answers() -> dict[str, Any]:
    return {
        "score_of_5": _("Score {score} of 5, {level}."),
        "no_score_here": _("There is no score here: too few of these questions have an answer."),
        "comment": _("Comment"),
        "evidence": _("Evidence"),
        "how_many_chose": _("How many chose"),
        "role_clarity": _("Role clarity"),
        "mandate": _("{role}: mandate (self-rated)"),
        "roles_talk": _("Talk about how the roles are set up: here the group is split"),
        "roles_act": _("Act on how the roles are set up: low, and agreed"),
        "roles_sides": _("Where the two sides of the table differ on the roles"),
        "roles_next": _("What to do next about the roles"),
    }


def _room() -> dict[str, Any]:
    return {
        "room": _("What the room made of it"),
        "kept_apart": _("First vote, second vote and what was agreed are kept apart; none replaces another."),
        "nothing_agreed": _("There was no second vote, and nothing was agreed on a capability or a decision."),
        "first_vote": _("First vote"),
        "second_vote": _("Second vote"),
        "agreed": _("Agreed"),
        "why": _("Why"),
        "asked_first": _("Asked first"),
        "can_stop": _("Can stop it"),
        "at_first": _("At first: who decides"),
        "from_now_on": _("From now on"),
        "settle_from_now": _("Who should settle it from now on"),
        "roles_set_up": _("How the roles are set up"),
        "parking_lot": _("Parking lot"),
    }


def _closing() -> dict[str, Any]:
    return {
        "you_named": _("You named"),
        "who_named": _("Who was named"),
        "who_decides": _("Who decides: ownership (counted)"),
        "agreement": _("Agreement is the result: no choice of owner is the better one."),
        "published": _("Beside published figures"),
        "plain_facts": _(
            "Plain facts beside what others reported. They enter no score, and most were asked of other people."
        ),
        "notes": _("Comments and evidence notes"),
        "kinds": {kind: _(name) for kind, name in NOTE_KINDS.items()},
        "method": _("Method"),
        "this_report": _("This report"),
    }


def _questions() -> dict[str, Any]:
    return {
        "questions_title": _("{title}: questions and levels"),
        "questions_footer": _("{title}, edition {edition}"),
        "questions_about": _(
            "Questions and levels, edition {edition}. {facts}. Every question can also be answered with “Don't know”, "
            "which is a finding of its own, or “Does not apply”."
        ),
        "choose_from": _("To choose from: {choices}."),
    }
