"""A participant on a phone: joining, answering with and without a network, handing in, the reveal, and leaving."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from assessment.services.workshop_setup import Setup
from tests.browser.conftest import Server, click, wait_for
from tests.browser.workshop import LedWorkshop, a_phone, choose, join, key_of, led_workshop, place, state


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    """An open workshop in Pulse."""
    with led_workshop(server, Setup(title="Leadership day", mode="pulse")) as workshop:
        yield workshop


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """A phone with a browser profile of its own, which reports what breaks a page's rules."""
    context = a_phone(browser, server)
    yield context.pages[0]
    context.close()


def test_answers_given_without_a_network_are_sent_in_order_once_it_is_back(phone: Page, led: LedWorkshop) -> None:
    accepted: list[int] = []

    def note_reply(reply: Response) -> None:
        if reply.ok and reply.request.method == "POST" and "/answers" in reply.url:
            accepted.append(reply.request.post_data_json["seq"])

    phone.on("response", note_reply)
    join(phone, led.code)
    first, second, third, fourth = list(led.questions.values())[:4]
    choose(phone, first, "2")
    expect(state(phone)).to_have_text("Saved")
    phone.context.set_offline(True)
    for question in (second, third, fourth):
        choose(phone, question, "4")
    expect(state(phone)).to_have_text("Waiting for the network: 3 answers are safe on this phone.")
    assert led.stored(key_of(phone)) == {first.id: "2"}
    phone.context.set_offline(False)
    expect(state(phone)).to_have_text("Saved")
    assert led.stored(key_of(phone)) == {first.id: "2", second.id: "4", third.id: "4", fourth.id: "4"}
    wait_for(lambda: bool(phone.evaluate("true")) and len(accepted) >= 4, "the replies")
    assert accepted == [1, 2, 3, 4]


def test_answers_not_sent_yet_survive_a_reload_and_a_second_tab_shows_them(
    phone: Page, led: LedWorkshop, server: Server
) -> None:
    join(phone, led.code)
    first, second = list(led.questions.values())[:2]
    refused = "**/answers*"
    phone.route(refused, lambda route: route.abort())
    choose(phone, first, "5")
    choose(phone, second, "1")
    expect(state(phone)).to_contain_text("2 answers are safe on this phone")
    phone.reload()
    expect(place(phone, first, "5")).to_be_checked()
    expect(state(phone)).to_contain_text("2 answers are safe on this phone")
    phone.unroute(refused)
    expect(state(phone)).to_have_text("Saved")
    assert led.stored(key_of(phone)) == {first.id: "5", second.id: "1"}
    tab = phone.context.new_page()
    tab.goto(f"/w/{led.code}")
    expect(place(tab, second, "1")).to_be_checked()


def test_handing_in_without_a_network_happens_after_the_answers_once_it_is_back(phone: Page, led: LedWorkshop) -> None:
    join(phone, led.code)
    first = next(iter(led.questions.values()))
    phone.context.set_offline(True)
    choose(phone, first, "4")
    phone.goto(phone.url.split("#")[0] + "#end")
    click(phone.get_by_role("button", name="Hand in my answers"))
    expect(state(phone)).to_have_text(
        "Waiting for the network: 1 answer is safe on this phone. You hand in once they are sent."
    )
    phone.context.set_offline(False)
    expect(phone.locator("#handed-in")).to_be_visible()
    taking = led.participation.open(key_of(phone))
    assert (taking.answers, taking.participant.submitted) == ({first.id: "4"}, True)


def test_a_sign_in_page_of_the_network_is_not_taken_for_the_servers_word(phone: Page, led: LedWorkshop) -> None:
    join(phone, led.code)
    first, second = list(led.questions.values())[:2]
    addresses = "**/answers*"
    for status, question in ((200, first), (403, second)):
        phone.route(addresses, partial(sign_in_page, status))
        choose(phone, question, "2")
        expect(state(phone)).to_contain_text("safe on this phone")
        phone.unroute(addresses)
        expect(state(phone)).to_have_text("Saved")
    assert led.stored(key_of(phone)) == {first.id: "2", second.id: "2"}


def test_a_sign_in_page_that_answers_when_the_phone_asks_what_is_stored_is_no_word_either(
    phone: Page, led: LedWorkshop
) -> None:
    join(phone, led.code)
    first, second = list(led.questions.values())[:2]
    phone.route("**/answers*", lambda route: route.fulfill(status=409, json={"error": "another device was first"}))
    phone.route("**/response*", partial(sign_in_page, 200))
    choose(phone, first, "2")
    expect(state(phone)).to_contain_text("another device was first")
    phone.unroute("**/answers*")
    phone.unroute("**/response*")
    choose(phone, second, "3")
    expect(state(phone)).to_have_text("Saved")
    assert led.stored(key_of(phone)) == {second.id: "3"}


def sign_in_page(status: int, route: Route) -> None:
    """What a hotel's network says in the server's place."""
    route.fulfill(status=status, body="<h1>Welcome to our Wi-Fi</h1>", content_type="text/html")


def test_the_rooms_timer_runs_by_the_servers_clock(phone: Page, led: LedWorkshop) -> None:
    phone.clock.set_system_time(datetime.now(UTC) - timedelta(hours=3))  # a phone whose clock is wrong
    join(phone, led.code)
    led.hand_in("11335")
    led.move("revealed")
    led.workshops.start_timer(led.facilitator, timedelta(minutes=6))
    phone.goto(phone.url.split("#")[0] + "#room")
    expect(phone.locator(".timer")).to_have_text(re.compile(r"^5:\d\d left$"))


def test_a_page_that_could_not_write_goes_on_when_answers_are_taken_again(phone: Page, led: LedWorkshop) -> None:
    join(phone, led.code)
    first = next(iter(led.questions.values()))
    led.move("draft")
    phone.reload()
    expect(place(phone, first, "1")).to_be_disabled()
    led.move("open")
    expect(place(phone, first, "1")).to_be_enabled()


def test_a_killed_server_loses_no_answer(phone: Page, led: LedWorkshop, server: Server) -> None:
    join(phone, led.code)
    first, second = list(led.questions.values())[:2]
    choose(phone, first, "3")
    expect(state(phone)).to_have_text("Saved")
    server.kill()
    choose(phone, second, "3")
    expect(state(phone)).to_contain_text("1 answer is safe on this phone")
    server.start()
    expect(state(phone)).to_have_text("Saved")
    assert led.stored(key_of(phone)) == {first.id: "3", second.id: "3"}


def test_what_is_chosen_or_written_before_the_script_is_there_is_saved_when_it_is(
    phone: Page, led: LedWorkshop
) -> None:
    join(phone, led.code)
    first, second = list(led.questions.values())[:2]
    choose(phone, first, "2")
    expect(state(phone)).to_have_text("Saved")
    held: list[Route] = []
    phone.route("**/participant-*.js", lambda route: held.append(route))
    phone.reload(wait_until="commit")
    choose(phone, first, "4")
    choose(phone, second, "3")
    assert led.stored(key_of(phone)) == {first.id: "2"}
    wait_for(lambda: bool(phone.evaluate("1")) and bool(held), "the script to be asked for")
    held[0].continue_()
    expect(state(phone)).to_have_text("Saved")
    assert led.stored(key_of(phone)) == {first.id: "4", second.id: "3"}


def test_the_private_link_brings_the_answers_to_another_phone_and_both_go_on(
    phone: Page, led: LedWorkshop, browser: Browser, server: Server
) -> None:
    join(phone, led.code)
    first, second, third = list(led.questions.values())[:3]
    choose(phone, first, "2")
    expect(state(phone)).to_have_text("Saved")
    click(phone.get_by_role("link", name="Your link and data"))
    link = phone.locator("code").inner_text()
    assert key_of(phone).token in link
    with a_phone(browser, server) as elsewhere:
        other = elsewhere.pages[0]
        other.goto(link)
        expect(place(other, first, "2")).to_be_checked()
        assert "#" not in other.url  # the token has left the address bar
        choose(other, second, "5")
        expect(state(other)).to_have_text("Saved")
    phone.go_back()
    choose(phone, third, "1")  # counted like the other phone's answer
    expect(state(phone)).to_have_text("Saved")
    assert led.stored(key_of(phone)) == {first.id: "2", second.id: "5", third.id: "1"}


def test_the_reveal_comes_by_itself_with_ones_own_answer_beside_the_groups(phone: Page, led: LedWorkshop) -> None:
    join(phone, led.code)
    first = next(iter(led.questions.values()))
    choose(phone, first, "2")
    expect(state(phone)).to_have_text("Saved")
    phone.goto(phone.url.split("#")[0] + "#end")
    click(phone.get_by_role("button", name="Hand in my answers"))
    expect(phone.get_by_text("You have handed in.").first).to_be_visible()
    led.hand_in("1133")
    led.move("revealed")
    expect(state(phone)).to_contain_text("The group's picture is out")
    spread = phone.locator(f'#room [data-q="{first.id}"]').first
    # Two at 1, this phone at 2, two at 3
    assert spread.locator("b").all_text_contents() == ["2", "1", "2", "0", "0"]
    expect(spread.locator("em")).to_have_text("you")
    phone.goto(phone.url.split("#")[0] + "#questions")
    expect(place(phone, first, "2")).to_be_disabled()


def test_a_second_vote_is_cast_on_the_phone_and_the_first_is_kept(phone: Page, led: LedWorkshop) -> None:
    join(phone, led.code)
    first = next(iter(led.questions.values()))
    capability = next(c for c in led.bank.capabilities() if any(item.id == first.id for item in c.items))
    choose(phone, first, "1")
    expect(state(phone)).to_have_text("Saved")
    key = key_of(phone)
    led.participation.submit(key)
    led.hand_in("1155")
    led.move("revealed")
    expect(phone.get_by_role("heading", name="The room")).to_be_visible()
    led.discussion.open_vote(led.facilitator, capability.id)
    vote = phone.locator(f'#room [data-vote] input[name="{first.id}"]')
    expect(vote.nth(0)).to_be_checked()  # the first vote stands
    vote.nth(3).check()
    expect(state(phone)).to_have_text("Saved")
    taking = led.participation.open(key)
    assert (taking.answers[first.id], taking.ballots[first.id]) == ("1", "4")
    led.discussion.close_vote(led.facilitator, capability.id)
    expect(phone.get_by_role("heading", name=f"Two votes: {capability.title}")).to_be_visible()
    # First 1, 1, 1, 5, 5; then one of those at 1 went to 4
    assert phone.locator("#room table td").all_inner_texts() == ["3", "2", "0", "0", "0", "0", "0", "1", "2", "2"]


def test_a_page_waiting_for_the_opening_goes_on_by_itself(phone: Page, led: LedWorkshop) -> None:
    led.move("draft")
    phone.goto(f"/w/{led.code}")
    expect(phone.get_by_text("isn't open yet")).to_be_visible()
    led.move("open")
    expect(phone.get_by_role("button", name="Join")).to_be_visible()


def test_a_deleted_response_is_gone_from_the_server_and_from_the_phone(phone: Page, led: LedWorkshop) -> None:
    join(phone, led.code)
    choose(phone, next(iter(led.questions.values())), "2")
    expect(state(phone)).to_have_text("Saved")
    click(phone.get_by_role("link", name="Your link and data"))
    phone.get_by_label("Delete my response for good").check()
    click(phone.get_by_role("button", name="Delete my response"))
    expect(phone.get_by_role("heading", name="Your response is deleted")).to_be_visible()
    assert phone.context.cookies() == []
    assert phone.evaluate("localStorage.length") == 0
    assert led.participation.state(led.code).joined == 0
