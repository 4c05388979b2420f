"""Home: what you get, three doors, how long it takes, who sees what, and a sample."""

import streamlit as st

from assessment.language import _
from assessment.services.bootstrap import application
from assessment.ui import result_charts
from assessment.ui.sample import sample_findings
from assessment.ui.start import minutes_needed
from assessment.ui.style import offer_to_join
from assessment.ui.text import plain

bank, settings = application().bank, application().settings

if st.session_state.pop("deleted", False):
    st.success(_("Your answers are deleted."))

st.title(_("How ready are your leaders for AI?"))
st.markdown(
    _(
        "See where you stand on strategy, data foundations, AI literacy and role clarity, how far that is from "
        "where you want to be, and what to do next."
    )
)
if st.button(_("Take the assessment"), type="primary"):
    st.switch_page("views/assess.py")
st.caption(
    _(
        "The pulse takes {pulse}, everything {full}. No account, no e-mail address. Only you see your answers; "
        "a private link brings you back."
    ).format(pulse=minutes_needed("pulse"), full=minutes_needed("full"))
)
with st.container(horizontal=True, vertical_alignment="center"):
    offer_to_join()
    if st.button(_("Run a workshop")):
        st.switch_page("views/workshop.py")
st.caption(
    _(
        "In a workshop a leadership team answers on its phones, each alone. The group's counts are shown, "
        "never who, and not before whoever leads it reveals them."
    )
)
st.page_link("views/own_answers.py", label=_("Bring answers from elsewhere"))

st.header(_("What you get"))
st.markdown(_("A picture like this one, with every number behind it, to keep as a file."))
st.warning(_("Simulated answers: this sample describes no real organisation."))
result_charts.show_domains(sample_findings(bank))
if settings.operator_name:
    st.caption(plain(_("Run by {operator_name}.").format(operator_name=settings.operator_name)))
if settings.privacy_url:
    st.link_button(_("Privacy notice"), settings.privacy_url, type="tertiary")
