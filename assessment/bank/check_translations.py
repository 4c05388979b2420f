"""Are the translations of a bank whole, and of what it says now? A bank without `locales/` has none to check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from assessment.bank.model import Bank
from assessment.bank.problem import Problem
from assessment.bank.translation import catalogues, texts
from assessment.errors import BankError


def check_translations(directory: Path, bank: Bank) -> Iterator[Problem]:
    """What each language lacks, and what it translates that the bank no longer says.

    Raises `BankError` where a file isn't a catalogue.
    """
    said: dict[str, str] = {}
    for place, text in texts(bank):
        said.setdefault(text, place)
    for language, paths in catalogues(directory).items():
        messages = {
            str(message.id): bool(message.string) and not message.fuzzy
            for path in paths
            for message in _read(path, language)
            if message.id
        }
        for text, place in said.items():
            if not messages.get(text):
                yield Problem(place, "translation-missing", f"{language}: {_short(text)} has none that was read")
        for text in sorted(messages.keys() - said.keys()):
            yield Problem(language, "translation-stale", f"{_short(text)} is translated, and no longer in the bank")


def _read(path: Path, language: str) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)
    except (OSError, ValueError, PoFileError) as error:
        raise BankError(f"{path}: can't be read as a gettext catalogue: {error}") from error


def _short(text: str) -> str:
    return f"“{text if len(text) <= 60 else f'{text[:59].rstrip()}…'}”"
