"""Comments: the facilitator reads each one first and passes what the room may see."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.bank.model import Bank
from assessment.language import _
from assessment.scoring.blocks import FEWEST_FOR_NOTES
from assessment.services.bootstrap import application
from assessment.storage.participant_notes import Note
from assessment.ui.console.after.doing import do
from assessment.ui.console.after.seen import Seen
from assessment.ui.saving import say_unsaved
from assessment.ui.text import plain


def show(seen: Seen) -> None:
    """Every comment and evidence note, in a random order, to pass or to hold back."""
    st.subheader(_("Comments and evidence"))
    if not seen.workshop.comments:
        st.markdown(
            _("Comments are off in this workshop, so nobody was asked for any. Turn them on when you create one.")
        )
        return
    say_unsaved("notes")
    needed = max(seen.workshop.threshold, FEWEST_FOR_NOTES)
    if seen.lobby.released < needed:
        st.markdown(
            _(
                "Comments are shown once the answers of at least {needed} people are revealed; so far those of "
                "{released} are. They are kept until then."
            ).format(needed=needed, released=seen.lobby.released)
        )
        return
    notes = application().discussion.notes_to_pass(seen.key)
    if not notes:
        st.markdown(_("Nobody whose answers are revealed has written anything."))
        return
    st.markdown(
        _(
            "In a random order, without role or time. Read each one first, on a screen that the room doesn't "
            "see: a turn of phrase can tell who wrote it. Pass only what may be seen by all. After a further "
            "reveal, new comments come once those of at least {needed} more people are revealed."
        ).format(needed=needed)
    )
    of = {i.id: f"{c.title}: {i.text}" for c in _bank().capabilities() for i in c.items}
    for note in notes:
        with st.container(border=True, gap="xxsmall"):
            _show_note(seen, note, of.get(note.question_id, ""))


def _bank() -> Bank:
    return application().bank


def _show_note(seen: Seen, note: Note, about: str) -> None:
    st.caption(f"{note.kind.capitalize()}. {plain(about)}")
    st.text(note.text)
    key = seen.console.named(f"note {note.place}")
    st.session_state[key] = note.passed  # as it is stored, whatever another tab left here
    st.checkbox(_("Pass it: phones show it under “The room”"), key=key, on_change=partial(_pass, seen, note, key))


def _pass(seen: Seen, note: Note, key: str) -> None:
    passed = bool(st.session_state[key])
    do("notes", lambda: application().discussion.pass_notes(seen.key, [note.place], passed=passed))
