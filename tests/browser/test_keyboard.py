"""Everything on the way from Home to the results, and in a room on a phone, can be done with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from assessment.services.workshop_setup import Setup
from tests.browser.conftest import AT_REST, PATIENCE, Server, wait_for
from tests.browser.survey import progress, questions
from tests.browser.workshop import led_workshop, state

MOST_STOPS = 120
"""More stops of Tab than any page here has from one thing to do to the next."""

IS_FOCUSED = "element => element === document.activeElement || element.contains(document.activeElement)"

IS_SEEN_TO_BE_FOCUSED = """() => {
  const marked = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const focused = document.activeElement;
  const near = [focused, focused.parentElement, focused.nextElementSibling, focused.previousElementSibling];
  const inside = focused.closest("label, summary, [data-baseweb], [data-testid^=st]");
  const shown = [...near, inside, ...(inside ? inside.querySelectorAll("*") : [])];
  return shown.some((element) => element && marked(element));
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted thing has the focus, and see that it shows."""
    expect(wanted.first).to_be_attached()
    page.wait_for_function(AT_REST, timeout=PATIENCE)
    for _stop in range(MOST_STOPS):
        if wanted.count() and wanted.first.evaluate(IS_FOCUSED):
            assert page.evaluate(IS_SEEN_TO_BE_FOCUSED), f"the focus on {wanted} can't be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab doesn't reach {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to the wanted thing with Tab and press a key there."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def heading(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()


def test_from_home_to_the_results(page: Page) -> None:
    page.goto("/")
    press(page, page.get_by_role("button", name="Take the assessment"))
    heading(page, "Assess")
    tab_to(page, page.get_by_role("radio", name="Pulse"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Full")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Pulse")).to_be_checked()
    press(page, page.get_by_role("button", name="Begin", exact=True))
    heading(page, "Your private link")
    press(page, page.get_by_role("link", name="Start with the first question"))
    expect(progress(page)).to_be_visible()

    first, second = questions(page).nth(0), questions(page).nth(1)
    answered(page, lambda: press(page, first.get_by_role("radio").first, "Space"), 1)
    page.keyboard.press("ArrowDown")
    expect(first.get_by_role("radio").nth(1)).to_be_checked()
    answered(page, lambda: press(page, second.get_by_role("radio").first, "Space"), 2)
    press(page, page.locator("summary").nth(1))
    tab_to(page, page.get_by_role("textbox", name="Comment (optional)"))
    page.keyboard.type("Two sites show it")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Comment saved")).to_be_visible()

    while page.get_by_role("button", name="Continue").count():
        title = page.get_by_role("heading", level=1).inner_text()
        press(page, page.get_by_role("button", name="Continue"))
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_have_count(0)
        page.wait_for_function(AT_REST, timeout=PATIENCE)
    owner = page.get_by_role("combobox", name=re.compile(r"^\d+ · ")).first
    answered(page, lambda: name_owner(page, owner, "CIO"), 3)
    press(page, page.get_by_role("button", name="Review my answers"))
    heading(page, "Review and submit")
    press(page, page.get_by_role("button", name="Submit and see my results"))
    heading(page, "Your results")
    press(page, page.locator("summary", has_text="The table behind this").first)
    expect(page.get_by_role("table").first).to_be_visible()
    with page.expect_download() as download:
        press(page, page.get_by_role("button", name="Report as PDF, A4"))
    assert download.value.suggested_filename.endswith(".pdf")


def name_owner(page: Page, box: Locator, owner: str) -> None:
    tab_to(page, box)
    page.keyboard.type(owner)
    expect(page.get_by_role("option", name=owner).first).to_be_visible()
    page.keyboard.press("Enter")


def answered(page: Page, how: Callable[[], None], number: int) -> None:
    how()
    expect(page.get_by_text(re.compile(rf"^{number} of \d+ answered"))).to_be_visible()


def test_in_a_room(page: Page, server: Server) -> None:
    with led_workshop(server, Setup(title="Leadership day", mode="pulse")) as led:
        page.goto("/w")
        tab_to(page, page.get_by_role("textbox"))
        page.keyboard.type(led.code)
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_label("Your role"))
        page.keyboard.type("CIO")
        press(page, page.get_by_role("button", name="Join"))
        first = next(iter(led.questions))
        option = page.locator(f'#questions input[name="{first}"]')
        press(page, option.first, "Space")
        page.keyboard.press("ArrowDown")
        expect(option.nth(1)).to_be_checked()
        expect(state(page)).to_have_text("Saved")
        hand_in = page.get_by_role("button", name="Hand in my answers")
        while not hand_in.is_visible():
            place = page.url
            press(page, page.get_by_role("button", name="Save and continue").filter(visible=True))
            expect(page).not_to_have_url(place)
            expect(page.locator(f"#{page.url.partition('#')[2]}")).to_be_visible()  # the address is there first
        press(page, hand_in)
        expect(page.locator("#handed-in")).to_be_visible()
        wait_for(lambda: led.workshops.lobby(led.facilitator).totals.submitted == 1, "the answers to be handed in")
