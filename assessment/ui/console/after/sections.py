"""The sections of the console once something is released. Of them only the open one runs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assessment.language import _
from assessment.ui.console.after import (
    actions,
    comments,
    earlier,
    files,
    owners,
    parking,
    picture,
    topics,
)
from assessment.ui.console.after.seen import Seen, look
from assessment.ui.console.console import Console

SECTIONS: dict[str, Callable[[Seen], None]] = {
    "Picture": picture.show,
    "Talk and act": topics.show,
    "Who decides": owners.show,
    "Actions": actions.show,
    "Parking lot": parking.show,
    "Comments": comments.show,
    "Since last time": earlier.show,
    "Report": files.show,
}

SHOWING = ("revealed", "discussing", "closed")
"""The stages in which the room sees what is released."""


def show(console: Console) -> None:
    """What a facilitator sees and does once something is released; that a rehearsal is simulated stands above it."""
    seen = look(console)
    if seen is None:
        st.markdown(_("Nothing is released yet. Reveal the picture once enough people have handed in."))
        return
    if seen.workshop.stage not in SHOWING:
        st.info(
            f"The workshop is back at “{seen.workshop.stage}”: you still see what was released, and phones and "
            "projector don't. Nothing is lost; they see it again once you reveal."
        )
    tabs = st.tabs(list(SECTIONS), key="section", on_change="rerun", bind="query-params")
    for tab, section in zip(tabs, SECTIONS.values(), strict=True):
        if tab.open:
            with tab:
                section(seen)
