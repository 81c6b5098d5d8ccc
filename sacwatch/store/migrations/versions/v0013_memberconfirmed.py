"""When a member who belongs to no household last said that their entry is right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the day, none at first."""
    op.add_column("member", sa.Column("confirmed_on", sa.Date()))
