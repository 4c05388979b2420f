"""The cohort: who opted in, released counts by segment, and imported benchmark editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "benchmarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("collected", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("scoring_version", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_benchmarks"),
        sa.UniqueConstraint(
            "edition_id", "content_hash", "scoring_version", "mode", "source", name="uq_benchmarks_edition_id"
        ),
    )
    op.create_table(
        "benchmark_segments",
        *_segment_of_a_benchmark("benchmark_segments"),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("batches", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("benchmark_id", "industry", "size", name="pk_benchmark_segments"),
    )
    for table in ("benchmark_counts", "cohort_held"):
        op.create_table(
            table,
            *_segment_of_a_benchmark(table),
            sa.Column("measure", sa.Text(), nullable=False),
            sa.Column("bin", sa.Integer(), nullable=False),
            sa.Column("n", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("benchmark_id", "industry", "size", "measure", "bin", name=f"pk_{table}"),
        )
    op.create_table(
        "cohort_members",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("industry", sa.Text()),
        sa.Column("size", sa.Text()),
        sa.Column("released_on", sa.Date()),
        sa.PrimaryKeyConstraint("response_id", name="pk_cohort_members"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name="fk_cohort_members_response_id_responses", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_cohort_members_released_on", "cohort_members", ["released_on"])


def downgrade() -> None:
    for table in ("cohort_members", "cohort_held", "benchmark_counts", "benchmark_segments", "benchmarks"):
        op.drop_table(table)


def _segment_of_a_benchmark(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("benchmark_id", sa.Integer(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["benchmark_id"], ["benchmarks.id"], name=f"fk_{table}_benchmark_id_benchmarks", ondelete="CASCADE"
        ),
    )
