"""Whoever logs an exception in the server, its message isn't in the log: it may hold what somebody wrote."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.errors import AnswersFileError
from assessment.reports.table_file import read_bytes
from assessment.web import logs


@pytest.fixture
def log(capfd: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """What goes to standard error, with logging as the server has it; afterwards logging is as it was."""
    ours, streamlit = logging.getLogger("assessment"), logging.getLogger("streamlit.error_util")
    before = logging.getLogRecordFactory(), ours.handlers, ours.propagate, ours.level, list(streamlit.filters)
    logs.configure("text")
    yield capfd
    logging.getLogger("uvicorn.access").disabled = False
    logging.getLogger("uvicorn.error").setLevel(logging.NOTSET)
    factory, ours.handlers, ours.propagate, level, streamlit.filters = before
    logging.setLogRecordFactory(factory)
    ours.setLevel(level)


def _logger(name: str) -> logging.Logger:
    logger = logging.getLogger(name)
    logger.handlers, logger.propagate = [logging.StreamHandler()], False
    return logger


def test_an_exception_is_logged_as_type_and_innermost_place_of_ours(
    log: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = tmp_path / "secret.csv"
    try:
        read_bytes(missing)
    except AnswersFileError:
        _logger("another.library").exception("Exception in a route\n")
    (line,) = log.readouterr().err.splitlines()
    assert line.startswith("Exception in a route: AnswersFileError at assessment/reports/table_file.py:")
    assert "secret" not in line


def test_an_exception_that_never_passed_our_code_has_its_type_logged(log: pytest.CaptureFixture[str]) -> None:
    try:
        int("a secret")
    except ValueError:
        _logger("another.library").exception("failed")
    assert log.readouterr().err == "failed: ValueError at a place outside this program\n"


def test_what_streamlit_says_of_a_page_that_failed_is_left_to_our_own_handler(log: pytest.CaptureFixture[str]) -> None:
    logger = _logger("streamlit.error_util")
    logger.error("Uncaught app execution", exc_info=ValueError("a secret"))
    assert log.readouterr().err == ""
    logger.error("something else")
    assert log.readouterr().err == "something else\n"


def _said_in_a_request(log: pytest.CaptureFixture[str]) -> str:
    token = logs.request_id.set("0123456789abcdef")
    try:
        logging.getLogger("assessment.any").warning("a %s", "message")
    finally:
        logs.request_id.reset(token)
    (line,) = log.readouterr().err.splitlines()
    return line


def test_what_comes_back_from_a_sign_in_is_not_logged_in_its_own_words(log: pytest.CaptureFixture[str]) -> None:
    logger = _logger("streamlit.web.server.starlette.starlette_auth_routes")
    logger.error("Error during authentication: %s. Description: %s", "anybody's", "wording")
    logger.error("Error, misconfigured origin")
    said = log.readouterr().err
    assert "Error during authentication: …. Description: …" in said
    assert "misconfigured origin" in said  # what an operator can mend


def test_a_line_said_while_a_request_is_answered_carries_its_id(log: pytest.CaptureFixture[str]) -> None:
    logs.configure("text")  # again: pytest gives loggers back their handlers after each fixture
    assert _said_in_a_request(log).endswith(" WARNING [0123456789abcdef] a message")
    logging.getLogger("assessment.any").warning("a message")
    assert log.readouterr().err.rstrip().endswith(" WARNING a message")


def test_as_json_every_line_is_one_object_with_time_level_logger_and_request(log: pytest.CaptureFixture[str]) -> None:
    logs.configure("json")
    entry = json.loads(_said_in_a_request(log))
    assert entry.pop("time")
    assert entry == {
        "level": "WARNING",
        "logger": "assessment.any",
        "request": "0123456789abcdef",
        "message": "a message",
    }


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_servers_and_streamlits_lines_have_the_same_form_as_ours(
    log: pytest.CaptureFixture[str], log_format: str
) -> None:
    theirs = _logger("uvicorn.error")
    logs.configure(log_format)
    theirs.error("failed", exc_info=ValueError("a secret"))
    line = log.readouterr().err
    assert "failed: ValueError at a place outside this program" in line
    assert line.startswith("{" if log_format == "json" else "20")
    theirs.handlers, theirs.propagate = [], True


def test_nothing_is_said_of_a_request_or_of_a_connection(log: pytest.CaptureFixture[str]) -> None:
    for name in ("uvicorn.access", "uvicorn.error"):
        _logger(name).info('192.0.2.7:1234 - "WebSocket /_stcore/stream" [accepted]')
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    assert log.readouterr().err == ""
