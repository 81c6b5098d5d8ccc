"""Standing exports, the ledger, and what tells without reading it that a file is as it was written."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables; the one folder of papers that a watch kept becomes its first standing export."""
    op.create_table(
        "destination",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("volume", sa.JSON(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("wishes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_destination"),
    )
    op.create_index("ix_destination_watch_id", "destination", ["watch_id"])
    op.create_table(
        "export_ledger",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("destination_id", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("records", sa.JSON(), nullable=False),
        sa.Column("record_count", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_export_ledger"),
    )
    op.create_index("ix_export_ledger_watch_id_at", "export_ledger", ["watch_id", "at"])
    op.create_index(
        "ix_export_ledger_watch_id_report_subject_at",
        "export_ledger",
        ["watch_id", "report", "subject", "at"],
    )
    for column in (
        sa.Column("audience", sa.Text(), nullable=False, server_default=""),
        sa.Column("large", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("file_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("size", sa.Integer(), nullable=False, server_default="-1"),
        sa.Column("mark", sa.Text(), nullable=False, server_default=""),
        sa.Column("copy", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("seen", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("export_file", column)
    op.create_index("ix_export_file_watch_id_folder", "export_file", ["watch_id", "folder"])
    _first_destinations()


_USUAL = [
    ["patrol-log", "twelve_months"],
    ["patrol-hours", "twelve_months"],
    ["incident-summary", "twelve_months"],
    ["block-map", "latest"],
]


def _first_destinations() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT * FROM setting WHERE name IN ('export_folder', 'export_audience', 'large_print')")
    ).all()
    watches: dict[str, dict[str, sa.Row[Any]]] = {}
    for row in rows:
        watches.setdefault(row.watch_id, {})[row.name] = row
    for watch_id, found in watches.items():
        changes: list[_Change] = []
        made = _destination(watch_id, found)
        if made is not None:
            connection.execute(
                sa.text(
                    "INSERT INTO destination (id, watch_id, created_at, changed_at, changed_by, note, name,"
                    " sort, address, account, volume, audience, large, automatic, wishes) VALUES (:id,"
                    " :watch_id, :created_at, :changed_at, :changed_by, :note, :name, :sort, :address,"
                    " :account, :volume, :audience, :large, :automatic, :wishes)"
                ),
                {**made, "volume": "{}", "wishes": json.dumps(made["wishes"])},
            )
            changes.append(("destination", "destination", made["id"], None, made))
        for row in found.values():
            image = {**row._asdict(), "value": json.loads(row.value)}
            changes.append(("setting", "setting", row.id, image, None))
        connection.execute(
            sa.text(
                "DELETE FROM setting WHERE watch_id = :watch_id"
                " AND name IN ('export_folder', 'export_audience', 'large_print')"
            ),
            {"watch_id": watch_id},
        )
        _tell(connection, watch_id, max(row.changed_at for row in found.values()), changes)


_Change = tuple[str, str, str, dict[str, Any] | None, dict[str, Any] | None]
"""Kind, table and row of a change, and the row before and after it."""


def _destination(watch_id: str, found: dict[str, sa.Row[Any]]) -> dict[str, Any] | None:
    """Give the destination that the settings of a watch told of, or None where they told of none."""
    said = {name: json.loads(row.value).get("value") for name, row in found.items()}
    folder = said.get("export_folder")
    if not isinstance(folder, str) or not folder.strip():
        return None
    audience = said.get("export_audience")
    if audience not in ("captain", "block_captains", "members", "police", "public"):
        audience = "captain"
    parts = [part for part in re.split(r"[/\\]", folder) if part]
    row = found["export_folder"]
    return {
        "id": secrets.token_hex(16),
        "watch_id": watch_id,
        "created_at": row.created_at,
        "changed_at": row.changed_at,
        "changed_by": row.changed_by,
        "note": "",
        "name": (parts[-1] if parts else folder)[:80],
        "sort": "folder",
        "address": folder,
        "account": "",
        "volume": {},
        "audience": audience,
        "large": said.get("large_print") is True,
        # Until now every folder was seen to by itself, and the captain chose this one for that.
        "automatic": True,
        "wishes": _USUAL,
    }


def _tell(connection: sa.Connection, watch_id: str, at: int, changes: list[_Change]) -> None:
    """Write into the journal what this step did; it cannot be taken back."""
    step = connection.execute(
        sa.text(
            'INSERT INTO journal_step (watch_id, at, "by", does, state, turn, "of") VALUES (:watch_id,'
            " max(:at, coalesce((SELECT max(at) FROM journal_step WHERE watch_id = :watch_id), 0)), '',"
            " 'step.destination_added', 'lasting', 0, NULL) RETURNING id"
        ),
        {"watch_id": watch_id, "at": at},
    ).scalar_one()
    connection.execute(sa.text("UPDATE journal_step SET turn = id WHERE id = :id"), {"id": step})
    for kind, table, id_, before, after in changes:
        connection.execute(
            sa.text(
                "INSERT INTO journal_change (step_id, kind, record_id, table_name, row_id, before, after)"
                " VALUES (:step, :kind, :id, :table, :id, :before, :after)"
            ),
            {
                "step": step,
                "kind": kind,
                "table": table,
                "id": id_,
                "before": None if before is None else json.dumps(before),
                "after": None if after is None else json.dumps(after),
            },
        )
