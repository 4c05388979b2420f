"""nginx with the configuration that is deployed, and other ports, folders and replicas."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assessment.settings import ROOT
from tests.faults.processes import wait_for

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
NOBODY = 1
"""A port where nothing listens."""
MISSING = "No nginx: run `make proxy`, or install the package 'nginx'"


def configuration(folder: Path, port: int, anyone: Sequence[int], sticky: Sequence[int]) -> str:
    """The deployed configuration for this machine: ports of replicas for what any can answer, and for sessions."""
    text = CONFIGURATION.read_text("utf-8").replace("/tmp/", f"{folder}/").replace("listen 8080;", f"listen {port};")
    for upstream, ports in (("anyone", anyone), ("sticky", sticky)):
        servers = "\n".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=5s;" for one in ports or [NOBODY])
        text, found = re.subn(rf"(upstream {upstream} {{[^}}]*)server app:8501 resolve [^;]*;", rf"\1{servers}", text)
        assert found == 1
    assert "app:8501" not in text
    return text


def program() -> str:
    """Where nginx is; without it, the tests fail."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, MISSING
    return found


@contextmanager
def nginx(anyone: Sequence[int], sticky: Sequence[int], port: int) -> Iterator[int]:
    """An nginx on a port in front of these replicas; its process id."""
    folder = Path(tempfile.mkdtemp(prefix="nginx"))
    folder.chmod(0o755)  # as root, its workers are somebody else
    written = folder / "nginx.conf"
    written.write_text(configuration(folder, port, anyone, sticky), "utf-8")
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program(), "-c", str(written), "-p", str(folder), "-g", "daemon off;"], stdout=output, stderr=output
        )
    try:

        def listens() -> bool:
            assert process.poll() is None, log.read_text()
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        wait_for(listens, "nginx")
        yield process.pid
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)
