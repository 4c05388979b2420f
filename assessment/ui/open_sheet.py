"""The response open in this tab: read afresh on every full run, and kept while the database is away.

`st.session_state` is only a cache here. The database's answer is what a page shows. What a person chose from a list or
took back is saved at once, and while the database can't take it waits in `pending` and is tried again. What stands in a
form of questions is saved by the page's own script (`web/templates/survey.js`) as soon as it is chosen or written; the
form then brings the same along when the person goes on, as `given`, for a browser whose script couldn't.
"""

from __future__ import annotations

import re
import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from assessment.errors import NoSuchLink, StorageUnavailable
from assessment.language import N_, _
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Question, Step
from assessment.services.survey import Sheet
from assessment.storage.repository import NoteKind
from assessment.ui import access

_STATE = "open_sheet"
RETRY_SECONDS = 2
HEARTBEAT_SECONDS = 60
NOT_SAVED = N_("Not saved yet. Keep this page open: it is saved when the server can save again.")
NOTE_STATUS: dict[NoteKind, tuple[str, str]] = {
    "comment": (N_("Comment saved"), N_("No comment yet")),
    "evidence": (N_("Evidence saved"), N_("No evidence yet")),
}

NOTE_KINDS: tuple[NoteKind, ...] = ("comment", "evidence")
Part = Literal["answer"] | NoteKind
Entry = tuple[str, Part]
"""An answer or a note, by its question."""


@dataclass
class OpenSheet:
    """One response in one tab: what is known to be saved, and in `pending` what still has to be.

    `cleared` counts how often an answer was taken back: a browser keeps showing a radio's choice until the radio itself
    is a new one, so the count is part of the radio's key. So is `visit`, which differs from one time that a page of
    radios is entered to the next, and in a note's key how often it was `shown`.

    `seeded` is what the widgets of this page were set to, `given` what a form held instead, with what had been seeded:
    it is saved only over that, so that what the script or another tab has saved since is never undone.
    """

    key: PrivateKey
    sheet: Sheet
    answers: dict[str, str]
    notes: dict[tuple[str, NoteKind], str]
    cleared: Counter[str]
    pending: dict[Entry, str | None] = field(default_factory=dict)
    seeded: dict[Entry, str | None] = field(default_factory=dict)
    given: dict[Entry, tuple[str, str | None]] = field(default_factory=dict)
    shown: Counter[Entry] = field(default_factory=Counter)
    run: int = 0
    step: str = ""
    visit: str = ""
    settling: bool = True
    announced: bool = False
    last_answer: float = field(default_factory=time.monotonic)

    @property
    def waiting(self) -> frozenset[Entry]:
        """What isn't saved yet."""
        return frozenset({*self.pending, *self.given})

    def just_failed(self) -> bool:
        """Whether something waits to be saved and the page hasn't been told yet; it counts as told from now on."""
        told, self.announced = self.announced, bool(self.waiting)
        return self.announced and not told

    def status(self, question_id: str) -> str:
        """What the page says under a question."""
        if (question_id, "answer") in self.waiting:
            return _(NOT_SAVED)
        return _("Saved") if question_id in self.answers else _("No answer yet")

    def noted(self, question_id: str) -> str:
        """What the page says after that."""
        return _(", with a note") if any(self.notes.get((question_id, kind)) for kind in NOTE_KINDS) else ""

    def note_status(self, question_id: str, kind: NoteKind) -> str:
        """What the page says under a note; always something, so that saving moves nothing under a finger."""
        if (question_id, kind) in self.waiting:
            return _(NOT_SAVED)
        saved, missing = NOTE_STATUS[kind]
        return _(saved if self.notes.get((question_id, kind)) else missing)

    def stored(self, entry: Entry) -> str | None:
        """What the database holds, as far as this tab knows: "" for an answer that was taken back, None for never."""
        question_id, part = entry
        if part != "answer":
            return self.notes.get((question_id, part)) or None
        return self.answers.get(question_id, "" if question_id in self.sheet.cleared else None)


def open_sheet(key: PrivateKey) -> OpenSheet | None:
    """The response as it is in the database now, or as it last was while the database is away.

    None where nothing is behind the key (any more): the tab then forgets it. Raises `StorageUnavailable` where this tab
    hasn't read it before, `OtherEdition` where it answers other questions.
    """
    known: OpenSheet | None = st.session_state.get(_STATE)
    if known is not None and known.key != key:
        known = None
    try:
        sheet = application().survey.open(key)
        if known is not None:
            _take_in(known, sheet)
            _save_what_waits(known)
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


def begin_page(opened: OpenSheet, step: Step) -> None:
    """Set the page's widgets to what is saved, after what they hold beyond that was."""
    opened.run += 1
    is_there = any(widget_key(opened, question.id) in st.session_state for question in step.questions)
    if opened.step != step.id or not is_there:
        # Decisions, which no form holds, are the same at every visit.
        opened.step, opened.visit = step.id, "" if step.kind == "ownership" else f"-{secrets.token_hex(4)}"
    if opened.visit:
        take_from_form(opened, step.questions)
        _save_what_waits(opened)
    for entry in _entries(step.questions):
        _seed(opened, entry)


def take_from_form(opened: OpenSheet, questions: Iterable[Question]) -> None:
    """What the widgets of these questions hold that they weren't set to: `given` from now on."""
    for entry in _entries(questions):
        held, over = st.session_state.get(_key_of(opened, entry)), opened.seeded.get(entry)
        if held is not None and (held or None) != (over or None):
            opened.given[entry] = held, over


def refresh(opened: OpenSheet) -> None:
    """What the script has saved meanwhile is known from now on, if the database can be read."""
    with suppress(StorageUnavailable):
        _take_in(opened, application().survey.open(opened.key))


def adopt(opened: OpenSheet, question_id: str) -> None:
    """Save what the browser shows for a question that has no saved answer."""
    shown = st.session_state.get(widget_key(opened, question_id))
    if shown is not None and question_id not in opened.answers and (question_id, "answer") not in opened.waiting:
        _save(opened, question_id, "answer", shown)


def save_widget(opened: OpenSheet, question_id: str) -> None:
    """Save the answer that was just chosen."""
    _save(opened, question_id, "answer", st.session_state[widget_key(opened, question_id)])


def clear(opened: OpenSheet, question_id: str) -> None:
    """Take an answer back: the question is blank again."""
    opened.cleared[question_id] += 1
    _save(opened, question_id, "answer", None)


def retry(opened: OpenSheet) -> None:
    """Try again to save what waits. Raises `NoSuchLink` where the response is gone."""
    if opened.given:
        refresh(opened)
    _save_what_waits(opened)


def widget_key(opened: OpenSheet, question_id: str) -> str:
    """The key of a question's widget; it names the response, so that two of them never share a widget."""
    return _of_letters(f"answer-{opened.key.handle}-{question_id}-{opened.cleared[question_id]}{opened.visit}")


def note_key(opened: OpenSheet, question_id: str, kind: NoteKind) -> str:
    """The key of a note's text area."""
    shown = opened.shown[question_id, kind]
    return _of_letters(f"{kind}-{opened.key.handle}-{question_id}-{shown}{opened.visit}")


def show_note(opened: OpenSheet, question_id: str, kind: NoteKind) -> str:
    """The key of a note's text area, with what is saved in it where it wasn't there a moment ago."""
    key = note_key(opened, question_id, kind)
    if key not in st.session_state:
        opened.shown[question_id, kind] += 1
        key = note_key(opened, question_id, kind)
        st.session_state[key] = opened.notes.get((question_id, kind), "")
        opened.seeded[question_id, kind] = opened.stored((question_id, kind))
    return key


def clear_key(opened: OpenSheet, question_id: str) -> str:
    """The key of the button that takes an answer back, which is the same before and after."""
    return _of_letters(f"clear-{opened.key.handle}-{question_id}")


def _of_letters(key: str) -> str:
    """A key that Streamlit makes a class of as it is, so that no two become the same."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found.group()):x}_", key)


def _entries(questions: Iterable[Question]) -> Iterator[Entry]:
    for question in questions:
        yield question.id, "answer"
        if question.takes_notes:
            yield from ((question.id, kind) for kind in NOTE_KINDS)


def _seed(opened: OpenSheet, entry: Entry) -> None:
    """Set one widget to what is saved.

    Where nothing is, it is left alone: after a restart of the server the browser may still hold a choice from a list
    that was never acknowledged. So is one in a form, once it is there: the browser may hold what is newer, and would
    show what it is told here, but submit the other (Streamlit 1.67).
    """
    stored, key = opened.stored(entry), _key_of(opened, entry)
    if key not in st.session_state or not opened.visit:
        if stored and entry[1] == "answer" and entry not in opened.waiting and st.session_state.get(key) != stored:
            st.session_state[key] = stored
        opened.seeded[entry] = stored
    elif (st.session_state[key] or None) == (stored or None):
        opened.seeded[entry] = stored


def _key_of(opened: OpenSheet, entry: Entry) -> str:
    question_id, part = entry
    return widget_key(opened, question_id) if part == "answer" else note_key(opened, question_id, part)


def _take_in(opened: OpenSheet, sheet: Sheet) -> None:
    """What the database holds now. A radio that shows what was taken back elsewhere becomes a new one."""
    waiting = {question_id for question_id, part in opened.pending if part == "answer"}
    shown = {q for q in sheet.cleared if st.session_state.get(widget_key(opened, q)) is not None}
    opened.cleared.update((opened.answers.keys() - sheet.answers.keys() | shown) - waiting)
    opened.sheet, opened.answers, opened.notes = sheet, dict(sheet.answers), dict(sheet.notes)


def _save_what_waits(opened: OpenSheet) -> None:
    """Save what was deliberate, and what a form held if the database still has what the form was given."""
    for (question_id, part), value in list(opened.pending.items()):
        _save(opened, question_id, part, value)
    for entry, (held, over) in list(opened.given.items()):
        if opened.stored(entry) != over or _is_saved(opened, *entry, held):
            del opened.given[entry]


def _save(opened: OpenSheet, question_id: str, part: Part, value: str | None) -> None:
    if _is_saved(opened, question_id, part, value):
        opened.pending.pop((question_id, part), None)
    else:
        opened.pending[question_id, part] = value


def _is_saved(opened: OpenSheet, question_id: str, part: Part, value: str | None) -> bool:
    """Whether the database took it."""
    survey, now = application().survey, time.monotonic()
    try:
        if part == "answer":
            survey.answer(opened.key, question_id, value, pause=now - opened.last_answer)
        else:
            survey.note(opened.key, question_id, part, value or "")
    except StorageUnavailable:
        return False
    if part != "answer":
        opened.notes[question_id, part] = value or ""
        return True
    opened.last_answer = now
    if value is None:
        opened.answers.pop(question_id, None)
    else:
        opened.answers[question_id] = value
    return True
