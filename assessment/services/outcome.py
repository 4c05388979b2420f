"""What a room made of its picture, as everybody may see it: both votes, agreements, actions, what is parked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from assessment.respondent import Action
from assessment.scoring.blocks import Picture, Table
from assessment.storage.discussion import Agreement, Parked
from assessment.storage.workshops import Workshop


@dataclass(frozen=True)
class SecondVote:
    """A second vote on a capability or a decision, of the same `n` people as the first one beside it.

    Counts are by question; `second` is None while the vote is open, and of the questions in `withheld` too few answered
    to show more than who didn't. A decision is another question than at first ("from Monday"), so all start blank.
    """

    subject: str
    n: int
    first: Table
    second: Table | None
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What everybody may see of what the room made of its picture."""

    votes: tuple[SecondVote, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    actions: tuple[Action, ...] = ()
    parked: tuple[Parked, ...] = ()


class Moment(NamedTuple):
    """A workshop at one moment; `picture` is None where nothing may be shown."""

    workshop: Workshop
    picture: Picture | None
    outcome: Outcome
