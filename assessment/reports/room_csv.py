"""What a workshop adds to the tidy table of its group, a line to every fact: who decides, both votes, what was agreed.

`value` is a number or a code, `words` is text. `respondent` says whose it is: the group at first, the second vote, a
side of the table, or the room.
"""

from __future__ import annotations

from collections.abc import Iterator

from assessment.reports.answers_file import GROUP_LABEL
from assessment.reports.csv_text import guarded
from assessment.results import GroupView, Vote, WorkshopView
from assessment.scoring.levels import level_of
from assessment.scoring.ownership import DecisionResult

FIRST_VOTE, SECOND_VOTE, ROOM, SIDE = "first vote", "second vote", "room", "side"

Line = tuple[str, str, str, float | None, int | None, None, object, str]


def room_lines(group: GroupView | None, workshop: WorkshopView) -> Iterator[Line]:
    """The lines of a workshop, beyond the scores of its group."""
    if group:
        yield from _group(group, workshop)
    for subject, votes in workshop.votes.items():
        yield from _vote(FIRST_VOTE, subject, votes.first, votes.n)
        if votes.second:
            yield from _vote(SECOND_VOTE, subject, votes.second, votes.n)
    for subject, agreed in workshop.agreements.items():
        level = int(agreed.value) if agreed.value.isdigit() else None
        yield _line(ROOM, "agreed", subject, level, level, agreed.value, agreed.reason)
        for measure, words in (("consulted", agreed.consulted), ("veto", agreed.veto)):
            if words:
                yield _line(ROOM, measure, subject, words=words)
    for action in workshop.actions:
        id = str(action.id)
        yield _line(ROOM, "action", id, value=action.capability or "", words=action.text)
        yield _line(ROOM, "action owner", id, words=action.owner)
        yield _line(ROOM, "action due", id, value=action.due.isoformat() if action.due else "")
        yield _line(ROOM, "action done", id, value="yes" if action.done else "no")
    for number, parked in enumerate(workshop.parked, start=1):
        yield _line(ROOM, "parked", str(number), words=parked)


def _group(group: GroupView, workshop: WorkshopView) -> Iterator[Line]:
    for id, decision in group.ownership.items():
        yield from _decision(GROUP_LABEL, id, decision)
    for difference in group.sides:
        for side, mean in difference.means.items():
            n, title = difference.n[side], workshop.sides.get(side, "")
            yield _line(f"{SIDE} {side}", "capability", difference.capability, mean, level_of(mean), n, title)
    for measure, ranked in (("talk", group.scores.talk), ("act", group.scores.act)):
        for topic in ranked:
            yield _line(GROUP_LABEL, measure, topic.capability, value=topic.priority)


def _vote(whose: str, subject: str, vote: Vote, n: int) -> Iterator[Line]:
    if vote.capability:
        yield _line(whose, "capability", subject, vote.capability.mean, vote.capability.level, n)
    if vote.decision:
        yield from _decision(whose, subject, vote.decision)


def _decision(whose: str, id: str, decision: DecisionResult) -> Iterator[Line]:
    yield _line(whose, "decision state", id, value=decision.state)
    yield _line(whose, "decision agreement", id, value=decision.owner_agreement)
    for owner, number in {**decision.counts, "dont_know": decision.dont_know}.items():
        yield _line(whose, f"named {owner}", id, value=number)


def _line(
    whose: str,
    measure: str,
    id: str,
    score: float | None = None,
    level: int | None = None,
    value: object = None,
    words: str = "",
) -> Line:
    return whose, measure, id, score, level, None, value, guarded(words)
