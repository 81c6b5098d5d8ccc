"""The tables as they began."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the full-text index over the records."""
    op.create_table(
        "blob",
        _text("sha256"),
        _bytes("data"),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )
    op.create_table(
        "member",
        *_record(),
        _text("name"),
        _text("sort_name"),
        _json("phones"),
        _text("email"),
        _json("roles"),
        _yes_no("active"),
        *_place(),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
    )
    op.create_index("ix_member_watch_id_active_sort_name", "member", ["watch_id", "active", "sort_name"])
    op.create_table(
        "watch",
        *_record(),
        _text("name"),
        _text("jurisdiction"),
        _text("beat"),
        _text("district"),
        _text("meeting_place"),
        _text("meeting_day"),
        _text("footer"),
        _yes_no("sample"),
        _json("boundary"),
        _json("numbers"),
        *_place(),
        sa.PrimaryKeyConstraint("id", name="pk_watch"),
    )
    op.create_table(
        "watch_block",
        _text("id"),
        _text("watch_id"),
        _whole("position"),
        _text("name"),
        _text("captain_id", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_watch_block"),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name="fk_watch_block_watch_id"),
        sa.ForeignKeyConstraint(["captain_id"], ["member.id"], name="fk_watch_block_captain_id"),
    )
    op.create_index("ix_watch_block_captain_id", "watch_block", ["captain_id"])
    op.create_index("ix_watch_block_watch_id", "watch_block", ["watch_id"])
    op.create_table(
        "patrol",
        *_record(),
        _day("day"),
        _moment("started_at"),
        _moment("finished_at"),
        _whole("odometer_start", nullable=True),
        _whole("odometer_finish", nullable=True),
        _text("mode"),
        _text("vehicle"),
        _text("area"),
        _text("weather"),
        _json("equipment"),
        _json("rules"),
        sa.PrimaryKeyConstraint("id", name="pk_patrol"),
    )
    op.create_index("ix_patrol_watch_id_started_at", "patrol", ["watch_id", "started_at"])
    op.create_table(
        "patrol_crew",
        _text("id"),
        _text("watch_id"),
        _text("patrol_id"),
        _whole("position"),
        _text("name"),
        _text("member_id", nullable=True),
        _text("seat"),
        sa.PrimaryKeyConstraint("id", name="pk_patrol_crew"),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrol.id"], name="fk_patrol_crew_patrol_id"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_patrol_crew_member_id"),
    )
    op.create_index("ix_patrol_crew_member_id", "patrol_crew", ["member_id"])
    op.create_index("ix_patrol_crew_patrol_id", "patrol_crew", ["patrol_id"])
    op.create_table(
        "patrol_entry",
        _text("id"),
        _text("watch_id"),
        _text("patrol_id"),
        _whole("position"),
        _moment("at", nullable=True),
        _text("stop"),
        _text("category"),
        _text("seen"),
        _text("reported_to"),
        _text("number"),
        *_place(),
        sa.PrimaryKeyConstraint("id", name="pk_patrol_entry"),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrol.id"], name="fk_patrol_entry_patrol_id"),
    )
    op.create_index("ix_patrol_entry_patrol_id_category", "patrol_entry", ["patrol_id", "category"])
    op.create_table(
        "incident",
        *_record(),
        _text("incident_kind"),
        _moment("occurred_from"),
        _moment("occurred_to", nullable=True),
        _moment("reported_at", nullable=True),
        _text("code"),
        _text("happened"),
        _text("source"),
        _text("reported_to"),
        _text("report_number"),
        _text("number_state"),
        _text("status"),
        _text("disposition"),
        _json("vehicles"),
        _json("persons"),
        _text("entry_id", nullable=True),
        *_place(),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
        sa.ForeignKeyConstraint(["entry_id"], ["patrol_entry.id"], name="fk_incident_entry_id"),
    )
    op.create_index("ix_incident_entry_id", "incident", ["entry_id"])
    op.create_index("ix_incident_watch_id_occurred_from", "incident", ["watch_id", "occurred_from"])
    op.create_index(
        "ix_incident_watch_id_reported_to_report_number",
        "incident",
        ["watch_id", "reported_to", "report_number"],
    )
    op.create_index(
        "ix_incident_watch_id_status_occurred_from", "incident", ["watch_id", "status", "occurred_from"]
    )
    op.create_table(
        "attachment",
        *_record(),
        _text("owner_kind"),
        _text("owner_id"),
        _text("name"),
        _text("caption"),
        _text("media_type"),
        _text("sha256"),
        _whole("size"),
        _whole("width"),
        _whole("height"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="fk_attachment_sha256"),
    )
    op.create_index("ix_attachment_owner_kind_owner_id", "attachment", ["owner_kind", "owner_id"])
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.create_table(
        "setting",
        *_record(),
        _text("name"),
        _json("value"),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
    )
    op.create_table(
        "draft",
        _text("id"),
        _text("watch_id"),
        _text("kind"),
        _text("record_id", nullable=True),
        _moment("saved_at"),
        _json("data"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_table(
        "journal_step",
        _whole("id"),
        _text("watch_id"),
        _moment("at"),
        _text("by"),
        _text("does"),
        _text("state"),
        _whole("turn"),
        _whole("of", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_journal_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_step_watch_id_state_turn", "journal_step", ["watch_id", "state", "turn"])
    op.create_table(
        "journal_change",
        _whole("id"),
        _whole("step_id"),
        _text("kind"),
        _text("record_id"),
        _text("table_name"),
        _text("row_id"),
        _json("before", nullable=True),
        _json("after", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_journal_change"),
        sa.ForeignKeyConstraint(["step_id"], ["journal_step.id"], name="fk_journal_change_step_id"),
    )
    op.create_index("ix_journal_change_record_id", "journal_change", ["record_id"])
    op.create_index("ix_journal_change_step_id", "journal_change", ["step_id"])
    op.create_table(
        "export_file",
        _text("id"),
        _text("watch_id"),
        _text("folder"),
        _text("name"),
        _text("report"),
        _text("subject"),
        _text("fingerprint"),
        _text("sha256"),
        _moment("written_at"),
        sa.PrimaryKeyConstraint("id", name="pk_export_file"),
    )
    op.create_table(
        "search_entry",
        _whole("id"),
        _text("watch_id"),
        _text("kind"),
        _text("record_id"),
        _moment("at", nullable=True),
        _text("title"),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("record_id", name="uq_search_entry_record_id"),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "title, body, tokenize = \"unicode61 remove_diacritics 2\", prefix = '1 2 3')"
    )
    op.execute("INSERT INTO search_text(search_text, rank) VALUES ('secure-delete', 1)")


def _record() -> list[sa.Column[Any]]:
    """Give the columns common to all records."""
    return [
        _text("id"),
        _text("watch_id"),
        _moment("created_at"),
        _moment("changed_at"),
        _text("changed_by"),
        _text("note"),
    ]


def _place() -> list[sa.Column[Any]]:
    """Give the columns of a place."""
    return [
        _text("place_text"),
        _real("place_lat", nullable=True),
        _real("place_lon", nullable=True),
        _text("place_fix"),
    ]


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Give a column of microseconds since 1970 UTC."""
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _real(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Double(), nullable=nullable)


def _yes_no(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=nullable)


def _json(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)
