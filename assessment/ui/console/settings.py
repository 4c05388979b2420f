"""Settings of a workshop: what can still change, what can only change one way, and its end."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assessment.errors import InvalidAnswer, NoSuchLink
from assessment.language import N_, _, counted
from assessment.services.bootstrap import application
from assessment.services.workshop_setup import TITLE_LENGTH
from assessment.ui import access
from assessment.ui.console import keep, setup_form
from assessment.ui.console.console import Console
from assessment.ui.saving import save, say_unsaved
from assessment.ui.text import plain
from assessment.web.private_links import key_of_link

_DONE = "console settings done"
NO_LINK = N_(
    "This isn't the facilitator link of a workshop here. Copy all of it, up to the last character. Nothing changed."
)


def show(console: Console) -> None:
    """All of it."""
    # Messages come and go in places of their own: what moves on the page would fold together.
    with st.container():
        done: str | None = st.session_state.pop(console.named(_DONE), None)
        if done:
            st.success(plain(done))
    with st.container():
        _rename(console)
    _schedule(console)
    _set_up_anew(console)
    if console.workshop.attributed:
        _make_anonymous(console)
    _follow(console)
    keep.show(console)
    _delete(console)


def _rename(console: Console) -> None:
    with st.form(console.named(f"rename {console.workshop.title}"), border=False):
        title = st.text_input(_("Title"), console.workshop.title, max_chars=TITLE_LENGTH)
        if st.form_submit_button(_("Save the title")):
            _do(console, "rename", lambda: application().workshops.rename(console.key, title), _("The title is saved."))
    say_unsaved(console.named("rename"))


def _schedule(console: Console) -> None:
    with st.expander(_("Opening and closing time")):
        opens_at, closes_at = setup_form.ask_times(console.named("schedule"), console.workshop)
        if st.button(_("Save the times"), key=console.named("save times")):
            _do(
                console,
                "schedule",
                lambda: application().workshops.schedule(console.key, opens_at, closes_at),
                _("The times are saved."),
            )
        say_unsaved(console.named("schedule"))


def _set_up_anew(console: Console) -> None:
    place = st.expander(_("Change what was chosen at the beginning"), key=console.named("anew"), on_change="rerun")
    if not place.open:
        return
    with place:
        if console.lobby.totals.joined or console.lobby.blocks:
            st.markdown(
                _(
                    "People have joined, and were told what holds. Title, times and run sheet can still change; for "
                    "anything else create another workshop."
                )
            )
            return
        st.markdown(
            _("Nobody has joined yet, so everything can change but the threshold and whether it is a rehearsal.")
        )
        setup = setup_form.ask(console.named("anew"), console.workshop)
        if st.button(_("Save these choices"), key=console.named("save anew")):
            _do(
                console, "anew", lambda: application().workshops.set_up(console.key, setup), _("The choices are saved.")
            )
        say_unsaved(console.named("anew"))


def _make_anonymous(console: Console) -> None:
    with st.expander(_("Make it anonymous")):
        st.markdown(
            _(
                "This workshop shows roles of those who agreed. Made anonymous, the comparisons released so "
                "far are deleted, and roles are compared only where enough people are in them. It can't become "
                "attributed again."
            )
        )
        if st.checkbox(_("I understand that this can't be undone"), key=console.named("sure anonymous")) and st.button(
            _("Make it anonymous for good"), key=console.named("make anonymous")
        ):
            _do(
                console,
                "anonymous",
                lambda: application().workshops.make_anonymous(console.key),
                _("The workshop is anonymous now."),
            )
        say_unsaved(console.named("anonymous"))


def _follow(console: Console) -> None:
    with st.expander(_("The wave before this one")):
        st.markdown(
            _(
                "You held a workshop before and want to see what has changed? Paste its facilitator link: only "
                "what was revealed then is compared."
            )
        )
        if console.workshop.earlier_id is not None:
            st.caption(_("A wave before is linked. Another link replaces it."))
        with st.form(console.named("wave before"), border=False, clear_on_submit=True):
            link = st.text_input(_("Facilitator link of the earlier workshop"), type="password", autocomplete="off")
            if st.form_submit_button(_("Link it")):
                _do(console, "wave", lambda: _link(console, link), _("The wave before is linked."))
        say_unsaved(console.named("wave"))


def _link(console: Console, link: str) -> None:
    earlier = key_of_link(link)
    if earlier is None:
        raise InvalidAnswer(_(NO_LINK))
    try:
        application().workshops.follow(console.key, earlier)
    except NoSuchLink as error:
        raise InvalidAnswer(_(NO_LINK)) from error


def _delete(console: Console) -> None:
    with st.expander(_("Delete the workshop")):
        submitted = console.lobby.totals.submitted
        people = counted("{n} submitted response", "{n} submitted responses", submitted)
        st.markdown(
            _(
                "This removes the workshop for good, with {people}, every released count, vote, agreement, "
                "action and comment. Nobody can open it or its results again. What remains is what the "
                "operator may have in a backup until that is overwritten. Download the files you want to keep "
                "first."
            ).format(people=people)
        )
        if st.checkbox(_("I understand that this can't be undone"), key=console.named("sure delete")) and st.button(
            _("Delete the workshop now"), key=console.named("delete")
        ):
            if save(console.named("delete"), lambda: application().workshops.delete(console.key)):
                access.leave_workshop()
                st.session_state["deleted workshop"] = True
            st.rerun()
        say_unsaved(console.named("delete"))


def _do(console: Console, place: str, work: Callable[[], object], done: str) -> None:
    """Do the work and show the page anew, with what was done or why it wasn't."""
    if save(console.named(place), work):
        st.session_state[console.named(_DONE)] = done
    st.rerun()
