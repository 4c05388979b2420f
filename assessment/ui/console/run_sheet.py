"""The run sheet: the part the room is in and the time used against it, the timer, the whole sheet, and changing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from assessment.findings.prompts import SENIOR_LAST
from assessment.language import N_, _
from assessment.services import following
from assessment.services.bootstrap import application
from assessment.services.following import Standing
from assessment.storage.workshops import Slot
from assessment.ui.console import when
from assessment.ui.console.console import Console
from assessment.ui.console.run_sheets import LOUDEST_VOICE, presets
from assessment.ui.saving import save, say_unsaved
from assessment.ui.text import in_minutes, plain

PART, MINUTES = N_("Part"), N_("Minutes")

PART_WIDTH, TIMER_WIDTH = 380, 165
"""In px."""


def show_now(console: Console, where: Standing | None) -> None:
    """The timer and the part that runs, drawn every second while one does."""
    now = when.now()
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_timer(console, now)
        if where is not None:
            part = _("Part {number} of {parts}: **{title}**").format(
                number=where.number, parts=len(where.sheet), title=plain(where.slot.title)
            )
            st.markdown(f"{part}  \n{_used(where, now)}", width=PART_WIDTH)
        _offer_next(console, where)
        _offer_timer(console)
    say_unsaved(console.named("sheet"))


def show(console: Console) -> None:
    """The whole run sheet with a button to begin each part, and how to change it."""
    workshop = console.workshop
    where = following.standing(workshop.run_sheet, application().workshops.trail(console.key))
    st.markdown(
        _("A plan, not a programme: nothing moves by itself. Each part you begin starts the timer everyone sees.")
    )
    for number, slot in enumerate(workshop.run_sheet, 1):
        _show_part(console, number, slot, runs=where is not None and where.number == number)
    if workshop.run_sheet:
        st.caption(_("In all {minutes}.").format(minutes=in_minutes(sum(slot.minutes for slot in workshop.run_sheet))))
    if where is not None and st.button(_("Follow the run sheet no longer"), key=console.named("end sheet")):
        _do(console, lambda: following.end(application().workshops, console.key))
    st.markdown(
        _("**Against the loudest voice**: {loudest_voice} {senior_last}").format(
            loudest_voice=_(LOUDEST_VOICE), senior_last=_(SENIOR_LAST)
        )
    )
    with st.expander(_("Change the run sheet"), expanded=not workshop.run_sheet):
        _change(console)


def _used(where: Standing, now: datetime) -> str:
    behind = round(where.behind(now).total_seconds() / 60)
    against = (
        _("on time")
        if behind == 0
        else (_("{minutes} behind the plan") if behind > 0 else _("{minutes} ahead of the plan")).format(
            minutes=in_minutes(abs(behind))
        )
    )
    return _("{used} of {minutes}:00 used, {against}.").format(
        used=when.clock(where.used(now)), minutes=where.slot.minutes, against=against
    )


def _show_timer(console: Console, now: datetime) -> None:
    ends = console.workshop.timer_ends_at
    if ends is not None:
        st.metric(_("Timer"), when.clock(ends - now) if ends > now else _("Time is up"), width=TIMER_WIDTH)


def _offer_timer(console: Console) -> None:
    with st.popover(_("Timer")):
        minutes = st.number_input(_("Minutes"), 1, 720, 5, key=console.named("timer minutes"))
        if st.button(_("Start it for everyone"), key=console.named("start timer")):
            _do(console, lambda: application().workshops.start_timer(console.key, timedelta(minutes=minutes)))
        if console.workshop.timer_ends_at and st.button(_("Take it away"), key=console.named("stop timer")):
            _do(console, lambda: application().workshops.stop_timer(console.key))


def _offer_next(console: Console, where: Standing | None) -> None:
    sheet = console.workshop.run_sheet
    following_part = where.next if where else (sheet[0] if sheet else None)
    if following_part is None:
        return
    number = where.number + 1 if where else 1
    label = (
        _("Next: {title}").format(title=following_part.title)
        if where
        else _("Start the run sheet: {title}").format(title=following_part.title)
    )
    if st.button(
        plain(_("{label} ({minutes} min)").format(label=label, minutes=following_part.minutes)),
        key=console.named("next part"),
    ):
        _begin(console, number)


def _show_part(console: Console, number: int, slot: Slot, *, runs: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        title = plain(f"{number}. {slot.title}")
        st.markdown(_("**{title}**, now").format(title=title) if runs else title, width="stretch")
        st.markdown(_("{minutes} min").format(minutes=slot.minutes), width=70)
        if st.button(_("Begin again") if runs else _("Begin"), key=console.named(f"begin {number}"), width=120):
            _begin(console, number)


def _change(console: Console) -> None:
    titles = {preset.id: preset.title for preset in presets()}
    stored = hash(console.workshop.run_sheet)
    start = st.selectbox(
        _("Begin from"),
        ["", *titles],
        format_func=lambda id: titles.get(id, _("The sheet as it is")),
        key=console.named(f"sheet from {stored}"),
    )
    slots = next((preset.slots for preset in presets() if preset.id == start), console.workshop.run_sheet)
    rows = pd.DataFrame({PART: [slot.title for slot in slots], MINUTES: [slot.minutes for slot in slots]})
    edited = st.data_editor(
        rows.astype({PART: "string", MINUTES: "Int64"}),
        num_rows="dynamic",
        hide_index=True,
        column_config={
            PART: st.column_config.TextColumn(_(PART), required=True, max_chars=200, width="large"),
            MINUTES: st.column_config.NumberColumn(_(MINUTES), required=True, min_value=1, max_value=24 * 60, step=1),
        },
        key=console.named(f"sheet {start} {stored}"),
    )
    st.caption(_("Click into a cell to change it; the last row adds a part. A part that runs keeps its number."))
    if st.button(_("Save the run sheet"), key=console.named("save sheet")):
        _do(console, lambda: application().workshops.set_run_sheet(console.key, slots_of(edited)))


def slots_of(rows: pd.DataFrame) -> list[Slot]:
    """The parts in an edited sheet; a row without a title or minutes is none yet."""
    whole = rows.dropna()
    return [Slot(str(title), int(minutes)) for title, minutes in zip(whole[PART], whole[MINUTES], strict=True)]


def _begin(console: Console, number: int) -> None:
    _do(console, lambda: following.begin(application().workshops, console.key, number))


def _do(console: Console, work: Callable[[], object]) -> None:
    save(console.named("sheet"), work)
    st.rerun()
