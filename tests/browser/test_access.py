"""No violation of WCAG 2.2 A and AA that axe-core finds, on the participant's page and the projector in every state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assessment.services.workshop_setup import Setup
from assessment.storage.discussion import Agreement
from assessment.web.private_links import private_url
from assessment.web.screen import KINDS, Screen
from tests.browser.conftest import PATIENCE, Server, click
from tests.browser.workshop import LedWorkshop, choose, join, led_workshop, state

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

axe = Axe()


@pytest.fixture(params=SCHEMES)
def phone(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    """A small phone, once in each colour scheme."""
    context = browser.new_context(
        base_url=server.url, viewport={"width": 320, "height": 640}, is_mobile=True, color_scheme=request.param
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all of these tests, each of which has a workshop of its own."""
    running = Server(tmp_path_factory.mktemp("access"))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    with led_workshop(server, Setup(title="Leadership day", mode="pulse", comments=True)) as workshop:
        yield workshop


def assert_accessible(page: Page, what: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.run(page, options=RULES)
    assert found.violations_count == 0, f"{what}: {found.generate_report()}"


def test_joining_in_each_of_its_states(phone: Page, server: Server, led: LedWorkshop) -> None:
    for address in ("/w", "/w/222222222"):
        phone.goto(address)
        assert_accessible(phone, address)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    attributed = Setup(mode="pulse", attributed=True, tables=("North", "South"), comments=True)
    early = Setup(mode="pulse", opens_at=tomorrow, closes_at=tomorrow + timedelta(days=2))
    for setup, stage in ((attributed, "open"), (attributed, "draft"), (early, "open")):
        with led_workshop(server, setup, stage) as other:
            phone.goto(f"/w/{other.code}")
            assert_accessible(phone, stage)
    led.hand_in("11335")
    led.move("revealed")
    phone.goto(f"/w/{led.code}")
    assert_accessible(phone, "late")


def test_taking_part_in_each_of_its_states(phone: Page, led: LedWorkshop) -> None:
    join(phone, led.code)
    first, second = list(led.questions.values())[:2]
    choose(phone, first, "2")
    expect(state(phone)).to_have_text("Saved")
    for part in ("", "#step-ownership", "#step-cio_cto", "#room", "#end"):
        phone.goto(phone.url.split("#")[0] + part)
        assert_accessible(phone, f"answering {part}")
    phone.context.set_offline(True)
    phone.goto(phone.url.split("#")[0] + "#questions")
    choose(phone, second, "4")
    expect(state(phone)).to_contain_text("safe on this phone")
    assert_accessible(phone, "without a network")
    phone.context.set_offline(False)
    expect(state(phone)).to_have_text("Saved")
    phone.goto(phone.url.split("#")[0] + "#end")
    click(phone.get_by_role("button", name="Hand in my answers"))
    expect(phone.locator("#handed-in")).to_be_visible()
    assert_accessible(phone, "handed in")
    led.hand_in("11335555")
    led.move("revealed")
    expect(phone.get_by_text("What to talk about")).to_be_visible()
    assert_accessible(phone, "revealed")
    phone.goto(phone.url.split("#")[0] + "#questions")
    assert_accessible(phone, "one's own answers, revealed")
    capability, decision = "strategy.direction", led.bank.ownership.decisions[0].id
    phone.goto(phone.url.split("#")[0] + "#room")
    led.discussion.open_vote(led.facilitator, capability)
    led.discussion.open_vote(led.facilitator, decision)
    led.workshops.start_timer(led.facilitator, timedelta(minutes=6))
    expect(phone.locator("[data-vote]")).to_have_count(2)
    assert_accessible(phone, "second votes")
    for subject, agreed in ((capability, "3"), (decision, "ceo")):
        led.discussion.close_vote(led.facilitator, subject)
        led.discussion.agree(led.facilitator, Agreement(subject, agreed, "Two sites show it", "CIO", "CISO"))
    led.discussion.act(led.facilitator, "Publish the list", owner="CIO", due=date(2027, 1, 15))
    expect(phone.get_by_role("heading", name="Actions")).to_be_visible()
    assert_accessible(phone, "agreed")
    led.move("closed")
    expect(state(phone)).to_contain_text("This workshop is closed.")
    assert_accessible(phone, "closed")
    click(phone.get_by_role("link", name="Your link and data"))
    expect(phone.locator("code")).to_be_visible()
    assert_accessible(phone, "mine")
    phone.get_by_label("Delete my response for good").check()
    click(phone.get_by_role("button", name="Delete my response"))
    expect(phone.get_by_role("heading", name="Your response is deleted")).to_be_visible()
    assert_accessible(phone, "deleted")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_projector_with_everything_that_can_be_put_on_it(
    browser: Browser, server: Server, led: LedWorkshop, scheme: Literal["light", "dark"]
) -> None:
    subjects = {
        "questionnaire": "cio_cto",
        "topic": "strategy.direction",
        "decision": led.bank.ownership.decisions[0].id,
    }
    key = led.workshops.projector_key(led.facilitator)
    with browser.new_context(viewport={"width": 1920, "height": 1080}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(private_url(server.url, key))
        expect(page.get_by_role("heading", name="Join on your phone")).to_be_visible()
        assert_accessible(page, "join")
        people = led.hand_in("11335555")
        led.move("revealed")
        led.discussion.open_vote(led.facilitator, "strategy.direction")
        led.participation.vote(people[0], 10_000, "strategy.direction.1", "4")
        led.discussion.close_vote(led.facilitator, "strategy.direction")
        led.discussion.agree(led.facilitator, Agreement("strategy.direction", "3", "Two sites show it", "", ""))
        led.discussion.act(led.facilitator, "Publish the list", owner="CIO", due=date(2027, 1, 15))
        led.workshops.start_timer(led.facilitator, timedelta(minutes=6))
        for kind in KINDS:
            led.workshops.show(led.facilitator, Screen(kind, subjects.get(kind)).as_data())
            expect(page.locator(f"main.{kind}")).to_be_visible()
            assert_accessible(page, kind)
        led.workshops.revoke_projector(led.facilitator)
        expect(page.get_by_role("heading", name="Nothing to show")).to_be_visible()
        assert_accessible(page, "taken back")
