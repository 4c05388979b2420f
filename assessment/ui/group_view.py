"""A group's results: where it stands, what to talk about and act on, who decides. All of it comes from its findings."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.findings.model import Difference, Findings, GroupFindings, NextStep, Spotlight, Topic, Track
from assessment.findings.said import Note, OwnershipView
from assessment.findings.words import capitalised
from assessment.language import _, counted
from assessment.ui import group_charts, result_charts, result_facts
from assessment.ui.method_text import bullets
from assessment.ui.text import note_kind, plain

SHOWN_TO_TALK_ABOUT, SHOWN_TO_ACT_ON = 3, 2
"""How many of each list stand open; the rest is folded away below them."""


def show(findings: Findings, key: str) -> None:
    """The whole of it, under the title of the page that shows it; `key` tells several groups on a page apart."""
    group = findings.group
    if group is None:
        return
    for notice in findings.notices:
        st.warning(plain(notice))
    show_standing(findings, group)
    st.header(_("The subjects"))
    result_charts.show_domains(findings, key)
    show_lists(findings, group, key)
    if findings.gaps:
        st.header(_("Gaps, largest first"))
        result_charts.show_gaps(findings, key)
        st.caption(_("A gap counts only the answers below the target: those above it don't make up for them."))
    if findings.next_steps:
        st.header(_("Next steps"))
        _show_steps(findings.next_steps)
    for track in findings.tracks:
        if not track.is_role:
            st.header(plain(track.measure.title))
            show_track(findings, track, key)
    show_roles(findings, group, key)
    show_owners(findings, key)
    _show_notes(findings.notes, key)
    st.header(_("What this cannot tell you"))
    st.markdown(bullets(findings.limits))
    st.caption(plain("; ".join(f"{name}: {text}" for name, text in findings.facts) + "."))


def show_standing(findings: Findings, group: GroupFindings) -> None:
    """Where the group stands, in one sentence and four figures."""
    overall = findings.overall
    result_facts.show_metrics(
        {
            _("Index, 0 to 100"): overall.index_text,
            _("Level, 1 to 5"): str(overall.level or "–"),
            _("People"): str(group.n),
            _("Don't know"): overall.dont_know_text,
        },
        {_("Don't know"): _("How many of all answers are Don't know: what leaders can't see is a finding of its own.")},
    )
    st.markdown(f"**{plain(findings.headline)}** {plain(findings.sure)}")


def show_lists(findings: Findings, group: GroupFindings, key: str) -> None:
    """What to talk about and what to act on, best first, and where the two sides of the table differ."""
    st.header(_("What to talk about"))
    if group.talk:
        st.markdown(_("Here the group is of more than one mind, on something that matters for the target."))
        st.caption(_("Consensus is 1 where all agree, and 0 where half choose level 1 and half level 5."))
        _show_topics(findings, group.talk, SHOWN_TO_TALK_ABOUT, f"{key} talk")
    else:
        st.markdown(_("On no capability is the group split enough to stop and talk."))
    st.header(_("What to act on"))
    if group.act:
        st.markdown(
            _("Here the group agrees that it stands low: there is no need to discuss whether, only what to do.")
        )
        _show_topics(findings, group.act, SHOWN_TO_ACT_ON, f"{key} act")
    else:
        st.markdown(_("On no capability does the group agree that it stands low."))
    if group.sides:
        st.header(_("Where the sides differ"))
        show_sides(group.sides)


def show_roles(findings: Findings, group: GroupFindings, key: str) -> None:
    """The role tracks, apart from everything else and from each other."""
    tracks = [track for track in findings.tracks if track.is_role]
    if not tracks:
        return
    st.header(_("Role clarity: mandate (self-rated)"))
    st.caption(plain(findings.role_note))
    for track in tracks:
        st.subheader(plain(track.measure.title))
        show_track(findings, track, key)
    for title, topics, shown in (
        (_("Roles to talk about"), group.role_talk, SHOWN_TO_TALK_ABOUT),
        (_("Roles to act on"), group.role_act, SHOWN_TO_ACT_ON),
    ):
        if topics:
            st.subheader(title)
            _show_topics(findings, topics, shown, f"{key} {title}")
    if group.role_sides:
        st.subheader(_("Where the sides differ on roles"))
        show_sides(group.role_sides)
    if findings.role_steps:
        st.subheader(_("Next steps for roles"))
        _show_steps(findings.role_steps)


def show_owners(findings: Findings, key: str) -> None:
    """Who would settle each decision, counted."""
    if not findings.ownership:
        return
    st.header(_("Who decides: ownership (counted)"))
    show_ownership(findings.ownership, key)


def show_ownership(ownership: OwnershipView, key: str) -> None:
    """How many decisions are in each state, and whom people named for each of them."""
    tally, total = ownership.tally, len(ownership.decisions)
    result_facts.show_metrics(
        {
            capitalised(state): _("{number} of {total}").format(number=number, total=total)
            for state, number in tally.items()
        }
    )
    st.caption(
        _(
            "Unknown: more than a third don't know. Unowned: at least half say no one, or several without a "
            "lead. Clear: at least 8 in 10 name the same owner. Contested: everything else. No choice of owner "
            "is the better one."
        )
    )
    group_charts.show_owners(ownership, f"{key} owners")


def _show_topics(findings: Findings, topics: Sequence[Topic], shown: int, key: str) -> None:
    for number, topic in enumerate(topics[:shown], 1):
        _show_topic(findings, number, topic, key)
    if topics[shown:]:
        _show_rest(findings, topics, shown, key)


@st.fragment
def _show_rest(findings: Findings, topics: Sequence[Topic], shown: int, key: str) -> None:
    place = st.expander(
        counted("The other one on this list", "The other {n} on this list", len(topics) - shown),
        key=f"{key} rest",
        on_change="rerun",
    )
    if not place.open:
        return
    with place:
        for number, topic in enumerate(topics[shown:], shown + 1):
            _show_topic(findings, number, topic, key)


def _show_topic(findings: Findings, number: int, topic: Topic, key: str) -> None:
    st.markdown(f"#### {number}. {plain(topic.title)}")
    st.markdown(plain(topic.sentence))
    show_question(findings, topic)
    group_charts.show_votes(findings.items[topic.capability], findings.level_names, f"{key} {topic.capability}")


def show_question(findings: Findings, topic: Topic) -> None:
    """What to ask the room about a capability on a list, and the words that divide it."""
    if topic.question:
        st.markdown(_("**Ask the room:** {question}").format(question=plain(topic.question)))
    for spotlight in findings.spotlights:
        if spotlight.capability == topic.capability:
            _show_spotlight(spotlight)


def _show_spotlight(spotlight: Spotlight) -> None:
    st.markdown(f"{plain(spotlight.question)}")
    st.markdown(bullets(f"{plain(quote.label)}: “{plain(quote.text)}”" for quote in spotlight.quotes))


def show_sides(differences: Sequence[Difference]) -> None:
    """How the two sides of the table see what they see differently."""
    st.markdown(_("Worth asking: the two sides of the table see these at least a level apart, on every question."))
    st.markdown(
        bullets(
            f"**{plain(difference.title)}**: "
            + "; ".join(
                f"{plain(name)} {mean} ({counted('{n} person', '{n} people', number)})"
                for name, mean, number in difference.sides
            )
            for difference in differences
        )
    )


def _show_steps(steps: Sequence[NextStep]) -> None:
    st.markdown(_("One step up each, widest gap first. A named person could start on Monday and be done in 90 days."))
    st.markdown(
        "\n".join(
            _("{number}. **{title}**, from level {level} to {next}: {text}").format(
                number=number, title=plain(step.title), level=step.level, next=step.level + 1, text=plain(step.text)
            )
            for number, step in enumerate(steps, 1)
        )
    )


def show_track(findings: Findings, track: Track, key: str) -> None:
    """A questionnaire: its mean, its capabilities in a table, and how the answers are spread."""
    measure = track.measure
    if measure.score is None:
        st.markdown(_("There is no score here: too few of these questions have an answer."))
    else:
        st.markdown(_("Mean {score} of 5, {level}.").format(score=measure.score_text, level=plain(measure.level_text)))
    result_charts.show_table(
        {
            _("Capability"): [m.title for m in track.capabilities],
            _("Mean"): [m.why_none or m.score_text for m in track.capabilities],
            _("Level"): [str(m.level or "–") for m in track.capabilities],
            _("Gap"): [m.gap_text for m in track.capabilities],
            _("Consensus"): [m.consensus_text for m in track.capabilities],
            _("Don't know"): [m.dont_know_text for m in track.capabilities],
        },
        folded=False,
    )
    _show_answers(findings, track, key)


@st.fragment
def _show_answers(findings: Findings, track: Track, key: str) -> None:
    """The distribution of every question, drawn when it is opened: all of them at once would make a slow page."""
    place = st.expander(_("How the answers are spread"), key=f"{key} spread {track.measure.id}", on_change="rerun")
    if not place.open:
        return
    with place:
        for capability in track.capabilities:
            items = findings.items[capability.id]
            if items:
                st.markdown(f"**{plain(capability.title)}**")
                group_charts.show_votes(items, findings.level_names, f"{key} spread {capability.id}")


@st.fragment
def _show_notes(notes: Sequence[Note], key: str) -> None:
    if not notes:
        return
    st.header(_("Comments and evidence"))
    label = counted("{n} note, as written", "{n} notes, as written", len(notes))
    place = st.expander(label, key=f"{key} notes", on_change="rerun")
    if not place.open:
        return
    with place:
        for note in notes:
            st.caption(plain(f"{note.capability}: {note.question}"))
            st.markdown(
                _("**{kind}** of {respondent}").format(
                    kind=capitalised(note_kind(note.kind)), respondent=plain(note.respondent)
                )
            )
            st.text(note.text)
