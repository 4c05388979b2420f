"""A file that somebody uploaded: in the server's memory, and only while the page that asked for it is shown."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

_HELD = "uploaded file"


def hold(upload: UploadedFile) -> None:
    """Remember which file this tab has uploaded, and forget the one before."""
    if st.session_state.get(_HELD) != upload.file_id:
        forget()
        st.session_state[_HELD] = upload.file_id


def forget() -> None:
    """Remove the file from memory; Streamlit alone would keep it until the tab is closed."""
    file_id = st.session_state.pop(_HELD, None)
    context = get_script_run_ctx()
    if file_id and context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file_id)
