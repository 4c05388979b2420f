"""Responses, their answers and their notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("questionnaires", sa.JSON(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("industry", sa.Text()),
        sa.Column("size", sa.Text()),
        sa.Column("region", sa.Text()),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date()),
        sa.Column("active_seconds", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_responses"),
        sa.UniqueConstraint("handle", name="uq_responses_handle"),
        sa.CheckConstraint("mode IN ('pulse', 'full')", name="mode"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("response_id", "item_id", name="pk_answers"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name="fk_answers_response_id_responses", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "notes",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("response_id", "item_id", "kind", name="pk_notes"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name="fk_notes_response_id_responses", ondelete="CASCADE"
        ),
        sa.CheckConstraint("kind IN ('comment', 'evidence')", name="kind"),
    )


def downgrade() -> None:
    op.drop_table("notes")
    op.drop_table("answers")
    op.drop_table("responses")
