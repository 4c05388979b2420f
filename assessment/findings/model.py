"""What a result says, as plain data in the order in which it is shown. Texts are finished; nothing here is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessment.findings.room import Room
from assessment.findings.said import ItemView, Note, OwnershipView, ReferenceView
from assessment.findings.subject import Subject

Standing = Literal["you", "group"]


@dataclass(frozen=True)
class Measure:
    """How one subject, questionnaire or capability stands.

    Score and target are 1–5, index 0–100, gap 0–4, coverage, don't-know rate and consensus 0–1; None where there is
    none (a group has no coverage, one respondent no consensus). The texts are those numbers as people read them; where
    there is no score, `score_text` is a dash and `why_none` says why. `domain` is what its colour stands for.
    """

    id: str
    title: str
    domain: str
    domain_title: str
    score: float | None
    index: float | None
    level: int | None
    target: float | None
    gap: float | None
    coverage: float | None
    dont_know_rate: float | None
    consensus: float | None
    score_text: str
    index_text: str
    level_text: str
    target_text: str
    gap_text: str
    coverage_text: str
    dont_know_text: str
    consensus_text: str
    why_none: str


@dataclass(frozen=True)
class Track:
    """A questionnaire with its capabilities in bank order; `is_role` where it is one of the role tracks.

    Role tracks share no chart with anything else, take no comments, and carry the role note.
    """

    measure: Measure
    capabilities: tuple[Measure, ...]
    is_role: bool


@dataclass(frozen=True)
class Overall:
    """The overall result: index and bounds 0–100, score 1–5, coverage and don't-know rate 0–1, None where none.

    `level` is None where it is withheld because the result is provisional.
    """

    score: float | None
    index: float | None
    index_low: float | None
    index_high: float | None
    level: int | None
    coverage: float | None
    dont_know_rate: float | None
    provisional: bool
    index_text: str
    level_text: str
    coverage_text: str
    dont_know_text: str


@dataclass(frozen=True)
class Quote:
    """One described level as somebody chose it, or aims at it: what it stands for, and the level's own words."""

    label: str
    level: int
    text: str


@dataclass(frozen=True)
class Spotlight:
    """A question that decides something, in the levels' own words: a disagreement in a group, a wide gap for one."""

    capability: str
    title: str
    question: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class NextStep:
    """What leads a capability one level up; importance is 1–3, priority 0–12 (gap × importance)."""

    capability: str
    title: str
    level: int
    text: str
    importance: int
    priority: float
    priority_text: str


@dataclass(frozen=True)
class Ask:
    """A decision asked of the meeting; owner and date may be open, money always is: a person writes it in."""

    text: str
    owner: str
    due: date | None


@dataclass(frozen=True)
class Difference:
    """A capability that two sides of the table see differently: each side's name, mean (1–5, as text) and number."""

    title: str
    sides: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Topic:
    """A capability on one of a group's two lists, with the facilitator's question for it."""

    capability: str
    title: str
    sentence: str
    question: str


@dataclass(frozen=True)
class GroupFindings:
    """What only a group has: what to talk about and act on (best first, all that qualify), and where sides differ.

    The role tracks have lists of their own.
    """

    n: int
    talk: tuple[Topic, ...]
    act: tuple[Topic, ...]
    role_talk: tuple[Topic, ...]
    role_act: tuple[Topic, ...]
    sides: tuple[Difference, ...]
    role_sides: tuple[Difference, ...]


@dataclass(frozen=True)
class ActionView:
    """An action as it was taken on; `capability` is a title, empty for an action of one's own."""

    text: str
    capability: str
    owner: str
    due: date | None
    done: bool


@dataclass(frozen=True)
class BenchmarkView:
    """Where one stands among others who answered these questions, by measure id ("overall" or an id of the bank).

    `about` says what the comparison is made of (segment, N, dates, source, self-selected), or why there is none; then
    the rest is empty. `places` are half sentences ("in the upper third of 45"), `medians` are 1–5.
    """

    about: str
    places: Mapping[str, str]
    medians: Mapping[str, float]


@dataclass(frozen=True)
class Particulars:
    """What is found in one way for one respondent and in another for a group; all of it becomes part of `Findings`.

    `answered_by` stands alone, `aim` says what scores are held against.
    """

    subject: Subject
    answered_by: str
    aim: str
    spotlights: tuple[Spotlight, ...]
    items: Mapping[str, tuple[ItemView, ...]]
    ownership: OwnershipView | None
    reference: tuple[ReferenceView, ...]
    actions: tuple[ActionView, ...]
    group: GroupFindings | None


@dataclass(frozen=True)
class Findings:
    """Everything a screen or a report shows of one respondent or of a group.

    `facts` are pairs of a name and a text, `about` the first of them: whose answers to which questions these are.
    `headline` says where they stand and what holds them back, `sure` how sure that is. `gaps` are the capabilities of
    the subjects with a score (role tracks left out), widest gap first; `unscored` those without. Next steps are of the
    five top priorities, those of the role tracks apart. `notices` have to stand wherever any of this is shown.
    `room` is there for a workshop alone.
    """

    of: Standing
    title: str
    about: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    headline: str
    sure: str
    aim: str
    level_names: tuple[str, str, str, str, str]
    overall: Overall
    domains: tuple[Measure, ...]
    tracks: tuple[Track, ...]
    gaps: tuple[Measure, ...]
    unscored: tuple[Measure, ...]
    strengths: tuple[Measure, ...]
    weakest: Measure | None
    spotlights: tuple[Spotlight, ...]
    items: Mapping[str, tuple[ItemView, ...]]
    ownership: OwnershipView | None
    reference: tuple[ReferenceView, ...]
    next_steps: tuple[NextStep, ...]
    role_steps: tuple[NextStep, ...]
    actions: tuple[ActionView, ...]
    asks: tuple[Ask, ...]
    notes: tuple[Note, ...]
    benchmark: BenchmarkView | None
    group: GroupFindings | None
    limits: tuple[str, ...]
    role_note: str
    room: Room | None = None
