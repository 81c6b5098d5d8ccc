"""Says whether a paper would come out as before, without making it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sacwatch.domain.watches import Watch, logo_of

LAYOUT_VERSION = 4
"""Raised with every change that makes a paper look or read different from the same records."""

# A record that was saved again without a change is the same record.
_STAMPS = frozenset({"created_at", "changed_at", "changed_by"})


def fingerprint(data: Any) -> str:
    """Give what a paper's data, options and layout come to; the day it is made on is no part of it."""
    digest = hashlib.sha256(f"{LAYOUT_VERSION}\n".encode())
    for part in _parts(data):
        digest.update(part)
    return digest.hexdigest()


def _parts(value: Any) -> list[bytes]:
    """Give a value as bytes that differ whenever the values do: every part says its type and length."""
    if isinstance(value, Watch):
        # Of the watch a paper shows its letterhead alone; a number it checked makes no paper stale.
        value = (value.name, value.place.text, value.footer, value.sample, logo_of(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = [_tagged(b"record", type(value).__name__.encode())]
        for field in dataclasses.fields(value):
            if field.name not in _STAMPS:
                found += [_tagged(b"field", field.name.encode()), *_parts(getattr(value, field.name))]
        return [*found, _tagged(b"end", b"")]
    if isinstance(value, bytes):
        return [_tagged(b"bytes", hashlib.sha256(value).digest())]
    if isinstance(value, Enum):
        return [_tagged(b"enum", f"{type(value).__name__}.{value.name}".encode())]
    if isinstance(value, Mapping):
        rows = sorted(b"".join([*_parts(key), *_parts(each)]) for key, each in value.items())
        return [_tagged(b"map", b"".join(rows))]
    if isinstance(value, Set):
        return [_tagged(b"set", b"".join(sorted(b"".join(_parts(each)) for each in value)))]
    if isinstance(value, tuple | list):
        return [_tagged(b"row", b"".join(part for each in value for part in _parts(each)))]
    return [_tagged(type(value).__name__.encode(), _plain(value).encode("utf-8", "surrogatepass"))]


def _plain(value: Any) -> str:
    if value is None or isinstance(value, bool | int | str):
        return str(value)
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"no fingerprint for {type(value).__name__}")


def _tagged(tag: bytes, content: bytes) -> bytes:
    return b"%s:%d:%s;" % (tag, len(content), content)
