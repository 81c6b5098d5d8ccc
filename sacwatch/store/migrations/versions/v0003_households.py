"""Households and their vacations, and what is kept about a member besides."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of households, and give members their new columns, blank at first."""
    op.create_table(
        "household",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sort_place", sa.Text(), nullable=False),
        sa.Column("block_id", sa.Text()),
        sa.Column("block_chosen", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("pets", sa.Text(), nullable=False),
        sa.Column("vehicles", sa.JSON(), nullable=False),
        sa.Column("utilities", sa.Text(), nullable=False),
        sa.Column("special_needs", sa.Text(), nullable=False),
        sa.Column("key_holder", sa.Text(), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("confirmed_on", sa.Date()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("place_text", sa.Text(), nullable=False),
        sa.Column("place_lat", sa.Double()),
        sa.Column("place_lon", sa.Double()),
        sa.Column("place_fix", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_household"),
    )
    for names in (
        ("watch_id", "active", "sort_place"),
        ("watch_id", "active", "confirmed_on"),
        ("block_id",),
    ):
        op.create_index(f"ix_household_{'_'.join(names)}", "household", list(names))
    op.create_table(
        "household_vacation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("household_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("key_holder", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_household_vacation"),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name="fk_household_vacation_household_id"
        ),
    )
    op.create_index("ix_household_vacation_household_id", "household_vacation", ["household_id"])
    op.create_index(
        "ix_household_vacation_watch_id_last_day_first_day",
        "household_vacation",
        ["watch_id", "last_day", "first_day"],
    )
    # Said by hand: Alembic can add a reference to a table of SQLite only by making the whole table anew.
    op.execute(
        "ALTER TABLE member ADD COLUMN household_id TEXT"
        " CONSTRAINT fk_member_household_id REFERENCES household (id)"
    )
    for name in ("language", "channel", "emergency_name", "emergency_phone"):
        op.add_column("member", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("skills", "trainings", "consents"):
        op.add_column("member", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    for name in ("vetted_on", "vetting_expires_on", "first_expiry", "waiver_on"):
        op.add_column("member", sa.Column(name, sa.Date()))
    op.create_index("ix_member_household_id", "member", ["household_id"])
    op.create_index(
        "ix_member_watch_id_active_first_expiry", "member", ["watch_id", "active", "first_expiry"]
    )
