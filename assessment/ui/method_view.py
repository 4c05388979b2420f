"""The method page: everything needed to explain a number, and what no number here can say."""

from __future__ import annotations

import streamlit as st

from assessment.bank.model import Bank
from assessment.language import _, counted
from assessment.method.formulas import LIMITS, SECTIONS
from assessment.scoring import SCORING_VERSION
from assessment.ui import method_text
from assessment.ui.text import plain


def show(bank: Bank) -> None:
    """The whole page."""
    st.title(_("Method"))
    st.caption(
        _("Edition {id} ({title}, {date}), content {hash}, scoring version {scoring_version}.").format(
            id=plain(bank.edition.id),
            title=plain(bank.edition.title),
            date=plain(bank.edition.date),
            hash=bank.content_hash[:12],
            scoring_version=SCORING_VERSION,
        )
    )
    st.header(_("What this cannot tell you"))
    st.markdown(method_text.bullets(map(_, LIMITS)))
    _show_rules(bank)
    _show_example()
    _show_questions(bank)
    _show_ownership(bank)
    _show_reference(bank)
    _show_sources(bank)
    st.header(_("Version"))
    st.markdown(method_text.version_list(bank))
    st.caption(_("The same edition, the same answers and the same scoring version give the same result."))


def _show_rules(bank: Bank) -> None:
    st.header(_("How answers become results"))
    st.markdown(method_text.level_names(bank))
    for section in SECTIONS:
        with st.expander(_(section.title)):
            st.markdown(method_text.rules(section))


def _show_example() -> None:
    st.header(_("A worked example"))
    with st.expander(_("One respondent, with every line of arithmetic")):
        st.markdown(method_text.example_of_a_respondent())
    with st.expander(_("A group: consensus, gap and ownership")):
        st.markdown(method_text.example_of_a_group())


def _show_questions(bank: Bank) -> None:
    st.header(_("Every question"))
    st.markdown(
        counted(
            "{n} question, of which Pulse asks {core}. Each has its five described levels, lowest first.",
            "{n} questions, of which Pulse asks {core}. Each of them has its five described levels, lowest first.",
            len(list(bank.items())),
        ).format(core=len(list(bank.items("pulse"))))
    )
    for questionnaire in bank.questionnaires:
        st.subheader(plain(questionnaire.title))
        st.markdown(plain(questionnaire.summary))
        for capability in questionnaire.capabilities:
            with st.expander(plain(capability.title)):
                st.markdown(method_text.capability_text(capability))


def _show_ownership(bank: Bank) -> None:
    if bank.ownership.decisions:
        st.header(_("Who decides"))
        with st.expander(counted("{n} decision", "{n} decisions", len(bank.ownership.decisions))):
            st.markdown(method_text.ownership_text(bank))


def _show_reference(bank: Bank) -> None:
    if bank.reference:
        st.header(_("Reference questions"))
        st.markdown(_("Asked in Full, to stand beside published figures. They enter no score and no percentile."))
        for question in bank.reference:
            with st.expander(plain(question.text)):
                st.markdown(method_text.reference_text(question))


def _show_sources(bank: Bank) -> None:
    if bank.sources.sources:
        st.header(_("Sources, their claims, and what covers them"))
        st.markdown(_("The wording of every claim and question is ours; the sources give facts and ideas."))
        for id, source in bank.sources.sources.items():
            with st.expander(f"{plain(id.upper())}: {plain(source.title)}"):
                st.markdown(method_text.source_text(source))
                st.markdown(method_text.trace_list(bank, id))
