"""An edition as one JSON-ready document, with the YAML's own keys, and the hash of its meaning."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any

from assessment.bank.model import Bank

NOT_MEANING = {"exempt"}
"""Fields that guide the content check and change nothing that a respondent or a score sees."""


def edition_document(bank: Bank) -> dict[str, Any]:
    """The whole edition: `id`, `title`, `content_hash`, `levels`, `questionnaires`, `ownership`, `reference`, `sources`
    and the profile options and target presets of `edition.yaml`."""
    return {**_document(bank, for_hash=False), "content_hash": bank.content_hash}


def content_hash(bank: Bank) -> str:
    """SHA-256 (64 hex digits) of what the edition means: layout, comments and the order of keys don't count.

    What is empty or absent doesn't count either, so that a later version, which knows more optional keys, gives
    the same content the same hash.
    """
    document = _document(bank, for_hash=True)
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _document(bank: Bank, for_hash: bool) -> dict[str, Any]:
    return {
        **_plain(bank.edition, for_hash),
        "questionnaires": _plain(bank.questionnaires, for_hash),
        "ownership": _plain(bank.ownership, for_hash),
        "reference": {"questions": _plain(bank.reference, for_hash)},
        "sources": _plain(bank.sources, for_hash),
    }


def _plain(value: Any, for_hash: bool) -> Any:
    if is_dataclass(value):
        entries = {f.name: getattr(value, f.name) for f in fields(value) if not (for_hash and f.name in NOT_MEANING)}
        kept = {key: entry for key, entry in entries.items() if entry is not None and not (for_hash and _empty(entry))}
        return {key: _plain(entry, for_hash) for key, entry in kept.items()}
    if isinstance(value, dict):
        return {str(key): _plain(entry, for_hash) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry, for_hash) for entry in value]
    return value


def _empty(value: Any) -> bool:
    return value is False or (isinstance(value, str | tuple | dict) and not value)
