"""The lobby: how people come in, what the projector shows, and for a rehearsal the people themselves."""

from __future__ import annotations

import base64
from html import escape

import streamlit as st

from assessment.language import N_, _
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.services.workshop_access import grouped
from assessment.ui.console import rehearse, when
from assessment.ui.console.console import Console
from assessment.ui.console.invitation import invitation
from assessment.ui.saving import save, say_unsaved
from assessment.web.private_links import private_url
from assessment.web.qr import qr_svg, short_address
from assessment.web.screen import Screen, ScreenKind

QR_WIDTH = 260
_PROJECTOR = "projector link"

SHOWN: dict[ScreenKind, str] = {
    "join": N_("how to join, with the counts"),
    "standing": N_("where the group stands"),
    "questionnaire": N_("one questionnaire"),
    "topic": N_("one topic"),
    "ownership": N_("who decides"),
    "decision": N_("one decision"),
    "agreed": N_("what is agreed"),
    "actions": N_("the actions"),
    "blank": N_("the title alone"),
}
"""What can be on the projector, in words."""


def show(console: Console) -> None:
    """All of it."""
    _show_how_to_join(console)
    if console.workshop.rehearsal:
        with st.container():
            rehearse.show(console)
    _show_invitation(console)
    _show_projector(console)


def _show_how_to_join(console: Console) -> None:
    st.subheader(_("How to join"))
    code, public_url = console.workshop.code, application().settings.public_url
    url = f"{public_url}/w/{code}"
    with st.container(horizontal=True, vertical_alignment="center", gap="large"):
        about = _("QR code that opens {address}").format(address=short_address(url))
        picture = base64.b64encode(qr_svg(url).encode()).decode()
        st.html(
            f'<img src="data:image/svg+xml;base64,{picture}" width="{QR_WIDTH}" height="{QR_WIDTH}" '
            f'alt="{escape(about)}">',
            width=QR_WIDTH,
        )
        with st.container(width=420):
            st.markdown(_("Scan it, or open"))
            st.html(f'<p class="join-address">{short_address(f"{public_url}/w")}</p>')
            st.markdown(_("and type the code"))
            st.html(f'<p class="join-code">{grouped(code)}</p>')
            st.caption(_("People in the room and people elsewhere use the same code."))


def _show_invitation(console: Console) -> None:
    wired = application()
    with st.expander(_("Invitation to copy"), expanded=console.workshop.stage == "draft"):
        way = wired.participation.way(console.workshop)
        st.code(
            invitation(console.workshop, way, wired.settings.public_url, when.in_words), language=None, wrap_lines=True
        )
        st.caption(
            _(
                "The button at the top right of the text copies it. For answers in the days before the "
                "session, open the collection now, or set the times in Settings."
            )
        )


def _show_projector(console: Console) -> None:
    st.subheader(_("The projector"))
    st.markdown(
        _(
            "The projector has its own link, which only reads: large type, nothing to click, and nothing on it "
            "but what you put there. On it now: **{screen}**."
        ).format(screen=_(SHOWN[Screen.from_data(console.workshop.screen).kind]))
    )
    with st.container(horizontal=True):
        _offer_screen(console, _("Show how to join"), "join")
        _offer_screen(console, _("Show the title alone"), "blank")
    has_link = application().workshops.has_projector(console.key)
    made: PrivateKey | None = st.session_state.get(console.named(_PROJECTOR))
    if made is not None and has_link:
        url = private_url(application().settings.public_url, made)
        st.code(url, language=None, wrap_lines=True)
        st.caption(_("Open it on the projector's computer. It isn't shown again once you leave this page."))
    with st.container(horizontal=True):
        _offer_links(console, has_link=has_link)
    say_unsaved(console.named("projector"))


def _offer_links(console: Console, *, has_link: bool) -> None:
    workshops = application().workshops
    again = _("Make a new projector link") if has_link else _("Make the projector link")
    if st.button(again, key=console.named("make projector")):

        def make() -> None:
            st.session_state[console.named(_PROJECTOR)] = workshops.projector_key(console.key)

        save(console.named("projector"), make)
        st.rerun()
    if has_link:
        if st.button(_("Revoke the projector link"), key=console.named("revoke projector")):
            save(console.named("projector"), lambda: workshops.revoke_projector(console.key))
            st.rerun()
        st.caption(_("A new link ends the one before. Revoking darkens the projector, and nothing else."))


def _offer_screen(console: Console, label: str, kind: ScreenKind) -> None:
    shown = Screen.from_data(console.workshop.screen).kind == kind
    if st.button(label, disabled=shown, key=console.named(f"screen {kind}")):
        save(console.named("projector"), lambda: application().workshops.show(console.key, Screen(kind).as_data()))
        st.rerun()
