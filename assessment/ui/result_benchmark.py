"""Where a result stands among others who answered the same questions, and being counted with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from assessment.errors import StorageUnavailable
from assessment.findings.model import Findings
from assessment.language import _
from assessment.scoring.benchmark import OVERALL, Comparison, Measure, scores_of
from assessment.scoring.benchmark_words import made_of, standing, why_nothing
from assessment.scoring.score import RespondentResult
from assessment.services.bootstrap import application
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.result_charts import show_table
from assessment.ui.saving import save, say_unsaved
from assessment.ui.text import plain


def compare(opened: OpenSheet, mine: RespondentResult) -> Comparison | None:
    """Where the scores stand among those of others with this profile; None while the database is away."""
    response = opened.sheet.response
    try:
        return application().cohort.compare(response.mode, response.industry, response.size, scores_of(mine))
    except StorageUnavailable:
        return None  # the rest of a page that was read before can still be shown


def middle_scores(comparison: Comparison | None) -> dict[str, float]:
    """The middle score (1–5) of others by domain, where it may be shown."""
    if comparison is None:
        return {}
    return {measure.id: at.median for measure, at in comparison.placements.items() if measure.kind == "domain"}


@st.fragment
def show(opened: OpenSheet, findings: Findings, comparison: Comparison | None) -> None:
    """Where one stands, or why that can't be said, and joining or leaving."""
    st.header(_("Among others"))
    if comparison is None:
        st.markdown(
            _("The benchmark can't be read just now: the database isn't answering. Reload the page in a moment.")
        )
        return
    if comparison.benchmark and comparison.released:
        st.markdown(plain(made_of(application().bank, comparison.benchmark, comparison.released)))
        _show_standings(findings, comparison)
    else:
        st.markdown(plain(why_nothing(comparison)))
    if not opened.sheet.response.simulated:
        _offer_to_join(opened)
    st.page_link("views/benchmarks.py", label=_("What the benchmark is made of"))


def _show_standings(findings: Findings, comparison: Comparison) -> None:
    domains = [(Measure("domain", m.id), m.title) for m in findings.domains]
    _show_table(comparison, _("Where you stand"), [(OVERALL, _("Overall")), *domains])
    with st.expander(_("By capability")):
        for track in findings.tracks:
            title = (
                _("{title}: mandate (self-rated)").format(title=track.measure.title)
                if track.is_role
                else track.measure.title
            )
            _show_table(comparison, title, [(Measure("capability", m.id), m.title) for m in track.capabilities])


def _show_table(comparison: Comparison, title: str, measures: Sequence[tuple[Measure, str]]) -> None:
    placed = [(name, comparison.placements[measure]) for measure, name in measures if measure in comparison.placements]
    if placed:
        columns = {title: [name for name, _at in placed], "": [standing(at) for _name, at in placed]}
        show_table(columns, folded=False)


def _offer_to_join(opened: OpenSheet) -> None:
    cohort = application().cohort
    state = cohort.state(opened.key)
    if state == "released":
        st.caption(_("Your scores are counted in the benchmark, and stay so."))
    elif state == "waiting":
        st.caption(_("Your scores wait until enough others can be counted with them."))
        if st.button(_("Withdraw my scores")):
            _save(lambda: cohort.withdraw(opened.key))
    else:
        st.markdown(plain(cohort.consent))
        if st.button(_("Add my scores to the benchmark")):
            _save(lambda: cohort.join(opened.key))


def _save(work: Callable[[], object]) -> None:
    if save("benchmark", work):
        st.rerun()  # all of the page: a batch that this completes changes what can be compared
    say_unsaved("benchmark")
