"""What to talk about and what to act on: the lists, and everything about one capability when it is opened."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.findings.model import Topic
from assessment.language import _, counted
from assessment.ui.console.after import summary
from assessment.ui.console.after.doing import fold
from assessment.ui.console.after.seen import Seen
from assessment.ui.console.after.topic import show_capability
from assessment.ui.group_view import SHOWN_TO_ACT_ON, SHOWN_TO_TALK_ABOUT
from assessment.ui.saving import say_unsaved
from assessment.ui.text import plain


def show(seen: Seen) -> None:
    """Both lists, the role tracks apart, and any other capability by choice."""
    group, findings = seen.findings.group, seen.findings
    if group is None:
        return
    say_unsaved("project")
    st.subheader(_("What to talk about"))
    if group.talk:
        st.markdown(_("Here the group is of more than one mind, on something that matters for the target."))
    else:
        st.markdown(_("On no capability is the group split enough to stop and talk. Go on to what to act on."))
    _show_list(seen, group.talk, SHOWN_TO_TALK_ABOUT, "talk")
    st.subheader(_("What to act on"))
    if group.act:
        st.markdown(
            _("Here the group agrees that it stands low: there is no need to discuss whether, only what to do.")
        )
    else:
        st.markdown(_("On no capability does the group agree that it stands low."))
    _show_list(seen, group.act, SHOWN_TO_ACT_ON, "act")
    if any(track.is_role for track in findings.tracks):
        st.subheader(_("Role clarity: mandate (self-rated)"))
        st.caption(plain(findings.role_note))
        for title, role_topics, shown in (
            (_("Roles to talk about"), group.role_talk, SHOWN_TO_TALK_ABOUT),
            (_("Roles to act on"), group.role_act, SHOWN_TO_ACT_ON),
        ):
            if role_topics:
                st.markdown(f"**{title}**")
            _show_list(seen, role_topics, shown, title)
        if not group.role_talk and not group.role_act:
            st.markdown(_("Nothing about the roles is on a list."))
    _show_any_other(seen)
    summary.show_levels(seen)


def _show_list(seen: Seen, topics: Sequence[Topic], shown: int, name: str) -> None:
    for number, topic in enumerate(topics[:shown], 1):
        _show_topic(seen, number, topic, name)
    rest = topics[shown:]
    if not rest:
        return
    place = fold(
        seen, counted("The other one on this list", "The other {n} on this list", len(rest)), f"rest of {name}"
    )
    if place.open:
        with place:
            for number, topic in enumerate(rest, shown + 1):
                _show_topic(seen, number, topic, name)


def _show_topic(seen: Seen, number: int, topic: Topic, name: str) -> None:
    label = f"**{number}. {plain(topic.title)}** {plain(topic.sentence)}"
    place = fold(seen, label, f"topic {name} {topic.capability}")
    if place.open:
        with place:
            show_capability(seen, topic.capability, f"{name} {topic.capability}", topic)


def _show_any_other(seen: Seen) -> None:
    st.subheader(_("Any other capability"))
    chosen = st.selectbox(
        _("Talk about something that is on no list"),
        list(seen.titles),
        index=None,
        format_func=seen.titles.__getitem__,
        placeholder=_("Choose a capability"),
        key=seen.console.named("other capability"),
        persist_state="session",
    )
    if chosen:
        show_capability(seen, chosen, f"other {chosen}")
