"""Column types."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept as whole microseconds since 1970 UTC, because SQLite drops zones."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


def to_micros(value: datetime) -> int:
    """Give an aware instant as microseconds since 1970 UTC; raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone cannot be kept")
    return (value - _EPOCH) // timedelta(microseconds=1)


class Tenths(TypeDecorator[Decimal]):
    """A decimal with one place, kept as a whole number of tenths so that sums stay exact."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value * 10)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 10).quantize(Decimal("0.1"))


def first_instant(day: date) -> datetime:
    """Give the first instant of a day in UTC, for comparing days with instants where hours do not matter."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
