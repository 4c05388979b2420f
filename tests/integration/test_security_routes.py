"""Every route, asked without a cookie, with a wrong one and with another party's: a route without a row here fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pytest
from starlette.routing import BaseRoute, Mount, Route

from assessment import asgi
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.workshop_setup import Setup
from assessment.web import participant, survey_answers
from tests.browser.conftest import Server
from tests.browser.workshop import LedWorkshop, led_workshop
from tests.integration.phones import FORM, ITEM, JSON, Reply, ask

ANSWER = {"seq": 1, "id": ITEM, "value": "3"}

FOR_ANYBODY = {
    ("GET", "/healthz"): 200,
    ("GET", "/readyz"): 200,
    ("GET", "/metrics"): 404,
    ("GET", "/r/{handle}"): 200,
    ("GET", "/w"): 200,
    ("GET", "/w/files/{name}"): 404,
}
"""What says the same to everybody; the page of a private link is the same whether its handle exists or not."""

WITH_THE_CODE = {
    ("GET", "/w/{code}"): None,
    ("GET", "/w/{code}/"): None,
    ("POST", "/w/{code}/join"): {"role": "cio", "consent": True},
    ("GET", "/w/{code}/state"): None,
    ("GET", "/w/{code}/room"): None,
    ("GET", "/w/{code}/group.json"): None,
}
"""What a code that was read out in the room opens, and its body."""

WITH_ONES_OWN_KEY = {
    ("POST", "/w/{code}/answers"): ANSWER,
    ("POST", "/w/{code}/votes"): ANSWER,
    ("POST", "/w/{code}/notes"): {"id": ITEM, "kind": "comment", "text": "x"},
    ("POST", "/w/{code}/submit"): {},
    ("GET", "/w/{code}/response"): None,
    ("DELETE", "/w/{code}/response"): {},
    ("POST", "/w/{code}/response"): {"sure": "yes"},
    ("GET", "/w/{code}/mine"): None,
    ("GET", "/w/{code}/statement"): None,
}
WITH_THE_PROJECTORS_KEY = (("GET", "/projector"), ("GET", "/projector/screen"), ("GET", "/projector/state"))
TRIED_ELSEWHERE = {
    ("GET", "/w/{code}/events"),  # with the code, as the state: but it never ends, see test_participant.py
    ("GET", "/projector/events"),
    ("POST", "/r/{handle}"),  # takes a token in its body, see test_web.py, and below
    ("POST", "/survey/{handle}/answers"),  # see test_survey_answers.py
    ("POST", "/survey/{handle}/notes"),
}


def served(routes: Sequence[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each method and template."""
    for route in routes:
        if isinstance(route, Mount):
            yield from served(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            yield from ((method, prefix + route.path) for method in route.methods or () if method != "HEAD")


@pytest.fixture
def elsewhere(server: Server) -> Iterator[LedWorkshop]:
    with led_workshop(server, Setup(mode="pulse")) as workshop:
        yield workshop


def wrong_keys(led: LedWorkshop, elsewhere: LedWorkshop, right: PrivateKey) -> dict[str, PrivateKey | None]:
    """Who isn't the holder of the key that a route is for."""
    return {
        "nobody": None,
        "an invented key": new_key(),
        "this handle with another token": PrivateKey(right.handle, new_key().token),
        "another's handle with this token": PrivateKey(elsewhere.facilitator.handle, right.token),
        "a participant of another workshop": elsewhere.participation.join(elsewhere.code, "cio"),
        "another's facilitator": elsewhere.facilitator,
        "another's projector": elsewhere.workshops.projector_key(elsewhere.facilitator),
        "a hostile handle": PrivateKey("'; DROP TABLE x; --", right.token),
    }


def sent(server: Server, method: str, path: str, fields: object, key: PrivateKey | None) -> Reply:
    """One request of whoever holds this key, which names its handle as the pages do."""
    headers = {**JSON, "Cookie": f"r_{key.handle}={key.token}"} if key else dict(JSON)
    address = f"{path}?r={key.handle}" if key and key.handle.isalnum() else path
    body = None if fields is None else json.dumps(fields)
    if method == "POST" and path.endswith("/response"):
        headers, body = headers | FORM, "sure=yes"
    return ask(server, method, address, body, headers)


def test_every_route_has_its_row() -> None:
    rows = {*FOR_ANYBODY, *WITH_THE_CODE, *WITH_ONES_OWN_KEY, *WITH_THE_PROJECTORS_KEY, *TRIED_ELSEWHERE}
    ours = (asgi.routes(), participant.routes(), survey_answers.routes())
    assert {one for routes in ours for one in served(routes)} == rows


@pytest.mark.parametrize(("method", "template"), FOR_ANYBODY)
def test_what_is_for_anybody_tells_nobody_more(
    server: Server, led: LedWorkshop, elsewhere: LedWorkshop, method: str, template: str
) -> None:
    key = led.participation.join(led.code, "cio")
    path = template.format(handle=key.handle, name="..%2f..%2fapp.py")
    replies = [sent(server, method, path, None, key) for key in (key, *wrong_keys(led, elsewhere, key).values())]
    assert {reply.status for reply in replies} == {FOR_ANYBODY[method, template]}
    assert len({reply.body for reply in replies}) == 1


@pytest.mark.parametrize(("method", "template"), WITH_THE_CODE)
def test_without_its_code_and_without_a_key_to_it_a_workshop_is_not_there(
    server: Server, led: LedWorkshop, elsewhere: LedWorkshop, method: str, template: str
) -> None:
    fields = WITH_THE_CODE[method, template]
    assert sent(server, method, template.format(code=led.code), fields, None).status == 200
    right = led.participation.join(led.code, "cio")
    keys = wrong_keys(led, elsewhere, right)
    led.move("closed")
    for who, key in keys.items():
        for code in (led.code, "222222222"):
            reply = sent(server, method, template.format(code=code), fields, key)
            assert (reply.status, led.code.encode() in reply.body) == (404, False), who


@pytest.mark.parametrize(("method", "template"), WITH_ONES_OWN_KEY)
def test_ones_own_is_for_oneself_alone_and_for_nobody_who_leads_or_shows(
    server: Server, led: LedWorkshop, elsewhere: LedWorkshop, method: str, template: str
) -> None:
    right = led.participation.join(led.code, "cio")
    others = wrong_keys(led, elsewhere, right) | {
        "its facilitator": led.facilitator,
        "its projector": led.workshops.projector_key(led.facilitator),
    }
    path, fields = template.format(code=led.code), WITH_ONES_OWN_KEY[method, template]
    before = led.participation.statement(right)
    for who, key in others.items():
        reply = sent(server, method, path, fields, key)
        assert reply.status == 403, who
        assert right.handle.encode() not in reply.body
    assert led.participation.statement(right) == before
    assert sent(server, method, path, fields, right).status in (200, 409, 400)


@pytest.mark.parametrize(("method", "path"), WITH_THE_PROJECTORS_KEY)
def test_a_projector_is_for_its_own_link_alone(
    server: Server, led: LedWorkshop, elsewhere: LedWorkshop, method: str, path: str
) -> None:
    right = led.workshops.projector_key(led.facilitator)
    others = wrong_keys(led, elsewhere, right) | {
        "its facilitator": led.facilitator,
        "a participant": led.participation.join(led.code, "cio"),
    }
    del others["another's projector"]  # shows the other workshop
    for who, key in others.items():
        assert sent(server, method, path, None, key).status == 403, who
    address = f"{path}?r={right.handle}"
    assert ask(server, method, address, None, {"Cookie": f"r_{right.handle}={right.token}"}).status == 200


def test_a_token_opens_its_own_handle_and_no_other(server: Server, led: LedWorkshop, elsewhere: LedWorkshop) -> None:
    participant_key = led.participation.join(led.code, "cio")
    for right in (led.facilitator, led.workshops.projector_key(led.facilitator), participant_key):
        wrong = [key for key in wrong_keys(led, elsewhere, right).values() if key]
        bodies = [{"token": key.token} for key in wrong if key.token != right.token] + [{}, {"token": ""}, {"token": 1}]
        replies = [ask(server, "POST", f"/r/{right.handle}", json.dumps(body)) for body in bodies]
        replies += [ask(server, "POST", f"/r/{elsewhere.facilitator.handle}", json.dumps({"token": right.token}))]
        assert {reply.status for reply in replies} == {404}
        assert len({reply.body for reply in replies}) == 1
        assert not any("set-cookie" in reply.headers for reply in replies)
        assert ask(server, "POST", f"/r/{right.handle}", json.dumps({"token": right.token})).status == 200


@pytest.mark.parametrize("header", ["Origin", "Sec-Fetch-Site"])
def test_no_other_sites_page_writes_anything_by_any_route(server: Server, led: LedWorkshop, header: str) -> None:
    right = led.participation.join(led.code, "cio")
    before = led.participation.statement(right)
    cookie = {"Cookie": f"r_{right.handle}={right.token}"}
    for value in (
        ("https://evil.example", "null", f"http://localhost:{server.port + 1}")
        if header == "Origin"
        else (
            "cross-site",
            "same-site",
        )
    ):
        writes = {**WITH_ONES_OWN_KEY, ("POST", "/w/{code}/join"): {"role": "cio"}, ("POST", "/r/{handle}"): {}}
        for (method, template), fields in writes.items():
            if method == "GET":
                continue
            path = template.format(code=led.code, handle=right.handle)
            for kind, body in ((JSON, json.dumps(fields)), (FORM, "sure=yes&role=cio")):
                if method == "DELETE" and kind is FORM:
                    continue
                reply = ask(server, method, path, body, {**kind, **cookie, header: value})
                assert reply.status == 403, (path, value)
                assert "set-cookie" not in reply.headers
    assert led.participation.statement(right) == before
