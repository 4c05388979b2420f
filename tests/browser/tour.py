"""Ways through every page, with hostile, marked text in every field, of which everything is noted."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from assessment.reports.answers_file import answers_csv
from assessment.services.private_key import PrivateKey
from assessment.services.survey import Survey
from assessment.services.workshop_setup import Setup
from assessment.simulate import simulate
from assessment.storage.database import Database
from assessment.storage.discussion import Agreement
from assessment.storage.workshops import Side
from assessment.web.private_links import private_url
from assessment.web.screen import KINDS
from tests.browser.conftest import CHROMIUM_FLAGS, Server, click
from tests.browser.results_page import BANK, DIRECTION, respond
from tests.browser.survey import begin
from tests.browser.test_own_answers import bring, changed
from tests.browser.workshop import LedWorkshop, led_workshop

MARK = "periwinkle"
"""Stands in everything that somebody writes here."""

HOSTILE = (
    f"{MARK}<img src=x onerror=alert(1)><script>alert(2)</script>[a](javascript:alert(3)) "
    "![b](https://evil.example/b.png) <style>body{background:url(https://evil.example/c)}</style>"
)
LISTEN = """document.addEventListener("securitypolicyviolation", (event) => {
  reportViolation([location.pathname, event.effectiveDirective, event.blockedURI]);
});"""


@dataclass
class Tour:
    """What happened on the way."""

    server: Server
    attempts: Path
    violations: set[tuple[str, str, str]] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    private: set[str] = field(default_factory=set)
    pages: int = 0

    def follow(self, context: BrowserContext) -> Page:
        """A new page of which everything is noted."""

        def report(found: list[str]) -> None:
            self.violations.add((found[0], found[1], found[2]))

        def request(asked: Any) -> None:
            address = urlsplit(asked.url)
            if address.scheme not in ("data", "blob") and address.netloc != f"localhost:{self.server.port}":
                self.elsewhere.add(asked.url)

        def dialog(opened: Any) -> None:
            self.dialogs.append(opened.message)
            opened.dismiss()

        context.expose_function("reportViolation", report)
        context.add_init_script(LISTEN)
        context.on("request", request)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("dialog", dialog)
        page.on("websocket", lambda socket: request(socket) if "localhost" not in socket.url else None)
        return page

    def see(self, page: Page) -> None:
        """Wait until a page has finished."""
        page.wait_for_load_state("load")
        if page.locator("#root").count():
            expect(page.locator("[data-testid=stApp]")).to_have_attribute(
                "data-test-script-state", "notRunning", timeout=60_000
            )
            expect(page.get_by_text("Something went wrong")).to_have_count(0)
        self.pages += 1


def browser_without_names(playwright: Playwright) -> Browser:
    """A browser to which every name but this machine's is unknown."""
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=executable, args=[*CHROMIUM_FLAGS, rules])


def context(browser: Browser, server: Server) -> BrowserContext:
    """A window of a laptop."""
    return browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})


def leader(tour: Tour, context: BrowserContext, folder: Path) -> None:
    """What one leader sees: the survey, results, what is shared, and the pages without a response."""
    page, server = tour.follow(context), tour.server
    for path in ("/", "/method", "/benchmarks", "/results", "/workshop", "/shared", "/nowhere", "/r/x#y", "/w", "/w/A"):
        page.goto(path)
        tour.see(page)
    link = begin(page)
    tour.private |= set(link.split("/r/")[1].split("#"))
    click(page.get_by_text("Add a comment, or clear this answer").first)
    comment = page.get_by_role("textbox", name="Comment (optional)")
    comment.fill(HOSTILE)
    comment.press("Control+Enter")
    tour.see(page)

    item = DIRECTION.items[0].id
    key = respond(server, {DIRECTION.id: "1"}, notes={(item, "comment"): HOSTILE, (item, "evidence"): HOSTILE})
    shared = _survey(server).share(key)
    for opened in (key, shared):
        tour.private |= {opened.handle, opened.token}
        page.goto(private_url(server.url, opened))
        page.wait_for_url(f"**?r={opened.handle}")
        expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=120_000)  # compressed for the first time
        tour.see(page)

    file = folder / "leaders.csv"
    file.write_text(answers_csv(BANK, "pulse", simulate(BANK, 6, mode="pulse")), encoding="utf-8")
    changed(file, 2, f"{item}#comment", HOSTILE)
    changed(file, 2, "respondent", HOSTILE[:60])
    page.goto("/own_answers")
    bring(page, file)
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible(timeout=120_000)
    tour.see(page)
    file.write_text(f"respondent,{HOSTILE}\n1,2\n")
    page.goto("/own_answers")
    bring(page, file)
    expect(page.get_by_text(MARK).first).to_be_visible()
    tour.see(page)
    context.close()


def _survey(server: Server) -> Survey:
    return Survey(Database(f"sqlite:///{server.database}"), BANK, today=date.today)


def workshop(tour: Tour, browser: Browser) -> None:
    """What a room sees: console, projector and phones, before and after the reveal."""
    hostile = HOSTILE[:100]
    roles = [role.id for role in BANK.edition.roles]
    sides = (Side("one", hostile, tuple(roles[:4])), Side("two", f"{hostile} 2", tuple(roles[4:])))
    setup = Setup(title=hostile, mode="pulse", comments=True, tables=("A", f"B{MARK}"), sides=sides)
    with led_workshop(tour.server, setup) as led:
        tour.private |= {led.code, led.facilitator.handle, led.facilitator.token}
        consoles = context(browser, tour.server)
        console = tour.follow(consoles)
        console.goto(private_url(tour.server.url, led.facilitator))
        tour.see(console)
        phones = context(browser, tour.server)
        _phone(tour, phones, led)
        _fill(led)
        console.reload()
        for name in ("Picture", "Talk and act", "Who decides", "Actions", "Parking lot", "Comments", "Report"):
            click(console.get_by_role("tab", name=name, exact=True))
            expect(console.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
            tour.see(console)
        _projector(tour, consoles, led)
        phones.pages[0].reload()
        expect(phones.pages[0].get_by_text(MARK).first).to_be_visible()
        tour.see(phones.pages[0])
        consoles.close()
        phones.close()


def _phone(tour: Tour, context: BrowserContext, led: LedWorkshop) -> None:
    phone = tour.follow(context)
    phone.goto(f"/w/{led.code}")
    phone.get_by_label("Your role").select_option("cio")
    phone.get_by_label("A", exact=True).or_(phone.locator("select[name=table]")).first.evaluate(
        "(input) => { if (input.options) { input.value = 'A'; } else { input.checked = true; } }"
    )
    click(phone.get_by_role("button", name="Join"))
    expect(phone.get_by_text("Page 1 of")).to_be_visible()
    question = next(iter(led.questions.values()))
    phone.locator(f'#questions input[name="{question.id}"][value="2"]').check()
    expect(phone.locator("#state")).to_contain_text("saved", ignore_case=True)
    handle = phone.url.split("r=")[1].split("#")[0]
    tour.private |= {handle, *(c["value"] for c in context.cookies() if c.get("name") == f"r_{handle}")}
    tour.see(phone)
    phone.goto(f"/w/{led.code}/mine?r={handle}")
    tour.see(phone)
    phone.goto(f"/w/{led.code}?r={handle}")


def _fill(led: LedWorkshop) -> None:
    """Nine people with notes, and everything that a facilitator can write."""
    first, decision = next(iter(led.questions)), led.bank.ownership.decisions[0]
    for number in range(9):
        key = led.participation.join(led.code, "ceo", seat="A")
        for seq, (id, question) in enumerate(led.questions.items(), 1):
            led.participation.answer(key, seq, id, "1" if question.offers("1") else question.choices[0].id)
        led.participation.note(key, first, "comment", f"{HOSTILE} {number}")
        led.participation.submit(key)
    led.move("revealed")
    led.move("discussing")
    capability = led.bank.questionnaires[0].capabilities[0].id
    led.discussion.agree(led.facilitator, Agreement(capability, "3", HOSTILE))
    led.discussion.agree(led.facilitator, Agreement(decision.id, "cio", HOSTILE, HOSTILE[:80], HOSTILE[:80]))
    led.discussion.act(led.facilitator, HOSTILE, capability=capability, owner=HOSTILE[:60])
    led.discussion.park(led.facilitator, HOSTILE)
    notes = led.discussion.notes_to_pass(led.facilitator)
    assert notes
    led.discussion.pass_notes(led.facilitator, [note.place for note in notes])


def _projector(tour: Tour, context: BrowserContext, led: LedWorkshop) -> None:
    key: PrivateKey = led.workshops.projector_key(led.facilitator)
    tour.private |= {key.handle, key.token}
    capability, decision = led.bank.questionnaires[0].capabilities[0], led.bank.ownership.decisions[0]
    subjects = {"questionnaire": led.bank.questionnaires[0].id, "topic": capability.id, "decision": decision.id}
    page = context.new_page()
    for kind in KINDS:
        led.workshops.show(led.facilitator, {"kind": kind, "subject": subjects.get(kind)})
        page.goto(private_url(tour.server.url, key))
        page.wait_for_url("**/projector?*")
        tour.see(page)
