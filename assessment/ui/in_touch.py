"""What every page of an open response carries: the timer that keeps saving, and the link that brings one back."""

from __future__ import annotations

import streamlit as st

from assessment.language import _, counted
from assessment.services.bootstrap import application
from assessment.ui import open_sheet
from assessment.ui.open_sheet import OpenSheet
from assessment.web.private_links import private_url


def keep_in_touch(opened: OpenSheet) -> None:
    """A fragment on a timer, for three reasons that are one: what was clicked has to arrive.

    While something waits for the database, it tries again every few seconds. Shortly after a session's beginning it
    looks once more, since a browser that reconnects to a restarted server lets a person click before Streamlit knows
    the questions again, and Streamlit drops such a click; the next message of any kind brings it along (what stands in
    a form the page's script has saved, and nothing needs to be looked for). And as long
    as a timer runs, the browser draws the page anew when it reconnects, which otherwise it may not.
    """
    waiting, settling = len(opened.pending), opened.settling and not opened.visit
    opened.settling = opened.settling and not settling
    by_timer = False

    @st.fragment(run_every=open_sheet.RETRY_SECONDS if waiting or settling else open_sheet.HEARTBEAT_SECONDS)
    def beat() -> None:
        if by_timer and (waiting or settling):
            open_sheet.save_what_waits(opened)
            if not opened.pending:
                st.rerun()
        if waiting:
            st.warning(
                counted(
                    "The database isn't answering. Everything marked as saved is safe. Keep this page open: "
                    "{n} of your latest entries wait here and are saved when it returns.",
                    "The database isn't answering. Everything marked as saved is safe. Keep this page open: "
                    "{n} of your latest entries wait here and are saved when it returns.",
                    waiting,
                )
            )

    beat()
    by_timer = True


def show_private_link(opened: OpenSheet) -> None:
    """The link that brings one back, with its warning."""
    # Rendered when opened: what shows a link with its copy button weighs a third of the first page.
    place = st.expander(_("Your private link"), key="private link", on_change="rerun")
    if not place.open:
        return
    with place:
        st.code(private_url(application().settings.public_url, opened.key), language=None, wrap_lines=True)
        st.caption(_("It brings you back to your answers from any device. A lost link can't be recovered."))
