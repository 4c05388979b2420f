"""What one can do with a response besides reading its result: change it, begin another, keep the link, delete it."""

from __future__ import annotations

import streamlit as st

from assessment.bank.model import Option
from assessment.language import _
from assessment.services.bootstrap import application
from assessment.services.survey import Profile
from assessment.ui import access, results_link
from assessment.ui.in_touch import show_private_link
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.saving import save, say_unsaved
from assessment.ui.text import plain


def show(opened: OpenSheet) -> None:
    """All of it."""
    st.header(_("Your answers"), anchor="answers")
    with st.container(horizontal=True):
        if st.button(_("Change my answers")):
            st.switch_page("views/assess.py", query_params={"r": opened.key.handle, "step": "review"})
        if st.button(_("Begin another assessment")):
            access.leave()
            st.switch_page("views/assess.py")
    _change_profile(opened)
    show_private_link(opened)
    results_link.offer(opened)
    _offer_to_delete(opened)


def _change_profile(opened: OpenSheet) -> None:
    place = st.expander(_("Change what you said about yourself"), key="profile", on_change="rerun")
    if not place.open:
        return
    edition, response = application().bank.edition, opened.sheet.response
    was = Profile(response.role, response.industry, response.size, response.region)
    form = f"{was} {opened.key.handle}"  # a form of its own for each profile, so that it shows what is stored
    with place, st.form(form, border=False):
        st.caption(_("Each of these is optional. They put your result beside the right comparison."))
        st.markdown(plain(_("Saved: {was}.").format(was=_in_words(was))))
        to = Profile(
            role=_ask(_("Your role"), edition.roles, was.role, form),
            industry=_ask(_("Industry"), edition.industries, was.industry, form),
            size=_ask(_("People in your organisation"), edition.sizes, was.size, form),
            region=_ask(_("Region"), edition.regions, was.region, form),
        )
        if st.form_submit_button(_("Save")):
            if save("profile", lambda: application().survey.change_profile(opened.key, was, to)):
                st.rerun()
            say_unsaved("profile")


def _in_words(profile: Profile) -> str:
    edition = application().bank.edition
    chosen = (
        (edition.roles, profile.role),
        (edition.industries, profile.industry),
        (edition.sizes, profile.size),
        (edition.regions, profile.region),
    )
    titles = [option.title for options, id in chosen for option in options if option.id == id]
    return "; ".join(titles) or _("nothing about you")


def _ask(label: str, options: tuple[Option, ...], said: str | None, form: str) -> str | None:
    titles = {option.id: option.title for option in options}
    return st.selectbox(
        label,
        list(titles),
        index=list(titles).index(said) if said in titles else None,
        format_func=lambda id: titles[id],
        placeholder=_("Rather not say"),
        key=f"{label} {form}",
    )


def _offer_to_delete(opened: OpenSheet) -> None:
    with st.expander(_("Delete my answers")):
        st.markdown(
            _(
                "This removes your answers, comments, targets, actions and results for good. What remains is what the "
                "operator may have in a backup until that is overwritten."
            )
        )
        if st.checkbox(_("I understand that this can't be undone"), key="sure") and st.button(
            _("Delete everything now")
        ):
            application().survey.delete(opened.key)
            access.leave()
            st.session_state["deleted"] = True
            st.switch_page("views/home.py")
