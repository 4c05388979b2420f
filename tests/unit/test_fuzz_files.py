"""Whatever bytes a bank, an answers file, a result or a benchmark is made of, it is read or refused with one message.

Bounded: a few hundred examples each. What breaks it once is kept by Hypothesis and tried first the next time.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.errors import AnswersFileError, AssessmentError, BankError, BenchmarkFileError, ResultFileError
from assessment.reports.answers_file import template
from assessment.reports.answers_template import template_xlsx
from assessment.reports.benchmark_file import read_benchmark
from assessment.reports.read_result_json import read_result_json
from assessment.reports.uploaded_answers import read_upload
from tests.unit.tiny_bank import sound_files, write_bank

EXAMPLES = settings(max_examples=150)

Change = Callable[[bytes], bytes]

PIECES = st.sampled_from(
    (
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\n",
        b"\r",
        b",",
        b";",
        b'"',
        b"&a [*a, *a]",
        b"- ",
        b": ",
        b"{",
        b"[",
        b"!!python/",
    )
) | st.binary(max_size=12)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """A change of some bytes: what is cut out, put in, doubled or cut off, at any places."""
    edits = draw(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES, st.integers(1, 3)), max_size=4))
    ends_at = draw(st.none() | st.floats(0, 1))

    def change(data: bytes) -> bytes:
        for at, length, piece, times in edits:
            place = int(at * len(data))
            data = data[:place] + piece * times + data[place + length :]
        return data if ends_at is None else data[: int(ends_at * len(data))]

    return change


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank"), sound_files())


@pytest.fixture(scope="module")
def bank(folder: Path) -> Bank:
    return load_bank(folder)


def refusal_of(read: Callable[[], object], kind: type[AssessmentError]) -> str | None:
    """The message with which this is refused, None where it is read; anything else that is raised fails the test."""
    try:
        read()
    except kind as error:
        return str(error)
    return None


def is_for_a_person(message: str) -> bool:
    return 0 < len(message) < 1000 and "Traceback" not in message


@EXAMPLES
@given(name=st.sampled_from(sorted(sound_files())), change=changes())
def test_a_bank_of_any_bytes_loads_or_is_refused_with_one_message(folder: Path, name: str, change: Change) -> None:
    file = folder / name
    sound = file.read_bytes()
    try:
        file.write_bytes(change(sound))
        message = refusal_of(lambda: load_bank(folder), BankError)
    finally:
        file.write_bytes(sound)
    assert message is None or (is_for_a_person(message) and ".yaml" in message)


def upload(bank: Bank, data: bytes) -> None:
    message = refusal_of(lambda: read_upload("a.csv", data, bank), AnswersFileError)
    assert message is None or (is_for_a_person(message) and "Nothing of this file was kept." in message)


@EXAMPLES
@given(change=changes())
def test_answers_of_any_bytes_are_read_or_refused_with_one_message(bank: Bank, change: Change) -> None:
    upload(bank, change(template(bank).encode() + b"r1" + b"," * 20 + b"\n"))


@EXAMPLES
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_answers_of_nothing_but_noise_are_read_or_refused_with_one_message(bank: Bank, data: bytes) -> None:
    upload(bank, data)


@settings(max_examples=60)
@given(part=st.integers(0, 30), change=changes(), whole=changes())
def test_a_workbook_broken_within_or_as_a_whole_is_read_or_refused_with_one_message(
    bank: Bank, part: int, change: Change, whole: Change
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template_xlsx(bank))) as sound, zipfile.ZipFile(out, "w") as broken:
        names = sound.namelist()
        for name in names:
            data = sound.read(name)
            broken.writestr(name, change(data) if name == names[part % len(names)] else data)
    upload(bank, out.getvalue())
    upload(bank, whole(template_xlsx(bank)))


@EXAMPLES
@given(
    data=st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
        max_leaves=15,
    ).map(lambda value: json.dumps(value).encode())
)
def test_results_and_benchmarks_of_any_bytes_are_read_or_refused_with_one_message(bank: Bank, data: bytes) -> None:
    with suppress(ResultFileError):
        read_result_json(data)
    with suppress(BenchmarkFileError):
        read_benchmark(data, bank)
