"""The sections of the console once something is released."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assessment.language import N_, _
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
from assessment.ui.console.stages import stage_words

_SECTIONS: dict[str, Callable[[Seen], None]] = {
    N_("Picture"): picture.show,
    N_("Talk and act"): topics.show,
    N_("Who decides"): owners.show,
    N_("Actions"): actions.show,
    N_("Parking lot"): parking.show,
    N_("Comments"): comments.show,
    N_("Since last time"): earlier.show,
    N_("Report"): files.show,
}

SHOWING = ("revealed", "discussing", "closed")
"""The stages in which the room sees what is released."""


def sections() -> dict[str, Callable[[Console], None]]:
    """What a facilitator sees and does once something is released, by title, in the order in which it is needed."""
    return {_(title): partial(_show, section) for title, section in _SECTIONS.items()}


def _show(section: Callable[[Seen], None], console: Console) -> None:
    seen = look(console)
    if seen is None:
        st.markdown(_("Nothing is released yet. Reveal the picture once enough people have handed in."))
        return
    if seen.workshop.stage not in SHOWING:
        st.info(
            _(
                "The workshop is back at “{stage}”: you still see what was released, and phones and projector don't. "
                "Nothing is lost; they see it again once you reveal."
            ).format(stage=stage_words(seen.workshop.stage).title.lower())
        )
    section(seen)
