"""The page behind a private link, when the link is wrong at first or the server isn't ready."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Server
from tests.browser.survey import answer, begin, progress


def test_a_shortened_link_works_once_it_is_corrected_in_the_same_tab(
    page: Page, browser: Browser, server: Server
) -> None:
    link = begin(page)
    answer(page, 0, "4", answered=1)
    with browser.new_context() as elsewhere:
        tab = elsewhere.new_page()
        tab.goto(link[:-5])
        expect(tab.get_by_role("heading", name="No such link")).to_be_visible()
        tab.goto(link)  # another fragment alone: the browser doesn't load the page again
        expect(progress(tab)).to_contain_text("1 of 36")


def test_a_link_opened_while_the_server_is_not_ready_opens_by_itself_when_it_is(
    page: Page, browser: Browser, server: Server
) -> None:
    link = begin(page)
    answer(page, 0, "4", answered=1)
    with browser.new_context() as elsewhere:
        tab = elsewhere.new_page()

        def not_ready(route: Route) -> None:  # what a proxy says meanwhile, so it isn't JSON
            if route.request.method == "POST":
                route.fulfill(status=503, body="<h1>Service unavailable</h1>", content_type="text/html")
            else:
                route.continue_()

        tab.route("**/r/*", not_ready)
        tab.goto(link)
        expect(tab.get_by_role("heading", name="Not just now")).to_be_visible()
        expect(tab.get_by_role("status")).to_contain_text("Everything saved is safe; this page tries again by itself.")
        tab.unroute("**/r/*")
        expect(progress(tab)).to_contain_text("1 of 36")


def test_a_link_opened_while_the_server_is_down_opens_by_itself_when_it_is_back(
    page: Page, browser: Browser, server: Server
) -> None:
    link = begin(page)
    answer(page, 0, "4", answered=1)
    with browser.new_context() as elsewhere:
        tab = elsewhere.new_page()
        tab.goto(link[:-5])
        expect(tab.get_by_role("heading", name="No such link")).to_be_visible()
        server.kill()
        tab.goto(link)
        expect(tab.get_by_role("heading", name="No connection")).to_be_visible()
        server.start()
        expect(progress(tab)).to_contain_text("1 of 36")
