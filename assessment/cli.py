"""The command line. Exit status 0: done; 1: the input is at fault (standard error says how); 2: wrong usage.

What only some commands need (a database, the server) is imported by those, so that the others start at once.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import get_args

from assessment.bank.document import edition_document
from assessment.bank.load import load_bank
from assessment.bank.model import Mode
from assessment.cli_operator import add_operator, settings_of_the_project, upgrade
from assessment.cli_workshop import add_workshop
from assessment.errors import AssessmentError
from assessment.language import LANGUAGES, SOURCE
from assessment.reports.answers_file import answers_csv, load_answers
from assessment.reports.result_files import RESULT_FILES
from assessment.reports.write_files import STANDARD_OUTPUT, one_place_each, write_files
from assessment.respondent import Aims
from assessment.results import build_result
from assessment.scoring.group import DEFAULT_TARGET
from assessment.scoring.plan import Plan
from assessment.settings import load_settings
from assessment.simulate import simulate

MOST_SIMULATED = 100_000
MAX_MESSAGE = 4 * 2**20
"""Of a browser tab to the server, in bytes: the state of every widget on its page, notes of 4,000 characters among
them. Files come by another way."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (wrong usage leaves through SystemExit with 2)."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except AssessmentError as error:
        print(f"error: {error}", file=sys.stderr)
    except BrokenPipeError:
        pass  # Whoever read standard output has seen enough.
    except KeyboardInterrupt:
        print("error: interrupted; nothing was written", file=sys.stderr)
    except OSError as error:
        print(f"error: {error.filename}: {error.strerror}", file=sys.stderr)
    return 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python -m assessment", description="An AI leadership maturity assessment.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    bank = commands.add_parser("bank", help="check a question bank or print it")
    bank_commands = bank.add_subparsers(metavar="COMMAND", required=True)
    for name, run, meaning in (
        ("check", _bank_check, "name every problem of a bank, one a line"),
        ("json", _bank_json, "print the whole edition as JSON"),
        ("record", _bank_record, "record an edition as published, so that a changed meaning is noticed"),
    ):
        command = bank_commands.add_parser(name, help=meaning)
        command.add_argument("bank", metavar="DIR", nargs="?", type=Path, help="default: QUESTIONS_DIR")
        command.set_defaults(run=run)
    command = bank_commands.add_parser("translate", help="write or renew the files of a translation")
    command.add_argument("language", metavar="LANGUAGE", choices=sorted(LANGUAGES.keys() - {SOURCE}))
    command.add_argument("bank", metavar="DIR", nargs="?", type=Path, help="default: QUESTIONS_DIR")
    command.set_defaults(run=_bank_translate)

    command = commands.add_parser("score", help="score a file of answers", allow_abbrev=False)
    command.add_argument("file", metavar="FILE", type=Path, help="answers, CSV or XLSX, a row per respondent")
    _add_bank_and_mode(command)
    command.add_argument("--target", metavar="T", type=_target, help="the level to hold everyone against")
    command.add_argument("--organisation", metavar="NAME", type=_text, help="stands in the results")
    for kind in RESULT_FILES:
        command.add_argument(f"--{kind}", metavar="OUT", help=f"write {kind.upper()}; - is standard output")
    command.set_defaults(run=_score, wrong_usage=command.error)

    command = commands.add_parser("simulate", help="make a file of simulated answers", allow_abbrev=False)
    command.add_argument("n", metavar="N", type=_whole_number(1, MOST_SIMULATED), help="how many respondents")
    _add_bank_and_mode(command)
    command.add_argument("--seed", metavar="S", type=_whole_number(0), default=1, help="default: 1")
    command.add_argument("--out", metavar="FILE", required=True, help="CSV to write; - is standard output")
    command.set_defaults(run=_simulate)

    command = commands.add_parser("serve", help="upgrade the database and serve", allow_abbrev=False)
    command.add_argument("--port", metavar="P", type=_whole_number(1, 65535), help="default: PORT, or 8501")
    command.set_defaults(run=_serve)

    add_workshop(commands, RESULT_FILES, _whole_number)
    add_operator(commands)
    return parser


def _add_bank_and_mode(command: ArgumentParser) -> None:
    command.add_argument("--bank", metavar="DIR", type=Path, help="default: QUESTIONS_DIR")
    command.add_argument("--mode", choices=get_args(Mode), default="full", help="default: full")


def _text(argument: str) -> str | None:
    try:
        argument.encode()
    except UnicodeEncodeError as error:  # Bytes that aren't text arrive as halves of surrogate pairs.
        raise ArgumentTypeError("expected text in UTF-8") from error
    return argument.strip() or None


def _target(argument: str) -> float:
    with suppress(ValueError):
        if 1 <= (target := float(argument)) <= 5:
            return target
    raise ArgumentTypeError(f"expected a number from 1 to 5, found {argument}")


def _whole_number(low: int, high: int | None = None) -> Callable[[str], int]:
    def whole_number(argument: str) -> int:
        with suppress(ValueError):
            number = int(argument)
            if number >= low and (high is None or number <= high):
                return number
        wanted = f"from {low:,} to {high:,}" if high is not None else f"of at least {low:,}"
        raise ArgumentTypeError(f"expected a whole number {wanted}, found {argument}")

    return whole_number


def _bank_folder(options: Namespace) -> Path:
    return options.bank or load_settings().questions_dir


def _bank_check(options: Namespace) -> int:
    from assessment.bank.check import check_bank

    folder = _bank_folder(options)
    problems = check_bank(folder)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        _print(f"{folder}: no problems\n")
    return 1 if problems else 0


def _bank_record(options: Namespace) -> int:
    from assessment.bank.published import record_published

    bank = record_published(_bank_folder(options))
    _print(f"edition {bank.edition.id} recorded with content {bank.content_hash}\n")
    return 0


def _bank_json(options: Namespace) -> int:
    bank = load_bank(_bank_folder(options))
    _print(json.dumps(edition_document(bank), ensure_ascii=False, indent=2) + "\n")
    return 0


def _bank_translate(options: Namespace) -> int:
    from assessment.bank.catalogue import update_translations

    folder = _bank_folder(options)
    for path in update_translations(folder, load_bank(folder), options.language):
        _print(f"{path}\n")
    return 0


def _score(options: Namespace) -> int:
    named = {kind: out for kind in RESULT_FILES if (out := getattr(options, kind)) is not None}
    outputs = named or {"json": STANDARD_OUTPUT}
    if not one_place_each(os.path.realpath(options.file), *outputs.values()):
        options.wrong_usage("each output needs a place of its own, and none may replace the answers")
    bank = load_bank(_bank_folder(options))
    respondents = load_answers(options.file, bank)
    plan = Plan(bank, options.mode)
    target, aims = DEFAULT_TARGET, Aims()
    if options.target is not None:
        target, aims = options.target, Aims(targets={c.id: options.target for c in bank.capabilities()})
    result = build_result(plan, respondents, target=target, organisation=options.organisation, aims=aims)
    write_files({out: RESULT_FILES[kind](result) for kind, out in outputs.items()})
    return 0


def _simulate(options: Namespace) -> int:
    bank = load_bank(_bank_folder(options))
    respondents = simulate(bank, options.n, mode=options.mode, seed=options.seed)
    write_files({options.out: answers_csv(bank, options.mode, respondents).encode()})
    return 0


def _serve(options: Namespace) -> int:
    """Becomes the server: only its start can fail here, with one clear line."""
    environment = dict(os.environ)
    if options.port:
        environment["PORT"] = str(options.port)  # The server's PUBLIC_URL follows from it.
    settings = settings_of_the_project(environment)
    load_bank(settings.questions_dir)
    upgrade(settings)
    if settings.secret_key:  # where Streamlit looks for it; an argument would show in the list of processes
        environment["STREAMLIT_SERVER_COOKIE_SECRET"] = settings.secret_key
    # Not `streamlit run`: its socket keeps Nagle's algorithm, which holds every reply up for 40 ms, and on an address
    # open to others it asks a host on the internet for its own. The options are those it would give uvicorn.
    server = [sys.executable, "-m", "uvicorn", "app:app", "--host", settings.host, "--port", str(settings.port)]
    server += ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", str(MAX_MESSAGE)]
    server += ["--no-access-log", "--log-level", "warning", "--no-server-header"]
    # Longer than people think about an answer, so that a phone needs no new connection for the next, and longer than
    # the minute for which nginx keeps its own.
    server += ["--timeout-keep-alive", "75"]
    print(f"Serving {settings.public_url}", file=sys.stderr, flush=True)
    os.execve(sys.executable, server, environment)  # noqa: S606 (a shell would only be in the way)


def _print(text: str) -> None:
    write_files({STANDARD_OUTPUT: text.encode()})
