"""What a facilitator keeps at hand: their link, the questions to print, a guide, and what was done so far."""

from __future__ import annotations

from functools import cache, partial

import streamlit as st

from assessment.language import _
from assessment.reports.pdf import Paper
from assessment.reports.questions_pdf import questions_pdf
from assessment.services.bootstrap import application
from assessment.settings import ROOT
from assessment.ui.console import when
from assessment.ui.console.console import Console
from assessment.ui.result_charts import show_table
from assessment.web.private_links import private_url

GUIDE = ROOT / "docs" / "facilitating.md"


def show(console: Console) -> None:
    """All of it, each part made when it is opened."""
    _show_link(console)
    _offer_questions(console)
    _show_guide(console)
    _show_trail(console)


def _show_link(console: Console) -> None:
    place = st.expander(_("Your facilitator link"), key=console.named("link"), on_change="rerun")
    if place.open:
        with place:
            st.warning(_("Whoever sees this link can lead and delete the workshop. Is your screen shared?"))
            st.code(private_url(application().settings.public_url, console.key), language=None, wrap_lines=True)
            st.caption(_("A second facilitator can use it at the same time. A lost link can't be recovered."))


def _offer_questions(console: Console) -> None:
    workshop = console.workshop
    with st.expander(_("Questions and levels to print")):
        st.markdown(_("Every question with its five levels, to lay on the tables or to read beforehand."))
        with st.container(horizontal=True):
            papers: tuple[tuple[str, Paper], ...] = ((_("PDF, A4"), "a4"), (_("PDF, US Letter"), "us-letter"))
            for label, paper in papers:
                st.download_button(
                    label,
                    data=partial(
                        questions_pdf, application().bank, workshop.mode, workshop.questionnaires, paper=paper
                    ),
                    file_name="ai-leadership-questions.pdf",
                    mime="application/pdf",
                    on_click="ignore",
                    key=console.named(f"questions {paper}"),
                )


def _show_guide(console: Console) -> None:
    place = st.expander(_("Leading a session, in two minutes"), key=console.named("guide"), on_change="rerun")
    if place.open:
        place.markdown(guide())


@cache
def guide() -> str:
    """The guide for facilitators, without its own title."""
    return GUIDE.read_text(encoding="utf-8").split("\n", 1)[1]


def _show_trail(console: Console) -> None:
    place = st.expander(_("What was done, and when"), key=console.named("trail"), on_change="rerun")
    if place.open:
        with place:
            steps = application().workshops.trail(console.key)
            show_table(
                {_("When"): [when.in_words(step.at) for step in steps], _("What"): [step.what for step in steps]},
                folded=False,
            )
            st.caption(_("What facilitators did; nothing that participants did, and no answers."))
