"""What a respondent aims at and the actions they took on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "aims",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("capability", sa.Text(), nullable=False),
        sa.Column("target", sa.Float()),
        sa.Column("importance", sa.Integer()),
        sa.PrimaryKeyConstraint("response_id", "capability", name="pk_aims"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name="fk_aims_response_id_responses", ondelete="CASCADE"
        ),
        sa.CheckConstraint("target BETWEEN 1 AND 5", name="target"),
        sa.CheckConstraint("importance BETWEEN 1 AND 3", name="importance"),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("capability", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("done", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name="fk_actions_response_id_responses", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_actions_response_id", "actions", ["response_id"])


def downgrade() -> None:
    op.drop_table("actions")
    op.drop_table("aims")
