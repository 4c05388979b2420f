"""oTree, to compare with: from PyPI in an environment of its own, with its production server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench.phone import Phone
from bench.server import Server, free_port, plain_environment, running

VERSION = "6.0.15"
PROJECT = Path(__file__).with_name("otree")
KEY = "bench"


@dataclass(frozen=True)
class OTree(Server):
    """A running oTree with one session, and the codes of its participants."""

    participants: Sequence[str]


@contextmanager
def otree_server(folder: Path, survey: Path, participants: int) -> Iterator[OTree | None]:
    """oTree with a session of that many, asking what the JSON file `survey` says; None where it can't be installed."""
    programs = _install(folder / "environment")
    if programs is None:
        yield None
        return
    project, port = folder / "otree", free_port()
    shutil.copytree(PROJECT, project)
    for expected in ("_static", "_templates"):
        (project / expected).mkdir()
    environment = plain_environment() | {
        "PATH": f"{programs}:{plain_environment()['PATH']}",
        "SURVEY": str(survey),
        "OTREE_PRODUCTION": "1",
        "OTREE_ADMIN_PASSWORD": KEY,
        "OTREE_REST_KEY": KEY,
        "OTREE_AUTH_LEVEL": "STUDY",
    }
    otree = str(programs / "otree")
    subprocess.run([otree, "resetdb", "--noinput"], cwd=project, env=environment, check=True, capture_output=True)
    with running([otree, "prodserver", str(port)], project, environment, port, "/", folder / "otree.log") as pid:
        address = f"127.0.0.1:{port}"
        session = _api(address, "/api/sessions", {"session_config_name": "survey", "num_participants": participants})
        people = _api(address, f"/api/sessions/{session['code']}")["participants"]
        yield OTree(address, pid, [person["code"] for person in people])


async def take_the_otree_survey(address: str, code: str, fields: Sequence[int], choice: int) -> None:
    """Open every page and send its form, `fields` radio buttons each; raises RuntimeError where it doesn't end well."""
    phone = Phone(address)
    path = await _followed(phone, "GET", f"/InitializeParticipant/{code}")
    for page, count in enumerate(fields):
        form = urlencode({f"q{page}_{number}": choice for number in range(count)})
        path = await _followed(phone, "POST", path, form)
    phone.close()
    if "/End/" not in path:
        raise RuntimeError(f"oTree's survey ended at {path}")


async def _followed(phone: Phone, method: str, path: str, body: str | None = None) -> str:
    """The path at which a request ends, after every page that it was sent on to."""
    reply = await phone.ask(method, path, body)
    while reply.status in (302, 303, 307):
        path = reply.header("location").removeprefix(f"http://{phone.host}")
        reply = await phone.ask("GET", path)
    if reply.status != 200:
        raise RuntimeError(f"{reply.status} from oTree at {path}")
    return path


def _install(folder: Path) -> Path | None:
    """The folder of oTree's programs."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", f"otree=={VERSION}"]
    done = subprocess.run(pip, capture_output=True, check=False)
    return folder / "bin" if done.returncode == 0 else None


def _api(address: str, path: str, body: object = None) -> dict[str, list[dict[str, str]]]:
    data = None if body is None else json.dumps(body).encode()
    headers = {"otree-rest-key": KEY, "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"http://{address}{path}", data, headers), timeout=600) as reply:
        found: dict[str, list[dict[str, str]]] = json.load(reply)
        return found
