"""One worked example: a made-up respondent and a made-up group, with the arithmetic written out by hand.

tests/unit/test_method_docs.py computes every line again and asks `assessment.scoring` for the same number.
"""

from __future__ import annotations

from dataclasses import dataclass

WORDS = {
    "dk": "don't know",
    "na": "does not apply",
    "": "blank",
    "head_of_genai": "head of generative AI",
    "cio_cto": "CIO and CTO",
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
        return f"{WORDS.get(self.questionnaire, self.questionnaire)}: {self.capability}{_weight(self.weight)}"

    @property
    def in_words(self) -> str:
        """The answers as people read them, each with its item's weight where that isn't 1."""
        return ", ".join(WORDS.get(answer, answer) + _weight(weight) for weight, answer in self.items)


def _weight(weight: int) -> str:
    return "" if weight == 1 else f" (weight {weight})"


@dataclass(frozen=True)
class Line:
    """One line of arithmetic: what it gives, the sum as written, its rounded result, and the level of that score.

    `of` names the number: a path into the result, such as "strategy.value score". `note` says what follows.
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
    Line("value coverage", "Coverage of value", "(2 + 1) ÷ (2 + 1 + 1)", "0.75", note="enough for a score"),
    Line("value score", "Score of value", "(2 × 4 + 1 × 2) ÷ (2 + 1)", "3.333", 3),
    Line("sourcing coverage", "Coverage of sourcing", "1 ÷ 1", "1.00", note="what does not apply is left out"),
    Line("sourcing score", "Score of sourcing", "3 ÷ 1", "3.000", 3),
    Line("quality score", "Score of quality", "(2 + 1) ÷ 2", "1.500", 2),
    Line("knowledge coverage", "Coverage of knowledge", "1 ÷ (1 + 1 + 1)", "0.33", note="too little for a score"),
    Line("strategy score", "Strategy, by capability weight", "(2 × 10/3 + 1 × 3) ÷ (2 + 1)", "3.222", 3),
    Line("data score", "Data, from quality alone", "1 × 3/2 ÷ 1", "1.500", 2, "the scored half of its weight suffices"),
    Line("literacy score", "Literacy", "(3 + 4) ÷ 2", "3.500", 4),
    Line("head_of_genai score", "Head of generative AI", "(3 + 2) ÷ 2", "2.500", 3),
    Line("cio_cto score", "CIO and CTO", "(4 + 3) ÷ 2", "3.500", 4),
    Line("role_clarity score", "Role clarity, mean of its tracks", "(5/2 + 7/2) ÷ 2", "3.000", 3),
    Line("overall score", "Overall, mean of the subjects", "(29/9 + 3/2 + 7/2 + 3) ÷ 4", "2.806", 3),
    Line("overall index", "Index", "(101/36 − 1) ÷ 4 × 100", "45.1"),
    Line("overall coverage", "Overall coverage", "(3 + 1 + 2 + 1 + 2 + 2 + 2) ÷ (4 + 1 + 2 + 3 + 2 + 2 + 2)", "0.81"),
    Line("overall dont_know_rate", "Don't-know rate", "(1 + 1) ÷ (3 + 1 + 2 + 3 + 2 + 2 + 2)", "0.13"),
    Line("value as ones", "Value, a 1 for what is open", "(2 × 4 + 1 × 2 + 1 × 1) ÷ (2 + 1 + 1)", "2.750"),
    Line("knowledge as ones", "Knowledge, a 1 for what is open", "(3 + 1 + 1) ÷ 3", "1.667"),
    Line("strategy as ones", "Strategy then", "(2 × 11/4 + 1 × 3) ÷ (2 + 1)", "2.833"),
    Line("data as ones", "Data then", "(3/2 + 5/3) ÷ 2", "1.583"),
    Line(
        "overall index_low",
        "Lower bound of the index",
        "((17/6 + 19/12 + 7/2 + 3) ÷ 4 − 1) ÷ 4 × 100",
        "43.2",
        note="below the index, so it stands",
    ),
    Line("value as fives", "Value, a 5 for what is open", "(2 × 4 + 1 × 2 + 1 × 5) ÷ (2 + 1 + 1)", "3.750"),
    Line("knowledge as fives", "Knowledge, a 5 for what is open", "(3 + 5 + 5) ÷ 3", "4.333"),
    Line("strategy as fives", "Strategy then", "(2 × 15/4 + 1 × 3) ÷ (2 + 1)", "3.500"),
    Line("data as fives", "Data then", "(3/2 + 13/3) ÷ 2", "2.917"),
    Line(
        "overall index_high",
        "Upper bound of the index",
        "((7/2 + 35/12 + 7/2 + 3) ÷ 4 − 1) ÷ 4 × 100",
        "55.7",
        note="above the index, so it stands",
    ),
    Line(
        "weakest link",
        "How far data is below the other subjects",
        "(29/9 + 7/2 + 3) ÷ 3 − 3/2",
        "1.741",
        note="enough, so data is the weakest link",
    ),
    Line("value gap", "Gap of value to its target", "4 − 10/3", "0.667"),
    Line("quality gap", "Gap of quality to its target", "4 − 3/2", "2.500", note="the widest"),
)

VOTES = ((0, 2, 0, 2, 0), (0, 0, 4, 0, 0))
"""How many of four people chose levels 1 to 5, on each of two items of one capability."""

OWNERS = (("cio", "the CIO", 9), ("cto", "the CTO", 2), ("no_one", "no one", 1))
"""How many of twelve people named whom for one decision: owner, the owner in words, people."""

GROUP_LINES = (
    Line("first mean", "Mean of the first question", "(2 × 2 + 2 × 4) ÷ 4", "3.000"),
    Line(
        "first consensus",
        "Its consensus",
        "1 + 2/4 × log₂(1 − |2 − 3| ÷ 4) + 2/4 × log₂(1 − |4 − 3| ÷ 4)",
        "0.585",
        note="split enough to talk about",
    ),
    Line("second mean", "Mean of the second question", "4 × 3 ÷ 4", "3.000"),
    Line("second consensus", "Its consensus", "1 + 4/4 × log₂(1 − |3 − 3| ÷ 4)", "1.000"),
    Line("capability mean", "Mean of the capability", "(3 + 3) ÷ 2", "3.000", 3),
    Line(
        "capability gap",
        "Gap of the capability",
        "((2 × (4 − 2) + 2 × (4 − 4)) ÷ 4 + 4 × (4 − 3) ÷ 4) ÷ 2",
        "1.000",
    ),
    Line(
        "talk priority",
        "Its priority for talking",
        "1 × max(1, 0.5) × (1 − (1 + log₂(3/4)))",
        "0.415",
        note="capability weight, gap, lowest consensus",
    ),
    Line("modal_share", "Share of the most named owner", "9 ÷ 12", "0.750", note="too little for clear, so contested"),
    Line("owner_agreement", "Owner agreement", "(9 × (9 − 1) + 2 × (2 − 1)) ÷ (12 × (12 − 1))", "0.561"),
)
