"""What the content check reports, and the rules it knows."""

from __future__ import annotations

from dataclasses import dataclass

RULES = {
    "adverbs": "neighbouring levels differ in substance, not by a quantity or an adverb",
    "agreement": "an item asks a question; nobody is asked to agree, to disagree or to rate",
    "alike": "no two levels, and no two questions, say nearly the same",
    "claims-covered": "an item covers each claim of its capability, and no other",
    "claims-listed": "a capability lists each claim of sources.yaml",
    "core-item": "a capability has a core item, which Pulse asks",
    "discussion": "a capability has facilitator questions",
    "domain": "a questionnaire counts for one of the four domains",
    "exempt": "an exemption names a rule that would find something",
    "figures": "a reference question has a published figure, and each figure its provenance",
    "item-length": "a question and its levels have at most 100 words together",
    "known-claims": "claims and sources that are named stand in sources.yaml",
    "level-length": "a level has 6 to 22 words",
    "mean-length": "questions and their levels have at most 80 words on average",
    "next-steps": "a capability has a next step from each of the levels 1 to 4",
    "one-idea": "an item asks one thing",
    "published": "a published edition keeps its meaning; a changed one has a new id",
    "reading-ease": "an item reads easily: Flesch 50 or more",
    "role-opening": "an item about a role opens with the words that leave open who has it",
    "roles": "edition.yaml has the roles that other programs rely on",
    "ten-decisions": "there are ten decisions to name an owner for",
    "translation-missing": "a language that the bank is translated into has every text",
    "translation-stale": "what is translated is what the bank says",
    "two-items": "a capability has at least two items",
    "words": "no word of words.yaml: jargon, vendors, products",
}
"""Every rule of the content check by name, with what it asks for."""


@dataclass(frozen=True)
class Problem:
    """Something the author of a bank should change; `str()` of it is one line.

    `where` is an id, `rule` a key of `RULES`, which an item or a capability may be exempt from.
    """

    where: str
    rule: str
    message: str

    def __str__(self) -> str:
        return " ".join(f"{self.where}: {self.rule}: {self.message}".split())
