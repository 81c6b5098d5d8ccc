"""What the captain released for a place that is away is remembered until it is back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table of what was released and is not where it belongs yet."""
    op.create_table(
        "export_release",
        sa.Column("destination_id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("destination_id", name="pk_export_release"),
    )
