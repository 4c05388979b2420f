"""The commands of whoever runs an installation: its database, its benchmark editions, what it no longer keeps."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.errors import AssessmentError
from assessment.reports.write_files import STANDARD_OUTPUT, write_files
from assessment.settings import ROOT, Settings, load_settings

if TYPE_CHECKING:
    from assessment.services.cohort import Cohort
    from assessment.services.retention import Expired
    from assessment.storage.database import Database


def add_operator(commands: Any) -> None:
    """Add `benchmark`, `db` and `retention` to the commands."""
    benchmark = commands.add_parser("benchmark", help="exchange benchmark editions with other installations")
    benchmark_commands = benchmark.add_subparsers(metavar="COMMAND", required=True)
    command: ArgumentParser = benchmark_commands.add_parser(
        "export", help="write what may be shown of the own benchmark"
    )
    command.add_argument("out", metavar="OUT", help="JSON to write; - is standard output")
    command.set_defaults(run=_benchmark_export)
    command = benchmark_commands.add_parser("import", help="show a file that another installation exported")
    command.add_argument("file", metavar="FILE", type=Path, help="JSON that another installation exported")
    command.set_defaults(run=_benchmark_import)

    db = commands.add_parser("db", help="migrate the database")
    db_commands = db.add_subparsers(metavar="COMMAND", required=True)
    db_commands.add_parser("upgrade", help="bring the tables to this version").set_defaults(run=_db_upgrade)
    db_commands.add_parser("check", help="say whether an upgrade is needed").set_defaults(run=_db_check)

    command = commands.add_parser("retention", help="remove what is older than RETENTION_DAYS", allow_abbrev=False)
    command.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    command.set_defaults(run=_retention)


def settings_of_the_project(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings, with relative paths in them taken from the project's folder, as the server takes them."""
    os.chdir(ROOT)
    return load_settings(environment)


def upgrade(settings: Settings) -> None:
    """Bring the tables to this version."""
    with _database(settings) as database:
        database.upgrade()


def _benchmark_export(options: Namespace) -> int:
    from assessment.reports.benchmark_file import benchmark_json

    out = options.out if options.out == STANDARD_OUTPUT else os.path.abspath(options.out)
    settings = settings_of_the_project()
    if not settings.operator_name:
        raise AssessmentError("an export names its source; set OPERATOR_NAME to the name of whoever runs this")
    with _cohort(settings, load_bank(settings.questions_dir)) as cohort:
        edition = cohort.export_edition(settings.operator_name)
    write_files({out: benchmark_json(edition).encode()})
    return 0


def _benchmark_import(options: Namespace) -> int:
    from assessment.reports.benchmark_file import load_benchmark

    file = options.file.absolute()
    settings = settings_of_the_project()
    bank = load_bank(settings.questions_dir)
    edition = load_benchmark(file, bank)
    with _cohort(settings, bank) as cohort:
        cohort.import_edition(edition)
    _print(f"the benchmark of {edition.source} is shown beside your own")
    return 0


def _db_upgrade(options: Namespace) -> int:
    upgrade(settings_of_the_project())
    _print("the database is up to date")
    return 0


def _db_check(options: Namespace) -> int:
    with _current_database(settings_of_the_project()):
        _print("the database is up to date")
    return 0


def _retention(options: Namespace) -> int:
    from assessment.services.retention import Retention

    settings = settings_of_the_project()
    days = settings.retention_days
    if days is None:
        raise AssessmentError("everything is kept for ever; set RETENTION_DAYS to the number of days to keep it")
    with _current_database(settings) as database:
        retention = Retention(database, date.today, days)
        found = retention.due() if options.dry_run else retention.remove()
    _print(f"{'would remove' if options.dry_run else 'removed'} {_in_words(found)} older than {days} days")
    return 0


def _in_words(expired: Expired) -> str:
    counted = ((expired.responses, "response"), (expired.workshops, "workshop"))
    return " and ".join(f"{n:,} {one}{'' if n == 1 else 's'}" for n, one in counted)


def _database(settings: Settings) -> closing[Database]:
    from assessment.storage.database import Database

    return closing(Database(settings.database_url))


@contextmanager
def _current_database(settings: Settings) -> Iterator[Database]:
    with _database(settings) as database:
        if not database.is_current():
            raise AssessmentError("the database needs an upgrade; run: python -m assessment db upgrade")
        yield database


@contextmanager
def _cohort(settings: Settings, bank: Bank) -> Iterator[Cohort]:
    from assessment.services.cohort import Cohort

    with _current_database(settings) as database:
        yield Cohort(database, bank, date.today, settings.anonymity_threshold)


def _print(text: str) -> None:
    write_files({STANDARD_OUTPUT: f"{text}\n".encode()})
