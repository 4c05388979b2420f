"""Disclosure attacked: every table ever shown is written down as the set of responses it was computed over.

Each response answers the probe question with a value of its own, so that the counts of a table name who is in it. In a
second vote the value gets a prime, which is taken off again: the attacker may take both votes for the same thing.

Whatever an attacker adds and subtracts is constant on **atoms**: responses that are in exactly the same tables. So no
linear combination has a support of 1 to k − 1 responses where every atom that is in any table has k or more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from assessment.scoring.blocks import NOT_COUNTED, Picture

PROBE = "probe"


def shown_tables(picture: Picture | None, probe: str = PROBE) -> list[frozenset[str]]:
    """The responses behind each table of a picture: the whole, and every part."""
    if picture is None:
        return []
    parts = [part.counts.get(probe, {}) for parts in picture.breakdowns.values() for part in parts.values()]
    return [in_table(counts) for counts in (picture.counts[probe], *parts) if counts]


def in_table(counts: Mapping[str, int]) -> frozenset[str]:
    """The responses that a table counts; each may be in it once."""
    assert set(counts.values()) <= {1}
    names = [value.rstrip("'") for value in counts]
    assert len(set(names)) == len(names)
    return frozenset(names)


@dataclass
class Attacker:
    """Keeps every table that was ever shown. `open` are responses that agreed to be shown by role, by what they may be
    told apart by: the role, and the block with which they came in."""

    tables: set[frozenset[str]] = field(default_factory=set)
    open: dict[str, tuple[int, str]] = field(default_factory=dict)

    def sees(self, tables: Iterable[frozenset[str]]) -> None:
        self.tables |= set(tables)

    def smallest_atom(self) -> int | None:
        """The fewest protected responses that any sum or difference can be about; None where nothing is shown."""
        membership: dict[str, set[frozenset[str]]] = defaultdict(set)
        for table in self.tables:
            for response in table - self.open.keys():
                membership[response].add(table)
        atoms: dict[frozenset[frozenset[str]], int] = defaultdict(int)
        for tables in membership.values():
            atoms[frozenset(tables)] += 1
        return min(atoms.values(), default=None)

    def tells_apart_who_agreed(self) -> bool:
        """Whether any table has some of those who agreed to be shown by role, and not all of the same role."""
        alike: dict[tuple[int, str], set[str]] = defaultdict(set)
        for response, group in self.open.items():
            alike[group].add(response)
        return any(0 < len(table & group) < len(group) for table in self.tables for group in alike.values())


def smallest_support(tables: Sequence[frozenset[int]]) -> int:
    """The fewest responses that a linear combination of these tables is about, other than none: exact, for few atoms.

    A combination that vanishes on some atoms vanishes on every atom whose column is a combination of theirs, and one
    exists that vanishes on no other. So the supports are what remains outside each such set of columns.
    """
    columns = Counter(tuple(int(n in table) for table in tables) for n in frozenset[int]().union(*tables))
    supports = []
    for size in range(len(columns)):
        for zero in combinations(columns, size):
            rank = _rank(zero)
            supports.append(sum(n for column, n in columns.items() if _rank([*zero, column]) > rank))
    return min(support for support in supports if support)


def _rank(columns: Sequence[tuple[int, ...]]) -> int:
    return int(np.linalg.matrix_rank(np.array(columns))) if columns else 0


def answered_in(counts: Mapping[str, int]) -> frozenset[str]:
    """Who gave an answer of their own that a table counts, other than that they don't know."""
    return in_table({value: n for value, n in counts.items() if value not in NOT_COUNTED})


def answers_behind(picture: Picture, probe: str = PROBE) -> list[frozenset[str]]:
    """Who answered behind each table of a picture: the whole, and every part."""
    parts = [part.counts.get(probe, {}) for parts in picture.breakdowns.values() for part in parts.values()]
    return [answered for counts in (picture.counts[probe], *parts) if (answered := answered_in(counts))]


def tells_of_few(tables: Iterable[frozenset[str]], k: int) -> bool:
    """Whether a linear combination of these tables has a support of 1 to k − 1: exact.

    It lies in atoms of fewer than k, and there is one within some atoms where without their columns the rank is less.
    """
    distinct = sorted(set(tables), key=sorted)
    columns = Counter(tuple(int(one in table) for table in distinct) for one in frozenset[str]().union(*distinct))
    rank = _rank([*columns])
    few = [column for column, n in columns.items() if n < k]
    return any(
        _rank([column for column in columns if column not in some]) < rank
        for size in range(1, k)
        for some in combinations(few, size)
        if sum(columns[column] for column in some) < k
    )
