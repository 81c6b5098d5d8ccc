"""Routes that are drawn ahead of any patrol."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_COLUMNS = (
    *("id", "watch_id", "created_at", "changed_at", "changed_by", "note"),
    *("patrol_id", "name", "source", "points", "times"),
)


def upgrade() -> None:
    """Make the table of routes anew, in which a route may be without a patrol; SQLite knows no other way."""
    op.drop_index("ix_patrol_route_patrol_id", "patrol_route")
    op.rename_table("patrol_route", "past_route")
    op.create_table(
        "patrol_route",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("patrol_id", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_patrol_route"),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrol.id"], name="fk_patrol_route_patrol_id"),
    )
    names = ", ".join(_COLUMNS)
    op.execute(f"INSERT INTO patrol_route ({names}) SELECT {names} FROM past_route")
    op.drop_table("past_route")
    op.create_index("ix_patrol_route_patrol_id", "patrol_route", ["patrol_id"])
