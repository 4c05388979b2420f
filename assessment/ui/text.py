"""Text on a Streamlit page: what people or question files wrote stays text, whatever Markdown would make of it."""

from __future__ import annotations

import datetime as dt
import re

from assessment.bank.model import Mode
from assessment.findings.change import MODES
from assessment.findings.words import NOTE_KINDS
from assessment.language import _, counted, day

_SPECIAL = re.compile(
    r"[\\`*_\[\]$~|]|:(?=\S)|(?<!\S)(?:[#>=+-]+|\d+[.)])(?=\s|$)|https?(?=:)|www(?=\.)|(?<=\S)@(?=\S)"
)
"""What Markdown, as Streamlit speaks it, could take for more than text: and no more than that, since the text of a
label is also what a screen reader is given, backslashes and all."""


def plain(text: str) -> str:
    """`text` for a place that renders Markdown, shown as it is: no formatting, formula, link, colour or HTML."""
    escaped = _SPECIAL.sub(_escaped, text.replace("&", "&amp;").replace("<", "&lt;"))
    return escaped.replace("\n", "  \n")


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    if found[-1].isalpha():  # an address would become a link: an invisible joiner keeps it text
        return f"{found}\u2060"
    return found[:-1] + "\\" + found[-1] if found[0].isdigit() else "\\" + found


def in_minutes(number: int) -> str:
    """A number of minutes in words: "1 minute", "14 minutes"."""
    return counted("{n} minute", "{n} minutes", number)


def in_days_on(days: int, date: dt.date) -> str:
    """A number of days from today with its date: "In 30 days, on 26 December 2026"."""
    return counted("In {n} day, on {day}", "In {n} days, on {day}", days).format(day=day(date))


def note_kind(kind: str) -> str:
    """What people call a kind of note: "comment", "evidence"."""
    return _(NOTE_KINDS[kind])


def mode_name(mode: Mode) -> str:
    """What people call a mode: "Pulse", "Full"."""
    return _(MODES[mode])
