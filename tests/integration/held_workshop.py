"""A workshop that was held from beginning to end, for the tests of what is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.results import Result
from assessment.simulate import simulate
from assessment.storage.database import Database
from assessment.storage.discussion import Agreement
from assessment.workshop_result import workshop_result
from tests.integration.rooms import BANK, Room

STANDARD = load_bank(Path(__file__).parents[2] / "questions")


def result_of(room: Room) -> Result:
    """What the facilitator's console and files read of a workshop."""
    workshop, picture = room.workshops.lobby(room.key).workshop, room.workshops.picture(room.key)
    return workshop_result(room.bank, workshop, picture, room.discussion.outcome(room.key))


def small(database: Database, **setup: Any) -> Room:
    """Six people on `rooms.BANK`, three at each end of a.1: a second vote brings one over, and the room agrees.

    First vote on a: a.1 is 3 × 1 and 3 × 5 (mean 3, consensus 0), a.2 is 6 × 2; so a is (3 + 2) / 2 = 2.5. In the
    second vote one 1 becomes a 5: a.1 is 22 / 6, and a is (22 / 6 + 2) / 2 = 2.83. Four name the CIO, two the CFO.
    """
    room = Room(database, BANK, setup={"title": "Offsite", **setup})
    low = room.people(3, {"a.1": "1", "a.2": "2", "h.1": "2", "stop": "cio"}, role="ceo")
    room.people(1, {"a.1": "5", "a.2": "2", "h.1": "2", "stop": "cio"}, role="cio")
    room.people(2, {"a.1": "5", "a.2": "2", "h.1": "2", "stop": "cfo"}, role="cio")
    discuss(room, {"a": [(low[0], "a.1", "5")]}, [Agreement("a", "3", "Two sites are ahead.")])
    return room


def rehearsed(database: Database, bank: Bank = STANDARD) -> Room:
    """A rehearsal of the standard edition: nine simulated participants and three at a screen, who vote twice."""
    room = Room(database, bank, setup={"title": "Rehearsal of the autumn offsite", "rehearsal": True})
    room.workshops.fill(room.key, simulate(bank, 9, seed=7))
    asked = [item.id for q in bank.questionnaires[:3] for c in q.capabilities for item in c.items]
    decisions = [d.id for d in bank.ownership.decisions]
    there = room.people(3, dict.fromkeys(asked, "4") | dict.fromkeys(decisions, "cio"))
    subject, other = bank.questionnaires[0].capabilities[0], bank.questionnaires[1].capabilities[0]
    role = bank.questionnaires[3].capabilities[0]
    votes: dict[str, list[tuple[Any, str, str]]] = {
        subject.id: [(key, item.id, "2") for key in there for item in subject.items],
        role.id: [(there[0], role.items[0].id, "3")],
        decisions[0]: [(key, decisions[0], "cfo") for key in there],
    }
    agreed = [
        Agreement(subject.id, "2", "We heard three different directions this morning, and none was written down."),
        Agreement(other.id, "3", "Both sides can name the data sets; owners are missing."),
        Agreement(role.id, "3"),
        Agreement(decisions[0], "cio", "Whoever runs it decides.", "The heads of the business units", "The board"),
    ]
    discuss(room, votes, agreed)
    room.discussion.act(
        room.key,
        "Write the direction on one page and read it out",
        capability=subject.id,
        owner="Ana",
        due=date(2027, 1, 15),
    )
    room.discussion.act(room.key, "Name an owner for the ten data sets that AI leans on most")
    for parked in ("Who pays for licences in the regions?", "A rule for meetings that are recorded"):
        room.discussion.park(room.key, parked)
    return room


def discuss(room: Room, votes: Mapping[str, list[tuple[Any, str, str]]], agreed: list[Agreement]) -> None:
    """Reveal, vote once more on each subject, and agree."""
    room.reveal()
    room.workshops.move(room.key, "discussing")
    for subject, ballots in votes.items():
        room.discussion.open_vote(room.key, subject)
        for seq, (key, question, value) in enumerate(ballots, start=1_000):
            room.participation.vote(key, seq, question, value)
        room.discussion.close_vote(room.key, subject)
    for agreement in agreed:
        room.discussion.agree(room.key, agreement)
