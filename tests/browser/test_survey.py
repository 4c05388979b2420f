"""A leader takes the assessment in a real browser: from Home to the results, through reloads and kills."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assessment.bank.load import load_bank
from assessment.reports.result_json import result_document
from assessment.respondent import Respondent
from assessment.results import build_result
from assessment.scoring.plan import Plan
from assessment.services.steps import Way
from tests.browser.conftest import ROOT, Server, click
from tests.browser.survey import (
    answer,
    begin,
    choose,
    choose_nth,
    expect_chosen,
    go_on,
    name_owner,
    progress,
    questions,
    restart,
    review,
    rows,
    start_answering,
    submit,
)

BANK = load_bank(ROOT / "questions")
ITEMS = list(BANK.items("pulse"))
PAGES = [[i for c in q.capabilities for i in c.items if i.core] for q in BANK.questionnaires]
TITLES = [q.title for q in BANK.questionnaires]
# A plain pattern with every kind of answer in it, so that every rule of scoring has something to do.
ANSWERS = {item.id: ("3", "4", "2", "dk", "5", "1", "na", "3")[n % 8] for n, item in enumerate(ITEMS)}
OWNERS = [BANK.ownership.owners[n] for n in (1, 2, 3, 14, 15, 16, 0, 5, 13, 8)]


def test_a_leader_goes_from_home_to_the_radar_and_loses_no_answer(page: Page, server: Server) -> None:
    page.goto("/")
    click(page.get_by_role("button", name="Take the assessment"))
    click(page.get_by_role("button", name="Begin"))
    start_answering(page)
    answered = 0
    for at, items in enumerate(PAGES):
        expect(questions(page)).to_have_count(len(items))
        for number, item in enumerate(items):
            answered += 1
            answer(page, number, ANSWERS[item.id], answered=answered)
            if at == 1 and number == 2:
                page.reload()
                expect(progress(page)).to_contain_text(f"{answered} of 36")
            if at == 2 and number == 3:
                restart(server, page)
        go_on(page, [*TITLES, "Who decides"][at + 1])
    for number, owner in enumerate(OWNERS):
        name_owner(page, number, owner.title, answered=26 + number + 1)
    review(page)
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    submit(page)

    radar = page.locator(".js-plotly-plot").first
    expect(radar).to_be_visible()
    for title in ("Strategy", "Data foundations", "AI literacy", "Role clarity"):
        expect(radar.get_by_text(title.split()[0])).to_be_visible()
    document = _download_json(page)
    owners = {decision.id: owner.id for decision, owner in zip(BANK.ownership.decisions, OWNERS, strict=True)}
    plan = Plan(BANK, "pulse")
    assert document == result_document(build_result(plan, [Respondent("me", ANSWERS | owners)]))
    assert document["respondents"][0]["overall"]["score"] is not None


def test_the_full_assessment_leads_through_ownership_and_published_figures_to_the_results(
    page: Page, server: Server
) -> None:
    begin(page, "Full")
    answered, total = 0, 55 + 10 + 8
    way = Way(BANK, "full", [q.id for q in BANK.questionnaires])
    given: dict[str, str] = {}
    for step, following in zip(way.steps, [*way.steps[1:], None], strict=True):
        expect(page.get_by_role("heading", level=1, name=step.title, exact=True)).to_be_visible()
        for number, question in enumerate(step.questions):
            answered += 1
            choice = question.choices[answered % len(question.choices)]
            given[question.id] = choice.id
            if step.kind == "ownership":
                name_owner(page, number, choice.title, answered=answered)
            else:
                choose_nth(page, number, question.choices.index(choice))
                expect(page.get_by_text(f"{answered} of {total} answered")).to_be_visible()
        if following:
            go_on(page, following.title)
    review(page)
    submit(page)
    expected = build_result(Plan(BANK, "full"), [Respondent("me", given)])
    assert _download_json(page) == result_document(expected)
    named = expected.respondents[0].result.ownership.named
    expect(page.get_by_text(f"{named} of 10", exact=True)).to_be_visible()
    expect(page.get_by_text("28 % answered “Yes”")).to_be_visible()
    click(page.get_by_role("button", name="Where these figures come from").nth(1))
    expect(page.get_by_text("1,491 in the whole survey")).to_be_visible()


def test_two_tabs_with_two_responses_never_mix_even_across_a_restart(page: Page, server: Server) -> None:
    first, second = page, page.context.new_page()
    begin(first)
    answer(first, 0, "1", answered=1)
    begin(second)
    answer(second, 0, "5", answered=1)
    answer(second, 1, "4", answered=2)
    restart(server, first, second)
    answer(first, 1, "2", answered=2)
    answer(second, 2, "3", answered=3)
    first.reload()
    second.reload()
    expect(progress(first)).to_contain_text("2 of 36")
    expect(progress(second)).to_contain_text("3 of 36")
    expect_chosen(first, "1", "2", None)
    expect_chosen(second, "5", "4", "3")


def test_two_tabs_on_one_response_show_the_latest_answer_and_never_undo_it(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "2", answered=1)
    other = page.context.new_page()
    other.goto(page.url)
    expect(progress(other)).to_contain_text("1 of 36")
    choose(other, 0, "5")
    answer(other, 1, "3", answered=2)
    answer(page, 2, "4", answered=2)  # this tab hasn't heard of the other's answer yet
    go_on(page, TITLES[1])
    expect(progress(page)).to_contain_text("3 of 36")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name=TITLES[0], exact=True)).to_be_visible()
    expect(questions(page).nth(1).get_by_role("radio").nth(2)).to_be_checked()
    expect_chosen(page, "5", "3", "4")


def test_the_back_button_returns_to_the_page_before_with_its_answers(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "4", answered=1)
    go_on(page, TITLES[1])
    answer(page, 0, "2", answered=2)
    page.go_back()
    expect(page.get_by_role("heading", level=1, name=TITLES[0], exact=True)).to_be_visible()
    expect_chosen(page, "4")
    page.go_forward()
    expect(page.get_by_role("heading", level=1, name=TITLES[1], exact=True)).to_be_visible()
    expect_chosen(page, "2")


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}])
def test_every_page_of_questions_begins_at_its_top(page: Page, server: Server, viewport: ViewportSize) -> None:
    page.set_viewport_size(viewport)
    begin(page)
    go_on(page, TITLES[1])
    expect(page.get_by_role("heading", level=1, name=TITLES[1], exact=True)).to_be_in_viewport()
    go_on(page, TITLES[2])
    expect(page.get_by_role("heading", level=1, name=TITLES[2], exact=True)).to_be_in_viewport()


def test_a_changed_mind_counts_also_after_submitting_and_so_does_a_cleared_answer(page: Page, server: Server) -> None:
    begin(page)
    for number in range(6):
        answer(page, number, "2", answered=number + 1)
    for title in [*TITLES[1:], "Who decides"]:
        go_on(page, title)
    review(page)
    expect(page.get_by_text("30 of 36 questions have no answer.")).to_be_visible()
    submit(page)
    assert _strategy(page)["score"] == 2.0

    click(page.get_by_role("button", name="Change my answers"))
    click(page.get_by_role("button", name="Look again").first)
    expect(page.get_by_role("heading", level=1, name=TITLES[0], exact=True)).to_be_visible()
    choose(page, 0, "5")
    click(page.get_by_text("Add a comment, or clear this answer").nth(1))
    click(page.get_by_role("button", name="Clear this answer"))
    expect(progress(page)).to_contain_text("5 of 36")
    click(page.get_by_role("link", name="Results", exact=True))
    expect(page.get_by_role("heading", level=1, name="Your results")).to_be_visible()
    assert _strategy(page)["score"] == pytest.approx((5 + 2 * 4) / 5)


def test_a_second_submit_changes_nothing(page: Page, server: Server) -> None:
    begin(page)
    answer(page, 0, "3", answered=1)
    page.goto(f"{page.url.split('&step')[0]}&step=review")
    other = page.context.new_page()
    other.goto(page.url)
    submit(page)
    submit(other)
    assert rows(server, "select count(*) from responses where submitted_on is not null") == [(1,)]
    assert _strategy(page) == _strategy(other)


def test_the_private_link_resumes_in_another_browser_and_a_tampered_one_says_no_such_link(
    page: Page, browser: Browser, server: Server
) -> None:
    link = begin(page)
    answer(page, 0, "4", answered=1)
    elsewhere = browser.new_context(base_url=server.url).new_page()
    elsewhere.goto(link)
    expect(progress(elsewhere)).to_contain_text("1 of 36")
    expect_chosen(elsewhere, "4")
    assert link.split("#")[1] not in elsewhere.url

    wrong = ("B" if link[-1] == "A" else "A").join((link[:-1], ""))
    handle, token = link.split("/r/")[1].split("#")
    messages = []
    for tampered in (wrong, link.split("#")[0], f"{server.url}/r/{handle[::-1]}#{token}", f"{server.url}/r/x#y"):
        stranger = browser.new_context().new_page()
        stranger.goto(tampered)
        expect(stranger.get_by_role("heading", name="No such link")).to_be_visible()
        messages.append(stranger.get_by_role("status").inner_text())
    assert len(set(messages)) == 1


HOSTILE = "=cmd()|' /C calc'!A0 $x^2$ **bold** <img src=x onerror=alert(1)> [a](javascript:alert(1)) :red[x] 😀 שלום \\"


def test_whatever_is_written_in_a_comment_is_stored_as_given_and_shown_inert(page: Page, server: Server) -> None:
    begin(page)
    click(page.get_by_text("Add a comment, or clear this answer").first)
    comment = page.get_by_role("textbox", name="Comment (optional)")
    comment.fill(HOSTILE)
    comment.press("Control+Enter")
    expect(page.get_by_text("Comment saved")).to_be_visible()
    page.reload()
    click(page.get_by_text("Add a comment, or clear this answer").first)
    expect(page.get_by_role("textbox", name="Comment (optional)")).to_have_value(HOSTILE)
    assert rows(server, "select item_id, text from notes") == [(ITEMS[0].id, HOSTILE)]
    assert page.locator("img[src=x]").count() == 0


def test_deleting_ones_data_leaves_nothing_behind(page: Page, server: Server) -> None:
    link = begin(page)
    answer(page, 0, "3", answered=1)
    page.goto(f"{page.url.split('&step')[0]}&step=review")
    submit(page)
    click(page.get_by_text("Delete my answers"))
    click(page.get_by_text("I understand that this can't be undone"))
    click(page.get_by_role("button", name="Delete everything now"))
    expect(page.get_by_text("Your answers are deleted.")).to_be_visible()
    for table in ("responses", "answers", "notes"):
        assert rows(server, f"select count(*) from {table}") == [(0,)]
    page.goto("/")
    click(page.get_by_role("button", name="Take the assessment"))
    expect(page.get_by_role("button", name="Begin", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)
    page.goto(link)
    expect(page.get_by_role("heading", name="No such link")).to_be_visible()


def _download_json(page: Page) -> dict[str, object]:
    with page.expect_download() as download:
        click(page.get_by_role("button", name="Download as JSON"))
    loaded = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _strategy(page: Page) -> dict[str, float]:
    respondents = _download_json(page)["respondents"]
    assert isinstance(respondents, list)
    score = respondents[0]["questionnaires"]["strategy"]
    assert isinstance(score, dict)
    return score
