"""The participant's page on any phone: without a script, and on a small screen under the page's own policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment.services.workshop_setup import Setup
from tests.browser.conftest import Server, click, wait_for
from tests.browser.workshop import LedWorkshop, a_phone, choose, join, key_of, led_workshop, place


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    """An open workshop in Pulse."""
    with led_workshop(server, Setup(title="Leadership day", mode="pulse")) as workshop:
        yield workshop


def test_without_a_script_everything_works_as_forms(browser: Browser, server: Server, led: LedWorkshop) -> None:
    with a_phone(browser, server, script=False) as context:
        page = context.pages[0]
        join(page, led.code)
        first, second = list(led.questions.values())[:2]
        choose(page, first, "3")
        choose(page, second, "dk")
        click(page.get_by_role("button", name="Save and continue").first)
        page.wait_for_url("**#step-data")
        expect(place(page, first, "3")).to_be_checked()
        assert led.stored(key_of(page)) == {first.id: "3", second.id: "dk"}
        click(page.get_by_role("button", name="Hand in my answers"))
        expect(page.get_by_text("You have handed in.").first).to_be_visible()
        led.hand_in("1133")
        led.move("revealed")
        page.reload()
        expect(page.locator(f'#room [data-q="{first.id}"] em').first).to_have_text("you")


def test_the_page_obeys_its_own_security_policy_and_fits_320_px(
    browser: Browser, server: Server, led: LedWorkshop
) -> None:
    with a_phone(browser, server, width=320) as context:
        page = context.pages[0]
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        addresses = [f"/w/{led.code}", "/w", "/w/222222222"]
        for address in addresses:
            page.goto(address)
            assert width(page) <= 320, address
        join(page, led.code)
        led.hand_in("11335")
        led.move("revealed")
        for part in ("#questions", "#step-ownership", "#end", "#room"):
            page.goto(page.url.split("#")[0] + part)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert width(page) <= 320, part
        click(page.get_by_role("link", name="Your link and data"))
        assert width(page) <= 320
        wait_for(lambda: page.locator("code").is_visible(), "the link")
        assert [text for text in complaints if "404" not in text] == []


def width(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found
