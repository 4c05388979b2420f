"""What a respondent writes, and what opens their response, never reaches the server's log."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, click, wait_for
from tests.browser.survey import begin

SECRET = "periwinkle"


def test_a_comment_that_cannot_be_saved_leaves_neither_its_text_nor_the_private_link_in_the_log(
    page: Page, server: Server
) -> None:
    handle, token = begin(page).split("/r/")[1].split("#")
    with closing(sqlite3.connect(server.database)) as database:
        database.execute("CREATE TRIGGER refuse BEFORE INSERT ON notes BEGIN SELECT RAISE(ABORT, 'refused'); END")
    click(page.get_by_text("Add a comment, or clear this answer").first)
    comment = page.get_by_role("textbox", name="Comment (optional)")
    comment.fill(f"We call it {SECRET}.")
    comment.press("Control+Enter")
    wait_for(lambda: "IntegrityError" in server.log.read_text("utf-8"), "the error in the log")
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    log = server.log.read_text("utf-8")
    assert "unexpected IntegrityError at assessment/storage/" in log
    for private in (SECRET, token, handle, "parameters", "response_id", "Traceback"):
        assert private not in log
