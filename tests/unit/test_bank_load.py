"""Loading a bank: what loads, and what one clear error each wrong input is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assessment.bank.load import load_bank
from assessment.bank.read_yaml import MAX_BYTES
from assessment.errors import BankError
from assessment.settings import ROOT
from tests.unit.tiny_bank import ROLES, STRATEGY, put, sound_files, tiny_files, write_bank

SHIPPED = ROOT / "questions"

EXPECTED_FOLDER = "expected a folder of question files"


def error_of(folder: Path) -> str:
    with pytest.raises(BankError) as caught:
        load_bank(folder)
    return str(caught.value)


def test_the_shipped_bank_loads() -> None:
    bank = load_bank(SHIPPED)
    assert [q.id for q in bank.questionnaires] == ["strategy", "data", "literacy", "head_of_genai", "cio_cto"]
    assert bank.domains == ("strategy", "data", "literacy", "role_clarity")
    assert len(list(bank.capabilities())) == len(list(bank.items("pulse"))) == 26
    assert len(bank.ownership.decisions) == 10
    assert {"no_one", "several", "dont_know"} <= {owner.id for owner in bank.ownership.owners}


def test_the_smallest_bank_loads_without_ownership_reference_or_sources(tmp_path: Path) -> None:
    bank = load_bank(write_bank(tmp_path, tiny_files()))
    (capability,) = bank.capabilities()
    (item,) = capability.items
    assert (capability.claims, capability.next_steps, capability.discussion) == ((), {}, None)
    assert (capability.weight, item.weight) == (1.0, 1.0)
    assert (bank.ownership.decisions, bank.reference, dict(bank.sources.claims)) == ((), (), {})
    assert bank.domains == ("strategy",)


def test_the_owners_that_every_bank_has_are_there_without_being_written(tmp_path: Path) -> None:
    bank = load_bank(write_bank(tmp_path, sound_files()))
    assert [owner.id for owner in bank.ownership.owners] == ["ceo", "cio", "several", "no_one", "dont_know"]


def test_files_with_a_byte_order_mark_and_windows_line_ends_load_as_any_other(tmp_path: Path) -> None:
    plain = load_bank(write_bank(tmp_path / "a", tiny_files() | {"strategy.yaml": STRATEGY}))
    windows = b"\xef\xbb\xbf" + STRATEGY.replace("\n", "\r\n").encode()
    assert load_bank(write_bank(tmp_path / "b", tiny_files() | {"strategy.yaml": windows})) == plain


def test_an_unquoted_date_is_the_text_that_it_looks_like(tmp_path: Path) -> None:
    files = put(tiny_files(), "edition.yaml", "date", value="2026-11-22")
    text = yaml.safe_dump(files["edition.yaml"]).replace("'2026-11-22'", "2026-11-22")
    bank = load_bank(write_bank(tmp_path, files | {"edition.yaml": text}))
    assert bank.edition.date == "2026-11-22"


def test_an_id_used_in_two_files_is_an_error_that_names_both(tmp_path: Path) -> None:
    files = tiny_files()
    files["other.yaml"] = tiny_files()["strategy.yaml"]
    error = error_of(write_bank(tmp_path, files))
    assert error == "strategy.yaml, line 1, id: 'strategy' stands twice (also at other.yaml, id); choose another id"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title: caf\xe9\n", "x.yaml, line 1: isn't UTF-8; save it as UTF-8"),
        ("id: x".encode("utf-16"), "x.yaml, line 1: isn't UTF-8; save it as UTF-8"),
        (b"# " + b"x" * MAX_BYTES, "x.yaml: is larger than 1 MiB; a questionnaire is far smaller"),
        (b"[" * 300_000, "x.yaml, line 1: is nested deeper than 20 levels"),
        (b"- " * 300_000, "x.yaml, line 1: is nested deeper than 20 levels"),
        (b"{a: " * 200_000, "x.yaml, line 1: is nested deeper than 20 levels"),
        (
            b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            "x.yaml, line 1: uses an anchor or alias (& or *); write it out",
        ),
        (
            b"id: 1" + b":1" * 340_000 + b".5",
            f"x.yaml, line 1, id: has a ':' that makes {'1' + ':1' * 19 + ':'!r} a number; put it in quotes",
        ),
    ],
    ids=["latin-1", "utf-16", "large", "deep-flow", "deep-block", "deep-keys", "alias-bomb", "base-60"],
)
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, content: bytes, message: str) -> None:
    started = time.perf_counter()
    assert error_of(write_bank(tmp_path, tiny_files() | {"x.yaml": content})) == message
    assert time.perf_counter() - started < 5


def test_a_folder_that_is_missing_is_an_error_that_names_it(tmp_path: Path) -> None:
    assert error_of(tmp_path / "no") == f"{tmp_path}/no: can't be read (No such file or directory); " + EXPECTED_FOLDER


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert error_of(tmp_path / "file") == f"{tmp_path}/file: can't be read (Not a directory); " + EXPECTED_FOLDER


def test_a_folder_name_that_no_system_can_have_is_an_error(tmp_path: Path) -> None:
    assert "can't be read (File name too long)" in error_of(tmp_path / ("x" * 5000))


def test_a_folder_without_edition_yaml_is_an_error(tmp_path: Path) -> None:
    assert error_of(tmp_path) == f"{tmp_path}: no edition.yaml here; " + EXPECTED_FOLDER


def test_a_folder_without_a_questionnaire_is_an_error(tmp_path: Path) -> None:
    files = tiny_files()
    del files["strategy.yaml"]
    error = error_of(write_bank(tmp_path, files))
    assert error == f"{tmp_path}: no questionnaire here; expected a file such as strategy.yaml"


@pytest.mark.parametrize("name", ["edition.yaml", "data.yaml"])
@pytest.mark.parametrize("kind", ["directory", "broken link", "link to itself", "pipe"])
def test_what_is_not_a_file_is_an_error_that_names_it(tmp_path: Path, name: str, kind: str) -> None:
    folder = write_bank(tmp_path, tiny_files())
    (folder / name).unlink(missing_ok=True)
    make: dict[str, Callable[[Path], None]] = {
        "directory": Path.mkdir,
        "broken link": lambda path: path.symlink_to("nowhere"),
        "link to itself": lambda path: path.symlink_to(path),
        "pipe": os.mkfifo,
    }
    make[kind](folder / name)
    assert error_of(folder) == f"{name}: can't be read (not a file)"


def test_files_that_are_not_yaml_are_ignored(tmp_path: Path) -> None:
    folder = write_bank(
        tmp_path, tiny_files() | {"README.md": "x", ".published.json": "{", "data.yaml~": "x", ".yaml": ""}
    )
    assert [q.id for q in load_bank(folder).questionnaires] == ["strategy"]


def test_an_edition_that_names_no_options_has_the_usual_roles_and_targets(tmp_path: Path) -> None:
    files = tiny_files()
    for options in ("roles", "industries", "sizes", "regions", "targets"):
        files["edition.yaml"].pop(options, None)
    edition = load_bank(write_bank(tmp_path, files)).edition
    assert [role.id for role in edition.roles] == list(ROLES)
    assert [target.id for target in edition.targets] == ["keep_up", "lead", "one_up"]
    assert edition.industries == edition.sizes == edition.regions == ()
