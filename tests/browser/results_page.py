"""What a person does on the results page, as functions over a page; and responses to have results of."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date

from playwright.sync_api import Locator, Page, expect

from assessment.bank.load import load_bank
from assessment.bank.model import Mode
from assessment.services.private_key import PrivateKey
from assessment.services.survey import Profile, Survey
from assessment.storage.database import Database
from assessment.storage.repository import NoteKind
from assessment.web.private_links import cookie_name
from tests.browser.conftest import ROOT, Server, click
from tests.browser.survey import pick

BANK = load_bank(ROOT / "questions")
DIRECTION, VALUE = BANK.questionnaires[0].capabilities[:2]


def respond(
    server: Server,
    levels: Mapping[str, str],
    *,
    mode: Mode = "pulse",
    submitted_on: date = date(2026, 11, 2),
    notes: Mapping[tuple[str, NoteKind], str] | None = None,
) -> PrivateKey:
    """A submitted response: every item of the capabilities in `levels` has that answer, every other item a 3."""
    with closing(Database(f"sqlite:///{server.database}")) as database:
        survey = Survey(database, BANK, today=lambda: submitted_on)
        key = survey.begin(mode, [q.id for q in BANK.questionnaires], Profile())
        for capability in BANK.capabilities():
            for item in capability.items:
                if mode == "full" or item.core:
                    survey.answer(key, item.id, levels.get(capability.id, "3"))
        for (item_id, kind), text in (notes or {}).items():
            survey.note(key, item_id, kind, text)
        survey.submit(key)
    return key


def open_results(page: Page, server: Server, key: PrivateKey, *others: PrivateKey) -> None:
    """The results behind `key`, in a browser that holds the keys to all of them."""
    for held in (key, *others):
        page.context.add_cookies([{"name": cookie_name(held.handle), "value": held.token, "url": server.url}])
    page.goto(f"/results?r={key.handle}")
    expect(page.get_by_role("heading", level=1, name="Your results")).to_be_visible()
    expect(page.get_by_role("button", name="Change my answers")).to_be_visible()


def unfold(page: Page, label: str, shows: Locator) -> None:
    """Open the fold with this label; what it `shows` is there then."""
    click(page.locator("summary", has_text=label))
    expect(shows).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of the list with this label."""
    pick(page, page.get_by_role("combobox", name=label), option)


def steps(page: Page) -> Locator:
    """The next steps, most pressing first."""
    return page.get_by_role("listitem").filter(has_text="from level")


def action(page: Page, text: str) -> Locator:
    """The tick box of an action."""
    return page.get_by_role("checkbox", name=text)


def write_date(page: Page, label: str, digits: str) -> None:
    """Type a date, year first, and close the calendar that comes with it."""
    click(page.get_by_role("spinbutton", name=f"year, {label}"))
    page.keyboard.type(digits)
    page.keyboard.press("Escape")
