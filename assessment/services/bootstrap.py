"""Wires settings, bank, database and services together, once a process and not before they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.bank.translation import read_translations, translated
from assessment.language import SOURCE, current
from assessment.services.cohort import Cohort
from assessment.services.discussion import Discussion
from assessment.services.follow_up import FollowUp
from assessment.services.participation import Participation
from assessment.services.retention import Retention
from assessment.services.survey import Survey
from assessment.services.workshops import Workshops
from assessment.settings import Settings, load_settings
from assessment.storage.database import Database


@dataclass(frozen=True)
class Application:
    """Everything a page or a route needs."""

    settings: Settings
    bank: Bank
    database: Database
    survey: Survey
    follow_up: FollowUp
    cohort: Cohort
    workshops: Workshops
    participation: Participation
    discussion: Discussion
    retention: Retention | None


def application() -> Application:
    """The application of this process in the language of now, its database migrated.

    Every language has services of its own over the same database: what they hold are the bank's texts. Raises
    `SettingsError`, `BankError` or `StorageUnavailable`; the next call then tries again.
    """
    return _in(current())


@cache
def _in(language: str) -> Application:
    settings, database = _shared()
    bank = _banks()[language] if language in _banks() else _banks()[SOURCE]
    return Application(
        settings,
        bank,
        database,
        survey=Survey(database, bank, today=date.today),
        follow_up=FollowUp(database, bank, today=date.today),
        cohort=Cohort(database, bank, today=date.today, threshold=settings.anonymity_threshold),
        workshops=Workshops(database, bank, now=_now, threshold=settings.anonymity_threshold),
        participation=Participation(database, bank, now=_now),
        discussion=Discussion(database, bank, now=_now),
        retention=Retention(database, date.today, settings.retention_days) if settings.retention_days else None,
    )


@cache
def _shared() -> tuple[Settings, Database]:
    settings = load_settings()
    _banks()  # a wrong bank is said before the database is touched
    database = Database(settings.database_url)
    database.upgrade()
    return settings, database


@cache
def _banks() -> dict[str, Bank]:
    """The bank in every language that it has translations for."""
    directory = load_settings().questions_dir
    bank = load_bank(directory)
    translations = read_translations(directory)
    return {SOURCE: bank} | {language: translated(bank, told.gettext) for language, told in translations.items()}


def _now() -> datetime:
    return datetime.now(UTC)
