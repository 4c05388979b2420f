"""The commands that prepare and lead a workshop from outside: what the console does, for a script.

The facilitator's token is read from standard input, since a command line is seen by everybody on the machine.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, get_args

from assessment.bank.model import Mode
from assessment.reports.write_files import STANDARD_OUTPUT, one_place_each, write_files
from assessment.results import Result
from assessment.settings import ROOT

if TYPE_CHECKING:
    from assessment.services.bootstrap import Application
    from assessment.services.private_key import PrivateKey


def add_workshop(
    commands: Any,
    result_files: Mapping[str, Callable[[Result], bytes]],
    whole_number: Callable[[int, int | None], Callable[[str], int]],
) -> None:
    """Add `workshop` to the commands; `result_files` makes each kind of file that `export` writes."""
    workshop = commands.add_parser("workshop", help="prepare and lead a workshop")
    of_workshop = workshop.add_subparsers(metavar="COMMAND", required=True)

    command = of_workshop.add_parser("create", help="create a workshop and print its links", allow_abbrev=False)
    command.add_argument("--title", metavar="T", help="what it is called")
    command.add_argument("--mode", choices=get_args(Mode), default="full", help="default: full")
    command.add_argument("--attributed", action="store_true", help="show roles of those who consent")
    command.add_argument("--threshold", metavar="K", type=whole_number(4, 1000), help="default: ANONYMITY_THRESHOLD")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=_create)

    command = of_workshop.add_parser("stage", help="move a workshop to another stage")
    _add_code(command)
    command.add_argument("stage", metavar="STAGE", help="draft, open, revealed, discussing or closed")
    command.set_defaults(run=_stage)

    command = of_workshop.add_parser("export", help="write what may be shown of a workshop", allow_abbrev=False)
    _add_code(command)
    for kind in result_files:
        command.add_argument(f"--{kind}", metavar="OUT", help=f"write {kind.upper()}; - is standard output")
    command.set_defaults(run=lambda options: _export(options, result_files), wrong_usage=command.error)


def _add_code(command: ArgumentParser) -> None:
    command.add_argument("code", metavar="CODE", help="its code; the facilitator's token is read from standard input")


def _create(options: Namespace) -> int:
    from assessment.services.workshop_access import grouped
    from assessment.services.workshop_setup import DEFAULT_TITLE, Setup
    from assessment.web.private_links import private_url

    title = DEFAULT_TITLE if options.title is None else options.title
    setup = Setup(title=title, mode=options.mode, attributed=options.attributed, threshold=options.threshold)
    with _application() as wired:
        created = wired.workshops.create(setup)
    code, key, url = created.code, created.facilitator, wired.settings.public_url
    links = {
        "code": code,
        "participant_url": f"{url}/w/{code}",
        "facilitator_url": private_url(url, key),
        "facilitator_token": key.token,
    }
    if options.json:
        _print(json.dumps(links, indent=2))
    else:
        _print(
            f"Code: {grouped(code)}\nFor participants: {links['participant_url']}\n"
            f"For you alone, it can't be recovered: {links['facilitator_url']}"
        )
    return 0


def _stage(options: Namespace) -> int:
    with _application() as wired:
        lobby = wired.workshops.move(_key(wired, options), options.stage)
    totals = lobby.totals
    _print(
        f"stage {lobby.workshop.stage}: {totals.joined} joined, {totals.submitted} submitted, "
        f"{lobby.released} revealed, {totals.waiting} waiting for the next reveal"
    )
    return 0


def _export(options: Namespace, result_files: Mapping[str, Callable[[Result], bytes]]) -> int:
    from assessment.workshop_result import workshop_result

    named = {kind: out for kind in result_files if (out := getattr(options, kind)) is not None}
    outputs = {
        kind: out if out == STANDARD_OUTPUT else os.path.abspath(out)
        for kind, out in (named or {"json": STANDARD_OUTPUT}).items()
    }
    if not one_place_each(*outputs.values()):
        options.wrong_usage("each output needs a place of its own")
    with _application() as wired:
        key = _key(wired, options)
        result = workshop_result(wired.bank, *wired.discussion.moment(key))
    write_files({out: result_files[kind](result) for kind, out in outputs.items()})
    return 0


@contextmanager
def _application() -> Iterator[Application]:
    """The application as the server has it, relative paths in its settings included."""
    from assessment.services.bootstrap import application

    os.chdir(ROOT)
    wired = application()
    try:
        yield wired
    finally:
        wired.database.close()


def _key(wired: Application, options: Namespace) -> PrivateKey:
    return wired.workshops.facilitator_key(options.code, sys.stdin.readline().strip())


def _print(text: str) -> None:
    write_files({STANDARD_OUTPUT: f"{text}\n".encode()})
