"""A workshop in a running server's database, led from here, and what a participant does on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.services.discussion import Discussion
from assessment.services.participation import Participation
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Question
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.settings import ROOT
from assessment.storage.database import Database
from assessment.web.private_links import cookie_name
from tests.browser.conftest import PATIENCE, Server, click

_ANSWER = """(answers) => {
  for (const [id, value] of Object.entries(answers)) {
    const list = document.querySelector(`#questions select[name="${id}"]`);
    if (list) { list.value = value; list.dispatchEvent(new Event("change", {bubbles: true})); }
    else document.querySelector(`#questions input[name="${id}"][value="${value}"]`).click();
  }
}"""


@dataclass(frozen=True)
class LedWorkshop:
    """A workshop and what leads it; `code` is as it is stored."""

    code: str
    facilitator: PrivateKey
    bank: Bank
    workshops: Workshops
    participation: Participation
    discussion: Discussion

    @property
    def questions(self) -> dict[str, Question]:
        """What it asks, by id, in order."""
        return self.participation.way(self.workshops.lobby(self.facilitator).workshop).questions

    def move(self, stage: str) -> None:
        """Go to another stage."""
        self.workshops.move(self.facilitator, stage)  # type: ignore[arg-type]

    def hand_in(self, levels: Sequence[str], role: str = "ceo") -> list[PrivateKey]:
        """One more participant for each level, who answers every question with it, or the first choice, and submits."""
        keys = []
        for level in levels:
            key = self.participation.join(self.code, role)
            for seq, (id, question) in enumerate(self.questions.items(), 1):
                value = level if question.offers(level) else question.choices[0].id
                self.participation.answer(key, seq, id, value)
            self.participation.submit(key)
            keys.append(key)
        return keys

    def stored(self, key: PrivateKey) -> dict[str, str]:
        """The answers of a participant."""
        return dict(self.participation.open(key).answers)


@contextmanager
def led_workshop(server: Server, setup: Setup, stage: str = "open") -> Iterator[LedWorkshop]:
    """A new workshop at a stage."""
    bank = load_bank(ROOT / "questions")
    database = Database(f"sqlite:///{server.database}")
    try:
        workshops = Workshops(database, bank, now=_now, threshold=5)
        created = workshops.create(setup)
        led = LedWorkshop(
            created.code,
            created.facilitator,
            bank,
            workshops,
            Participation(database, bank, now=_now),
            Discussion(database, bank, now=_now),
        )
        led.move(stage)
        yield led
    finally:
        database.close()


def create_workshop(page: Page, title: str) -> str:
    """From the workshop page to the new workshop's console; returns the facilitator's link."""
    page.goto("/workshop")
    box = page.get_by_role("textbox", name="Title", exact=True)
    box.fill(title)
    box.press("Tab")
    click(page.get_by_role("button", name="Create the workshop"))
    expect(page.get_by_role("heading", level=1, name="Your facilitator link")).to_be_visible()
    link = page.locator("code", has_text="/r/").inner_text()
    click(page.get_by_role("link", name="Open the console"))
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    return link


def open_console(page: Page, led: LedWorkshop, server: Server) -> None:
    """The console of a workshop, in a browser that holds the facilitator's key."""
    key = led.facilitator
    page.context.add_cookies([{"name": cookie_name(key.handle), "value": key.token, "url": server.url}])
    page.goto(f"/workshop?r={key.handle}")
    expect(page.get_by_text("Stage: ")).to_be_visible()


def count(page: Page, name: str) -> Locator:
    """One of the console's live counts by its name: its figure."""
    metric = page.get_by_test_id("stMetric").filter(has=page.get_by_text(name, exact=True))
    return metric.get_by_test_id("stMetricValue")


def stage(page: Page) -> Locator:
    """The stage that the console shows as the one now."""
    return page.get_by_text("Stage: ").locator("strong")


def join(page: Page, code: str, role: str = "cio") -> None:
    """From the code to the first question."""
    page.goto(f"/w/{code}")
    page.get_by_label("Your role").select_option(role)
    click(page.get_by_role("button", name="Join"))
    expect(page.get_by_text("Page 1 of")).to_be_visible()


def choose(page: Page, question: Question, value: str) -> None:
    """Choose an answer."""
    place(page, question, value).check()


def answer_all(page: Page, answers: Mapping[str, str]) -> None:
    """Tap an answer to each of these questions, faster than a person."""
    page.evaluate(_ANSWER, answers)


def place(page: Page, question: Question, value: str) -> Locator:
    """The choice on the page."""
    return page.locator(f'#questions input[name="{question.id}"][value="{value}"]')


def state(page: Page) -> Locator:
    """The line that says whether everything is saved."""
    return page.locator("#state")


def _now() -> datetime:
    return datetime.now(UTC)


def a_phone(browser: Browser, server: Server, *, width: int = 390, script: bool = True) -> BrowserContext:
    """A browser profile of its own with one page, as a phone has it."""
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 844},
        is_mobile=True,
        has_touch=True,
        java_script_enabled=script,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return context


def key_of(page: Page) -> PrivateKey:
    """What a phone that takes part holds."""
    (cookie,) = [one for one in page.context.cookies() if one["name"].startswith("r_")]
    return PrivateKey(cookie["name"].removeprefix("r_"), cookie["value"])
