"""A page of questions saves by itself, without Streamlit: what is chosen, what waits, what is never brought back."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from assessment.bank.load import load_bank
from tests.browser.conftest import ROOT, Server, click, wait_for
from tests.browser.survey import answer, begin, choose, expect_chosen, go_on, progress, questions, restart, rows

BANK = load_bank(ROOT / "questions")
ITEMS = list(BANK.items("pulse"))
TITLES = [q.title for q in BANK.questionnaires]
POSTS = "**/survey/*/*"
SCRIPT = "**/w/files/survey-*.js"
STORED = "select item_id, value from answers order by item_id"
MORE = "Add a comment, or clear this answer"


def stored(server: Server) -> dict[object, object]:
    return {row[0]: row[1] for row in rows(server, STORED)}


def no_network(route: Route) -> None:
    route.abort()


def waits(page: Page, *, waiting: bool = True) -> None:
    """The page says that something isn't saved yet, or no longer does."""
    expect(page.get_by_role("alert").get_by_text("Not everything is saved yet")).to_have_count(int(waiting))


def test_a_choice_is_saved_and_counted_without_a_run_of_the_page(page: Page, server: Server) -> None:
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    begin(page)
    answer(page, 0, "3", answered=1)
    before = len(sent)
    answer(page, 1, "dk", answered=2)
    answer(page, 0, "5", answered=2)
    expect(page.get_by_text("Saved", exact=True)).to_have_count(2)
    assert len(sent) == before
    assert stored(server) == {ITEMS[0].id: "5", ITEMS[1].id: "dk"}


def test_what_is_not_saved_stands_out_until_it_is(page: Page, server: Server) -> None:
    begin(page)
    page.route(POSTS, no_network)
    choose(page, 0, "3")
    waits(page)
    expect(page.locator(".saved.waits")).to_contain_text("Not saved yet.")
    page.unroute(POSTS)
    expect(page.get_by_text("Saved", exact=True)).to_have_count(1)
    waits(page, waiting=False)
    expect(page.locator(".saved.waits")).to_have_count(0)
    assert stored(server) == {ITEMS[0].id: "3"}


def test_what_is_chosen_before_the_script_is_there_is_saved_when_it_is(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "2", answered=1)
    held: list[Route] = []
    page.route(SCRIPT, lambda route: held.append(route))
    page.reload()
    expect_chosen(page, "2")
    choose(page, 0, "4")
    choose(page, 1, "3")
    assert stored(server) == {ITEMS[0].id: "2"}
    wait_for(lambda: bool(page.evaluate("1")) and bool(held), "the script to be asked for")
    held[0].continue_()
    expect(progress(page)).to_contain_text("2 of 36")
    assert stored(server) == {ITEMS[0].id: "4", ITEMS[1].id: "3"}


def test_without_the_script_going_on_saves_the_page(page: Page, server: Server) -> None:
    page.route(SCRIPT, no_network)
    begin(page)
    choose(page, 0, "3")
    choose(page, 1, "na")
    assert stored(server) == {}
    go_on(page, TITLES[1])
    expect(progress(page)).to_contain_text("2 of 36")
    click(page.get_by_role("button", name="Back"))
    expect_chosen(page, "3", "na", None)
    choose(page, 0, "4")
    click(page.get_by_text(MORE).nth(1))
    page.get_by_role("textbox", name="Comment (optional)").fill("as written")
    go_on(page, TITLES[1])
    expect(progress(page)).to_contain_text("2 of 36")
    assert stored(server) == {ITEMS[0].id: "4", ITEMS[1].id: "na"}
    assert rows(server, "select item_id, text from notes") == [(ITEMS[1].id, "as written")]


def test_what_another_tab_took_back_is_not_brought_again_by_going_on(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "4", answered=1)
    other = page.context.new_page()
    other.goto(page.url)
    click(other.get_by_text(MORE).first)
    click(other.get_by_role("button", name="Clear this answer"))
    expect(progress(other)).to_contain_text("0 of 36")
    go_on(page, TITLES[1])
    expect(progress(page)).to_contain_text("0 of 36")
    assert stored(server) == {ITEMS[0].id: ""}


def test_a_page_left_by_its_menu_and_opened_again_does_not_undo_what_another_tab_saved(
    page: Page, server: Server
) -> None:
    begin(page)
    answer(page, 0, "2", answered=1)
    click(page.get_by_text(MORE).first)
    comment = page.get_by_role("textbox", name="Comment (optional)")
    comment.fill("older")
    comment.blur()
    expect(page.get_by_text("Comment saved")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    click(page.get_by_role("link", name="Method", exact=True))
    expect(page.get_by_role("heading", level=1, name="Method")).to_be_visible()
    answer(other, 0, "5", answered=1)
    click(other.get_by_text(MORE).first)
    newer = other.get_by_role("textbox", name="Comment (optional)")
    expect(newer).to_have_value("older")
    newer.fill("newer")
    newer.blur()
    wait_for(lambda: rows(server, "select text from notes") == [("newer",)], "the newer comment to be stored")
    click(page.get_by_role("link", name="Assess", exact=True))
    expect_chosen(page, "5")
    if not comment.count():
        click(page.get_by_text(MORE).first)
    expect(comment).to_have_value("newer")
    go_on(page, TITLES[1])
    expect(progress(page)).to_contain_text("1 of 36")
    assert stored(server) == {ITEMS[0].id: "5"}
    assert rows(server, "select text from notes") == [("newer",)]


def test_looking_through_a_page_with_the_keyboard_changes_nothing(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "4", answered=1)
    other = page.context.new_page()
    other.goto(page.url)
    answer(other, 0, "1", answered=1)
    wait_for(lambda: stored(server) == {ITEMS[0].id: "1"}, "the other tab's answer to be stored")
    questions(page).first.get_by_role("radio").nth(3).focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    answer(page, 1, "2", answered=2)
    assert stored(server) == {ITEMS[0].id: "1", ITEMS[1].id: "2"}


def test_what_cannot_be_sent_waits_in_the_tab_over_pages_and_a_reload_and_is_sent_once(
    page: Page, server: Server
) -> None:
    begin(page)
    answer(page, 0, "3", answered=1)
    page.route(POSTS, no_network)
    choose(page, 1, "5")
    choose(page, 1, "4")
    waits(page)
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())  # the browser asks whether to leave
    page.reload()
    expect_chosen(page, "3", "4")
    waits(page)
    assert stored(server) == {ITEMS[0].id: "3"}
    page.unroute(POSTS)
    expect(progress(page)).to_contain_text("2 of 36")
    waits(page, waiting=False)
    assert stored(server) == {ITEMS[0].id: "3", ITEMS[1].id: "4"}


def test_a_changed_answer_that_a_kill_left_unsaved_is_shown_and_saved_when_the_server_is_back(
    page: Page, server: Server
) -> None:
    begin(page)
    answer(page, 0, "3", answered=1)
    page.reload()
    expect_chosen(page, "3")
    page.route(POSTS, no_network)
    choose(page, 0, "5")
    waits(page)
    restart(server, page)
    expect_chosen(page, "5")
    page.unroute(POSTS)
    waits(page, waiting=False)
    expect_chosen(page, "5")
    assert stored(server) == {ITEMS[0].id: "5"}


def test_an_answer_taken_back_while_it_waits_stays_taken_back(page: Page, server: Server) -> None:
    begin(page)
    page.route(POSTS, no_network)
    choose(page, 0, "5")
    waits(page)
    click(page.get_by_text(MORE).first)
    click(page.get_by_role("button", name="Clear this answer"))
    expect_chosen(page, None)
    page.unroute(POSTS)
    waits(page, waiting=False)
    expect(progress(page)).to_contain_text("0 of 36")
    assert stored(server) == {ITEMS[0].id: ""}


def test_a_comment_waits_as_an_answer_does(page: Page, server: Server) -> None:
    begin(page)
    click(page.get_by_text(MORE).first)
    comment = page.get_by_role("textbox", name="Comment (optional)")
    page.route(POSTS, no_network)
    comment.fill("as written")
    comment.blur()
    waits(page)
    page.unroute(POSTS)
    expect(page.get_by_text("Comment saved")).to_be_visible()
    waits(page, waiting=False)
    assert rows(server, "select text from notes") == [("as written",)]


def test_what_the_server_refuses_is_said_under_the_question_and_not_sent_again(page: Page, server: Server) -> None:
    begin(page)
    page.context.clear_cookies()
    choose(page, 0, "5")
    expect(page.get_by_text("This browser holds no key to this assessment")).to_be_visible()
    waits(page, waiting=False)
    assert stored(server) == {}
