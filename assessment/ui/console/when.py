"""Times as people in front of this screen read and write them; what is stored is UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def zone() -> ZoneInfo:
    """The time zone of this browser; UTC where it names none that is known here."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def in_words(moment: datetime) -> str:
    """A moment with its time zone, such as "26 November 2026, 09:00 (Europe/Berlin)"."""
    local = moment.astimezone(zone())
    return f"{local.day} {local:%B %Y, %H:%M} ({zone().key})"


def as_written(moment: datetime | None) -> datetime | None:
    """A moment as a field for times holds it: in this browser's zone, without naming it."""
    return None if moment is None else moment.astimezone(zone()).replace(tzinfo=None)


def as_stored(written: datetime | None) -> datetime | None:
    """What was written into a field for times, in UTC."""
    return None if written is None else written.replace(tzinfo=zone()).astimezone(UTC)


def clock(length: timedelta) -> str:
    """Minutes and seconds, such as "4:05"; hours before them where there are any."""
    seconds = max(0, round(length.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
