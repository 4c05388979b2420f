"""One capability, as the room talks about it: the distributions, the words for it, both votes, what is agreed."""

from __future__ import annotations

import streamlit as st

from assessment.findings.model import Topic
from assessment.findings.prompts import SENIOR_LAST, level_words, other_voice
from assessment.language import _
from assessment.ui import group_charts, group_view
from assessment.ui.console.after.agreed import show_agreed_level
from assessment.ui.console.after.doing import offer_to_project
from assessment.ui.console.after.seen import Seen
from assessment.ui.console.after.votes import show_second_vote
from assessment.ui.method_text import bullets
from assessment.ui.text import plain


def show_capability(seen: Seen, capability: str, name: str, topic: Topic | None = None) -> None:
    """Everything about one capability; `name` tells its widgets from those of the same one elsewhere on the page."""
    findings, items = seen.findings, seen.items(capability)
    offer_to_project(seen, "topic", capability, name)
    if topic:
        group_view.show_question(findings, topic)
    if prompt := other_voice(items):
        st.markdown(
            _("**Against the loudest voice:** {prompt} {senior_last}").format(
                prompt=plain(prompt), senior_last=_(SENIOR_LAST)
            )
        )
    group_charts.show_votes(items, findings.level_names, f"console {name}")
    with st.expander(_("The levels in their own words")):
        for item in items:
            st.markdown(f"**{plain(item.text)}**")
            st.markdown(bullets(plain(line) for line in level_words(item)))
    if differences := seen.differences(capability):
        group_view.show_sides(differences)
    st.markdown(_("##### Second vote"))
    show_second_vote(seen, capability, name)
    st.markdown(_("##### Agreed"))
    show_agreed_level(seen, capability, name)
