"""The beginning of an assessment: what to answer, a word about oneself, and the private link."""

from __future__ import annotations

import streamlit as st

from assessment.bank.model import Mode, Option
from assessment.language import N_, _, counted, day
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.services.steps import minutes
from assessment.services.survey import Profile
from assessment.ui import access
from assessment.ui.text import in_minutes, mode_name, plain
from assessment.web.private_links import private_url

_NEW_KEY = "new_key"

MODES: dict[Mode, str] = {
    "pulse": N_("Pulse: one question per capability, and who decides"),
    "full": N_("Full: every question, and published figures beside your answers"),
}


def show(*, gone: bool = False) -> None:
    """The start page, or the new private link once there is one; `gone` says that answers are no longer there."""
    new: PrivateKey | None = st.session_state.get(_NEW_KEY)
    if new is not None:
        _show_link(new)
        return
    st.title(_("Assess"))
    if gone:
        st.warning(
            _("The answers this page was about are no longer there: they were deleted. You can begin anew below.")
        )
    elif access.current_handle():
        st.warning(
            _(
                "This browser holds no key to the answers in this address. Open your private link again: it is "
                "the only way in. A lost link can't be recovered, and nobody else's answers can be reached "
                "from here."
            )
        )
    _offer_to_resume()
    _choose()


def _offer_to_resume() -> None:
    survey = application().survey
    begun = [(key, sheet) for key in access.known_keys() if (sheet := survey.find(key)) is not None]
    if begun:
        st.info(_("You have answers in this browser. Go on where you left off, or begin anew below."))
    for key, sheet in begun:
        response = sheet.response
        total = len(survey.way(response.mode, response.questionnaires).questions)
        label = _("Go on: {mode} of {day}, {answers} of {total} answered").format(
            mode=mode_name(response.mode),
            day=day(response.started_on),
            answers=len(sheet.answers),
            total=total,
        )
        if st.button(label, key=f"resume {key.handle}"):
            st.query_params["r"] = key.handle
            st.rerun()


def _choose() -> None:
    bank = application().bank
    st.subheader(_("What would you like to answer?"))
    mode: Mode = st.radio(_("How much"), list(MODES), format_func=lambda m: _mode_label(m), key="mode")
    titles = {q.id: q.title for q in bank.questionnaires}
    chosen = st.multiselect(
        _("Questionnaires"),
        list(titles),
        default=list(titles),
        format_func=lambda q: titles[q],
        key="questionnaires",
        help=_("An overall score needs every subject; of the two on roles one is enough. Each has its own result too."),
    )
    profile = _ask_profile()
    st.subheader(_("Who sees what"))
    st.markdown(
        _(
            "Only you see your answers and your results. There is no account, no name and no e-mail address: "
            "you get a private link, and whoever has that link can read and change your answers."
        )
    )
    if not chosen:
        st.warning(_("Choose at least one questionnaire to begin."))
    if st.button(_("Begin"), type="primary", disabled=not chosen):
        st.session_state[_NEW_KEY] = application().survey.begin(mode, chosen, profile)
        st.rerun()


def _mode_label(mode: Mode) -> str:
    way = application().survey.way(mode, tuple(q.id for q in application().bank.questionnaires))
    return counted("{mode} ({n} question, {minutes})", "{mode} ({n} questions, {minutes})", len(way.questions)).format(
        mode=_(MODES[mode]), minutes=minutes_needed(mode)
    )


def minutes_needed(mode: Mode) -> str:
    """How long all questionnaires take in this mode: computed from the words, observed once there are enough."""
    survey, bank = application().survey, application().bank
    observed = _minutes_taken(bank.content_hash, mode)
    if observed is not None:
        return _("{minutes} for most people").format(minutes=in_minutes(observed))
    way = survey.way(mode, tuple(q.id for q in bank.questionnaires))
    return _("about {minutes}").format(minutes=in_minutes(minutes(way.questions.values(), profile=True)))


@st.cache_data(ttl="10m", show_spinner=False)
def _minutes_taken(content_hash: str, mode: Mode) -> int | None:
    return application().survey.minutes_taken(mode)


def _ask_profile() -> Profile:
    edition = application().bank.edition
    with st.expander(_("About you (optional)")):
        st.caption(
            _(
                "Each of these is optional. They put your result beside the right comparison, once there is one; "
                "nothing here identifies you."
            )
        )
        return Profile(
            role=_ask(_("Your role"), edition.roles, "role"),
            industry=_ask(_("Industry"), edition.industries, "industry"),
            size=_ask(_("People in your organisation"), edition.sizes, "size"),
            region=_ask(_("Region"), edition.regions, "region"),
        )


def _ask(label: str, options: tuple[Option, ...], key: str) -> str | None:
    titles = {option.id: option.title for option in options}
    return st.selectbox(
        label, list(titles), index=None, format_func=lambda o: titles[o], placeholder=_("Rather not say"), key=key
    )


def _show_link(key: PrivateKey) -> None:
    url = private_url(application().settings.public_url, key)
    st.title(_("Your private link"))
    st.markdown(_("Copy it now and keep it somewhere safe. It brings you back to your answers, from any device."))
    st.code(url, language=None, wrap_lines=True)
    st.warning(
        _(
            "This link is the only key. We store no name and no address, so **a lost link can't be recovered**. "
            "Whoever has it can read and change your answers."
        )
    )
    start = _("Start with the first question")
    st.html(f'<a class="primary-link" href="/r/{key.handle}#{key.token}" target="_self">{start}</a>')
    st.caption(plain(_("You can find this link again under the questions and under your results, in this browser.")))
