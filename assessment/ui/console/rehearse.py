"""Filling a rehearsal with simulated participants, at once or over a minute while the console is open."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import streamlit as st

from assessment.language import _
from assessment.respondent import Respondent
from assessment.services.bootstrap import application
from assessment.simulate import simulate
from assessment.ui.console.console import Console
from assessment.ui.saving import save, say_unsaved

SECONDS = 60
MOST = 200
_FILLING = "rehearsal fills"


@dataclass
class _Filling:
    """Simulated people on their way into the room, evenly over a minute."""

    left: deque[Respondent]
    n: int
    since: float = field(default_factory=time.monotonic)

    def due(self) -> int:
        """How many should have come by now and haven't."""
        share = min(1.0, (time.monotonic() - self.since) / SECONDS)
        return round(share * self.n) - (self.n - len(self.left))


def is_filling(console: Console) -> bool:
    """Whether simulated people are on their way."""
    return _place(console) in st.session_state


def fill_some(console: Console) -> None:
    """Let those in who are due. Where they can't come now, they come later."""
    filling: _Filling | None = st.session_state.get(_place(console))
    if filling is None:
        return
    due = list(islice(filling.left, max(0, filling.due())))
    if due and save(console.named("fill"), lambda: application().workshops.fill(console.key, due)):
        for _ in due:
            filling.left.popleft()
    if not filling.left:
        del st.session_state[_place(console)]


def show(console: Console) -> None:
    """How many, and how fast."""
    st.subheader(_("Simulated participants"))
    st.markdown(
        _(
            "They join, answer everything and submit, so that you can try the whole session alone. Real people "
            "can join a rehearsal too; whatever is in it counts as simulated, for ever, and never enters a "
            "benchmark."
        )
    )
    number = st.number_input(_("How many"), 1, MOST, 12, key=console.named("how many simulated"))
    with st.container(horizontal=True):
        if st.button(_("Let them all submit now"), key=console.named("fill at once")):
            people = list(_people(console, number))
            save(console.named("fill"), lambda: application().workshops.fill(console.key, people))
            st.rerun()
        if st.button(_("Let them come over a minute"), key=console.named("fill slowly"), disabled=is_filling(console)):
            st.session_state[_place(console)] = _Filling(deque(_people(console, number)), number)
            st.rerun()
    if is_filling(console):
        st.caption(_("They are coming, as long as this page is open."))
    say_unsaved(console.named("fill"))


def _people(console: Console, number: int) -> Iterator[Respondent]:
    """People of one simulated organisation: those who come now are others than those who came before."""
    came, bank = console.lobby.totals.joined, application().bank
    return islice(simulate(bank, came + number, mode=console.workshop.mode), came, None)


def _place(console: Console) -> str:
    return console.named(_FILLING)
