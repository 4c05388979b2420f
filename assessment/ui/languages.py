"""The language of a session, and the list at the top of every page that changes it."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assessment.language import LANGUAGES, _, best_of, otherwise_ask
from assessment.web.languages import COOKIE, PARAMETER, cookie_for
from assessment.web.security_headers import NAME_THE_LANGUAGE

KEY = "language"
_CHOSEN = "language chosen"


def know_the_language() -> None:
    """Find out the session's language at its beginning: from the address, an earlier choice or the browser."""
    if KEY not in st.session_state:
        named = st.query_params.get(PARAMETER, "")
        earlier = st.context.cookies.get(COOKIE, "")
        asked = next((one for one in (named, earlier) if one in LANGUAGES), None)
        st.session_state[KEY] = asked or best_of(st.context.locale or "")


def offer_the_languages() -> None:
    """The list at the top; the browser keeps what is chosen."""
    with st.container(key="languages", horizontal=True, horizontal_alignment="right"):
        st.selectbox(
            _("Language"),
            list(LANGUAGES),
            format_func=lambda language: LANGUAGES[language],
            key=KEY,
            label_visibility="collapsed",
            width=140,
            filter_mode=None,  # a phone would show its keyboard
            on_change=_choose,
        )
    language = st.session_state[KEY]
    keep = f' data-keep="{cookie_for(language)}"' if _CHOSEN in st.session_state else ""
    script = f'<script data-language="{language}"{keep}>{NAME_THE_LANGUAGE}</script>'
    st.html(script, unsafe_allow_javascript=True)


def _choose() -> None:
    st.session_state[_CHOSEN] = True
    st.query_params.pop(PARAMETER, None)  # or the address would go on saying otherwise


def _of_the_session() -> str | None:
    """None outside of a session, and before it is known."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    language: str | None = st.session_state.get(KEY)
    return language


otherwise_ask(_of_the_session)
