"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from assessment.errors import AssessmentError

STANDARD_OUTPUT = "-"


def one_place_each(*names: str) -> bool:
    """Whether all of these are files of their own, whatever they are called; "-" is standard output."""
    return len({name if name == STANDARD_OUTPUT else os.path.realpath(name) for name in names}) == len(names)


def write_files(contents: Mapping[str, bytes]) -> None:
    """Write every file by its name, or none: they replace what is there only when all could be written.

    "-" is standard output. Raises `AssessmentError` naming what can't be written, and BrokenPipeError where
    the reader of standard output has gone.
    """
    parts: dict[Path, Path] = {}
    name = STANDARD_OUTPUT
    try:
        for name, content in contents.items():
            if name != STANDARD_OUTPUT:
                _write_beside(Path(name), content, parts)
        if STANDARD_OUTPUT in contents:
            _write_standard_output(contents[STANDARD_OUTPUT])
        for path, part in parts.items():
            part.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AssessmentError(f"{name}: can't be written ({error.strerror}); nothing was changed") from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes, parts: dict[Path, Path]) -> None:
    """Write what shall become `path` to a file beside it, which `parts` then names."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # A device or a pipe, which nothing may replace.
        return
    path = path.resolve()
    part = parts[path] = path.with_name(f".{os.getpid()}-{len(parts)}.part")
    part.write_bytes(content)
    if path.exists():
        shutil.copymode(path, part)


def _write_standard_output(content: bytes) -> None:
    if sys.stdout is None:
        raise AssessmentError("standard output is closed; name a file to write to")
    try:
        # Not sys.stdout.buffer: where PYTHONUNBUFFERED is set, it may write only the beginning and say nothing.
        with open(sys.stdout.fileno(), "wb", closefd=False) as file:
            file.write(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AssessmentError(f"standard output: can't be written ({error.strerror})") from error
