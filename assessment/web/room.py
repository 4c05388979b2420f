"""The part of a participant's page that the whole room shares: the picture, votes, agreements and actions.

It is made once for each version of a workshop, however many phones ask for it; all of it comes through disclosure.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from assessment.findings import find
from assessment.findings.model import Findings
from assessment.findings.owners import owner_titles, state_words
from assessment.language import current
from assessment.reports.result_json import result_json
from assessment.results import Result
from assessment.services.bootstrap import application
from assessment.services.participation import Taking
from assessment.services.private_key import PrivateKey
from assessment.services.released import SHOWING
from assessment.storage.workshops import Workshop
from assessment.web.rendering import render
from assessment.workshop_result import workshop_result

T = TypeVar("T")

MOST_KEPT = 200
SHOWN_TO_TALK_ABOUT, SHOWN_TO_ACT_ON = 3, 2

By = PrivateKey | str


class Latest(Generic[T]):
    """One thing for the latest version of a workshop in a language; whoever asks while it is made waits for it."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, str], tuple[int, T]] = {}
        self._lock = threading.Lock()

    def get(self, workshop: Workshop, make: Callable[[], T]) -> T:
        """What was made for this version, made now if it wasn't yet."""
        place = workshop.id, current()
        with self._lock:
            version, value = self._held.get(place, (None, None))
            if version != workshop.version or value is None:
                value = make()
                self._held.pop(place, None)
                if len(self._held) >= MOST_KEPT:
                    del self._held[next(iter(self._held))]
                self._held[place] = (workshop.version, value)
            return value


_results: Latest[Result] = Latest()
_rooms: Latest[str] = Latest()
_documents: Latest[str] = Latest()


def group_document(by: By) -> str:
    """The Result JSON that this viewer may have: no respondents, and no group before the reveal."""
    workshop = application().workshops.look(by)
    return _documents.get(workshop, lambda: result_json(result_for(workshop, by)))


def shared_room_html(by: By) -> str:
    """The room's part of the page without anything of the viewer's own."""
    workshop = application().workshops.look(by)
    return _rooms.get(workshop, lambda: _render(workshop, by, None))


def room_html(by: PrivateKey, taking: Taking) -> str:
    """The room's part of the page with the viewer's own answers marked."""
    return _render(taking.workshop, by, taking)


def result_for(workshop: Workshop, by: By) -> Result:
    """What the room may see: for a participant's key, the projector's or the code. Never ask with a facilitator's, who
    sees more while the workshop is back at an earlier stage: what is made is kept for everybody."""
    wired = application()

    def make() -> Result:
        return workshop_result(wired.bank, *wired.discussion.moment(by))

    return _results.get(workshop, make)


def _render(workshop: Workshop, by: By, taking: Taking | None) -> str:
    wired = application()
    result = result_for(workshop, by) if workshop.stage in SHOWING else None
    findings: Findings | None = find(result) if result and result.group else None
    return render(
        "participant_room.html",
        workshop=workshop,
        findings=findings,
        view=result and result.workshop,
        notes=wired.discussion.notes(by) if findings and workshop.comments else [],
        questions=wired.participation.way(workshop).questions,
        capabilities={capability.id: capability for capability in wired.bank.capabilities()},
        decisions={decision.id: decision for decision in wired.bank.ownership.decisions},
        owners=owner_titles(wired.bank),
        state_words=state_words,
        levels=wired.bank.edition.levels,
        taking=taking,
        own=taking.answers if taking else {},
        ballots=taking.ballots if taking else {},
        shown_to_talk_about=SHOWN_TO_TALK_ABOUT,
        shown_to_act_on=SHOWN_TO_ACT_ON,
    )
