"""What the participant's routes say over plain HTTP."""

from __future__ import annotations

import http.client
import re
from contextlib import closing
from dataclasses import replace

import brotli
import pytest

from assessment.services.private_key import PrivateKey
from assessment.services.workshop_setup import Setup
from tests.browser.conftest import Server
from tests.browser.workshop import LedWorkshop, led_workshop
from tests.integration.phones import ITEM, Phone, ask, next_state

# Taking part


def test_joining_sets_a_cookie_that_no_script_reads_for_this_workshop_alone(stranger: Phone, led: LedWorkshop) -> None:
    reply = stranger.post("/join", {"role": "cio", "consent": True})
    assert reply.status == 200
    name, _, rest = reply.headers["set-cookie"].partition("=")
    handle = name.removeprefix("r_")
    assert reply.json == {"joined": True, "next": f"/w/{led.code}?r={handle}"}
    for part in ("HttpOnly", f"Path=/w/{led.code}", "SameSite=lax"):
        assert part in rest
    key = PrivateKey(handle, rest.partition(";")[0])
    assert led.participation.open(key).participant.role == "cio"


def test_a_second_tap_on_join_makes_no_second_participant(phone: Phone, led: LedWorkshop) -> None:
    assert phone.post("/join", {"role": "ceo"}).status == 200
    assert phone.ask("GET", "/state").json["joined"] == 1


def test_an_answer_is_saved_once_it_is_acknowledged_and_the_same_number_gets_the_same_reply(
    phone: Phone, led: LedWorkshop
) -> None:
    assert phone.key
    first = phone.answer(7, value="3")
    assert (first.status, first.json) == (200, {"seq": 7, "saved": True})
    again = phone.answer(7, value="5")
    assert (again.status, again.json) == (200, first.json)
    assert led.stored(phone.key) == {ITEM: "3"}
    assert phone.answer(8, value=None).status == 200
    assert led.stored(phone.key) == {}


def test_the_way_through_a_workshop_over_http(phone: Phone, led: LedWorkshop) -> None:
    assert phone.answer().status == 200
    assert phone.ask("GET", "/state").json == {
        "stage": "open", "joined": 1, "submitted": 0, "version": phone.ask("GET", "/state").json["version"],
    }  # fmt: skip
    assert phone.ask("GET", "/group.json").json["group"] is None
    assert phone.ask("POST", "/submit").json == {"submitted": True}
    assert phone.ask("POST", "/submit").status == 200
    assert phone.answer(2, value="4").status == 200  # until the response is in a block
    led.hand_in("1133")
    led.move("revealed")
    document = phone.ask("GET", "/group.json").json
    assert document["respondents"] == []
    assert document["group"]["n"] == 5
    # Two at 1, two at 3, this phone at 4
    assert document["group"]["items"][ITEM]["counts"] == [2, 0, 2, 1, 0]
    refused = phone.answer(3, value="1")
    assert (refused.status, list(refused.json)) == (409, ["error"])
    assert phone.ask("DELETE", "/response").json == {"deleted": True}
    assert phone.answer(4).status == 403
    assert phone.ask("GET", "/group.json").status == 200  # anybody with the code, while it isn't over


def test_each_page_shows_its_own_answers_in_its_own_language(phone: Phone, stranger: Phone, led: LedWorkshop) -> None:
    # What is kept between pages is a question with one choice, in one language, and never whose.
    other = replace(stranger, key=led.participation.join(led.code, "ceo"))
    assert phone.answer(1, value="3").status == 200

    def chosen(who: Phone, language: str) -> tuple[list[str], bool]:
        page = who.ask("GET", headers={"Accept-Language": language}).body.decode()
        return re.findall(rf'name="{re.escape(ITEM)}" value="([^"]+)" checked', page), "Weiß nicht" in page

    for _time in range(2):
        assert chosen(phone, "en") == (["3"], False)
        assert chosen(phone, "de") == (["3"], True)
        assert chosen(other, "en") == ([], False)


def test_the_statement_says_what_is_stored_and_no_more(phone: Phone) -> None:
    phone.answer(1, value="2")
    reply = phone.ask("GET", "/statement")
    assert "attachment" in reply.headers["content-disposition"]
    stored = reply.json
    assert (stored["role"], stored["answers"], stored["submitted"]) == ("cio", {ITEM: "2"}, False)
    assert phone.key
    assert phone.key.token not in reply.body.decode()


def test_server_sent_events_tell_of_a_new_stage(phone: Phone, led: LedWorkshop) -> None:
    assert phone.key
    with closing(http.client.HTTPConnection("localhost", phone.server.port, timeout=20)) as connection:
        cookie = {"Cookie": f"r_{phone.key.handle}={phone.key.token}"}
        connection.request("GET", f"/w/{led.code}/events", headers=cookie)
        stream = connection.getresponse()
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert next_state(stream)["stage"] == "open"
        led.move("closed")
        assert next_state(stream)["stage"] == "closed"


# Forms, for who has no script


def test_a_form_joins_saves_and_hands_in_by_going_on_to_a_page(stranger: Phone, led: LedWorkshop) -> None:
    joined = stranger.send_form("/join", {"role": "cfo", "consent": "no"})
    assert joined.status == 303
    name, _, rest = joined.headers["set-cookie"].partition("=")
    key = PrivateKey(name.removeprefix("r_"), rest.partition(";")[0])
    phone, page = replace(stranger, key=key), f"/w/{led.code}?r={key.handle}"
    assert joined.headers["location"] == page
    saved = phone.send_form("/answers", {"step": "strategy", ITEM: "4"})
    assert (saved.status, saved.headers["location"]) == (303, f"{page}#step-data")
    assert led.stored(key) == {ITEM: "4"}
    assert phone.send_form("/submit", {}).headers["location"] == f"{page}#end"
    assert led.participation.open(key).participant.submitted


def test_a_form_deletes_only_with_its_tick(phone: Phone, led: LedWorkshop) -> None:
    assert phone.send_form("/response", {}).status == 400
    assert phone.send_form("/response", {"sure": "yes"}).status == 200
    assert led.participation.state(led.code).joined == 0


# Pages


def test_a_code_is_found_however_it_is_typed(stranger: Phone, led: LedWorkshop) -> None:
    typed = f"{led.code[:3]}-{led.code[3:6]}-{led.code[6:]}".lower()
    canonical = f"/w/{led.code}"
    assert replace(stranger, code=typed).ask("GET").headers["location"] == canonical
    assert ask(stranger.server, "GET", f"/w?code={typed}").headers["location"] == canonical


@pytest.mark.parametrize("path", ["", "/mine"])
def test_pages_run_no_inline_script_load_nothing_from_elsewhere_and_are_kept_by_nobody(phone: Phone, path: str) -> None:
    reply = phone.ask("GET", path)
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["cache-control"] == "no-store"
    html = reply.body.decode()
    assert "style=" not in html
    assert "http" not in html.replace(phone.server.url, "")
    assert '<html lang="en" dir="ltr">' in html


def test_all_that_the_first_question_needs_is_30_kb_over_the_wire(phone: Phone) -> None:
    compressed = {"Accept-Encoding": "gzip, deflate, br"}
    page = phone.ask("GET", headers=compressed)
    files = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js))"', brotli.decompress(page.body).decode())
    assert len(files) == 2
    replies = [page, *(ask(phone.server, "GET", file, headers=compressed) for file in files)]
    assert {reply.headers["content-encoding"] for reply in replies} == {"br"}
    headers = sum(len(f"{name}: {value}\r\n") for reply in replies for name, value in reply.headers.items())
    assert sum(len(reply.body) for reply in replies) + headers <= 30_000


def test_what_people_wrote_is_shown_as_text(server: Server) -> None:
    with led_workshop(server, Setup(title="<script>alert(1)</script> & co", mode="pulse")) as led:
        html = Phone(server, led.code).ask("GET").body.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html


def test_whoever_joins_a_rehearsal_is_told_that_simulated_people_hide_nobody(server: Server) -> None:
    with led_workshop(server, Setup(mode="pulse", rehearsal=True)) as led:
        html = Phone(server, led.code).ask("GET").body.decode()
    assert "your answers can be worked out. Make them up." in html


def test_neither_code_nor_token_nor_answer_reaches_the_log(phone: Phone, led: LedWorkshop) -> None:
    assert phone.key
    phone.answer(value="3")
    phone.answer(value="9")
    phone.ask("GET", f"?r={phone.key.handle}")
    log = phone.server.log.read_text()
    for private in (led.code, phone.key.token, phone.key.handle, ITEM):
        assert private not in log
