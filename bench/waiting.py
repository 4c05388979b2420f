"""What one person waits for in a browser: an answer to be saved, and the results to be there.

`click_to_saved_p95_ms`: from a click on an option to the page saying how many are answered now, which comes after the
commit; every question of the Pulse once, timed inside the page. `first_results_s`: from the click on "Submit and see my
results" to the heading of the results with every chart in the first two screens drawn; the median, after one visit that
goes unmeasured. The browser is idle before that click, as it is while somebody reads the review. Charts further down
are drawn after it, and `all_charts_s` says when.

Targets: at most 150 ms, and at most 1.5 s.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page

from assessment.services.private_key import PrivateKey
from assessment.services.survey import Profile
from assessment.web.private_links import cookie_name
from bench.results import Line, line
from bench.server import OurServer, our_server
from bench.visits import chromium, new_profile

RESPONSES = 6
WAY_ON = re.compile("^(Continue|Review my answers)$")

CLICK_AND_WAIT = """(option) => new Promise((resolve) => {
  const said = () => document.querySelector(".answered").innerText;
  const before = said(), start = performance.now();
  const watcher = new MutationObserver(() => {
    if (said() !== before) { watcher.disconnect(); resolve(performance.now() - start); }
  });
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
  option.click();
})"""

SUBMIT_AND_WAIT = """(button) => new Promise((resolve) => {
  const start = performance.now();
  let first = null;
  const undrawn = (charts) => charts.some((chart) => !chart.querySelector(".main-svg"));
  const look = () => {
    const there = [...document.querySelectorAll("h1")].some((title) => title.textContent.includes("Your results"));
    const charts = [...document.querySelectorAll(".stPlotlyChart")].filter((chart) => chart.offsetParent);
    const near = charts.filter((chart) => chart.getBoundingClientRect().top < 2 * innerHeight);
    if (there && near.length && !undrawn(near)) first ??= performance.now() - start;
    const over = document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning";
    if (first !== null && over && !undrawn(charts)) resolve([first, performance.now() - start]);
    else requestAnimationFrame(look);
  };
  button.click();
  requestAnimationFrame(look);
})"""


def measure() -> Iterator[Line]:
    """Two lines: ms until saved, s until the results are there."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, our_server(Path(folder)) as server:
        saved: list[float] = []
        results: list[tuple[float, float]] = []
        for visit in range(RESPONSES):
            clicks, shown = _take(browser, server, _decided(server))
            if visit:
                saved += clicks
                results.append(shown)
    yield line("click_to_saved_p95_ms", quantiles(saved, n=20)[18], "ms", None, None, len(saved)) | {
        "p50": round(median(saved), 1),
        "longest": round(max(saved), 1),
    }
    first = line("first_results_s", median(first for first, _ in results) / 1000, "s", None, None, len(results))
    yield first | {"all_charts_s": round(median(all_of_it for _, all_of_it in results) / 1000, 2)}


def _decided(server: OurServer) -> PrivateKey:
    """A response in which the decisions, which are lists to choose from and not options to click, have their owners."""
    key = server.survey.begin("pulse", _everything(server), Profile())
    for step in server.survey.way("pulse", tuple(_everything(server))).steps:
        if step.kind == "ownership":
            for question in step.questions:
                server.survey.answer(key, question.id, question.choices[0].id)
    return key


def _take(browser: Browser, server: OurServer, key: PrivateKey) -> tuple[list[float], tuple[float, float]]:
    """Click an answer to every question and submit; what the clicks took and the results, in ms."""
    with new_profile(browser, phone=False) as (context, page, _received):
        context.add_cookies([{"name": cookie_name(key.handle), "value": key.token, "url": server.url}])
        page.goto(f"{server.url}/assess?r={key.handle}")
        clicks: list[float] = []
        for step in server.survey.way("pulse", tuple(_everything(server))).steps:
            page.get_by_role("heading", level=1, name=step.title).wait_for()
            if step.kind == "items":
                page.get_by_role("radiogroup", name=step.questions[-1].text).wait_for()
                clicks += [_click(page, question.text, len(clicks) + n) for n, question in enumerate(step.questions)]
            page.get_by_role("button", name=WAY_ON).click()
        submit = page.get_by_role("button", name="Submit and see my results")
        submit.wait_for()
        _wait_until_at_rest(page)
        page.wait_for_load_state("networkidle")  # nobody submits before reading what is unanswered
        first, everything = submit.evaluate(SUBMIT_AND_WAIT)
        return clicks, (first, everything)


def _click(page: Page, question: str, number: int) -> float:
    """Choose one of the five levels, a different one each time; ms until the page says that it is saved."""
    _wait_until_at_rest(page)
    option = page.get_by_role("radiogroup", name=question).locator("label").nth(number % 5)
    took: float = option.evaluate(CLICK_AND_WAIT)
    return took


def _everything(server: OurServer) -> list[str]:
    return [questionnaire.id for questionnaire in server.bank.questionnaires]


def _wait_until_at_rest(page: Page) -> None:
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
