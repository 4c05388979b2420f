"""Charts of what a group said: who chose which level, whom people named. Each has its table and its text behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from assessment.bank.model import DONT_KNOW_OWNER, NO_ONE, SEVERAL
from assessment.charts import Named, Row, Votes, distribution, gap_chart, owners
from assessment.findings.captions import spoken, spoken_owners, spoken_votes, widest_first, widest_gap
from assessment.findings.model import Findings, Track
from assessment.findings.said import DecisionView, ItemView, OwnershipView
from assessment.findings.words import score_text, two_decimals
from assessment.identity import LIGHT
from assessment.results import TwoVotes
from assessment.scoring.group import ItemResult
from assessment.scoring.ownership import DecisionResult
from assessment.ui.result_charts import WHO, show_chart, show_table
from assessment.ui.text import plain

TOO_FEW = "{} chose a level. That is too few to show which."


def show_votes(items: Sequence[ItemView], level_names: Sequence[str], key: str) -> None:
    """How the answers to each question are spread over the levels."""
    counted = [(item.text, item.counts) for item in items if item.counts and not item.counts.withheld]
    for item in items:
        if item.counts and item.counts.withheld:
            st.markdown(f"{plain(item.text)} {TOO_FEW.format(item.counts.withheld)}")
    if not counted:
        return
    rows = [Votes(text, votes.counts, votes.dont_know, votes.not_applicable) for text, votes in counted]
    show_chart(distribution(rows, level_names), f"Answers to {len(rows)} questions. {spoken_votes(items)}", key)
    show_table(
        {
            "Question": [text for text, _ in counted],
            **{
                f"{at + 1} {name}": [str(votes.counts[at]) for _, votes in counted]
                for at, name in enumerate(level_names)
            },
            "Don't know": [str(votes.dont_know) for _, votes in counted],
            "Does not apply": [str(votes.not_applicable) for _, votes in counted],
            "No answer": [str(votes.blank) for _, votes in counted],
            "Mean": [score_text(votes.mean) for _, votes in counted],
            "Consensus": [two_decimals(votes.consensus) for _, votes in counted],
        }
    )


def show_two_votes(items: Sequence[ItemView], votes: TwoVotes, level_names: Sequence[str], key: str) -> None:
    """The first and the second vote on each question, one above the other."""
    second = votes.second.items if votes.second else {}
    for item in items:
        if item.id in votes.first.items and item.id in second:
            st.markdown(f"**{plain(item.text)}**")
            _show_two(votes.first.items[item.id], second[item.id], level_names, f"{key} {item.id}")


def _show_two(first: ItemResult, second: ItemResult, level_names: Sequence[str], key: str) -> None:
    both = {"First vote": first, "Second vote": second}
    if first.withheld or second.withheld:
        st.markdown(TOO_FEW.format(first.withheld or second.withheld))
        return
    rows = [Votes(name, vote.counts, vote.dont_know, vote.not_applicable) for name, vote in both.items()]
    about = "; ".join(f"{name}: {', '.join(map(str, vote.counts))} at levels 1 to 5" for name, vote in both.items())
    show_chart(distribution(rows, level_names), f"Two votes of the same people. {about}.", f"{key} two votes")
    show_table(
        {
            "Answer": [*(f"{at} {name}" for at, name in enumerate(level_names, 1)), "Don't know", "Mean", "Consensus"],
            **{
                name: [
                    *map(str, vote.counts),
                    str(vote.dont_know),
                    score_text(vote.mean),
                    two_decimals(vote.consensus),
                ]
                for name, vote in both.items()
            },
        }
    )


def show_gaps_of(findings: Findings, track: Track, key: str) -> None:
    """From where the group is to its target in every capability of one questionnaire, largest gap first."""
    scored = widest_first(track.capabilities)
    if not scored:
        return
    st.markdown(plain(widest_gap(scored)))
    rows = [Row(m.title, m.score, m.target) for m in scored]
    colours = [LIGHT.domain(track.measure.domain)] * len(rows)
    about = f"Gap of {len(rows)} capabilities of {track.measure.title}. {spoken(scored)}"
    figure = gap_chart(rows, findings.level_names, colours, who=WHO[findings.of])
    show_chart(figure, about, f"{key} gaps {track.measure.id}")


def show_decision(decision: DecisionView, titles: Mapping[str, str], second: DecisionResult | None) -> None:
    """How many named whom for one decision, and beside it who should settle it from Monday, once there is a vote."""
    after = {**second.counts, DONT_KNOW_OWNER: second.dont_know} if second else {}
    named = [id for id in titles if decision.counts.get(id) or after.get(id)]
    if named:
        columns = {
            "Owner": [titles[id] for id in named],
            "As things stand": [str(decision.counts.get(id, 0)) for id in named],
        }
        show_table(columns | ({"From Monday": [str(after.get(id, 0)) for id in named]} if second else {}), folded=False)
    if second and second.withheld:
        st.markdown(f"{second.withheld} voted. That is too few to show for whom.")


def show_owners(ownership: OwnershipView, key: str) -> None:
    """Whom people named for each decision, and how clear that is."""
    decisions = ownership.decisions
    about = f"Owners named for {len(decisions)} decisions. {spoken_owners(ownership)}"
    show_chart(owners([_named(decision) for decision in decisions]), about, key)
    show_table(
        {
            "Decision": [d.text for d in decisions],
            "State": [d.state or "nobody answered" for d in decisions],
            "Most named": [d.answer for d in decisions],
            "All that was named": [
                "; ".join(f"{ownership.owners[id]} {number}" for id, number in d.counts.items()) for d in decisions
            ],
        }
    )


def _named(decision: DecisionView) -> Named:
    nobody = [decision.counts.get(id, 0) for id in (NO_ONE, SEVERAL)]
    unknown = decision.counts.get(DONT_KNOW_OWNER, 0)
    named = sorted(number for id, number in decision.counts.items() if id not in (NO_ONE, SEVERAL, DONT_KNOW_OWNER))
    state = f" – {decision.state}" if decision.state else ""
    return Named(f"{decision.text}{state}", named[-1] if named else 0, sum(named[:-1]), sum(nobody), unknown)
