"""Exemptions carry their reason and have to be needed; a published edition keeps its meaning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assessment.bank.check import check_bank
from assessment.bank.published import RECORD, record_published
from assessment.errors import BankError
from tests.unit.tiny_bank import Files, put, sound_files, write_bank

CAPABILITY = ("strategy.yaml", "capabilities", 0)
ITEM = (*CAPABILITY, "items", 0)
JARGON = "What ROI must be shown before AI gets money?"


def problems(folder: Path, files: Files) -> list[str]:
    return [str(problem) for problem in check_bank(write_bank(folder, files))]


def test_an_exemption_of_an_item_waives_a_rule_for_it(tmp_path: Path) -> None:
    files = put(sound_files(), *ITEM, "text", value=JARGON)
    assert problems(tmp_path, files) == ["strategy.value.1: words: 'ROI' is jargon"]
    files = put(files, *ITEM, "exempt", value={"words": "Every head of finance says it."})
    assert problems(tmp_path, files) == []


def test_an_exemption_of_a_capability_waives_a_rule_for_it_and_for_its_items(tmp_path: Path) -> None:
    files = put(sound_files(), *ITEM, "text", value=JARGON)
    files = put(files, *CAPABILITY, "title", value="ROI")
    files = put(files, *CAPABILITY, "exempt", value={"words": "Every head of finance says it."})
    assert problems(tmp_path, files) == []


def test_an_exemption_waives_no_other_rule_and_no_other_item(tmp_path: Path) -> None:
    files = put(sound_files(), *ITEM, "text", value=JARGON.replace("?", "."))
    files = put(files, *CAPABILITY, "items", 1, "exempt", value={"words": "A reason."})
    files = put(files, *ITEM, "exempt", value={"words": "A reason."})
    assert problems(tmp_path, files) == [
        "strategy.value.1: agreement: is a statement; ask a question",
        "strategy.value.2: exempt: 'words' finds nothing to exempt here; take the exemption out",
    ]


@pytest.mark.parametrize("owner", [CAPABILITY, ITEM])
def test_an_exemption_that_exempts_nothing_is_a_problem(tmp_path: Path, owner: tuple[str | int, ...]) -> None:
    (problem,) = problems(tmp_path, put(sound_files(), *owner, "exempt", value={"one-idea": "It was long once."}))
    assert problem.endswith(": exempt: 'one-idea' finds nothing to exempt here; take the exemption out")


def test_an_exemption_from_what_is_no_rule_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, put(sound_files(), *ITEM, "exempt", value={"wrods": "A reason."}))
    assert problem == "strategy.value.1: exempt: 'wrods' isn't a rule; take the exemption out"


@pytest.mark.parametrize("reason", ["", "  ", None, 1, True])
def test_an_exemption_without_a_reason_is_an_error(tmp_path: Path, reason: object) -> None:
    files = put(put(sound_files(), *ITEM, "text", value=JARGON), *ITEM, "exempt", value={"words": reason})
    with pytest.raises(BankError, match=r"^strategy\.yaml, line \d+, .*exempt\.words: expected text"):
        problems(tmp_path, files)


def test_a_published_edition_that_means_something_else_is_a_problem(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    record_published(folder)
    assert problems(folder, sound_files()) == []
    changed = put(sound_files(), *ITEM, "levels", 2, value="The full cost, beside the gain expected.")
    assert problems(folder, changed) == [
        "tiny: published: this id was published with other content; undo the change or give edition.yaml a new id"
    ]


def test_a_new_edition_id_needs_no_record(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    record_published(folder)
    assert problems(folder, put(sound_files(), "edition.yaml", "id", value="tiny2")) == []


def test_an_exemption_does_not_change_what_was_published(tmp_path: Path) -> None:
    files = put(sound_files(), *ITEM, "text", value=JARGON)
    record_published(write_bank(tmp_path, files))
    assert problems(tmp_path, put(files, *ITEM, "exempt", value={"words": "A reason."})) == []


def test_each_published_edition_stays_on_record(tmp_path: Path) -> None:
    first = record_published(write_bank(tmp_path, sound_files()))
    second = record_published(write_bank(tmp_path, put(sound_files(), "edition.yaml", "id", value="tiny2")))
    record_published(tmp_path)
    record = json.loads((tmp_path / RECORD).read_text("utf-8"))
    assert record == {"tiny": first.content_hash, "tiny2": second.content_hash}


def test_recording_refuses_an_id_that_was_published_with_other_content(tmp_path: Path) -> None:
    first = record_published(write_bank(tmp_path, sound_files()))
    write_bank(tmp_path, put(sound_files(), *CAPABILITY, "weight", value=2))
    with pytest.raises(BankError, match=r"^edition\.yaml, id: 'tiny' is on record with other content; nothing was"):
        record_published(tmp_path)
    assert json.loads((tmp_path / RECORD).read_text("utf-8")) == {"tiny": first.content_hash}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"tiny": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_record_is_one_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    folder = write_bank(tmp_path, sound_files() | {RECORD: content})
    with pytest.raises(BankError, match=r"^\.published\.json: ") as caught:
        check_bank(folder)
    assert "\n" not in str(caught.value)


def test_a_record_that_is_no_file_is_one_error_that_names_it(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, sound_files())
    (folder / RECORD).mkdir()
    with pytest.raises(BankError, match=r"^\.published\.json: can't be read"):
        check_bank(folder)
