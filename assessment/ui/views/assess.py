"""Assess: choose, answer one page at a time, review, submit."""

import streamlit as st

from assessment.services.bootstrap import application
from assessment.ui import access, questions, review, start
from assessment.ui.open_sheet import open_sheet

key = access.current_key()
opened = open_sheet(key) if key else None
if opened is None:
    start.show(gone=key is not None)
else:
    way = application().survey.way(opened.sheet.response.mode, opened.sheet.response.questionnaires)
    if st.query_params.get("step") == review.STEP:
        review.show(opened, way)
    else:
        questions.show(opened, way, questions.chosen_step(opened, way))
