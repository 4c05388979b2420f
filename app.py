"""The web application: `streamlit run app.py` and `uvicorn app:app` both start it; `make run` is the usual way."""

import streamlit as st

from assessment import asgi

app = st.App(
    "assessment/ui/main.py",
    routes=asgi.routes(),
    middleware=asgi.middleware(),
    lifespan=asgi.lifespan,
    on_script_error=asgi.show_error,
)
