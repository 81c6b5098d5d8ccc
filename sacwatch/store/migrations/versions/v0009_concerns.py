"""Concerns and suggestions, and actions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the two tables, empty at first."""
    op.create_table(
        "concern",
        *_common(),
        sa.Column("concern_kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text()),
        sa.Column("place_text", sa.Text(), nullable=False),
        sa.Column("place_lat", sa.Double()),
        sa.Column("place_lon", sa.Double()),
        sa.Column("place_fix", sa.Text(), nullable=False),
        sa.Column("block_id", sa.Text()),
        sa.Column("block_chosen", sa.Boolean(), nullable=False),
        sa.Column("meeting_id", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("public_wording", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("responsible_name", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date()),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("public_answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date()),
        sa.Column("told_on", sa.Date()),
        sa.Column("told_how", sa.Text(), nullable=False),
        sa.Column("dropped_on", sa.Date()),
        sa.Column("dropped_why", sa.Text(), nullable=False),
        sa.Column("past_steps", sa.JSON(), nullable=False),
        sa.Column("raisings", sa.JSON(), nullable=False),
        sa.Column("waiting", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_concern"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_concern_member_id"),
    )
    for names in (
        ("member_id",),
        ("meeting_id",),
        ("block_id",),
        ("watch_id", "raised_on"),
        ("watch_id", "waiting", "raised_on"),
        ("watch_id", "last_on"),
    ):
        op.create_index(f"ix_concern_{'_'.join(names)}", "concern", list(names))
    op.create_table(
        "action_item",
        *_common(),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("public_wording", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text()),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("meeting_id", sa.Text()),
        sa.Column("concern_id", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_action_item"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_action_item_member_id"),
    )
    for names in (
        ("member_id",),
        ("meeting_id",),
        ("concern_id",),
        ("watch_id", "state", "due_on"),
        ("watch_id", "closed_on"),
    ):
        op.create_index(f"ix_action_item_{'_'.join(names)}", "action_item", list(names))


def _common() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
