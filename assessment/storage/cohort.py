"""The SQL of the cohort and of benchmarks, over a connection that `Database.read` or `Database.write` gives.

Nothing here commits and nothing decides: who may be released, and what shown, is for `scoring.disclosure` to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Insert, RowMapping, Table, and_, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assessment.storage.tables import (
    benchmark_counts,
    benchmark_segments,
    benchmarks,
    cohort_held,
    cohort_members,
    responses,
)

OWN = ""
"""The source of this installation's own cohort."""


class Key(NamedTuple):
    """What has to be equal for two scores to compare."""

    edition_id: str
    content_hash: str
    scoring_version: int
    mode: str


class Place(NamedTuple):
    """A segment of a benchmark; an empty industry or size is any."""

    industry: str
    size: str


class Count(NamedTuple):
    """How many responses (at least 1) have a score in a bin of a measure."""

    measure: str
    bin: int
    n: int


@dataclass(frozen=True)
class Member:
    """A response that opted in, with the profile of that day and what scoring it takes; it waits until released."""

    response_id: int
    mode: Literal["pulse", "full"]
    questionnaires: tuple[str, ...]
    industry: str | None
    size: str | None
    joined_on: date
    released_on: date | None


@dataclass(frozen=True)
class SegmentRow:
    """A segment of the benchmark of some source, and what it is made of."""

    source: str
    collected: str
    place: Place
    n: int
    batches: int
    first_day: date
    last_day: date


_MEMBERS = select(
    cohort_members.c.response_id,
    responses.c.mode,
    responses.c.questionnaires,
    cohort_members.c.industry,
    cohort_members.c.size,
    cohort_members.c.joined_on,
    cohort_members.c.released_on,
).join_from(cohort_members, responses)


def _upsert(
    table: Table, key: Iterable[str], added: Iterable[str] = (), replaced: Iterable[str] = ()
) -> dict[str, Insert]:
    """INSERT that adds to a row of the same key or replaces parts of it, for each database by its name."""
    statements: dict[str, Insert] = {}
    for dialect in (sqlite, postgresql):
        statement = dialect.insert(table)
        new = statement.excluded
        changes = {name: table.c[name] + new[name] for name in added} | {name: new[name] for name in replaced}
        statements[dialect.dialect.name] = statement.on_conflict_do_update(index_elements=list(key), set_=changes)
    return statements


_HOLD_BENCHMARK = {
    name: statement.returning(benchmarks.c.id)
    for name, statement in _upsert(benchmarks, [*Key._fields, "source"], replaced=["collected"]).items()
}
_SEGMENT = ("benchmark_id", *Place._fields)
_ADD_TO_SEGMENT = _upsert(benchmark_segments, _SEGMENT, added=["n", "batches"], replaced=["last_day"])
_ADD_COUNT = _upsert(benchmark_counts, [*_SEGMENT, "measure", "bin"], added=["n"])


def add_member(connection: Connection, response_id: int, day: date, industry: str | None, size: str | None) -> None:
    """Puts a response on the waiting list. It has to be held (`repository.hold`), and no member yet."""
    row = {"response_id": response_id, "joined_on": day, "industry": industry, "size": size}
    connection.execute(insert(cohort_members), row)


def remove_waiting(connection: Connection, response_id: int) -> None:
    """Takes a response off the waiting list; nothing happens to one that is released."""
    this = (cohort_members.c.response_id == response_id, cohort_members.c.released_on.is_(None))
    connection.execute(delete(cohort_members).where(*this))


def find_member(connection: Connection, response_id: int) -> Member | None:
    """The response as a member, None where it never opted in or withdrew."""
    found = connection.execute(_MEMBERS.where(responses.c.id == response_id)).mappings().one_or_none()
    return None if found is None else _member(found)


def waiting_members(connection: Connection, edition_id: str, content_hash: str, *, hold: bool = False) -> list[Member]:
    """Everyone on the waiting list who answered these questions, by response id.

    Held, they are nobody else's until the transaction ends: another process that wants to release them waits, and then
    finds them released; a deletion waits as well, or came first and they aren't found.
    """
    these = _MEMBERS.where(
        cohort_members.c.released_on.is_(None),
        responses.c.edition_id == edition_id,
        responses.c.content_hash == content_hash,
    ).order_by(cohort_members.c.response_id)
    found = connection.execute(these.with_for_update(of=cohort_members) if hold else these).mappings()
    return [_member(row) for row in found]


def mark_released(connection: Connection, response_ids: Collection[int], day: date) -> None:
    """Takes these off the waiting list for good: whoever is released once never enters again."""
    these = cohort_members.c.response_id.in_(response_ids)
    connection.execute(update(cohort_members).where(these).values(released_on=day))


def hold_benchmark(connection: Connection, key: Key, source: str = OWN, collected: str = "") -> int:
    """The id of a source's benchmark, made if there is none, and nobody else's to write until the transaction ends."""
    row = {**key._asdict(), "source": source, "collected": collected}
    held: int = connection.execute(_HOLD_BENCHMARK[connection.dialect.name], row).scalar_one()
    return held


def clear_benchmark(connection: Connection, benchmark: int) -> None:
    """Deletes the segments and counts of a benchmark."""
    for table in (benchmark_segments, benchmark_counts):
        connection.execute(delete(table).where(table.c.benchmark_id == benchmark))


def held_counts(connection: Connection, benchmark: int, label: Place) -> list[Count]:
    """What is held back of batches with this label."""
    held = cohort_held.c
    found = select(held.measure, held.bin, held.n).where(held.benchmark_id == benchmark, _is(held, label))
    return [Count._make(row) for row in connection.execute(found).all()]


def replace_held(connection: Connection, benchmark: int, label: Place, counts: Iterable[Count]) -> None:
    """Holds these counts back, in the place of what was held of that label."""
    held = cohort_held.c
    connection.execute(delete(cohort_held).where(held.benchmark_id == benchmark, _is(held, label)))
    _execute(connection, insert(cohort_held), _rows(benchmark, label, counts))


def add_to_segment(
    connection: Connection, benchmark: int, place: Place, n: int, batches: int, first: date, last: date
) -> None:
    """Adds `n` responses in so many batches to a segment, which is made if there is none; its first day stands."""
    row = {"benchmark_id": benchmark, **place._asdict(), "n": n, "batches": batches}
    _execute(connection, _ADD_TO_SEGMENT[connection.dialect.name], [{**row, "first_day": first, "last_day": last}])


def add_counts(connection: Connection, benchmark: int, place: Place, counts: Iterable[Count]) -> None:
    """Adds counts to those of a segment."""
    _execute(connection, _ADD_COUNT[connection.dialect.name], _rows(benchmark, place, counts))


def segments(connection: Connection, key: Key, places: Collection[Place] | None = None) -> list[SegmentRow]:
    """The segments of every source's benchmark for the key, or those among `places`: the own cohort first, then sources
    by name, each from the widest segment on."""
    of, segment = benchmarks.c, benchmark_segments.c
    found = (
        select(of.source, of.collected, *benchmark_segments.c)
        .join_from(benchmark_segments, benchmarks)
        .where(*(of[name] == value for name, value in key._asdict().items()))
        .order_by(of.source, segment.industry, segment.size)
    )
    if places is not None:
        found = found.where(or_(*(_is(segment, place) for place in places)))
    names = ("source", "collected", "n", "batches", "first_day", "last_day")
    return [
        SegmentRow(place=Place(row["industry"], row["size"]), **{name: row[name] for name in names})
        for row in connection.execute(found).mappings()
    ]


def counts(connection: Connection, key: Key, source: str, place: Place) -> list[Count]:
    """Every count of a segment of a source's benchmark."""
    of, count = benchmarks.c, benchmark_counts.c
    found = (
        select(count.measure, count.bin, count.n)
        .join_from(benchmark_counts, benchmarks)
        .where(of.source == source, *(of[name] == value for name, value in key._asdict().items()), _is(count, place))
    )
    return [Count._make(row) for row in connection.execute(found).all()]


def _is(columns: Any, place: Place) -> ColumnElement[bool]:
    return and_(columns.industry == place.industry, columns.size == place.size)


def _rows(benchmark: int, place: Place, counts: Iterable[Count]) -> list[dict[str, Any]]:
    return [{"benchmark_id": benchmark, **place._asdict(), **count._asdict()} for count in counts]


def _execute(connection: Connection, statement: Insert, rows: list[dict[str, Any]]) -> None:
    if rows:  # an empty list would insert one row of defaults
        connection.execute(statement, rows)


def _member(row: RowMapping) -> Member:
    return Member(**{**row, "questionnaires": tuple(row["questionnaires"])})
