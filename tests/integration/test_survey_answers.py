"""What the script on a page of questions sends: what is saved, what is refused, and that nothing is stored then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given

from assessment.bank.load import load_bank
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.survey import Profile, Survey
from assessment.services.workshop_setup import Setup
from assessment.storage.database import Database
from tests.browser.conftest import ROOT, Server
from tests.browser.workshop import led_workshop
from tests.integration.phones import FORM, ITEM, JSON, Reply, ask
from tests.integration.test_security_fuzz import BODIES, EXAMPLES, HEADERS, is_sound, st

ANSWER = {"id": ITEM, "value": "3", "pause": 4}
NOTE = {"id": ITEM, "kind": "comment", "text": "Two sites show it"}


@pytest.fixture(scope="module")
def survey(server: Server) -> Iterator[Survey]:
    database = Database(f"sqlite:///{server.database}")
    yield Survey(database, load_bank(ROOT / "questions"), date.today)
    database.close()


@pytest.fixture
def key(survey: Survey) -> PrivateKey:
    return survey.begin("pulse", ["strategy"], Profile())


def post(
    server: Server,
    key: PrivateKey | None,
    fields: object,
    to: str = "answers",
    headers: Mapping[str, str] = JSON,
    handle: str = "",
) -> Reply:
    """What this browser sends; `handle` where it isn't the key's own."""
    cookie = {"Cookie": f"r_{key.handle}={key.token}"} if key else {}
    address = f"/survey/{handle or (key.handle if key else 'x' * 16)}/{to}"
    body = fields if isinstance(fields, bytes) else json.dumps(fields)
    return ask(server, "POST", address, body, {**headers, **cookie})


def stored(survey: Survey, key: PrivateKey) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    sheet = survey.open(key)
    return dict(sheet.answers), {(id, kind): text for (id, kind), text in sheet.notes.items()}


def test_an_answer_and_a_note_are_stored_when_they_are_acknowledged_and_taken_back_with_null_and_nothing(
    server: Server, survey: Survey, key: PrivateKey
) -> None:
    for value in ("3", "5"):
        reply = post(server, key, ANSWER | {"value": value})
        assert (reply.status, reply.json) == (200, {"saved": True})
        assert stored(survey, key)[0] == {ITEM: value}
    assert post(server, key, NOTE, "notes").json == {"saved": True}
    assert stored(survey, key)[1] == {(ITEM, "comment"): "Two sites show it"}
    assert post(server, key, ANSWER | {"value": None}).status == 200
    assert post(server, key, NOTE | {"text": ""}, "notes").status == 200
    assert stored(survey, key) == ({}, {})
    assert survey.open(key).cleared == {ITEM}


@pytest.mark.parametrize(("to", "fields"), [("answers", ANSWER), ("notes", NOTE)])
def test_nobody_elses_key_saves_anything_and_all_are_refused_alike(
    server: Server, survey: Survey, key: PrivateKey, to: str, fields: object
) -> None:
    mine = survey.begin("pulse", ["strategy"], Profile())
    survey.answer(mine, ITEM, "3")
    survey.submit(mine)
    with led_workshop(server, Setup(mode="pulse")) as led:
        others = [led.facilitator, led.participation.join(led.code, "cio"), survey.share(mine), new_key()]
        others += [PrivateKey(key.handle, new_key().token), PrivateKey(key.handle, "")]
        replies = [post(server, None, fields, to), *(post(server, other, fields, to) for other in others)]
        replies += [
            post(server, mine, fields, to, handle=handle) for handle in (key.handle, "..%20..", "'%20OR%201=1--")
        ]
    assert {reply.status for reply in replies} == {403}
    assert len({reply.body for reply in replies}) == 1
    assert "Nothing was saved" in replies[0].json["error"]
    assert stored(survey, key) == ({}, {})
    assert stored(survey, mine) == ({ITEM: "3"}, {})


@pytest.mark.parametrize(
    ("to", "fields", "said"),
    [
        ("answers", ANSWER | {"value": "9"}, "doesn't have that answer"),
        ("answers", ANSWER | {"id": "literacy.use.1"}, "isn't part of what you chose"),
        ("answers", ANSWER | {"value": 3}, "value: this has another type"),
        ("answers", ANSWER | {"pause": 1.5}, "pause: this has another type"),
        ("answers", {"id": ITEM, "pause": 1}, "value: this is missing"),
        ("answers", ANSWER | {"seq": 1}, "no such field"),
        ("answers", b"{", "isn't JSON"),
        ("notes", NOTE | {"kind": "rumour"}, "expected comment or evidence"),
        ("notes", NOTE | {"text": "x" * 4_001}, "at most 4,000 fit"),
    ],
)
def test_what_is_wrong_is_named_and_not_stored(
    server: Server, survey: Survey, key: PrivateKey, to: str, fields: object, said: str
) -> None:
    reply = post(server, key, fields, to)
    assert (reply.status, said in reply.json["error"]) == (400, True), reply.json
    assert stored(survey, key) == ({}, {})


@pytest.mark.parametrize(
    ("stored_now", "over", "status"),
    [
        (None, [None], 200),
        ("2", [None], 409),
        ("2", [None, "2"], 200),
        ("", [None], 409),
        ("", ["2", ""], 200),
        ("3", [None], 200),  # it had arrived, and only the reply was lost
    ],
)
def test_an_answer_that_waited_counts_only_over_what_it_was_to_replace(
    server: Server, survey: Survey, key: PrivateKey, stored_now: str | None, over: list[str | None], status: int
) -> None:
    if stored_now is not None:
        survey.answer(key, ITEM, stored_now or None)
    reply = post(server, key, ANSWER | {"over": over, "visit": "-1"})
    assert reply.status == status
    assert stored(survey, key)[0].get(ITEM, "") == ("3" if status == 200 else stored_now)
    assert status == 200 or "That stands" in reply.json["error"]


@pytest.mark.parametrize(("written", "over", "status"), [("", [None], 200), ("newer", [None], 409), ("x", ["x"], 200)])
def test_a_note_that_waited_counts_only_over_what_it_was_to_replace(
    server: Server, survey: Survey, key: PrivateKey, written: str, over: list[str | None], status: int
) -> None:
    survey.note(key, ITEM, "comment", written)
    assert post(server, key, NOTE | {"over": over}, "notes").status == status
    assert stored(survey, key)[1] == {(ITEM, "comment"): NOTE["text"] if status == 200 else written}


@pytest.mark.parametrize("over", [[3], [["3"]], [{}]])
def test_what_waited_over_something_else_than_texts_is_refused(
    server: Server, survey: Survey, key: PrivateKey, over: list[object]
) -> None:
    assert post(server, key, ANSWER | {"over": over}).status == 400
    assert stored(survey, key) == ({}, {})


def test_too_much_is_refused(server: Server, survey: Survey, key: PrivateKey) -> None:
    assert post(server, key, NOTE | {"text": "x" * 70_000}, "notes").status == 413
    assert stored(survey, key) == ({}, {})


@pytest.mark.parametrize("pause", [-5, 10**30])
def test_whatever_pause_a_browser_claims_counts_as_at_most_two_minutes(
    server: Server, survey: Survey, key: PrivateKey, pause: int
) -> None:
    assert post(server, key, ANSWER | {"pause": pause}).status == 200
    assert stored(survey, key)[0] == {ITEM: "3"}


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
@pytest.mark.parametrize(("to", "fields"), [("answers", ANSWER), ("notes", NOTE)])
def test_another_sites_page_saves_nothing(
    server: Server, survey: Survey, key: PrivateKey, to: str, fields: object, header: dict[str, str]
) -> None:
    for kind in (JSON, FORM):
        assert post(server, key, fields, to, kind | header).status == 403
    assert stored(survey, key) == ({}, {})


def test_there_is_nothing_to_read_and_nothing_else_below_this_address(server: Server, key: PrivateKey) -> None:
    for method, path, status in (("GET", "answers", 405), ("DELETE", "notes", 405), ("POST", "submit", 404)):
        assert ask(server, method, f"/survey/{key.handle}/{path}", None).status == status


@EXAMPLES
@given(to=st.sampled_from(["answers", "notes"]), body=BODIES, headers=HEADERS)
def test_whatever_is_sent_is_refused_or_understood_and_what_is_refused_is_not_stored(
    server: Server, survey: Survey, to: str, body: bytes, headers: dict[str, str]
) -> None:
    key = survey.begin("pulse", ["strategy"], Profile())
    reply = post(server, key, body, to, headers)
    assert reply.status < 500
    if reply.status >= 400:
        assert not reply.headers["content-type"].startswith("application/json") or is_sound(reply.json)
        assert stored(survey, key) == ({}, {})
