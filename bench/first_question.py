"""How long somebody who opens their private link looks at nothing, and what it weighs.

Seconds until the first question can be read in a browser profile that has never been here, ours and an empty Streamlit
page by turns, at desk speed and on a slow phone (1.6 Mbit/s, 150 ms, a processor four times slower). One visit of
each before goes unmeasured: the server has then started, and compressed its files.

Targets (ratio: ours / empty page): at most 1.3 at a desk, at most 0.65 on the slow phone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.results import Line, line
from bench.server import OurServer, Server, our_server, streamlit_page
from bench.visits import Destination, Visit, by_turns, chromium

EMPTY_PAGE = Path(__file__).with_name("empty_page.py")
DESK_VISITS = 7
PHONE_VISITS = 3


def measure() -> Iterator[Line]:
    """The desk's line, the phone's, and the bytes of the page (ratio: ours / empty page in all three)."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        with our_server(folder) as ours, streamlit_page(EMPTY_PAGE, folder) as empty:
            question, title = _first_question(ours), empty_page(empty)
            by_turns(browser, question, title, 1, phone=False)
            mine, theirs = by_turns(browser, question, title, DESK_VISITS, phone=False)
            yield _seconds("first_question", mine, theirs)
            yield _bytes(mine, theirs)
            yield _seconds("first_question_slow_phone", *by_turns(browser, question, title, PHONE_VISITS, phone=True))


def empty_page(server: Server) -> Destination:
    """The least that Streamlit shows."""
    return Destination(server.url, "Empty page")


def _first_question(server: OurServer) -> Destination:
    key = server.begin()
    return Destination(f"{server.url}/assess?r={key.handle}", server.first_step.questions[0].text, key)


def _seconds(name: str, mine: list[Visit], theirs: list[Visit]) -> Line:
    value, baseline = median(v.seconds for v in mine), median(v.seconds for v in theirs)
    return line(name, value, "s", baseline, value / baseline, len(mine))


def _bytes(mine: list[Visit], theirs: list[Visit]) -> Line:
    value, baseline = median(v.size for v in mine), median(v.size for v in theirs)
    return line("first_page_bytes", value, "bytes", baseline, value / baseline, len(mine))
