"""What a person does in the survey, as functions over a page."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import Server, click, wait_for

SOON = 5_000
"""How long a list may take to open, in ms."""
CHOICES = ("1", "2", "3", "4", "5", "dk", "na")


def begin(page: Page, mode: str = "Pulse") -> str:
    """From the start page to the first question; returns the private link."""
    page.goto("/assess")
    page.get_by_role("radio", name=mode).check(force=True)
    expect(page.get_by_role("radio", name=mode)).to_be_checked()
    click(page.get_by_role("button", name="Begin"))
    return start_answering(page)


def start_answering(page: Page) -> str:
    """From the page that shows the private link to the first question; returns the link."""
    link = page.locator("code", has_text="/r/").inner_text()
    click(page.get_by_role("link", name="Start with the first question"))
    expect(progress(page)).to_be_visible()
    return link


def progress(page: Page) -> Locator:
    """The line that says how many questions are answered."""
    return page.get_by_text(re.compile(r"\d+ of \d+ answered"))


def questions(page: Page) -> Locator:
    """The questions of this page."""
    return page.get_by_role("radiogroup")


def choose(page: Page, number: int, value: str) -> None:
    """Click an answer of the `number`-th question (from 0)."""
    choose_nth(page, number, CHOICES.index(value))


def choose_nth(page: Page, number: int, choice: int) -> None:
    """Click the `choice`-th answer of the `number`-th question (both from 0): its words, once they stand still."""
    question = questions(page).nth(number)
    click(question.locator("label").nth(choice))
    expect(question.get_by_role("radio").nth(choice)).to_be_checked()


def answer(page: Page, number: int, value: str, *, answered: int) -> None:
    """Choose an answer and wait until the page counts it as saved, as the `answered`-th of all."""
    choose(page, number, value)
    expect(page.get_by_text(re.compile(rf"^{answered} of \d+ answered"))).to_be_visible()


def name_owner(page: Page, number: int, owner: str, *, answered: int) -> None:
    """Choose the owner of the `number`-th decision (from 0) with the keyboard, and wait until it is saved."""

    def typed(box: Locator, option: Locator) -> None:
        box.press("ControlOrMeta+a")
        page.keyboard.type(owner)
        option.wait_for(timeout=SOON)
        page.keyboard.press("Enter")
        # What is only typed stands in the box like what is chosen; only the latter can be cleared.
        box.locator("xpath=ancestor::*[@role='group'][1]").get_by_role("button", name="Clear value").wait_for(
            timeout=SOON
        )

    numbered = page.get_by_role("combobox", name=re.compile(r"^\d+ · "))
    _pick(page, numbered.nth(number), owner, typed)
    expect(page.get_by_text(re.compile(rf"^{answered} of \d+ answered"))).to_be_visible()


def pick(page: Page, box: Locator, option: str) -> None:
    """Choose an option of a list with a click."""

    def clicked(box: Locator, option: Locator) -> None:
        box.press("ArrowDown")
        option.click(timeout=SOON)

    _pick(page, box, option, clicked)


def _pick(page: Page, box: Locator, option: str, how: Callable[[Locator, Locator], None]) -> None:
    """A list that was opened within milliseconds of another choice closes when that choice arrives: opened again, as a
    person does it.
    """

    def is_picked() -> bool:
        box.scroll_into_view_if_needed()  # a list closes when the page scrolls
        try:
            how(box, page.get_by_role("option", name=option, exact=True))
        except TimeoutError:
            return False
        return box.input_value() == option

    wait_for(is_picked, f"“{option}” to be chosen")


def go_on(page: Page, to: str) -> None:
    """Continue to the page with this title."""
    click(page.get_by_role("button", name="Continue"))
    expect(page.get_by_role("heading", level=1, name=to, exact=True)).to_be_visible()


def restart(server: Server, *pages: Page) -> None:
    """Kill the server, start it again and wait until every page talks to it again.

    For some milliseconds after the connection is back, Streamlit takes a click and forgets it (the page never says that
    it was saved): a person can't be that quick, a test can.
    """
    talking: set[Page] = set()

    def listen(page: Page) -> None:
        page.on("websocket", lambda socket: socket.on("framereceived", lambda _: talking.add(page)))

    for page in pages:
        listen(page)
    server.kill()
    server.start()
    for page in pages:
        page.bring_to_front()  # a tab in the background waits with its reconnection until it is looked at

        def is_talking(page: Page = page) -> bool:
            return bool(page.evaluate("true")) and page in talking  # asking the page also lets its events through

        wait_for(is_talking, "the page to reconnect")


def review(page: Page) -> None:
    """From the last page of questions to the review."""
    click(page.get_by_role("button", name="Review my answers"))
    expect(page.get_by_role("heading", level=1, name="Review and submit")).to_be_visible()


def submit(page: Page) -> None:
    """From the review to the results."""
    click(page.get_by_role("button", name="Submit and see my results"))
    expect(page.get_by_role("heading", level=1, name="Your results")).to_be_visible()


def expect_chosen(page: Page, *values: str | None) -> None:
    """The first questions of the page show these answers, None for a blank."""
    for number, value in enumerate(values):
        options = questions(page).nth(number).get_by_role("radio")
        expect(options).to_have_count(len(CHOICES))
        for nth, choice in enumerate(CHOICES):
            expect(options.nth(nth)).to_be_checked(checked=choice == value)


def rows(server: Server, query: str) -> list[tuple[object, ...]]:
    """What the database holds."""
    with sqlite3.connect(server.database) as connection:
        return connection.execute(query).fetchall()
