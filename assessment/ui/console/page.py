"""The frame of the console: where the workshop stands and how to move it, then what there is to do at its stage."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assessment.language import _
from assessment.ui import access
from assessment.ui.console import after, head, lobby, run_sheet, settings
from assessment.ui.console.console import Console
from assessment.ui.style import apply_console_style, start_at_the_top
from assessment.ui.text import plain

BEFORE = ("draft", "open")

Part = Callable[[Console], None]


def show(console: Console) -> None:
    """The whole page of an open workshop."""
    apply_console_style()
    start_at_the_top(console.named("console"))
    st.title(plain(console.workshop.title))
    head.show(console)
    parts = _parts(console)
    # Of the tabs only the open one runs, so a click costs no more than what it shows. After the reveal the address
    # names it; before, there is a row of its own, so that the reveal opens the picture.
    if console.workshop.stage in BEFORE:
        tabs = st.tabs(list(parts), key=console.named(f"before {len(parts)}"), on_change="rerun")
    else:
        tabs = st.tabs(list(parts), key="section", on_change="rerun", bind="query-params")
    for tab, part in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                part(console)
    if st.button(_("Leave this workshop"), type="tertiary", key=console.named("leave")):
        access.leave_workshop()
        st.rerun()


def _parts(console: Console) -> dict[str, Part]:
    """What the tabs are called and show, the one for now first."""
    is_before, has_picture = console.workshop.stage in BEFORE, console.lobby.blocks > 0
    picture = after.sections() if has_picture or not is_before else {}
    way_in: dict[str, Part] = {_("Lobby"): lobby.show}
    first = way_in | picture if is_before else picture | way_in
    return first | {_("Run sheet"): run_sheet.show, _("Settings"): settings.show}
