"""Since last time: this workshop beside the wave before it, from what was released in both."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.errors import InvalidAnswer
from assessment.findings.change import change_view, group_wave
from assessment.language import _, counted, day
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.ui import result_change
from assessment.ui.console.after.doing import do, form_key
from assessment.ui.console.after.seen import Seen, wave_before
from assessment.ui.console.console import held
from assessment.ui.saving import say_unsaved
from assessment.ui.text import plain
from assessment.web.private_links import key_of_link


def show(seen: Seen) -> None:
    """What moved since the wave before; where there is none, how to link it."""
    st.subheader(_("Since last time"))
    found = wave_before(seen.key)
    if found is None:
        _offer_to_link(seen)
        return
    workshop, result = found
    before = group_wave(result, workshop.content_hash)
    now = group_wave(seen.result, seen.workshop.content_hash)
    if before is None or now is None:
        st.markdown(
            _("Nothing was ever revealed in “{title}”, so there is nothing to hold beside this.").format(
                title=plain(workshop.title)
            )
        )
    else:
        n = result.group.scores.n if result.group else 0
        st.markdown(
            _("Before: {title}, {day}, {people_then}. Now: {people_now}. They need not be the same people.").format(
                title=plain(workshop.title),
                day=day(workshop.created_on),
                people_then=counted("{n} person", "{n} people", n),
                people_now=counted("{n} person", "{n} people", seen.group.scores.n),
            )
        )
        actions = application().discussion.earlier_actions(seen.key)
        result_change.show_change(
            change_view(application().bank, before, now, actions), said_already=seen.findings.notices
        )
    with st.expander(_("Link another workshop instead")):
        _ask(seen)


def _offer_to_link(seen: Seen) -> None:
    st.markdown(
        _(
            "No earlier workshop is linked. Link the one before this, and what moved since is shown here "
            "beside what was taken on then. It takes the facilitator's link of the earlier workshop."
        )
    )
    _ask(seen)


def _ask(seen: Seen) -> None:
    others = {c.key.handle: c for c in held() if c.key != seen.key}
    form = form_key(seen, "earlier wave")
    with st.form(form, border=False):
        if others:
            st.selectbox(
                _("A workshop that this browser leads"),
                list(others),
                index=None,
                format_func=lambda handle: (
                    f"{others[handle].workshop.title}, {day(others[handle].workshop.created_on)}"
                ),
                placeholder=_("Choose a workshop"),
                key=f"held {form}",
            )
        st.text_input(
            _("Or the facilitator's link of the earlier workshop")
            if others
            else _("The facilitator's link of the earlier one"),
            type="password",  # screens are shared
            key=f"link {form}",
        )
        keys = {handle: console.key for handle, console in others.items()}
        st.form_submit_button(_("Link it"), on_click=partial(_link, seen, form, keys))
    say_unsaved("earlier wave")


def _link(seen: Seen, form: str, keys: dict[str, PrivateKey]) -> None:
    typed: str = st.session_state[f"link {form}"]
    key = key_of_link(typed) or keys.get(st.session_state.get(f"held {form}") or "")

    def follow() -> None:
        if key is None:
            raise InvalidAnswer(
                _("Choose a workshop, or paste the whole of its facilitator's link. Nothing was linked.")
            )
        application().workshops.follow(seen.key, key)

    do("earlier wave", follow)
