"""What to do next: the steps of the top priorities, and the actions that were taken on.

The whole of it is a fragment, so that ticking off an action draws no chart again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from assessment.findings.captions import priority
from assessment.findings.model import Findings, NextStep
from assessment.language import _, day
from assessment.respondent import ACTION_LENGTH, OWNER_LENGTH, Action
from assessment.services.bootstrap import application
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.saving import save, say_unsaved
from assessment.ui.text import in_days_on, plain

_SAVED = "saved forms"

NO_DATE = 0
"""In the place of a number of days."""

DATE_FORMAT = "YYYY-MM-DD"


@st.fragment
def show(opened: OpenSheet, findings: Findings) -> None:
    """The priorities with their next steps to adopt, and below them the actions."""
    show_steps(findings, lambda step: _offer_to_adopt(opened, step))
    st.subheader(_("Your actions"))
    titles = {m.id: m.title for track in findings.tracks for m in track.capabilities}
    actions = opened.sheet.actions
    if not actions:
        st.markdown(_("You have taken on nothing yet."))
    for action in actions:
        with st.container(border=True, gap="xxsmall"):
            _show_action(opened, action, titles)
    _offer_own(opened, titles)


def show_steps(findings: Findings, below: Callable[[NextStep], None] = lambda step: None) -> None:
    """The priorities with their next steps, those of the role tracks apart, and whatever goes `below` each."""
    st.header(_("What to do next"), anchor="next")
    if findings.next_steps:
        st.markdown(
            _("One step up each, most pressing first. A named person could start on Monday and be done in 90 days.")
        )
        _show_steps(findings, findings.next_steps, below)
    if findings.role_steps:
        st.subheader(_("Role clarity"))
        st.caption(plain(findings.role_note))
        _show_steps(findings, findings.role_steps, below)
    if not findings.next_steps and not findings.role_steps:
        st.markdown(_("There is no gap to your targets that a next step would close."))


def _show_steps(findings: Findings, steps: Sequence[NextStep], below: Callable[[NextStep], None]) -> None:
    for number, step in enumerate(steps, 1):
        st.markdown(
            _("{number}. **{title}**, from level {level} to {next}: {text}").format(
                number=number, title=plain(step.title), level=step.level, next=step.level + 1, text=plain(step.text)
            )
        )
        st.caption(plain(priority(findings, step)))
        below(step)


def _offer_to_adopt(opened: OpenSheet, step: NextStep) -> None:
    if any(action.capability == step.capability and not action.done for action in opened.sheet.actions):
        st.caption(_("You have taken this on: see your actions below."))
        return
    name = f"adopt {step.capability}"
    label = _("Adopt: {title}").format(title=plain(step.title))
    place = st.expander(label, key=f"open {_form(opened, name)}", on_change="rerun", type="compact")
    if place.open:
        with place:
            _ask(opened, name, step.text, lambda: step.capability)


def _offer_own(opened: OpenSheet, titles: Mapping[str, str]) -> None:
    form = _form(opened, "own")
    place = st.expander(_("Write an action of your own"), key=f"open {form}", on_change="rerun")
    if not place.open:
        return
    with place:
        _ask(
            opened,
            "own",
            "",
            lambda: st.selectbox(
                _("What it is to move (optional)"),
                list(titles),
                index=None,
                format_func=lambda id: titles[id],
                placeholder=_("No capability in particular"),
                key=f"capability {form}",
            ),
        )


def _ask(opened: OpenSheet, name: str, text: str, ask_capability: Callable[[], str | None]) -> None:
    """A form that adopts an action; a date that is filled in goes before the days chosen."""
    form = _form(opened, name)
    in_days = application().follow_up.due_dates()
    with st.form(form, border=False):
        wording = st.text_area(_("What is to be done"), text, max_chars=ACTION_LENGTH, key=f"text {form}")
        capability = ask_capability()
        owner = st.text_input(_("Owner (optional)"), max_chars=OWNER_LENGTH, key=f"owner {form}")
        days = st.selectbox(
            _("Due"),
            [*in_days, NO_DATE],
            format_func=lambda days: in_days_on(days, in_days[days]) if days else _("No date"),
            key=f"days {form}",
        )
        date = st.date_input(_("Or on another date (optional)"), None, format=DATE_FORMAT, key=f"date {form}")
        if st.form_submit_button(_("Adopt this action")):
            follow_up, due = application().follow_up, date or in_days.get(days)
            _save(opened, name, lambda: follow_up.adopt(opened.key, wording, capability, owner, due))


def _show_action(opened: OpenSheet, action: Action, titles: Mapping[str, str]) -> None:
    key = f"done {opened.key.handle} {action.id}"
    st.session_state[key] = action.done  # as it is stored, whatever another tab or a failed save left here
    st.checkbox(plain(action.text), key=key, on_change=_tick, args=(opened, action))
    say_unsaved(f"done {action.id}")
    owner = action.owner or _("No owner yet")
    due = _("due {due}").format(due=day(action.due)) if action.due else _("no date")
    capability = titles.get(action.capability or "")
    st.caption(plain(" · ".join(filter(None, (owner, due, capability, _("done") if action.done else _("open"))))))
    name = f"change {action.id}"
    form = _form(opened, name)
    place = st.expander(_("Change or remove"), key=f"open {form}", on_change="rerun", type="compact")
    if place.open:
        with place:
            _change(opened, name, action)
            _remove(opened, name, action)


def _change(opened: OpenSheet, name: str, action: Action) -> None:
    form = _form(opened, name)
    # As the form first showed it: what another tab changes meanwhile isn't a change made here.
    shown: Action = st.session_state.setdefault(f"shown {form}", action)
    with st.form(form, border=False):
        text = st.text_area(_("What is to be done"), shown.text, max_chars=ACTION_LENGTH, key=f"text {form}")
        owner = st.text_input(_("Owner (optional)"), shown.owner, max_chars=OWNER_LENGTH, key=f"owner {form}")
        due = st.date_input(_("Due (optional)"), shown.due, format=DATE_FORMAT, key=f"date {form}")
        if st.form_submit_button(_("Save")):
            changed = replace(shown, text=text, owner=owner, due=due)
            _save(opened, name, lambda: application().follow_up.change(opened.key, shown, changed))


def _remove(opened: OpenSheet, name: str, action: Action) -> None:
    with st.popover(_("Remove"), type="tertiary"):
        st.markdown(_("This removes the action for good."))
        if st.button(_("Remove this action"), key=f"remove {_form(opened, name)}"):
            _save(opened, name, lambda: application().follow_up.remove(opened.key, action.id))


def _tick(opened: OpenSheet, action: Action) -> None:
    done = st.session_state[f"done {opened.key.handle} {action.id}"]
    ticked = replace(action, done=done)
    if save(f"done {action.id}", lambda: application().follow_up.change(opened.key, action, ticked)):
        _read_again(opened)


def _save(opened: OpenSheet, name: str, work: Callable[[], object]) -> None:
    """Save a form and show what is stored then, with a new form, closed and empty, in the place of the saved one."""
    if save(name, work):
        st.session_state[_SAVED][name] += 1
        _read_again(opened)
        st.rerun(scope="fragment")
    say_unsaved(name)


def _read_again(opened: OpenSheet) -> None:
    opened.sheet = application().survey.open(opened.key)


def _form(opened: OpenSheet, name: str) -> str:
    """The key of a form as it is now: another one each time that it was saved."""
    saved: Counter[str] = st.session_state.setdefault(_SAVED, Counter())
    return f"{name} {opened.key.handle} {saved[name]}"
