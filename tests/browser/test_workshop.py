"""A workshop from the lobby to the report: one facilitator at the console, eight people with phones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assessment.findings.words import one_decimal, percent, score_text, two_decimals, whole
from assessment.services.workshop_setup import Setup
from assessment.web.private_links import private_url
from tests.browser.conftest import Server, click
from tests.browser.results_page import choose as choose_from_list
from tests.browser.workshop import LedWorkshop, a_phone, answer_all, choose, join, led_workshop, state

ROLES = ("ceo", "cfo", "coo", "chro", "cio", "cto", "cdo", "security")


@pytest.fixture
def led(server: Server) -> Iterator[LedWorkshop]:
    """A workshop in Pulse that nobody can join yet."""
    with led_workshop(server, Setup(title="Leadership day", mode="pulse"), stage="draft") as workshop:
        yield workshop


@pytest.fixture
def phones(browser: Browser, server: Server) -> Iterator[list[Page]]:
    """Eight phones."""
    with ExitStack() as open_ones:
        yield [open_ones.enter_context(a_phone(browser, server)).pages[0] for _ in ROLES]


@pytest.fixture
def console(page: Page, led: LedWorkshop, server: Server) -> Page:
    """The console, opened with the facilitator's link."""
    return open_console(page, led, server)


def open_console(page: Page, led: LedWorkshop, server: Server) -> Page:
    page.set_default_timeout(60_000)  # eight phones, the console and the server share the processor
    page.goto(private_url(server.url, led.facilitator))
    expect(page.get_by_role("heading", level=1, name="Leadership day")).to_be_visible()
    assert led.facilitator.token not in page.url
    return page


def answers_of(number: int, led: LedWorkshop) -> dict[str, str]:
    """The first capability splits the room in halves, on the second all are at level 1; one decision is contested."""
    half = number < len(ROLES) // 2
    (first, second), (decision, *_) = list(led.questions)[:2], led.bank.ownership.decisions
    said = {id: "3" if question.offers("3") else "cio" for id, question in led.questions.items()}
    return said | {first: "1" if half else "5", second: "1", decision.id: "cio" if half else "cfo"}


def section(console: Page, name: str) -> None:
    tab = console.get_by_role("tab", name=name, exact=True)
    click(tab)
    expect(tab).to_have_attribute("aria-selected", "true")


def unfold(console: Page, label: str) -> Locator:
    """Open the fold with this label, and what is in it."""
    fold = console.locator("[data-testid=stExpander]").filter(has=console.locator("summary", has_text=label)).last
    click(fold.locator("summary").first)
    return fold


def press(place: Page | Locator, name: str) -> None:
    click(place.get_by_role("button", name=name, exact=True))


def metric(console: Page, name: str) -> Locator:
    place = console.get_by_test_id("stMetric").filter(has_text=name).filter(visible=True)
    return place.get_by_test_id("stMetricValue")


def rows(table: Locator) -> list[list[str]]:
    """The cells of a table's body, once it is there."""
    expect(table.locator("tbody tr").first).to_be_attached()
    return [row.locator("td, th").all_text_contents() for row in table.locator("tbody tr").all()]


def document_of(console: Page) -> dict[str, Any]:
    """What the button for the JSON file gives."""
    section(console, "Report")
    loaded: dict[str, Any] = json.loads(saved(console, "Download as JSON"))
    return loaded


def saved(console: Page, button: str) -> bytes:
    with console.expect_download(timeout=60_000) as coming:
        press(console, button)
    return Path(coming.value.path()).read_bytes()


def test_a_workshop_from_lobby_to_report(console: Page, phones: list[Page], led: LedWorkshop) -> None:
    press(console, "Open the collection")
    expect(console.get_by_role("button", name="Reveal to the room")).to_be_disabled()
    collect(console, phones, led)
    console.reload()
    press(console, "Reveal to the room")
    for phone in phones:
        expect(phone.get_by_role("heading", name="The room")).to_be_visible()
    press(console, "Start the discussion")
    document = document_of(console)
    the_console_shows(console, document, led)
    vote_again(console, phones, led)
    settle_a_decision(console, phones, led)
    console.reload()
    take_on_and_park(console)
    close_and_report(console, phones, led)


def collect(console: Page, phones: list[Page], led: LedWorkshop) -> None:
    """All join and answer, the last one three times without a network; the console counts them and knows no more."""
    for number, phone in enumerate(phones):
        join(phone, led.code, ROLES[number])
    expect(metric(console, "Joined")).to_have_text("8")
    *others, last = phones
    for number, phone in enumerate(others):
        answer_all(phone, answers_of(number, led))
    said = answers_of(len(others), led)
    last.context.set_offline(True)
    for question in list(led.questions.values())[:3]:
        choose(last, question, said.pop(question.id))
    expect(state(last)).to_have_text("Waiting for the network: 3 answers are safe on this phone.")
    last.context.set_offline(False)
    expect(state(last)).to_have_text("Saved")
    answer_all(last, said)
    for phone in phones:
        expect(state(phone)).to_have_text("Saved")
        phone.goto(phone.url.split("#")[0] + "#end")
        click(phone.get_by_role("button", name="Hand in my answers"))
        expect(phone.get_by_text("You have handed in.").first).to_be_visible()
    expect(metric(console, "Submitted")).to_have_text("8")


def the_console_shows(console: Page, document: Mapping[str, Any], led: LedWorkshop) -> None:
    """Every number of the picture, of a topic and of the ownership map equals the one in the JSON file."""
    group, section_of = document["group"], led.bank.questionnaires[0]
    assert (group["n"], document["respondents"]) == (len(ROLES), [])
    section(console, "Picture")
    click(console.get_by_test_id("stButtonGroup").get_by_text("Overall", exact=True))
    expect(metric(console, "Index, 0 to 100")).to_have_text(whole(group["overall"]["index"]))
    expect(metric(console, "Level, 1 to 5")).to_have_text(str(group["overall"]["level"]))
    expect(metric(console, "People")).to_have_text("8")
    click(console.get_by_test_id("stButtonGroup").get_by_text(section_of.title, exact=True))
    table = console.locator("table").filter(has_text="Consensus").filter(visible=True)
    expect(table).to_contain_text(section_of.capabilities[0].title)
    assert rows(table) == [
        [
            capability.title,
            score_text(found["mean"]),
            str(found["level"]),
            one_decimal(found["gap"]),
            two_decimals(found["consensus"]),
            percent(0),
        ]
        for capability in section_of.capabilities
        for found in [group["capabilities"][capability.id]]
    ]
    section(console, "Who decides")
    for name, number in group["ownership_states"].items():
        expect(metric(console, name.capitalize())).to_have_text(f"{number} of {len(led.bank.ownership.decisions)}")
    decision = led.bank.ownership.decisions[0]
    titles = {owner.id: owner.title for owner in led.bank.ownership.owners}
    named = rows(unfold(console, decision.text).locator("table"))
    assert sorted(named) == sorted([titles[id], str(n)] for id, n in group["ownership"][decision.id]["counts"].items())


def vote_again(console: Page, phones: list[Page], led: LedWorkshop) -> None:
    """The split capability: two of those at 5 go to 3. Both votes are kept, and what is agreed is a third thing."""
    capability, item = led.bank.questionnaires[0].capabilities[0], next(iter(led.questions))
    section(console, "Talk and act")
    topic = unfold(console, f"1. {capability.title}")
    expect(topic.get_by_text("What would someone who chose 1 have seen? It needn't be your vote.")).to_be_visible()
    press(console, "Open a second vote")
    expect(topic.get_by_text("The vote is open on the phones of the 8 people")).to_be_visible()
    for phone in phones[-2:]:
        phone.locator(f'#room [data-vote] input[name="{item}"][value="3"]').check()
        expect(state(phone)).to_have_text("Saved")
    press(console, "Close the vote and show it")
    both = topic.locator("table").filter(has_text="Second vote")
    expect(both).to_be_attached()
    assert [row[1:] for row in rows(both)[:5]] == [["4", "4"], ["0", "0"], ["0", "2"], ["0", "0"], ["4", "2"]]
    click(topic.get_by_test_id("stButtonGroup").get_by_text("3 "))
    topic.get_by_label("Why").fill("We have a plan and no budget.")
    press(console, "Record what is agreed")
    expect(topic.get_by_text("Level 3, ").first).to_be_visible()
    press(topic, "Put on the projector")
    expect(topic.get_by_role("button", name="On the projector now")).to_be_disabled()
    for phone in phones:
        expect(phone.get_by_role("heading", name=f"Two votes: {capability.title}")).to_be_visible()
    votes = document_of(console)["workshop"]["votes"][capability.id]
    assert votes["first"]["items"][item]["counts"] == [4, 0, 0, 0, 4]
    assert votes["second"]["items"][item]["counts"] == [4, 0, 2, 0, 2]


def settle_a_decision(console: Page, phones: list[Page], led: LedWorkshop) -> None:
    """Half named the CIO and half the CFO: seven vote for the CIO from Monday, and that is recorded."""
    decision = led.bank.ownership.decisions[0]
    section(console, "Who decides")
    fold = console.locator("[data-testid=stExpander]").filter(has_text=decision.text).last
    expect(fold.get_by_text("How was the last one settled?")).to_be_visible()
    press(console, "Open the vote")
    for phone in phones[:7]:
        phone.locator("#room [data-vote] select").select_option("cio")
        expect(state(phone)).to_have_text("Saved")
    press(console, "Close the vote and show it")
    expect(fold.locator("table").filter(has_text="From Monday")).to_be_visible()
    assert [row[1:] for row in rows(fold.locator("table"))] == [["4", "7"], ["4", "0"]]
    choose_from_list(console, "Owner from Monday", "CIO")
    fold.get_by_label("Who can veto (optional)").fill("The board")
    press(console, "Record the owner")
    expect(fold.get_by_text("Can veto: The board")).to_be_visible()


def take_on_and_park(console: Page) -> None:
    section(console, "Actions")
    unfold(console, "Write an action")
    console.get_by_label("What is to be done").fill("Name the owner of the AI budget")
    console.get_by_label("Owner", exact=True).fill("Dana")
    press(console, "Adopt this action")
    tick = console.get_by_role("checkbox", name="Name the owner of the AI budget")
    expect(tick).to_be_visible()
    section(console, "Parking lot")
    console.get_by_label("Put aside for later").fill("Works council")
    press(console, "Park it")
    expect(console.get_by_text("Works council", exact=True)).to_be_visible()


def close_and_report(console: Page, phones: list[Page], led: LedWorkshop) -> None:
    """Every file is there, and the console, the JSON file and the phones' route say the same."""
    press(console, "Close the workshop")
    press(console, "Close now")
    expect(console.get_by_role("button", name="Open the discussion again")).to_be_visible()
    document = document_of(console)
    workshop = document["workshop"]
    assert [(action["text"], action["owner"]) for action in workshop["actions"]] == [
        ("Name the owner of the AI budget", "Dana")
    ]
    assert workshop["parked"] == ["Works council"]
    assert workshop["agreements"][led.bank.questionnaires[0].capabilities[0].id]["value"] == "3"
    assert workshop["agreements"][led.bank.ownership.decisions[0].id]["value"] == "cio"
    reply = phones[0].request.get(f"/w/{led.code}/group.json?r={phones[0].url.split('r=')[1].split('#')[0]}")
    assert reply.json() == document
    for button, beginning in (
        ("Report as PDF, A4", b"%PDF"),
        ("Report as PDF, US Letter", b"%PDF"),
        ("Slides for PowerPoint", b"PK"),
        ("Workbook for Excel", b"PK"),
        ("Download as CSV", b"respondent,measure"),
    ):
        assert saved(console, button).removeprefix(b"\xef\xbb\xbf").startswith(beginning), button
    assert b"Name the owner of the AI budget" in saved(console, "Actions as CSV")


def test_two_facilitators_see_the_same_and_carry_on_where_the_other_is(
    console: Page, led: LedWorkshop, browser: Browser, server: Server
) -> None:
    led.move("open")
    led.hand_in("11115555")
    led.move("revealed")
    with browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900}) as context:
        other = open_console(context.new_page(), led, server)
        for one in (console, other):
            section(one, "Actions")
        unfold(console, "Write an action")
        console.get_by_label("What is to be done").fill("Name the owner")
        press(console, "Adopt this action")
        expect(other.get_by_role("checkbox", name="Name the owner")).not_to_be_checked()
        click(other.get_by_text("Name the owner", exact=True))
        expect(console.get_by_role("checkbox", name="Name the owner")).to_be_checked()
        expect(console.get_by_text("No owner yet · due", exact=False)).to_contain_text("done")
        press(console, "Start the discussion")
        expect(other.get_by_role("button", name="Close the workshop")).to_be_visible()


def test_a_comment_is_on_the_phones_once_the_facilitator_has_passed_it(
    page: Page, browser: Browser, server: Server
) -> None:
    with led_workshop(server, Setup(title="Leadership day", mode="pulse", comments=True)) as led:
        first, *_ = led.questions
        key = led.participation.join(led.code, "cfo")
        led.participation.note(key, first, "comment", "Ask *again* in spring.")
        led.participation.submit(key)
        led.hand_in("1133555")
        with a_phone(browser, server) as context:
            phone = context.pages[0]
            join(phone, led.code)
            led.move("revealed")
            expect(phone.locator("#room h3").get_by_text("Every question")).to_be_attached()
            expect(phone.get_by_text("Ask *again* in spring.")).to_have_count(0)
            console = open_console(page, led, server)
            section(console, "Comments")
            click(console.get_by_text("Pass it", exact=False))
            expect(phone.get_by_text("Ask *again* in spring.")).to_be_attached()
