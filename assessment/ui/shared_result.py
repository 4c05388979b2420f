"""What whoever has a results link sees: the results, with nothing to change."""

from __future__ import annotations

import streamlit as st

from assessment.errors import NoSuchLink
from assessment.findings import find
from assessment.language import _, day
from assessment.respondent import Action
from assessment.results import own_result
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.ui import result_files, result_view
from assessment.ui.text import plain


def show(link: PrivateKey | None) -> None:
    """For whoever has the link: the results, read-only. Raises `NoSuchLink` where it was ended."""
    st.title(_("Results shared with you"))
    if link is None:
        raise NoSuchLink
    sheet = application().survey.look(link)
    result = own_result(application().bank, sheet)
    findings = find(result)
    st.caption(_("This link only reads: nothing here can be changed. Comments and evidence notes aren't shown."))
    for notice in findings.notices:
        st.warning(plain(notice))
    result_view.show_one(findings)
    _show_actions(sheet.actions)
    st.header(_("Take it with you"))
    result_files.show_buttons(lambda: own_result(application().bank, application().survey.look(link)), link.handle)


def _show_actions(actions: tuple[Action, ...]) -> None:
    if not actions:
        return
    st.header(_("Actions"))
    for action in actions:
        due = _("due {due}").format(due=day(action.due)) if action.due else _("no date")
        state = _("done") if action.done else _("open")
        st.markdown(f"- {plain(action.text)} ({plain(action.owner or _('no owner yet'))}, {due}, {state})")
