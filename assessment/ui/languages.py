"""The language of a session, and the links at the top of every page that change it."""

from __future__ import annotations

import threading
from html import escape
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assessment.language import OFFERED, _, best_of, current, otherwise_ask
from assessment.web.languages import COOKIE, PARAMETER
from assessment.web.security_headers import NAME_THE_LANGUAGE

KEY = "language"
SPOKEN = ("section",)
"""Parameters whose values are words of a language."""


_of_this_thread = threading.local()
"""Streamlit runs the pages of a session in threads that serve no other, and a session keeps its language."""


def know_the_language() -> None:
    """Find out the session's language at its beginning: from the address, an earlier choice or the browser."""
    if KEY not in st.session_state:
        named = st.query_params.get(PARAMETER, "")
        earlier = st.context.cookies.get(COOKIE, "")
        asked = next((one for one in (named, earlier) if one in OFFERED), None)
        st.session_state[KEY] = asked or best_of(st.context.locale or "")


def offer_the_languages() -> None:
    """A link to this page in each language, and what tells the browser which one it is in.

    Links, not one of Streamlit's lists, whose scripts would be a fifteenth of what the first page weighs; where they
    lead, the middleware `web.languages` keeps the choice.
    """
    script = f'<script data-language="{current()}">{NAME_THE_LANGUAGE}</script>'
    links = "".join(_link(code, name) for code, name in OFFERED.items()) if len(OFFERED) > 1 else ""
    with st.container(key="languages"):
        label = escape(_("Language"))  # not within the braces, where it isn't found for translation
        st.html(f'<nav aria-label="{label}">{links}</nav>{script}', unsafe_allow_javascript=True)


def _link(code: str, name: str) -> str:
    here = {key: value for key, value in st.query_params.items() if key not in (PARAMETER, *SPOKEN)}
    is_current = ' aria-current="true"' if code == current() else ""
    address = escape("?" + urlencode({**here, PARAMETER: code}))
    return f'<a href="{address}" lang="{code}" hreflang="{code}" aria-label="{name}"{is_current}>{code.upper()}</a>'


def _of_the_session() -> str | None:
    """None outside of a session, and before it is known."""
    language: str | None = getattr(_of_this_thread, "language", None)
    if language is None and get_script_run_ctx(suppress_warning=True) is not None:
        language = st.session_state.get(KEY)
        _of_this_thread.language = language
    return language


otherwise_ask(_of_the_session)
