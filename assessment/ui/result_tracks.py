"""The questionnaires of a result: capabilities, and one's own answers and notes beside their scores."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assessment.findings.model import Findings, Measure, Track
from assessment.findings.said import Answer, ItemView
from assessment.language import _
from assessment.ui import result_charts
from assessment.ui.text import plain


def show_subjects(findings: Findings) -> None:
    """Every questionnaire that is no role track."""
    for track in findings.tracks:
        if not track.is_role:
            st.header(plain(track.measure.title))
            _show_track(findings, track)


def show_role_tracks(findings: Findings) -> None:
    """The two role tracks, apart from everything else and from each other."""
    tracks = [track for track in findings.tracks if track.is_role]
    if tracks:
        st.header(_("Role clarity"))
        st.caption(plain(findings.role_note))
    for track in tracks:
        st.subheader(_("{title}: mandate (self-rated)").format(title=plain(track.measure.title)))
        _show_track(findings, track)


def _show_track(findings: Findings, track: Track) -> None:
    measure = track.measure
    if measure.score is None:
        st.markdown(_("There is no score here: too few of these questions have an answer."))
    else:
        st.markdown(
            _("Score {score} of 5, {level}. Coverage {coverage}.").format(
                score=measure.score_text, level=plain(measure.level_text), coverage=measure.coverage_text
            )
        )
    result_charts.show_track(findings, track)
    _show_answers(track, findings.items)
    for capability in track.capabilities:
        _show_notes(capability, findings.items[capability.id])


def _show_answers(track: Track, items: Mapping[str, tuple[ItemView, ...]]) -> None:
    place = st.expander(_("Your answers"), key=f"answers {track.measure.id}", on_change="rerun")
    if not place.open:
        return
    with place:
        for capability in track.capabilities:
            st.markdown(f"**{plain(capability.title)}**, {capability.why_none or capability.score_text}")
            for item in items[capability.id]:
                if item.answer:
                    st.markdown(f"{plain(item.text)}  \n{plain(item.answer.words)}")


def _show_notes(capability: Measure, items: tuple[ItemView, ...]) -> None:
    noted = [(item, item.answer) for item in items if item.answer and (item.answer.comment or item.answer.evidence)]
    if noted:
        st.markdown(
            _("Your notes on **{title}** ({score})").format(
                title=plain(capability.title), score=capability.why_none or capability.score_text
            )
        )
    for item, answer in noted:
        _show_note(item, answer)


def _show_note(item: ItemView, answer: Answer) -> None:
    with st.container(border=True):
        st.caption(plain(item.text))
        for kind, text in ((_("Comment"), answer.comment), (_("Evidence"), answer.evidence)):
            if text:
                st.markdown(f"**{kind}**")
                st.text(text)
