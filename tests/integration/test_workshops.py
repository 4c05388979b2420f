"""Creating and leading a workshop, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assessment.errors import InvalidAnswer, NoSuchLink, NotNow
from assessment.services.workshop_setup import Setup
from assessment.storage.database import Database
from assessment.storage.workshops import Side, Slot
from tests.integration.rooms import START, Room


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


def test_a_workshop_asks_everything_and_is_anonymous_unless_told_otherwise(database: Database) -> None:
    workshop = Room(database, stage="draft").workshops.look
    made = workshop(Room(database, stage="draft").code)
    assert (made.stage, made.mode, made.attributed, made.threshold, made.target) == ("draft", "full", False, 5, 4.0)
    assert made.questionnaires == ("strategy", "head_of_genai")
    assert made.roles == ("ceo", "cio", "cto", "head_of_genai", "cfo")
    assert [(side.title, side.roles) for side in made.sides] == [
        ("Technology and data", ("cio", "cto", "head_of_genai")),
        ("Business and functions", ("ceo", "cfo")),
    ]


def test_what_is_chosen_is_there_again(database: Database) -> None:
    setup = Setup(
        title="  Board\n day ",
        mode="pulse",
        questionnaires=("strategy",),
        attributed=True,
        threshold=6,
        comments=True,
        target=3.5,
        roles=("ceo", "cfo"),
        sides=(Side("a", "Chiefs", ("ceo",)), Side("b", "The rest", ("cfo",))),
        tables=("Red", "Blue"),
        breakdowns=("table", "role"),
        opens_at=START,
        closes_at=START + timedelta(days=3),
        run_sheet=(Slot("Privacy", 5), Slot("Picture", 10)),
    )
    room = Room(database, setup={name: getattr(setup, name) for name in setup.__dataclass_fields__}, stage="draft")
    made = room.workshops.look(room.key)
    for name in setup.__dataclass_fields__:
        assert getattr(made, name) == ("Board day" if name == "title" else getattr(setup, name)), name


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 201},
        {"questionnaires": ()},
        {"questionnaires": ("astrology",)},
        {"roles": ("emperor",)},
        {"threshold": 3},
        {"target": 0.5},
        {"sides": (Side("a", "All", ("ceo", "cio", "cto", "head_of_genai", "cfo")), Side("a", "None", ()))},
        {"sides": (Side("a", "Some", ("ceo",)), Side("b", "Others", ("cfo",)))},
        {"tables": ("Red", "Red")},
        {"breakdowns": ("shoe size",)},
        {"opens_at": START, "closes_at": START},
        {"run_sheet": (Slot("Nothing", 0),)},
    ],
)
def test_a_setup_that_makes_no_sense_is_refused_and_nothing_is_made(
    database: Database, wrong: dict[str, object]
) -> None:
    with pytest.raises(InvalidAnswer):
        Room(database, setup=wrong)


# Stages and reveals


def test_fewer_than_k_cannot_be_revealed_and_nothing_changes(room: Room) -> None:
    room.people(4)
    with pytest.raises(NotNow, match=r"revealed: 4\."):
        room.reveal()
    assert room.workshops.lobby(room.key).workshop.stage == "open"
    assert room.counts() is None


def test_nobody_sees_counts_before_the_reveal_not_even_the_facilitator(room: Room) -> None:
    room.people(9)
    assert room.workshops.picture(room.key) is None
    room.reveal()
    assert room.counts() == {"3": 9}


def test_a_late_joiner_waits_until_k_more_have_submitted(room: Room) -> None:
    room.people(5)
    room.reveal()
    (late,) = room.people(1, {"a.1": "5"})
    with pytest.raises(NotNow, match=r"revealed: 1\."):
        room.reveal()
    assert room.counts() == {"3": 5}
    assert not room.participation.open(late).frozen
    room.people(4, {"a.1": "1"})
    room.reveal()
    assert room.counts() == {"3": 5, "5": 1, "1": 4}
    assert room.participation.open(late).frozen


def test_late_joiners_enter_the_picture_without_a_change_of_stage(room: Room) -> None:
    with pytest.raises(NotNow, match="Nothing is revealed now"):
        room.workshops.reveal_more(room.key)
    room.people(5)
    room.reveal()
    room.workshops.move(room.key, "discussing")
    room.people(4, {"a.1": "5"})
    with pytest.raises(NotNow, match=r"revealed: 4\."):
        room.workshops.reveal_more(room.key)
    room.people(1, {"a.1": "5"})
    stages = [step.what for step in room.workshops.trail(room.key) if step.what.startswith("stage")]
    room.workshops.reveal_more(room.key)
    assert room.counts() == {"3": 5, "5": 5}
    assert room.workshops.lobby(room.key).workshop.stage == "discussing"
    assert [step.what for step in room.workshops.trail(room.key) if step.what.startswith("stage")] == stages


def test_moving_says_where_the_workshop_is_then(room: Room) -> None:
    room.people(5)
    lobby = room.workshops.move(room.key, "revealed")
    assert (lobby.workshop.stage, lobby.released, lobby.blocks, lobby.totals.waiting) == ("revealed", 5, 1, 0)
    assert lobby == room.workshops.lobby(room.key)


def test_who_has_not_submitted_is_not_revealed(room: Room) -> None:
    still = room.participation.join(room.code, "cio")
    room.say(still, {"a.1": "1"})
    room.people(5)
    room.reveal()
    assert room.counts() == {"3": 5}
    assert room.workshops.lobby(room.key).answering == 1


def test_a_second_press_of_reveal_with_nobody_waiting_changes_nothing(room: Room) -> None:
    room.people(5)
    room.reveal()
    room.reveal()
    assert (room.workshops.lobby(room.key).blocks, room.counts()) == (1, {"3": 5})


def test_going_back_destroys_nothing_and_coming_again_needs_nobody_new(room: Room) -> None:
    room.people(5)
    room.reveal()
    room.workshops.move(room.key, "discussing")
    room.workshops.move(room.key, "open")
    assert room.counts() is None  # the room looks at the lobby again
    assert room.workshops.picture(room.key) is not None
    room.people(2)
    room.workshops.move(room.key, "revealed")
    lobby = room.workshops.lobby(room.key)
    assert (lobby.blocks, lobby.released, lobby.totals.waiting, lobby.missing) == (1, 5, 2, 3)
    assert room.counts() == {"3": 5}


def test_a_stage_that_does_not_exist_is_refused(room: Room) -> None:
    with pytest.raises(InvalidAnswer, match="draft, open, revealed, discussing, closed"):
        room.workshops.move(room.key, "party")  # type: ignore[arg-type]


def test_a_deleted_response_leaves_its_rows_and_never_the_released_counts(room: Room) -> None:
    keys = room.people(6)
    room.reveal()
    room.participation.delete(keys[0])
    assert room.counts() == {"3": 6}
    assert room.workshops.lobby(room.key).totals.joined == 5
    with pytest.raises(NoSuchLink):
        room.participation.open(keys[0])


def test_sides_and_roles_are_kept_as_they_were_at_the_release(room: Room) -> None:
    room.people(5, {"a.1": "5"}, role="cio")
    leaving = room.people(6, {"a.1": "2"}, role="cfo")
    room.reveal()
    for key in leaving:
        room.participation.delete(key)
    picture = room.workshops.picture(room.code)
    assert picture is not None
    found = {
        name: {label: (p.n, p.counts["a.1"]) for label, p in of.items()} for name, of in picture.breakdowns.items()
    }
    assert found == {
        "side": {"technology": (5, {"5": 5}), "business": (6, {"2": 6})},
        "role": {"cio": (5, {"5": 5}), "cfo": (6, {"2": 6})},
    }


def test_attributed_parts_are_shown_from_one_on_and_never_again_once_anonymous(database: Database) -> None:
    room = Room(database, setup={"attributed": True})
    room.people(1, {"a.1": "5"}, role="cio", consent=True)
    room.people(5, {"a.1": "2"}, role="cfo", consent=True)
    room.people(5, {"a.1": "1"}, role="cto", consent=False)
    room.reveal()
    picture = room.workshops.picture(room.code)
    assert picture is not None
    assert {label: part.n for label, part in picture.breakdowns["role"].items()} == {"cio": 1, "cfo": 5}
    room.workshops.make_anonymous(room.key)
    picture = room.workshops.picture(room.code)
    assert picture is not None
    assert (picture.n, picture.breakdowns) == (11, {})


def test_consent_counts_only_where_it_was_asked_for(room: Room) -> None:
    assert not room.participation.open(room.participation.join(room.code, "cio", consent=True)).participant.consents


# What may change when


def test_everything_may_be_set_up_anew_until_somebody_joins_but_threshold_and_rehearsal(database: Database) -> None:
    room = Room(database, stage="draft")
    room.workshops.set_up(room.key, Setup(title="Second thoughts", threshold=9, rehearsal=True, target=3))
    made = room.workshops.look(room.key)
    assert (made.title, made.target, made.threshold, made.rehearsal, made.code) == (
        "Second thoughts", 3.0, 5, False, room.code,
    )  # fmt: skip
    room.workshops.move(room.key, "open")
    room.people(1)
    with pytest.raises(NotNow):
        room.workshops.set_up(room.key, Setup())
    room.workshops.rename(room.key, "Still fine")
    assert room.workshops.look(room.key).title == "Still fine"


def test_what_was_released_is_never_set_up_anew_even_if_everybody_has_left(database: Database) -> None:
    # Who is gone was told that the workshop is anonymous, and their counts are still there.
    room = Room(database)
    people = room.people(5)
    room.reveal()
    for key in people:
        room.participation.delete(key)
    with pytest.raises(NotNow):
        room.workshops.set_up(room.key, Setup(attributed=True))
    assert not room.workshops.look(room.key).attributed


def test_the_version_moves_with_everything_a_screen_could_show(room: Room) -> None:
    seen = [room.participation.state(room.code).version]

    def moved() -> bool:
        seen.append(room.participation.state(room.code).version)
        return seen[-1] > seen[-2]

    key = room.participation.join(room.code, "cio")
    assert moved()
    room.participation.submit(key)
    assert moved()
    room.participation.submit(key)
    assert not moved()
    room.say(key, {"a.1": "4"})
    assert not moved()  # nobody sees answers
    room.people(5)
    assert moved()
    room.reveal()
    assert moved()
    for change in (
        lambda: room.discussion.open_vote(room.key, "a"),
        lambda: room.discussion.close_vote(room.key, "a"),
        lambda: room.discussion.park(room.key, "Later"),
        lambda: room.discussion.act(room.key, "Do it"),
        lambda: room.workshops.start_timer(room.key, timedelta(minutes=3)),
        lambda: room.workshops.show(room.key, {"show": "picture"}),
        lambda: room.participation.delete(key),
    ):
        change()
        assert moved()


def test_the_timer_ends_after_its_time_and_can_be_stopped(room: Room) -> None:
    room.workshops.start_timer(room.key, timedelta(minutes=12))
    assert room.workshops.look(room.code).timer_ends_at == datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
    room.workshops.stop_timer(room.key)
    assert room.workshops.look(room.code).timer_ends_at is None
    for length in (timedelta(0), timedelta(hours=13)):
        with pytest.raises(InvalidAnswer):
            room.workshops.start_timer(room.key, length)


def test_the_trail_says_what_a_facilitator_did_and_when_and_nothing_about_anybody_else(room: Room) -> None:
    room.people(5, {"a.1": "5"})
    room.wait(minutes=20)
    room.reveal()
    steps = [(step.at.minute, step.what) for step in room.workshops.trail(room.key)]
    assert steps == [
        (0, "created"),
        (0, "stage open"),
        (20, "block 1 released: 5 responses"),
        (20, "stage revealed"),
    ]
