"""Charts of what a group said: who chose which level, whom people named. Each has its table and its text behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from assessment.bank.model import DONT_KNOW_OWNER, NO_ONE, SEVERAL
from assessment.charts import Named, Row, Votes, distribution, gap_chart, owners
from assessment.findings.captions import gaps_of_track, spoken_owners, spoken_votes, widest_first, widest_gap
from assessment.findings.model import Findings, Track
from assessment.findings.owners import state_words
from assessment.findings.said import DecisionView, ItemView, OwnershipView
from assessment.findings.words import score_text, two_decimals
from assessment.language import _, counted
from assessment.results import TwoVotes
from assessment.scoring.group import ItemResult
from assessment.scoring.ownership import DecisionResult
from assessment.ui.result_charts import WHO, show_chart, show_table
from assessment.ui.style import scheme
from assessment.ui.text import plain


def too_few_to_show(number: int) -> str:
    """That so few chose a level that it isn't shown which."""
    return counted(
        "{n} chose a level. That is too few to show which.", "{n} chose a level. That is too few to show which.", number
    )


def show_votes(items: Sequence[ItemView], level_names: Sequence[str], key: str) -> None:
    """How the answers to each question are spread over the levels."""
    voted = [(item.text, item.counts) for item in items if item.counts and not item.counts.withheld]
    for item in items:
        if item.counts and item.counts.withheld:
            st.markdown(f"{plain(item.text)} {too_few_to_show(item.counts.withheld)}")
    if not voted:
        return
    rows = [Votes(text, votes.counts, votes.dont_know, votes.not_applicable) for text, votes in voted]
    show_chart(
        distribution(rows, level_names, scheme()),
        counted("Answers to {n} question. {answers}", "Answers to {n} questions. {answers}", len(rows)).format(
            answers=spoken_votes(items)
        ),
        key,
    )
    show_table(
        {
            _("Question"): [text for text, _votes in voted],
            **{
                f"{at + 1} {name}": [str(votes.counts[at]) for _text, votes in voted]
                for at, name in enumerate(level_names)
            },
            _("Don't know"): [str(votes.dont_know) for _text, votes in voted],
            _("Does not apply"): [str(votes.not_applicable) for _text, votes in voted],
            _("No answer"): [str(votes.blank) for _text, votes in voted],
            _("Mean"): [score_text(votes.mean) for _text, votes in voted],
            _("Consensus"): [two_decimals(votes.consensus) for _text, votes in voted],
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
    both = {_("First vote"): first, _("Second vote"): second}
    if first.withheld or second.withheld:
        st.markdown(too_few_to_show(first.withheld or second.withheld))
        return
    rows = [Votes(name, vote.counts, vote.dont_know, vote.not_applicable) for name, vote in both.items()]
    about = "; ".join(
        _("{name}: {counts} at levels 1 to 5").format(name=name, counts=", ".join(map(str, vote.counts)))
        for name, vote in both.items()
    )
    show_chart(
        distribution(rows, level_names, scheme()),
        _("Two votes of the same people. {about}.").format(about=about),
        f"{key} two votes",
    )
    show_table(
        {
            _("Answer"): [
                *(f"{at} {name}" for at, name in enumerate(level_names, 1)),
                _("Don't know"),
                _("Mean"),
                _("Consensus"),
            ],
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
    colours = [scheme().domain(track.measure.domain)] * len(rows)
    about = gaps_of_track(track, scored)
    figure = gap_chart(rows, findings.level_names, colours, scheme(), who=_(WHO[findings.of]))
    show_chart(figure, about, f"{key} gaps {track.measure.id}")


def show_decision(decision: DecisionView, titles: Mapping[str, str], second: DecisionResult | None) -> None:
    """How many named whom for one decision, and beside it who should settle it from Monday, once there is a vote."""
    after = {**second.counts, DONT_KNOW_OWNER: second.dont_know} if second else {}
    named = [id for id in titles if decision.counts.get(id) or after.get(id)]
    if named:
        columns = {
            _("Owner"): [titles[id] for id in named],
            _("As things stand"): [str(decision.counts.get(id, 0)) for id in named],
        }
        show_table(
            columns | ({_("From Monday"): [str(after.get(id, 0)) for id in named]} if second else {}), folded=False
        )
    if second and second.withheld:
        st.markdown(
            counted(
                "{n} voted. That is too few to show for whom.",
                "{n} voted. That is too few to show for whom.",
                second.withheld,
            )
        )


def show_owners(ownership: OwnershipView, key: str) -> None:
    """Whom people named for each decision, and how clear that is."""
    decisions = ownership.decisions
    about = counted(
        "Owners named for {n} decision. {named}", "Owners named for {n} decisions. {named}", len(decisions)
    ).format(named=spoken_owners(ownership))
    show_chart(owners([_named(decision) for decision in decisions], scheme()), about, key)
    show_table(
        {
            _("Decision"): [d.text for d in decisions],
            _("State"): [state_words(d.state) if d.state else _("nobody answered") for d in decisions],
            _("Most named"): [d.answer for d in decisions],
            _("All that was named"): [
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
