"""One worked example: a made-up respondent and a made-up group, with the arithmetic written out by hand.

tests/unit/test_method_docs.py computes every line again and asks `assessment.scoring` for the same number.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessment.language import N_, _

WORDS = {
    "dk": N_("don't know"),
    "na": N_("does not apply"),
    "": N_("blank"),
    "strategy": N_("strategy"),
    "data": N_("data"),
    "literacy": N_("literacy"),
    "head_of_genai": N_("head of generative AI"),
    "cio_cto": N_("CIO and CTO"),
    # Translators: a made-up capability of the worked example, as are the six that follow.
    "value": N_("value"),
    "sourcing": N_("sourcing"),
    "quality": N_("quality"),
    "knowledge": N_("knowledge"),
    "workforce": N_("workforce"),
    "steer": N_("steer"),
    "connect": N_("connect"),
}


@dataclass(frozen=True)
class Asked:
    """A capability of the made-up bank: its weight, and for each item weight and answer (1–5, dk, na or "")."""

    questionnaire: str
    capability: str
    weight: int
    items: tuple[tuple[int, str], ...]

    @property
    def title(self) -> str:
        """Questionnaire and capability as people read them, with the weight where that isn't 1."""
        return _weighted(f"{_(WORDS[self.questionnaire])}: {_(WORDS[self.capability])}", self.weight)

    @property
    def in_words(self) -> str:
        """The answers as people read them, each with its item's weight where that isn't 1."""
        return ", ".join(
            _weighted(_(WORDS[answer]) if answer in WORDS else answer, weight) for weight, answer in self.items
        )


def _weighted(words: str, weight: int) -> str:
    return words if weight == 1 else _("{words} (weight {weight})").format(words=words, weight=weight)


@dataclass(frozen=True)
class Line:
    """One line of arithmetic: what it gives, the sum as written, its rounded result, and the level of that score.

    `of` names the number: a path into the result, such as "strategy.value score". `note` says what follows. Title and
    note are English: whoever shows one translates it.
    """

    of: str
    title: str
    sum: str
    result: str
    level: int | None = None
    note: str = ""


RESPONDENT = (
    Asked("strategy", "value", 2, ((2, "4"), (1, "2"), (1, "dk"))),
    Asked("strategy", "sourcing", 1, ((1, "3"), (1, "na"))),
    Asked("data", "quality", 1, ((1, "2"), (1, "1"))),
    Asked("data", "knowledge", 1, ((1, "3"), (1, "dk"), (1, ""))),
    Asked("literacy", "workforce", 1, ((1, "3"), (1, "4"))),
    Asked("head_of_genai", "steer", 1, ((1, "3"), (1, "2"))),
    Asked("cio_cto", "connect", 1, ((1, "4"), (1, "3"))),
)

TARGET = 4
"""The fixed level that the example's target preset sets for every capability; also the group's target."""

RESPONDENT_LINES = (
    Line("value coverage", N_("Coverage of value"), "(2 + 1) ÷ (2 + 1 + 1)", "0.75", note=N_("enough for a score")),
    Line("value score", N_("Score of value"), "(2 × 4 + 1 × 2) ÷ (2 + 1)", "3.333", 3),
    Line("sourcing coverage", N_("Coverage of sourcing"), "1 ÷ 1", "1.00", note=N_("what does not apply is left out")),
    Line("sourcing score", N_("Score of sourcing"), "3 ÷ 1", "3.000", 3),
    Line("quality score", N_("Score of quality"), "(2 + 1) ÷ 2", "1.500", 2),
    Line(
        "knowledge coverage", N_("Coverage of knowledge"), "1 ÷ (1 + 1 + 1)", "0.33", note=N_("too little for a score")
    ),
    Line("strategy score", N_("Strategy, by capability weight"), "(2 × 10/3 + 1 × 3) ÷ (2 + 1)", "3.222", 3),
    Line(
        "data score",
        N_("Data, from quality alone"),
        "1 × 3/2 ÷ 1",
        "1.500",
        2,
        N_("the scored half of its weight suffices"),
    ),
    Line("literacy score", N_("Literacy"), "(3 + 4) ÷ 2", "3.500", 4),
    Line("head_of_genai score", N_("Head of generative AI"), "(3 + 2) ÷ 2", "2.500", 3),
    Line("cio_cto score", N_("CIO and CTO"), "(4 + 3) ÷ 2", "3.500", 4),
    Line("role_clarity score", N_("Role clarity, mean of its tracks"), "(5/2 + 7/2) ÷ 2", "3.000", 3),
    Line("overall score", N_("Overall, mean of the subjects"), "(29/9 + 3/2 + 7/2 + 3) ÷ 4", "2.806", 3),
    Line("overall index", N_("Index"), "(101/36 − 1) ÷ 4 × 100", "45.1"),
    Line(
        "overall coverage", N_("Overall coverage"), "(3 + 1 + 2 + 1 + 2 + 2 + 2) ÷ (4 + 1 + 2 + 3 + 2 + 2 + 2)", "0.81"
    ),
    Line("overall dont_know_rate", N_("Don't-know rate"), "(1 + 1) ÷ (3 + 1 + 2 + 3 + 2 + 2 + 2)", "0.13"),
    Line("value as ones", N_("Value, a 1 for what is open"), "(2 × 4 + 1 × 2 + 1 × 1) ÷ (2 + 1 + 1)", "2.750"),
    Line("knowledge as ones", N_("Knowledge, a 1 for what is open"), "(3 + 1 + 1) ÷ 3", "1.667"),
    Line("strategy as ones", N_("Strategy then"), "(2 × 11/4 + 1 × 3) ÷ (2 + 1)", "2.833"),
    Line("data as ones", N_("Data then"), "(3/2 + 5/3) ÷ 2", "1.583"),
    Line(
        "overall index_low",
        N_("Lower bound of the index"),
        "((17/6 + 19/12 + 7/2 + 3) ÷ 4 − 1) ÷ 4 × 100",
        "43.2",
        note=N_("below the index, so it stands"),
    ),
    Line("value as fives", N_("Value, a 5 for what is open"), "(2 × 4 + 1 × 2 + 1 × 5) ÷ (2 + 1 + 1)", "3.750"),
    Line("knowledge as fives", N_("Knowledge, a 5 for what is open"), "(3 + 5 + 5) ÷ 3", "4.333"),
    Line("strategy as fives", N_("Strategy then"), "(2 × 15/4 + 1 × 3) ÷ (2 + 1)", "3.500"),
    Line("data as fives", N_("Data then"), "(3/2 + 13/3) ÷ 2", "2.917"),
    Line(
        "overall index_high",
        N_("Upper bound of the index"),
        "((7/2 + 35/12 + 7/2 + 3) ÷ 4 − 1) ÷ 4 × 100",
        "55.7",
        note=N_("above the index, so it stands"),
    ),
    Line(
        "weakest link",
        N_("How far data is below the other subjects"),
        "(29/9 + 7/2 + 3) ÷ 3 − 3/2",
        "1.741",
        note=N_("enough, so data is the weakest link"),
    ),
    Line("value gap", N_("Gap of value to its target"), "4 − 10/3", "0.667"),
    Line("quality gap", N_("Gap of quality to its target"), "4 − 3/2", "2.500", note=N_("the widest")),
)

VOTES = ((0, 2, 0, 2, 0), (0, 0, 4, 0, 0))
"""How many of four people chose levels 1 to 5, on each of two items of one capability."""

OWNERS = (("cio", N_("the CIO"), 9), ("cto", N_("the CTO"), 2), ("no_one", N_("no one"), 1))
"""How many of twelve people named whom for one decision: owner, the owner in words, people."""

GROUP_LINES = (
    Line("first mean", N_("Mean of the first question"), "(2 × 2 + 2 × 4) ÷ 4", "3.000"),
    Line(
        "first consensus",
        N_("Its consensus"),
        "1 + 2/4 × log₂(1 − |2 − 3| ÷ 4) + 2/4 × log₂(1 − |4 − 3| ÷ 4)",
        "0.585",
        note=N_("split enough to talk about"),
    ),
    Line("second mean", N_("Mean of the second question"), "4 × 3 ÷ 4", "3.000"),
    Line("second consensus", N_("Its consensus"), "1 + 4/4 × log₂(1 − |3 − 3| ÷ 4)", "1.000"),
    Line("capability mean", N_("Mean of the capability"), "(3 + 3) ÷ 2", "3.000", 3),
    Line(
        "capability gap",
        N_("Gap of the capability"),
        "((2 × (4 − 2) + 2 × (4 − 4)) ÷ 4 + 4 × (4 − 3) ÷ 4) ÷ 2",
        "1.000",
    ),
    Line(
        "talk priority",
        N_("Its priority for talking"),
        "1 × max(1, 0.5) × (1 − (1 + log₂(3/4)))",
        "0.415",
        note=N_("capability weight, gap, lowest consensus"),
    ),
    Line(
        "modal_share",
        N_("Share of the most named owner"),
        "9 ÷ 12",
        "0.750",
        note=N_("too little for clear, so contested"),
    ),
    Line("owner_agreement", N_("Owner agreement"), "(9 × (9 − 1) + 2 × (2 − 1)) ÷ (12 × (12 − 1))", "0.561"),
)
