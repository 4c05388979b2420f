"""Loads `questions/` into a `Bank`, strictly: anything wrong is one clear `BankError`.

The shape of the files is the shape of the dataclasses in `model.py`, which pydantic checks in strict mode; what a shape
can't say (identifiers used once, one core item, weights above zero) is checked here. Whether the content is good is the
business of `check.py`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from assessment.bank.document import content_hash
from assessment.bank.model import (
    DONT_KNOW_OWNER,
    NO_ONE,
    SEVERAL,
    Bank,
    Edition,
    Option,
    Ownership,
    Questionnaire,
    ReferenceQuestion,
    Sources,
)
from assessment.bank.read_yaml import Document, KeyPath, read_yaml, show_path
from assessment.errors import BankError

T = TypeVar("T")

UNKNOWN_KEY = {"unexpected_keyword_argument", "extra_forbidden"}
"""Pydantic's names for a key that the shape doesn't have."""

QUESTIONNAIRE_ORDER = ("strategy", "data", "literacy", "head_of_genai", "cio_cto")
"""Bank order of the five questionnaires; any others follow by name of their file."""

RESERVED_IDS = {"respondent", "role", "industry", "size", "region", "simulated"}
"""Columns of an answers file, which share their header with the ids of items, decisions and reference questions."""

ID = re.compile(r"[a-z0-9][a-z0-9_.]{0,99}")
ALWAYS_OWNERS = (
    Option(SEVERAL, "Several, no agreed lead"),
    Option(NO_ONE, "No one"),
    Option(DONT_KNOW_OWNER, "Don't know"),
)


@dataclass(frozen=True)
class _Reference:
    """The shape of `reference.yaml`."""

    questions: tuple[ReferenceQuestion, ...] = ()


SHAPES: dict[str, type] = {
    "edition.yaml": Edition,
    "sources.yaml": Sources,
    "ownership.yaml": Ownership,
    "reference.yaml": _Reference,
}
"""What the files hold; every other file is a questionnaire."""


def load_bank(directory: Path) -> Bank:
    """Load every file of `directory`.

    Raises `BankError`, naming file, line where known, path of keys and what was expected.
    """
    try:
        paths = sorted(path for path in directory.iterdir() if path.suffix == ".yaml")
    except OSError as error:
        problem = f"can't be read ({error.strerror}); expected a folder of question files"
        raise BankError(f"{directory}: {problem}") from error
    documents = {path.name: read_yaml(path) for path in paths}
    if "edition.yaml" not in documents:
        raise BankError(f"{directory}: no edition.yaml here; expected a folder of question files")
    loaded: dict[str, Any] = {
        name: load_document(document, SHAPES.get(name, Questionnaire)) for name, document in documents.items()
    }
    _check_unique(documents, loaded)
    questionnaires = [shape for shape in loaded.values() if isinstance(shape, Questionnaire)]
    if not questionnaires:
        raise BankError(f"{directory}: no questionnaire here; expected a file such as strategy.yaml")
    rank = {questionnaire: at for at, questionnaire in enumerate(QUESTIONNAIRE_ORDER)}
    questionnaires.sort(key=lambda questionnaire: rank.get(questionnaire.id, len(rank)))
    ownership = loaded.get("ownership.yaml", Ownership())
    if ownership.decisions:
        ownership = replace(ownership, owners=_with_always(ownership.owners))
    bank = Bank(
        edition=loaded["edition.yaml"],
        questionnaires=tuple(questionnaires),
        ownership=ownership,
        reference=loaded.get("reference.yaml", _Reference()).questions,
        sources=loaded.get("sources.yaml", Sources()),
        content_hash="",
    )
    return replace(bank, content_hash=content_hash(bank))


def _with_always(owners: tuple[Option, ...]) -> tuple[Option, ...]:
    present = {owner.id for owner in owners}
    return owners + tuple(owner for owner in ALWAYS_OWNERS if owner.id not in present)


def load_document(document: Document, shape: type[T]) -> T:
    """The document as the dataclass `shape`, every rule that one file can break checked. Raises `BankError`."""
    try:
        as_json = json.dumps(document.data)
        loaded = TypeAdapter(shape).validate_json(as_json, strict=True, extra="forbid")
    except ValidationError as error:
        raise _first_error(document, error) from error
    for path, value in _walk(loaded, ()):
        problem = _problem(path, value)
        if problem:
            raise document.error(path, problem)
    return loaded


def _walk(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Every value within a loaded dataclass with its path of keys, outermost first."""
    yield path, value
    children: Iterable[tuple[str | int, Any]] = ()
    if is_dataclass(value):
        children = ((f.name, getattr(value, f.name)) for f in fields(value))
    elif isinstance(value, dict):
        children = value.items()
    elif isinstance(value, tuple):
        children = enumerate(value)
    for key, child in children:
        yield from _walk(child, (*path, key))


def _problem(path: KeyPath, value: Any) -> str | None:
    """What is wrong with one value, in words that say what was expected."""
    key = path[-1] if path else None
    match key, value:
        case "id", str() if not ID.fullmatch(value):
            return f"expected lower-case letters, digits, _ and . (at most 100), found {value!r}"
        case "weight", float() if not (math.isfinite(value) and value > 0):
            return f"expected a number above 0, found {value}"
        case (("questionnaires" | "capabilities" | "items" | "options"), ()):
            return "expected at least one"
        case "items", tuple() if sum(item.core for item in value) > 1:
            return "expected one item with core: true, found more"
        case "next_steps", dict() if set(value) - {1, 2, 3, 4}:
            return "expected the keys 1 to 4, the level each step starts from"
        case "targets", tuple() if not value:
            return "expected at least one target preset"
        case ("note", str()):
            return None
        case _, str() if not value.strip():
            return "expected text, found nothing"
    return _problem_of_object(value)


def _problem_of_object(value: Any) -> str | None:
    match type(value).__name__:
        case "TargetPreset":
            given = [n for n in (value.level, value.step) if n is not None]
            if len(given) != 1 or not 1 <= given[0] <= 5:
                return "expected either level or step, a whole number from 1 to 5"
        case "Figure":
            if (value.value is None) == (value.text is None):
                return "expected either value (a number, in %) or text"
            if value.value is not None and not 0 <= value.value <= 100:
                return f"expected a value from 0 to 100 (in %), found {value.value}"
        case "ReferenceQuestion":
            unknown = {f.option for f in value.figures} - {o.id for o in value.options}
            if unknown:
                return f"a figure names the option {min(unknown)!r}, which isn't among the options"
    return None


def _check_unique(documents: dict[str, Document], loaded: dict[str, Any]) -> None:
    """Ids are unique within a kind; items, decisions and reference questions share one header, so they are one."""
    seen: dict[tuple[KeyPath, str], str] = {}
    for name, shape in loaded.items():
        for path, value in _walk(shape, ()):
            kind = _kind_of_id(name, path)
            if kind is None:
                continue
            if kind == ("question",) and value in RESERVED_IDS:
                raise documents[name].error(path, f"{value!r} is a column of the answers file; choose another id")
            if (kind, value) in seen:
                first = seen[kind, value]
                raise documents[name].error(path, f"{value!r} stands twice (also at {first}); choose another id")
            seen[kind, value] = f"{name}, {show_path(path)}"


def _kind_of_id(name: str, path: KeyPath) -> KeyPath | None:
    """Among what the id at `path` of a file has to be unique; None where `path` leads to no id."""
    match path:
        case ("id",):
            return ("edition",) if name == "edition.yaml" else ("questionnaire",)
        case (*_, "items" | "decisions" | "questions", int(), "id"):
            return ("question",)
        case (*question, "options", int(), "id"):
            return (name, *question)
        case (*_, str() as kind, int(), "id"):
            return (kind,)
    return None


def _first_error(document: Document, error: ValidationError) -> BankError:
    """The first error, or better an unknown key: a misspelt key is missing under its right name as well."""
    errors = error.errors(include_url=False)
    first = next((e for e in errors if e["type"] in UNKNOWN_KEY), errors[0])
    path = tuple(_as_in_file(part) for part in first["loc"] if part != "[key]")
    found = _show(first.get("input"))
    match first["type"]:
        case "missing" if isinstance(path[-1], int):
            last = max(e["loc"][-1] for e in errors if e["loc"][:-1] == first["loc"][:-1])
            return document.error(path[:-1], f"expected {int(last) + 1} entries, found {path[-1]}")
        case "missing" | "missing_argument":
            return document.error(path, "is missing")
        case kind if kind in UNKNOWN_KEY:
            return document.error(path, "is a key that isn't known here; check its spelling")
        case "string_type":
            return document.error(path, f"expected text, found {found}; put it in quotes")
        case "too_long":
            context = first["ctx"]
            return document.error(path, f"expected {context['max_length']} entries, found {context['actual_length']}")
        case "tuple_type":
            return document.error(path, f"expected a list, found {found}")
        case "dataclass_type" | "dict_type" | "mapping_type":
            return document.error(path, f"expected keys with values, found {found}")
        case "bool_type":
            return document.error(path, f"expected true or false, found {found}")
        case "int_type" | "int_from_float" | "int_parsing":
            return document.error(path, f"expected a whole number, found {found}")
        case "float_type" | "finite_number":
            return document.error(path, f"expected a number, found {found}")
        case _:
            return document.error(path, f"{first['msg'][:1].lower()}{first['msg'][1:]}, found {found}")


def _as_in_file(part: str | int) -> str | int:
    """Pydantic writes keys of mappings as text; the file has numbers where they are numbers."""
    return int(part) if isinstance(part, str) and part.isdecimal() and len(part) < 4 else part


def _show(value: Any) -> str:
    if isinstance(value, dict | list | tuple):
        return "keys with values" if isinstance(value, dict) else "a list"
    return "nothing" if value is None else repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "…"
