"""A shipped question file, damaged in every way that a generator thinks of, loads or is one clear error."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assessment.bank.load import load_bank
from assessment.errors import BankError
from assessment.settings import ROOT
from tests.unit.tiny_bank import tiny_files, write_bank

SHIPPED = ROOT / "questions"

VALUES = [
    "No",
    "1.0",
    "~",
    "[]",
    "{}",
    "50_249",
    "-1",
    ".nan",
    "1e999",
    "'x",
    "*a",
    "&a x",
    "!!int x",
    "|",
    '"\\uD800"',
    "9" * 30,
]
JUNK = [
    b"\xff",
    b"\x00",
    b"\t",
    b"\xed\xa0\x80",
    b"{",
    b"]",
    b": ",
    b"\n- ",
    b"\n",
    b"&x ",
    b"*x",
    b"%",
    b"---\n",
    b"\xe2\x80\xa8",
]


def in_lines(change: Callable[[random.Random, list[str], int], None]) -> Callable[[random.Random, bytes], bytes]:
    """A change of the lines of a file, at a line drawn by lot."""

    def mutate(lot: random.Random, content: bytes) -> bytes:
        lines = content.decode().splitlines(keepends=True)
        change(lot, lines, lot.randrange(len(lines) - 1))
        return "".join(lines).encode()

    return mutate


def delete_line(lot: random.Random, lines: list[str], at: int) -> None:
    del lines[at]


def repeat_line(lot: random.Random, lines: list[str], at: int) -> None:
    lines.insert(at, lines[at])


def swap_lines(lot: random.Random, lines: list[str], at: int) -> None:
    other = lot.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def indent_line(lot: random.Random, lines: list[str], at: int) -> None:
    lines[at] = " " * lot.randint(1, 3) + lines[at]


def rename_key(lot: random.Random, lines: list[str], at: int) -> None:
    keys = [n for n, line in enumerate(lines) if ":" in line]
    at = lot.choice(keys)
    key, rest = lines[at].split(":", 1)
    lines[at] = f"{key[:-1]}:{rest}"


def replace_value(lot: random.Random, lines: list[str], at: int) -> None:
    keys = [n for n, line in enumerate(lines) if ": " in line]
    at = lot.choice(keys)
    lines[at] = f"{lines[at].split(': ', 1)[0]}: {lot.choice(VALUES)}\n"


def swap_values(lot: random.Random, lines: list[str], at: int) -> None:
    one, two = lot.sample([n for n, line in enumerate(lines) if ": " in line], 2)
    (key, value), (other_key, other) = lines[one].split(": ", 1), lines[two].split(": ", 1)
    lines[one], lines[two] = f"{key}: {other}", f"{other_key}: {value}"


def truncate(lot: random.Random, content: bytes) -> bytes:
    return content[: lot.randrange(len(content))]


def insert_junk(lot: random.Random, content: bytes) -> bytes:
    at = lot.randrange(len(content))
    return content[:at] + lot.choice(JUNK) * lot.randint(1, 3) + content[at:]


def flip_bytes(lot: random.Random, content: bytes) -> bytes:
    flipped = bytearray(content)
    for _ in range(lot.randint(1, 4)):
        flipped[lot.randrange(len(flipped))] = lot.randrange(256)
    return bytes(flipped)


MUTATIONS: list[Callable[[random.Random, bytes], bytes]] = [
    *(in_lines(change) for change in (delete_line, repeat_line, swap_lines, indent_line)),
    *(in_lines(change) for change in (rename_key, replace_value, swap_values)),
    *(truncate, insert_junk, flip_bytes),
]
TRIALS = 3


def error_of(folder: Path) -> str:
    """What loading says; nothing where it succeeds. Anything but a `BankError` fails the test."""
    try:
        load_bank(folder)
    except BankError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", sorted(path.name for path in SHIPPED.glob("*.yaml")))
def test_every_mutation_of_a_shipped_file_loads_or_is_one_error_that_names_the_file(tmp_path: Path, name: str) -> None:
    # Each file stands beside the tiny bank, so that ten kinds of mutation of nine files, three times each, stay quick.
    content = (SHIPPED / name).read_bytes()
    refused = 0
    for at, mutate in enumerate(MUTATIONS):
        for trial in range(TRIALS):
            mutated = mutate(random.Random(f"{name} {at} {trial}"), content)
            folder = write_bank(tmp_path / f"{at}-{trial}", tiny_files() | {name: mutated})
            if error := error_of(folder):
                refused += 1
                assert name in error
                assert "\n" not in error
    assert refused > TRIALS * len(MUTATIONS) / 3


def test_a_shipped_bank_with_one_wrong_file_is_refused_by_the_name_of_that_file(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "bank")
    (tmp_path / "bank" / "literacy.yaml").write_text("id: literacy\n")
    with pytest.raises(BankError, match=r"^literacy\.yaml, line 1, domain: is missing$"):
        load_bank(tmp_path / "bank")
