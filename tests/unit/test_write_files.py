"""What is written is there whole or not at all, and never in the place of something that isn't a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from assessment.errors import AssessmentError
from assessment.reports.write_files import write_files


def test_files_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    write_files({str(tmp_path / "one"): b"1", str(tmp_path / "two"): b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"1", "two": b"2"}


@pytest.mark.parametrize("place", ["no folder/two", "folder", "x" * 300])
def test_when_one_file_cannot_be_written_none_changes(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "one").write_bytes(b"as it was")
    with pytest.raises(AssessmentError, match=f"{place}: can't be written"):
        write_files({str(tmp_path / "one"): b"new", str(tmp_path / place): b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "one"]
    assert (tmp_path / "one").read_bytes() == b"as it was"


def test_a_file_that_is_replaced_stays_as_private_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.touch(mode=0o600)
    write_files({str(path): b"1"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_behind_a_link_the_file_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"as it was")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_files({str(tmp_path / "link"): b"new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_files({os.devnull: b"gone"})
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_a_pipe_gets_what_is_written(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    write_files({f"/dev/fd/{writing}": b"through the pipe"})
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b"through the pipe"
