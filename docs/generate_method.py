"""Writes the generated parts of docs/method.md: `python docs/generate_method.py`. The same bank gives the same text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a script has its own folder on the path

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.method.formulas import LIMITS, SECTIONS
from assessment.settings import ROOT
from assessment.ui import method_text
from assessment.ui.text import plain

DOCUMENT = ROOT / "docs" / "method.md"
BLOCK = re.compile(r"(?<=<!-- generated: )(\w+)( -->\n).*?(?=\n<!-- end of generated -->)", re.DOTALL)


def render(document: str, bank: Bank) -> str:
    """The document with what stands between its markers made anew. Raises KeyError for a part that isn't known."""
    return BLOCK.sub(lambda found: f"{found[1]}{found[2]}\n{PARTS[found[1]](bank)}\n", document)


def _rules(bank: Bank) -> str:
    sections = (f"### {section.title}\n\n{method_text.rules(section)}" for section in SECTIONS)
    return "\n\n".join((method_text.level_names(bank), *sections))


def _example(bank: Bank) -> str:
    one, group = method_text.example_of_a_respondent(), method_text.example_of_a_group()
    return f"### A respondent\n\n{one}\n\n### A group\n\n{group}"


def _sources(bank: Bank) -> str:
    return method_text.bullets(
        f"**{id.upper()}**, “{plain(source.title)}”. {method_text.source_text(source)}"
        for id, source in bank.sources.sources.items()
    )


def _trace(bank: Bank) -> str:
    return "\n\n".join(f"### {id.upper()}\n\n{method_text.trace_table(bank, id)}" for id in bank.sources.sources)


def _questions(bank: Bank) -> str:
    parts = []
    for questionnaire in bank.questionnaires:
        parts.append(f"### {plain(questionnaire.title)}\n\n{plain(questionnaire.summary)}")
        parts += [f"#### {plain(c.title)}\n\n{method_text.capability_text(c)}" for c in questionnaire.capabilities]
    return "\n\n".join(parts)


def _reference(bank: Bank) -> str:
    return "\n\n".join(f"### {plain(q.text)}\n\n{method_text.reference_text(q)}" for q in bank.reference)


PARTS: dict[str, Callable[[Bank], str]] = {
    "version": method_text.version_list,
    "limits": lambda bank: method_text.bullets(LIMITS),
    "rules": _rules,
    "example": _example,
    "sources": _sources,
    "trace": _trace,
    "questions": _questions,
    "decisions": method_text.ownership_text,
    "reference": _reference,
}
"""What may stand between markers, by the name in the first of them."""


if __name__ == "__main__":
    DOCUMENT.write_text(render(DOCUMENT.read_text("utf-8"), load_bank(ROOT / "questions")), "utf-8")
