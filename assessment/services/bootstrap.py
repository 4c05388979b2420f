"""Wires settings, bank, database and services together, once a process and not before they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
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


@cache
def application() -> Application:
    """The application of this process, its database migrated.

    Raises `SettingsError`, `BankError` or `StorageUnavailable`; the next call then tries again.
    """
    settings = load_settings()
    bank = load_bank(settings.questions_dir)
    database = Database(settings.database_url)
    database.upgrade()
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


def _now() -> datetime:
    return datetime.now(UTC)
