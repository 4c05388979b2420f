"""The parking lot: what the room puts aside, so that it can go on."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.language import _
from assessment.respondent import NOTE_LENGTH
from assessment.services.bootstrap import application
from assessment.storage.discussion import Parked
from assessment.ui.console.after.doing import do, form_key
from assessment.ui.console.after.seen import Seen
from assessment.ui.saving import say_unsaved


def show(seen: Seen) -> None:
    """What is parked, and a form for more."""
    st.subheader(_("Parking lot"))
    if not seen.outcome.parked:
        st.markdown(_("Nothing is parked. Put aside here what matters but would take the room too far now."))
    for parked in seen.outcome.parked:
        _show_parked(seen, parked)
    form = form_key(seen, "park")
    with st.form(form, border=False):
        st.text_input(_("Put aside for later"), max_chars=NOTE_LENGTH, key=f"text {form}")
        st.form_submit_button(_("Park it"), on_click=partial(_park, seen, form))
    say_unsaved("park")


def _show_parked(seen: Seen, parked: Parked) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.text(parked.text)
        st.button(
            _("Take it out"),
            type="tertiary",
            key=seen.console.named(f"unpark {parked.id}"),
            on_click=lambda: do("park", lambda: application().discussion.unpark(seen.key, parked.id)),
        )


def _park(seen: Seen, form: str) -> None:
    text: str = st.session_state[f"text {form}"]
    do("park", lambda: application().discussion.park(seen.key, text))
