"""Answers survive in a real browser: a locked database, killed servers, and pages that reconnect."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from assessment.bank.load import load_bank
from tests.browser.conftest import ROOT, Server, click
from tests.browser.survey import (
    answer,
    begin,
    choose,
    expect_chosen,
    go_on,
    progress,
    restart,
    review,
    rows,
    submit,
)

BANK = load_bank(ROOT / "questions")
ITEMS = list(BANK.items("pulse"))
TITLES = [q.title for q in BANK.questionnaires]


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """While the database can't be written to."""
    with sqlite3.connect(server.database, isolation_level=None) as other:
        other.execute("begin immediate")
        try:
            yield
        finally:
            other.execute("rollback")


def test_while_the_database_is_locked_an_answer_stays_on_the_page_and_is_saved_afterwards(
    page: Page, server: Server
) -> None:
    begin(page)
    answer(page, 0, "3", answered=1)
    with locked(server):
        choose(page, 1, "5")
        expect(page.get_by_text("Not saved yet.")).to_be_visible()
        expect(page.get_by_role("alert").get_by_text("Not everything is saved yet")).to_be_visible()
    expect(progress(page)).to_contain_text("2 of 36")
    expect(page.get_by_text("Not saved yet.")).to_have_count(0)
    assert (ITEMS[1].id, "5") in rows(server, "select item_id, value from answers")


def test_a_click_that_a_kill_left_unsaved_is_saved_when_the_server_is_back(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "3", answered=1)
    with locked(server):
        choose(page, 1, "5")
        server.kill()
    server.start()
    expect(progress(page)).to_contain_text("2 of 36")
    assert (ITEMS[1].id, "5") in rows(server, "select item_id, value from answers")


def test_what_waits_for_the_database_is_saved_from_any_page_and_never_left_out_of_a_submit(
    page: Page, server: Server
) -> None:
    begin(page)
    answer(page, 0, "3", answered=1)
    with locked(server):
        choose(page, 1, "5")
        expect(page.get_by_text("Not saved yet.")).to_be_visible()
        for title in [*TITLES[1:], "Who decides"]:
            go_on(page, title)
        review(page)
        expect(page.get_by_role("button", name="Submit and see my results")).to_be_disabled()
        expect(page.get_by_text("The database isn't answering.")).to_be_visible()
    expect(page.get_by_text("34 of 36 questions have no answer.")).to_be_visible()
    submit(page)
    assert sorted(rows(server, "select item_id, value from answers")) == sorted(
        [(ITEMS[0].id, "3"), (ITEMS[1].id, "5")]
    )


def test_a_comment_written_while_the_database_is_locked_is_not_called_saved_until_it_is(
    page: Page, server: Server
) -> None:
    begin(page)
    click(page.get_by_text("Add a comment, or clear this answer").first)
    comment = page.get_by_role("textbox", name="Comment (optional)")
    comment.fill("first")
    comment.press("Control+Enter")
    expect(page.get_by_text("Comment saved")).to_be_visible()
    with locked(server):
        comment.fill("second")
        comment.press("Control+Enter")
        expect(page.get_by_text("Not saved yet.")).to_be_visible()
        expect(page.get_by_text("Comment saved")).to_have_count(0)
    expect(page.get_by_text("Comment saved")).to_be_visible()
    assert rows(server, "select text from notes") == [("second",)]


def test_a_cleared_answer_stays_cleared_when_a_page_that_still_shows_it_reconnects(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "4", answered=1)
    other = page.context.new_page()
    other.goto(page.url)
    click(other.get_by_text("Add a comment, or clear this answer").first)
    click(other.get_by_role("button", name="Clear this answer"))
    expect(progress(other)).to_contain_text("0 of 36")
    other.close()
    restart(server, page)
    expect(progress(page)).to_contain_text("0 of 36")
    answer(page, 1, "2", answered=1)
    expect_chosen(page, None)
    assert rows(server, "select item_id, value from answers where value <> ''") == [(ITEMS[1].id, "2")]
