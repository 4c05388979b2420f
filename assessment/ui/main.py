"""The Streamlit application: its pages, in the order of the top navigation."""

import streamlit as st

from assessment.ui import uploaded_file
from assessment.ui.style import apply_style
from assessment.web.first_page import TITLE

st.set_page_config(page_title=TITLE, layout="centered", initial_sidebar_state="collapsed")
apply_style()
own_answers = st.Page("views/own_answers.py", title="Answers from elsewhere", visibility="hidden")
shared = st.Page("views/shared.py", title="Results shared with you", visibility="hidden")
page = st.navigation(
    [
        st.Page("views/home.py", title="Home", default=True),
        st.Page("views/assess.py", title="Assess"),
        st.Page("views/results.py", title="Results"),
        st.Page("views/workshop.py", title="Workshop"),
        st.Page("views/benchmarks.py", title="Benchmarks"),
        st.Page("views/method.py", title="Method"),
        own_answers,
        shared,
    ],
    position="top",
)
if page != own_answers:
    uploaded_file.forget()
page.run()
