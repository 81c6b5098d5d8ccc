"""Patrol sheets, which sheet a patrol was typed from, and which house an entry looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table of sheets, and let patrols and their entries name what they came from, none at first."""
    op.create_table(
        "sheet",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("starts_at", sa.BigInteger()),
        sa.Column("finishes_at", sa.BigInteger()),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("vehicle", sa.Text(), nullable=False),
        sa.Column("crew", sa.JSON(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("route_id", sa.Text()),
        sa.Column("equipment", sa.JSON(), nullable=False),
        sa.Column("shift_id", sa.Text()),
        sa.Column("shift_day", sa.Date()),
        sa.Column("house_ids", sa.JSON(), nullable=False),
        sa.Column("spots", sa.JSON(), nullable=False),
        sa.Column("printed_at", sa.BigInteger(), nullable=False),
        sa.Column("unused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sheet"),
    )
    for names in (("watch_id", "serial"), ("watch_id", "day"), ("shift_id", "shift_day")):
        op.create_index(f"ix_sheet_{'_'.join(names)}", "sheet", list(names))
    # Said by hand: Alembic can add a reference to a table of SQLite only by making the whole table anew.
    op.execute(
        "ALTER TABLE patrol ADD COLUMN sheet_id TEXT CONSTRAINT fk_patrol_sheet_id REFERENCES sheet (id)"
    )
    op.create_index("ix_patrol_sheet_id", "patrol", ["sheet_id"])
    op.execute(
        "ALTER TABLE patrol_entry ADD COLUMN household_id TEXT"
        " CONSTRAINT fk_patrol_entry_household_id REFERENCES household (id)"
    )
    op.create_index("ix_patrol_entry_household_id", "patrol_entry", ["household_id"])
