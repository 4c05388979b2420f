"""What the room agrees, with its reason. It stands beside the votes and changes neither of them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.language import _
from assessment.respondent import NOTE_LENGTH
from assessment.services.bootstrap import application
from assessment.storage.discussion import Agreement
from assessment.ui.console.after.doing import do, form_key
from assessment.ui.console.after.seen import Seen
from assessment.ui.saving import say_unsaved
from assessment.ui.text import plain

LEVELS = ("1", "2", "3", "4", "5")


def show_agreed_level(seen: Seen, capability: str, name: str) -> None:
    """The agreed level of a capability with its reason, to set, to change and to take back."""
    levels, agreed = seen.findings.level_names, seen.agreement(capability)
    if agreed:
        st.markdown(
            _("**Level {level}, {name}.** {reason}").format(
                level=agreed.value, name=plain(levels[int(agreed.value) - 1]), reason=plain(agreed.reason)
            )
        )
        take_back(seen, capability, name)
    else:
        st.markdown(_("Nothing is agreed yet. An agreed level needs no vote, but it needs a reason."))
    form = form_key(seen, f"agree {name}", agreed)
    with st.form(form, border=False):
        st.segmented_control(
            _("The level you agree on"),
            LEVELS,
            default=agreed.value if agreed else None,
            format_func=lambda level: f"{level} {levels[int(level) - 1]}",
            key=f"value {form}",
        )
        st.text_area(_("Why"), agreed.reason if agreed else "", max_chars=NOTE_LENGTH, height=80, key=f"reason {form}")
        st.form_submit_button(
            _("Change what is agreed") if agreed else _("Record what is agreed"),
            on_click=partial(agree, seen, capability, name, form),
        )
    say_unsaved(f"agree {name}")


def agree(seen: Seen, subject: str, name: str, form: str) -> None:
    """Record what stands in the fields of a form, those for decisions included where it has them."""
    value, reason, consulted, veto = (
        st.session_state.get(f"{field} {form}") or "" for field in ("value", "reason", "consulted", "veto")
    )
    agreement = Agreement(subject, value, reason, consulted, veto)
    do(f"agree {name}", lambda: application().discussion.agree(seen.key, agreement))


def take_back(seen: Seen, subject: str, name: str) -> None:
    """Take back what is agreed, asked once."""
    with st.popover(_("Take it back"), type="tertiary", key=seen.console.named(f"back {name}")):
        st.markdown(_("This removes what is agreed here and its reason. Both votes stay."))
        st.button(
            _("Take back what is agreed"),
            key=seen.console.named(f"disagree {name}"),
            on_click=lambda: do(f"agree {name}", lambda: application().discussion.disagree(seen.key, subject)),
        )
