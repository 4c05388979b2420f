"""Actions: who does what until when. Suggested from the next steps of the bank, written, changed, ticked off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from assessment.errors import NotNow
from assessment.findings.model import NextStep
from assessment.language import _, day
from assessment.respondent import ACTION_LENGTH, OWNER_LENGTH, Action
from assessment.services.bootstrap import application
from assessment.ui.console.after.doing import do, fold, form_key, offer_to_project
from assessment.ui.console.after.seen import Seen
from assessment.ui.result_actions import DATE_FORMAT, NO_DATE
from assessment.ui.saving import say_unsaved
from assessment.ui.text import in_days_on, plain


def show(seen: Seen) -> None:
    """The actions, a form for another, and what the bank suggests."""
    say_unsaved("project")
    st.subheader(_("Actions"))
    offer_to_project(seen, "actions")
    actions = seen.outcome.actions
    if not actions:
        st.markdown(_("Nothing is taken on yet. Adopt a suggestion below or write one; name an owner and a date."))
    for action in actions:
        with st.container(border=True, gap="xxsmall"):
            _show_action(seen, action)
    place = fold(seen, _("Write an action"), "write action")
    if place.open:
        with place:
            _ask(seen, "own", "", None)
    _suggest(seen)


def _suggest(seen: Seen) -> None:
    findings = seen.findings
    if findings.next_steps:
        st.subheader(_("Suggested: one step up, widest gap first"))
        st.markdown(_("A named person could start on Monday and be done in 90 days."))
        _show_steps(seen, findings.next_steps)
    if findings.role_steps:
        st.subheader(_("Suggested for the roles"))
        st.caption(plain(findings.role_note))
        _show_steps(seen, findings.role_steps)
    if not findings.next_steps and not findings.role_steps:
        st.markdown(_("There is no gap to the target that a next step of this edition would close."))


def _show_steps(seen: Seen, steps: Sequence[NextStep]) -> None:
    taken = {action.capability for action in seen.outcome.actions if not action.done}
    for step in steps:
        st.markdown(
            _("**{title}**, from level {level} to {next}: {text}").format(
                title=plain(step.title), level=step.level, next=step.level + 1, text=plain(step.text)
            )
        )
        if step.capability in taken:
            st.caption(_("Taken on: see the actions above."))
            continue
        name = f"adopt {step.capability}"
        place = fold(seen, _("Adopt: {title}").format(title=plain(step.title)), f"open {name}", "compact")
        if place.open:
            with place:
                _ask(seen, name, step.text, step.capability)


def _ask(seen: Seen, name: str, text: str, capability: str | None) -> None:
    form = form_key(seen, f"action {name}")
    in_days = application().follow_up.due_dates()
    with st.form(form, border=False):
        st.text_area(_("What is to be done"), text, max_chars=ACTION_LENGTH, key=f"text {form}")
        if capability is None:
            _choose_capability(seen, None, form)
        st.text_input(_("Owner"), max_chars=OWNER_LENGTH, key=f"owner {form}")
        st.selectbox(
            _("Due"),
            [*in_days, NO_DATE],
            format_func=lambda days: in_days_on(days, in_days[days]) if days else _("No date"),
            key=f"days {form}",
        )
        st.date_input(_("Or on another date (optional)"), None, format=DATE_FORMAT, key=f"due {form}")
        st.form_submit_button(_("Adopt this action"), on_click=partial(_adopt, seen, name, capability, form))
    say_unsaved(f"action {name}")


def _choose_capability(seen: Seen, chosen: str | None, form: str) -> None:
    offered = list(seen.titles)
    st.selectbox(
        _("What it is to move (optional)"),
        offered,
        index=offered.index(chosen) if chosen in offered else None,
        format_func=seen.titles.__getitem__,
        placeholder=_("No capability in particular"),
        key=f"capability {form}",
    )


def _adopt(seen: Seen, name: str, capability: str | None, form: str) -> None:
    text, owner, days, due, chosen = (
        st.session_state.get(f"{field} {form}") for field in ("text", "owner", "days", "due", "capability")
    )
    due = due or application().follow_up.due_dates().get(days or NO_DATE)
    act = application().discussion.act
    do(f"action {name}", lambda: act(seen.key, text or "", capability=capability or chosen, owner=owner or "", due=due))


def _show_action(seen: Seen, action: Action) -> None:
    key = seen.console.named(f"done {action.id}")
    st.session_state[key] = action.done  # as it is stored, whatever another tab or a failed save left here
    st.checkbox(plain(action.text), key=key, on_change=partial(_tick, seen, action, key))
    due = _("due {due}").format(due=day(action.due)) if action.due else _("no date")
    about = (action.owner or _("No owner yet"), due, seen.titles.get(action.capability or ""))
    st.caption(plain(" · ".join(filter(None, (*about, _("done") if action.done else _("open"))))))
    say_unsaved(f"action {action.id}")
    place = fold(seen, _("Change or remove"), f"change {action.id}", "compact")
    if place.open:
        with place:
            _change(seen, action)


def _change(seen: Seen, action: Action) -> None:
    form = form_key(seen, f"action {action.id}", action)
    with st.form(form, border=False):
        st.text_area(_("What is to be done"), action.text, max_chars=ACTION_LENGTH, key=f"text {form}")
        _choose_capability(seen, action.capability, form)
        st.text_input(_("Owner"), action.owner, max_chars=OWNER_LENGTH, key=f"owner {form}")
        st.date_input(_("Due (optional)"), action.due, format=DATE_FORMAT, key=f"due {form}")
        st.form_submit_button(_("Save"), on_click=partial(_save, seen, action, form))
    with st.popover(_("Remove"), type="tertiary", key=seen.console.named(f"removing {action.id}")):
        st.markdown(_("This removes the action for good."))
        st.button(
            _("Remove this action"),
            key=seen.console.named(f"remove {action.id}"),
            on_click=lambda: do(
                f"action {action.id}", lambda: application().discussion.remove_action(seen.key, action.id)
            ),
        )


def _tick(seen: Seen, action: Action, key: str) -> None:
    _turn(seen, action, replace(action, done=bool(st.session_state[key])))


def _save(seen: Seen, action: Action, form: str) -> None:
    text, owner, due, capability = (
        st.session_state[f"{field} {form}"] for field in ("text", "owner", "due", "capability")
    )
    _turn(seen, action, replace(action, text=text or "", owner=owner or "", due=due, capability=capability))


def _turn(seen: Seen, was: Action, to: Action) -> None:
    """Save what differs; an action that another facilitator removed meanwhile stays removed."""
    discussion = application().discussion

    def change() -> None:
        if all(stored.id != was.id for stored in discussion.outcome(seen.key).actions):
            raise NotNow(
                _("This action was removed meanwhile, so nothing was changed. Write it anew if it is still wanted.")
            )
        discussion.change_action(seen.key, was, to)

    do(f"action {was.id}", change)
