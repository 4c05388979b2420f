"""Which response, and which workshop, this browser tab is about: the handle from the address, the token from that
handle's cookie. The two are kept apart, so that leaving one never disturbs the other.
"""

from __future__ import annotations

import streamlit as st

from assessment.services.private_key import HANDLE, PrivateKey
from assessment.ui.languages import KEY as LANGUAGE
from assessment.web.private_links import cookie_name

_HANDLE = "handle"
_WORKSHOP = "workshop handle"


def current_key() -> PrivateKey | None:
    """The key of this tab's response, or None where there is no response or this browser holds no key to it.

    The handle is put into the address, so that a reload and a bookmark find the same response again.
    """
    return _key(_HANDLE)


def current_handle() -> str | None:
    """The handle that the address names, else the one this tab last had; None if there is none."""
    return _named(_HANDLE)


def facilitator_key() -> PrivateKey | None:
    """The key to the workshop that this tab leads, on the workshop's page; None where this browser holds none.

    Whether it opens a workshop is for the services to say.
    """
    return _key(_WORKSHOP)


def workshop_handle() -> str | None:
    """The handle that the address of the workshop's page names, else the one this tab last had there."""
    return _named(_WORKSHOP)


def key_in_address() -> PrivateKey | None:
    """The key to what the address names, where this browser holds one; nothing in this tab remembers it."""
    handle = st.query_params.get("r", "")
    token = st.context.cookies.get(cookie_name(handle)) if HANDLE.fullmatch(handle) else None
    return PrivateKey(handle, token) if token else None


def known_keys() -> list[PrivateKey]:
    """Everything this browser holds a key to: responses, and workshops that it leads."""
    prefix = cookie_name("")
    found = (PrivateKey(n.removeprefix(prefix), v) for n, v in st.context.cookies.items() if n.startswith(prefix))
    return [key for key in found if key.is_well_formed()]


def leave() -> None:
    """Forget the response in this tab; the cookie stays until the browser is told to drop it.

    The language stays too, and so does a workshop that this tab leads.
    """
    stays = {name: st.session_state[name] for name in (_WORKSHOP, LANGUAGE) if name in st.session_state}
    st.session_state.clear()
    st.query_params.clear()
    st.session_state.update(stays)


def leave_workshop() -> None:
    """Forget the workshop in this tab; a response that is open in it stays, and so do the cookies."""
    st.session_state.pop(_WORKSHOP, None)
    st.query_params.clear()


def _key(name: str) -> PrivateKey | None:
    handle = _named(name)
    token = st.context.cookies.get(cookie_name(handle)) if handle else None
    if handle is None or token is None:
        return None
    st.session_state[name] = handle
    if st.query_params.get("r") != handle:
        st.query_params["r"] = handle
    return PrivateKey(handle, token)


def _named(name: str) -> str | None:
    handle = st.query_params.get("r") or st.session_state.get(name)
    return handle if handle and HANDLE.fullmatch(handle) else None
