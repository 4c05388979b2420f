"""The picture, opened one part after the other: presenting is the facilitator's, not the program's."""

from __future__ import annotations

import streamlit as st

from assessment.findings.model import Track
from assessment.language import _, counted
from assessment.ui import group_charts, group_view, result_charts
from assessment.ui.console.after.doing import offer_to_project
from assessment.ui.console.after.seen import Seen
from assessment.ui.saving import say_unsaved
from assessment.ui.text import plain

OVERALL = "standing"


def show(seen: Seen) -> None:
    """The part of the picture that is opened now."""
    tracks = {track.measure.id: track for track in seen.findings.tracks}
    titles = {OVERALL: _("Overall"), **{id: track.measure.title for id, track in tracks.items()}}
    opened = st.segmented_control(
        _("Open one part after the other"),
        list(titles),
        format_func=lambda id: plain(titles[id]),
        key=seen.console.named("part of the picture"),
        persist_state="session",
    )
    say_unsaved("project")
    if opened is None:
        st.markdown(
            _(
                "The picture of {people} is out. Open a part to see it here, then put it on the projector when the "
                "room is ready. Phones show all of it already."
            ).format(people=counted("{n} person", "{n} people", seen.group.scores.n))
        )
    elif opened == OVERALL:
        _show_overall(seen)
    else:
        _show_track(seen, tracks[opened])


def _show_overall(seen: Seen) -> None:
    findings, group = seen.findings, seen.findings.group
    offer_to_project(seen, "standing")
    if group:
        group_view.show_standing(findings, group)
    result_charts.show_domains(findings, "console")


def _show_track(seen: Seen, track: Track) -> None:
    findings, title = seen.findings, track.measure.title
    st.subheader(plain(_("{title}: mandate (self-rated)").format(title=title) if track.is_role else title))
    if track.is_role:
        st.caption(plain(findings.role_note))
    offer_to_project(seen, "questionnaire", track.measure.id)
    group_charts.show_gaps_of(findings, track, "console")
    group_view.show_track(findings, track, "console")
