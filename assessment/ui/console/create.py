"""The workshop page in a tab that leads none: join one, go on with one, or create one."""

from __future__ import annotations

import streamlit as st

from assessment.language import _, counted, day
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.services.workshop_access import grouped, normalised
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Created
from assessment.ui import access
from assessment.ui.console import setup_form
from assessment.ui.console.console import held
from assessment.ui.console.invitation import minutes_needed
from assessment.ui.console.stages import stage_words
from assessment.ui.saving import save, say_unsaved
from assessment.ui.style import start_at_the_top
from assessment.ui.text import in_minutes, plain
from assessment.web.private_links import private_url

_CREATED = "created workshop"


def show(*, gone: bool = False) -> None:
    """The page, or the new facilitator link once there is one; `gone` says that this tab's workshop is no more."""
    created: Created | None = st.session_state.get(_CREATED)
    if created is not None:
        _show_link(created.facilitator)
        return
    start_at_the_top("workshop")
    st.title(_("Workshop"))
    with st.container():  # so that nothing below moves when the message goes
        _say_what_became_of_it(gone=gone)
    st.markdown(
        _(
            "A leadership team answers on its phones, each alone.  \n"
            "When you reveal it, everybody sees the group's picture: where it stands, where it is split, who "
            "decides.  \n"
            "The room talks about its sharpest differences, and leaves with agreed scores and actions."
        )
    )
    _offer_to_join()
    _offer_to_go_on()
    _offer_to_create()


def _say_what_became_of_it(*, gone: bool) -> None:
    if st.session_state.pop("deleted workshop", False):
        st.success(_("The workshop is deleted, with every answer and result in it."))
    elif gone:
        st.warning(
            _("The workshop this page was about is no longer there: it was deleted. You can create another below.")
        )
    elif access.workshop_handle():
        st.warning(
            _(
                "This browser holds no key to the workshop in this address. Open the facilitator's link again, "
                "up to its last character: it is the only way in, and a lost link can't be recovered."
            )
        )


def _offer_to_join() -> None:
    st.subheader(_("Join a workshop"))
    typed = st.text_input(_("Code"), placeholder="ABC-DEF-GHJ", key="code to join", max_chars=40)
    code = normalised(typed)
    if code:
        join = _("Join {code}").format(code=grouped(code))
        st.html(f'<a class="primary-link" href="/w/{code}" target="_self">{join}</a>')
    elif typed.strip():
        st.error(
            _("A code has nine letters and digits, such as ABC-DEF-GHJ. Check it with whoever leads the workshop.")
        )
    else:
        st.caption(_("Type the code you were given and press Enter, or scan the QR code with your phone."))


def _offer_to_go_on() -> None:
    st.subheader(_("Lead a workshop you have created"))
    consoles = held()
    for console in consoles:
        workshop = console.workshop
        label = _("Go on: {title}, {stage}, of {day}").format(
            title=workshop.title, stage=stage_words(workshop.stage).title.lower(), day=day(workshop.created_on)
        )
        if st.button(plain(label), key=console.named("go on")):
            st.query_params["r"] = console.key.handle
            st.rerun()
    st.caption(
        _("Open a workshop on another device, or as a second facilitator, with its private facilitator link.")
        + ("" if consoles else _(" This browser holds the key to none."))
    )


def _offer_to_create() -> None:
    st.subheader(_("Create a workshop"))
    st.caption(
        _(
            "A title is enough: everything else has a default, and all but the threshold can change until "
            "somebody joins."
        )
    )
    setup = setup_form.ask("new workshop")
    st.caption(_("Each person answers {questions}.").format(questions=_effort(setup)))
    if st.button(_("Create the workshop"), type="primary", key="create workshop"):

        def create() -> None:
            st.session_state[_CREATED] = application().workshops.create(setup)

        save("create workshop", create)
        st.rerun()
    say_unsaved("create workshop")


def _effort(setup: Setup) -> str:
    """How much these choices ask of each person."""
    way = application().survey.way(setup.mode, setup.questionnaires or ())
    return counted("{n} question, in about {minutes}", "{n} questions, in about {minutes}", len(way.questions)).format(
        minutes=in_minutes(minutes_needed(way))
    )


def _show_link(key: PrivateKey) -> None:
    start_at_the_top("facilitator link")
    st.title(_("Your facilitator link"))
    st.markdown(_("Copy it now and keep it somewhere safe. It opens this workshop's console, from any device."))
    st.code(private_url(application().settings.public_url, key), language=None, wrap_lines=True)
    st.warning(
        _(
            "This link is the only key to the workshop. We store no name and no address, so **a lost link "
            "can't be recovered**. Whoever has it can lead, change and delete the workshop: give it to a "
            "second facilitator alone, and never put it on the screen."
        )
    )
    open_it = _("Open the console")
    st.html(f'<a class="primary-link" href="/r/{key.handle}#{key.token}" target="_self">{open_it}</a>')
    st.caption(_("You can see this link again in the console's settings, in this browser."))
