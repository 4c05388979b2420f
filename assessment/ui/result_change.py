"""Change since an earlier wave of one's own: another response this browser holds a key to, or a result file."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from assessment.findings.change import ChangeView, MovedView, TakenOn, change_view, earlier_than, own_wave
from assessment.language import _, day
from assessment.reports.read_result_json import MAX_BYTES, read_result_json
from assessment.scoring.change import Wave
from assessment.services.bootstrap import application
from assessment.services.survey import Sheet
from assessment.ui import access
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.result_charts import show_table
from assessment.ui.text import mode_name, plain


@st.fragment
def show(opened: OpenSheet) -> None:
    """The choice of an earlier wave, and what moved since."""
    st.header(_("Change since an earlier assessment"))
    place = st.expander(_("Compare with an earlier result of yours"), key="compare", on_change="rerun")
    if not place.open:
        return
    bank = application().bank
    with place:
        before, uploaded = _choose(opened), _upload()
        now = own_wave(bank, opened.sheet)
        if uploaded:
            st.caption(_("Held against the uploaded file. Remove it to go back to the answers in this browser."))
            show_change(change_view(bank, uploaded, now))
        elif before:
            show_change(change_view(bank, own_wave(bank, before), now, before.actions))


def _choose(opened: OpenSheet) -> Sheet | None:
    survey = application().survey
    known = (survey.find(key) for key in access.known_keys() if key != opened.key)
    earlier = {
        sheet.response.handle: sheet for sheet in earlier_than(opened.sheet, (sheet for sheet in known if sheet))
    }
    if not earlier:
        st.markdown(
            _(
                "This browser holds no key to answers that you submitted before these. Open the private link of the "
                "earlier ones here and come back, or upload their result file."
            )
        )
        return None
    chosen = st.selectbox(
        _("Answers submitted earlier"), list(earlier), format_func=lambda handle: _name(earlier[handle]), key="earlier"
    )
    return earlier[chosen]


def _name(sheet: Sheet) -> str:
    response = sheet.response
    return _("{mode} of {day}").format(
        mode=mode_name(response.mode), day=day(response.submitted_on or response.started_on)
    )


def _upload() -> Wave | None:
    uploaded = st.file_uploader(
        _("Or an earlier result as JSON, downloaded from here. It is compared and not stored."),
        type="json",
        key="earlier file",
        max_upload_size=MAX_BYTES // 1_048_576,
    )
    return read_result_json(uploaded.getvalue()) if uploaded else None


def show_change(change: ChangeView, said_already: Collection[str] = ()) -> None:
    """What moved between two waves, without the notices that stand on the page already."""
    for notice in change.notices:
        if notice not in said_already:
            st.warning(plain(notice))
    st.markdown(plain(change.sentence))
    _show_rows(_("Subjects"), change.domains)
    _show_rows(_("Capabilities"), change.capabilities)
    for title, rows in change.role_tracks:
        _show_rows(_("{title}: mandate (self-rated)").format(title=title), rows)
    _show_actions(change.actions)


def _show_rows(title: str, rows: Sequence[MovedView]) -> None:
    if rows:
        columns = {
            title: [row.title for row in rows],
            _("Before"): [row.before_text for row in rows],
            _("Now"): [row.now_text for row in rows],
            _("Change"): [row.moved_text for row in rows],
        }
        show_table(columns, folded=False)


def _show_actions(actions: Sequence[TakenOn] | None) -> None:
    st.markdown(_("**What you took on then**"))
    if actions is None:
        st.caption(_("A result file doesn't hold the actions. Open the private link of those answers to see them."))
    elif not actions:
        st.caption(_("Nothing was taken on."))
    for taken_on in actions or ():
        action, moved = taken_on.action, taken_on.moved
        state = _("Done") if action.done else _("Still open")
        st.markdown(f"{state}: {plain(action.text)}")
        due = _("due {due}").format(due=day(action.due)) if action.due else ""
        score = (
            _("{title}: {before}, now {now} ({moved})").format(
                title=moved.title, before=moved.before_text, now=moved.now_text, moved=moved.moved_text
            )
            if moved
            else ""
        )
        st.caption(plain(" · ".join(filter(None, (action.owner, due, score)))))
