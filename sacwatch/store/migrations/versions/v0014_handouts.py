"""How the captain wants the handout of a meeting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the arrangement, the usual one at first."""
    op.add_column("meeting", sa.Column("handout", sa.JSON(), nullable=False, server_default="{}"))
