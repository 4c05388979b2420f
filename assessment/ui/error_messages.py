"""The one place where an exception on a page becomes a message; pages themselves catch nothing."""

from __future__ import annotations

import logging

import streamlit as st

from assessment.errors import AssessmentError
from assessment.language import _
from assessment.ui.text import plain
from assessment.web.logs import type_and_place

_log = logging.getLogger(__name__)


def show_error(error: Exception) -> bool:
    """Show what a person can act on; log what is a defect. Returns True: Streamlit's own report is not wanted."""
    if isinstance(error, AssessmentError):
        st.error(plain(str(error)))
    else:
        _log.error("unexpected %s", type_and_place(error))
        st.error(_("Something went wrong on our side. Every answer marked as saved is safe. Reload the page to go on."))
    return True
