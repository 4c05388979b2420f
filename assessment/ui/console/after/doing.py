"""What a button of the console does: it is done before the page is shown anew, which then shows what is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from assessment.language import _
from assessment.services.bootstrap import application
from assessment.ui.console.after.seen import Seen
from assessment.ui.saving import save
from assessment.web.screen import Screen, ScreenKind

_SAVED, _OPENED = "saved console forms", "opened folds"

ExpandableType = Literal["default", "compact"]


def do(place: str, work: Callable[[], object]) -> None:
    """Do the work; where it can't be done, `say_unsaved(place)` says why, and a form keeps what was written."""
    if save(place, work):
        _saved()[place] += 1


def form_key(seen: Seen, place: str, stored: object = None) -> str:
    """The key of a form: a new and empty one each time that it was saved, or that what is `stored` has changed."""
    return seen.console.named(f"{place} {_saved()[place]} {hash(stored)}")


def fold(seen: Seen, label: str, name: str, kind: ExpandableType = "default") -> ExpanderContainer:
    """A fold to fill where it is `open`; what was open is open again after another section was shown."""
    key = seen.console.named(name)
    opened: set[str] = st.session_state.setdefault(_OPENED, set())
    if key in opened and key not in st.session_state:
        st.session_state[key] = True
    place = st.expander(label, key=key, on_change="rerun", type=kind)
    (opened.add if place.open else opened.discard)(key)
    return place


def offer_to_project(seen: Seen, kind: ScreenKind, subject: str | None = None, name: str = "") -> None:
    """A button that puts something on the projector and says so while it is there; `name` tells several apart."""
    screen = Screen(kind, subject)
    is_on = Screen.from_data(seen.workshop.screen) == screen
    st.button(
        _("On the projector now") if is_on else _("Put on the projector"),
        disabled=is_on,
        key=seen.console.named(f"project {kind} {subject} {name}"),
        on_click=partial(_project, seen, screen),
    )


def _project(seen: Seen, screen: Screen) -> None:
    do("project", lambda: application().workshops.show(seen.key, screen.as_data()))


def _saved() -> Counter[str]:
    counter: Counter[str] = st.session_state.setdefault(_SAVED, Counter())
    return counter
