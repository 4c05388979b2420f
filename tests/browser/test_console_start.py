"""The facilitator's console up to the reveal: creating, the only key, the lobby, live counts, two of them, time."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment.services.workshop_setup import Setup
from assessment.storage.workshops import Slot
from assessment.web.private_links import cookie_name
from tests.browser.conftest import Server, click
from tests.browser.results_page import open_results, respond, unfold
from tests.browser.workshop import (
    LedWorkshop,
    count,
    create_workshop,
    join,
    led_workshop,
    open_console,
    stage,
)

SHEET = (Slot("Welcome", 5), Slot("Talk", 10))


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    """An open workshop in Pulse with a run sheet of two parts."""
    with led_workshop(server, Setup(title="Leadership day", mode="pulse", run_sheet=SHEET)) as workshop:
        yield workshop


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """A participant's phone."""
    context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844}, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def second(browser: Browser, server: Server) -> Iterator[Page]:
    """Another facilitator's browser."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_from_a_title_to_a_room_that_fills_and_a_reload_keeps_control(page: Page, phone: Page) -> None:
    create_workshop(page, "Leadership day")
    assert "#" not in page.url  # the key has left the address bar
    expect(stage(page)).to_have_text("Preparing")
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    code = page.get_by_text(re.compile(r"^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$")).inner_text()
    click(page.get_by_role("button", name="Open the collection"))
    expect(stage(page)).to_have_text("Collecting")
    expect(count(page, "Joined")).to_have_text("0")
    join(phone, code)
    expect(count(page, "Joined")).to_have_text("1")
    expect(count(page, "Still answering")).to_have_text("1")
    phone.goto(phone.url.split("#")[0] + "#end")
    click(phone.get_by_role("button", name="Hand in my answers"))
    expect(count(page, "Submitted")).to_have_text("1")
    page.reload()
    expect(stage(page)).to_have_text("Collecting")
    expect(count(page, "Submitted")).to_have_text("1")
    expect(page.get_by_role("button", name="Reveal to the room")).to_be_disabled()
    expect(page.get_by_text("4 more have to submit")).to_be_visible()


def test_a_facilitator_link_with_one_character_changed_is_refused(page: Page, second: Page) -> None:
    link = create_workshop(page, "Leadership day")
    handle = link.rpartition("/")[2].partition("#")[0]
    second.goto(link[:-1] + ("A" if link[-1] != "A" else "B"))
    expect(second.get_by_role("heading", name="No such link")).to_be_visible()
    second.goto(f"/workshop?r={handle}")
    expect(second.get_by_text("This browser holds no key to the workshop in this address.")).to_be_visible()
    expect(second.get_by_text("Leadership day")).to_have_count(0)
    second.goto(link)
    expect(second.get_by_role("heading", level=1, name="Leadership day")).to_be_visible()


def test_what_one_facilitator_moves_the_other_sees_and_nothing_is_lost_on_the_way_back(
    page: Page, second: Page, led: LedWorkshop, server: Server
) -> None:
    led.hand_in(["2", "3", "4", "3", "2"])
    open_console(page, led, server)
    open_console(second, led, server)
    click(page.get_by_role("button", name="Reveal to the room"))
    expect(stage(page)).to_have_text("Revealed")
    expect(stage(second)).to_have_text("Revealed")
    expect(count(second, "In the picture")).to_have_text("5")
    click(second.get_by_role("button", name="Back to collecting"))
    expect(stage(page)).to_have_text("Collecting")
    click(page.get_by_role("button", name="Show again what is revealed"))
    expect(stage(second)).to_have_text("Revealed")
    expect(count(second, "In the picture")).to_have_text("5")


def test_revealing_while_people_answer_says_what_becomes_of_them_and_can_wait(
    page: Page, led: LedWorkshop, server: Server
) -> None:
    led.hand_in(["2", "3", "4", "3", "2"])
    for _ in range(2):
        led.participation.join(led.code, "ceo")
    open_console(page, led, server)
    said = page.get_by_text(
        "2 people are still answering: revealed now, their answers are shown only once 5 more have submitted."
    )
    click(page.get_by_role("button", name="Reveal to the room"))
    expect(said).to_be_visible()
    click(page.get_by_role("button", name="Wait", exact=True))
    expect(said).to_have_count(0)
    assert led.workshops.lobby(led.facilitator).workshop.stage == "open"
    click(page.get_by_role("button", name="Reveal to the room"))
    click(page.get_by_role("button", name="Reveal", exact=True))
    expect(stage(page)).to_have_text("Revealed")
    expect(count(page, "In the picture")).to_have_text("5")


def test_the_run_sheet_is_followed_by_two_facilitators_and_through_a_reload(
    page: Page, second: Page, led: LedWorkshop, server: Server
) -> None:
    open_console(page, led, server)
    open_console(second, led, server)
    click(page.get_by_role("button", name="Start the run sheet: Welcome"))
    expect(second.get_by_text("Part 1 of 2: Welcome")).to_be_visible()
    click(second.get_by_role("button", name="Next: Talk"))
    expect(page.get_by_text("Part 2 of 2: Talk")).to_be_visible()
    expect(page.get_by_text(re.compile("of 10:00 used, 5 minutes ahead of the plan"))).to_be_visible()
    page.reload()
    expect(page.get_by_text("Part 2 of 2: Talk")).to_be_visible()
    expect(count(page, "Timer")).to_have_text(re.compile(r"^9:\d\d$"))


def test_leaving_a_workshop_and_leaving_a_response_leave_the_other_alone(
    page: Page, led: LedWorkshop, server: Server
) -> None:
    key = led.facilitator
    page.context.add_cookies([{"name": cookie_name(key.handle), "value": key.token, "url": server.url}])
    open_results(page, server, respond(server, {}))

    def lead() -> None:
        click(page.get_by_role("link", name="Workshop", exact=True))
        click(page.get_by_role("button", name="Go on: Leadership day"))
        expect(stage(page)).to_have_text("Collecting")

    lead()
    click(page.get_by_role("button", name="Leave this workshop"))
    expect(page.get_by_role("heading", level=1, name="Workshop")).to_be_visible()
    click(page.get_by_role("link", name="Results", exact=True))
    expect(page.get_by_role("heading", level=1, name="Your results")).to_be_visible()
    lead()
    click(page.get_by_role("link", name="Results", exact=True))
    click(page.get_by_role("button", name="Begin another assessment"))
    expect(page.get_by_role("heading", level=1, name="Assess")).to_be_visible()
    click(page.get_by_role("link", name="Workshop", exact=True))
    expect(stage(page)).to_have_text("Collecting")


def test_a_rehearsal_fills_with_simulated_people_and_says_so(page: Page, server: Server) -> None:
    with led_workshop(server, Setup(title="Trial", mode="pulse", rehearsal=True)) as led:
        open_console(page, led, server)
        expect(page.get_by_text("Rehearsal: everything in this workshop is simulated")).to_be_visible()
        click(page.get_by_role("button", name="Let them all submit now"))
        expect(count(page, "Submitted")).to_have_text("12")
        click(page.get_by_role("button", name="Let them come over a minute"))
        expect(count(page, "Submitted")).to_have_text("14")


def test_a_workshop_is_deleted_only_by_whoever_says_so_twice(
    page: Page, second: Page, led: LedWorkshop, server: Server
) -> None:
    open_console(page, led, server)
    open_console(second, led, server)
    click(page.get_by_role("tab", name="Settings"))
    sure = page.get_by_text("I understand that this can't be undone")
    unfold(page, "Delete the workshop", sure)
    expect(page.get_by_role("button", name="Delete the workshop now")).to_have_count(0)
    click(sure)
    click(page.get_by_role("button", name="Delete the workshop now"))
    expect(page.get_by_text("The workshop is deleted")).to_be_visible()
    expect(second.get_by_text("it was deleted. You can create another below.")).to_be_visible()
