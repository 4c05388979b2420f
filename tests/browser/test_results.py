"""A leader's own results in a real browser: what to do next, targets of one's own, waves, and what others see."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from assessment.language import day
from assessment.services.follow_up import FollowUp
from assessment.storage.database import Database
from tests.browser.conftest import Server, click
from tests.browser.results_page import (
    BANK,
    DIRECTION,
    VALUE,
    action,
    choose,
    open_results,
    respond,
    steps,
    unfold,
    write_date,
)

# Held against level 3: direction has a gap of 2, value one of 1, everything else none.
LOW = {DIRECTION.id: "1", VALUE.id: "2"}
ASKED = "What is to be done"
HOSTILE = "=cmd()|' /C calc'!A0 $x^2$ **bold** <img src=x onerror=alert(1)> [a](javascript:alert(1)) :red[x] 😀 שלום \\"


@contextmanager
def locked(server: Server) -> Iterator[None]:
    """While the database can't be written to."""
    with closing(sqlite3.connect(server.database, isolation_level=None)) as other:
        other.execute("begin immediate")
        try:
            yield
        finally:
            other.execute("rollback")


def rows(server: Server, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(server.database)) as connection:
        return connection.execute(query).fetchall()


def test_a_next_step_is_adopted_with_owner_and_date_and_is_there_after_a_reload(page: Page, server: Server) -> None:
    open_results(page, server, respond(server, LOW))
    expect(steps(page)).to_have_count(2)
    expect(steps(page).first).to_contain_text(DIRECTION.title)
    expect(page.get_by_text("Priority 4.0: a gap of 2.0 × importance 2 (normal).")).to_be_visible()

    unfold(page, f"Adopt: {DIRECTION.title}", page.get_by_label(ASKED))
    expect(page.get_by_label(ASKED)).to_have_value(DIRECTION.next_steps[1])
    page.get_by_label("Owner (optional)").fill("Zoë")
    due = day(date.today() + timedelta(60))
    choose(page, "Due", f"In 60 days, on {due}")
    click(page.get_by_role("button", name="Adopt this action"))
    expect(page.get_by_text(f"Zoë · due {due} · {DIRECTION.title} · open")).to_be_visible()
    expect(page.get_by_text("You have taken this on")).to_be_visible()

    page.reload()
    expect(page.get_by_text(f"Zoë · due {due} · {DIRECTION.title} · open")).to_be_visible()
    expect(action(page, DIRECTION.next_steps[1])).not_to_be_checked()


def test_an_action_of_ones_own_is_written_changed_ticked_off_and_removed(page: Page, server: Server) -> None:
    open_results(page, server, respond(server, LOW))
    unfold(page, "Write an action of your own", page.get_by_label(ASKED))
    page.get_by_label(ASKED).fill(HOSTILE)
    choose(page, "What it is to move", VALUE.title)
    write_date(page, "Or on another date", "20270301")
    click(page.get_by_role("button", name="Adopt this action"))
    expect(page.get_by_text(f"No owner yet · due 1 March 2027 · {VALUE.title} · open")).to_be_visible()
    expect(page.get_by_text(HOSTILE)).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    assert rows(server, "select text from actions") == [(HOSTILE,)]

    unfold(page, "Change or remove", page.get_by_label(ASKED))
    expect(page.get_by_label(ASKED)).to_have_value(HOSTILE)
    page.get_by_label(ASKED).fill("Count what came of it")
    page.get_by_label("Owner (optional)").fill("Ann")
    click(page.get_by_role("button", name="Save"))
    expect(page.get_by_text(f"Ann · due 1 March 2027 · {VALUE.title} · open")).to_be_visible()

    click(page.get_by_text("Count what came of it"))
    expect(page.get_by_text(f"Ann · due 1 March 2027 · {VALUE.title} · done")).to_be_visible()
    assert rows(server, "select text, owner, done from actions") == [("Count what came of it", "Ann", 1)]

    unfold(page, "Change or remove", page.get_by_role("button", name="Remove", exact=True))
    click(page.get_by_role("button", name="Remove", exact=True))
    click(page.get_by_role("button", name="Remove this action"))
    expect(page.get_by_text("You have taken on nothing yet.")).to_be_visible()
    assert rows(server, "select * from actions") == []


def test_two_tabs_never_undo_what_the_other_changed_about_an_action(page: Page, server: Server) -> None:
    key = respond(server, LOW)
    with closing(Database(f"sqlite:///{server.database}")) as database:
        FollowUp(database, BANK, today=date.today).adopt(key, "Write it down")
    open_results(page, server, key)
    unfold(page, "Change or remove", page.get_by_label(ASKED))
    other = page.context.new_page()
    open_results(other, server, key)
    click(other.get_by_text("Write it down"))
    expect(other.get_by_text("No owner yet · no date · done")).to_be_visible()
    unfold(other, "Change or remove", other.get_by_label(ASKED))
    other.get_by_label("Owner (optional)").fill("Ann")
    click(other.get_by_role("button", name="Save"))
    expect(other.get_by_text("Ann · no date · done")).to_be_visible()

    page.bring_to_front()
    page.get_by_label(ASKED).fill("Say it aloud")
    click(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Ann · no date · done")).to_be_visible()
    expect(action(page, "Say it aloud")).to_be_checked()
    assert rows(server, "select text, owner, done from actions") == [("Say it aloud", "Ann", 1)]


def test_targets_and_importance_of_ones_own_are_saved_at_once_and_move_the_priorities(
    page: Page, server: Server
) -> None:
    open_results(page, server, respond(server, LOW))
    importance, target = f"{VALUE.title}: importance", f"{VALUE.title}: target"
    unfold(page, "Set your own targets and importance", page.get_by_text("Each choice is saved at once."))
    choose(page, f"{DIRECTION.title}: importance", "Low")
    expect(page.get_by_text("Priority 2.0: a gap of 2.0 × importance 1 (low).")).to_be_visible()
    choose(page, importance, "High")  # 1 × 3 goes before 2 × 1
    expect(page.get_by_text("Priority 3.0: a gap of 1.0 × importance 3 (high).")).to_be_visible()
    expect(steps(page).first).to_contain_text(VALUE.title)
    choose(page, target, "5, Leading")
    expect(page.get_by_text("Priority 9.0: a gap of 3.0 × importance 3 (high).")).to_be_visible()
    expect(page.get_by_text("with 1 target set by hand")).to_be_visible()
    assert rows(server, "select capability, target, importance from aims order by 1") == [
        (DIRECTION.id, None, 1),
        (VALUE.id, 5.0, 3),
    ]

    page.reload()
    unfold(page, "Set your own targets and importance", page.get_by_text("Each choice is saved at once."))
    expect(page.get_by_role("combobox", name=target)).to_have_value("5, Leading")
    choose(page, target, "As held against")
    expect(page.get_by_text("with 1 target set by hand")).to_have_count(0)


def test_what_could_not_be_saved_is_said_not_to_be_and_the_page_shows_what_is_stored(
    page: Page, server: Server
) -> None:
    key = respond(server, LOW)
    with closing(Database(f"sqlite:///{server.database}")) as database:
        FollowUp(database, BANK, today=date.today).adopt(key, "Write it down")
    open_results(page, server, key)
    unfold(page, f"Adopt: {VALUE.title}", page.get_by_label(ASKED))
    page.get_by_label("Owner (optional)").fill("Ann")
    unsaved = page.get_by_text("This isn't saved: the database isn't answering.")
    with locked(server):
        click(page.get_by_text("Write it down"))
        expect(unsaved).to_be_visible()
        expect(action(page, "Write it down")).not_to_be_checked()
        click(page.get_by_role("button", name="Adopt this action"))
        form = page.locator("details").filter(has=page.get_by_label(ASKED))
        expect(form.get_by_text("This isn't saved: the database isn't answering.")).to_be_visible()
        expect(page.get_by_label("Owner (optional)")).to_have_value("Ann")
    click(page.get_by_role("button", name="Adopt this action"))
    expect(page.get_by_text(f"{VALUE.title} · open")).to_be_visible()
    click(page.get_by_text("Write it down"))
    expect(page.get_by_text("No owner yet · no date · done")).to_be_visible()
    expect(unsaved).to_have_count(0)
    assert rows(server, "select owner, done from actions order by id") == [("", 1), ("Ann", 0)]


def test_an_earlier_wave_shows_what_moved_and_what_became_of_its_actions(page: Page, server: Server) -> None:
    earlier = respond(server, LOW, submitted_on=date(2026, 5, 4))
    with closing(Database(f"sqlite:///{server.database}")) as database:
        FollowUp(database, BANK, today=date.today).adopt(earlier, "Write it down", DIRECTION.id, owner="Ann")
    later = respond(server, LOW | {DIRECTION.id: "4"}, submitted_on=date(2026, 11, 2))
    open_results(page, server, later, earlier)
    unfold(page, "Compare with an earlier result", page.get_by_text("What you took on then"))
    expect(page.get_by_role("combobox", name="Answers submitted earlier")).to_have_value("Pulse of 4 May 2026")
    expect(page.get_by_text(f"Most gained: {DIRECTION.title} (+3.0).")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=DIRECTION.title).filter(has_text="+3.0")
    assert row.get_by_role("cell").all_inner_texts() == [DIRECTION.title, "1.0", "4.0", "+3.0"]
    expect(page.get_by_text("Still open: Write it down")).to_be_visible()
    expect(page.get_by_text(f"Ann · {DIRECTION.title}: 1.0, now 4.0 (+3.0)")).to_be_visible()

    open_results(page, server, earlier)  # nothing came before this one
    unfold(page, "Compare with an earlier result", page.get_by_text("This browser holds no key to answers"))


def test_a_downloaded_result_can_be_held_against_and_what_does_not_compare_is_not_called_change(
    page: Page, server: Server
) -> None:
    open_results(page, server, respond(server, LOW))
    with page.expect_download() as download:
        click(page.get_by_role("button", name="Download as JSON"))
    document = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    open_results(page, server, respond(server, {DIRECTION.id: "4"}))
    unfold(page, "Compare with an earlier result", page.get_by_text("Or an earlier result as JSON"))

    def upload(content: bytes) -> None:
        file = {"name": "earlier.json", "mimeType": "application/json", "buffer": content}
        page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]

    upload(json.dumps(document).encode())
    expect(page.get_by_text(f"Most gained: {DIRECTION.title} (+3.0).")).to_be_visible()
    upload(json.dumps(document | {"scoring_version": 7}).encode())
    expect(page.get_by_text("The earlier scores are of scoring version 7, these of 1")).to_be_visible()
    expect(page.get_by_text("Most gained")).to_have_count(0)
    upload(b"respondent,role\n1,cio\n")
    expect(page.get_by_text("This isn't a result as JSON that this program can read")).to_be_visible()
    expect(page.get_by_text("Nothing was stored or changed.")).to_be_visible()
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()


def test_notes_stand_beside_the_scores_as_they_were_written(page: Page, server: Server) -> None:
    item = DIRECTION.items[0].id
    key = respond(server, LOW, notes={(item, "comment"): HOSTILE, (item, "evidence"): "Minutes of May\nand of June"})
    open_results(page, server, key)
    expect(page.get_by_text(f"Your notes on {DIRECTION.title} (1.0)")).to_be_visible()
    expect(page.get_by_text(HOSTILE)).to_be_visible()
    assert page.get_by_text("Minutes of May").inner_text() == "Minutes of May\nand of June"
    assert page.locator("img[src=x]").count() == 0


def test_what_one_said_about_oneself_can_be_changed_on_the_results_page(page: Page, server: Server) -> None:
    open_results(page, server, respond(server, LOW))
    unfold(page, "Change what you said about yourself", page.get_by_role("combobox", name="Industry"))
    choose(page, "Industry", "Banking and insurance")
    choose(page, "Region", "Asia")
    expect(page.get_by_text("Saved: nothing about you.")).to_be_visible()
    click(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved: Banking and insurance; Asia.")).to_be_visible()
    page.reload()
    unfold(page, "Change what you said about yourself", page.get_by_role("combobox", name="Industry"))
    expect(page.get_by_role("combobox", name="Industry")).to_have_value("Banking and insurance")
    assert rows(server, "select role, industry, size, region from responses") == [(None, "finance", None, "asia")]


def test_joining_the_benchmark_says_first_what_that_means_and_can_be_taken_back(page: Page, server: Server) -> None:
    open_results(page, server, respond(server, LOW))
    expect(page.get_by_text("the counts stay, even if you delete your answers")).to_be_visible()
    click(page.get_by_role("button", name="Add my scores to the benchmark"))
    expect(page.get_by_text("Your scores wait until enough others can be counted")).to_be_visible()
    click(page.get_by_role("button", name="Withdraw my scores"))
    expect(page.get_by_role("button", name="Add my scores to the benchmark")).to_be_visible()


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}])
def test_nothing_on_the_page_runs_out_of_it_sideways(page: Page, server: Server, viewport: ViewportSize) -> None:
    page.set_viewport_size(viewport)
    note = "Donaudampfschifffahrtsgesellschaftskapitän" * 5
    key = respond(server, LOW, notes={(DIRECTION.items[0].id, "comment"): note}, mode="full")
    with closing(Database(f"sqlite:///{server.database}")) as database:
        FollowUp(database, BANK, today=date.today).adopt(key, note)
    open_results(page, server, key, respond(server, LOW, submitted_on=date(2026, 5, 4)))
    unfold(page, "Set your own targets and importance", page.get_by_text("Each choice is saved at once."))
    unfold(page, "Compare with an earlier result", page.get_by_text("What you took on then"))
    wider = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollWidth - e.clientWidth)"
    )
    assert wider == [0]


def test_the_links_at_the_top_lead_to_the_parts_of_the_page_and_lose_nothing(page: Page, server: Server) -> None:
    key = respond(server, LOW)
    open_results(page, server, key)
    for link, heading in (("Take it with you", "Take it with you"), ("What to do next", "What to do next")):
        click(page.get_by_role("link", name=link, exact=True))
        expect(page.get_by_role("heading", level=2, name=heading)).to_be_in_viewport()
        expect(page.get_by_role("heading", level=1, name="Your results")).not_to_be_in_viewport()
        assert f"r={key.handle}" in page.url
    expect(page.get_by_role("link", name="Take it with you", exact=True)).to_have_count(1)
