"""The response open in this tab: read afresh on every full run, saved at every click, kept while the database is away.

`st.session_state` is only a cache here. The database's answer is what a page shows; what a person clicked or wrote and
the database couldn't take yet waits in `pending`, stays on the page and is tried again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from assessment.errors import NoSuchLink, StorageUnavailable
from assessment.language import N_, _
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Question
from assessment.services.survey import Sheet
from assessment.storage.repository import NoteKind
from assessment.ui import access

_STATE = "open_sheet"
RETRY_SECONDS = 2
HEARTBEAT_SECONDS = 60
NOT_SAVED = N_("Not saved yet. Keep this page open: it is saved when the database answers again.")
NOTE_STATUS: dict[NoteKind, tuple[str, str]] = {
    "comment": (N_("Comment saved"), N_("No comment yet")),
    "evidence": (N_("Evidence saved"), N_("No evidence yet")),
}

NOTE_KINDS: tuple[NoteKind, ...] = ("comment", "evidence")
Part = Literal["answer"] | NoteKind


@dataclass
class OpenSheet:
    """One response in one tab: what is known to be saved, and in `pending` what still has to be.

    `cleared` counts how often an answer was taken back: a browser keeps showing a radio's choice until the radio itself
    is a new one, so the count is part of the radio's key.
    """

    key: PrivateKey
    sheet: Sheet
    answers: dict[str, str]
    notes: dict[tuple[str, NoteKind], str]
    cleared: Counter[str]
    pending: dict[tuple[str, Part], str | None] = field(default_factory=dict)
    settling: bool = True
    announced: bool = False
    last_answer: float = field(default_factory=time.monotonic)

    def just_failed(self) -> bool:
        """Whether something waits to be saved and the page hasn't been told yet; it counts as told from now on."""
        told, self.announced = self.announced, bool(self.pending)
        return self.announced and not told

    def status(self, question_id: str) -> str:
        """What the page says under a question."""
        if (question_id, "answer") in self.pending:
            return _(NOT_SAVED)
        noted = _(", with a note") if any(self.notes.get((question_id, kind)) for kind in NOTE_KINDS) else ""
        return (_("Saved") if question_id in self.answers else _("No answer yet")) + noted

    def note_status(self, question_id: str, kind: NoteKind) -> str:
        """What the page says under a note; always something, so that saving moves nothing under a finger."""
        if (question_id, kind) in self.pending:
            return _(NOT_SAVED)
        saved, missing = NOTE_STATUS[kind]
        return _(saved if self.notes.get((question_id, kind)) else missing)


def open_sheet(key: PrivateKey) -> OpenSheet | None:
    """The response as it is in the database now, or as it last was while the database is away.

    None where nothing is behind the key (any more): the tab then forgets it. Raises `StorageUnavailable` where this tab
    hasn't read it before, `OtherEdition` where it answers other questions.
    """
    known: OpenSheet | None = st.session_state.get(_STATE)
    if known is not None and known.key != key:
        known = None
    try:
        if known is not None:
            retry(known)
        sheet = application().survey.open(key)
    except NoSuchLink:
        access.leave()
        return None
    except StorageUnavailable:
        if known is None:
            raise
        return known
    if known is None:
        cleared = Counter(dict.fromkeys(sheet.cleared, 1))
        known = OpenSheet(key, sheet, dict(sheet.answers), dict(sheet.notes), cleared)
        st.session_state[_STATE] = known
        return known
    waiting = {question_id for question_id, part in known.pending if part == "answer"}
    for question_id in known.answers.keys() - sheet.answers.keys() - waiting:
        known.cleared[question_id] += 1  # taken back in another tab
    known.sheet, known.answers, known.notes = sheet, dict(sheet.answers), dict(sheet.notes)
    return known


def seed(opened: OpenSheet, questions: Iterable[Question]) -> None:
    """Set the page's widgets to what is saved, except where a click waits to be.

    A question without a saved answer is left alone: after a restart of the server the browser may still hold a click
    that was never acknowledged, and `adopt` then saves it.
    """
    for question in questions:
        if question.id in opened.answers and (question.id, "answer") not in opened.pending:
            st.session_state[widget_key(opened, question.id)] = opened.answers[question.id]


def adopt(opened: OpenSheet, question_id: str) -> None:
    """Save what the browser shows for a question that has no saved answer."""
    shown = st.session_state.get(widget_key(opened, question_id))
    if shown is not None and question_id not in opened.answers and (question_id, "answer") not in opened.pending:
        _save(opened, question_id, "answer", shown)


def save_widget(opened: OpenSheet, question_id: str) -> None:
    """Save the answer that was just chosen."""
    _save(opened, question_id, "answer", st.session_state[widget_key(opened, question_id)])


def clear(opened: OpenSheet, question_id: str) -> None:
    """Take an answer back: the question is blank again."""
    opened.cleared[question_id] += 1
    _save(opened, question_id, "answer", None)


def save_note(opened: OpenSheet, question_id: str, kind: NoteKind) -> None:
    """Save the comment or evidence note that was just written."""
    _save(opened, question_id, kind, st.session_state[note_key(opened, question_id, kind)] or "")


def retry(opened: OpenSheet) -> None:
    """Try again to save what waits."""
    for (question_id, part), value in list(opened.pending.items()):
        _save(opened, question_id, part, value)


def widget_key(opened: OpenSheet, question_id: str) -> str:
    """The key of a question's widget; it names the response, so that two of them never share a widget."""
    return f"answer {opened.key.handle} {question_id} {opened.cleared[question_id]}"


def note_key(opened: OpenSheet, question_id: str, kind: NoteKind) -> str:
    """The key of a note's text area."""
    return f"{kind} {opened.key.handle} {question_id}"


def _save(opened: OpenSheet, question_id: str, part: Part, value: str | None) -> None:
    survey, now = application().survey, time.monotonic()
    try:
        if part == "answer":
            survey.answer(opened.key, question_id, value, pause=now - opened.last_answer)
        else:
            survey.note(opened.key, question_id, part, value or "")
    except StorageUnavailable:
        opened.pending[question_id, part] = value
        return
    opened.pending.pop((question_id, part), None)
    if part != "answer":
        opened.notes[question_id, part] = value or ""
        return
    opened.last_answer = now
    if value is None:
        opened.answers.pop(question_id, None)
    else:
        opened.answers[question_id] = value
