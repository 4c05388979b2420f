"""What is newer is never undone by what is older: late replies, waiting entries, forms and other tabs."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Server, click, wait_for
from tests.browser.survey import answer, begin, choose, expect_chosen, go_on, progress, questions, rows
from tests.browser.test_survey_outages import locked
from tests.browser.test_survey_saving import ITEMS, MORE, POSTS, TITLES, no_network, stored, waits


def another(page: Page) -> Page:
    """A second tab on the same page."""
    other = page.context.new_page()
    other.goto(page.url)
    expect(progress(other)).to_be_visible()
    return other


def note(page: Page, text: str, saved: str) -> None:
    """Write a comment on the first question and wait until the page says so."""
    comment = page.get_by_role("textbox", name="Comment (optional)")
    if not comment.count():
        click(page.get_by_text(MORE).first)
    comment.fill(text)
    comment.blur()
    expect(page.get_by_text(saved)).to_be_visible()


def held_back(page: Page) -> Callable[[], None]:
    """Hold what the script sends; calling what is returned lets it go on."""
    held: list[Route] = []
    page.route(POSTS, lambda route: held.append(route))

    def release() -> None:
        wait_for(lambda: bool(page.evaluate("1")) and bool(held), "something to be sent")
        for route in held:
            route.continue_()
        page.unroute(POSTS)

    return release


def test_a_reply_that_comes_on_another_page_stops_nothing(page: Page, server: Server) -> None:
    begin(page)
    release = held_back(page)
    choose(page, 0, "3")
    click(page.get_by_role("link", name="Method", exact=True))
    expect(page.get_by_role("heading", level=1, name="Method")).to_be_visible()
    release()
    wait_for(lambda: stored(server) == {ITEMS[0].id: "3"}, "the answer to be stored")
    click(page.get_by_role("link", name="Assess", exact=True))
    expect_chosen(page, "3")
    answer(page, 1, "4", answered=2)
    assert stored(server) == {ITEMS[0].id: "3", ITEMS[1].id: "4"}


def test_the_space_bar_and_a_click_on_the_radio_itself_save(page: Page, server: Server) -> None:
    begin(page)
    questions(page).first.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    expect(progress(page)).to_contain_text("1 of 36")
    questions(page).nth(1).get_by_role("radio").nth(2).evaluate("input => input.click()")
    expect(progress(page)).to_contain_text("2 of 36")
    assert stored(server) == {ITEMS[0].id: "1", ITEMS[1].id: "3"}


def test_a_choice_after_taking_back_stands_whichever_is_saved_first(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "4", answered=1)
    click(page.get_by_text(MORE).first)
    expect(page.get_by_role("button", name="Clear this answer")).to_be_visible()
    with locked(server):
        click(page.get_by_role("button", name="Clear this answer"))
        expect_chosen(page, None)
        choose(page, 0, "5")
        waits(page)
    waits(page, waiting=False)
    expect(page.get_by_text("The database isn't answering.")).to_have_count(0)
    expect(progress(page)).to_contain_text("1 of 36")
    expect_chosen(page, "5")
    assert stored(server) == {ITEMS[0].id: "5"}


def test_going_on_brings_no_older_answer_and_no_deleted_comment_back(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "2", answered=1)
    page.reload()
    expect_chosen(page, "2")
    answer(page, 0, "3", answered=1)
    wait_for(lambda: stored(server) == {ITEMS[0].id: "3"}, "the answer to be stored")
    note(page, "not for long", "Comment saved")
    other = another(page)
    choose(other, 0, "2")
    note(other, "", "No comment yet")
    wait_for(lambda: stored(server) == {ITEMS[0].id: "2"}, "the other tab's answer to be stored")
    go_on(page, TITLES[1])
    assert stored(server) == {ITEMS[0].id: "2"}
    assert rows(server, "select text from notes") == []


def test_what_waited_does_not_undo_what_another_tab_saved_meanwhile(page: Page, server: Server) -> None:
    begin(page)
    page.route(POSTS, no_network)
    choose(page, 0, "5")
    waits(page)
    other = another(page)
    answer(other, 0, "2", answered=1)
    page.unroute(POSTS)
    expect(page.get_by_text("This was changed in another tab")).to_be_visible()
    waits(page, waiting=False)
    assert stored(server) == {ITEMS[0].id: "2"}


def test_a_page_drawn_again_shows_what_another_tab_has_saved(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "4", answered=1)
    other = another(page)
    choose(other, 0, "1")
    wait_for(lambda: stored(server) == {ITEMS[0].id: "1"}, "the other tab's answer to be stored")
    click(page.get_by_text(MORE).first)
    expect_chosen(page, "1")
    assert stored(server) == {ITEMS[0].id: "1"}


def test_a_comment_that_waits_stands_in_its_box_after_a_reload(page: Page, server: Server) -> None:
    begin(page)
    click(page.get_by_text(MORE).first)
    page.route(POSTS, no_network)
    page.get_by_role("textbox", name="Comment (optional)").fill("as written")
    page.get_by_role("textbox", name="Comment (optional)").blur()
    waits(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    click(page.get_by_text(MORE).first)
    expect(page.get_by_role("textbox", name="Comment (optional)")).to_have_value("as written")
    page.unroute(POSTS)
    expect(page.get_by_text("Comment saved")).to_be_visible()
    assert rows(server, "select text from notes") == [("as written",)]
