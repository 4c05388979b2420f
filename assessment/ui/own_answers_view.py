"""Answers collected elsewhere: a template, a file, and the results of whoever is in it. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.bank.model import Bank, Mode, TargetPreset
from assessment.findings import find
from assessment.findings.model import Findings
from assessment.language import N_, _, counted
from assessment.reports.answers_file import GROUP_LABEL, template
from assessment.reports.answers_template import template_xlsx
from assessment.reports.table_file import UPLOAD
from assessment.reports.uploaded_answers import fitting_mode, read_upload
from assessment.respondent import Respondent
from assessment.results import Result, build_result
from assessment.scoring.group import DEFAULT_TARGET
from assessment.scoring.plan import Plan
from assessment.ui import (
    group_view,
    result_files,
    result_view,
    uploaded_file,
)
from assessment.ui.method_text import bullets
from assessment.ui.text import plain

ORGANISATION_LENGTH = 200

MODES: dict[Mode, str] = {"full": N_("Full: every question"), "pulse": N_("Pulse: one question per capability")}


def show(bank: Bank) -> None:
    """The whole page."""
    st.title(_("Answers from elsewhere"))
    st.markdown(
        _(
            "You asked these questions with a forms tool, on paper or by mail? Bring the answers of one person "
            "or a group as a file, and see the same results as from answers given here: where they stand, and "
            "for a group where it is split, what to act on and who decides."
        )
    )
    st.markdown(
        _(
            "**Your file is never stored.** The server reads it in memory and shows the results to you alone. "
            "Leaving this page or choosing another file forgets it at once; what a closed tab leaves there is "
            "cleared a little later."
        )
    )
    mode: Mode = st.radio(_("Which questions were asked?"), list(MODES), format_func=lambda m: _(MODES[m]), key="asked")
    _offer_template(bank, mode)
    upload = st.file_uploader(
        _("Your file of answers (CSV or XLSX)"),
        type=["csv", "tsv", "txt", "xlsx"],
        max_upload_size=UPLOAD.bytes // 1024**2,
        key="answers from elsewhere",
    )
    if upload is None:
        uploaded_file.forget()
        return
    uploaded_file.hold(upload)
    _show_results(bank, mode, read_upload(upload.name, upload.getvalue(), bank))


def _offer_template(bank: Bank, mode: Mode) -> None:
    with st.container(horizontal=True):
        st.download_button(
            _("Template as XLSX"),
            data=lambda: template_xlsx(bank, mode),
            file_name="ai-leadership-answers.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
        )
        st.download_button(
            _("Template as CSV"),
            data=lambda: template(bank, mode),
            file_name="ai-leadership-answers.csv",
            mime="text/csv",
            on_click="ignore",
        )
    with st.expander(_("What a file looks like")):
        st.markdown(bullets(_shape(bank)))


def _shape(bank: Bank) -> list[str]:
    item = next(bank.items())
    owners = ", ".join(f"`{owner.id}`" for owner in bank.ownership.owners[:3])
    decision = (
        _(" For a decision, the id of an owner ({owners} …).").format(owners=owners) if bank.ownership.decisions else ""
    )
    return [
        _(
            "A header, then one row per person. The templates have the header, and the XLSX one says what each "
            "column asks and offers what may stand in it."
        ),
        _("`respondent`, `role`, `industry`, `size` and `region` may stay empty, or be left out."),
        _(
            "For a question such as `{id}`: `1` to `5`, `dk` for don't know, `na` for does not apply, or nothing."
        ).format(id=item.id)
        + decision,
        _(
            "A comment on a question goes into a column `{id}#comment`, evidence into `{id}#evidence`. Those "
            "on the role tracks are not shown: they would be about a person."
        ).format(id=item.id),
        _("CSV in UTF-8 with comma, semicolon or tab, or the first sheet of an XLSX file."),
        _(
            "Any forms tool's export can be brought into this shape: put the id in place of the question, and "
            "the number of the level in place of its words."
        ),
        _("Whatever can't be read is named with its row and column, and nothing is guessed."),
    ]


def _show_results(bank: Bank, mode: Mode, respondents: Sequence[Respondent]) -> None:
    if mode == "full" and fitting_mode(bank, respondents) == "pulse":
        st.info(
            _(
                "Only the questions of the Pulse have answers in this file. Choose Pulse above if no others "
                "were asked: until then all others count as left blank, and a person's result is provisional."
            )
        )
    with st.container(border=True):
        chosen = _choose_respondents(respondents)
        preset, target = _choose_target(bank, len(chosen))
        organisation = st.text_input(
            _("Organisation (optional, stands in the results)"), max_chars=ORGANISATION_LENGTH, key="organisation"
        )
    result = build_result(
        Plan(bank, mode), chosen, preset=preset, target=target, organisation=organisation.strip() or None
    )
    findings = find(result)
    st.header(plain(findings.title))
    if findings.group:
        group_view.show(findings, "own")
    else:
        _show_one(findings)
    _offer_files(result)


def _choose_respondents(respondents: Sequence[Respondent]) -> Sequence[Respondent]:
    """The group, or one of those in it."""
    if len(respondents) == 1:
        return respondents
    by_label = {respondent.label: [respondent] for respondent in respondents}
    whose = st.selectbox(
        _("Whose results"),
        [GROUP_LABEL, *by_label],
        format_func=lambda label: (
            counted("All {n} together", "All {n} together", len(respondents)) if label == GROUP_LABEL else label
        ),
        key="whose results",
    )
    return by_label.get(whose, respondents)


def _choose_target(bank: Bank, n: int) -> tuple[TargetPreset | None, float]:
    """What one person is held against, and what a group is."""
    if n == 1:
        presets = bank.edition.targets
        return st.selectbox(_("Hold it against"), presets, format_func=lambda p: p.title, key="preset"), DEFAULT_TARGET
    levels = bank.edition.levels
    target = st.selectbox(
        _("The group's target"),
        [2, 3, 4, 5],
        index=2,
        format_func=lambda level: _("Level {level} everywhere, {name}").format(level=level, name=levels[level - 1]),
        key="group target",
    )
    return None, float(target)


def _show_one(findings: Findings) -> None:
    for notice in findings.notices:
        st.warning(plain(notice))
    result_view.show_one(findings)


def _offer_files(result: Result) -> None:
    st.header(_("Take it with you"))
    result_files.show_buttons(lambda: result, "own")
    st.caption(_("Each file is made when you ask for it, in memory."))
