"""What the projector's page says over plain HTTP: only what its facilitator puts there, and only to its own link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest

from assessment.services.private_key import PrivateKey, new_key
from assessment.services.workshop_setup import Setup
from assessment.storage.discussion import Agreement
from assessment.web.screen import KINDS, Screen
from tests.browser.conftest import Server
from tests.browser.workshop import LedWorkshop, led_workshop
from tests.integration.phones import JSON, Reply, ask

ITEM = "strategy.direction.1"
CAPABILITY = "strategy.direction"


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    with led_workshop(server, Setup(title="Leadership day", mode="pulse")) as workshop:
        yield workshop


@pytest.fixture
def key(led: LedWorkshop) -> PrivateKey:
    return led.workshops.projector_key(led.facilitator)


def look(server: Server, key: PrivateKey, path: str = "") -> Reply:
    cookie = {"Cookie": f"r_{key.handle}={key.token}"}
    return ask(server, "GET", f"/projector{path}?r={key.handle}", headers=cookie)


def words(reply: Reply) -> str:
    """The text of a page, spaces as one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.body.decode())).split())


def show(led: LedWorkshop, server: Server, key: PrivateKey, screen: Screen) -> str:
    led.workshops.show(led.facilitator, screen.as_data())
    reply = look(server, key, "/screen")
    assert reply.status == 200
    return words(reply)


# Its link


def test_its_private_link_sets_a_cookie_for_the_projector_alone(server: Server, key: PrivateKey) -> None:
    reply = ask(server, "POST", f"/r/{key.handle}", json.dumps({"token": key.token}), JSON)
    assert (reply.status, reply.json) == (200, {"next": f"/projector?r={key.handle}"})
    assert "Path=/projector" in reply.headers["set-cookie"]
    assert "HttpOnly" in reply.headers["set-cookie"]


def test_a_facilitators_private_link_leads_to_the_console(server: Server, led: LedWorkshop) -> None:
    key = led.facilitator
    reply = ask(server, "POST", f"/r/{key.handle}", json.dumps({"token": key.token}), JSON)
    assert (reply.status, reply.json) == (200, {"next": f"/workshop?r={key.handle}"})
    assert "Path=/;" in reply.headers["set-cookie"] + ";"


@pytest.mark.parametrize("kind", ["facilitator", "projector"])
def test_a_link_with_one_character_changed_opens_nothing(server: Server, led: LedWorkshop, kind: str) -> None:
    key = led.facilitator if kind == "facilitator" else led.workshops.projector_key(led.facilitator)
    token = ("A" if key.token[0] != "A" else "B") + key.token[1:]
    reply = ask(server, "POST", f"/r/{key.handle}", json.dumps({"token": token}), JSON)
    assert reply.status == 404
    assert "set-cookie" not in reply.headers
    assert led.code not in reply.body.decode()


def test_nobody_elses_key_opens_the_projector_the_facilitators_included(
    server: Server, led: LedWorkshop, key: PrivateKey
) -> None:
    wrong = [led.facilitator, led.participation.join(led.code, "cio"), new_key(), PrivateKey(key.handle, "x" * 32)]
    for path in ("", "/screen", "/state", "/events"):
        replies = [look(server, one, path) for one in wrong]
        assert {reply.status for reply in replies} == {403}, path
        assert len({reply.body for reply in replies}) == 1, path
        assert led.code not in replies[0].body.decode()


def test_a_link_taken_back_says_so_plainly(server: Server, led: LedWorkshop, key: PrivateKey) -> None:
    assert look(server, key).status == 200
    led.workshops.revoke_projector(led.facilitator)
    reply = look(server, key)
    assert reply.status == 403
    assert "This projector link was taken back" in words(reply)


@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("POST", "/screen"), ("DELETE", "/state"), ("PUT", "")])
def test_it_only_reads(server: Server, key: PrivateKey, method: str, path: str) -> None:
    cookie = {"Cookie": f"r_{key.handle}={key.token}"}
    assert ask(server, method, f"/projector{path}?r={key.handle}", headers=cookie).status == 405


def test_its_page_runs_no_inline_script_and_is_kept_by_nobody(server: Server, key: PrivateKey) -> None:
    reply = look(server, key)
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["cache-control"] == "no-store"
    html = reply.body.decode()
    assert "style=" not in html
    assert not re.search(r"<(a|button|input|form)\b", html)  # there is nothing to click
    assert key.token not in html


def test_its_token_and_handle_reach_no_log(server: Server, key: PrivateKey) -> None:
    ask(server, "POST", f"/r/{key.handle}", json.dumps({"token": key.token}), JSON)
    look(server, key)
    log = server.log.read_text()
    assert key.token not in log
    assert key.handle not in log


# What is on it


def test_it_begins_with_how_to_join_and_counts_who_did(server: Server, led: LedWorkshop, key: PrivateKey) -> None:
    led.participation.submit(led.participation.join(led.code, "cio"))
    led.participation.join(led.code, "cfo")
    page = look(server, key)
    said = words(page)
    assert f"{led.code[:3]}-{led.code[3:6]}-{led.code[6:]}" in said
    assert "2 joined 1 handed in" in said
    assert f"QR code: opens localhost:{server.port}/w/{led.code}" in said
    assert "cio" not in page.body.decode().lower()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("join", "blank")])
def test_before_the_reveal_nothing_of_the_group_is_on_it(
    server: Server, led: LedWorkshop, key: PrivateKey, kind: str
) -> None:
    led.hand_in("11335")
    assert "Nothing is revealed yet" in show(led, server, key, Screen.from_data({"kind": kind, "subject": CAPABILITY}))


def test_back_at_an_earlier_stage_the_picture_leaves_it(server: Server, led: LedWorkshop, key: PrivateKey) -> None:
    led.hand_in("11335")
    led.move("revealed")
    assert "Where we stand" in show(led, server, key, Screen("standing"))
    led.move("open")
    assert "Nothing is revealed yet" in words(look(server, key, "/screen"))


def test_every_kind_shows_what_was_released(server: Server, led: LedWorkshop, key: PrivateKey) -> None:
    decision = led.bank.ownership.decisions[0]
    led.hand_in("11335")
    led.move("revealed")
    led.discussion.agree(led.facilitator, Agreement(CAPABILITY, "3", "Two sites show it", "", ""))
    led.discussion.act(led.facilitator, "Stop what has no owner", owner="CIO")
    expected = {
        Screen("standing"): ["Where we stand", "Role clarity", "mandate (self-rated)", "Ownership (counted)"],
        Screen("questionnaire", "strategy"): ["Direction and narrative", "5 people"],
        Screen("questionnaire", "cio_cto"): ["mandate (self-rated)", "no choice of owner scores higher"],
        Screen("topic", CAPABILITY): ["N = 5", "Agreed: level 3, Building · why: Two sites show it"],
        Screen("ownership"): ["Who decides: ownership (counted)", decision.text, "5 of 5 named: Board", "clear"],
        Screen("decision", decision.id): [decision.text, "5 of 5 named: Board"],
        Screen("agreed"): ["Direction and narrative : level 3, Building"],
        Screen("actions"): ["Stop what has no owner", "CIO", "no date yet"],
        Screen("blank"): ["Leadership day"],
        Screen("topic", "no.such"): ["This workshop doesn't ask about this."],
    }
    for screen, texts in expected.items():
        said = show(led, server, key, screen)
        for text in texts:
            assert text in said, screen


def test_a_topics_bars_are_the_counts_of_the_json(server: Server, led: LedWorkshop, key: PrivateKey) -> None:
    led.hand_in("1133555")
    led.move("revealed")
    led.workshops.show(led.facilitator, Screen("topic", CAPABILITY).as_data())
    html = look(server, key, "/screen").body.decode()
    document = ask(server, "GET", f"/w/{led.code}/group.json").json
    counts = document["group"]["items"][ITEM]["counts"]
    assert counts == [2, 0, 2, 0, 3]
    assert [int(n) for n in re.findall(r'<text class="t\d"[^>]*>(\d+)</text>', html)] == [n for n in counts if n]


def test_both_votes_are_on_it_once_the_second_is_counted(server: Server, led: LedWorkshop, key: PrivateKey) -> None:
    people = led.hand_in("11155")
    led.move("revealed")
    led.discussion.open_vote(led.facilitator, CAPABILITY)
    led.participation.vote(people[0], 1000, ITEM, "4")
    said = show(led, server, key, Screen("topic", CAPABILITY))
    assert "Second vote: choose on your phone now." in said
    led.discussion.close_vote(led.facilitator, CAPABILITY)
    html = look(server, key, "/screen").body.decode()
    assert 'aria-label="First vote 3 at level 1, 2 at level 5"' in html
    assert 'aria-label="Second vote 2 at level 1, 1 at level 4, 2 at level 5"' in html


def test_the_timer_shows_what_is_left_and_goes_when_it_is_stopped(
    server: Server, led: LedWorkshop, key: PrivateKey
) -> None:
    led.workshops.start_timer(led.facilitator, timedelta(minutes=6))
    left = re.search(r'role="timer" data-left="(\d+)"', look(server, key, "/screen").body.decode())
    assert left
    assert 300 < int(left[1]) <= 360
    led.workshops.stop_timer(led.facilitator)
    assert 'role="timer"' not in look(server, key, "/screen").body.decode()


def test_a_rehearsal_is_marked_on_every_kind(server: Server) -> None:
    with led_workshop(server, Setup(mode="pulse", rehearsal=True)) as led:
        key = led.workshops.projector_key(led.facilitator)
        led.hand_in("11335")
        led.move("revealed")
        for kind in KINDS:
            assert "Rehearsal: simulated" in show(led, server, key, Screen(kind)), kind


def test_what_people_wrote_is_shown_as_text(server: Server, led: LedWorkshop, key: PrivateKey) -> None:
    led.hand_in("11335")
    led.move("revealed")
    led.discussion.act(led.facilitator, "<script>alert(1)</script>", owner="<b>")
    led.workshops.show(led.facilitator, Screen("actions").as_data())
    html = look(server, key, "/screen").body.decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
