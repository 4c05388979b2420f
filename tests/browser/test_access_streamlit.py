"""No violation of WCAG 2.2 A and AA that axe-core finds on Streamlit's pages, its own parts too, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assessment.services.workshop_setup import Setup
from assessment.storage.discussion import Agreement
from assessment.web.private_links import private_url
from tests.browser.conftest import PATIENCE, Server, click, wait_for
from tests.browser.results_page import BANK, respond
from tests.browser.survey import begin
from tests.browser.test_access import RULES, SCHEMES
from tests.browser.test_own_answers import bring, simulated
from tests.browser.workshop import led_workshop

axe = Axe()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("access"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(params=SCHEMES)
def page(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1280, "height": 900}, color_scheme=request.param
    )
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()


def assert_accessible(page: Page, what: str) -> None:
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    expect(page.locator("[data-testid=stSkeleton], .stPlotlyChart:not(:has(.main-svg))")).to_have_count(0)
    wait_for(lambda: not page.locator("[data-stale=true]").count(), "the page to be fresh")
    found = axe.run(page, options=RULES)
    assert found.violations_count == 0, f"{what}: {found.generate_report()}"


def test_the_pages_that_need_no_answers(page: Page) -> None:
    for path in ("/", "/assess", "/results", "/workshop", "/benchmarks", "/method", "/own_answers", "/shared"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        assert_accessible(page, path)


def test_the_survey(page: Page) -> None:
    begin(page)
    assert_accessible(page, "questions")
    click(page.get_by_text("Add a comment, or clear this answer").first)
    expect(page.get_by_role("textbox", name="Comment (optional)")).to_be_visible()
    assert_accessible(page, "a note")
    for step, title in (("ownership", "Who decides"), ("review", "Review and submit")):
        page.goto(f"{page.url.partition('&step')[0]}&step={step}")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        assert_accessible(page, step)


def test_the_results(page: Page, server: Server, tmp_path: Path) -> None:
    item = BANK.questionnaires[0].capabilities[0].items[0].id
    page.goto(private_url(server.url, respond(server, {}, notes={(item, "comment"): "Two sites show it"})))
    expect(page.get_by_role("heading", level=1, name="Your results")).to_be_visible()
    for answers in page.get_by_text("Your answers", exact=True).all():
        click(answers)
    assert_accessible(page, "results")
    page.goto("/own_answers")
    bring(page, simulated(tmp_path / "leaders.csv", 12))
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()
    assert_accessible(page, "results of a file")


def test_the_console(page: Page, server: Server) -> None:
    with led_workshop(server, Setup(title="Leadership day", mode="pulse", comments=True)) as led:
        page.goto(private_url(server.url, led.facilitator))
        expect(page.get_by_role("heading", level=1, name="Leadership day")).to_be_visible()
        assert_accessible(page, "lobby")
        led.hand_in("11335555")
        led.move("revealed")
        led.discussion.open_vote(led.facilitator, "strategy.direction")
        led.discussion.agree(led.facilitator, Agreement("data.quality", "3", "Two sites show it", "", ""))
        led.discussion.act(led.facilitator, "Publish the list", owner="CIO", due=date(2027, 1, 15))
        for name in ("Picture", "Talk and act", "Who decides", "Actions", "Parking lot", "Comments", "Report"):
            click(page.get_by_role("tab", name=name, exact=True))
            expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
            assert_accessible(page, name)
