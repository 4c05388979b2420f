"""Making a link that only reads these results, and ending it."""

from __future__ import annotations

import streamlit as st

from assessment.language import _
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.saving import save, say_unsaved
from assessment.web.private_links import private_url


def offer(opened: OpenSheet) -> None:
    """For the owner: make a link that only reads, and end it."""
    place = st.expander(_("Share these results"), key="share", on_change="rerun")
    if not place.open:
        return
    with place:
        st.markdown(
            _(
                "A results link shows these results as they are at that time, and your actions. Whoever has it "
                "can take them along as files and change nothing. Your comments and evidence notes aren't "
                "shown."
            )
        )
        made: dict[str, PrivateKey] = st.session_state.setdefault("results links", {})
        if opened.key.handle in made:
            st.code(
                private_url(application().settings.public_url, made[opened.key.handle]), language=None, wrap_lines=True
            )
            st.caption(_("Copy it now: it isn't shown again after you leave this page, and can't be recovered."))
        shared = application().survey.is_shared(opened.key)
        if shared:
            st.caption(_("A results link is in force. A new one ends it."))
        make = _("Make a new results link") if shared else _("Make a results link")
        with st.container(horizontal=True):
            if st.button(make) and save("share", lambda: _make(opened, made)):
                st.rerun()
            if shared and st.button(_("End the results link")) and save("share", lambda: _end(opened, made)):
                st.rerun()
        say_unsaved("share")


def _make(opened: OpenSheet, made: dict[str, PrivateKey]) -> None:
    made[opened.key.handle] = application().survey.share(opened.key)


def _end(opened: OpenSheet, made: dict[str, PrivateKey]) -> None:
    application().survey.unshare(opened.key)
    made.pop(opened.key.handle, None)
