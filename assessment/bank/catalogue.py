"""Writes the files that translators fill in: `locales/<language>/<file>.po` beside each question file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from babel.messages.catalog import Catalog

from assessment.bank.model import Bank, Ownership, Sources
from assessment.bank.translation import texts
from assessment.catalogue import renew

ABOUT = "The texts of this question file in another language"


def update_translations(directory: Path, bank: Bank, language: str) -> list[Path]:
    """Write or renew the catalogues of `language` for the bank in `directory`; the paths of what was written.

    A text that stands in several files is in the first.
    """
    seen: set[str] = set()
    written = []
    for name, part in _parts(bank).items():
        template = Catalog()
        for place, text in texts(part):
            if text not in seen or text in template:
                template.add(text, auto_comments=[place])
                seen.add(text)
        if len(template):
            written.append(directory / "locales" / language / f"{name}.po")
            renew(written[-1], language, template, ABOUT)
    return written


def _parts(bank: Bank) -> dict[str, Bank]:
    """The bank as its files: each with what one of them holds, and nothing else."""
    nothing = replace(bank, edition=replace(bank.edition, title="", levels=(), roles=(), targets=()))  # type: ignore[arg-type]
    nothing = replace(
        nothing,
        edition=replace(nothing.edition, industries=(), sizes=(), regions=()),
        questionnaires=(),
        ownership=Ownership(stem=""),
        reference=(),
        sources=Sources(),
    )
    return {
        "edition": replace(nothing, edition=bank.edition),
        **{one.id: replace(nothing, questionnaires=(one,)) for one in bank.questionnaires},
        "ownership": replace(nothing, ownership=bank.ownership),
        "reference": replace(nothing, reference=bank.reference),
        "sources": replace(nothing, sources=bank.sources),
    }
