"""Where an operator wants it, workshops are created and led by who signed in and is named; anybody takes part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessment.services.workshop_setup import Setup
from assessment.web.private_links import private_url
from tests.browser.conftest import Server, click
from tests.browser.identity_provider import CLIENT, Provider, identity_provider
from tests.browser.workshop import led_workshop

SECRETS = """[auth]
redirect_uri = "{url}/oauth2callback"
cookie_secret = "{key}"
client_id = "{client}"
client_secret = "between the two"
server_metadata_url = "{metadata}"
"""


@pytest.fixture
def provider() -> Iterator[Provider]:
    with identity_provider() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path, provider: Provider) -> Iterator[Server]:
    running = Server(tmp_path, HOME=str(tmp_path), FACILITATORS="anna@example.org")
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(
        SECRETS.format(url=running.url, key="k" * 40, client=CLIENT, metadata=provider.metadata_url), "utf-8"
    )
    try:
        running.start()
        yield running
    finally:
        running.kill()


def sign_in(page: Page) -> None:
    click(page.get_by_role("button", name="Sign in", exact=True))


def test_a_facilitator_signs_in_leads_and_signs_out(page: Page, server: Server) -> None:
    with led_workshop(server, Setup(title="Leadership day")) as led:
        page.goto(private_url(server.url, led.facilitator))
        expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        expect(page.get_by_text("Leadership day")).to_have_count(0)
        sign_in(page)
        expect(page.get_by_text("Signed in as anna@example.org.")).to_be_visible()
        expect(page).to_have_url(f"{server.url}/workshop")
        expect(page.get_by_role("button", name="Create the workshop")).to_be_visible()
        page.goto(f"/workshop?r={led.facilitator.handle}")
        expect(page.get_by_role("heading", level=1, name="Leadership day")).to_be_visible()
        click(page.get_by_role("button", name="Sign out"))
        expect(page.get_by_role("heading", level=1, name="How ready are your leaders")).to_be_visible()
        page.goto(f"/workshop?r={led.facilitator.handle}")
        expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        expect(page.get_by_text("Leadership day")).to_have_count(0)


def test_who_signs_in_and_is_not_named_leads_nothing(page: Page, provider: Provider) -> None:
    provider.email = "eve@example.org"
    page.goto("/workshop")
    sign_in(page)
    expect(page.get_by_text("not as somebody who leads workshops here")).to_be_visible()
    expect(page.get_by_role("button", name="Create the workshop")).to_have_count(0)
    expect(page.get_by_text("Signed in as eve@example.org.")).to_be_visible()


def test_a_provider_that_is_down_is_said_with_a_way_back(page: Page, provider: Provider) -> None:
    provider.is_down = True
    page.goto("/workshop?lang=de")
    click(page.get_by_role("button", name="Anmelden", exact=True))
    expect(page.get_by_role("heading", level=1, name="Die Anmeldung hat nicht geklappt")).to_be_visible()
    expect(page.get_by_text("Nichts wurde geändert")).to_be_visible()
    provider.is_down = False
    page.get_by_role("link", name="Zurück zum Workshop").click()
    click(page.get_by_role("button", name="Anmelden", exact=True))
    expect(page.get_by_text("Angemeldet als anna@example.org.")).to_be_visible()


def test_taking_part_and_the_survey_ask_nobody_to_sign_in(page: Page, server: Server) -> None:
    page.goto("/assess")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    with led_workshop(server, Setup(title="Leadership day", mode="pulse")) as led:
        page.goto(f"/w/{led.code}")
        expect(page.get_by_role("button", name="Join")).to_be_visible()
        assert provider_was_not_asked(page)


def provider_was_not_asked(page: Page) -> bool:
    """Nothing of a sign-in is in the browser."""
    return not any(cookie["name"].startswith("_streamlit_user") for cookie in page.context.cookies())
