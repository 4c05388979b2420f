"""The Benchmarks page: what the benchmark is made of, how scores are spread, what is withheld and why."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from assessment.bank.model import Bank, Mode
from assessment.charts import Votes, distribution
from assessment.findings.reference import reference_views
from assessment.findings.spread import Spread, spoken, spread_of, topics
from assessment.language import N_, _, counted
from assessment.scoring.benchmark import SHOWN_FROM, Benchmark, Released
from assessment.scoring.benchmark_words import made_of, segment_title, too_few
from assessment.services.bootstrap import application
from assessment.ui.result_charts import show_chart, show_table
from assessment.ui.result_facts import show_reference
from assessment.ui.style import scheme
from assessment.ui.text import mode_name, plain

HERE = N_("This site")
MOST_NAMED = 12
"""So many industries and sizes are named as withheld; any more are counted."""


def show() -> None:
    """The whole page."""
    bank, cohort = application().bank, application().cohort
    cohort.release_due()
    st.title(_("Benchmarks"))
    st.markdown(_("How others answered these same questions: people who chose to be counted, and nobody else."))
    mode: Mode = st.radio(_("Assessment"), get_args(Mode), format_func=mode_name, horizontal=True, key="benchmark mode")
    found = cohort.benchmarks(mode)
    shown = [benchmark for benchmark in found if benchmark.segments]
    own = sum(benchmark.n for benchmark in found if not benchmark.source)
    if own < SHOWN_FROM:
        st.info(too_few(own))
    if shown:
        _show_benchmark(bank, _choose_benchmark(shown))
    _show_rules(bank, [benchmark for benchmark in found if benchmark.withheld], cohort.consent)
    if not shown and bank.reference:
        st.header(_("Published figures instead"))
        show_reference(reference_views(bank, {}))


def _choose_benchmark(shown: list[Benchmark]) -> Benchmark:
    if len(shown) == 1:
        return shown[0]
    by_source = {benchmark.source: benchmark for benchmark in shown}
    source = st.selectbox(
        _("Source"), list(by_source), format_func=lambda source: source or _(HERE), key="benchmark source"
    )
    return by_source[source]


def _show_benchmark(bank: Bank, benchmark: Benchmark) -> None:
    segments = {released.segment: released for released in benchmark.segments}
    left, right = st.columns(2)
    segment = left.selectbox(
        _("Among"), list(segments), format_func=lambda s: f"{segment_title(bank, s)} (n = {segments[s].n:,})"
    )
    titles = topics(bank)
    topic = right.selectbox(_("Show"), list(titles), format_func=titles.__getitem__, index=1)
    released = segments[segment]
    st.markdown(plain(made_of(bank, benchmark, released)))
    _show_spread(bank, spread_of(bank, topic, application().cohort.histograms(benchmark, released)), released)


def _show_spread(bank: Bank, spread: Spread, released: Released) -> None:
    if spread.rows:
        st.markdown(plain(spread.sentence))
        rows = [Votes(row.title, row.counts, 0, 0) for row in spread.rows]
        show_chart(
            distribution(rows, bank.edition.levels, scheme()),
            _("How many are at levels 1 to 5. {spread}").format(spread=spoken(spread)),
            "benchmark spread",
        )
        show_table(
            {
                _("Score"): [row.title for row in spread.rows],
                "N": [f"{row.n:,}" for row in spread.rows],
                _("Middle score"): [row.median_text for row in spread.rows],
                **{
                    f"{level} {plain(name)}": [f"{row.counts[level - 1]:,}" for row in spread.rows]
                    for level, name in enumerate(bank.edition.levels, 1)
                },
            }
        )
    if spread.withheld:
        st.caption(
            plain(
                _("Withheld, because fewer than {shown_from} of the {n:,} have a score: {withheld}.").format(
                    shown_from=SHOWN_FROM, n=released.n, withheld="; ".join(spread.withheld)
                )
            )
        )


def _show_rules(bank: Bank, partly: list[Benchmark], consent: str) -> None:
    st.header(_("What is withheld, and why"))
    st.markdown(
        _(
            "- Nothing is shown of an industry or size with fewer than {shown_from} responses, or of a score "
            "that fewer than {shown_from} of them have.\n"
            "- Responses are counted in batches, never one alone, so that no two views of a table differ by a "
            "few people. Who waits for a batch isn't counted yet.\n"
            "- Answers given in workshops and simulated answers never enter."
        ).format(shown_from=SHOWN_FROM)
    )
    for benchmark in partly:
        names = [segment_title(bank, segment) for segment in benchmark.withheld]
        more = counted("; and {n} more", "; and {n} more", len(names) - MOST_NAMED) if len(names) > MOST_NAMED else ""
        st.caption(
            plain(
                _("{source}: too few responses in {names}{more}.").format(
                    source=benchmark.source or _(HERE), names="; ".join(names[:MOST_NAMED]), more=more
                )
            )
        )
    st.header(_("Taking part"))
    st.markdown(
        _("Once you have submitted an assessment, you can join on the Results page. {consent}").format(
            consent=plain(consent)
        )
    )
