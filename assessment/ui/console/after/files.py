"""The report and every other file, through the same view model as the screens, built when it is asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.language import _
from assessment.ui import result_files
from assessment.ui.console.after.seen import Seen, current_result


def show(seen: Seen) -> None:
    """A button for each file."""
    st.subheader(_("Report"))
    if seen.workshop.stage != "closed":
        st.markdown(
            _(
                "The files hold what is stored at the moment you ask for them. Close the workshop when the "
                "room is done: phones can then read and no longer change anything."
            )
        )
    result_files.show_buttons(
        partial(current_result, seen.key), seen.console.named("workshop"), tables=result_files.GROUP_TABLES
    )
    st.caption(_("Every file holds counts of the group and nobody's answers. Each is made when you ask for it."))
