"""Every capability: those of the subjects in tables, the role tracks apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.findings.captions import spoken, spoken_votes, strongest_and_weakest
from assessment.findings.model import Findings, Measure, Track
from assessment.findings.said import ItemView
from assessment.findings.words import NONE, listed
from assessment.language import _
from assessment.reports.deck.model import Line, Notes, Slide, Table, Text
from assessment.reports.deck.topics import sides_of

MOST_ROWS = 10
"""As many rows of a table as a slide has room for."""

MOST_BESIDE = 7
"""As many rows has a table with another beside it."""

MOST_TOPICS = 2
UNBROKEN = "\u00a0·\u00a0"
"""Stands between counts that belong on one line."""


def subjects(found: Findings) -> list[Slide]:
    """Every capability of the subjects in tables, whole questionnaires together where they fit on a slide."""
    slides: list[list[tuple[Track, Measure]]] = [[]]
    for track in found.tracks:
        if track.is_role:
            continue
        rows = [(track, measure) for measure in track.capabilities]
        for at in range(0, len(rows), MOST_ROWS):
            part = rows[at : at + MOST_ROWS]
            if slides[-1] and len(slides[-1]) + len(part) > MOST_ROWS:
                slides.append([])
            slides[-1] += part
    return [_capabilities(found, rows) for rows in slides if rows]


def role_tracks(found: Findings) -> list[Slide]:
    """The role tracks, apart from all else, two on a slide."""
    parts = [
        (track, track.capabilities[at : at + MOST_BESIDE])
        for track in found.tracks
        if track.is_role
        for at in range(0, len(track.capabilities), MOST_BESIDE)
    ]
    return [_role_tracks(found, parts[at : at + 2]) for at in range(0, len(parts), 2)]


def _capabilities(found: Findings, rows: Sequence[tuple[Track, Measure]]) -> Slide:
    measures = [measure for _track, measure in rows]
    subjects = list(dict.fromkeys(track.measure.title for track, _measure in rows))
    beside = _("Consensus") if found.group else _("Coverage")
    words = _("How many chose levels 1 to 5, by question") if found.group else _("Lowest answer, in its own words")
    table = Table(
        _("Capabilities of {subjects}. {measures}").format(subjects=listed(subjects), measures=spoken(measures)),
        (_("Capability"), _("Score"), _("Target"), _("Gap"), beside, _("Don't know"), words),
        tuple(
            (
                measure.title,
                measure.score_text,
                measure.target_text,
                measure.gap_text,
                measure.consensus_text if found.group else measure.coverage_text,
                measure.dont_know_text,
                measure.why_none or _in_words(found.items[measure.id]),
            )
            for measure in measures
        ),
        (0.225, 0.07, 0.075, 0.06, 0.11, 0.085, 0.375),
    )
    scores = list(dict.fromkeys(_standing(track) for track, _measure in rows))
    return Slide(
        "Table",
        f"{listed(scores)}. {strongest_and_weakest(measures)}".strip(),
        {"table": table, "note": Text((Line(_("Scores and targets are 1 to 5. Every question is in the notes.")),))},
        Notes(
            _(
                "a capability's score is the weighted mean of the levels chosen for its questions. “Don't "
                "know” and blanks "
            )
            + (
                _("enter no mean; consensus is 1 where all agree.")
                if found.group
                else _("lower coverage and enter no mean.")
            ),
            _("don't read the table out. Go to the row that the room asks about, and read the answers below."),
            _("small differences: a score rests on a few questions."),
            _questions(found, measures),
        ),
    )


def _role_tracks(found: Findings, tracks: Sequence[tuple[Track, Sequence[Measure]]]) -> Slide:
    standing = listed(list(dict.fromkeys(_standing(track) for track, _measures in tracks)))
    tables = {
        side: Table(
            f"{track.measure.title}. {spoken(measures)}",
            (
                _("{title}: mandate").format(title=track.measure.title),
                _("Score"),
                _("Target"),
                _("Gap"),
                _("Don't know"),
            ),
            tuple((m.title, m.score_text, m.target_text, m.gap_text, m.dont_know_text) for m in measures),
            (0.4, 0.15, 0.16, 0.12, 0.17),
        )
        for side, (track, measures) in zip(("left", "right"), tracks, strict=False)
    }
    return Slide(
        "Two tables",
        _("How the roles are set up, self-rated: {standing}").format(standing=standing),
        {"note": Text((Line(found.role_note),)), "text": Text(tuple(_role_text(found))), **tables},
        Notes(
            _("the role tracks are scored like the other questionnaires, and share no chart or list with them."),
            _(
                "say first that this is about the job and not about the person, above all if that person is in "
                "the room."
            ),
            _("how well anyone does the job. Who decides what was counted apart, and the two are never added up."),
            _questions(found, [measure for _track, measures in tracks for measure in measures]),
        ),
    )


def _standing(track: Track) -> str:
    of = track.measure
    return (
        f"{of.title} {of.score_text}" if of.score is not None else _("{title} without a score").format(title=of.title)
    )


def _role_text(found: Findings) -> list[Line]:
    if found.group:
        talk = [
            Line(_("Talk about {title}: {question}").format(title=topic.title, question=topic.question), bullet=True)
            for topic in found.group.role_talk
        ]
        act = [
            Line(_("Act on {title}. {sentence}").format(title=topic.title, sentence=topic.sentence), bullet=True)
            for topic in found.group.role_act
        ]
        sides = [Line(sides_of(difference), bullet=True) for difference in found.group.role_sides]
        return [*talk[:MOST_TOPICS], *act[:MOST_TOPICS], *sides[:MOST_TOPICS]]
    return [
        Line(
            _("{title}, from level {level} to {next}: {text}").format(
                title=step.title, level=step.level, next=step.level + 1, text=step.text
            ),
            bullet=True,
        )
        for step in found.role_steps
    ]


def _in_words(items: Sequence[ItemView]) -> str:
    """A group's counts of each question, or the lowest of one respondent's answers."""
    counts = [UNBROKEN.join(map(str, item.counts.counts)) for item in items if item.counts]
    answers = sorted(
        (item.answer for item in items if item.answer), key=lambda answer: (not answer.value.isdigit(), answer.value)
    )
    return " | ".join(counts) if counts else answers[0].words if answers else ""


def _questions(found: Findings, measures: Iterable[Measure]) -> tuple[str, ...]:
    """Every capability in numbers, and every question of it with what was said."""
    return tuple(
        "\n".join((_in_numbers(measure), *_said(found.items[measure.id], of_group=bool(found.group))))
        for measure in measures
    )


def _in_numbers(measure: Measure) -> str:
    kinds = (("coverage", measure.coverage_text), ("consensus", measure.consensus_text))
    of_kind = "".join(f", {name} {text}" for name, text in kinds if text != NONE)
    return _(
        "{title}: {score_text}, target {target_text}, gap {gap_text}{of_kind}, don't know {dont_know_text}"
    ).format(
        title=measure.title,
        score_text=measure.score_text,
        target_text=measure.target_text,
        gap_text=measure.gap_text,
        of_kind=of_kind,
        dont_know_text=measure.dont_know_text,
    )


def _said(items: Sequence[ItemView], *, of_group: bool) -> list[str]:
    return [spoken_votes(items)] if of_group else [f"{i.text} {i.answer.words}" for i in items if i.answer]
