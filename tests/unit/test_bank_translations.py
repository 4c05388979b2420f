"""A bank in other languages: the same bank to a program, other words to a reader, and never words of an earlier one."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from assessment.bank import model
from assessment.bank.catalogue import update_translations
from assessment.bank.check import check_bank
from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.bank.translation import READ_ALOUD, read_translations, texts, translated
from assessment.errors import BankError
from assessment.language import OFFERED, SOURCE
from assessment.settings import ROOT
from tests.unit.tiny_bank import put, sound_files, write_bank

ITEM = ("strategy.yaml", "capabilities", 0, "items", 0, "text")
EARLIER = sound_files()["strategy.yaml"]["capabilities"][0]["items"][0]["text"]


def fill_in(folder: Path, language: str = "de") -> Bank:
    """Write the catalogues, with every text translated into itself in capitals; returns the bank."""
    bank = load_bank(folder)
    for path in update_translations(folder, bank, language):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        for message in catalogue:
            message.string = str(message.id).upper() if message.id else message.string
            message.flags.discard("fuzzy")
        with path.open("wb") as file:
            write_po(file, catalogue)
    return bank


def in_german(folder: Path, bank: Bank) -> Bank:
    return translated(bank, read_translations(folder)["de"].gettext)


def test_what_a_person_reads_is_translated_and_nothing_else(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    bank = fill_in(folder)
    german = in_german(folder, bank)
    assert [text for _, text in texts(german)] == [text.upper() for _, text in texts(bank)]
    assert german.content_hash == bank.content_hash
    assert [item.id for item in german.items()] == [item.id for item in bank.items()]
    assert [claim.source for claim in german.sources.claims.values()] == [
        c.source for c in bank.sources.claims.values()
    ]


def test_a_complete_translation_is_no_problem(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    fill_in(folder)
    assert check_bank(folder) == []


def test_a_translation_with_nothing_filled_in_is_missing_everywhere_and_shows_english(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    bank = load_bank(folder)
    update_translations(folder, bank, "de")
    problems = [problem for problem in check_bank(folder) if problem.rule == "translation-missing"]
    assert len(problems) == len({text for _, text in texts(bank)})
    assert in_german(folder, bank) == bank


def test_a_changed_question_is_shown_in_english_until_its_translation_was_read_again(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    fill_in(folder)
    changed = load_bank(write_bank(tmp_path, put(sound_files(), *ITEM, value=f"{EARLIER[:-1]} this year?")))
    found = {problem.rule: problem.where for problem in check_bank(folder) if "translation" in problem.rule}
    assert found == {"translation-missing": "strategy.value.1 text", "translation-stale": "de"}

    update_translations(folder, changed, "de")
    [problem] = [problem for problem in check_bank(folder) if "translation" in problem.rule]
    assert (problem.where, problem.rule) == ("strategy.value.1 text", "translation-missing")
    assert next(iter(in_german(folder, changed).items())).text == f"{EARLIER[:-1]} this year?"
    assert EARLIER.upper() in (folder / "locales" / "de" / "strategy.po").read_text("utf-8")


def test_what_is_translated_stays_when_the_files_are_renewed(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    bank = fill_in(folder)
    before = in_german(folder, bank)
    update_translations(folder, bank, "de")
    assert in_german(folder, bank) == before


def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    fill_in(folder)
    (folder / "locales" / "de" / "strategy.po").write_text('msgid "half', "utf-8")
    with pytest.raises(BankError, match=r"strategy\.po"):
        read_translations(folder)


def test_every_field_of_a_bank_is_known_as_read_aloud_or_not() -> None:
    for name, read in READ_ALOUD.items():
        assert set(read) <= {field.name for field in fields(getattr(model, name))}


def test_the_interface_is_offered_in_no_language_that_the_shipped_bank_lacks() -> None:
    assert {SOURCE, *read_translations(ROOT / "questions")} >= OFFERED.keys()
