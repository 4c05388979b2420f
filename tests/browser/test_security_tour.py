"""A tour of every page with hostile, marked text in every field: nothing of it runs, nothing of it is logged, and
nothing but this machine is asked for anything.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import Server
from tests.browser.tour import MARK, Tour, browser_without_names, context, leader, workshop

ALONE_REFUSED = ("script-src", "wasm-eval")
"""The one thing that Streamlit tries and the policy refuses; it goes on without."""

WATCH = """
import os, sys
def watch(event, arguments):
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        return
    to = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    host = to[0] if isinstance(to, tuple) else to
    if host in ("127.0.0.1", "::1", "localhost", None):
        return
    with open(os.environ["ATTEMPTS"], "a") as out:
        print(event, to, file=out)
    raise OSError("nothing but this machine")
sys.addaudithook(watch)
with open(os.environ["ATTEMPTS"], "a") as out:
    print("watching", file=out)
"""
"""For the server's own Python: writes down that it watches, and whatever it asks of another machine."""


@pytest.fixture(scope="module")
def tour(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """The whole way, once for all tests here."""
    folder = tmp_path_factory.mktemp("tour")
    (folder / "sitecustomize.py").write_text(WATCH)
    attempts = folder / "attempts"
    # uvloop would connect without Python's knowing.
    watched = {"PYTHONPATH": str(folder), "ATTEMPTS": str(attempts), "UVICORN_LOOP": "asyncio", "METRICS": "1"}
    server = Server(folder, **watched)
    server.start()
    tour = Tour(server, attempts)
    try:
        browser = browser_without_names(playwright)
        leader(tour, context(browser, server), folder)
        workshop(tour, browser)
        browser.close()
        yield tour
    finally:
        server.kill()


def test_the_tour_saw_the_pages(tour: Tour) -> None:
    assert tour.pages >= 25


def test_no_page_breaks_its_own_security_policy(tour: Tour) -> None:
    others = {violation for violation in tour.violations if violation[1:] != ALONE_REFUSED}
    assert others == set()


def test_nothing_that_anybody_writes_runs_on_any_page(tour: Tour) -> None:
    assert tour.dialogs == []


def test_no_page_asks_another_machine_for_anything(tour: Tour) -> None:
    assert tour.elsewhere == set()


def test_the_server_asks_no_other_machine_for_anything(tour: Tour) -> None:
    assert set(tour.attempts.read_text().splitlines()) == {"watching"}


def test_nothing_written_nothing_private_and_no_address_is_in_the_log(tour: Tour) -> None:
    log = tour.server.log.read_text("utf-8")
    for private in (MARK, "127.0.0.1:", "::1", *tour.private):
        assert private not in log
    assert json.dumps(MARK) not in log


def test_metrics_name_no_code_handle_or_address(tour: Tour) -> None:
    with urllib.request.urlopen(f"{tour.server.url}/metrics", timeout=10) as reply:
        told = reply.read().decode()
    for line in (
        'assessment_requests_total{route="/w/{code}/answers",status="200"} 1.0',
        'assessment_requests_total{route="/r/{handle}",status="200"}',
        "assessment_answers_saved_total 1.0",
        "assessment_database_errors_total 0.0",
        "assessment_event_streams ",
        "assessment_streamlit_sockets ",
        'assessment_request_seconds_bucket{le="0.1",route="other"}',
        "process_resident_memory_bytes",
    ):
        assert line in told
    for private in (MARK, "127.0.0.1", "localhost", "/nowhere", *tour.private):
        assert private not in told
