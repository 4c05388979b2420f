"""The tables of workshops: what is stored about a session and about who takes part in it, and so all that is stored.

Apart from self-service responses, so that no page made for one person's own answers can reach into a room. A
participant has no name, no address and no time finer than the day; times are the facilitator's own.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

from assessment.storage.tables import metadata as metadata  # with these tables in it, whoever imports it from here


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the second; both databases keep it as the seconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Seconds since 1970."""
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


def _of_workshop(*, primary_key: bool = False, index: bool | None = None) -> Column[int]:
    cascade = ForeignKey("workshops.id", ondelete="CASCADE")
    return Column("workshop_id", cascade, nullable=False, primary_key=primary_key, index=index)


def _of_participant() -> Column[int]:
    return Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True)


workshops = Table(
    "workshops",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("edition_id", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("mode", Text, CheckConstraint("mode IN ('pulse', 'full')", name="mode"), nullable=False),
    Column("questionnaires", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("sides", JSON, nullable=False),
    Column("tables", JSON, nullable=False),
    Column("breakdowns", JSON, nullable=False),
    Column("attributed", Boolean, nullable=False),
    Column("threshold", Integer, CheckConstraint("threshold >= 4", name="threshold"), nullable=False),
    Column("comments", Boolean, nullable=False),
    Column("target", Float, CheckConstraint("target BETWEEN 1 AND 5", name="target"), nullable=False),
    Column("rehearsal", Boolean, nullable=False),
    Column("run_sheet", JSON, nullable=False),
    Column("opens_at", Moment),
    Column("closes_at", Moment),
    Column("created_on", Date, nullable=False),
    Column("stage", Text, nullable=False),
    #: Moves with every change that a screen could show; answers alone change nothing on any screen.
    Column("version", Integer, nullable=False, server_default="1"),
    #: What the facilitator has put on the projector, in the words of the page that shows it.
    Column("screen", JSON, nullable=False),
    Column("timer_ends_at", Moment),
    #: The wave before this one.
    Column("earlier_id", ForeignKey("workshops.id", ondelete="SET NULL")),
    CheckConstraint("stage IN ('draft', 'open', 'revealed', 'discussing', 'closed')", name="stage"),
    sqlite_autoincrement=True,
)

#: What opens a workshop: the facilitator's key, and those that only read, which can be revoked.
workshop_keys = Table(
    "workshop_keys",
    metadata,
    Column("handle", Text, primary_key=True),
    Column("token_hash", Text, nullable=False),
    _of_workshop(index=True),
    Column("kind", Text, CheckConstraint("kind IN ('facilitator', 'projector')", name="kind"), nullable=False),
)

#: `block` is the number of the block that a response was released in; its answers are frozen then.
participants = Table(
    "participants",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_workshop(index=True),
    Column("handle", Text, nullable=False, unique=True),
    Column("token_hash", Text, nullable=False),
    Column("role", Text),
    Column("seat", Text),
    Column("consents", Boolean, nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("submitted", Boolean, nullable=False, server_default=false()),
    Column("block", Integer),
    sqlite_autoincrement=True,
)

#: An empty value is an answer taken back. `seq` is the participant's own number of the message that set it.
participant_answers = Table(
    "participant_answers",
    metadata,
    _of_participant(),
    Column("question_id", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

#: `place` is drawn at random and is the order in which notes are shown; `passed` once the facilitator has read one.
participant_notes = Table(
    "participant_notes",
    metadata,
    _of_participant(),
    Column("question_id", Text, primary_key=True),
    Column("kind", Text, CheckConstraint("kind IN ('comment', 'evidence')", name="kind"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("passed", Boolean, nullable=False, server_default=false()),
)

#: Counts as they were released, which nothing changes afterwards: of the whole block where breakdown and part are
#: empty, else of one part. `counts` maps each question to how many gave which answer, an empty one being a blank. Of
#: the breakdown "cells" it maps each crossing of parts to how many answered which question.
workshop_counts = Table(
    "workshop_counts",
    metadata,
    _of_workshop(primary_key=True),
    Column("block", Integer, primary_key=True),
    Column("breakdown", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("counts", JSON, nullable=False),
)

#: Second votes: `subject` is a capability or a decision, `blocks` how many blocks vote, `counts` NULL until it closes.
workshop_votes = Table(
    "workshop_votes",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_workshop(),
    Column("subject", Text, nullable=False),
    Column("blocks", Integer, nullable=False),
    Column("counts", JSON(none_as_null=True)),
    UniqueConstraint("workshop_id", "subject"),
    sqlite_autoincrement=True,
)

workshop_ballots = Table(
    "workshop_ballots",
    metadata,
    _of_participant(),
    Column("question_id", Text, primary_key=True),
    Column("vote_id", ForeignKey("workshop_votes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("value", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

#: What the room agreed: a level for a capability, an owner for a decision.
workshop_agreements = Table(
    "workshop_agreements",
    metadata,
    _of_workshop(primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("consulted", Text, nullable=False),
    Column("veto", Text, nullable=False),
)

workshop_actions = Table(
    "workshop_actions",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_workshop(index=True),
    Column("capability", Text),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Date),
    Column("done", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

parking_lot = Table(
    "parking_lot",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_workshop(index=True),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: What a facilitator did and when; no answers, no tokens, nothing a participant did.
workshop_trail = Table(
    "workshop_trail",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_workshop(index=True),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
    sqlite_autoincrement=True,
)
