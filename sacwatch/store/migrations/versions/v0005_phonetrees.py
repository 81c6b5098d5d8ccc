"""The phone tree, and drills of it with their calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables, empty at first."""
    op.create_table(
        "phone_tree",
        *_record(),
        sa.Column("head", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_phone_tree"),
    )
    op.create_table(
        "phone_tree_caller",
        *_part("tree_id"),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("homes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_phone_tree_caller"),
        sa.ForeignKeyConstraint(["tree_id"], ["phone_tree.id"], name="fk_phone_tree_caller_tree_id"),
    )
    op.create_index("ix_phone_tree_caller_tree_id", "phone_tree_caller", ["tree_id"])
    op.create_table(
        "drill",
        *_record(),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_drill"),
    )
    op.create_index("ix_drill_watch_id_started_at", "drill", ["watch_id", "started_at"])
    op.create_table(
        "drill_caller",
        *_part("drill_id"),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("homes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drill_caller"),
        sa.ForeignKeyConstraint(["drill_id"], ["drill.id"], name="fk_drill_caller_drill_id"),
    )
    op.create_index("ix_drill_caller_drill_id", "drill_caller", ["drill_id"])
    op.create_table(
        "drill_call",
        *_part("drill_id"),
        sa.Column("household_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drill_call"),
        sa.ForeignKeyConstraint(["drill_id"], ["drill.id"], name="fk_drill_call_drill_id"),
    )
    op.create_index("ix_drill_call_drill_id", "drill_call", ["drill_id"])


def _record() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    ]


def _part(whole: str) -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column(whole, sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    ]
