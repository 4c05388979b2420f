"""What is stored comes back as it was, and what is deleted is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

import pytest
from sqlalchemy import DateTime, Interval, Time, func, select
from sqlalchemy.exc import IntegrityError

from assessment.errors import InvalidAnswer, NoSuchLink
from assessment.storage import repository, tables
from assessment.storage.database import Database
from assessment.storage.repository import NewResponse, Response

ITEM = "strategy.direction.1"


def stored(database: Database, response: Response) -> Response:
    with database.read() as connection:
        found = repository.find_response(connection, response.handle)
    assert found is not None
    return found


def answers_of(database: Database, response: Response) -> dict[str, str]:
    with database.read() as connection:
        return repository.response_answers(connection, response.id)


def notes_of(database: Database, response: Response) -> dict[tuple[str, str], str]:
    with database.read() as connection:
        return repository.response_notes(connection, response.id)


def test_a_response_comes_back_as_it_was_made(database: Database, new_response: Callable[..., NewResponse]) -> None:
    new = new_response(mode="pulse", role="cio", industry="finance", size="large", simulated=True)
    made = database.write(lambda connection: repository.create_response(connection, new))
    assert made == Response(**asdict(new), id=made.id, submitted_on=None, active_seconds=0)
    assert stored(database, made) == made


@pytest.mark.parametrize("handle", ["unknown", "", "\0", "\ud83d", "' OR 1=1 --"])
def test_an_unknown_handle_finds_nothing(database: Database, response: Response, handle: str) -> None:
    assert stored(database, response) == response
    with database.read() as connection:
        assert repository.find_response(connection, handle) is None


def test_two_responses_never_share_a_handle(
    database: Database, response: Response, new_response: Callable[..., NewResponse]
) -> None:
    with pytest.raises(IntegrityError):
        database.write(lambda c: repository.create_response(c, new_response(handle=response.handle)))


def test_the_hash_of_the_token_is_not_printed_with_a_response(response: Response) -> None:
    assert response.token_hash not in repr(response)


def test_the_last_answer_to_an_item_stands_and_the_seconds_add_up(database: Database, response: Response) -> None:
    database.write(lambda c: repository.save_answer(c, response.id, ITEM, "3", 12))
    database.write(lambda c: repository.save_answer(c, response.id, ITEM, "dk", 5))
    database.write(lambda c: repository.save_answer(c, response.id, "who_stops", "no_one"))
    assert answers_of(database, response) == {ITEM: "dk", "who_stops": "no_one"}
    assert stored(database, response).active_seconds == 17  # 12 + 5 + 0


def test_an_answer_can_be_taken_back_and_that_is_remembered(database: Database, response: Response) -> None:
    database.write(lambda c: repository.save_answer(c, response.id, ITEM, "3", 12))
    database.write(lambda c: repository.save_answer(c, response.id, ITEM, None, 3))
    assert answers_of(database, response) == {ITEM: ""}
    assert stored(database, response).active_seconds == 15


def test_answers_of_two_responses_never_mix(
    database: Database, response: Response, new_response: Callable[..., NewResponse]
) -> None:
    other = database.write(lambda c: repository.create_response(c, new_response()))
    database.write(lambda c: repository.save_answer(c, response.id, ITEM, "1"))
    database.write(lambda c: repository.save_answer(c, other.id, ITEM, "5"))
    database.write(lambda c: repository.save_answer(c, other.id, ITEM, None))
    assert answers_of(database, response) == {ITEM: "1"}
    assert answers_of(database, other) == {ITEM: ""}


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍💻🇸🇪 emoji of several code points",
        "مرحبا שלום \u202eright to left\u202c",
        '=cmd|"/c calc"!A1',
        "<script>alert('x')</script> & <b>bold</b>",
        "'); DROP TABLE notes; -- %s :name ? %(name)s",
        "  spaces, a tab\t, lines\r\nand\n\u2028ends  ",
        "e\u0301 stays two code points, \u00e9 stays one",
        "👍" * 4_000,
    ],
    ids=["emoji", "right-to-left", "formula", "html", "sql", "whitespace", "combining", "long"],
)
def test_a_note_comes_back_to_the_letter(database: Database, response: Response, text: str) -> None:
    database.write(lambda c: repository.save_note(c, response.id, ITEM, "comment", text))
    assert notes_of(database, response) == {(ITEM, "comment"): text}


def test_a_comment_and_an_evidence_note_are_kept_apart_and_empty_text_deletes_one(
    database: Database, response: Response
) -> None:
    database.write(lambda c: repository.save_note(c, response.id, ITEM, "comment", "first"))
    database.write(lambda c: repository.save_note(c, response.id, ITEM, "comment", "second"))
    database.write(lambda c: repository.save_note(c, response.id, ITEM, "evidence", "minutes of May"))
    assert notes_of(database, response) == {(ITEM, "comment"): "second", (ITEM, "evidence"): "minutes of May"}
    database.write(lambda c: repository.save_note(c, response.id, ITEM, "comment", ""))
    assert notes_of(database, response) == {(ITEM, "evidence"): "minutes of May"}


@pytest.mark.parametrize("text", ["a\0b", "half a pair \ud83d"])
def test_text_that_no_database_holds_is_refused_with_a_clear_message(
    database: Database, response: Response, text: str
) -> None:
    with pytest.raises(InvalidAnswer, match="can't be stored"):
        database.write(lambda c: repository.save_note(c, response.id, ITEM, "comment", text))
    with pytest.raises(InvalidAnswer, match="can't be stored"):
        database.write(lambda c: repository.save_answer(c, response.id, ITEM, text))
    assert notes_of(database, response) == {}
    assert answers_of(database, response) == {}


def test_the_profile_and_the_target_can_be_changed_and_unsaid(database: Database, response: Response) -> None:
    said = {"role": "cto", "industry": "public", "size": None, "region": "asia"}
    database.write(lambda c: repository.update_profile(c, response.id, **said))
    database.write(lambda c: repository.choose_target(c, response.id, "keep_up"))
    changed = stored(database, response)
    assert asdict(changed) == asdict(response) | said | {"target": "keep_up"}


def test_a_second_submit_keeps_the_first_day(database: Database, response: Response) -> None:
    database.write(lambda c: repository.submit(c, response.id, date(2026, 11, 3)))
    database.write(lambda c: repository.submit(c, response.id, date(2026, 11, 9)))
    assert stored(database, response).submitted_on == date(2026, 11, 3)


def test_deleting_a_response_removes_its_answers_and_notes_and_nobody_elses(
    database: Database, response: Response, new_response: Callable[..., NewResponse]
) -> None:
    other = database.write(lambda c: repository.create_response(c, new_response()))
    for one in (response, other):
        database.write(lambda c, one=one: repository.save_answer(c, one.id, ITEM, "4"))  # type: ignore[misc]
        database.write(lambda c, one=one: repository.save_note(c, one.id, ITEM, "comment", "x"))  # type: ignore[misc]
    database.write(lambda c: repository.delete_response(c, response.id))
    database.write(lambda c: repository.delete_response(c, response.id))  # a second click changes nothing
    with database.read() as connection:
        assert repository.find_response(connection, response.handle) is None
        for table in (tables.responses, tables.answers, tables.notes):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 1
    assert answers_of(database, other) == {ITEM: "4"}
    assert notes_of(database, other) == {(ITEM, "comment"): "x"}


def test_nothing_can_be_saved_to_a_deleted_response(database: Database, response: Response) -> None:
    database.write(lambda c: repository.delete_response(c, response.id))
    for save in (
        lambda c: repository.save_answer(c, response.id, ITEM, "4", 3),
        lambda c: repository.save_answer(c, response.id, ITEM, None),
        lambda c: repository.save_note(c, response.id, ITEM, "comment", "x"),
        lambda c: repository.save_note(c, response.id, ITEM, "comment", ""),
        lambda c: repository.update_profile(c, response.id, role=None, industry=None, size=None, region=None),
        lambda c: repository.choose_target(c, response.id, "lead"),
        lambda c: repository.submit(c, response.id, date(2026, 11, 3)),
    ):
        with pytest.raises(NoSuchLink):
            database.write(save)


def test_the_id_of_a_deleted_response_is_never_given_to_another(
    database: Database, response: Response, new_response: Callable[..., NewResponse]
) -> None:
    database.write(lambda c: repository.delete_response(c, response.id))
    after = database.write(lambda c: repository.create_response(c, new_response()))
    assert after.id > response.id


def test_no_column_can_hold_a_time_of_day() -> None:
    columns = [column for table in tables.metadata.tables.values() for column in table.columns]
    assert columns
    assert not [column for column in columns if isinstance(column.type, (DateTime, Time, Interval))]
