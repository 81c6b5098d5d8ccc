"""The periods that lists can be limited to."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from sacwatch.domain import times
from sacwatch.i18n import N_

PERIODS = (
    ("", N_("Any time")),
    ("week", N_("Last 7 days")),
    ("month", N_("This month")),
    ("last_month", N_("Last month")),
    ("quarter", N_("Last 90 days")),
    ("year", N_("This year")),
    ("last_year", N_("Last year")),
)


def period_bounds(name: str | None, today: date, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Give the first instant of a period and of what follows it (UTC), or None where it is open."""
    first: date | None = None
    after: date | None = None
    if name == "week":
        first = today - timedelta(days=6)
    elif name == "month":
        first = today.replace(day=1)
    elif name == "last_month":
        after = today.replace(day=1)
        first = (after - timedelta(days=1)).replace(day=1)
    elif name == "quarter":
        first = today - timedelta(days=89)
    elif name == "year":
        first = today.replace(month=1, day=1)
    elif name == "last_year":
        after = today.replace(month=1, day=1)
        first = after.replace(year=after.year - 1)
    return (
        times.day_start(first, zone) if first else None,
        times.day_start(after, zone) if after else None,
    )
