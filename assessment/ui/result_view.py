"""The results page: where you stand and how sure that is, the gaps, what to do, every number in a table, files."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assessment.findings import find
from assessment.findings.model import Findings
from assessment.language import _
from assessment.results import own_result
from assessment.services.bootstrap import application
from assessment.ui import (
    result_actions,
    result_aims,
    result_benchmark,
    result_change,
    result_charts,
    result_facts,
    result_files,
    result_response,
    result_tracks,
)
from assessment.ui.in_touch import keep_in_touch
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.style import start_at_the_top
from assessment.ui.text import plain


def show_nothing() -> None:
    """What the page says in a browser that holds no key."""
    st.title(_("Results"))
    st.markdown(_("There are no answers in this tab yet. Take the assessment, or open your private link."))
    st.page_link("views/assess.py", label=_("Take the assessment"))
    st.page_link("views/own_answers.py", label=_("Bring answers from elsewhere"))


def show_not_submitted() -> None:
    """What the page says before the answers were submitted."""
    st.title(_("Results"))
    st.markdown(
        _("Your answers are saved and not submitted yet. Submit them from the review page to see your results.")
    )
    if st.button(_("Go to the review"), type="primary"):
        st.switch_page("views/assess.py", query_params={"r": st.query_params["r"], "step": "review"})


def show(opened: OpenSheet) -> None:
    """The whole page for a submitted response."""
    result = own_result(application().bank, opened.sheet)
    findings = find(result)
    comparison = result_benchmark.compare(opened, result.respondents[0].result)
    start_at_the_top("results")
    st.title(_("Your results"))
    keep_in_touch(opened)
    for notice in findings.notices:
        st.warning(plain(notice))
    _show_overall(findings)
    _show_the_way(findings)
    result_aims.choose_preset(opened, findings)
    _show_charts(findings, result_benchmark.middle_scores(comparison))
    result_actions.show(opened, findings)
    result_aims.show_own_aims(opened, findings)
    _show_details(findings)
    result_change.show(opened)
    result_benchmark.show(opened, findings, comparison)
    result_files.show(opened)
    result_response.show(opened)


def show_one(findings: Findings) -> None:
    """What there is to show of one respondent whose answers aren't stored here, and so nothing to set or to keep."""
    _show_overall(findings)
    _show_charts(findings)
    result_actions.show_steps(findings)
    _show_details(findings)


def _show_charts(findings: Findings, benchmark: Mapping[str, float] | None = None) -> None:
    st.header(_("The subjects"))
    result_charts.show_domains(findings, benchmark=benchmark)
    if findings.gaps:
        _show_gaps(findings)


def _show_details(findings: Findings) -> None:
    result_tracks.show_subjects(findings)
    result_tracks.show_role_tracks(findings)
    if findings.ownership:
        result_facts.show_ownership(findings.ownership)
    if findings.reference:
        st.header(_("Beside published figures"))
        result_facts.show_reference(findings.reference)


def _show_overall(findings: Findings) -> None:
    overall = findings.overall
    result_facts.show_metrics(
        {
            _("Index, 0 to 100"): overall.index_text,
            _("Level, 1 to 5"): str(overall.level or "–"),
            _("Coverage"): overall.coverage_text,
            _("Don't know"): overall.dont_know_text,
        },
        {
            _("Coverage"): _("How much of what applies to you has an answer."),
            _("Don't know"): _(
                "How much of what applies you answered with Don't know: what leaders can't see is a finding."
            ),
        },
    )
    st.markdown(f"**{plain(findings.headline)}** {plain(findings.sure)}")


def _show_the_way(findings: Findings) -> None:
    """Links to what people look for on a page this long."""
    places = {
        "gaps": _("Gaps, largest first") if findings.gaps else "",
        "next": _("What to do next"),
        "files": _("Take it with you"),
        "answers": _("Your answers"),
    }
    st.markdown(" · ".join(f"[{title}](#{place})" for place, title in places.items() if title))


def _show_gaps(findings: Findings) -> None:
    st.header(_("Gaps, largest first"), anchor="gaps")
    result_charts.show_gaps(findings)
    if findings.strengths:
        st.markdown(
            _("**At or above target**: ") + plain("; ".join(f"{m.title} ({m.score_text})" for m in findings.strengths))
        )
    if findings.spotlights:
        st.subheader(_("The widest gaps in the levels' own words"))
    for spotlight in findings.spotlights:
        st.markdown(f"**{plain(spotlight.title)}**: {plain(spotlight.question)}")
        st.markdown("\n".join(f"- {plain(quote.label)}: {plain(quote.text)}" for quote in spotlight.quotes))
