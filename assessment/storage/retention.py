"""What is older than its keeper wants to keep: the SQL of removal by age."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, func, select

from assessment.storage.tables import responses
from assessment.storage.workshop_tables import workshop_trail, workshops


def expired_responses(connection: Connection, before: date) -> int:
    """How many responses were submitted, or begun where they weren't, before this day."""
    return _count(connection, responses, _old_response(before))


def expired_workshops(connection: Connection, before: date) -> int:
    """How many workshops were created before this day and not led since."""
    return _count(connection, workshops, _old_workshop(before))


def remove_responses(connection: Connection, before: date) -> int:
    """Deletes what `expired_responses` counts, with everything in it; returns how many. Released counts stay."""
    return connection.execute(delete(responses).where(_old_response(before))).rowcount


def remove_workshops(connection: Connection, before: date) -> int:
    """Deletes what `expired_workshops` counts, with everything in it; returns how many."""
    return connection.execute(delete(workshops).where(_old_workshop(before))).rowcount


def _count(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(which)).scalar_one()


def _old_response(before: date) -> ColumnElement[bool]:
    return func.coalesce(responses.c.submitted_on, responses.c.started_on) < before


def _old_workshop(before: date) -> ColumnElement[bool]:
    midnight = datetime.combine(before, time(), UTC)
    led_since = exists().where(workshop_trail.c.workshop_id == workshops.c.id, workshop_trail.c.at >= midnight)
    return and_(workshops.c.created_on < before, ~led_since)
