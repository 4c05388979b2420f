"""The method page: everything needed to explain a number, and what no number here can say."""

from __future__ import annotations

import streamlit as st

from assessment.bank.model import Bank
from assessment.method.formulas import LIMITS, NOT_YET, SECTIONS
from assessment.scoring import SCORING_VERSION
from assessment.ui import method_text
from assessment.ui.text import plain


def show(bank: Bank) -> None:
    """The whole page."""
    st.title("Method")
    st.caption(
        f"Edition {plain(bank.edition.id)} ({plain(bank.edition.title)}, {plain(bank.edition.date)}), "
        f"content {bank.content_hash[:12]}, scoring version {SCORING_VERSION}."
    )
    st.header("What this cannot tell you")
    st.markdown(method_text.bullets(LIMITS))
    _show_rules(bank)
    _show_example()
    _show_questions(bank)
    _show_ownership(bank)
    _show_reference(bank)
    _show_sources(bank)
    st.header("Version")
    st.markdown(method_text.version_list(bank))
    st.caption("The same edition, the same answers and the same scoring version give the same result.")


def _show_rules(bank: Bank) -> None:
    st.header("How answers become results")
    st.markdown(method_text.level_names(bank))
    for section in SECTIONS:
        with st.expander(section.title):
            st.markdown(method_text.rules(section))
    st.caption(NOT_YET)


def _show_example() -> None:
    st.header("A worked example")
    with st.expander("One respondent, with every line of arithmetic"):
        st.markdown(method_text.example_of_a_respondent())
    with st.expander("A group: consensus, gap and ownership"):
        st.markdown(method_text.example_of_a_group())


def _show_questions(bank: Bank) -> None:
    st.header("Every question")
    st.markdown(
        f"{sum(1 for _ in bank.items())} questions, of which Pulse asks {sum(1 for _ in bank.items('pulse'))}. Each of "
        "them has its five described levels, lowest first."
    )
    for questionnaire in bank.questionnaires:
        st.subheader(plain(questionnaire.title))
        st.markdown(plain(questionnaire.summary))
        for capability in questionnaire.capabilities:
            with st.expander(plain(capability.title)):
                st.markdown(method_text.capability_text(capability))


def _show_ownership(bank: Bank) -> None:
    if bank.ownership.decisions:
        st.header("Who decides")
        with st.expander(f"{len(bank.ownership.decisions)} decisions"):
            st.markdown(method_text.ownership_text(bank))


def _show_reference(bank: Bank) -> None:
    if bank.reference:
        st.header("Reference questions")
        st.markdown("Asked in Full, to stand beside published figures. They enter no score and no percentile.")
        for question in bank.reference:
            with st.expander(plain(question.text)):
                st.markdown(method_text.reference_text(question))


def _show_sources(bank: Bank) -> None:
    if bank.sources.sources:
        st.header("Sources, their claims, and what covers them")
        st.markdown("The wording of every claim and question is ours; the sources give facts and ideas.")
        for id, source in bank.sources.sources.items():
            with st.expander(f"{plain(id.upper())}: {plain(source.title)}"):
                st.markdown(method_text.source_text(source))
                st.markdown(method_text.trace_list(bank, id))
