"""Saving what was chosen or written on a page that keeps nothing waiting: it is saved at once, or the page says that it
isn't and shows what is stored."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assessment.errors import InvalidAnswer, NoSuchLink, NotNow, StorageUnavailable
from assessment.language import N_, _
from assessment.ui.text import plain

NOT_SAVED = N_(
    "This isn't saved: the database isn't answering. Everything that was saved is safe. Try again in a moment."
)


def save(place: str, work: Callable[[], object]) -> bool:
    """Whether `work` was done; where not, `say_unsaved(place)` says why, on this run or the next."""
    try:
        work()
    except StorageUnavailable:
        st.session_state[_key(place)] = _(NOT_SAVED)
    except (InvalidAnswer, NoSuchLink, NotNow) as error:
        st.session_state[_key(place)] = str(error)
    else:
        return True
    return False


def say_unsaved(place: str) -> None:
    """The reason why the last attempt to save at this place failed, once."""
    reason: str | None = st.session_state.pop(_key(place), None)
    if reason:
        st.error(plain(reason))


def _key(place: str) -> str:
    return f"unsaved {place}"
