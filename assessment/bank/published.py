"""The record of published editions: which content hash each edition id stands for, in `.published.json` beside them.

Answers are stored and compared by edition. Once people have answered one, its meaning must not change under the same
id; the record is how the content check notices.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.bank.problem import Problem
from assessment.errors import BankError

RECORD = ".published.json"
"""A hidden file of JSON, which loading ignores."""


def published_hashes(directory: Path) -> dict[str, str]:
    """The content hash of every published edition by its id; empty where nothing was recorded yet.

    Raises `BankError` where the record can't be read.
    """
    try:
        text = (directory / RECORD).read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BankError(f"{RECORD}: can't be read ({error})") from error
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BankError(f"{RECORD}: isn't valid JSON ({error}); restore it from the last version") from error
    if not isinstance(record, dict) or not all(isinstance(value, str) for value in record.values()):
        raise BankError(f"{RECORD}: expected the content hash of each edition by its id; restore the last version")
    return record


def record_published(directory: Path) -> Bank:
    """Record the edition in `directory` as published, and return it. Doing it again changes nothing.

    Raises `BankError` where the same id is on record with another meaning.
    """
    bank = load_bank(directory)
    record = published_hashes(directory)
    if _is_other(record, bank):
        raise BankError(
            f"edition.yaml, id: {bank.edition.id!r} is on record with other content; nothing was recorded. "
            "Give the changed edition a new id"
        )
    record[bank.edition.id] = bank.content_hash
    draft = directory / f"{RECORD}.new"
    draft.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    draft.replace(directory / RECORD)
    return bank


def check_published(directory: Path, bank: Bank) -> Iterator[Problem]:
    """A problem where `bank` differs from what was published under the same edition id."""
    if _is_other(published_hashes(directory), bank):
        message = "this id was published with other content; undo the change or give edition.yaml a new id"
        yield Problem(bank.edition.id, "published", message)


def _is_other(record: dict[str, str], bank: Bank) -> bool:
    return record.get(bank.edition.id, bank.content_hash) != bank.content_hash
