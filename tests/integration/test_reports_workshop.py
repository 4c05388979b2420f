"""A workshop's files: both votes, what was agreed and why, actions and the parking lot are in each of them, apart."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from assessment.errors import NotNow
from assessment.findings import find
from assessment.reports.result_files import RESULT_FILES
from assessment.results import Result
from assessment.storage.database import Database
from tests.integration.held_workshop import rehearsed, result_of, small
from tests.integration.rooms import Room
from tests.unit import pdfs
from tests.unit.decks import notes, opened, tables, words

SIMULATED = "Simulated answers: this result describes no real organisation."


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'workshop.sqlite3'}")
    database.upgrade()
    yield database
    database.close()


def test_first_vote_second_vote_and_agreement_are_told_apart(sqlite: Database) -> None:
    room = find(result_of(small(sqlite))).room
    assert room is not None
    (a,) = room.capabilities
    # Worked out by hand in `small`.
    assert (a.first_text.split(",")[0], a.second_text.split(",")[0]) == ("2.5", "2.8")
    assert (a.agreed_text, a.reason, a.n) == ("level 3, Building", "Two sites are ahead.", 6)
    assert [question.first.counts for question in a.questions] == [(3, 0, 0, 0, 3), (0, 6, 0, 0, 0)]
    assert [question.second and question.second.counts for question in a.questions] == [
        (2, 0, 0, 0, 4),
        (0, 6, 0, 0, 0),
    ]
    assert (room.roles, room.decisions, room.parked) == ((), (), ())


def test_what_was_agreed_without_a_second_vote_stands_beside_the_first(sqlite: Database) -> None:
    room = find(result_of(rehearsed(sqlite))).room
    assert room is not None
    _, without = room.capabilities
    assert (without.n, without.second_text, without.agreed_text) == (None, "no second vote", "level 3, Building")
    assert [role.domain for role in room.roles] == ["role_clarity"]
    (decision,) = room.decisions
    assert (decision.agreed_text, decision.consulted, decision.veto) == (
        "CIO",
        "The heads of the business units",
        "The board",
    )


def test_every_file_of_a_workshop_has_all_that_the_room_made_of_it(sqlite: Database) -> None:
    result = result_of(rehearsed(sqlite))
    found = find(result)
    assert found.room is not None
    pdf = pdfs.all_words(pdfs.opened(result))
    deck = opened(result)
    slides = " ".join(" ".join(f"{words(slide)} {notes(slide)}".split()) for slide in deck.slides)
    slides += " ".join(cell for slide in deck.slides for table in tables(slide) for row in table for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(RESULT_FILES["xlsx"](result)))
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    for one in (*found.room.capabilities, *found.room.roles, *found.room.decisions):
        for text in filter(None, (one.title, one.first_text, one.second_text, one.agreed_text, one.reason)):
            assert text in pdf
            assert text in slides
            assert text in cells
    for text in (*found.room.parked, *(action.text for action in found.actions)):
        assert text in pdf
        assert text in slides
        assert text in cells
    for difference in found.group.sides if found.group else ():
        assert all(f"{side}: {mean} ({n})" in pdf for side, mean, n in difference.sides)


def test_json_and_csv_of_a_workshop_have_it_as_data(sqlite: Database) -> None:
    result = result_of(small(sqlite))
    document = json.loads(RESULT_FILES["json"](result))
    votes = document["workshop"]["votes"]["a"]
    assert (votes["n"], votes["first"]["capability"]["mean"], round(votes["second"]["capability"]["mean"], 3)) == (
        6,
        2.5,
        2.833,
    )
    assert document["workshop"]["agreements"]["a"]["reason"] == "Two sites are ahead."
    assert (document["respondents"], document["group"]["capabilities"]["a"]["mean"]) == ([], 2.5)
    rows = list(csv.DictReader(io.StringIO(RESULT_FILES["csv"](result).decode())))
    by_kind = {(row["respondent"], row["measure"], row["id"]): row for row in rows}
    assert by_kind["first vote", "capability", "a"]["score"] == "2.5"
    assert by_kind["second vote", "capability", "a"]["score"].startswith("2.83")
    agreed = by_kind["room", "agreed", "a"]
    assert (agreed["score"], agreed["words"]) == ("3", "Two sites are ahead.")
    assert by_kind["group", "named cio", "stop"]["value"] == "4"


def test_a_rehearsal_is_marked_as_simulated_in_every_file_and_a_workshop_in_none(sqlite: Database) -> None:
    held, rehearsal = result_of(small(sqlite)), result_of(rehearsed(sqlite))
    assert all(SIMULATED in pdfs.words(page) for page in pdfs.opened(rehearsal).pages)
    assert all(SIMULATED in words(slide) for slide in opened(rehearsal).slides)
    book = openpyxl.load_workbook(io.BytesIO(RESULT_FILES["xlsx"](rehearsal)))
    assert all(SIMULATED in {c.value for row in sheet.iter_rows(max_row=3) for c in row} for sheet in book)
    assert json.loads(RESULT_FILES["json"](rehearsal))["simulated"] is True
    lines = RESULT_FILES["csv"](rehearsal).decode().splitlines()
    assert lines[0].endswith(",simulated")
    assert "imulated" not in pdfs.all_words(pdfs.opened(held))
    assert "simulated" not in RESULT_FILES["csv"](held).decode()


def test_what_the_room_wrote_is_text_in_every_file(sqlite: Database) -> None:
    room = small(sqlite)
    text = "=cmd() #strong[x] $y$ <b>"
    room.discussion.park(room.key, text)
    room.discussion.act(room.key, text, owner=text)
    result = result_of(room)
    assert text in pdfs.all_words(pdfs.opened(result))
    rows = csv.DictReader(io.StringIO(RESULT_FILES["csv"](result).decode()))
    assert [row["words"] for row in rows if row["measure"] in {"parked", "action"}] == [f"'{text}"] * 2
    book = openpyxl.load_workbook(io.BytesIO(RESULT_FILES["xlsx"](result)))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) >= 3
    assert {cell.data_type for cell in found} == {"s"}


@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx"])
def test_before_the_first_reveal_there_is_no_report_and_the_reason_is_said(sqlite: Database, kind: str) -> None:
    room = Room(sqlite)
    room.people(6)
    result: Result = result_of(room)
    with pytest.raises(NotNow, match="Nothing is revealed yet"):
        RESULT_FILES[kind](result)
