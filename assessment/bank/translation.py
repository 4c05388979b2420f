"""The texts of a bank in other languages: `locales/<language>/*.po` beside the question files.

A text is looked up by its English: a translation of an earlier wording is never shown. Ids, weights, names of
publications and the content hash are the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from assessment.bank.model import Bank
from assessment.errors import BankError
from assessment.language import read_catalogue

READ_ALOUD: Mapping[str, tuple[str, ...]] = {
    "Bank": ("edition", "questionnaires", "ownership", "reference", "sources"),
    "Edition": ("title", "levels", "roles", "industries", "sizes", "regions", "targets"),
    "Questionnaire": ("title", "summary", "capabilities"),
    "Capability": ("title", "definition", "items", "next_steps", "discussion"),
    "Item": ("text", "levels"),
    "Discussion": ("split", "low"),
    "Option": ("title",),
    "TargetPreset": ("title",),
    "Ownership": ("stem", "decisions", "owners"),
    "Decision": ("text",),
    "ReferenceQuestion": ("text", "options", "figures"),
    "Figure": ("population", "n", "fielded", "geography", "status", "caveat", "text"),
    "Sources": ("sources", "claims"),
    "Source": ("note",),
    "Claim": ("text",),
}
"""The fields that a person reads, or that hold what a person reads. A new field is not translated until it is here."""

AS_IT_IS = str.isdecimal
"""What needs no translation: "1,491" and the like are texts in the files, and the same everywhere."""


def translated(bank: Bank, translate: Callable[[str], str]) -> Bank:
    """The same bank with `translate` applied to every text that a person reads."""
    return _translated(bank, translate)  # type: ignore[no-any-return]


def texts(bank: Bank) -> Iterator[tuple[str, str]]:
    """Every text that a person reads, with the place where it stands, such as `strategy.direction.1 levels 2`."""
    yield from _texts(bank, "")


def catalogues(directory: Path) -> dict[str, list[Path]]:
    """The catalogues of the bank in `directory` by language; none where it has none."""
    found: dict[str, list[Path]] = {}
    for path in sorted((directory / "locales").glob("*/*.po")):
        found.setdefault(path.parent.name, []).append(path)
    return found


def read_translations(directory: Path) -> dict[str, NullTranslations]:
    """The translations of the bank in `directory` by language.

    Raises `BankError` where a file can't be read as a catalogue.
    """
    found: dict[str, NullTranslations] = {}
    for language, paths in catalogues(directory).items():
        for path in paths:
            try:
                catalogue = read_catalogue(path, language)
            except (OSError, ValueError) as error:
                raise BankError(f"{path}: can't be read as a gettext catalogue: {error}") from error
            found.setdefault(language, catalogue)
            if found[language] is not catalogue:
                found[language].add_fallback(catalogue)
    return found


def _translated(value: Any, translate: Callable[[str], str]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        names = READ_ALOUD[type(value).__name__]
        return replace(value, **{name: _translated(getattr(value, name), translate) for name in names})
    if isinstance(value, Mapping):
        return {key: _translated(child, translate) for key, child in value.items()}
    if isinstance(value, tuple):
        return tuple(_translated(child, translate) for child in value)
    return translate(value) if isinstance(value, str) and value else value


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        place = str(getattr(value, "id", place))
        for field in fields(value):
            if field.name in READ_ALOUD[type(value).__name__]:
                yield from _texts(getattr(value, field.name), f"{place} {field.name}".strip())
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _texts(child, f"{place} {key}")
    elif isinstance(value, tuple):
        for at, child in enumerate(value, 1):
            yield from _texts(child, f"{place} {at}")
    elif isinstance(value, str) and value and not AS_IT_IS(value.replace(",", "")):
        yield place, value
