"""What stands above everything in the console and is always live: the stage and how to move it, the counts, the timer
and the run sheet. It looks at the database every second or two, so that two facilitators see the same.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assessment.language import _, counted
from assessment.services.bootstrap import application
from assessment.services.following import standing
from assessment.storage.workshops import STAGES, Stage
from assessment.ui.console import rehearse, run_sheet, when
from assessment.ui.console.console import Console, find, has_moved
from assessment.ui.console.stages import GOING_BACK, neighbours, stage_words
from assessment.ui.saving import save, say_unsaved
from assessment.ui.text import plain

EVERY, EVERY_WHILE_TIMED = 2, 1
"""Seconds between two looks."""

COUNT_WIDTH = 130
"""In px: four stand side by side on a desk, two on a phone."""

_ASKING = "console asks"


def show(console: Console) -> None:
    """All of it, in a fragment on a timer. The rest of the page is drawn anew when anything but the counts changed."""
    where = standing(console.workshop.run_sheet, application().workshops.trail(console.key))
    timed = where is not None or console.workshop.timer_ends_at is not None
    seen, by_timer = console, False

    @st.fragment(run_every=EVERY_WHILE_TIMED if timed or rehearse.is_filling(console) else EVERY)
    def head() -> None:
        nonlocal seen
        if by_timer:
            rehearse.fill_some(seen)
            seen = _look_again(seen)
        with st.container(border=True):
            _show_stage(seen)
            with st.container(horizontal=True, vertical_alignment="bottom"):
                with st.container(horizontal=True, width="content"):
                    _show_counts(seen)
                with st.container(width="content"):
                    _show_moves(seen)
        with st.container(border=True, key="console-now"):
            run_sheet.show_now(seen, where)

    head()
    by_timer = True


def _look_again(seen: Console) -> Console:
    """The workshop as it is now, where only people came and submitted; whatever else changed draws the page anew."""
    if not has_moved(seen):
        return seen
    fresh = find(seen.key)
    if fresh is None or not fresh.is_only_fuller(seen):
        st.rerun()
    return fresh


def _show_stage(console: Console) -> None:
    workshop, words = console.workshop, stage_words(console.workshop.stage)
    titles = {stage: stage_words(stage).title for stage in STAGES}
    path = " → ".join(f"**{title}**" if stage == workshop.stage else title for stage, title in titles.items())
    st.markdown(_("Stage: {path}").format(path=path))
    st.caption(words.means + _times(console))
    if workshop.rehearsal:
        st.markdown(
            _("**Rehearsal: everything in this workshop is simulated**, and marked so on every screen and file.")
        )


def _times(console: Console) -> str:
    """When answers are taken, where somebody said so."""
    opens, closes = console.workshop.opens_at, console.workshop.closes_at
    if console.workshop.stage not in ("draft", "open") or not (opens or closes):
        return ""
    times = [_("from {opens}").format(opens=when.in_words(opens))] if opens else []
    times += [_("until {closes}").format(closes=when.in_words(closes))] if closes else []
    only = "" if console.workshop.stage == "open" else _(", once the collection is open")
    return _(" Answers are taken {times}{only}.").format(times=" ".join(times), only=only)


def _show_counts(console: Console) -> None:
    lobby = console.lobby
    figures = {
        _("Joined"): lobby.totals.joined,
        _("Still answering"): lobby.answering,
        _("Submitted"): lobby.totals.submitted,
        _("In the picture"): lobby.released,
    }
    for name, figure in figures.items():
        st.metric(name, figure, width=COUNT_WIDTH)


def _show_moves(console: Console) -> None:
    stage = console.workshop.stage
    before, after = neighbours(stage)
    asking: str | None = st.session_state.get(console.named(_ASKING))
    if asking == "reveal" and stage == "open":
        _ask(console, *_who_is_left(console), _("Wait"), _("Reveal"), lambda: _move(console, "revealed"))
    elif asking == "close" and stage == "discussing":
        text = _(
            "After closing nobody can join, answer or vote; agreements and actions stay in your hands. What is there "
            "stays, and you can open the discussion again."
        )
        _ask(console, text, "", _("Not yet"), _("Close now"), lambda: _move(console, "closed"))
    else:
        with st.container(horizontal=True):
            if after:
                _offer_forward(console, after)
            _offer_further_reveal(console)
            if before and st.button(
                stage_words(stage).back, type="tertiary", help=_(GOING_BACK), key=console.named("back")
            ):
                _move(console, before)
        _say_what_lacks(console)
    say_unsaved(console.named("move"))


def _offer_forward(console: Console, to: Stage) -> None:
    lobby = console.lobby
    enough = not lobby.missing or lobby.blocks > 0
    label = stage_words(console.workshop.stage).forward
    if to == "revealed" and lobby.missing and lobby.blocks:
        label = _("Show again what is revealed")
    pressed = st.button(
        label, type="primary", disabled=to == "revealed" and not enough, key=console.named(f"forward {label}")
    )
    if not pressed:
        return
    if to == "revealed" and lobby.answering and not lobby.missing:
        st.session_state[console.named(_ASKING)] = "reveal"
        st.rerun(scope="fragment")
    if to == "closed":
        st.session_state[console.named(_ASKING)] = "close"
        st.rerun(scope="fragment")
    _move(console, to)


def _offer_further_reveal(console: Console) -> None:
    """Late joiners enter the picture together, once there are k of them."""
    lobby, stage = console.lobby, console.workshop.stage
    if stage not in ("revealed", "discussing") or lobby.missing:
        return
    if st.button(
        counted("Add {n} more to the picture", "Add {n} more to the picture", lobby.totals.waiting),
        key=console.named("reveal more"),
    ):
        _lead(console, lambda: application().workshops.reveal_more(console.key))


def _say_what_lacks(console: Console) -> None:
    """Why a reveal isn't possible, or who isn't in the picture yet."""
    lobby, stage, k = console.lobby, console.workshop.stage, console.workshop.threshold
    if stage == "open" and lobby.missing and not lobby.blocks:
        st.caption(
            counted(
                "Revealing needs {k} submitted responses, so that nobody's answers stand alone: {n} more has "
                "to submit.",
                "Revealing needs {k} submitted responses, so that nobody's answers stand alone: {n} more have "
                "to submit.",
                lobby.missing,
            ).format(k=k)
        )
    elif lobby.blocks and lobby.missing and lobby.totals.waiting and stage != "closed":
        waiting = lobby.totals.waiting
        st.caption(
            counted(
                "{n} submitted after the reveal and waits: their answers can be added to the picture once {more}.",
                "{n} submitted after the reveal and wait: their answers can be added to the picture once {more}.",
                waiting,
            ).format(more=counted("{n} more has submitted", "{n} more have submitted", lobby.missing))
        )


def _who_is_left(console: Console) -> tuple[str, str]:
    left, k = console.lobby.answering, console.workshop.threshold
    return (
        counted(
            "{n} person is still answering: revealed now, their answers are shown only once {k} more have submitted.",
            "{n} people are still answering: revealed now, their answers are shown only once {k} more have submitted.",
            left,
        ).format(k=k),
        _("Those who have submitted are released together, and their answers stay as they are from then on."),
    )


def _ask(console: Console, text: str, more: str, no: str, yes: str, work: Callable[[], None]) -> None:
    st.warning(plain(text))
    if more:
        st.caption(plain(more))
    with st.container(horizontal=True):
        if st.button(yes, type="primary", key=console.named(f"yes {yes}")):
            st.session_state.pop(console.named(_ASKING), None)
            work()
        if st.button(no, key=console.named(f"no {no}")):
            st.session_state.pop(console.named(_ASKING), None)
            st.rerun(scope="fragment")


def _move(console: Console, to: Stage) -> None:
    _lead(console, lambda: application().workshops.move(console.key, to))


def _lead(console: Console, work: Callable[[], object]) -> None:
    save(console.named("move"), work)
    st.rerun()
