"""Second votes, agreements, actions, the parking lot and comments, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.errors import InvalidAnswer, NoSuchLink, NotNow
from assessment.scoring.blocks import Table
from assessment.services.outcome import Outcome, SecondVote
from assessment.storage.database import Database
from assessment.storage.discussion import Agreement
from tests.integration.rooms import Room


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def vote(room: Room) -> SecondVote:
    """The only second vote, as everybody sees it."""
    (found,) = room.discussion.outcome(room.code).votes
    return found


def second(room: Room, question: str = "a.1") -> dict[str, int]:
    counts: Table | None = vote(room).second
    assert counts is not None
    return dict(counts[question])


# Second votes


def test_everyones_first_vote_stands_unless_changed_and_both_are_kept(room: Room) -> None:
    keys = room.people(6, {"a.1": "1", "a.2": "4"})
    room.reveal()
    room.discussion.open_vote(room.key, "a")
    room.participation.vote(keys[0], 90, "a.1", "5")
    room.participation.vote(keys[1], 90, "a.1", "4")
    room.participation.vote(keys[1], 91, "a.1", "5")
    assert vote(room).second is None  # nothing is shown while people vote
    room.discussion.close_vote(room.key, "a")
    assert vote(room) == SecondVote(
        "a", 6, {"a.1": {"1": 6}, "a.2": {"4": 6}}, {"a.1": {"1": 4, "5": 2}, "a.2": {"4": 6}}
    )
    assert room.counts() == {"1": 6}
    taking = room.participation.open(keys[1])
    assert (taking.answers["a.1"], taking.ballots) == ("1", {"a.1": "5"})


def test_an_absentee_and_one_who_has_left_are_in_both_votes(room: Room) -> None:
    keys = room.people(6, {"a.1": "2"})
    room.reveal()
    room.discussion.open_vote(room.key, "a")
    room.participation.vote(keys[0], 90, "a.1", "3")
    room.participation.vote(keys[1], 90, "a.1", "5")
    room.participation.delete(keys[1])  # with the ballot
    room.participation.delete(keys[2])
    room.discussion.close_vote(room.key, "a")
    assert second(room) == {"2": 5, "3": 1}
    room.participation.delete(keys[0])
    assert second(room) == {"2": 5, "3": 1}


def test_only_who_was_revealed_before_the_vote_began_votes(room: Room) -> None:
    room.people(5)
    room.reveal()
    room.discussion.open_vote(room.key, "a")
    late = room.people(5, {"a.1": "1"})
    with pytest.raises(NotNow, match="Yours weren't yet"):
        room.participation.vote(late[0], 90, "a.1", "5")
    room.reveal()
    with pytest.raises(NotNow, match="Yours weren't yet"):
        room.participation.vote(late[0], 91, "a.1", "5")
    room.discussion.close_vote(room.key, "a")
    assert (vote(room).n, second(room), room.counts()) == (5, {"3": 5}, {"3": 5, "1": 5})


def test_a_second_vote_follows_the_rule_of_seq_and_keeps_to_its_subject_and_time(room: Room) -> None:
    key, *_ = room.people(5)
    room.reveal()
    with pytest.raises(NotNow, match="no vote"):
        room.participation.vote(key, 90, "a.1", "5")
    room.discussion.open_vote(room.key, "a")
    room.participation.vote(key, 92, "a.1", "5")
    room.participation.vote(key, 91, "a.1", "1")
    room.participation.vote(key, 92, "a.1", "1")
    for question, value, error in (("stop", "cio", NotNow), ("a.1", "9", InvalidAnswer), ("z", "1", InvalidAnswer)):
        with pytest.raises(error):
            room.participation.vote(key, 93, question, value)
    room.discussion.close_vote(room.key, "a")
    with pytest.raises(NotNow, match="no vote"):
        room.participation.vote(key, 94, "a.1", "1")
    assert second(room) == {"3": 4, "5": 1}


def test_closing_twice_changes_nothing_and_there_is_one_second_vote_on_a_subject(room: Room) -> None:
    key, *_ = room.people(5)
    room.reveal()
    room.discussion.open_vote(room.key, "a")
    room.participation.vote(key, 90, "a.1", "5")
    room.discussion.close_vote(room.key, "a")
    room.discussion.close_vote(room.key, "a")
    with pytest.raises(NotNow, match="already"):
        room.discussion.open_vote(room.key, "a")
    assert second(room) == {"3": 4, "5": 1}


def test_a_vote_taken_back_leaves_nothing_and_can_be_opened_anew(room: Room) -> None:
    key, *_ = room.people(5)
    room.reveal()
    room.discussion.open_vote(room.key, "a")
    room.participation.vote(key, 90, "a.1", "5")
    room.discussion.cancel_vote(room.key, "a")
    assert room.discussion.outcome(room.key).votes == ()
    room.discussion.open_vote(room.key, "a")
    room.discussion.close_vote(room.key, "a")
    assert second(room) == {"3": 5}
    room.discussion.cancel_vote(room.key, "a")  # closed: it stays
    assert second(room) == {"3": 5}


def test_on_a_decision_everybody_starts_from_a_blank(room: Room) -> None:
    keys = room.people(6, {"a.1": "3", "stop": "cfo"})
    room.reveal()
    room.discussion.open_vote(room.key, "stop")
    for key in keys[:5]:
        room.participation.vote(key, 90, "stop", "cio")
    room.discussion.close_vote(room.key, "stop")
    assert second(room, "stop") == {"cio": 5, "": 1}
    assert vote(room).first["stop"] == {"cfo": 6}


def test_a_vote_that_fewer_than_k_answer_is_withheld(room: Room) -> None:
    keys = room.people(6, {"stop": "cfo"})
    room.reveal()
    room.discussion.open_vote(room.key, "stop")
    for key in keys[:4]:
        room.participation.vote(key, 90, "stop", "cio")
    room.discussion.close_vote(room.key, "stop")
    assert (second(room, "stop"), vote(room).withheld) == ({"": 2}, {"stop"})


def test_there_is_no_second_vote_before_the_first_is_shown_nor_on_what_was_not_asked(database: Database) -> None:
    room = Room(database, setup={"questionnaires": ("strategy",)})
    with pytest.raises(NotNow):
        room.discussion.open_vote(room.key, "a")
    for subject in ("h", "astrology", ""):
        with pytest.raises(InvalidAnswer):
            room.discussion.open_vote(room.key, subject)


# Agreements, actions, the parking lot


def test_an_agreement_stands_beside_both_votes_and_replaces_none(room: Room) -> None:
    room.people(5)
    room.reveal()
    room.discussion.open_vote(room.key, "a")
    room.discussion.close_vote(room.key, "a")
    room.discussion.agree(room.key, Agreement("a", "2", "We have a plan and no budget."))
    room.discussion.agree(room.key, Agreement("a", "3", "We found the budget."))
    room.discussion.agree(room.key, Agreement("stop", "cio", "Fastest", consulted="Legal", veto="Board"))
    outcome = room.discussion.outcome(room.code)
    assert outcome.agreements == (
        Agreement("a", "3", "We found the budget."),
        Agreement("stop", "cio", "Fastest", "Legal", "Board"),
    )
    assert (room.counts(), second(room)) == ({"3": 5}, {"3": 5})
    room.discussion.disagree(room.key, "a")
    assert [one.subject for one in room.discussion.outcome(room.code).agreements] == ["stop"]


@pytest.mark.parametrize(
    "wrong",
    [
        Agreement("a", "6"),
        Agreement("a", "cio"),
        Agreement("stop", "3"),
        Agreement("x", "3"),
        Agreement("a", "3", "x" * 4_001),
    ],
)
def test_an_agreement_on_what_is_not_offered_is_refused(room: Room, wrong: Agreement) -> None:
    with pytest.raises(InvalidAnswer):
        room.discussion.agree(room.key, wrong)


def test_actions_have_an_owner_and_a_date_and_can_be_ticked_off_changed_and_removed(room: Room) -> None:
    room.people(5)
    room.reveal()
    room.discussion.act(room.key, "Name an owner", capability="a", owner="COO", due=date(2027, 1, 31))
    room.discussion.act(room.key, "Stop the pilot")
    first, other = room.discussion.outcome(room.code).actions
    assert (first.text, first.capability, first.owner, first.due, first.done) == (
        "Name an owner", "a", "COO", date(2027, 1, 31), False,
    )  # fmt: skip
    room.discussion.change_action(room.key, first, replace(first, done=True, owner="CIO"))
    room.discussion.remove_action(room.key, other.id)
    room.discussion.remove_action(room.key, other.id)
    assert room.discussion.outcome(room.code).actions == (replace(first, done=True, owner="CIO"),)
    with pytest.raises(NoSuchLink):
        room.discussion.change_action(room.key, other, replace(other, done=True))
    for wrong in ({"text": " "}, {"text": "x", "capability": "z"}, {"text": "x", "owner": "x" * 201}):
        with pytest.raises(InvalidAnswer):
            room.discussion.act(room.key, **wrong)


def test_what_is_parked_can_be_taken_out_again(room: Room) -> None:
    room.people(5)
    room.reveal()
    room.discussion.park(room.key, "Budget")
    room.discussion.park(room.key, "Vendors")
    budget, _ = room.discussion.outcome(room.code).parked
    room.discussion.unpark(room.key, budget.id)
    assert [parked.text for parked in room.discussion.outcome(room.code).parked] == ["Vendors"]


def test_before_the_reveal_the_room_sees_no_outcome(room: Room) -> None:
    room.discussion.park(room.key, "Budget")
    assert room.discussion.outcome(room.code) == Outcome()


# Comments


def commented(database: Database, n: int) -> Room:
    """A room in which so many people wrote a comment each, and were revealed."""
    room = Room(database, setup={"comments": True})
    for number, key in enumerate(room.people(n)):
        room.participation.note(key, "a.1", "comment", f"comment {number}")
    room.reveal()
    return room


def test_comments_of_fewer_than_eight_responses_are_shown_to_nobody(database: Database) -> None:
    room = commented(database, 7)
    assert room.discussion.notes_to_pass(room.key) == []
    assert room.discussion.notes(room.code) == []


def test_a_comment_is_shown_once_the_facilitator_has_passed_it_without_anything_that_says_whose(
    database: Database,
) -> None:
    room = commented(database, 9)
    to_pass = room.discussion.notes_to_pass(room.key)
    assert {note.text for note in to_pass} == {f"comment {n}" for n in range(9)}
    assert [note.place for note in to_pass] == sorted(note.place for note in to_pass)
    assert room.discussion.notes(room.code) == []
    room.discussion.pass_notes(room.key, [to_pass[0].place, to_pass[4].place])
    assert {note.text for note in room.discussion.notes(room.code)} == {to_pass[0].text, to_pass[4].text}
    room.discussion.pass_notes(room.key, [to_pass[0].place], passed=False)
    assert [note.text for note in room.discussion.notes(room.code)] == [to_pass[4].text]


def test_comments_come_in_an_order_of_their_own(database: Database) -> None:
    # 9! orders: that the random one is the order of joining happens once in 362,880 runs.
    room = commented(database, 9)
    texts = [note.text for note in room.discussion.notes_to_pass(room.key)]
    assert texts != sorted(texts)


def test_a_comment_of_somebody_not_revealed_is_shown_to_nobody(database: Database) -> None:
    room = commented(database, 8)
    (late,) = room.people(1)
    room.participation.note(late, "a.1", "comment", "late")
    assert "late" not in {note.text for note in room.discussion.notes_to_pass(room.key)}


def test_comments_that_are_new_after_a_reveal_are_of_eight_or_more_people_too(database: Database) -> None:
    room = commented(database, 9)
    for n in (5, 3):
        for key in room.people(n):
            room.participation.note(key, "a.1", "comment", f"one of {n}")
        if n == 5:
            room.reveal()
            assert len(room.discussion.notes_to_pass(room.key)) == 9  # what the room sees more would be of five
    room.people(2)
    room.reveal()
    assert len(room.discussion.notes_to_pass(room.key)) == 9 + 5 + 3


def test_a_facilitator_passes_comments_of_their_own_workshop_only(database: Database) -> None:
    theirs, mine = commented(database, 8), commented(database, 8)
    mine.discussion.pass_notes(mine.key, [note.place for note in theirs.discussion.notes_to_pass(theirs.key)])
    assert theirs.discussion.notes(theirs.code) == []


def test_a_comment_goes_with_the_response_it_came_with(database: Database) -> None:
    room = Room(database, setup={"comments": True})
    keys = room.people(9)
    room.participation.note(keys[0], "a.1", "comment", "mine")
    room.reveal()
    room.participation.delete(keys[0])
    assert room.discussion.notes_to_pass(room.key) == []
