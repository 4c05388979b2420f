"""What one respondent said, before anything is scored: the meeting point of files, simulation and results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NOTE_LENGTH = 4_000
"""A comment or evidence note has at most this many characters."""

ACTION_LENGTH, OWNER_LENGTH = 2_000, 200
"""An action's text and the name of its owner have at most this many characters."""

MOST_ACTIONS = 50
"""A response has at most this many actions."""


@dataclass(frozen=True)
class Aims:
    """Where a respondent wants each capability to be, where they said so themselves, by capability id.

    `targets` are 1–5 and take the place of the preset's; `importance` is 1, 2 or 3, and 2 for what isn't named.
    """

    targets: Mapping[str, float] = field(default_factory=dict)
    importance: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Action:
    """What somebody took on: for which capability (by id), in whose hands (may be empty), until when, whether done."""

    id: int
    text: str
    capability: str | None = None
    owner: str = ""
    due: date | None = None
    done: bool = False


@dataclass(frozen=True)
class Respondent:
    """A respondent's profile, answers and notes; `label` is what files and results call them.

    `answers` maps the id of an item to "1"–"5", "dk" or "na", of a decision to an owner, of a reference
    question to an option; what is blank is absent. `notes` maps (item id, "comment" or "evidence") to text.
    """

    label: str
    answers: Mapping[str, str]
    role: str | None = None
    industry: str | None = None
    size: str | None = None
    region: str | None = None
    simulated: bool = False
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
