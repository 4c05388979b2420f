"""A results link in a real browser: made by the owner, read by somebody else, ended."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, click
from tests.browser.results_page import DIRECTION, open_results, respond, unfold


def test_somebody_else_reads_the_results_until_the_owner_ends_the_link(
    page: Page, server: Server, browser: Browser
) -> None:
    item = DIRECTION.items[0].id
    key = respond(server, {DIRECTION.id: "1"}, notes={(item, "comment"): "Between the two of us"})
    open_results(page, server, key)
    unfold(page, "Share these results", page.get_by_role("button", name="Make a results link"))
    click(page.get_by_role("button", name="Make a results link"))
    link = page.locator("code", has_text="/r/").inner_text()

    with browser.new_context(base_url=server.url) as context:
        reader = context.new_page()
        reader.goto(link)
        expect(reader.get_by_role("heading", level=1, name="Results shared with you")).to_be_visible()
        expect(reader.get_by_role("heading", name="Gaps, largest first")).to_be_visible()
        assert "#" not in reader.url
        expect(reader.get_by_role("button", name="Download as JSON")).to_be_visible()
        for owners in ("Change my answers", "Delete everything now", "Adopt this action"):
            expect(reader.get_by_role("button", name=owners)).to_have_count(0)
        assert "Between the two of us" not in reader.content()
        with reader.expect_download() as download:
            click(reader.get_by_role("button", name="Notes as CSV"))
        assert "Between" not in download.value.path().read_text("utf-8")

        click(page.get_by_role("button", name="End the results link"))
        expect(page.get_by_role("button", name="Make a results link")).to_be_visible()
        reader.reload()
        expect(reader.get_by_text("no such link", exact=False)).to_be_visible()
