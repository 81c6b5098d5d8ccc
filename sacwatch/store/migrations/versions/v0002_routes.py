"""Outlines of the watch's blocks, and the routes of patrols."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give every block an outline, none at first, and make the table of routes."""
    op.add_column("watch_block", sa.Column("outline", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "patrol_route",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("patrol_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_patrol_route"),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrol.id"], name="fk_patrol_route_patrol_id"),
    )
    op.create_index("ix_patrol_route_patrol_id", "patrol_route", ["patrol_id"])
