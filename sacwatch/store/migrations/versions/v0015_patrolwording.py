"""What neighbours read of a patrol in place of what was seen and told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Let patrols have such words, none at first."""
    op.add_column("patrol", sa.Column("public_wording", sa.Text(), nullable=False, server_default=""))
