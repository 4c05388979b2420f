"""Who decides: what the room said, counted, and for each decision who is to settle it from Monday."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from assessment.findings.said import DecisionView, OwnershipView
from assessment.findings.words import two_decimals
from assessment.language import _
from assessment.respondent import NOTE_LENGTH
from assessment.ui import group_charts, group_view
from assessment.ui.console.after import summary
from assessment.ui.console.after.agreed import agree, take_back
from assessment.ui.console.after.doing import fold, form_key, offer_to_project
from assessment.ui.console.after.seen import Seen
from assessment.ui.console.after.votes import ANEW, steer_vote
from assessment.ui.saving import say_unsaved
from assessment.ui.text import plain

FIRST_TO_SETTLE = ("contested", "unowned", "unknown", "clear", None)
"""Decisions in the order in which they need the room."""


def show(seen: Seen) -> None:
    """The map, then each decision."""
    ownership = seen.findings.ownership
    if ownership is None:
        st.markdown(_("This edition asks about no decisions, so there is nothing to show here."))
        return
    say_unsaved("project")
    st.subheader(_("Who decides: ownership (counted)"))
    offer_to_project(seen, "ownership")
    group_view.show_ownership(ownership, "console")
    st.subheader(_("Settle who decides"))
    st.markdown(
        _(
            "For each that isn't clear: ask how the last one was settled, vote on who should settle it from "
            "Monday, and record the owner. No choice of owner is the better one; agreement is."
        )
    )
    for decision in sorted(ownership.decisions, key=lambda d: FIRST_TO_SETTLE.index(d.state)):
        _show_decision(seen, ownership, decision)
    summary.show_owners(seen)


def _show_decision(seen: Seen, ownership: OwnershipView, decision: DecisionView) -> None:
    label = f"**{plain(decision.text)}** {plain(decision.state or '')}".strip()
    place = fold(seen, label, f"topic {decision.id}")
    if place.open:
        with place:
            offer_to_project(seen, "decision", decision.id)
            agreement = two_decimals(seen.group.ownership[decision.id].owner_agreement)
            st.markdown(
                _("{answer}. Agreement {agreement}, where 1 means that all name the same owner.").format(
                    answer=plain(decision.answer), agreement=agreement
                )
            )
            if decision.state != "clear":
                st.markdown(_("**Ask the room:** How was the last one settled?"))
            _show_counts(seen, ownership, decision)
            st.markdown(_("##### Who should settle it from Monday?"))
            steer_vote(seen, decision.id, decision.id, _("Open the vote"), _(ANEW))
            st.markdown(_("##### Recorded"))
            _show_record(seen, ownership.owners, decision.id)


def _show_counts(seen: Seen, ownership: OwnershipView, decision: DecisionView) -> None:
    votes = seen.votes(decision.id)
    second = votes.second.decision if votes and votes.second else None
    group_charts.show_decision(decision, ownership.owners, second)


def _show_record(seen: Seen, owners: Mapping[str, str], decision: str) -> None:
    agreed = seen.agreement(decision)
    if agreed:
        said = [
            _("**From Monday: {owner}.** {reason}").format(
                owner=plain(owners.get(agreed.value, agreed.value)), reason=plain(agreed.reason)
            ),
            _("Consulted: {consulted}").format(consulted=plain(agreed.consulted)) if agreed.consulted else "",
            _("Can veto: {veto}").format(veto=plain(agreed.veto)) if agreed.veto else "",
        ]
        st.markdown("  \n".join(filter(None, said)))
        take_back(seen, decision, decision)
    else:
        st.markdown(_("Nothing is recorded yet."))
    form = form_key(seen, f"agree {decision}", agreed)
    offered = list(owners)
    with st.form(form, border=False):
        st.selectbox(
            _("Owner from Monday"),
            offered,
            index=offered.index(agreed.value) if agreed else None,
            format_func=owners.__getitem__,
            placeholder=_("Choose an owner"),
            key=f"value {form}",
        )
        for field, label, text in (
            ("consulted", _("Who is consulted (optional)"), agreed.consulted if agreed else ""),
            ("veto", _("Who can veto (optional)"), agreed.veto if agreed else ""),
            ("reason", _("Why (optional)"), agreed.reason if agreed else ""),
        ):
            st.text_input(label, text, max_chars=NOTE_LENGTH, key=f"{field} {form}")
        st.form_submit_button(
            _("Change the record") if agreed else _("Record the owner"),
            on_click=partial(agree, seen, decision, decision, form),
        )
    say_unsaved(f"agree {decision}")
