"""What the server's log may say: types and places of errors, never a message that may hold what somebody wrote."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from assessment.settings import ROOT

_OURS = ROOT / "assessment"
_TEXT = logging.Formatter("%(asctime)s %(levelname)s%(in_request)s %(message)s", defaults={"in_request": ""})
_OTHERS = ("streamlit", "uvicorn")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of one."""


def configure(log_format: str) -> None:
    """Messages to standard error, as text or one JSON object a line; no message of an exception, and no request."""
    formatter = _JsonLines() if log_format == "json" else _TEXT
    logging.setLogRecordFactory(_record)
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logger = logging.getLogger("assessment")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)
    for other in _handlers_of_others():
        other.setFormatter(formatter)
    # Streamlit logs every error of a page before it asks our handler, which logs what is a defect.
    logging.getLogger("streamlit.error_util").addFilter(_is_no_failed_page)
    # What is said to come back from an identity provider is anybody's wording: their words go, ours stay.
    logging.getLogger("streamlit.web.server.starlette.starlette_auth_routes").addFilter(_without_its_words)
    # A line a request would put the handle of a response beside the address of the person it belongs to.
    logging.getLogger("uvicorn.access").disabled = True
    # So would the line a WebSocket with its address and time; Streamlit lets them through as it starts.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)


def type_and_place(error: BaseException) -> str:
    """The type of an error and the innermost line of ours it came through: "KeyError at assessment/charts.py:12"."""
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [f"{file.relative_to(ROOT)}:{line}" for file, line in frames if file.is_relative_to(_OURS)]
    return f"{type(error).__name__} at {ours[-1] if ours else 'a place outside this program'}"


def _handlers_of_others() -> Iterator[logging.Handler]:
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _OTHERS]
    for name in names:
        yield from logging.getLogger(name).handlers


def _record(*arguments: Any, **named: Any) -> logging.LogRecord:
    """A record of any logger (Streamlit's and uvicorn's too) with the request's id, its exception reduced to type and
    place."""
    record = logging.LogRecord(*arguments, **named)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = f"{record.getMessage().strip()}: {type_and_place(error)}", ()
    record.exc_info = None
    id = request_id.get()
    vars(record).update(request_id=id, in_request=f" [{id}]" if id else "")
    return record


def _is_no_failed_page(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Uncaught app execution")


def _without_its_words(record: logging.LogRecord) -> bool:
    record.args = tuple("…" for _argument in record.args or ())
    return True


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {"time": self.formatTime(record), "level": record.levelname, "logger": record.name}
        if request := getattr(record, "request_id", ""):
            entry["request"] = request
        return json.dumps({**entry, "message": record.getMessage()})
