"""The second vote on a capability or a decision: opened and closed here, shown beside the first one.

While it is open nothing tells how many have voted or changed their mind: in a small room that would tell who.
"""

from __future__ import annotations

import streamlit as st

from assessment.findings.words import score_text
from assessment.language import N_, _, counted
from assessment.results import TwoVotes
from assessment.services.bootstrap import application
from assessment.ui import group_charts, result_facts
from assessment.ui.console.after.doing import do
from assessment.ui.console.after.seen import Seen
from assessment.ui.saving import say_unsaved

STANDS = N_(
    "Phones ask the same questions once more. Everyone's first vote stands unless they change it, so both votes are of "
    "the same people, and the first is kept. There is one second vote on each."
)
ANEW = N_(
    "Phones ask who should settle it from Monday. That is another question than at first, so everyone starts anew. "
    "There is one such vote on each decision."
)


def show_second_vote(seen: Seen, capability: str, name: str) -> None:
    """Open, close and show the second vote on a capability."""
    votes = seen.votes(capability)
    steer_vote(seen, capability, name, _("Open a second vote"), _(STANDS))
    if votes and votes.second:
        _show_both(seen, votes, name)


def steer_vote(seen: Seen, subject: str, name: str, label: str, about: str) -> None:
    """The buttons that open, close and cancel a vote, whichever can be pressed now."""
    votes, discussion = seen.votes(subject), application().discussion
    say_unsaved(f"vote {name}")
    if votes is None:
        st.caption(about)
        if not seen.takes_votes:
            st.caption(_("Phones can vote while the workshop is “revealed” or “discussing”."))
        st.button(
            label,
            disabled=not seen.takes_votes,
            key=seen.console.named(f"open vote {name}"),
            on_click=lambda: do(f"vote {name}", lambda: discussion.open_vote(seen.key, subject)),
        )
    elif votes.second is None:
        st.info(
            counted(
                "The vote is open on the phones of the {n} person in the picture. How many have voted isn't "
                "shown: in a small room that would tell who changed their mind.",
                "The vote is open on the phones of the {n} people in the picture. How many have voted isn't "
                "shown: in a small room that would tell who changed their mind.",
                votes.n,
            )
        )
        with st.container(horizontal=True):
            st.button(
                _("Close the vote and show it"),
                type="primary",
                key=seen.console.named(f"close vote {name}"),
                on_click=lambda: do(f"vote {name}", lambda: discussion.close_vote(seen.key, subject)),
            )
            with st.popover(_("Cancel the vote"), type="tertiary", key=seen.console.named(f"cancelling {name}")):
                st.markdown(_("Nothing of this vote is kept or shown. It can be opened anew."))
                st.button(
                    _("Cancel this vote"),
                    key=seen.console.named(f"cancel vote {name}"),
                    on_click=lambda: do(f"vote {name}", lambda: discussion.cancel_vote(seen.key, subject)),
                )


def _show_both(seen: Seen, votes: TwoVotes, name: str) -> None:
    agreed = seen.agreement(votes.subject)
    means = [vote.capability.mean if vote and vote.capability else None for vote in (votes.first, votes.second)]
    result_facts.show_metrics(
        {
            _("First vote, mean"): score_text(means[0]),
            _("Second vote, mean"): score_text(means[1]),
            _("Agreed"): agreed.value if agreed else "–",
        }
    )
    st.caption(
        _("Both votes are of the same {people}. None replaces another.").format(
            people=counted("{n} person", "{n} people", votes.n)
        )
    )
    group_charts.show_two_votes(seen.items(votes.subject), votes, seen.findings.level_names, f"console {name}")
