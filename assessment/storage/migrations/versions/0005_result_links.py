"""Links that only read the result of one response."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "result_links",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("response_id", name="pk_result_links"),
        sa.UniqueConstraint("handle", name="uq_result_links_handle"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name="fk_result_links_response_id_responses", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("result_links")
