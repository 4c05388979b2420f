"""What the console shows of a workshop at one version of it, made once and kept in the tab until the version moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from assessment.findings import find
from assessment.findings.model import Difference, Findings
from assessment.findings.said import ItemView
from assessment.language import current
from assessment.results import GroupView, Result, TwoVotes
from assessment.services.bootstrap import application
from assessment.services.lobby import Lobby
from assessment.services.outcome import Outcome
from assessment.services.private_key import PrivateKey
from assessment.storage.discussion import Agreement
from assessment.storage.workshops import Workshop
from assessment.ui.console.console import Console
from assessment.workshop_result import workshop_result

_HELD = "seen workshop"


@dataclass(frozen=True)
class Seen:
    """A workshop with its picture: what disclosure lets through, and what is found in it."""

    console: Console
    outcome: Outcome
    result: Result
    group: GroupView
    findings: Findings

    @property
    def key(self) -> PrivateKey:
        """The facilitator's key."""
        return self.console.key

    @property
    def lobby(self) -> Lobby:
        """The workshop and its totals."""
        return self.console.lobby

    @property
    def workshop(self) -> Workshop:
        """The workshop itself."""
        return self.console.workshop

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every capability that was asked about, by id in bank order, the role tracks last."""
        tracks = sorted(self.findings.tracks, key=lambda track: track.is_role)
        return {measure.id: measure.title for track in tracks for measure in track.capabilities}

    @property
    def takes_votes(self) -> bool:
        """Whether phones can vote now."""
        return self.workshop.stage in ("revealed", "discussing")

    def votes(self, subject: str) -> TwoVotes | None:
        """The two votes on a capability or a decision; None where no second one was opened."""
        return self.result.workshop.votes.get(subject) if self.result.workshop else None

    def agreement(self, subject: str) -> Agreement | None:
        """What is agreed on a capability or a decision."""
        return self.result.workshop.agreements.get(subject) if self.result.workshop else None

    def differences(self, capability: str) -> list[Difference]:
        """Where the two sides of the table see a capability differently enough to ask; empty where they don't."""
        of = self.findings.group
        found = (*of.sides, *of.role_sides) if of else ()
        return [difference for difference in found if difference.title == self.titles[capability]]

    def items(self, capability: str) -> tuple[ItemView, ...]:
        """The questions of a capability with their counts."""
        return self.findings.items[capability]


def look(console: Console) -> Seen | None:
    """What there is to show of the workshop; None before the first reveal."""
    this = (console.key.handle, console.workshop.version, current())
    version, made = st.session_state.get(_HELD, (None, None))
    if version != this:
        made = _make(console)
        st.session_state[_HELD] = (this, made)
    return None if made is None else Seen(console, *made)


def current_result(key: PrivateKey) -> Result:
    """The result as it is stored at this moment, for a file."""
    wired = application()
    return workshop_result(wired.bank, *wired.discussion.moment(key))


def wave_before(key: PrivateKey) -> tuple[Workshop, Result] | None:
    """The workshop before this one with its result, from its released blocks; None where none is linked."""
    found = application().workshops.earlier(key)
    return found and (found[0], workshop_result(application().bank, *found, Outcome()))


def _make(console: Console) -> tuple[Outcome, Result, GroupView, Findings] | None:
    wired = application()
    moment = wired.discussion.moment(console.key)
    result = workshop_result(wired.bank, *moment)
    return None if result.group is None else (moment.outcome, result, result.group, find(result))
