"""Every call of every service, tried with a wrong key and with every other party's: a call without a row here fails."""

from __future__ import annotations

import asyncio
import inspect
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assessment.errors import AssessmentError, NoSuchLink, NoSuchWorkshop
from assessment.respondent import Action
from assessment.services.cohort import Cohort
from assessment.services.discussion import Discussion
from assessment.services.follow_up import FollowUp
from assessment.services.participation import Participation
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.retention import Retention
from assessment.services.survey import Profile, Survey
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.storage.database import Database
from assessment.storage.discussion import Agreement
from tests.integration.rooms import BANK, START, K, Room

SERVICES = (Survey, FollowUp, Cohort, Workshops, Participation, Discussion, Retention)


class Site:
    """A respondent, two workshops, and the services."""

    def __init__(self, database: Database) -> None:
        self.mine, self.theirs = Room(database), Room(database)
        today = START.date
        self.services: dict[type, Any] = {
            Survey: Survey(database, BANK, today),
            FollowUp: FollowUp(database, BANK, today),
            Cohort: Cohort(database, BANK, today, K),
            Workshops: self.mine.workshops,
            Participation: self.mine.participation,
            Discussion: self.mine.discussion,
            Retention: Retention(database, today, 30),
        }
        survey = self.services[Survey]
        self.leader = survey.begin("full", ["strategy"], Profile())
        survey.answer(self.leader, "a.1", "3")
        survey.submit(self.leader)
        self.results = survey.share(self.leader)
        self.mine.discussion.act(self.mine.key, "x")
        (self.participant,) = self.mine.people(1)
        self.projector = self.mine.workshops.projector_key(self.mine.key)
        (self.other_participant,) = self.theirs.people(1)

    def keys(self) -> dict[str, PrivateKey]:
        """Every kind of key to something that is there."""
        return {
            "respondent": self.leader,
            "results link": self.results,
            "facilitator": self.mine.key,
            "projector": self.projector,
            "participant": self.participant,
        }

    def wrong(self, key: PrivateKey) -> list[PrivateKey]:
        """Keys of nobody: invented, of this handle with another token, of another's handle with this token."""
        others = [other for other in self.keys().values() if other != key]
        return [
            new_key(),
            PrivateKey(key.handle, new_key().token),
            *(PrivateKey(other.handle, key.token) for other in others),
            PrivateKey("", ""),
            PrivateKey(key.handle, ""),
            PrivateKey(f"{key.handle}' OR 1=1 --", key.token),
            PrivateKey(key.handle, key.token.swapcase()),
        ]


OPEN = {
    *("Survey.begin", "Survey.minutes_taken", "Survey.way"),
    *("Cohort.consent", "Cohort.compare", "Cohort.benchmarks", "Cohort.histograms"),
    *("Workshops.create", "Participation.way", "Participation.why_not_now"),
    *(
        "FollowUp.due_dates",
        "Workshops.facilitator_key",
        "Participation.invitation",
        "Participation.join",
        "Participation.join_soon",
    ),
}
"""Calls that take no key: they begin something, or say what anybody may know. The last two take a code, and the one
before them a token, which have tests of their own below."""

OF_THE_OPERATOR = {
    *("Cohort.release_due", "Cohort.export_edition", "Cohort.import_edition", "Retention.due", "Retention.remove"),
}
"""Calls that no page and no route makes for somebody else: the command line, and the server by itself."""

ACTION, CHANGED = Action(1, "x"), Action(1, "y")
Call = Callable[[Any, PrivateKey], Any]

OF_A_RESPONDENT: Mapping[str, Call] = {
    "Survey.open": lambda to, key: to.open(key),
    "Survey.find": lambda to, key: _found(to.find(key)),
    "Survey.answer": lambda to, key: to.answer(key, "a.1", "5"),
    "Survey.answer_soon": lambda to, key: asyncio.run(to.answer_soon(key, "a.1", "5")),
    "Survey.note": lambda to, key: to.note(key, "a.1", "comment", "x"),
    "Survey.change_profile": lambda to, key: to.change_profile(key, Profile(), Profile(role="cio")),
    "Survey.choose_target": lambda to, key: to.choose_target(key, "lead"),
    "Survey.submit": lambda to, key: to.submit(key),
    "Survey.delete": lambda to, key: to.delete(key),
    "Survey.share": lambda to, key: to.share(key),
    "Survey.unshare": lambda to, key: to.unshare(key),
    "Survey.is_shared": lambda to, key: to.is_shared(key),
    "FollowUp.aim_at": lambda to, key: to.aim_at(key, "a", 4.0),
    "FollowUp.weigh": lambda to, key: to.weigh(key, "a", 2),
    "FollowUp.adopt": lambda to, key: to.adopt(key, "x"),
    "FollowUp.change": lambda to, key: to.change(key, ACTION, CHANGED),
    "FollowUp.remove": lambda to, key: to.remove(key, 1),
    "Cohort.state": lambda to, key: to.state(key),
    "Cohort.join": lambda to, key: to.join(key),
    "Cohort.withdraw": lambda to, key: to.withdraw(key),
}
OF_A_RESULTS_LINK: Mapping[str, Call] = {"Survey.look": lambda to, key: to.look(key)}
OF_A_FACILITATOR: Mapping[str, Call] = {
    "Workshops.has_projector": lambda to, key: to.has_projector(key),
    "Workshops.projector_key": lambda to, key: to.projector_key(key),
    "Workshops.revoke_projector": lambda to, key: to.revoke_projector(key),
    "Workshops.lobby": lambda to, key: to.lobby(key),
    "Workshops.move": lambda to, key: to.move(key, "closed"),
    "Workshops.reveal_more": lambda to, key: to.reveal_more(key),
    "Workshops.set_up": lambda to, key: to.set_up(key, Setup()),
    "Workshops.rename": lambda to, key: to.rename(key, "x"),
    "Workshops.schedule": lambda to, key: to.schedule(key, None, None),
    "Workshops.set_run_sheet": lambda to, key: to.set_run_sheet(key, ()),
    "Workshops.make_anonymous": lambda to, key: to.make_anonymous(key),
    "Workshops.show": lambda to, key: to.show(key, {"kind": "blank"}),
    "Workshops.start_timer": lambda to, key: to.start_timer(key, timedelta(minutes=1)),
    "Workshops.stop_timer": lambda to, key: to.stop_timer(key),
    "Workshops.follow": lambda to, key: to.follow(key, key),
    "Workshops.earlier": lambda to, key: to.earlier(key),
    "Workshops.fill": lambda to, key: to.fill(key, ()),
    "Workshops.trail": lambda to, key: to.trail(key),
    "Workshops.delete": lambda to, key: to.delete(key),
    "Discussion.open_vote": lambda to, key: to.open_vote(key, "a"),
    "Discussion.close_vote": lambda to, key: to.close_vote(key, "a"),
    "Discussion.cancel_vote": lambda to, key: to.cancel_vote(key, "a"),
    "Discussion.agree": lambda to, key: to.agree(key, Agreement("a", "3")),
    "Discussion.disagree": lambda to, key: to.disagree(key, "a"),
    "Discussion.act": lambda to, key: to.act(key, "x"),
    "Discussion.change_action": lambda to, key: to.change_action(key, ACTION, CHANGED),
    "Discussion.remove_action": lambda to, key: to.remove_action(key, 1),
    "Discussion.earlier_actions": lambda to, key: to.earlier_actions(key),
    "Discussion.park": lambda to, key: to.park(key, "x"),
    "Discussion.unpark": lambda to, key: to.unpark(key, 1),
    "Discussion.notes_to_pass": lambda to, key: to.notes_to_pass(key),
    "Discussion.pass_notes": lambda to, key: to.pass_notes(key, [0]),
}
OF_A_PARTICIPANT: Mapping[str, Call] = {
    "Participation.open": lambda to, key: to.open(key),
    "Participation.answer": lambda to, key: to.answer(key, 9, "a.1", "5"),
    "Participation.answer_soon": lambda to, key: asyncio.run(to.answer_soon(key, 9, "a.1", "5")),
    "Participation.note": lambda to, key: to.note(key, "a.1", "comment", "x"),
    "Participation.submit": lambda to, key: to.submit(key),
    "Participation.submit_soon": lambda to, key: asyncio.run(to.submit_soon(key)),
    "Participation.vote": lambda to, key: to.vote(key, 9, "a.1", "5"),
    "Participation.vote_soon": lambda to, key: asyncio.run(to.vote_soon(key, 9, "a.1", "5")),
    "Participation.delete": lambda to, key: to.delete(key),
    "Participation.statement": lambda to, key: to.statement(key),
}
OF_ANYBODY_IN_A_WORKSHOP: Mapping[str, Call] = {
    "Workshops.kind": lambda to, key: to.kind(key),
    "Workshops.look": lambda to, key: to.look(key),
    "Workshops.picture": lambda to, key: to.picture(key),
    "Participation.state": lambda to, key: to.state(key),
    "Discussion.moment": lambda to, key: to.moment(key),
    "Discussion.outcome": lambda to, key: to.outcome(key),
    "Discussion.notes": lambda to, key: to.notes(key),
}
TABLES: tuple[tuple[Mapping[str, Call], set[str]], ...] = (
    (OF_A_RESPONDENT, {"respondent"}),
    (OF_A_RESULTS_LINK, {"results link"}),
    (OF_A_FACILITATOR, {"facilitator"}),
    (OF_A_PARTICIPANT, {"participant"}),
    (OF_ANYBODY_IN_A_WORKSHOP, {"facilitator", "projector", "participant"}),
)
ROWS = {name: (call, may) for table, may in TABLES for name, call in table.items()}
"""Each call, and whose key it takes."""


def _found(sheet: object) -> None:
    if sheet is None:
        raise NoSuchLink


def _refusal_of(call: Call, service: object, key: PrivateKey) -> AssessmentError | None:
    """Why a call is refused: other than `NoSuchLink`, it is what was asked that makes no sense now."""
    try:
        call(service, key)
    except AssessmentError as error:
        return error
    return None


@pytest.fixture
def site(sqlite_path: Path) -> Site:
    database = Database(f"sqlite:///{sqlite_path}")
    database.upgrade()
    return Site(database)


def stored(path: Path) -> list[str]:
    """Everything in the database."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_every_public_call_of_every_service_has_its_row() -> None:
    public = {f"{one.__name__}.{name}" for one in SERVICES for name in vars(one) if not name.startswith("_")}
    assert public == {*ROWS, *OPEN, *OF_THE_OPERATOR}
    for service in SERVICES:
        for name, call in inspect.getmembers(service, inspect.isfunction):
            takes_key = {"key", "by", "link"} & set(inspect.signature(call).parameters)
            assert bool(takes_key) == (f"{service.__name__}.{name}" in ROWS) or name.startswith("_"), name


@pytest.mark.parametrize("name", ROWS)
def test_only_who_it_is_for_may_make_a_call_and_nobody_else_changes_anything(
    site: Site, sqlite_path: Path, name: str
) -> None:
    call, may = ROWS[name]
    service = next(one for type, one in site.services.items() if type.__name__ == name.split(".")[0])
    before = stored(sqlite_path)
    for kind, key in site.keys().items():
        for wrong in [*site.wrong(key), *([] if kind in may else [key])]:
            with pytest.raises(NoSuchLink):
                call(service, wrong)
    assert stored(sqlite_path) == before
    for kind in may:
        assert not isinstance(_refusal_of(call, service, site.keys()[kind]), NoSuchLink)


def test_a_code_alone_opens_what_its_holders_may_see_and_a_wrong_one_nothing(site: Site) -> None:
    for name, call in OF_ANYBODY_IN_A_WORKSHOP.items():
        service = next(one for type, one in site.services.items() if type.__name__ == name.split(".")[0])
        for wrong in ("", "222222222", site.mine.code[:-1], f"{site.mine.code}2", "' OR 1=1 --", site.mine.key.handle):
            with pytest.raises((NoSuchWorkshop, AttributeError)):  # a code is no key, and only a key has a kind
                call(service, wrong)  # type: ignore[arg-type]


def test_a_facilitators_token_opens_its_own_workshop_and_no_other(site: Site) -> None:
    workshops, mine, theirs = site.mine.workshops, site.mine, site.theirs
    assert workshops.facilitator_key(mine.code, mine.key.token) == mine.key
    for code, token in (
        (mine.code, theirs.key.token),
        (theirs.code, mine.key.token),
        (mine.code, ""),
        (mine.code, site.projector.token),
        (mine.code, site.participant.token),
        ("222222222", mine.key.token),
    ):
        with pytest.raises(NoSuchLink):
            workshops.facilitator_key(code, token)


def test_the_numbers_of_one_workshops_things_open_nothing_with_anothers_key(site: Site) -> None:
    mine, theirs, discussion = site.mine, site.theirs, site.mine.discussion
    discussion.act(mine.key, "mine")
    discussion.park(mine.key, "mine")
    mine.people(8)
    mine.reveal()
    theirs.people(8)
    theirs.reveal()
    (action, _), (parked,) = discussion.outcome(mine.key).actions, discussion.outcome(mine.key).parked
    before = discussion.outcome(mine.key)
    discussion.remove_action(theirs.key, action.id)
    discussion.unpark(theirs.key, parked.id)
    discussion.pass_notes(theirs.key, range(100))
    with pytest.raises(AssessmentError):
        discussion.change_action(theirs.key, action, Action(action.id, "theirs"))
    assert discussion.outcome(mine.key) == before


def test_the_number_of_one_respondents_action_opens_nothing_with_anothers_key(site: Site, sqlite_path: Path) -> None:
    survey, follow_up = site.services[Survey], site.services[FollowUp]
    number = follow_up.adopt(site.leader, "mine")
    other = survey.begin("full", ["strategy"], Profile())
    before = stored(sqlite_path)
    follow_up.remove(other, number)
    for to in (Action(number, "theirs"), Action(number, "mine", done=True)):
        with suppress(AssessmentError):
            follow_up.change(other, Action(number, "mine"), to)
    assert stored(sqlite_path) == before
