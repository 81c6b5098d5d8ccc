"""Shifts with their days and people, and which shift a patrol was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of shifts, and let a patrol name one, none at first."""
    op.create_table(
        "shift",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("repeat", sa.Text(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("which", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("route_id", sa.Text()),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shift"),
    )
    op.create_index("ix_shift_watch_id_ends_on_first", "shift", ["watch_id", "ends_on", "first"])
    op.create_table(
        "shift_day",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("moved_to", sa.Date()),
        sa.Column("start", sa.Integer()),
        sa.Column("minutes", sa.Integer()),
        sa.Column("needed", sa.Integer()),
        sa.Column("area", sa.Text()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shift_day"),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name="fk_shift_day_shift_id"),
    )
    op.create_index("ix_shift_day_shift_id", "shift_day", ["shift_id"])
    op.create_index("ix_shift_day_watch_id_day", "shift_day", ["watch_id", "day"])
    op.create_index("ix_shift_day_watch_id_moved_to", "shift_day", ["watch_id", "moved_to"])
    op.create_table(
        "shift_person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("stand_in_id", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_shift_person"),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name="fk_shift_person_shift_id"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_shift_person_member_id"),
        sa.ForeignKeyConstraint(["stand_in_id"], ["member.id"], name="fk_shift_person_stand_in_id"),
    )
    for names in (("shift_id",), ("member_id",), ("stand_in_id",), ("watch_id", "day")):
        op.create_index(f"ix_shift_person_{'_'.join(names)}", "shift_person", list(names))
    # Said by hand: Alembic can add a reference to a table of SQLite only by making the whole table anew.
    op.execute(
        "ALTER TABLE patrol ADD COLUMN shift_id TEXT CONSTRAINT fk_patrol_shift_id REFERENCES shift (id)"
    )
    op.add_column("patrol", sa.Column("shift_day", sa.Date()))
    op.create_index("ix_patrol_shift_id", "patrol", ["shift_id"])
    op.create_index("ix_patrol_watch_id_shift_day", "patrol", ["watch_id", "shift_day"])
