"""Small banks made by hand, and hypothesis strategies for random ones, for tests that need no files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from assessment.bank.model import (
    Bank,
    Capability,
    Decision,
    Edition,
    Item,
    Option,
    Ownership,
    Questionnaire,
    Sources,
    TargetPreset,
)

DOMAINS = {"head_of_genai": "role_clarity", "cio_cto": "role_clarity"}
"""The domain of a questionnaire, where it isn't the questionnaire's own id."""

VALUES = ("1", "2", "3", "4", "5", "dk", "na", "")

Outline = Mapping[str, Mapping[str, Sequence[float]]]
"""Questionnaire id → capability id → weights of its items."""


def capability(id: str, items: Sequence[float], weight: float = 1.0, *, core: bool = True) -> Capability:
    """A capability whose items weigh `items` and are called ID.1, ID.2 …; the first is the core item, if any is."""
    levels = ("nobody", "somebody", "a team", "most teams", "everybody")
    asked = tuple(
        Item(f"{id}.{n}", f"Who does {id}.{n}?", levels, core=core and n == 1, weight=w)
        for n, w in enumerate(items, start=1)
    )
    steps = {level: f"{id}: from {level} to {level + 1}" for level in range(1, 5)}
    return Capability(id, id, f"How {id} is done.", asked, weight=weight, next_steps=steps)


def bank_of(*questionnaires: Questionnaire, decisions: Sequence[str] = (), owners: Sequence[str] = ()) -> Bank:
    """A bank of these questionnaires; the owners that every bank has come after `owners`."""
    edition = Edition(
        id="test",
        title="Test",
        date="2026-11-01",
        levels=("Starting", "Exploring", "Building", "Scaling", "Leading"),
        roles=tuple(Option(role, role) for role in ("ceo", "cio", "cto", "head_of_genai", "cfo")),
        industries=(),
        sizes=(),
        regions=(),
        targets=(TargetPreset("lead", "Level 4 everywhere", level=4),),
    )
    ownership = Ownership(
        decisions=tuple(Decision(id, f"Who decides {id}?") for id in decisions),
        owners=tuple(Option(id, id) for id in (*owners, "several", "no_one", "dont_know")),
    )
    return Bank(edition, questionnaires, ownership, (), Sources(), content_hash="0" * 64)


def questionnaire(id: str, *capabilities: Capability) -> Questionnaire:
    """A questionnaire in the domain that `DOMAINS` gives it."""
    return Questionnaire(id, DOMAINS.get(id, id), id, f"About {id}.", capabilities)


def outlined(outline: Outline, weights: Mapping[str, float] | None = None) -> Bank:
    """The bank of an outline; `weights` are those of the capabilities that don't weigh 1."""
    return bank_of(
        *(
            questionnaire(q, *(capability(c, items, (weights or {}).get(c, 1.0)) for c, items in of_q.items()))
            for q, of_q in outline.items()
        )
    )


def weights() -> st.SearchStrategy[float]:
    """Weights as people write them: often 1, else with one or two decimals, unevenly."""
    return st.just(1.0) | st.integers(1, 40).map(lambda n: n / 10) | st.integers(1, 999).map(lambda n: n / 100)


@st.composite
def banks(draw: st.DrawFn) -> Bank:
    """A random bank: one to four questionnaires, some sharing a domain, uneven weights, a core item missing."""
    ids = draw(st.permutations(["strategy", "data", "literacy", *DOMAINS]))[: draw(st.integers(1, 4))]
    return bank_of(
        *(
            questionnaire(
                q,
                *(
                    capability(
                        f"{q}.{n}",
                        draw(st.lists(weights(), min_size=1, max_size=3)),
                        draw(weights()),
                        core=draw(st.sampled_from([True, True, True, False])),
                    )
                    for n in range(draw(st.integers(1, 3)))
                ),
            )
            for q in ids
        )
    )


@st.composite
def answers_to(draw: st.DrawFn, bank: Bank) -> dict[str, str]:
    """Random answers to a bank: mostly levels, sometimes a capability wholly "na", or most of it unanswered."""
    answers: dict[str, str] = {}
    for c in bank.capabilities():
        kind = draw(st.sampled_from(["levels", "levels", "levels", "anything", "anything", "na"]))
        choices = {"levels": VALUES[:5], "anything": VALUES, "na": ("na",)}[kind]
        answers |= {i.id: draw(st.sampled_from(choices)) for i in c.items}
    return answers
