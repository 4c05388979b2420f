"""The last page before submitting: what is still unanswered."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.language import _, counted
from assessment.services.bootstrap import application
from assessment.services.steps import Question, Step, Way
from assessment.ui import at_once
from assessment.ui.in_touch import keep_in_touch
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.style import load_the_charts_ahead, start_at_the_top
from assessment.ui.text import plain

STEP = "review"


def show(opened: OpenSheet, way: Way) -> None:
    """Everything unanswered by page, and the way to the results."""
    start_at_the_top(STEP)
    st.title(_("Review and submit"))
    keep_in_touch(opened)
    total = len(way.left(opened.answers))
    if total:
        st.markdown(
            counted(
                "**{n} of {all} questions has no answer.** You can submit all the same: a blank counts as unknown, "
                "never as a low score, and makes the result less sure.",
                "**{n} of {all} questions have no answer.** You can submit all the same: a blank counts as unknown, "
                "never as a low score, and makes the result less sure.",
                total,
            ).format(all=len(way.questions))
        )
    else:
        st.markdown(_("**Every question has an answer.** You can still change any of them, now or later."))
    for step in way.steps:
        _show_step(step, [question for question in step.questions if question.id not in opened.answers])
    if opened.sheet.submitted:
        st.caption(_("You have submitted before. Your results always show your answers as they are now."))
    if st.button(_("Submit and see my results"), type="primary", disabled=bool(opened.pending)):
        application().survey.submit(opened.key)
        st.switch_page("views/results.py", query_params={"r": opened.key.handle})
    at_once.go_on_sending()
    load_the_charts_ahead()


def _show_step(step: Step, missing: Sequence[Question]) -> None:
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.markdown(
        f"**{plain(step.title)}** · "
        + (counted("{n} unanswered", "{n} unanswered", len(missing)) if missing else _("complete"))
    )
    if missing:
        left.markdown("\n".join(f"- {plain(question.text)}" for question in missing))
    if right.button(_("Go there") if missing else _("Look again"), key=f"to {step.id}", width="stretch"):
        st.query_params["step"] = step.id
        st.rerun()
