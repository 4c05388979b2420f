"""Charts on a page: in the browser's scheme, in a form that fits its width, and to keep as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from assessment.identity import DARK, LIGHT
from assessment.web.private_links import private_url
from tests.browser.conftest import PATIENCE, Server, click
from tests.browser.results_page import BANK, respond

PNG = b"\x89PNG\r\n"


@pytest.fixture
def link(server: Server) -> str:
    """The private link of a result with different scores."""
    levels = {capability.id: str(1 + number % 5) for number, capability in enumerate(BANK.capabilities())}
    return private_url(server.url, respond(server, levels))


@pytest.fixture
def dark(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=server.url, color_scheme="dark")
    yield context
    context.close()


def results(page: Page, link: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(link)
    expect(page.get_by_role("heading", level=1, name="Your results")).to_be_visible()


def charts(page: Page, shown_to: str) -> Locator:
    """The chart of the subjects that a screen of this width shows."""
    return page.locator(f"[class*=st-key-{shown_to}] .js-plotly-plot").first


def paper(page: Page) -> str:
    """The colour that the first chart is drawn on."""
    sheet = page.locator(".js-plotly-plot .main-svg").first
    expect(sheet).to_be_attached()
    return str(sheet.evaluate("element => getComputedStyle(element).backgroundColor"))


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_a_chart_has_the_colours_that_the_browser_asks_for(page: Page, dark: BrowserContext, link: str) -> None:
    results(page, link)
    assert paper(page) == rgb(LIGHT.page)
    night = dark.new_page()
    results(night, link)
    assert paper(night) == rgb(DARK.page)
    expect(night.locator("[data-testid=stApp]")).to_have_css("background-color", rgb(DARK.page))


def test_a_phone_gets_lines_instead_of_a_radar(page: Page, link: str) -> None:
    results(page, link)
    expect(charts(page, "wide-radar-domains")).to_be_visible()
    expect(charts(page, "narrow-gaps-domains")).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(charts(page, "narrow-gaps-domains")).to_be_visible()
    expect(charts(page, "wide-radar-domains")).to_be_hidden()
    shown = charts(page, "narrow-gaps-domains").bounding_box()
    assert shown is not None
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= 360


def test_a_chart_can_be_saved_as_a_picture(page: Page, link: str) -> None:
    results(page, link)
    gaps = page.locator(".stPlotlyChart", has=page.locator(".js-plotly-plot")).filter(has_text="Portfolio").first
    with page.expect_download() as download:
        click(gaps.get_by_role("button", name="Download this chart as a picture (PNG)"))
    assert download.value.suggested_filename == "gaps.png"
    assert Path(download.value.path()).read_bytes().startswith(PNG)
