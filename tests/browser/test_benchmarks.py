"""The Benchmarks page in a real browser: with nothing, with enough, and with somebody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessment.bank.load import load_bank
from assessment.services.cohort import Cohort
from assessment.services.survey import Profile, Survey
from assessment.storage.database import Database
from tests.browser.conftest import ROOT, Server, click

BANK = load_bank(ROOT / "questions")
DAY = date(2026, 11, 2)
CAPABILITIES = BANK.questionnaires[0].capabilities


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    """The database of the running server, which a second process may write to as well."""
    opened = Database(f"sqlite:///{server.database}")
    yield opened
    opened.close()


def fill(database: Database, responses: int) -> Cohort:
    """Submitted pulses on two capabilities that opted in, all in finance and five of them small."""
    survey = Survey(database, BANK, today=lambda: DAY)
    cohort = Cohort(database, BANK, today=lambda: DAY, threshold=5)
    for number in range(responses):
        key = survey.begin("pulse", ["strategy"], Profile(industry="finance", size="under_50" if number < 5 else None))
        for capability in CAPABILITIES[:2]:
            (item,) = (item for item in capability.items if item.core)
            survey.answer(key, item.id, str(number % 4 + 1))
        survey.submit(key)
        cohort.join(key)
    return cohort


def open_page(page: Page) -> None:
    page.goto("/benchmarks")
    expect(page.get_by_role("heading", level=1, name="Benchmarks")).to_be_visible()
    expect(page.get_by_role("heading", name="Taking part")).to_be_visible()


def test_with_too_few_the_page_says_so_and_shows_published_figures_with_their_sources(
    page: Page, database: Database
) -> None:
    open_page(page)
    expect(
        page.get_by_text("No response is in the benchmark so far. From 30 on, you see where you stand.")
    ).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    expect(page.get_by_role("heading", name="Published figures instead")).to_be_visible()
    expect(page.get_by_text("28 % answered “Yes”").first).to_be_visible()
    click(page.get_by_role("button", name="Where these figures come from").nth(1))
    expect(page.get_by_text("1,491 in the whole survey")).to_be_visible()

    fill(database, 27)
    page.reload()
    expect(page.get_by_text("25 responses are in the benchmark so far.")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    expect(page.get_by_role("heading", name="Published figures instead")).to_be_visible()


def test_with_enough_the_page_shows_what_it_is_made_of_the_spread_and_what_is_withheld(
    page: Page, database: Database
) -> None:
    fill(database, 40)
    open_page(page)
    expect(
        page.get_by_text("Everyone: 40 responses, counted 2 November 2026. People who chose to take part")
    ).to_be_visible()
    chart = page.locator(".js-plotly-plot")
    expect(chart).to_have_count(1)
    expect(chart.get_by_text("N = 40")).to_have_count(2)
    for capability in CAPABILITIES[:2]:
        expect(chart.get_by_text(capability.title)).to_be_visible()
    expect(page.get_by_text("Withheld, because fewer than 30 of the 40 have a score")).to_contain_text(
        "; ".join(capability.title for capability in CAPABILITIES[2:])
    )
    expect(page.get_by_text("This site: too few responses in")).to_contain_text("Under 50 people")
    click(page.get_by_text("The table behind this"))
    row = page.get_by_role("table").get_by_role("row", name=CAPABILITIES[0].title)
    # 40 responses at 1, 2, 3, 4, 1 …: ten at each, and the twentieth of them at 2.
    expect(row.get_by_role("cell")).to_have_text([CAPABILITIES[0].title, "40", "2.0", "10", "10", "10", "10", "0"])
    expect(page.get_by_role("heading", name="Published figures instead")).to_have_count(0)

    page.get_by_role("combobox", name="Among").focus()
    page.keyboard.type("Banking")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Banking and insurance: 40 responses")).to_be_visible()
    page.get_by_role("radio", name="Full").check(force=True)
    expect(page.get_by_text("No response is in the benchmark so far.")).to_be_visible()


def test_a_benchmark_of_somebody_else_is_shown_with_its_source_and_beside_the_own_one(
    page: Page, database: Database, tmp_path: Path
) -> None:
    elsewhere = Database(f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}")
    elsewhere.upgrade()
    cohort = fill(elsewhere, 35)
    edition = replace(cohort.export_edition("The others"), collected="Asked at *one* event.")
    elsewhere.close()
    fill(database, 10).import_edition(edition)
    open_page(page)
    expect(page.get_by_text("10 responses are in the benchmark so far.")).to_be_visible()
    expect(page.get_by_text("Source: The others. Asked at *one* event.")).to_be_visible()
    fill(database, 30)
    page.reload()
    expect(page.get_by_text("Everyone: 40 responses")).to_be_visible()
    page.get_by_role("combobox", name="Source").focus()
    page.keyboard.type("The others")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Everyone: 35 responses")).to_contain_text("Source: The others.")
