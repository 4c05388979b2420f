"""Reads one YAML file strictly and remembers on which line each key stands.

YAML is friendlier than a questionnaire can afford: an unquoted `No` is false, a repeated key silently wins, and a few
aliases can expand to gigabytes. So anchors and aliases, repeated keys, merge keys, tags, deep nesting, characters
that can't be shown and files over 1 MiB are errors, and dates stay text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from assessment.errors import BankError

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_INTEGER = 2**63
MAX_NUMBER_LENGTH = 40
"""Characters of a number: far more than any weight or year needs, and few enough to be read at once."""

UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs and non-characters: no screen or report can print them."""

_PREFIX = "tag:yaml.org,2002:"
"""Of YAML's own tags, which files write as !!."""

KeyPath = tuple[str | int, ...]


class Document:
    """The data of one file, with `error(path, expected)` to say where something is wrong."""

    def __init__(self, name: str, data: Any, lines: dict[KeyPath, int]) -> None:
        self.name, self.data, self._lines = name, data, lines

    def error(self, path: KeyPath, problem: str) -> BankError:
        """A `BankError` naming file, line (of the nearest known key) and path of keys."""
        known = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in self._lines), ())
        return _error(self.name, self._lines.get(known), path, problem)


def read_yaml(path: Path) -> Document:
    """Read one file. Raises `BankError` for anything that isn't plain YAML of at most 1 MiB in UTF-8."""
    try:
        if not path.is_file():  # a pipe would never come to its end
            raise _error(path.name, None, (), "can't be read (not a file)")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _error(path.name, None, (), f"can't be read ({error.strerror})") from error
    if len(raw) > MAX_BYTES:
        raise _error(path.name, None, (), "is larger than 1 MiB; a questionnaire is far smaller")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _error(path.name, line, (), "isn't UTF-8; save it as UTF-8") from error
    return _parse(path.name, text)


def _parse(name: str, text: str) -> Document:
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        loader.name = name
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = f"isn't valid YAML: {error.problem or error.context}"
        raise _error(name, mark.line + 1 if mark else None, (), problem) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _error(name, line, (), f"has a character that can't be shown (#x{error.character:04x})") from error
    except _NOT_A_VALUE as error:  # Of an escape beyond Unicode, or of a version with thousands of digits.
        at = loader.line + 1 if loader else None
        raise _error(name, at, (), "isn't valid YAML: found a number that is out of range") from error
    if node is None:
        raise _error(name, None, (), "is empty")
    lines: dict[KeyPath, int] = {}
    return Document(name, _build(name, node, (), lines), lines)


_NOT_A_VALUE = (yaml.YAMLError, ValueError, ArithmeticError, LookupError)
"""What PyYAML raises of a scalar that it can't make a value of."""


class _Loader(yaml.SafeLoader):
    """The safe loader without timestamps (an edition's date is text), anchors, aliases and bottomless nesting.

    A tag that was written out, such as !!int, stays in the node as written, and so is never one that was found out.
    """

    name: str
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None):
            raise _error(self.name, line, (), "uses an anchor or alias (& or *); write it out")
        if self.depth == MAX_DEPTH:  # here, since the scanner takes quadratic time over what is left
            raise _error(self.name, line, (), f"is nested deeper than {MAX_DEPTH} levels")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        if node and (tag := getattr(event, "tag", None)):
            node.tag = tag.replace(_PREFIX, "!!")
        return node


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != f"{_PREFIX}timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_NUMBERS = {f"{_PREFIX}int", f"{_PREFIX}float"}
_SCALARS = _NUMBERS | {f"{_PREFIX}{kind}" for kind in ("str", "bool", "null")}


def _build(name: str, node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int]) -> Any:
    line = lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(name, node, path, lines)
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_PREFIX}seq":
        return [_build(name, child, (*path, at), lines) for at, child in enumerate(node.value)]
    if node.tag not in _SCALARS:
        raise _error(name, line, path, _tagged(node))
    if node.tag in _NUMBERS and (problem := _number_problem(node.value)):
        raise _error(name, line, path, problem)
    try:
        value = _Loader("").construct_object(node)
    except _NOT_A_VALUE as error:
        raise _error(name, line, path, f"can't be read as a value: {node.value[:40]!r}") from error
    if isinstance(value, int) and abs(value) >= MAX_INTEGER:
        raise _error(name, line, path, "is too large a number")
    if isinstance(value, str) and (found := UNSHOWABLE.search(value)):
        raise _error(name, line, path, f"has a character that can't be shown (#x{ord(found.group()):04x})")
    return value


def _number_problem(text: str) -> str | None:
    """What is wrong with a number as written, found out before it is worked out, which can take most of a minute."""
    if ":" in text:  # YAML counts 12:30 in base 60.
        return f"has a ':' that makes {text[:40]!r} a number; put it in quotes"
    if len(text) > MAX_NUMBER_LENGTH:
        return f"is a number of {len(text):,} characters, where at most {MAX_NUMBER_LENGTH} may stand"
    return None


def _tagged(node: yaml.Node) -> str:
    return f"has the tag {node.tag[:40]!r}; leave it out"


def _build_mapping(name: str, node: yaml.MappingNode, path: KeyPath, lines: dict[KeyPath, int]) -> dict[str | int, Any]:
    if node.tag != f"{_PREFIX}map":
        raise _error(name, node.start_mark.line + 1, path, _tagged(node))
    result: dict[str | int, Any] = {}
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = _build(name, key_node, (*path, "(key)"), {}) if isinstance(key_node, yaml.ScalarNode) else None
        if isinstance(key, bool) or not isinstance(key, str | int):
            raise _error(name, line, path, "has a key that isn't text; put it in quotes")
        if str(key) in seen:
            raise _error(name, line, (*path, key), "stands twice")
        seen.add(str(key))
        result[key] = _build(name, value_node, (*path, key), lines)
        lines[(*path, key)] = line
    return result


def show_path(path: KeyPath) -> str:
    """A path of keys as people write it: `capabilities[0].items[1].levels`."""
    return "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in path).lstrip(".")


def _error(name: str, line: int | None, path: KeyPath, problem: str) -> BankError:
    where = name + (f", line {line}" if line else "") + (f", {show_path(path)}" if path else "")
    return BankError(f"{where}: {problem}")
