"""The Streamlit application: its pages, in the order of the top navigation."""

import streamlit as st

from assessment.language import _
from assessment.ui import uploaded_file
from assessment.ui.languages import know_the_language, offer_the_languages
from assessment.ui.pages import page
from assessment.ui.style import apply_style
from assessment.web.first_page import TITLE

know_the_language()
st.set_page_config(page_title=_(TITLE), layout="centered", initial_sidebar_state="collapsed")
apply_style()
own_answers = page("own_answers", _("Answers from elsewhere"), visibility="hidden")
chosen = st.navigation(
    [
        page("home", _("Home"), default=True),
        page("assess", _("Assess")),
        page("results", _("Results")),
        page("workshop", _("Workshop")),
        page("benchmarks", _("Benchmarks")),
        page("method", _("Method")),
        own_answers,
        page("shared", _("Results shared with you"), visibility="hidden"),
    ],
    position="top",
)
if chosen != own_answers:
    uploaded_file.forget()
offer_the_languages()
chosen.run()
