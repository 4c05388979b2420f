"""A real server as a process of its own, and a real Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60_000
"""How long a condition may take to come true, in ms: a busy machine is no defect, and a met condition costs nothing."""
expect.set_options(timeout=PATIENCE)

AT_REST = """() =>
    (document.querySelector("[data-testid=stApp]")?.dataset.testScriptState ?? "notRunning") === "notRunning" &&
    document.getAnimations().every((one) =>
        one.playState !== "running" || one.effect.getTiming().iterations === Infinity)"""
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class Server:
    """The application on a port of its own, with a database that outlives it; `settings` are further ones."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._settings = settings
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.database = folder / "assessment.sqlite3"
        self.log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
        }
        environment |= self._settings
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "assessment", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        wait_for(self._is_ready, f"the server, see:\n{self.log.read_text()}", seconds=PATIENCE / 500)

    def kill(self) -> None:
        """As a power cut does it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def _is_ready(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log.read_text()
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Until `condition()` is true; fails naming `what` after that many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def click(what: Locator) -> None:
    """Click as a person does, once the page is at rest: while a script still draws, or a fold opens, buttons move away
    between pressing and letting go, which is no click.
    """
    what.page.wait_for_function(AT_REST, timeout=PATIENCE)
    what.click()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one for all tests: a process can't start a second beside it."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own where there is none; without either, the tests fail."""
    chromium = playwright.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=CHROMIUM_FLAGS
    )
    yield chromium
    chromium.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    try:
        running.start()
        yield running
    finally:
        running.kill()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page in a browser profile of its own."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()
