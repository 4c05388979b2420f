"""What the participant's routes refuse over plain HTTP, with which status, and that nothing is stored then."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assessment.services.private_key import PrivateKey, new_key
from assessment.services.workshop_setup import Setup
from tests.browser.conftest import Server
from tests.browser.workshop import LedWorkshop, led_workshop
from tests.integration.phones import ITEM, JSON, Phone

# Who may not


@pytest.mark.parametrize(
    ("method", "path", "fields"),
    [
        ("POST", "/answers", {"seq": 1, "id": ITEM, "value": "3"}),
        ("POST", "/submit", {}),
        ("DELETE", "/response", {}),
        ("GET", "/statement", None),
        ("GET", "/response", None),
    ],
)
def test_no_cookie_a_wrong_one_and_that_of_another_workshop_are_refused_alike(
    phone: Phone, server: Server, method: str, path: str, fields: object
) -> None:
    assert phone.key
    with led_workshop(server, Setup(mode="pulse")) as elsewhere:
        others = elsewhere.participation.join(elsewhere.code, "cio")
    wrong = [None, new_key(), PrivateKey(phone.key.handle, new_key().token), others]
    body = None if fields is None else json.dumps(fields)
    replies = [replace(phone, key=key).ask(method, path, body) for key in wrong]
    assert {reply.status for reply in replies} == {403}
    assert len({reply.body for reply in replies}) == 1
    assert "doesn't take part" in replies[0].json["error"]


def test_a_participant_reads_and_writes_their_own_response_and_no_other(phone: Phone, led: LedWorkshop) -> None:
    other = led.participation.join(led.code, "cfo")
    assert phone.key
    cookies = f"r_{phone.key.handle}={phone.key.token}; r_{other.handle}={other.token}"  # two links in one browser
    for key, value in ((other, "5"), (phone.key, "1")):
        reply = Phone(phone.server, led.code).post(
            f"/answers?r={key.handle}", {"seq": 1, "id": ITEM, "value": value}, JSON | {"Cookie": cookies}
        )
        assert reply.status == 200
    assert (led.stored(phone.key), led.stored(other)) == ({ITEM: "1"}, {ITEM: "5"})


def test_never_existed_and_over_are_one_page_and_one_refusal(server: Server, led: LedWorkshop) -> None:
    led.move("closed")
    for method, path, body in (
        ("GET", "", None),
        ("POST", "/join", '{"role": "cio"}'),
        ("POST", "/answers", f'{{"seq": 1, "id": "{ITEM}", "value": "3"}}'),
        ("GET", "/state", None),
        ("GET", "/events", None),
        ("GET", "/group.json", None),
    ):
        replies = [Phone(server, code).ask(method, path, body) for code in (led.code, "222222222", "x")]
        assert {reply.status for reply in replies} == {404}, path
        assert len({reply.body for reply in replies}) == 1, path
        assert b"There is no workshop with this code now." in replies[0].body


def test_after_closing_a_participant_still_reads_and_writes_get_409(phone: Phone, led: LedWorkshop) -> None:
    led.move("closed")
    for path in ("", "/mine", "/statement", "/state", "/group.json"):
        assert phone.ask("GET", path).status == 200, path
    for path in ("/answers", "/submit"):
        fields = {"seq": 1, "id": ITEM, "value": "3"} if path == "/answers" else {}
        assert phone.post(path, fields).status == 409, path
    assert phone.answer(value="9").status == 400  # content errors come before state errors


def test_another_sites_page_changes_nothing(phone: Phone, led: LedWorkshop) -> None:
    evil = JSON | {"Origin": "https://evil.example"}
    assert phone.post("/answers", {"seq": 1, "id": ITEM, "value": "3"}, evil).status == 403
    assert phone.ask("DELETE", "/response", None, evil).status == 403
    assert phone.key
    assert led.stored(phone.key) == {}


# What is wrong in a body


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"seq": 1, "id": ITEM, "value": "9"}, 400, "value"),
        ({"seq": 1, "id": ITEM, "value": 3}, 400, "value"),
        ({"seq": 1, "id": "other.edition.1", "value": "3"}, 400, "id"),
        ({"seq": 1, "id": "\x00", "value": "3"}, 400, "id"),
        ({"seq": 0, "id": ITEM, "value": "3"}, 400, "seq"),
        ({"seq": 2**53, "id": ITEM, "value": "3"}, 400, "seq"),
        ({"seq": "1", "id": ITEM, "value": "3"}, 400, "seq"),
        ({"seq": True, "id": ITEM, "value": "3"}, 400, "seq"),
        ({"seq": 1.5, "id": ITEM, "value": "3"}, 400, "seq"),
        ({"id": ITEM, "value": "3"}, 400, "seq"),
        ({"seq": 1, "id": ITEM}, 400, "value"),
        ({"seq": 1, "id": ITEM, "value": "3", "extra": 1}, 400, "extra"),
        ("not JSON", 400, None),
        ("[]", 400, None),
        ("null", 400, None),
        ("[" * 60_000, 400, None),
        (b"\xff\xfe", 400, None),
        ("x" * 10_000_000, 413, None),
    ],
    ids=str,
)
def test_a_wrong_answer_is_refused_with_its_field_and_nothing_is_stored(
    phone: Phone, led: LedWorkshop, body: object, status: int, field: str | None
) -> None:
    raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
    reply = phone.ask("POST", "/answers", raw)
    assert (reply.status, reply.json.get("field")) == (status, field)
    assert "Nothing was saved" in reply.json["error"] or field == "seq"
    assert phone.key
    assert led.stored(phone.key) == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "king"}, "role"),
        ({"role": None}, "role"),
        ({}, "role"),
        ({"role": 1}, "role"),
        ({"role": "cio", "table": "by the window"}, "table"),
        ({"role": "cio", "consent": "yes"}, "consent"),
        ({"role": "cio", "name": "Ada"}, "name"),
    ],
)
def test_joining_with_what_is_not_offered_is_refused(
    stranger: Phone, led: LedWorkshop, fields: dict[str, object], field: str
) -> None:
    reply = stranger.post("/join", fields)
    assert (reply.status, reply.json["field"]) == (400, field)
    assert "set-cookie" not in reply.headers
    assert led.participation.state(led.code).joined == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/answers"),
        ("GET", "/answers"),
        ("GET", "/join"),
        ("GET", "/submit"),
        ("POST", ""),
        ("PUT", "/state"),
    ],
)
def test_a_method_that_a_route_does_not_have_is_405(phone: Phone, method: str, path: str) -> None:
    assert phone.ask(method, path).status == 405


def test_joining_before_the_opening_is_409_and_says_what_to_do(stranger: Phone, led: LedWorkshop) -> None:
    led.move("draft")
    reply = stranger.post("/join", {"role": "cio"})
    assert reply.status == 409
    assert "Keep this page" in reply.json["error"]
    assert stranger.post("/join", {"role": "king"}).status == 400  # content errors come first


def test_notes_are_refused_where_nobody_asks_for_them(phone: Phone) -> None:
    assert phone.post("/notes", {"id": ITEM, "kind": "comment", "text": "x"}).status == 400
    assert phone.post("/notes", {"id": ITEM, "kind": "song", "text": "x"}).json["field"] == "kind"


def test_a_vote_without_an_open_one_is_409(phone: Phone) -> None:
    assert phone.post("/votes", {"seq": 1, "id": ITEM, "value": "3"}).status == 409
    assert phone.post("/votes", {"seq": 1, "id": ITEM, "value": "9"}).status == 400
