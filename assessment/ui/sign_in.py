"""Signing facilitators in, where an operator wants it: nothing of the workshop's page is drawn for anybody else."""

from __future__ import annotations

import streamlit as st

from assessment.language import _
from assessment.services.bootstrap import application
from assessment.services.facilitators import may_lead
from assessment.ui.style import offer_to_join
from assessment.ui.text import plain


def stop_who_may_not_lead() -> None:
    """End the page for who isn't signed in as a facilitator, saying how to be; under it who is can sign out."""
    facilitators = application().settings.facilitators
    if not facilitators:
        return
    if may_lead(facilitators, st.user.to_dict()):
        _offer_to_sign_out()
        return
    st.title(_("Workshop"))
    if st.user.is_logged_in:
        st.warning(
            _(
                "You are signed in, but not as somebody who leads workshops here. Ask whoever runs this server to add "
                "your address, or sign in with another."
            )
        )
        _offer_to_sign_out()
    else:
        st.markdown(_("Whoever creates or leads workshops here signs in first. To take part, nobody does."))
        st.button(_("Sign in"), type="primary", on_click=st.login)
    offer_to_join()
    st.stop()


def _offer_to_sign_out() -> None:
    who = str(st.user.get("email") or st.user.get("name") or "")
    with st.container(horizontal=True, vertical_alignment="center", key="signed-in"):
        st.caption(plain(_("Signed in as {who}.").format(who=who)) if who else _("Signed in."), width="content")
        st.button(_("Sign out"), type="tertiary", on_click=st.logout)
