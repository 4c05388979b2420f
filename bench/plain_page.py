"""The survey's first page as anyone would write it: the same questions, plain radios, nothing saved.

streamlit run plain_page.py -- questions.json
"""

import json
import sys
from pathlib import Path

import streamlit as st

st.title("Survey")
for question in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
    st.radio(question["text"], question["options"], index=None)
