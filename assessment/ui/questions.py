"""One page of questions.

What is chosen or written is saved by the page's script, see `ui.at_once`: a click costs one small request and no run of
the page. Decisions, whose lists the script can't watch, are fragments, so that a choice re-runs that decision alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.language import _
from assessment.respondent import NOTE_LENGTH
from assessment.services.steps import Question, Step, Way
from assessment.storage.repository import NoteKind
from assessment.ui import at_once, open_sheet
from assessment.ui.in_touch import keep_in_touch, show_private_link
from assessment.ui.open_sheet import OpenSheet, widget_key
from assessment.ui.review import STEP as REVIEW
from assessment.ui.style import load_the_charts_ahead, start_at_the_top
from assessment.ui.text import plain

_shown = lru_cache(maxsize=10_000)(plain)
"""Texts of the bank alone, which are the same for everybody and drawn at every click."""


def chosen_step(opened: OpenSheet, way: Way) -> Step:
    """The page that the address names, else the first with an unanswered question, which the address then names.

    Without the second half, the last answer on a page would move the person to the next one.
    """
    named = st.query_params.get("step")
    step = next((s for s in way.steps if s.id == named), None)
    if step is None:
        step = next((s for s in way.steps if any(q.id not in opened.answers for q in s.questions)), way.steps[0])
        st.query_params["step"] = step.id
    return step


def show(opened: OpenSheet, way: Way, step: Step) -> None:
    """The page of one step, with progress above and the way on below."""
    position = way.steps.index(step)
    open_sheet.begin_page(opened, step)
    start_at_the_top(step.id)
    st.title(step.title)
    st.markdown(plain(step.summary))
    if step.note:
        st.caption(plain(step.note))
    progress = st.empty()
    progress.html(at_once.progress(opened, way))
    keep_in_touch(opened)
    before = sum(len(earlier.questions) for earlier in way.steps[:position])
    numbered = list(enumerate(step.questions, before + 1))
    if step.kind == "ownership":
        for number, question in numbered:
            _decision(opened, way, question, number, progress)
        _show_way_on(opened, way, position, st.button)
    else:
        with st.form(f"questions-{opened.key.handle}-{step.id}", border=False, enter_to_submit=False):
            for number, question in numbered:
                _question(opened, step, question, number)
            _show_way_on(opened, way, position, st.form_submit_button)
        at_once.save(opened, way, step)
    show_private_link(opened)
    if position == len(way.steps) - 1:
        load_the_charts_ahead()


def _question(opened: OpenSheet, step: Step, question: Question, number: int) -> None:
    titles = {choice.id: _shown(choice.title) for choice in question.choices}
    key = widget_key(opened, question.id)
    st.radio(f"{number} · {_shown(question.text)}", list(titles), index=None, format_func=titles.__getitem__, key=key)
    st.html(at_once.status(opened, key, opened.status(question.id), opened.noted(question.id)))
    _more(opened, step, question)


@st.fragment
def _decision(opened: OpenSheet, way: Way, question: Question, number: int, progress: DeltaGenerator) -> None:
    """A decision with a list of owners to choose from: compact, and quick with a keyboard (type the first letters)."""
    titles = {choice.id: choice.title for choice in question.choices}
    st.selectbox(
        f"{number} · {plain(question.text)}",
        list(titles),
        index=None,
        format_func=lambda choice: titles[choice],
        placeholder=_("Who would settle it?"),
        key=widget_key(opened, question.id),
        on_change=open_sheet.save_widget,
        args=(opened, question.id),
    )
    _after_choosing(opened, way, question, progress)


def _after_choosing(opened: OpenSheet, way: Way, question: Question, progress: DeltaGenerator) -> None:
    open_sheet.adopt(opened, question.id)
    if opened.just_failed():
        st.rerun()  # the whole page has to know that something waits
    st.html(at_once.status(opened, widget_key(opened, question.id), opened.status(question.id)))
    progress.html(at_once.progress(opened, way))


def _more(opened: OpenSheet, step: Step, question: Question) -> None:
    # The same words whatever is written: a new label would be a new expander, and close under the writer's hands.
    label = _("Add a comment, or clear this answer") if question.takes_notes else _("Take this answer back")
    more = st.expander(label, key=f"more {opened.key.handle} {question.id}", on_change="rerun", type="compact")
    if not more.open:
        return
    with more:
        if question.takes_notes:
            _note(opened, question, "comment", _("Comment (optional)"))
            _note(opened, question, "evidence", _("What one could look at to see this (optional)"))
        key = open_sheet.clear_key(opened, question.id)
        args = (opened, question.id, step.questions)
        st.form_submit_button(_("Clear this answer"), key=key, on_click=open_sheet.clear, args=args)


def _note(opened: OpenSheet, question: Question, kind: NoteKind, label: str) -> None:
    key = open_sheet.show_note(opened, question.id, kind)
    st.text_area(label, key=key, max_chars=NOTE_LENGTH)
    st.html(at_once.status(opened, key, opened.note_status(question.id, kind)))


def _show_way_on(opened: OpenSheet, way: Way, position: int, button: Callable[..., bool]) -> None:
    step, last = way.steps[position], position == len(way.steps) - 1
    back, on = st.columns(2)
    if position:
        to = way.steps[position - 1].id
        with back:
            button(_("Back"), key=f"back from {step.id}", width="stretch", on_click=_go, args=(opened, step, to))
    label = _("Review my answers") if last else _("Continue")
    to = REVIEW if last else way.steps[position + 1].id
    with on:
        button(label, type="primary", key=f"on from {step.id}", width="stretch", on_click=_go, args=(opened, step, to))


def _go(opened: OpenSheet, step: Step, to: str) -> None:
    if opened.visit:
        open_sheet.take_from_form(opened, step.questions)
    st.query_params["step"] = to
