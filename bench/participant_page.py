"""What a phone in the room loads, and how long until its owner can answer the first question.

Bytes: everything over the wire from the scanned code to the first question, headers included: the page to join with
its style and script, joining, and the questions. Seconds: the questions' page in a browser profile that has never been
there, on a slow phone (1.6 Mbit/s, 150 ms, a processor four times slower), until the first question is in sight and the
script runs that saves answers; an empty Streamlit page by turns. One visit of each before goes unmeasured.

Targets: at most 30,000 bytes; at most 2.0 s, and at least 6 times faster (ratio: Streamlit / ours in both).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from assessment.services.participation import Participation
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from bench.first_question import EMPTY_PAGE, empty_page
from bench.results import Line, line
from bench.server import OurServer, our_server, streamlit_page
from bench.visits import Destination, by_turns, chromium, new_profile

VISITS = 5
THRESHOLD = 5
ONLY_ONE_PART = "() => document.getElementById('room').hidden"
"""The script shows one part of the page at a time; it does so last."""


def measure() -> Iterator[Line]:
    """`participant_page_bytes` and `participant_slow_phone_s`."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        with our_server(folder) as ours, streamlit_page(EMPTY_PAGE, folder) as empty:
            code = _open_workshop(ours)
            questions, title = _questions(ours, code), empty_page(empty)
            _, before = by_turns(browser, questions, title, 1, phone=True)
            size, theirs = _bytes_to_the_first_question(browser, ours, code), before[0].size
            yield line("participant_page_bytes", size, "bytes", theirs, theirs / size, 1)
            mine, empties = by_turns(browser, questions, title, VISITS, phone=True)
    value, baseline = median(v.seconds for v in mine), median(v.seconds for v in empties)
    yield line("participant_slow_phone_s", value, "s", baseline, baseline / value, VISITS)


def _open_workshop(server: OurServer) -> str:
    """The code of a workshop that asks everything."""
    workshops = Workshops(server.database, server.bank, _now, THRESHOLD)
    created = workshops.create(Setup(title="AI leadership workshop"))
    workshops.move(created.facilitator, "open")
    return created.code


def _questions(server: OurServer, code: str) -> Destination:
    key = Participation(server.database, server.bank, _now).join(code, server.bank.edition.roles[0].id)
    text = server.first_step.questions[0].text
    return Destination(f"{server.url}/w/{code}?r={key.handle}", text, key, usable=ONLY_ONE_PART, listens=True)


def _bytes_to_the_first_question(browser: Browser, server: OurServer, code: str) -> int:
    with new_profile(browser, phone=True) as (_, page, received):
        page.goto(f"{server.url}/w/{code}")
        page.get_by_label("Your role").select_option(index=1)
        page.get_by_role("button", name="Join").click()
        page.get_by_text(server.first_step.questions[0].text).first.wait_for()
        page.wait_for_load_state("load")
        return sum(received)


def _now() -> datetime:
    return datetime.now(UTC)
