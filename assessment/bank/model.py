"""The question bank of one edition, as frozen dataclasses.

Field names are the keys of the YAML files, so that `bank json`, the files and the code speak of the same things.
Weights are positive numbers without a unit. Sequences are in bank order, which breaks every tie in the method.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Mode = Literal["pulse", "full"]
"""Pulse asks each capability's core item, Full asks every item."""

NO_ONE, SEVERAL, DONT_KNOW_OWNER = "no_one", "several", "dont_know"
"""Owners that every bank has: nobody; several without an agreed lead; the respondent doesn't know."""


@dataclass(frozen=True)
class Item:
    """One question with five described levels, lowest first; `exempt` maps a content rule to why it is waived."""

    id: str
    text: str
    levels: tuple[str, str, str, str, str]
    core: bool = False
    weight: float = 1.0
    claims: tuple[str, ...] = ()
    exempt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Discussion:
    """Facilitator questions: for a room that is split, and for one where everyone is low."""

    split: str
    low: str


@dataclass(frozen=True)
class Capability:
    """What a few items measure together; `next_steps` maps a level 1–4 to what leads to the level above it."""

    id: str
    title: str
    definition: str
    items: tuple[Item, ...]
    claims: tuple[str, ...] = ()
    weight: float = 1.0
    next_steps: Mapping[int, str] = field(default_factory=dict)
    discussion: Discussion | None = None
    exempt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Questionnaire:
    """Capabilities asked together; `domain` is the subject its score counts for."""

    id: str
    domain: str
    title: str
    summary: str
    capabilities: tuple[Capability, ...]


@dataclass(frozen=True)
class Option:
    """A choice offered to a respondent: a role, an industry, an owner, an answer to a reference question."""

    id: str
    title: str


@dataclass(frozen=True)
class Decision:
    """An AI decision whose owner each respondent names."""

    id: str
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ownership:
    """The decisions, the owners to choose from and the question that both complete; empty where a bank has none."""

    stem: str = "If two leaders disagreed on this tomorrow, who would settle it, as things stand?"
    decisions: tuple[Decision, ...] = ()
    owners: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A published figure with its provenance: `value` in %, or `text` where the publisher gives no single number."""

    option: str
    population: str
    n: str
    fielded: str
    geography: str
    publisher: str
    title: str
    year: int
    url: str
    status: str
    caveat: str
    value: float | None = None
    text: str | None = None


@dataclass(frozen=True)
class ReferenceQuestion:
    """A plain question worded like for like with a published survey; it enters no score."""

    id: str
    text: str
    options: tuple[Option, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Source:
    """A publication the instrument rests on."""

    title: str
    publisher: str
    date: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Claim:
    """What a source says, in our words; `source` is the id of a `Source`."""

    source: str
    text: str


@dataclass(frozen=True)
class Sources:
    """Sources and their claims by id."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetPreset:
    """A target for every capability: a fixed `level` (1–5), or `step` levels up from where one stands, at most 5."""

    id: str
    title: str
    level: int | None = None
    step: int | None = None


USUAL_ROLES = (
    Option("ceo", "Chief executive"),
    Option("cio", "Chief information officer"),
    Option("cto", "Chief technology officer"),
    Option("head_of_genai", "Head of generative AI or chief AI officer"),
    Option("cdo", "Chief data officer"),
    Option("cfo", "Chief financial officer"),
    Option("coo", "Chief operating officer"),
    Option("chro", "Head of people or learning"),
    Option("risk", "Head of risk, legal or compliance"),
    Option("security", "Head of security"),
    Option("product", "Head of product"),
    Option("business", "Business-unit leader"),
    Option("other", "Another role"),
)
USUAL_TARGETS = (
    TargetPreset("keep_up", "Keep up: level 3 everywhere", level=3),
    TargetPreset("lead", "Lead: level 4 everywhere", level=4),
    TargetPreset("one_up", "One level up from where we are", step=1),
)


@dataclass(frozen=True)
class Edition:
    """What every questionnaire of an edition shares: names of the five levels, profile options, target presets.

    An edition that names no roles or targets has the usual ones; of the other options it then offers none.
    """

    id: str
    title: str
    date: str
    levels: tuple[str, str, str, str, str]
    roles: tuple[Option, ...] = USUAL_ROLES
    industries: tuple[Option, ...] = ()
    sizes: tuple[Option, ...] = ()
    regions: tuple[Option, ...] = ()
    targets: tuple[TargetPreset, ...] = USUAL_TARGETS


@dataclass(frozen=True)
class Bank:
    """One loaded edition; `content_hash` is the SHA-256 (hex) of its meaning, whatever the files' layout."""

    edition: Edition
    questionnaires: tuple[Questionnaire, ...]
    ownership: Ownership
    reference: tuple[ReferenceQuestion, ...]
    sources: Sources
    content_hash: str

    def capabilities(self) -> Iterator[Capability]:
        """All capabilities in bank order."""
        return (c for q in self.questionnaires for c in q.capabilities)

    def items(self, mode: Mode = "full") -> Iterator[Item]:
        """The items that `mode` asks, in bank order."""
        return (i for c in self.capabilities() for i in c.items if mode == "full" or i.core)

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """The domains this bank has, in bank order."""
        return tuple(dict.fromkeys(q.domain for q in self.questionnaires))
