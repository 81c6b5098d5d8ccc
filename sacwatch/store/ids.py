"""Ids of records, made here so that two captains' files can be merged."""

from __future__ import annotations

import uuid6


def new_id() -> str:
    """Give a new UUIDv7 as text; later ones sort after earlier ones (RFC 9562)."""
    return str(uuid6.uuid7())
