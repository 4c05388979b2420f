"""Results that are counts and facts, not scores: who decides, and one's answers beside published figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from assessment.findings.reference import provenance
from assessment.findings.said import OwnershipView, ReferenceView
from assessment.findings.words import capitalised
from assessment.language import _
from assessment.ui.result_charts import show_table
from assessment.ui.text import plain

METRIC_WIDTH = 152
"""In px: four stand side by side on a desk, two on a phone."""


def show_metrics(figures: Mapping[str, str], explained: Mapping[str, str] | None = None) -> None:
    """Figures side by side under their names, some of them with an explanation."""
    with st.container(horizontal=True):
        for name, figure in figures.items():
            st.metric(name, figure, help=(explained or {}).get(name), width=METRIC_WIDTH)


def show_ownership(ownership: OwnershipView) -> None:
    """How many decisions have a named owner, no one, several or an unknown one; and each of them in a table."""
    st.header(_("Who decides: ownership (counted)"))
    total = len(ownership.decisions)
    show_metrics(
        {
            capitalised(state): _("{number} of {total}").format(number=number, total=total)
            for state, number in ownership.tally.items()
        }
    )
    st.markdown(plain(ownership.sentence))
    st.caption(_("Agreement is the result: no choice of owner is the better one."))
    show_table(
        {_("Decision"): [d.text for d in ownership.decisions], _("You named"): [d.answer for d in ownership.decisions]}
    )


def show_reference(reference: Sequence[ReferenceView]) -> None:
    """Each reference question, with one's answer where there is one, beside every published figure for it."""
    st.caption(_("Plain facts beside what others reported. They enter no score, and most were asked of other people."))
    for question in reference:
        answer = _(" You: {answer}.").format(answer=plain(question.answer)) if question.answer else ""
        st.markdown(f"**{plain(question.text)}**{answer}")
        st.markdown("\n".join(f"- {plain(figure.sentence)}" for figure in question.figures))
        with st.popover(_("Where these figures come from"), type="tertiary"):
            for figure in question.figures:
                facts = provenance(figure.figure)
                st.markdown("  \n".join(f"**{name}**: {plain(text)}" for name, text in facts))
