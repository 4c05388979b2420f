"""Workshops: sessions, who takes part, released counts, and what the room makes of them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PARENTS = {"workshop_id": "workshops", "participant_id": "participants", "vote_id": "workshop_votes"}


def upgrade() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer(), nullable=False),
        *_required(sa.Text(), "code", "title", "edition_id", "content_hash", "mode"),
        *_required(sa.JSON(), "questionnaires", "roles", "sides", "tables", "breakdowns"),
        sa.Column("attributed", sa.Boolean(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Boolean(), nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("run_sheet", sa.JSON(), nullable=False),
        sa.Column("opens_at", sa.BigInteger()),
        sa.Column("closes_at", sa.BigInteger()),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("screen", sa.JSON(), nullable=False),
        sa.Column("timer_ends_at", sa.BigInteger()),
        sa.Column("earlier_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_workshops"),
        sa.UniqueConstraint("code", name="uq_workshops_code"),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["workshops.id"], name="fk_workshops_earlier_id_workshops", ondelete="SET NULL"
        ),
        sa.CheckConstraint("mode IN ('pulse', 'full')", name="mode"),
        sa.CheckConstraint("threshold >= 4", name="threshold"),
        sa.CheckConstraint("target BETWEEN 1 AND 5", name="target"),
        sa.CheckConstraint("stage IN ('draft', 'open', 'revealed', 'discussing', 'closed')", name="stage"),
        sqlite_autoincrement=True,
    )
    _make(
        "workshop_keys",
        ["handle"],
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('facilitator', 'projector')", name="kind"),
    )
    _make(
        "participants",
        ["id"],
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("seat", sa.Text()),
        sa.Column("consents", sa.Boolean(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("block", sa.Integer()),
        sa.UniqueConstraint("handle", name="uq_participants_handle"),
    )
    _make(
        "participant_answers",
        ["participant_id", "question_id"],
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )
    _make(
        "participant_notes",
        ["participant_id", "question_id", "kind"],
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.CheckConstraint("kind IN ('comment', 'evidence')", name="kind"),
    )
    _make(
        "workshop_counts",
        ["workshop_id", "block", "breakdown", "part"],
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
    )
    _make(
        "workshop_votes",
        ["id"],
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(none_as_null=True)),
        sa.UniqueConstraint("workshop_id", "subject", name="uq_workshop_votes_workshop_id"),
    )
    _make(
        "workshop_ballots",
        ["participant_id", "question_id"],
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )
    _make(
        "workshop_agreements",
        ["workshop_id", "subject"],
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        *_required(sa.Text(), "subject", "value", "reason", "consulted", "veto"),
    )
    _make(
        "workshop_actions",
        ["id"],
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("capability", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("done", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _make(
        "parking_lot",
        ["id"],
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    _make(
        "workshop_trail",
        ["id"],
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
    )
    for table in ("workshop_keys", "participants", "workshop_actions", "parking_lot", "workshop_trail"):
        op.create_index(f"ix_{table}_workshop_id", table, ["workshop_id"])
    op.create_index("ix_workshop_ballots_vote_id", "workshop_ballots", ["vote_id"])


def downgrade() -> None:
    for table in (
        "workshop_trail",
        "parking_lot",
        "workshop_actions",
        "workshop_agreements",
        "workshop_ballots",
        "workshop_votes",
        "workshop_counts",
        "participant_notes",
        "participant_answers",
        "participants",
        "workshop_keys",
        "workshops",
    ):
        op.drop_table(table)


def _required(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def _make(table: str, key: list[str], *parts: sa.schema.SchemaItem) -> None:
    """A table with its primary key, and with foreign keys for the columns that `PARENTS` names."""
    names = [part.name for part in parts if isinstance(part, sa.Column)]
    parents = [
        sa.ForeignKeyConstraint(
            [name], [f"{PARENTS[name]}.id"], name=f"fk_{table}_{name}_{PARENTS[name]}", ondelete="CASCADE"
        )
        for name in names
        if name in PARENTS
    ]
    op.create_table(
        table, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"), *parents, sqlite_autoincrement=key == ["id"]
    )
