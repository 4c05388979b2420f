"""What the room has made of its picture so far: first vote, second vote and what was agreed, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.findings.room import Outcome
from assessment.language import _
from assessment.ui.console.after.doing import offer_to_project
from assessment.ui.console.after.seen import Seen
from assessment.ui.result_charts import show_table


def show_levels(seen: Seen) -> None:
    """What became of each capability that was voted on again or agreed on; the role tracks apart."""
    room = seen.findings.room
    if room is None or not (room.capabilities or room.roles):
        return
    st.subheader(_("What the room made of it"))
    offer_to_project(seen, "agreed", name="levels")
    for name, outcomes in ((_("Capability"), room.capabilities), (_("Role clarity: mandate (self-rated)"), room.roles)):
        _show(name, outcomes)


def show_owners(seen: Seen) -> None:
    """What became of each decision that was voted on or settled."""
    room = seen.findings.room
    if room is None or not room.decisions:
        return
    st.subheader(_("What the room settled"))
    offer_to_project(seen, "agreed", name="owners")
    _show(_("Decision"), room.decisions)


def _show(name: str, outcomes: Sequence[Outcome]) -> None:
    if outcomes:
        show_table(
            {
                name: [outcome.title for outcome in outcomes],
                _("First vote"): [outcome.first_text for outcome in outcomes],
                _("Second vote"): [outcome.second_text for outcome in outcomes],
                _("Agreed"): [outcome.agreed_text for outcome in outcomes],
            },
            folded=False,
        )
