"""Files of a result to take along. Each is built when it is asked for, from what is stored at that moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from assessment.language import N_, _
from assessment.reports.actions_csv import actions_csv, notes_csv
from assessment.reports.answers_file import answers_csv
from assessment.reports.pdf import result_pdf
from assessment.reports.pptx import result_pptx
from assessment.reports.result_csv import result_csv
from assessment.reports.result_json import result_json
from assessment.reports.xlsx import result_xlsx
from assessment.respondent import Respondent
from assessment.results import Result, own_result
from assessment.services.bootstrap import application
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.result_benchmark import compare

PDF, CSV = "application/pdf", "text/csv"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ResultFile:
    """A file that can be made of a result: the words on its button, how it is built, its name and media type."""

    label: str
    build: Callable[[Result], str | bytes]
    name: str
    mime: str


def _letter(result: Result) -> bytes:
    return result_pdf(result, paper="us-letter")


def _answers(result: Result) -> str:
    respondents = [
        Respondent(v.label, v.answers, v.role, simulated=result.simulated, notes=v.notes) for v in result.respondents
    ]
    return answers_csv(result.plan.bank, result.mode, respondents)


REPORTS = (
    ResultFile(N_("Report as PDF, A4"), result_pdf, "ai-leadership-report.pdf", PDF),
    ResultFile(N_("Report as PDF, US Letter"), _letter, "ai-leadership-report-letter.pdf", PDF),
    ResultFile(N_("Slides for PowerPoint"), result_pptx, "ai-leadership-slides.pptx", PPTX),
    ResultFile(N_("Workbook for Excel"), result_xlsx, "ai-leadership-workbook.xlsx", XLSX),
)
TABLES = (
    ResultFile(N_("Download as JSON"), result_json, "ai-leadership-results.json", "application/json"),
    ResultFile(N_("Download as CSV"), result_csv, "ai-leadership-results.csv", CSV),
    ResultFile(N_("Answers as CSV"), _answers, "ai-leadership-answers.csv", CSV),
    ResultFile(N_("Actions as CSV"), actions_csv, "ai-leadership-actions.csv", CSV),
    ResultFile(N_("Notes as CSV"), notes_csv, "ai-leadership-notes.csv", CSV),
)


GROUP_TABLES = tuple(file for file in TABLES if file.build not in (_answers, notes_csv))
"""What there is of a group whose members stay unknown: nobody's answers."""


def show(opened: OpenSheet) -> None:
    """A button for each file of a stored response."""
    st.header(_("Take it with you"), anchor="files")
    show_buttons(partial(_own_result, opened), opened.key.handle)
    st.caption(_("The JSON file is what a later result can be held against, on another device or after a deletion."))


def show_buttons(result: Callable[[], Result], key: str, tables: Sequence[ResultFile] = TABLES) -> None:
    """A button for each file, which asks for the `result` when it is pressed; `key` tells several rows apart."""
    for title, files in ((_("To present"), REPORTS), (_("To work with"), tables)):
        st.markdown(f"**{title}**")
        with st.container(horizontal=True):
            for file in files:
                st.download_button(
                    file.label,
                    data=partial(_build, file, result),
                    file_name=file.name,
                    mime=file.mime,
                    on_click="ignore",
                    key=f"file {file.name} {key}",
                )


def _own_result(opened: OpenSheet) -> Result:
    result = own_result(application().bank, application().survey.open(opened.key))
    return replace(result, comparison=compare(opened, result.respondents[0].result))


def _build(file: ResultFile, result: Callable[[], Result]) -> str | bytes:
    return file.build(result())
