"""The tables, as SQLAlchemy Core objects: what is stored about a response, and so all that is stored.

Anonymous by design: no name, no address, no device, and no time finer than the day. The private token is
kept as its SHA-256 alone. A column added here needs a migration; a test compares the two on both databases.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    # Named constraints: SQLite can't drop a nameless one, so a later migration would be stuck.
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

responses = Table(
    "responses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("handle", Text, nullable=False, unique=True),
    Column("token_hash", Text, nullable=False),
    Column("edition_id", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("mode", Text, CheckConstraint("mode IN ('pulse', 'full')", name="mode"), nullable=False),
    Column("questionnaires", JSON, nullable=False),
    Column("role", Text),
    Column("industry", Text),
    Column("size", Text),
    Column("region", Text),
    Column("target", Text, nullable=False),
    Column("simulated", Boolean, nullable=False, server_default=false()),
    Column("started_on", Date, nullable=False),
    Column("submitted_on", Date),
    Column("active_seconds", Integer, nullable=False, server_default="0"),
    # Without it SQLite gives the id of a deleted response to the next one, and a page left open on the
    # first would then write into the second.
    sqlite_autoincrement=True,
)

#: Items, ownership decisions and reference questions alike: `value` is '1' to '5', 'dk', 'na', or the id
#: of an owner or an option.
answers = Table(
    "answers",
    metadata,
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("kind", Text, CheckConstraint("kind IN ('comment', 'evidence')", name="kind"), primary_key=True),
    Column("text", Text, nullable=False),
)

#: What lets somebody else read the result of a response, and nothing more; a response has one such link at a time.
result_links = Table(
    "result_links",
    metadata,
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("handle", Text, nullable=False, unique=True),
    Column("token_hash", Text, nullable=False),
)

#: Where the respondent wants a capability to be (1 to 5) and how much it matters (1 to 3); NULL is "not said".
aims = Table(
    "aims",
    metadata,
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("capability", Text, primary_key=True),
    Column("target", Float, CheckConstraint("target BETWEEN 1 AND 5", name="target")),
    Column("importance", Integer, CheckConstraint("importance BETWEEN 1 AND 3", name="importance")),
)

actions = Table(
    "actions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("capability", Text),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Date),
    Column("done", Boolean, nullable=False, server_default=false()),
    # A page left open on a removed action must never tick off another.
    sqlite_autoincrement=True,
)

#: Released counts of one instrument: the own cohort's (`source` is empty), or those of an imported benchmark edition.
benchmarks = Table(
    "benchmarks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("collected", Text, nullable=False),
    Column("edition_id", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("scoring_version", Integer, nullable=False),
    Column("mode", Text, nullable=False),
    UniqueConstraint("edition_id", "content_hash", "scoring_version", "mode", "source"),
)


def _segment() -> tuple[Column[int], Column[str], Column[str]]:
    """A segment of a benchmark, as the beginning of a primary key; an empty industry or size is any."""
    return (
        Column("benchmark_id", ForeignKey("benchmarks.id", ondelete="CASCADE"), primary_key=True),
        Column("industry", Text, primary_key=True),
        Column("size", Text, primary_key=True),
    )


benchmark_segments = Table(
    "benchmark_segments",
    metadata,
    *_segment(),
    Column("n", Integer, nullable=False),
    Column("batches", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
)


def _counts(name: str) -> Table:
    """How many responses of a segment have a score in a bin of a measure: a row each, none for zero."""
    return Table(
        name,
        metadata,
        *_segment(),
        Column("measure", Text, primary_key=True),
        Column("bin", Integer, primary_key=True),
        Column("n", Integer, nullable=False),
    )


benchmark_counts = _counts("benchmark_counts")

#: Scores of released batches that are too few of their measure to be shown yet, by the label of their batches.
cohort_held = _counts("cohort_held")

#: Who opted in, with the profile of that day. A row without `released_on` waits, and withdrawing removes it; one that
#: has it keeps the response from entering a second time.
cohort_members = Table(
    "cohort_members",
    metadata,
    Column("response_id", ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("joined_on", Date, nullable=False),
    Column("industry", Text),
    Column("size", Text),
    Column("released_on", Date, index=True),
)
