"""What is on the projector: everything its templates are given, finished."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup

from assessment.findings import find
from assessment.findings.model import Findings, Topic
from assessment.findings.owners import owner_titles, state_words
from assessment.findings.words import score_text, two_decimals
from assessment.language import _
from assessment.results import Result
from assessment.scoring.group import SideDifference
from assessment.services.bootstrap import application
from assessment.services.participation import State
from assessment.storage.workshops import Workshop
from assessment.web.participant_files import PROJECTOR_SCRIPT, PROJECTOR_STYLE
from assessment.web.qr import qr_svg, short_address
from assessment.web.rendering import render
from assessment.web.screen import Screen
from assessment.web.spread_bars import spread_bars

TIME_IS_UP_FOR = 120
"""Seconds for which a timer that has run down still says so."""


def page(workshop: Workshop, result: Result, state: State, handle: str) -> str:
    """The page around what is on the projector."""
    return render(
        "projector.html",
        workshop=workshop,
        handle=handle,
        style=PROJECTOR_STYLE.path,
        script=PROJECTOR_SCRIPT.path,
        screen=Markup(screen(workshop, result, state)),  # noqa: S704 (made by a template that escapes)
        words={"time_is_up": _("Time is up"), "more": _("and {n} more, on your phone")},
    )


def refused_page(message: str) -> str:
    """In the place of what was on it, why there is nothing."""
    return render("projector_refused.html", message=message, style=PROJECTOR_STYLE.path)


def screen(workshop: Workshop, result: Result, state: State) -> str:
    """What the facilitator has put on it; nothing of the group before the reveal."""
    wired = application()
    on = Screen.from_data(workshop.screen)
    findings = find(result) if result.group else None
    tracks = findings.tracks if findings else ()
    counted = findings.ownership.decisions if findings and findings.ownership else ()
    join_url = f"{wired.settings.public_url}/w/{workshop.code}"
    return render(
        "projector_screen.html",
        workshop=workshop,
        on=on,
        findings=findings,
        group=result.group,
        view=result.workshop,
        tracks={track.measure.id: track for track in tracks},
        role_capabilities={c.id for track in tracks if track.is_role for c in track.capabilities},
        found_decisions={decision.id: decision for decision in counted},
        left=_seconds_left(workshop),
        state=state,
        qr=Markup(qr_svg(join_url)),  # noqa: S704 (its only text is escaped)
        join_address=short_address(f"{wired.settings.public_url}/w"),
        levels=wired.bank.edition.levels,
        capabilities={capability.id: capability for capability in wired.bank.capabilities()},
        decisions={decision.id: decision for decision in wired.bank.ownership.decisions},
        stem=wired.bank.ownership.stem,
        owners=owner_titles(wired.bank),
        questions=wired.participation.way(workshop).questions,
        topic=_topic(findings, on.subject) if findings else None,
        sides=_sides(result, on.subject),
        spread_bars=spread_bars,
        shown=score_text,
        two_decimals=two_decimals,
        state_words=state_words,
    )


def _seconds_left(workshop: Workshop) -> int | None:
    """How long the timer still runs; None where there is none, or it has run down a while ago."""
    if workshop.timer_ends_at is None:
        return None
    left = round((workshop.timer_ends_at - datetime.now(UTC)).total_seconds())
    return left if left > -TIME_IS_UP_FOR else None


def _topic(findings: Findings, capability: str | None) -> Topic | None:
    """The capability's place on a list of what to talk about or to act on, which has a question for the room."""
    group = findings.group
    lists = (group.talk, group.role_talk, group.act, group.role_act) if group else ()
    return next((topic for topics in lists for topic in topics if topic.capability == capability), None)


def _sides(result: Result, capability: str | None) -> SideDifference | None:
    found = result.group.sides if result.group else ()
    return next((side for side in found if side.capability == capability), None)
