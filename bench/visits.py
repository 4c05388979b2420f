"""Visits of a real browser in a profile that has never been there, at desk speed and on an emulated slow phone."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize, sync_playwright

from assessment.services.private_key import PrivateKey
from assessment.web.private_links import cookie_name

CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE_MS = 120_000

PHONE_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 1_600_000 / 8,
}
PHONE_SLOWDOWN = 4
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}

HAS_ITS_FONT = "element => document.fonts.check(getComputedStyle(element).font)"
"""Streamlit's style sheet keeps text invisible (`font-display: block`) while its font is on the way."""


@dataclass(frozen=True)
class Destination:
    """A page to open, the text that says it is there, and the key that opens it, where one is needed.

    `usable` is what has to be true in the page besides; `listens` says that its network is never quiet.
    """

    url: str
    text: str
    key: PrivateKey | None = None
    usable: str = "() => true"
    listens: bool = False


@dataclass(frozen=True)
class Visit:
    """What one visit took: seconds until the page could be used, and bytes over the wire until all of it was there."""

    seconds: float
    size: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's browser."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@contextmanager
def new_profile(browser: Browser, *, phone: bool) -> Iterator[tuple[BrowserContext, Page, list[int]]]:
    """A profile of its own with one page, and the sizes of what that receives."""
    context = browser.new_context(viewport=PHONE if phone else DESK, is_mobile=phone, has_touch=phone)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    protocol = context.new_cdp_session(page)
    received = _count_bytes(protocol)
    if phone:
        protocol.send("Network.emulateNetworkConditions", PHONE_NETWORK)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": PHONE_SLOWDOWN})
    yield context, page, received
    context.close()


def by_turns(
    browser: Browser, one: Destination, other: Destination, visits: int, *, phone: bool
) -> tuple[list[Visit], list[Visit]]:
    """So many visits of each, one after the other."""
    pairs = [(_visit(browser, one, phone), _visit(browser, other, phone)) for _ in range(visits)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _visit(browser: Browser, destination: Destination, phone: bool) -> Visit:
    with new_profile(browser, phone=phone) as (context, page, received):
        if destination.key is not None:
            name, token = cookie_name(destination.key.handle), destination.key.token
            context.add_cookies([{"name": name, "value": token, "url": destination.url}])
        start = perf_counter()
        page.goto(destination.url, wait_until="commit")
        awaited = page.get_by_text(destination.text).first
        awaited.wait_for(state="visible")
        page.wait_for_function(HAS_ITS_FONT, arg=awaited.element_handle())
        page.wait_for_function(destination.usable)
        seconds = perf_counter() - start
        page.wait_for_load_state("load" if destination.listens else "networkidle")
        return Visit(seconds, sum(received))


def _count_bytes(protocol: CDPSession) -> list[int]:
    """A list that grows by the size of each response, headers included, and of each WebSocket message received."""
    received: list[int] = []

    def take_message(event: dict[str, Any]) -> None:
        payload = event["response"]["payloadData"]
        received.append(len(base64.b64decode(payload)) if event["response"]["opcode"] == 2 else len(payload))

    protocol.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    protocol.on("Network.webSocketFrameReceived", take_message)
    protocol.send("Network.enable")
    return received
