"""The Streamlit application: its pages, in the order of the top navigation."""

import streamlit as st

from assessment.language import _
from assessment.ui import uploaded_file
from assessment.ui.languages import know_the_language, offer_the_languages
from assessment.ui.style import apply_style
from assessment.web.first_page import TITLE

know_the_language()
st.set_page_config(page_title=_(TITLE), layout="centered", initial_sidebar_state="collapsed")
apply_style()
own_answers = st.Page("views/own_answers.py", title=_("Answers from elsewhere"), visibility="hidden")
shared = st.Page("views/shared.py", title=_("Results shared with you"), visibility="hidden")
page = st.navigation(
    [
        st.Page("views/home.py", title=_("Home"), default=True),
        st.Page("views/assess.py", title=_("Assess")),
        st.Page("views/results.py", title=_("Results")),
        st.Page("views/workshop.py", title=_("Workshop")),
        st.Page("views/benchmarks.py", title=_("Benchmarks")),
        st.Page("views/method.py", title=_("Method")),
        own_answers,
        shared,
    ],
    position="top",
)
if page != own_answers:
    uploaded_file.forget()
offer_the_languages()
page.run()
