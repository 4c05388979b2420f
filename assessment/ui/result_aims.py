"""What a result is held against: a preset for everything, and one's own targets and importance."""

from __future__ import annotations

import streamlit as st

from assessment.findings.captions import IMPORTANCE
from assessment.findings.model import Findings, Measure
from assessment.findings.words import capitalised
from assessment.language import _
from assessment.respondent import Aims
from assessment.scoring.gaps import DEFAULT_IMPORTANCE
from assessment.services.bootstrap import application
from assessment.ui.open_sheet import OpenSheet
from assessment.ui.saving import save, say_unsaved
from assessment.ui.text import plain

AS_HELD_AGAINST = 0.0
"""In the place of a target: none of one's own. Streamlit would take None for no choice at all."""


def choose_preset(opened: OpenSheet, findings: Findings) -> None:
    """The preset that every capability without a target of its own is held against."""
    presets = {preset.id: preset.title for preset in application().bank.edition.targets}
    key = f"target {opened.key.handle}"
    stored = opened.sheet.response.target
    st.session_state[key] = stored if stored in presets else next(iter(presets))
    st.selectbox(
        _("Hold it against"),
        list(presets),
        format_func=lambda preset: presets[preset],
        key=key,
        on_change=_save_preset,
        args=(opened, key),
    )
    say_unsaved(key)
    if opened.sheet.aims.targets:
        st.caption(plain(_("Held against: {aim}.").format(aim=findings.aim)))


def _save_preset(opened: OpenSheet, key: str) -> None:
    preset: str = st.session_state[key]
    save(key, lambda: application().survey.choose_target(opened.key, preset))


def show_own_aims(opened: OpenSheet, findings: Findings) -> None:
    """Targets and importance by capability, a questionnaire at a time; each is saved when it is chosen."""
    place = st.expander(_("Set your own targets and importance"), key="own aims", on_change="rerun")
    if not place.open:
        return
    with place:
        st.caption(
            _(
                "A target of your own takes the place of what you hold it against. Importance moves a capability up or "
                "down in what to do next. Each choice is saved at once."
            )
        )
        tracks = {track.measure.id: track for track in findings.tracks}
        chosen = st.selectbox(
            _("Questionnaire"), list(tracks), format_func=lambda id: tracks[id].measure.title, key="aims for"
        )
        for capability in tracks[chosen].capabilities:
            left, right = st.columns(2)
            with left:
                _ask_target(opened, findings, capability, opened.sheet.aims)
            with right:
                _ask_importance(opened, capability, opened.sheet.aims)


def _ask_target(opened: OpenSheet, findings: Findings, capability: Measure, aims: Aims) -> None:
    key = f"aim {opened.key.handle} {capability.id}"
    own = aims.targets.get(capability.id, AS_HELD_AGAINST)
    st.session_state[key] = own
    names = {float(level): f"{level}, {name}" for level, name in enumerate(findings.level_names, 1)}
    unset = (
        _("As held against") if own else _("As held against ({target_text})").format(target_text=capability.target_text)
    )
    st.selectbox(
        _("{title}: target (now {score_text})").format(title=plain(capability.title), score_text=capability.score_text),
        [AS_HELD_AGAINST, *names],
        format_func=lambda level: names.get(level, unset),
        key=key,
        on_change=_save_target,
        args=(opened, capability.id, key),
    )
    say_unsaved(key)


def _ask_importance(opened: OpenSheet, capability: Measure, aims: Aims) -> None:
    key = f"importance {opened.key.handle} {capability.id}"
    st.session_state[key] = aims.importance.get(capability.id, DEFAULT_IMPORTANCE)
    st.selectbox(
        _("{title}: importance").format(title=plain(capability.title)),
        list(IMPORTANCE),
        format_func=lambda importance: capitalised(_(IMPORTANCE[importance])),
        key=key,
        on_change=_save_importance,
        args=(opened, capability.id, key),
    )
    say_unsaved(key)


def _save_target(opened: OpenSheet, capability: str, key: str) -> None:
    target: float | None = st.session_state[key] or None
    save(key, lambda: application().follow_up.aim_at(opened.key, capability, target))


def _save_importance(opened: OpenSheet, capability: str, key: str) -> None:
    importance: int = st.session_state[key]
    save(key, lambda: application().follow_up.weigh(opened.key, capability, importance))
