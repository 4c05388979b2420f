"""The projector in a real browser: it follows the facilitator by itself, and the back row can read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from assessment.services.workshop_setup import Setup
from assessment.storage.discussion import Agreement
from assessment.web.private_links import private_url
from assessment.web.screen import Screen
from tests.browser.conftest import PATIENCE, Server, wait_for
from tests.browser.workshop import LedWorkshop, led_workshop

READABLE = 28
"""Pixels of text on a screen of 1920 × 1080."""

SMALLEST = """() => {
  const sizes = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || at.closest("title, script") || !at.checkVisibility()) continue;
    const svg = at.closest("svg"), scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    sizes.push(parseFloat(getComputedStyle(at).fontSize) * scale);
  }
  return Math.min(...sizes);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all of these tests, each of which has a workshop of its own."""
    running = Server(tmp_path_factory.mktemp("projector"))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    with led_workshop(server, Setup(title="Leadership day", mode="full")) as workshop:
        yield workshop


@pytest.fixture
def wall(browser: Browser, server: Server, led: LedWorkshop) -> Iterator[Page]:
    """The projector's page, opened with its private link on a screen of 1920 × 1080."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(private_url(server.url, led.workshops.projector_key(led.facilitator)))
    expect(page.get_by_role("heading", name="Join on your phone")).to_be_visible()
    yield page
    context.close()


def show(led: LedWorkshop, screen: Screen) -> None:
    led.workshops.show(led.facilitator, screen.as_data())


def test_it_follows_the_facilitator_and_counts_who_joins_by_itself(wall: Page, led: LedWorkshop) -> None:
    assert "#" not in wall.url  # the token has left the address bar
    led.participation.join(led.code, "cio")
    expect(wall.locator("[data-count=joined]")).to_have_text("1")
    led.hand_in("11335")
    expect(wall.locator("[data-count=submitted]")).to_have_text("5")
    show(led, Screen("standing"))
    expect(wall.get_by_role("heading", name="Nothing is revealed yet")).to_be_visible()
    led.move("revealed")
    expect(wall.get_by_role("heading", name="Where we stand")).to_be_visible()
    led.workshops.revoke_projector(led.facilitator)
    expect(wall.get_by_role("heading", name="Nothing to show")).to_be_visible()


def test_the_timer_counts_down_by_itself(wall: Page, led: LedWorkshop) -> None:
    led.workshops.start_timer(led.facilitator, timedelta(seconds=8))
    timer = wall.get_by_role("timer")
    expect(timer).to_have_text("0:03")
    expect(timer).to_have_text("Time is up")
    led.workshops.stop_timer(led.facilitator)
    expect(timer).to_have_count(0)


def test_a_server_that_was_away_is_followed_again(wall: Page, led: LedWorkshop, server: Server) -> None:
    server.kill()
    expect(wall.get_by_text("No connection.")).to_be_visible()
    server.start()
    show(led, Screen("blank"))
    expect(wall.get_by_role("heading", name="Leadership day")).to_be_visible()
    expect(wall.get_by_text("No connection.")).to_be_hidden()


def test_where_events_do_not_get_through_it_looks_every_few_seconds(
    browser: Browser, server: Server, led: LedWorkshop
) -> None:
    with browser.new_context(base_url=server.url) as context:
        page = context.new_page()

        def swallow(route: Route) -> None:
            route.abort()

        page.route("**/projector/events*", swallow)
        page.goto(private_url(server.url, led.workshops.projector_key(led.facilitator)))
        expect(page.get_by_role("heading", name="Join on your phone")).to_be_visible()
        show(led, Screen("blank"))
        expect(page.get_by_role("heading", name="Leadership day")).to_be_visible()


def test_everything_is_readable_from_the_back_row_and_fits_the_screen(wall: Page, led: LedWorkshop) -> None:
    complaints: list[str] = []
    wall.on("console", lambda message: complaints.append(message.text))
    longest = max(led.bank.capabilities(), key=lambda c: sum(len(item.text) for item in c.items))
    decision = led.bank.ownership.decisions[0]
    assert_readable(wall, "Join on your phone")
    people = led.hand_in("11122333455")
    led.move("revealed")
    led.discussion.open_vote(led.facilitator, longest.id)
    led.participation.vote(people[0], 10_000, longest.items[0].id, "4")
    led.discussion.close_vote(led.facilitator, longest.id)
    led.discussion.agree(
        led.facilitator, Agreement(longest.id, "3", "Two sites can show it; the rest can't yet.", "", "")
    )
    for number in range(30):
        led.discussion.act(
            led.facilitator, f"Publish what is stopped, with a reason for each, part {number}", owner="CIO"
        )
    led.workshops.start_timer(led.facilitator, timedelta(minutes=6))
    for screen, heading in (
        (Screen("standing"), "Where we stand"),
        (Screen("questionnaire", "strategy"), "Strategy"),
        (Screen("questionnaire", "cio_cto"), "mandate (self-rated)"),
        (Screen("topic", longest.id), longest.title),
        (Screen("ownership"), "Who decides"),
        (Screen("decision", decision.id), decision.text),
        (Screen("agreed"), "What we agreed"),
        (Screen("actions"), "Who does what by when"),
        (Screen("blank"), "Leadership day"),
    ):
        show(led, screen)
        assert_readable(wall, heading)
    assert complaints == []


def test_a_list_that_is_too_long_ends_early_and_says_so(wall: Page, led: LedWorkshop) -> None:
    led.hand_in("11335")
    led.move("revealed")
    for number in range(40):
        led.discussion.act(led.facilitator, f"Action {number}")
    show(led, Screen("actions"))
    more = wall.get_by_text("more, on your phone")
    expect(more).to_be_visible()
    shown = wall.locator("[data-list] > li:visible").count()
    assert more.inner_text() == f"and {40 - shown} more, on your phone"


def assert_readable(wall: Page, heading: str) -> None:
    expect(wall.get_by_role("heading", name=heading, level=1)).to_be_visible()
    wait_for(lambda: bool(wall.evaluate("document.fonts.status === 'loaded'")), "the typeface")
    assert wall.evaluate(SMALLEST) >= READABLE, heading
    width, height = wall.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert (width, height) == (1920, 1080), heading
