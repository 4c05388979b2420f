"""A language is changed on any page, stays, and loses no answer; the plain pages also run from right to left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment.language import LANGUAGES, _, speaking
from assessment.services.workshop_setup import Setup
from tests.browser.conftest import Server, click
from tests.browser.survey import answer, begin, expect_chosen, questions, rows
from tests.browser.workshop import LedWorkshop, a_phone, choose, join, led_workshop, place, state


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    """An open workshop in Pulse."""
    with led_workshop(server, Setup(title="Leadership day", mode="pulse")) as workshop:
        yield workshop


def said_in(language: str, text: str) -> str:
    with speaking(language):
        return _(text)


def test_the_survey_goes_on_in_another_language_with_every_answer(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "4", answered=1)
    for language in ("de", "es", "fr"):
        click(page.get_by_role("link", name=LANGUAGES[language]))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("button", name=said_in(language, "Continue"))).to_be_visible()
        expect_chosen(page, "4", None)
    questions(page).nth(1).locator("label").nth(1).click()
    saved = said_in("fr", "{done} of {questions} answered, {ahead}").split("{questions}")[0].format(done=2)
    expect(page.get_by_text(saved)).to_be_visible()
    assert [value for (value,) in rows(server, "select value from answers order by value")] == ["2", "4"]
    page.goto("/")
    expect(page.get_by_role("button", name=said_in("fr", "Take the assessment"))).to_be_visible()


def test_a_phone_changes_the_language_and_keeps_what_it_answered(
    browser: Browser, server: Server, led: LedWorkshop
) -> None:
    first, second, *_rest = led.questions.values()
    with a_phone(browser, server) as context:
        phone = context.pages[0]
        join(phone, led.code)
        choose(phone, first, "3")
        expect(state(phone)).to_have_text("Saved")
        phone.get_by_role("link", name="Deutsch").click()
        expect(phone.locator("html")).to_have_attribute("lang", "de")
        expect(phone.get_by_role("link", name=said_in("de", "The room"))).to_be_visible()
        expect(place(phone, first, "3")).to_be_checked()
        choose(phone, second, "2")
        expect(state(phone)).to_have_text(said_in("de", "Saved"))
        phone.goto(phone.url.split("#")[0] + "#end")
        phone.get_by_role("button", name=said_in("de", "Hand in my answers")).click()
        expect(phone.get_by_text(said_in("de", "You have handed in.")).first).to_be_visible()
    (answers,) = rows(server, "select count(*) from participant_answers where value in ('2', '3')")
    assert answers == (2,)


def test_from_right_to_left_a_phone_page_has_its_choices_on_the_right_and_nothing_sticks_out(
    browser: Browser, server: Server, led: LedWorkshop
) -> None:
    with a_phone(browser, server, width=320) as context:
        phone = context.pages[0]
        join(phone, led.code)
        phone.evaluate("document.documentElement.dir = 'rtl'")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
        label = phone.locator("#questions label.choice").first
        choice, words = (label.locator(part).bounding_box() for part in ("input", "span"))
        assert choice
        assert words
        assert choice["x"] > words["x"]
