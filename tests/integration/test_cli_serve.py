"""The commands that keep an installation running: migrations, and the server that `make run` starts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from assessment.settings import ROOT
from tests.integration.command_line import refused, run


def test_the_database_is_checked_upgraded_and_checked_again(database_url: str) -> None:
    settings = {"DATABASE_URL": database_url}
    assert "python -m assessment db upgrade" in refused(run("db", "check", env=settings))
    for command in ("upgrade", "upgrade", "check"):
        done = run("db", command, env=settings)
        assert (done.returncode, done.stdout, done.stderr) == (0, "the database is up to date\n", "")


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_a_database_that_cannot_be_reached_is_one_message_without_its_password(command: str) -> None:
    for url in ("mysql://user:s3cret@host/name", "postgresql://user:s3cret@127.0.0.1:1/name"):
        assert "s3cret" not in refused(run("db", command, env={"DATABASE_URL": url}))


def test_serving_starts_the_application_on_the_port_and_with_a_migrated_database(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3", "PUBLIC_URL": "", "HOST": "127.0.0.1"}
    command = [sys.executable, "-m", "assessment", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL)
    try:
        assert answers_on(f"http://127.0.0.1:{port}/readyz", process)
    finally:
        process.terminate()
        process.wait(30)


def answers_on(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Whether the process answers with status 200 before it ends or a minute is over."""
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"PORT": "http"}, "PORT: expected a number"),
        ({"QUESTIONS_DIR": "tests"}, "no edition.yaml here"),
        ({"DATABASE_URL": "mysql://host/name"}, "DATABASE_URL: expected"),
    ],
)
def test_a_bad_setting_stops_the_start_with_one_clear_line(
    tmp_path: Path, settings: dict[str, str], message: str
) -> None:
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    assert message in refused(run("serve", env=database | settings))
