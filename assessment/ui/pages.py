"""The pages of the navigation, for one run of the application."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

Visibility = Literal["visible", "hidden"]


def page(view: str, title: str, *, default: bool = False, visibility: Visibility = "visible") -> Page:
    """The page that runs `views/{view}.py`, for this run alone: Streamlit notes on it whether it may run."""
    return copy(_page(view, title, default, visibility))


@cache
def _page(view: str, title: str, default: bool, visibility: Visibility) -> Page:
    """Made once for each language: Streamlit looks for the file each time that one is made, which was a twentieth of
    what a survey cost."""
    return st.Page(f"views/{view}.py", title=title, default=default, visibility=visibility)
