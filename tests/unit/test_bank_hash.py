"""The content hash stands for what an edition means: any change of meaning changes it, and nothing else does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assessment.bank.document import edition_document
from assessment.bank.load import load_bank
from tests.unit.tiny_bank import Files, put, sound_files, tiny_files, write_bank


def hash_of(folder: Path, files: Files) -> str:
    return load_bank(write_bank(folder, files)).content_hash


def test_the_hash_is_the_sha_256_of_the_meaning_written_as_sorted_json(tmp_path: Path) -> None:
    options = '[{"id":"%s","title":"%s"}]'
    roles = ",".join(
        f'{{"id":"{role["id"]}","title":"{role["id"]}"}}' for role in tiny_files()["edition.yaml"]["roles"]
    )
    item = (
        '{"core":true,"id":"strategy.value.1","levels":["Nothing yet; people try things as time allows.",'
        '"A benefit that its sponsor hopes for.","The full cost, set beside the benefit expected.",'
        '"A small trial whose result frees the rest.","Such results from earlier uses as well."],'
        '"text":"What must be shown before AI gets money?","weight":1.0}'
    )
    capability = (
        '{"definition":"AI is used where it pays.","id":"strategy.value","items":[' + item + "],"
        '"title":"Value","weight":1.0}'
    )
    meaning = (
        '{"date":"2026-01-01","id":"tiny","industries":' + options % ("other", "Any industry") + ","
        '"levels":["Starting","Exploring","Building","Scaling","Leading"],'
        '"ownership":{"stem":"If two leaders disagreed on this tomorrow, who would settle it, as things stand?"},'
        '"questionnaires":[{"capabilities":[' + capability + '],"domain":"strategy","id":"strategy",'
        '"summary":"One question about one thing.","title":"Strategy"}],'
        '"reference":{"questions":[]},"regions":' + options % ("any", "Anywhere") + ","
        '"roles":[' + roles + '],"sizes":' + options % ("any", "Any size") + ',"sources":{},'
        '"targets":[{"id":"lead","level":4,"title":"Lead"}],"title":"A tiny edition"}'
    )
    assert hash_of(tmp_path, tiny_files()) == hashlib.sha256(meaning.encode()).hexdigest()


def test_comments_layout_quotes_and_the_order_of_keys_leave_the_hash_alone(tmp_path: Path) -> None:
    rewritten = {
        name: "# A comment.\n" + json.dumps(data, sort_keys=True, indent=3) for name, data in sound_files().items()
    }
    assert hash_of(tmp_path / "b", rewritten) == hash_of(tmp_path / "a", sound_files())


def test_a_default_written_out_leaves_the_hash_alone(tmp_path: Path) -> None:
    item = ("strategy.yaml", "capabilities", 0, "items", 1)
    written = put(put(sound_files(), *item, "weight", value=1), *item, "core", value=False)
    assert hash_of(tmp_path / "b", written) == hash_of(tmp_path / "a", sound_files())


def test_an_exemption_leaves_the_hash_alone(tmp_path: Path) -> None:
    exempt = put(sound_files(), "strategy.yaml", "capabilities", 0, "exempt", value={"words": "A reason."})
    assert hash_of(tmp_path / "b", exempt) == hash_of(tmp_path / "a", sound_files())


def test_a_claim_counts_whatever_its_id(tmp_path: Path) -> None:
    claim = {"source": "s1", "text": "Old."}
    old = put(sound_files(), "sources.yaml", "claims", "exempt", value=claim)
    new = put(sound_files(), "sources.yaml", "claims", "exempt", value=claim | {"text": "New."})
    assert hash_of(tmp_path / "a", old) != hash_of(tmp_path / "b", new)


def values(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every text, number and list with its path."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values(value, (*path, key))
        return
    yield path, data
    if isinstance(data, list):
        for at, value in enumerate(data):
            yield from values(value, (*path, at))


def other(value: Any) -> Any:
    """Something of the same type that means something else."""
    if isinstance(value, bool):
        return not value
    return value[::-1] if isinstance(value, list) else value + "x" if isinstance(value, str) else value - 1


@pytest.mark.parametrize("name", sorted(sound_files()))
def test_any_changed_text_number_id_or_order_changes_the_hash(tmp_path: Path, name: str) -> None:
    # An answer's id, and the figure that names it, can only change together: that case is below.
    changes = [(path, other(value)) for path, value in values({name: sound_files()[name]}) if other(value) != value]
    changes = [(path, value) for path, value in changes if path[-1] != "option" and path[-3:] != ("options", 0, "id")]
    seen = {hash_of(tmp_path / "before", sound_files())}
    for at, (path, value) in enumerate(changes):
        seen.add(hash_of(tmp_path / str(at), put(sound_files(), *path, value=value)))
    assert len(seen) == 1 + len(changes)


def test_a_changed_id_of_an_answer_changes_the_hash(tmp_path: Path) -> None:
    question = ("reference.yaml", "questions", 0)
    files = put(sound_files(), *question, "options", 0, "id", value="indeed")
    files = put(files, *question, "figures", 0, "option", value="indeed")
    assert hash_of(tmp_path / "b", files) != hash_of(tmp_path / "a", sound_files())


def test_a_weight_changes_the_hash(tmp_path: Path) -> None:
    for at, owner in enumerate([("capabilities", 0), ("capabilities", 0, "items", 0)]):
        heavier = put(sound_files(), "strategy.yaml", *owner, "weight", value=2)
        assert hash_of(tmp_path / str(at), heavier) != hash_of(tmp_path / "a", sound_files())


def test_the_document_of_an_edition_has_its_hash_and_the_keys_of_the_files(tmp_path: Path) -> None:
    bank = load_bank(write_bank(tmp_path, sound_files()))
    document = edition_document(bank)
    assert document["content_hash"] == bank.content_hash
    assert {"id", "title", "levels", "questionnaires", "ownership", "reference", "sources"} < document.keys()
    written = sound_files()["strategy.yaml"]["capabilities"][0]
    shown = document["questionnaires"][0]["capabilities"][0]
    assert shown["items"][0]["levels"] == written["items"][0]["levels"]
    assert shown["next_steps"] == {str(level): step for level, step in written["next_steps"].items()}
