"""One workshop, two processes of the application behind nginx, one PostgreSQL: what is deployed, without containers."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment.bank.load import load_bank
from assessment.services.discussion import Discussion
from assessment.services.participation import Participation
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.settings import ROOT
from assessment.storage.database import Database
from assessment.web.private_links import private_url
from tests.browser.conftest import click
from tests.browser.test_workshop import metric, press, saved, section
from tests.browser.workshop import LedWorkshop, answer_all, choose, join, state
from tests.faults.processes import Replica, free_port, postgresql
from tests.integration.phones import next_state
from tests.nginx import nginx

RECONNECTING = 90_000
"""Milliseconds for a browser to find its way back, on a machine that starts a server meanwhile."""


@dataclass(frozen=True)
class Site:
    """Where people go, and what is behind it."""

    port: int
    first: Replica
    second: Replica
    database: Database

    @property
    def url(self) -> str:
        """What people open."""
        return f"http://localhost:{self.port}"

    @contextmanager
    def behind(self, anyone: list[Replica], sticky: list[Replica]) -> Iterator[None]:
        """nginx, with these replicas for what any can answer, and for sessions."""
        with nginx([one.port for one in anyone], [one.port for one in sticky], port=self.port):
            yield

    def workshop(self, title: str) -> LedWorkshop:
        """A new one, in draft."""
        bank = load_bank(ROOT / "questions")
        workshops = Workshops(self.database, bank, now=_now, threshold=5)
        created = workshops.create(Setup(title=title, mode="pulse"))
        participation = Participation(self.database, bank, now=_now)
        discussion = Discussion(self.database, bank, now=_now)
        return LedWorkshop(
            created.code,
            created.facilitator,
            bank,
            workshops,
            participation,
            discussion,
        )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two processes that start at the same moment, on a database without tables."""
    folder, port = tmp_path_factory.mktemp("two"), free_port()
    with ExitStack() as running:
        server = running.enter_context(postgresql())
        replicas = [Replica(folder / f"{n}.log", server.url, f"http://localhost:{port}") for n in range(2)]
        for replica in replicas:
            running.callback(replica.kill)
            replica.launch()
        for replica in replicas:
            replica.wait_until_ready()
        database = Database(server.url)
        running.callback(database.close)
        yield Site(port, *replicas, database)


@contextmanager
def page_of(browser: Browser, site: Site, width: int) -> Iterator[Page]:
    """A browser of its own; nobody waits for ever."""
    with browser.new_context(base_url=site.url, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        yield page


def test_a_facilitator_on_one_process_leads_people_on_the_other(browser: Browser, site: Site) -> None:
    led = site.workshop("Two processes")
    with ExitStack() as open_ones:
        open_ones.enter_context(site.behind(anyone=[site.first], sticky=[site.second]))
        console = open_ones.enter_context(page_of(browser, site, 1280))
        phones = [open_ones.enter_context(page_of(browser, site, 390)) for _ in range(2)]
        console.goto(private_url(site.url, led.facilitator))
        press(console, "Open the collection")
        for phone in phones:
            join(phone, led.code)
        expect(metric(console, "Joined")).to_have_text("2")
        led.hand_in(["1", "2", "4"])
        for phone in phones:
            answer_all(phone, {id: "3" if q.offers("3") else "cio" for id, q in led.questions.items()})
            expect(state(phone)).to_have_text("Saved")
            phone.goto(phone.url.split("#")[0] + "#end")
            click(phone.get_by_role("button", name="Hand in my answers"))
        expect(metric(console, "Submitted")).to_have_text("5")
        press(console, "Reveal to the room")
        for phone in phones:
            expect(phone.get_by_role("heading", name="The room")).to_be_visible()
        section(console, "Report")
        document = json.loads(saved(console, "Download as JSON"))
        shown = phones[0].request.get(f"/w/{led.code}/group.json").json()
        assert document["group"]["n"] == shown["group"]["n"] == 5
        assert [len(replica_cookies(page)) for page in (console, *phones)] == [1, 0, 0]


def replica_cookies(page: Page) -> list[str]:
    """What says which process a browser stays with."""
    return [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "replica"]


def test_a_workshop_goes_on_when_either_process_disappears(browser: Browser, site: Site) -> None:
    led, both = site.workshop("One disappears"), [site.first, site.second]
    led.move("open")
    questions = iter(led.questions.values())
    with ExitStack() as open_ones:
        open_ones.enter_context(site.behind(both, both))
        console = open_ones.enter_context(page_of(browser, site, 1280))
        phone = open_ones.enter_context(page_of(browser, site, 390))
        console.goto(private_url(site.url, led.facilitator))
        join(phone, led.code)
        expect(metric(console, "Joined")).to_have_text("1", timeout=RECONNECTING)
        for joined, disappears in enumerate(both, 2):
            disappears.kill()
            choose(phone, next(questions), "3")
            expect(state(phone)).to_have_text("Saved")
            led.participation.join(led.code, "ceo")
            expect(metric(console, "Joined")).to_have_text(str(joined), timeout=RECONNECTING)
            disappears.start()
    assert led.participation.state(led.code).joined == 3


# What nginx does to requests


@dataclass(frozen=True)
class Reply:
    """What came back; headers by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    site: Site,
    path: str,
    method: str = "GET",
    body: bytes = b"",
    address: str = "127.0.0.1",
    **headers: str,
) -> Reply:
    """One request from an address of this machine; `Accept_Encoding` is the header of that name."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, 30, source_address=(address, 0))) as connection:
        connection.request(method, path, body or None, named)
        reply = connection.getresponse()
        return Reply(
            reply.status,
            {name.lower(): value for name, value in reply.getheaders()},
            reply.read(),
        )


@pytest.fixture
def through(site: Site) -> Iterator[Site]:
    """nginx in front of both."""
    both = [site.first, site.second]
    with site.behind(both, both):
        yield site


def script_of(site: Site) -> str:
    """The path of the largest file of the first page."""
    (path,) = re.findall(rb'src="\./(static/js/index\.[^"]+\.js)"', ask(site, "/").body)
    return f"/{path.decode()}"


def test_files_are_compressed_kept_by_browsers_and_kept_by_nginx(through: Site) -> None:
    path = script_of(through)
    whole = ask(through, path)
    for accepted, encoding in (("gzip, deflate, br, zstd", "br"), ("gzip", "gzip")):
        reply = ask(through, path, Accept_Encoding=accepted)
        assert (reply.status, reply.headers["content-encoding"]) == (200, encoding)
        assert "immutable" in reply.headers["cache-control"]
        assert len(reply.body) < len(whole.body) / 2
    with stopped(through):
        assert ask(through, path, Accept_Encoding="br").headers["content-encoding"] == "br"


@contextmanager
def stopped(site: Site) -> Iterator[None]:
    """Both processes are there and don't answer."""
    both = [site.first, site.second]
    for replica in both:
        os.kill(replica.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for replica in both:
            os.kill(replica.pid, signal.SIGCONT)


def test_events_come_through_at_once(through: Site) -> None:
    led = through.workshop("Events")
    led.move("open")
    with closing(http.client.HTTPConnection("localhost", through.port, timeout=20)) as connection:
        connection.request("GET", f"/w/{led.code}/events", headers={"Accept-Encoding": "gzip, br"})
        stream = connection.getresponse()
        assert stream.headers["content-encoding"] is None
        assert next_state(stream)["stage"] == "open"
        for stage in ("draft", "open", "draft"):
            led.move(stage)
            assert next_state(stream)["stage"] == stage


def test_what_is_too_large_is_refused_and_what_is_not_comes_through(
    through: Site,
) -> None:
    path = f"/w/{through.workshop('Large').code}/join"
    assert ask(through, path, "POST", b"x" * 300_000).status == 413
    assert ask(through, path, "POST", b"x" * 200_000).headers["content-type"] == "application/json"


def test_a_socket_of_another_sites_page_is_refused_and_one_of_ours_is_not(
    through: Site,
) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
    }
    upgrade["Sec_WebSocket_Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
    assert ask(through, "/_stcore/stream", Origin="https://evil.example", **upgrade).status == 403
    assert (
        ask(
            through,
            "/_stcore/stream",
            Origin=through.url,
            Host=f"localhost:{through.port}",
            **upgrade,
        ).status
        == 101
    )


def test_each_client_is_known_by_its_own_address_and_not_by_what_it_says(
    site: Site,
) -> None:
    def wrong_code(n: int, address: str) -> int:
        return ask(site, "/w/222222222", address=address, X_Forwarded_For=f"203.0.113.{n}").status

    with site.behind([site.first], [site.first]):
        assert [wrong_code(n, "127.0.0.9") for n in range(101)][-2:] == [404, 429]
        assert wrong_code(1, "127.0.0.8") == 404


def test_figures_for_whoever_runs_this_stay_inside(through: Site) -> None:
    assert ask(through, "/metrics").status == 404


def test_with_no_process_left_a_person_is_told_that_nothing_is_lost(site: Site) -> None:
    with site.behind([], []):
        reply = ask(site, "/")
    assert (reply.status, reply.headers["retry-after"]) == (503, "5")
    assert b"Everything marked as saved is safe." in reply.body


def _now() -> datetime:
    return datetime.now(UTC)
