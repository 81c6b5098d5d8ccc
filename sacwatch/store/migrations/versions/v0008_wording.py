"""What neighbours read of an incident, and whether they are told of it as a number alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let incidents have both: no wording, and told of by their kind, at first."""
    op.add_column("incident", sa.Column("public_wording", sa.Text(), nullable=False, server_default=""))
    op.add_column("incident", sa.Column("counted_only", sa.Boolean(), nullable=False, server_default="0"))
