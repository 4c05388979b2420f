"""Pictures of the running application, taken by `make screenshots`: every page in its main states, at three widths.

Their answers are simulated, and marked so. `--dark` takes them in the dark scheme, `--whole` as tall as the page is,
`--into` puts them elsewhere, and names of pictures take only those: to look at a change before anybody else does.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a script has its own folder on the path

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.findings import find
from assessment.services.outcome import Outcome
from assessment.services.participation import Participation
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.survey import Survey
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.settings import ROOT
from assessment.simulate import simulate
from assessment.storage.database import Database
from assessment.storage.repository import NewResponse, create_response
from assessment.web.private_links import cookie_name
from assessment.web.screen import Screen
from assessment.workshop_result import workshop_result
from tests.browser.conftest import CHROMIUM_FLAGS, Server

PICTURES = ROOT / "docs" / "screenshots"
SIZES: tuple[ViewportSize, ...] = (
    {"width": 1440, "height": 900},
    {"width": 768, "height": 1024},
    {"width": 360, "height": 740},
)
WALLS: tuple[ViewportSize, ...] = ({"width": 1920, "height": 1080}, {"width": 1024, "height": 768})
COLOURS = 256
"""In a picture: enough for text and flat colours, at a third of the size."""

SEED = 18
WORKSHOP = 12
"""How many simulated people take part in the rehearsal."""
AT_THE_START, NEARLY_DONE = 3, -4
"""How many of the questions are answered; below 0, how many are not."""


@dataclass(frozen=True)
class Picture:
    """One page to open, with the key of the response it shows; `title` stands on it once it is there.

    Where `heading` is given, the page is scrolled there. Plain pages aren't Streamlit's; `wall` is for projectors.
    """

    name: str
    address: str
    title: str
    key: PrivateKey | None = None
    heading: str = ""
    is_plain: bool = False
    wall: bool = False


def main() -> None:
    """Start the application on a database of its own and take the pictures."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*", help="of a picture; default: all")
    parser.add_argument("--into", type=Path, default=PICTURES)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--whole", action="store_true")
    wanted = parser.parse_args()
    wanted.into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=CHROMIUM_FLAGS
        )
        server = Server(Path(folder))
        server.start()
        try:
            with closing(Database(f"sqlite:///{server.database}")) as database:
                for picture in _pictures(database):
                    if not wanted.name or picture.name in wanted.name:
                        for size in WALLS if picture.wall else SIZES:
                            _take(chromium, server.url, picture, size, wanted)
        finally:
            server.kill()
            chromium.close()


def _pictures(database: Database) -> Iterator[Picture]:
    bank = load_bank(ROOT / "questions")
    survey = Survey(database, bank, today=date.today)
    first = bank.questionnaires[0]
    begun, nearly, done = (_response(database, survey, answered) for answered in (AT_THE_START, NEARLY_DONE, None))
    results = f"/results?r={done.handle}"
    yield Picture("home", "/", "How ready are your leaders for AI?")
    yield Picture("assess", "/assess", "Assess")
    yield Picture("questions", f"/assess?r={begun.handle}&step={first.id}", first.title, begun)
    yield Picture("review", f"/assess?r={nearly.handle}&step=review", "Review and submit", nearly)
    yield Picture("results", results, "Your results", done)
    yield Picture("gaps", results, "Your results", done, heading="Gaps, largest first")
    yield Picture("method", "/method", "Method")
    yield Picture("benchmarks", "/benchmarks", "Benchmarks")
    yield from _workshop_pictures(database, bank)


def _workshop_pictures(database: Database, bank: Bank) -> Iterator[Picture]:
    """A rehearsal of twelve from the lobby to the reveal, on the console, a phone and the projector."""
    workshops = Workshops(database, bank, lambda: datetime.now(UTC), 5)
    participation = Participation(database, bank, lambda: datetime.now(UTC))
    title = "Leadership team, rehearsal"
    created = workshops.create(Setup(title=title, mode="pulse", rehearsal=True))
    leads, code = created.facilitator, created.code
    workshops.move(leads, "open")
    phone = participation.join(code, "cio")
    wall = workshops.projector_key(leads)
    console = f"/workshop?r={leads.handle}"
    yield Picture("workshop", "/workshop", "Workshop")
    yield Picture("lobby", console, title, leads)
    yield Picture("join", f"/w/{code}", title, is_plain=True)
    yield Picture("participant", f"/w/{code}?r={phone.handle}", title, phone, is_plain=True)
    yield Picture("projector-join", f"/projector?r={wall.handle}", "Join on your phone", wall, is_plain=True, wall=True)
    workshops.fill(leads, simulate(bank, WORKSHOP, mode="pulse", seed=SEED))
    workshops.move(leads, "revealed")
    topic = find(workshop_result(bank, workshops.look(leads), workshops.picture(leads), Outcome())).group.talk[0]
    workshops.show(leads, Screen("topic", topic.capability).as_data())
    yield Picture("picture", console, title, leads)
    yield Picture("talk", f"{console}&section=Talk+and+act", title, leads, heading="What to talk about")
    yield Picture("owners", f"{console}&section=Who+decides", title, leads, heading="Who decides: ownership")
    yield Picture("projector-topic", f"/projector?r={wall.handle}", topic.title, wall, is_plain=True, wall=True)


def _response(database: Database, survey: Survey, answered: int | None) -> PrivateKey:
    """A Pulse with the first so many simulated answers, or with all of them and submitted."""
    bank, key = load_bank(ROOT / "questions"), new_key()
    everything = tuple(q.id for q in bank.questionnaires)
    new = NewResponse(
        handle=key.handle,
        token_hash=key.token_hash,
        edition_id=bank.edition.id,
        content_hash=bank.content_hash,
        mode="pulse",
        questionnaires=everything,
        target=bank.edition.targets[0].id,
        started_on=date.today(),
        simulated=True,
    )
    database.write(lambda connection: create_response(connection, new))
    (respondent,) = simulate(bank, 1, mode="pulse", seed=SEED)
    asked = [id for id in survey.way("pulse", everything).questions if id in respondent.answers]
    for id in asked[:answered]:
        survey.answer(key, id, respondent.answers[id])
    if answered is None:
        survey.submit(key)
    return key


def _take(chromium: Browser, url: str, picture: Picture, size: ViewportSize, wanted: Namespace) -> None:
    scheme = "dark" if wanted.dark else "light"
    context = chromium.new_context(base_url=url, viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    if picture.key is not None:
        context.add_cookies([{"name": cookie_name(picture.key.handle), "value": picture.key.token, "url": url}])
    page = context.new_page()
    page.goto(picture.address)
    expect(page.get_by_role("heading", level=1, name=picture.title).first).to_be_visible()
    if not picture.is_plain:
        _wait_until_drawn(page)
    if wanted.whole:
        height = page.evaluate("Math.max(...[...document.querySelectorAll('.stMain, html')].map(e => e.scrollHeight))")
        page.set_viewport_size({"width": size["width"], "height": min(height + 40, 16_000)})
    if wanted.whole and not picture.is_plain:
        _wait_until_drawn(page)
    if picture.heading:
        page.get_by_role("heading", name=picture.heading).evaluate("heading => heading.scrollIntoView()")
        _wait_until_drawn(page)
    image = Image.open(BytesIO(page.screenshot()))
    image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        wanted.into / f"{picture.name}-{size['width']}.png", optimize=True
    )
    context.close()


def _wait_until_drawn(page: Page) -> None:
    """Until the script has run and every part of the page, which Streamlit loads one by one, is in its place."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    for unfinished in ("[data-testid=stSkeleton]", ".stPlotlyChart:not(:has(.main-svg))"):
        expect(page.locator(unfinished)).to_have_count(0)
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    main()
