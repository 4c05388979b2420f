"""Servers to measure, each a process of its own on a free port: ours with a fresh SQLite file, or any Streamlit page.

Reads /proc, so Linux only.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from psutil import Process

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Step, Way
from assessment.services.survey import Profile, Survey
from assessment.settings import ROOT
from assessment.storage.database import Database
from assessment.web.private_links import cookie_name
from tests.nginx import nginx

SECONDS_TO_START = 60

PLAIN_OPTIONS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
}
"""All that a plain page's server is told; everything else is Streamlit's default."""


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and the process to look at."""

    address: str
    pid: int

    @property
    def url(self) -> str:
        """Its root over HTTP."""
        return f"http://{self.address}"

    @property
    def stream(self) -> str:
        """Where Streamlit's sessions connect."""
        return f"ws://{self.address}/_stcore/stream"

    def cpu_seconds(self) -> float:
        """CPU time so far, user and system, of it and of the processes it has started, in steps of 10 ms."""
        process = Process(self.pid)
        return sum(sum(one.cpu_times()[:2]) for one in (process, *process.children(recursive=True)))

    def resident_mib(self) -> float:
        """Its resident memory in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024


@dataclass(frozen=True)
class OurServer(Server):
    """Our application, and its database as seen from this process."""

    survey: Survey
    bank: Bank
    database: Database

    def begin(self) -> PrivateKey:
        """A new response to every question of every questionnaire."""
        return self.survey.begin("full", self._everything, Profile())

    @property
    def first_step(self) -> Step:
        """The page that a new response opens at."""
        return Way(self.bank, "full", self._everything).steps[0]

    @property
    def _everything(self) -> list[str]:
        return [questionnaire.id for questionnaire in self.bank.questionnaires]


@dataclass(frozen=True)
class Behind(OurServer):
    """Several of our processes on one database behind a proxy, whose address it has; `others` are further processes."""

    others: tuple[Server, ...]

    def cpu_seconds(self) -> float:
        """That of all processes, the proxy's included."""
        return super().cpu_seconds() + sum(other.cpu_seconds() for other in self.others)

    def resident_mib(self) -> float:
        """That of all processes."""
        return super().resident_mib() + sum(other.resident_mib() for other in self.others)


def cookie(key: PrivateKey) -> str:
    """The Cookie header of a browser that holds this key."""
    return f"{cookie_name(key.handle)}={key.token}"


@contextmanager
def our_server(
    folder: Path, url: str = "", questions: Path = ROOT / "questions", public_url: str = ""
) -> Iterator[OurServer]:
    """Our application as `make run` starts it, with a new database: a SQLite file in `folder`, or that of the URL.

    People reach it at `public_url`, where that isn't its own address.
    """
    port = free_port()
    url = url or f"sqlite:///{folder / 'bench.sqlite3'}"
    environment = plain_environment() | {
        "DATABASE_URL": url,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PUBLIC_URL": public_url or f"http://127.0.0.1:{port}",
        "QUESTIONS_DIR": str(questions),
    }
    bank = load_bank(questions)
    database = Database(url, timeout=60)
    command = [sys.executable, "-m", "assessment", "serve"]
    try:
        with running(command, ROOT, environment, port, "/readyz", folder / "ours.log") as pid:
            survey = Survey(database, bank, today=date.today)
            yield OurServer(f"127.0.0.1:{port}", pid, survey, bank, database)
    finally:
        database.close()


@contextmanager
def two_behind_nginx(folder: Path, url: str) -> Iterator[Behind]:
    """Two of our processes on the database of the URL, behind nginx with the configuration that is deployed."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    second = folder / "second"
    second.mkdir()
    with (
        our_server(folder, url, public_url=f"http://{address}") as one,
        our_server(second, url, public_url=f"http://{address}") as other,
    ):
        ports = [int(server.address.rpartition(":")[2]) for server in (one, other)]
        with nginx(ports, ports, port) as pid:
            yield Behind(address, one.pid, one.survey, one.bank, one.database, (other, Server(address, pid)))


@contextmanager
def streamlit_page(page: Path, folder: Path, arguments: Sequence[str] = ()) -> Iterator[Server]:
    """A page on its own under `streamlit run`, in an empty folder, so that our configuration isn't found."""
    port = free_port()
    elsewhere = folder / page.stem
    elsewhere.mkdir()
    options = PLAIN_OPTIONS | {"server.address": "127.0.0.1", "server.port": str(port)}
    flags = [text for name, value in options.items() for text in (f"--{name}", value)]
    command = [sys.executable, "-m", "streamlit", "run", str(page), *flags, "--", *arguments]
    log = folder / f"{page.stem}.log"
    with running(command, elsewhere, plain_environment(), port, "/_stcore/health", log) as pid:
        yield Server(f"127.0.0.1:{port}", pid)


def plain_environment() -> dict[str, str]:
    """This process's environment without what would configure a Streamlit server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    port: int,
    ready: str,
    log: Path,
) -> Iterator[int]:
    """A server as a process, from when it answers at the path `ready`; its process id."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    try:
        _wait_until_ready(process, f"http://127.0.0.1:{port}{ready}", log)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:
                if reply.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise SystemExit(f"The server didn't start. It said:\n{log.read_text(errors='replace')}")
