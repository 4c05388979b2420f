"""The response open in this tab: read afresh on every full run, and kept while the database is away.

`st.session_state` is only a cache here. The database's answer is what a page shows. What a person chose from a list or
took back is saved at once. What stands in a form of questions is saved by the page's own script
(`web/templates/survey.js`) as soon as it is chosen or written; the form brings along the same when the person goes on,
for what the script couldn't save. Whatever has to wait for the database is `pending`, and is saved only over what it
was meant to replace, so that nothing newer is undone.
"""

from __future__ import annotations

import re
import secrets
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from assessment.errors import NoSuchLink, NotNow, StorageUnavailable
from assessment.language import N_, _
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Question, Step
from assessment.services.survey import Sheet
from assessment.storage.repository import NoteKind
from assessment.ui import access
from assessment.web.survey_answers import is_saved_by_script

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


@dataclass(frozen=True)
class Waiting:
    """What isn't saved yet ("" for an answer taken back), and what may be stored for it to count."""

    value: str
    over: frozenset[str | None]


@dataclass
class OpenSheet:
    """One response in one tab: what is known to be saved, and in `pending` what still has to be.

    `cleared` counts how often an answer was taken back: a browser keeps showing a radio's choice until the radio itself
    is a new one, so the count is part of the radio's key. So is `visit`, which differs from one time that a page of
    radios is entered to the next, and in a note's key how often it was `shown`.

    `seeded` is what the widgets of this page were set to, or were last seen to hold.
    """

    key: PrivateKey
    sheet: Sheet
    answers: dict[str, str]
    notes: dict[tuple[str, NoteKind], str]
    cleared: Counter[str]
    pending: dict[Entry, Waiting] = field(default_factory=dict)
    seeded: dict[Entry, str | None] = field(default_factory=dict)
    shown: Counter[Entry] = field(default_factory=Counter)
    run: int = 0
    step: str = ""
    visit: str = ""
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
        return _("Saved") if question_id in self.answers else _("No answer yet")

    def noted(self, question_id: str) -> str:
        """What the page says after that."""
        return _(", with a note") if any(self.notes.get((question_id, kind)) for kind in NOTE_KINDS) else ""

    def note_status(self, question_id: str, kind: NoteKind) -> str:
        """What the page says under a note; always something, so that saving moves nothing under a finger."""
        if (question_id, kind) in self.pending:
            return _(NOT_SAVED)
        saved, missing = NOTE_STATUS[kind]
        return _(saved if self.notes.get((question_id, kind)) else missing)

    def stored(self, entry: Entry) -> str | None:
        """What the database holds, as far as this tab knows: "" for an answer that was taken back, None for never."""
        question_id, part = entry
        if part != "answer":
            return self.notes.get((question_id, part)) or None
        return self.answers.get(question_id, "" if question_id in self.sheet.cleared else None)

    def latest(self, entry: Entry) -> str | None:
        """What was given last, saved or not."""
        return self.pending[entry].value if entry in self.pending else self.stored(entry)

    def possible(self, entry: Entry) -> frozenset[str | None]:
        """What the database may hold by now, unless somebody else has changed it."""
        waiting = self.pending.get(entry)
        if waiting is None:
            return frozenset({self.stored(entry)})
        return waiting.over | {waiting.value if entry[1] == "answer" else waiting.value or None}


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
            save_what_waits(known)
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
        opened.last_answer = time.monotonic()
    if opened.visit and take_from_form(opened, step.questions):
        save_what_waits(opened)
    for entry in _entries(step.questions):
        _seed(opened, entry)


def take_from_form(opened: OpenSheet, questions: Iterable[Question]) -> bool:
    """Whether the widgets of these questions hold what they weren't set to and the script didn't save: that waits to be
    saved from now on."""
    found = False
    for entry in _entries(questions):
        held, seeded = st.session_state.get(_key_of(opened, entry)), opened.seeded.get(entry)
        if held is None or (held or None) == (seeded or None) or is_saved_by_script(opened.visit, *entry):
            continue
        over = opened.possible(entry) if entry in opened.pending else frozenset({seeded})
        opened.pending[entry], opened.seeded[entry], found = Waiting(held, over), held, True
    return found


def adopt(opened: OpenSheet, question_id: str) -> None:
    """Save what the browser shows for a question that has no saved answer."""
    shown = st.session_state.get(widget_key(opened, question_id))
    if shown is not None and question_id not in opened.answers and (question_id, "answer") not in opened.pending:
        _save(opened, question_id, shown)


def save_widget(opened: OpenSheet, question_id: str) -> None:
    """Save the answer that was just chosen."""
    chosen = st.session_state[widget_key(opened, question_id)]
    _save(opened, question_id, chosen, pause=time.monotonic() - opened.last_answer)


def clear(opened: OpenSheet, question_id: str, questions: Iterable[Question]) -> None:
    """Take an answer back: the question is blank again. The form's other questions are taken along."""
    take_from_form(opened, questions)
    opened.cleared[question_id] += 1
    _save(opened, question_id, None)


def save_what_waits(opened: OpenSheet) -> None:
    """Save it in turn, up to the first that the database doesn't take; where something newer is stored, that stands."""
    for entry, waiting in list(opened.pending.items()):
        if not _is_saved(opened, entry, waiting.value, over=waiting.over):
            return
        del opened.pending[entry]


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
    """The key of the button that takes an answer back: the same before and after."""
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
    show what it is told here, but submit the other (Streamlit 1.67). The script sets those.
    """
    stored, key = opened.stored(entry), _key_of(opened, entry)
    if key not in st.session_state or not opened.visit:
        if stored and entry[1] == "answer" and entry not in opened.pending and st.session_state.get(key) != stored:
            st.session_state[key] = stored
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


def _save(opened: OpenSheet, question_id: str, value: str | None, pause: float = 0.0) -> None:
    """Save an answer that was just given, or have it wait."""
    entry: Entry = (question_id, "answer")
    if _is_saved(opened, entry, value or "", pause):
        opened.pending.pop(entry, None)
    else:
        opened.pending[entry] = Waiting(value or "", opened.possible(entry))


def _is_saved(
    opened: OpenSheet, entry: Entry, value: str, pause: float = 0.0, over: frozenset[str | None] | None = None
) -> bool:
    """Whether the database took it, or has something newer."""
    (question_id, part), survey = entry, application().survey
    try:
        if part == "answer":
            survey.answer(opened.key, question_id, value or None, pause, over)
        else:
            survey.note(opened.key, question_id, part, value, over)
    except StorageUnavailable:
        return False
    except NotNow:
        return True
    if part != "answer":
        opened.notes[question_id, part] = value
    elif value:
        opened.answers[question_id], opened.last_answer = value, time.monotonic()
    else:
        opened.answers.pop(question_id, None)
    return True
